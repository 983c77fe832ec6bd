import { expect } from '@open-wc/testing';
import type { LayerSchema } from '../../src/shared/esri.js';
import type { PendingEdit, SyncAttempt } from '../../src/shared/records.js';
import { foldEdits } from '../../src/sync/fold.js';
import { judge, nextLook } from '../../src/sync/reconcile.js';
import type { KeyedFeature } from '../../src/shared/esri.js';
import type { ServerAttachment } from '../../src/sync/ports.js';
import type { ContentThere } from '../../src/sync/reconcile.js';
import {
  INSPECTIONS,
  START,
  TREES,
  add,
  attach,
  attemptOf,
  id,
  inspection,
  inspections,
  remove,
  row,
  trees,
  update,
  withoutUniqueIds,
} from './support/samples.js';

const SETTLE = 120_000;
const unique = new Map([
  [TREES, trees],
  [INSPECTIONS, inspections],
]);
const plain: ReadonlyMap<number, LayerSchema> = new Map(
  [...unique].map(([layerId, layer]) => [layerId, withoutUniqueIds(layer)]),
);

function seen(
  edits: readonly PendingEdit[],
  rows: readonly KeyedFeature[],
  attachments: readonly ServerAttachment[] = [],
  content: ContentThere | null = 'same',
) {
  const look = {
    rows: new Map(rows.map((one) => [one.globalId, one])),
    attachments: new Map(attachments.map((one) => [one.globalId, one])),
  };
  return judge(foldEdits(edits), look, { layers: unique, contentThere: () => content });
}

/** Seqs proved, and seqs absent with the operation that they would be sent as. */
function inShort(verdict: ReturnType<typeof judge>) {
  return {
    proved: verdict.outcomes.flatMap((outcome) => (outcome.kind === 'sent' ? outcome.seqs : [])),
    absent: verdict.absent.map(({ operation, seqs }) => `${operation} ${seqs.join()}`),
  };
}

describe('one look at what the service has (4)', () => {
  const photo: ServerAttachment = { globalId: id(50), parentGlobalId: id(1), attachmentId: 7, name: 'photo', size: 1 };

  it('an add is proved by its GlobalID, and the row there becomes the base', () => {
    const verdict = seen([add(1, 1, { NAME: 'oak' })], [row(1, { NAME: 'cut short by the servi' })]);
    expect(inShort(verdict)).to.deep.equal({ proved: [1], absent: [] });
    expect(verdict.outcomes[0]).to.have.nested.property('row.attributes.NAME', 'cut short by the servi');
    expect(verdict.outcomes[0]).to.have.property('objectId', 1);
  });

  it('an add whose row is not there is absent', () => {
    expect(inShort(seen([add(1, 1)], [row(2)]))).to.deep.equal({ proved: [], absent: ['add 1'] });
  });

  it('an add with later edits folded into it is proved whole when the row has them', () => {
    const edits = [add(1, 1, { NAME: 'oak' }), update(2, 1, { NAME: 'elm' })];
    expect(inShort(seen(edits, [row(1, { NAME: 'elm' })]))).to.deep.equal({ proved: [1, 2], absent: [] });
  });

  it('and by its add alone when the row lacks them', () => {
    const edits = [add(1, 1, { NAME: 'oak' }), update(2, 1, { NAME: 'elm' }), update(3, 1, { HEIGHT: 2 })];
    expect(inShort(seen(edits, [row(1, { NAME: 'oak' })]))).to.deep.equal({ proved: [1], absent: ['update 2,3'] });
  });

  it('an update is proved by the fields that it changed, and absent otherwise', () => {
    expect(inShort(seen([update(1, 1, { NAME: 'oak' })], [row(1, { NAME: 'oak' })]))).to.deep.equal({
      proved: [1],
      absent: [],
    });
    expect(inShort(seen([update(1, 1, { NAME: 'oak' })], [row(1, { NAME: 'ash' })]))).to.deep.equal({
      proved: [],
      absent: ['update 1'],
    });
    expect(inShort(seen([update(1, 1, { NAME: 'oak' })], []))).to.deep.equal({ proved: [], absent: ['update 1'] });
  });

  it('a delete is proved by absence', () => {
    expect(inShort(seen([remove(1, 1)], []))).to.deep.equal({ proved: [1], absent: [] });
    expect(inShort(seen([remove(1, 1)], [row(1)]))).to.deep.equal({ proved: [], absent: ['delete 1'] });
  });

  it('a photo is proved by its GlobalID and its content', () => {
    const edits = [attach(1, 50, { n: 1 })];
    expect(inShort(seen(edits, [], [photo]))).to.deep.equal({ proved: [1], absent: [] });
    expect(inShort(seen(edits, [], []))).to.deep.equal({ proved: [], absent: ['attachAdd 1'] });
  });

  it('a photo that is there in part goes again as a replacement: a second add could make two', () => {
    const verdict = seen([attach(1, 50, { n: 1 })], [], [photo], 'incomplete');
    expect(verdict.outcomes.map(({ kind }) => kind)).to.deep.equal(['replace']);
    expect(verdict.outcomes[0]).to.include({ objectId: 7, attachmentGlobalId: id(50) });
    expect(inShort(verdict).absent).to.deep.equal(['attachUpdate 1']);
  });

  it('a photo that arrived and has another content since is proved, but not by what it held before it was replaced here', () => {
    expect(seen([attach(1, 50, { n: 1 })], [], [photo], 'other').outcomes[0]?.kind).to.equal('sent');
    const replacedHere = [attach(1, 50, { n: 1 }), attach(2, 50, { n: 1, operation: 'attachUpdate' })];
    const verdict = seen(replacedHere, [], [photo], 'other');
    expect(verdict.outcomes[0]).to.deep.include({ kind: 'replace', seqs: [1, 2] });
  });

  it('a photo whose sent content is not known any more is proved by its GlobalID', () => {
    expect(inShort(seen([attach(1, 50, { n: 1 })], [], [photo], null))).to.deep.equal({ proved: [1], absent: [] });
  });

  it('a replaced photo is never proved, a removed one by absence', () => {
    const replaced = [attach(1, 50, { n: 1, operation: 'attachUpdate' })];
    const removed = [attach(1, 50, { n: 1, operation: 'attachDelete' })];
    expect(inShort(seen(replaced, [], [photo])).absent).to.deep.equal(['attachUpdate 1']);
    expect(inShort(seen(removed, [], [])).proved).to.deep.equal([1]);
    expect(inShort(seen(removed, [], [photo])).absent).to.deep.equal(['attachDelete 1']);
  });

  it('what was added and removed again was never sent', () => {
    expect(inShort(seen([add(1, 1), remove(2, 1)], [row(1)]))).to.deep.equal({ proved: [], absent: [] });
  });
});

