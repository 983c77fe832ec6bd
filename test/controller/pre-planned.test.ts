/** The pre-planned workflow on the real stack: one file, made once, loaded on several devices, each with a replica of its own. */
import { expect } from '@open-wc/testing';
import type { SyncController, SyncResult } from '../../src/controller/types.js';
import type { GdbError } from '../../src/shared/errors.js';
import { toGlobalId } from '../../src/shared/ids.js';
import { makeOfficeFile, type OfficeFile } from '../support/mobile-file.js';
import { TestService, sha256 } from '../support/service.js';

describe('the pre-planned workflow', () => {
  let service: TestService;
  let office: OfficeFile;
  const opened: SyncController[] = [];

  async function device(name = 'default'): Promise<SyncController> {
    const sync = service.controller({ geodatabase: name, settleMs: 200 });
    opened.push(sync);
    await sync.ready;
    return sync;
  }

  async function use(options: Record<string, unknown> = {}): Promise<void> {
    service = await TestService.create(options);
    office = await makeOfficeFile(service);
    await service.clearLog();
  }

  async function errorOf(work: Promise<unknown>): Promise<{ readonly code: string; readonly message: string }> {
    return work.then(
      () => ({ code: 'no error', message: '' }),
      (error: unknown) => error as GdbError,
    );
  }

  async function codeOf(work: Promise<unknown>): Promise<string> {
    return (await errorOf(work)).code;
  }

  const replicaIds = async (): Promise<readonly string[]> => {
    const list = (await service.post('replicas', {})) as unknown as { replicaID: string }[];
    return list.map(({ replicaID }) => toGlobalId(replicaID));
  };

  beforeEach(() => use());
  afterEach(() => {
    for (const sync of opened.splice(0)) sync.close();
  });

  it('loads every row, shape and photo of the file, and nothing else of the service', async () => {
    const sync = await device();
    const result: SyncResult = await sync.registerGeodatabase(office.file);
    expect(result.status).to.equal('completed');
    expect((await service.operations()).filter((name) => /query|attachment/i.test(name))).to.deep.equal([]);
    for (const layerId of [0, 1, 2]) {
      const theirs = new Map(
        (await service.features(layerId)).map((row) => [toGlobalId(String(row.attributes['GlobalID'])), row]),
      );
      const { features } = await sync.queryFeatures(layerId);
      expect(features.length).to.equal(theirs.size);
      for (const { globalId, attributes, geometry } of features) {
        const row = theirs.get(globalId);
        expect(attributes).to.deep.equal(row?.attributes);
        expect(flat(geometry).length).to.equal(flat(row?.geometry).length);
        flat(geometry).forEach((value, i) => {
          expect(value).to.be.closeTo(flat(row?.geometry)[i] ?? NaN, 1e-8);
        });
      }
    }
    const points = (await sync.queryFeatures(0)).features;
    const photos = await sync.queryAttachments(
      0,
      points.map(({ globalId }) => globalId),
    );
    expect(photos.length).to.be.greaterThan(0);
    for (const photo of photos) {
      const objectId = points.find(({ globalId }) => globalId === photo.parentGlobalId)?.objectId ?? -1;
      const address = `${service.url}/0/${String(objectId)}/attachments/${String(photo.attachmentId)}`;
      const theirs = await (await fetch(address)).arrayBuffer();
      const mine = await (await sync.readAttachment(photo)).arrayBuffer();
      expect(await sha256(mine)).to.equal(await sha256(theirs));
    }
    expect(sync.state.readiness.attachmentsMissing).to.equal(0);
  });

  it('gives each device a replica of its own, and never syncs that of the file', async () => {
    const [first, second] = [await device('first'), await device('second')];
    await first.registerGeodatabase(office.file);
    await second.registerGeodatabase(office.file);
    const own = [first, second].map((sync) => toGlobalId(sync.state.geodatabase?.replicaId ?? ''));
    const ids = new Set([...own, toGlobalId(office.replicaId)]);
    expect(ids.size).to.equal(3);
    expect(await replicaIds()).to.have.members([...ids]);
    await first.applyEdits(0, { adds: [{ attributes: { name: 'By the first' }, geometry: { x: 8, y: 47 } }] });
    await first.syncGeodatabase();
    await second.syncGeodatabase();
    const names = (await second.queryFeatures(0, { where: "name = 'By the first'" })).features;
    expect(names.length).to.equal(1);
    const synced = (await service.log()).filter(({ operation }) => operation === 'synchronizeReplica');
    const named = new Set(synced.map(({ params }) => toGlobalId(String(params['replicaid']))));
    expect([...named]).to.have.members(own);
  });

  it('receives at the first sync what changed since the file was made', async () => {
    await service.applyEdits(0, { adds: [{ attributes: { name: 'Since' }, geometry: { x: 7, y: 46 } }] });
    const sync = await device();
    await sync.registerGeodatabase(office.file);
    const result = await sync.syncGeodatabase();
    expect(result.received.features).to.equal(1);
  });

  it('loads without a connection, takes edits, and registers with the first sync', async () => {
    const sync = await device();
    await service.fault({ kind: 'dropBeforeCommit', operation: 'service', occurrence: 'every' });
    const stop = new AbortController();
    const registering = sync.registerGeodatabase(office.file, { signal: stop.signal });
    registering.catch(() => undefined);
    while (sync.state.geodatabase === null) await new Promise((resolve) => setTimeout(resolve, 20));
    const added = await sync.applyEdits(0, { adds: [{ attributes: { name: 'Offline' }, geometry: { x: 8, y: 47 } }] });
    expect(added.addResults[0]?.success).to.equal(true);
    stop.abort();
    expect(await codeOf(registering)).to.equal('aborted');
    await service.clearFaults();
    const result = await sync.syncGeodatabase();
    expect(result.sent.features).to.equal(1);
    expect(sync.state.geodatabase.registration?.kind).to.equal('done');
  });

  it('leaves nothing behind when loading is cancelled in its middle, and loads the same file later', async () => {
    const sync = await device();
    const stop = new AbortController();
    const seen: string[] = [];
    sync.addEventListener('gdb-sync-progress', () => {
      seen.push(sync.state.sync.kind);
      stop.abort();
    });
    expect(await codeOf(sync.registerGeodatabase(office.file, { signal: stop.signal }))).to.equal('aborted');
    expect(seen).to.include('downloading');
    expect(sync.state.geodatabase).to.equal(null);
    await sync.registerGeodatabase(office.file);
    expect(sync.state.geodatabase).to.not.equal(null);
  });

  it('leaves nothing behind of a file that is damaged', async () => {
    const sync = await device();
    const bytes = new Uint8Array(await office.file.arrayBuffer());
    const damaged = bytes.slice();
    // Pages of rows and attachments; the catalogue at the front stays as it is.
    damaged.fill(0xff, Math.floor(bytes.length * 0.4), Math.floor(bytes.length * 0.6));
    for (const bad of [damaged, bytes.slice(0, Math.floor(bytes.length / 2))]) {
      expect(await codeOf(sync.registerGeodatabase(new Blob([bad])))).to.be.oneOf(['bad-file', 'unsupported-file']);
      expect(sync.state.geodatabase).to.equal(null);
    }
  });

  it('refuses to register twice', async () => {
    const sync = await device();
    await sync.registerGeodatabase(office.file);
    const { geodatabase } = sync.state;
    expect(await codeOf(sync.registerGeodatabase(office.file))).to.equal('already-registered');
    expect(sync.state.geodatabase).to.deep.equal(geodatabase);
  });

  it('refuses what was unregistered here, also when its data are gone', async () => {
    const sync = await device();
    await sync.registerGeodatabase(office.file);
    await sync.unregisterGeodatabase();
    expect(sync.state.geodatabase).to.equal(null);
    expect(await codeOf(sync.registerGeodatabase(office.file))).to.equal('geodatabase-unregistered');
    const other = await device('another');
    expect((await other.inspectGeodatabase(office.file)).problem?.code).to.equal('geodatabase-unregistered');
  });

  it('registers no further copy once the original is unregistered', async () => {
    const sync = await device();
    await service.post('unRegisterReplica', { replicaID: office.replicaId });
    expect(await codeOf(sync.registerGeodatabase(office.file))).to.equal('original-unregistered');
    expect(await replicaIds()).to.deep.equal([]);
  });

  it('takes the area offline anew where the original is gone, with the edits that were made meanwhile', async () => {
    const sync = await device();
    await service.post('unRegisterReplica', { replicaID: office.replicaId });
    expect(await codeOf(sync.registerGeodatabase(office.file))).to.equal('original-unregistered');
    await sync.applyEdits(0, { adds: [{ attributes: { name: 'Kept' }, geometry: { x: 8, y: 47 } }] });
    await sync.registerGeodatabase(undefined, { takeAnew: true });
    expect(sync.state.pending.features).to.equal(1);
    await sync.syncGeodatabase();
    expect((await service.features(0, "name = 'Kept'")).length).to.equal(1);
  });

  it('says of a geodatabase that was generated here that it needs no registration', async () => {
    const sync = await device();
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    const bundle = await exported(sync);
    const before = sync.state.geodatabase;
    expect(await codeOf(sync.registerGeodatabase(bundle))).to.equal('registration-not-needed');
    expect(sync.state.geodatabase).to.deep.equal(before);
  });

  it('refuses a copy of another service, and one of other layers', async () => {
    const other = await TestService.create();
    const stranger = other.controller({ settleMs: 200 });
    opened.push(stranger);
    await stranger.ready;
    const strange = await errorOf(stranger.registerGeodatabase(office.file));
    expect(strange.code).to.equal('other-service');
    for (const { url } of [service, other]) expect(strange.message).to.contain(url);
    const sync = await device();
    const bytes = new Uint8Array(await office.file.arrayBuffer());
    const changed = new Blob([replaced(bytes, '"name":"notes"', '"name":"motes"')]);
    const error = await errorOf(sync.registerGeodatabase(changed));
    expect(error.code).to.equal('schema-mismatch');
    for (const named of ['Inspection_Points', 'notes', 'motes']) expect(error.message).to.contain(named);
    expect(sync.state.geodatabase).to.equal(null);
  });

  it('refuses a file where another geodatabase is, and leaves that as it is', async () => {
    const sync = await device();
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    await sync.applyEdits(0, { adds: [{ attributes: { name: 'Kept' }, geometry: { x: 8, y: 47 } }] });
    const { geodatabase } = sync.state;
    expect((await sync.inspectGeodatabase(office.file)).problem?.code).to.equal('geodatabase-exists');
    const error = await errorOf(sync.registerGeodatabase(office.file));
    expect(error.code).to.equal('geodatabase-exists');
    expect(error.message).to.contain('another name');
    expect(sync.state.geodatabase).to.deep.equal(geodatabase);
    expect(sync.state.pending.features).to.equal(1);
    const beside = await device('beside');
    await beside.registerGeodatabase(office.file);
    expect(beside.state.geodatabase?.registration?.kind).to.equal('done');
  });

  it('refuses a file that takes part in no sync, and still shows what is inside', async () => {
    const sync = await device();
    const bytes = new Uint8Array(await office.file.arrayBuffer());
    // The type of the item that holds the replica: nobody knows it under another number.
    const plain = new Blob([replaced(bytes, '{5B966567-', '{5B966568-')]);
    const inside = await sync.inspectGeodatabase(plain);
    expect(inside.problem?.code).to.equal('unsupported-file');
    expect(inside.layers.map(({ layerId }) => layerId)).to.deep.equal([0, 1, 2]);
    const error = await errorOf(sync.registerGeodatabase(plain));
    expect(error.code).to.equal('unsupported-file');
    expect(error.message).to.contain('takes part in no sync');
    expect(sync.state.geodatabase).to.equal(null);
  });

  it('says where the service registers no existing data, and takes the area offline anew with a word', async () => {
    await use({ syncCapabilities: { supportsRegisteringExistingData: false } });
    const sync = await device();
    expect(await codeOf(sync.registerGeodatabase(office.file))).to.equal('not-supported');
    expect(sync.state.geodatabase).to.equal(null);
    await sync.registerGeodatabase(office.file, { takeAnew: true });
    expect(sync.state.geodatabase?.registration).to.equal(undefined);
    expect((await sync.queryFeatures(0)).features.length).to.be.greaterThan(0);
  });

  it('ends a registration whose reply was lost: one replica is left', async () => {
    const sync = await device();
    // Cut, and not dropped: a browser sends a request again by itself on a connection that was closed without a word.
    await service.fault({ kind: 'cutBody', operation: 'createReplica', atByte: 5 });
    await sync.registerGeodatabase(office.file);
    expect((await replicaIds()).length).to.equal(2);
  });

  it('exports a bundle that other devices load, register and sync', async () => {
    const [maker, reader] = [await device('maker'), await device('reader')];
    await maker.generateGeodatabase(await maker.createDefaultGenerateGeodatabaseParameters());
    const bundle = await exported(maker);
    const inside = await reader.inspectGeodatabase(bundle);
    expect(inside.format).to.equal('bundle');
    expect(inside.problem).to.equal(null);
    await reader.registerGeodatabase(bundle);
    for (const layerId of [0, 1, 2]) {
      const rows = async (sync: SyncController): Promise<unknown> =>
        (await sync.queryFeatures(layerId, { orderByFields: ['GlobalID'] })).features.map(
          ({ attributes, geometry }) => ({
            attributes,
            geometry,
          }),
        );
      expect(await rows(reader)).to.deep.equal(await rows(maker));
    }
    expect(reader.state.readiness.attachmentsMissing).to.equal(0);
    await reader.syncGeodatabase();
  });

  it('exports nothing while changes are not sent', async () => {
    const sync = await device();
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    await sync.applyEdits(0, { adds: [{ attributes: { name: 'Not sent' } }] });
    expect(await codeOf(sync.exportGeodatabase())).to.equal('pending-edits');
  });

  it('finds a byte of a bundle that was changed, and an end that was cut off', async () => {
    const [maker, reader] = [await device('maker'), await device('reader')];
    await maker.generateGeodatabase(await maker.createDefaultGenerateGeodatabaseParameters());
    const bytes = new Uint8Array(await (await exported(maker)).arrayBuffer());
    const middle = Math.floor(bytes.length / 2);
    const changed = bytes.slice();
    changed[middle] = (changed[middle] ?? 0) ^ 1;
    for (const bad of [changed, bytes.slice(0, middle), bytes.slice(0, -37)]) {
      expect(await codeOf(reader.registerGeodatabase(new Blob([bad])))).to.equal('bad-file');
      expect(reader.state.geodatabase).to.equal(null);
    }
  });
});

async function exported(sync: SyncController): Promise<Blob> {
  return new Response(await sync.exportGeodatabase()).blob();
}

function flat(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  if (Array.isArray(value)) return value.flatMap(flat);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(flat) : [];
}

function replaced(bytes: Uint8Array, what: string, by: string): Uint8Array<ArrayBuffer> {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return Uint8Array.from(text.replaceAll(what, by), (character) => character.charCodeAt(0));
}
