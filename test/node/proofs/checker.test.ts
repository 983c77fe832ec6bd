/** The checker of the proofs finds each way in which the promise can be broken, and nothing where it was kept. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check, type FindingKind, type Held } from '../../proofs/checker.js';
import { Ledger, type Entry } from '../../proofs/ledger.js';
import type { DeviceView, SeenPhoto, SeenRow } from '../../proofs/views.js';

const row = (globalId: string, NAME = 'Oak'): SeenRow => ({
  layerId: 0,
  globalId,
  fields: { NAME },
  text: `${globalId} ${NAME}`,
});
const photo = (globalId: string, parent: string, hash = `bytes of ${globalId}`): SeenPhoto => ({
  layerId: 0,
  parent,
  globalId,
  hash,
});
const mine = { client: 'me', layerId: 0, isTold: true } as const;
const add = (globalId: string, NAME = 'Oak'): Entry => ({ ...mine, kind: 'add', globalId, fields: { NAME } });
const took = (globalId: string, parent: string): Entry => ({
  ...mine,
  kind: 'photo',
  globalId,
  parent,
  hash: `bytes of ${globalId}`,
});

/** Two rows from the start, a third one added with a photo, the second one deleted: all of it kept. */
function kept(): Held & { device: DeviceView } {
  const seed = { rows: [row('a'), row('b')], photos: [photo('p', 'b')] };
  const ledger = new Ledger(seed, [add('c'), took('q', 'c'), { ...mine, kind: 'delete', globalId: 'b' }]);
  const view = { rows: [row('a'), row('c')], photos: [photo('q', 'c')] };
  const device: DeviceView = {
    ...view,
    name: 'me',
    state: 'completed',
    pending: { features: 0, attachments: 0, refused: 0 },
    issues: [],
    conflicts: [],
    receipts: [{ operation: 'sync', features: 2, attachments: 1, error: null }],
  };
  return { ledger, devices: [device], device, service: { ...view, replicas: 1 }, replicas: 1 };
}

function kinds(held: Held): readonly FindingKind[] {
  return [...new Set(check(held).map(({ kind }) => kind))];
}

describe('the checker', () => {
  it('finds nothing where all was kept', () => {
    assert.deepEqual(check(kept()), []);
  });

  it('finds a row, a photo, its bytes, a value and a delete that are lost', () => {
    const held = kept();
    const broken = (change: Partial<Held['service']>): readonly FindingKind[] =>
      kinds({ ...held, devices: [], service: { ...held.service, ...change } });
    assert.deepEqual(broken({ rows: [row('a')], photos: [photo('q', 'c')] }), ['lost']);
    assert.deepEqual(broken({ photos: [] }), ['lost']);
    assert.deepEqual(broken({ photos: [photo('q', 'c', 'half of it')] }), ['lost']);
    assert.deepEqual(broken({ rows: [row('a'), row('c', 'Elm')] }), ['lost']);
    assert.deepEqual(broken({ rows: [row('a'), row('b'), row('c')] }), ['lost']);
  });

  it('finds a row, a photo and a replica that are there twice, and what nobody made', () => {
    const held = kept();
    const broken = (change: Partial<Held['service']>): readonly FindingKind[] =>
      kinds({ ...held, devices: [], service: { ...held.service, ...change } });
    assert.deepEqual(broken({ rows: [...held.service.rows, row('c')] }), ['doubled']);
    assert.deepEqual(broken({ photos: [photo('q', 'c'), photo('r', 'c', 'bytes of q')] }), ['doubled']);
    assert.deepEqual(broken({ rows: [...held.service.rows, row('x')] }), ['doubled']);
    assert.deepEqual(broken({ replicas: 2 }), ['doubled']);
  });

  it('finds a device that holds something else than the service', () => {
    const held = kept();
    const device = { ...held.device, rows: [row('a'), row('c', 'Elm')] };
    assert.deepEqual(kinds({ ...held, devices: [device] }), ['different']);
  });

  it('finds words that are not so: changes that wait, a failure, a refusal, receipts that tell of more than was made', () => {
    const held = kept();
    const broken = (change: Partial<DeviceView>): readonly FindingKind[] =>
      kinds({ ...held, devices: [{ ...held.device, ...change }] });
    assert.deepEqual(broken({ pending: { features: 1, attachments: 0, refused: 0 } }), ['misreported']);
    assert.deepEqual(broken({ state: 'failed' }), ['misreported']);
    assert.deepEqual(broken({ issues: [{ layerId: 0, globalId: 'a', words: '1016' }] }), ['misreported']);
    const receipt = { operation: 'sync', features: 3, attachments: 1, error: null };
    assert.deepEqual(broken({ receipts: [receipt] }), ['misreported']);
  });

  it('takes what was never told as it comes, but only once', () => {
    const seed = { rows: [row('a')], photos: [] };
    const untold: Entry = { ...add('c'), isTold: false };
    const photoOfIt: Entry = { ...took('', 'a'), isTold: false };
    const ledger = new Ledger(seed, [untold, photoOfIt]);
    const held = (rows: SeenRow[], photos: SeenPhoto[]): Held => ({
      ledger,
      devices: [],
      service: { rows, photos, replicas: 1 },
      replicas: 1,
    });
    assert.deepEqual(check(held([row('a')], [])), []);
    assert.deepEqual(check(held([row('a'), row('c')], [photo('z', 'a', 'bytes of ')])), []);
    const twice = [photo('z', 'a', 'bytes of '), photo('y', 'a', 'bytes of ')];
    assert.deepEqual(kinds(held([row('a'), row('c'), row('c')], twice)), ['doubled']);
  });

  it('lets the last value of each client win, and that of one who is alone', () => {
    const seed = { rows: [row('a')], photos: [] };
    const change = (client: string, NAME: string): Entry => ({
      client,
      layerId: 0,
      isTold: true,
      kind: 'update',
      globalId: 'a',
      fields: { NAME },
    });
    const ledger = new Ledger(seed, [change('me', '1'), change('you', '2'), change('me', '3')]);
    const held = (NAME: string): Held => ({
      ledger,
      devices: [],
      service: { rows: [row('a', NAME)], photos: [], replicas: 1 },
      replicas: 1,
    });
    assert.deepEqual(
      ['1', '2', '3'].map((name) => kinds(held(name))),
      [['lost'], [], []],
    );
  });
});
