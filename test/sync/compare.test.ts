import { expect } from '@open-wc/testing';
import { carriesChanges } from '../../src/sync/compare.js';
import { foldEdits } from '../../src/sync/fold.js';
import type { FoldedFeature } from '../../src/sync/fold.js';
import type { PendingEdit } from '../../src/shared/records.js';
import { row, trees, update } from './support/samples.js';

describe('a row carries an edit', () => {
  const fold = (edit: PendingEdit): FoldedFeature => foldEdits([edit])[0] as FoldedFeature;

  it('when every field that the edit changed has its value, whatever the others have', () => {
    const edit = fold(update(1, 1, { NAME: 'oak' }));
    expect(carriesChanges(row(1, { NAME: 'oak', HEIGHT: 99 }), edit, trees)).to.equal(true);
    expect(carriesChanges(row(1, { NAME: 'elm' }), edit, trees)).to.equal(false);
    expect(carriesChanges(row(1), edit, trees)).to.equal(false);
  });

  it('and its geometry, if that was changed', () => {
    const edit = fold(update(1, 1, {}, { geometry: { x: 1, y: 1 } }));
    expect(carriesChanges(row(1, {}, { geometry: { x: 1, y: 1 } }), edit, trees)).to.equal(true);
    expect(carriesChanges(row(1, {}, { geometry: { x: 2, y: 1 } }), edit, trees)).to.equal(false);
    expect(carriesChanges(row(1), edit, trees)).to.equal(false);
  });

  it('fields that the service fills in by itself, or no longer has, say nothing', () => {
    const edit = fold(update(1, 1, { OBJECTID: 5, last_edited_date: 7, GONE: 1 }));
    expect(carriesChanges(row(1, { OBJECTID: 6, last_edited_date: 8 }), edit, trees)).to.equal(true);
  });
});