describe('how many looks absence takes (4)', () => {
  const absentOf = (...edits: readonly PendingEdit[]) => seen(edits, []).absent;
  const next = (attempt: Partial<SyncAttempt>, more: Partial<Parameters<typeof nextLook>[0]> = {}) =>
    nextLook({
      attempt: attemptOf(attempt),
      absent: absentOf(add(1, 1)),
      layers: plain,
      replicaMark: 'same',
      now: START,
      settleMs: SETTLE,
      ...more,
    });
  const firstLook = { at: START, absent: [1], replicaMark: 'same' };

  it('one where nothing is absent', () => {
    expect(next({}, { absent: [] })).to.deep.equal({ kind: 'certain' });
  });

  it('one for updates, deletes and replacements: a repeat does no harm', () => {
    const photo = attach(3, 50, { n: 3, operation: 'attachUpdate' });
    const absent = foldEdits([update(1, 1), remove(2, 2), photo]).filter((edit) => edit.kind !== 'void');
    expect(next({}, { absent })).to.deep.equal({ kind: 'certain' });
  });

  it('one for adds where the layer lists its GlobalIDs as unique', () => {
    expect(next({}, { layers: unique })).to.deep.equal({ kind: 'certain' });
  });

  it('two for photos even there, and for adds to another layer', () => {
    expect(next({}, { layers: unique, absent: absentOf(attach(1, 50, { n: 1 })) }).kind).to.equal('look-again');
    const mixed = new Map([
      [TREES, trees],
      [INSPECTIONS, withoutUniqueIds(inspections)],
    ]);
    expect(next({}, { layers: mixed, absent: absentOf(inspection(1, 1, 2)) }).kind).to.equal('look-again');
  });

  it('two otherwise, and the first one is remembered with what it missed and how the replica stood', () => {
    expect(next({})).to.deep.equal({ kind: 'look-again', notBefore: START + SETTLE, firstLook });
  });

  it('the second settleMs after the connection ended, where that is known', () => {
    const connectionEndedAt = START - 50_000;
    expect(next({ connectionEndedAt })).to.include({ notBefore: START + SETTLE - 50_000 });
    expect(next({ connectionEndedAt, firstLook }, { now: START + 69_999 })).to.include({
      kind: 'look-again',
      notBefore: START + 70_000,
    });
    expect(next({ connectionEndedAt, firstLook }, { now: START + 70_000 })).to.deep.equal({ kind: 'certain' });
  });

  it('at once where the connection ended long ago: but still a second', () => {
    const connectionEndedAt = START - 10 * SETTLE;
    expect(next({ connectionEndedAt })).to.include({ kind: 'look-again', notBefore: START });
    expect(next({ connectionEndedAt, firstLook })).to.deep.equal({ kind: 'certain' });
  });

  it('and settleMs after the first look, where it is not', () => {
    expect(next({ firstLook }, { now: START + SETTLE - 1 })).to.deep.equal({
      kind: 'look-again',
      notBefore: START + SETTLE,
      firstLook,
    });
    expect(next({ firstLook }, { now: START + SETTLE })).to.deep.equal({ kind: 'certain' });
  });

  it('the looks start over when the replica moved between them, however long ago the connection ended', () => {
    const now = START + 10 * SETTLE;
    const connectionEndedAt = START;
    const again = {
      kind: 'look-again',
      notBefore: now + SETTLE,
      firstLook: { at: now, absent: [1], replicaMark: 'moved' },
    };
    expect(next({ firstLook, connectionEndedAt }, { now, replicaMark: 'moved' })).to.deep.equal(again);
  });

  it('time alone decides where the replica tells nothing, at either look', () => {
    const now = START + SETTLE;
    expect(next({ firstLook }, { now, replicaMark: null })).to.deep.equal({ kind: 'certain' });
    expect(next({ firstLook: { ...firstLook, replicaMark: null } }, { now })).to.deep.equal({ kind: 'certain' });
  });

  it('moments that are yet to come, noted before the clock was set back, say nothing', () => {
    const later = START + 1000 * SETTLE;
    const fresh = { kind: 'look-again', notBefore: START + SETTLE, firstLook };
    expect(next({ firstLook: { ...firstLook, at: later } })).to.deep.equal(fresh);
    expect(next({ connectionEndedAt: later })).to.deep.equal(fresh);
    expect(next({ connectionEndedAt: later, firstLook }, { now: START + SETTLE })).to.deep.equal({ kind: 'certain' });
  });
});
