import { expect } from '@open-wc/testing';
import { foldEdits } from '../../src/sync/fold.js';
import { matchResults } from '../../src/sync/match-results.js';
import type { EditResult } from '../../src/sync/ports.js';
import type { PendingEdit } from '../../src/shared/records.js';
import { INSPECTIONS, add, attach, id, refusal, remove, result, row, update } from './support/samples.js';

/** Seqs by what became of them. */
function matched(edits: readonly PendingEdit[], results: readonly EditResult[]) {
  const { outcomes, unknown } = matchResults(foldEdits(edits), results);
  const seqsOf = (kind: 'sent' | 'refused'): readonly number[] =>
    outcomes.filter((one) => one.kind === kind).flatMap(({ seqs }) => seqs);
  return { sent: seqsOf('sent'), refused: seqsOf('refused'), unknown: unknown.flatMap(({ seqs }) => seqs) };
}

const nameless = (from: EditResult): EditResult => ({ ...from, globalId: null, objectId: null });

describe('results (5)', () => {
  it('belong to the edit whose GlobalID they carry, in any order', () => {
    const results = [refusal(2, 'add', 1001), result(1)];
    expect(matched([add(1, 1), add(2, 2)], results)).to.deep.equal({ sent: [1], refused: [2], unknown: [] });
  });

  it('settle every edit that travelled as one', () => {
    expect(matched([add(1, 1), update(2, 1)], [result(1)])).to.deep.equal({ sent: [1, 2], refused: [], unknown: [] });
  });

  it('that are missing leave the edit unknown: neither success nor failure', () => {
    expect(matched([add(1, 1), add(2, 2)], [result(1)])).to.deep.equal({ sent: [1], refused: [], unknown: [2] });
    expect(matched([add(1, 1)], [])).to.deep.equal({ sent: [], refused: [], unknown: [1] });
  });

  it('without ids belong by order, where their number is that of the edits', () => {
    const results = [nameless(result(1)), nameless(refusal(2, 'add', 1001))];
    expect(matched([add(1, 1), add(2, 2)], results)).to.deep.equal({ sent: [1], refused: [2], unknown: [] });
  });

  it('without ids, fewer or more than the edits, say nothing', () => {
    const edits = [add(1, 1), add(2, 2)];
    expect(matched(edits, [nameless(result(1))]).unknown).to.deep.equal([1, 2]);
    expect(matched(edits, [result(1), result(2), result(3)].map(nameless)).unknown).to.deep.equal([1, 2]);
  });

  it('are never taken by order when any of them carries an id, be it only an ObjectID', () => {
    const edits = [add(1, 1), add(2, 2)];
    expect(matched(edits, [nameless(result(1)), result(2)])).to.deep.equal({ sent: [2], refused: [], unknown: [1] });
    expect(matched(edits, [nameless(result(1)), { ...result(2), globalId: null }]).unknown).to.deep.equal([1, 2]);
  });

  it('are counted by layer and operation: an update without a result does not spoil the order of the adds', () => {
    const edits = [add(1, 1), update(2, 2), add(3, 3, {}, { layerId: INSPECTIONS })];
    const results = [nameless(result(1)), nameless(result(3, 'add', { layerId: INSPECTIONS }))];
    expect(matched(edits, results)).to.deep.equal({ sent: [1, 3], refused: [], unknown: [2] });
  });

  it('of another operation or layer are not taken for this one', () => {
    expect(matched([add(1, 1)], [result(1, 'update')]).unknown).to.deep.equal([1]);
    expect(matched([add(1, 1)], [result(1, 'add', { layerId: INSPECTIONS })]).unknown).to.deep.equal([1]);
    expect(matched([attach(1, 50, { n: 1 })], [result(50, 'add')]).unknown).to.deep.equal([1]);
  });

  it('that say the same twice count once; that disagree say nothing', () => {
    expect(matched([add(1, 1)], [result(1), result(1)]).sent).to.deep.equal([1]);
    expect(matched([add(1, 1)], [result(1), refusal(1, 'add', 1001)]).unknown).to.deep.equal([1]);
    expect(matched([add(1, 1)], [refusal(1, 'add', 1001), result(1)]).unknown).to.deep.equal([1]);
  });

  it('of edits that were never sent are nothing to us', () => {
    expect(matched([add(1, 1)], [result(1), result(77)])).to.deep.equal({ sent: [1], refused: [], unknown: [] });
  });

  it('of attachments carry the GlobalID of the attachment, not of its feature', () => {
    const edits = [add(1, 1), attach(2, 50, { n: 1 }), attach(3, 51, { n: 1 })];
    const results = [result(1), result(50, 'attachAdd'), refusal(51, 'attachAdd', 1008)];
    expect(matched(edits, results)).to.deep.equal({ sent: [1, 2], refused: [3], unknown: [] });
    expect(matched([attach(2, 50, { n: 1 })], [result(1, 'attachAdd')]).unknown).to.deep.equal([2]);
  });

  it('nothing is expected of what was not sent', () => {
    expect(matched([add(1, 1), remove(2, 1)], [])).to.deep.equal({ sent: [], refused: [], unknown: [] });
  });
});

describe('what an outcome says', () => {
  const outcomeOf = (edits: readonly PendingEdit[], results: readonly EditResult[]) =>
    matchResults(foldEdits(edits), results).outcomes[0];

  it('sent: the ObjectID, and the row as sent, which is the new base', () => {
    const base = row(1, { NAME: 'was', HEIGHT: 3 });
    const sent = outcomeOf([update(1, 1, { NAME: 'is' }, { base })], [result(1, 'update', { objectId: 5 })]);
    expect(sent).to.deep.include({ kind: 'sent', seqs: [1], globalId: id(1), operation: 'update', objectId: 5 });
    expect(sent).to.have.deep.nested.property('row.attributes', { ...base.attributes, NAME: 'is' });
  });

  it('sent: no row for a delete, nor for an attachment, which is named', () => {
    expect(outcomeOf([remove(1, 1)], [result(1, 'delete')])).to.have.property('row', null);
    const photo = outcomeOf([attach(1, 50, { n: 1 })], [result(50, 'attachAdd')]);
    expect(photo).to.deep.include({ globalId: id(1), attachmentGlobalId: id(50), row: null });
  });

  it('refused: the code and the words of the service', () => {
    const refused = outcomeOf([add(1, 1)], [refusal(1, 'add', 1019)]);
    expect(refused).to.deep.include({ kind: 'refused', error: { code: 1019, description: 'refused with 1019' } });
  });

  it('refused without a reason is "non-specific"', () => {
    expect(outcomeOf([add(1, 1)], [refusal(1, 'add', 1, { error: null })])).to.have.nested.property('error.code', 1000);
  });
});
