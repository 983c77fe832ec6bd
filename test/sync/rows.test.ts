import { expect } from '@open-wc/testing';
import { toWireId } from '../../src/shared/ids.js';
import type { PendingEdit } from '../../src/shared/records.js';
import { foldEdits } from '../../src/sync/fold.js';
import type { FoldedFeature } from '../../src/sync/fold.js';
import { rowAfter, rowToSend } from '../../src/sync/rows.js';
import { add, id, remove, row, trees, update } from './support/samples.js';

const fold = (...edits: readonly PendingEdit[]): FoldedFeature => foldEdits(edits)[0] as FoldedFeature;
const base = row(1, { NAME: 'was', HEIGHT: 3, last_edited_date: 5 }, { geometry: { x: 1, y: 1 } });

describe('a row on the wire', () => {
  it('an add carries every editable field that it has, its GlobalID in wire form, and no ObjectID', () => {
    const edit = fold(add(1, 1, { OBJECTID: -1, NAME: 'oak', last_edited_date: 5 }, { geometry: { x: 1, y: 2 } }));
    expect(rowToSend(edit, trees)).to.deep.equal({
      attributes: { NAME: 'oak', GlobalID: toWireId(id(1)) },
      geometry: { x: 1, y: 2 },
    });
  });

  it('an update carries what was changed and nothing else: others may write the other fields in the same moment', () => {
    const { attributes } = rowToSend(fold(update(1, 1, { NAME: 'is' }, { base })), trees);
    expect(attributes).to.deep.equal({ NAME: 'is', GlobalID: toWireId(id(1)) });
  });

  it('a geometry goes only when it is new, and null empties it', () => {
    expect(rowToSend(fold(update(1, 1, {}, { base })), trees)).not.to.have.property('geometry');
    expect(rowToSend(fold(update(1, 1, {}, { base, geometry: null })), trees)).to.have.property('geometry', null);
  });

  it('fields that the layer does not have never leave', () => {
    expect(rowToSend(fold(add(1, 1, { GONE: 1 })), trees).attributes).not.to.have.property('GONE');
  });
});

describe('the row afterwards', () => {
  it('is the base with the changes', () => {
    const after = rowAfter(fold(update(1, 1, { NAME: 'is' }, { base })));
    expect(after).to.deep.equal({ attributes: { ...base.attributes, NAME: 'is' }, geometry: { x: 1, y: 1 } });
  });

  it('has the new geometry, or none any more', () => {
    expect(rowAfter(fold(update(1, 1, {}, { base, geometry: { x: 9, y: 9 } })))).to.have.deep.property('geometry', {
      x: 9,
      y: 9,
    });
    expect(rowAfter(fold(update(1, 1, {}, { base, geometry: null })))).to.have.property('geometry', null);
  });

  it('of a table has no geometry at all', () => {
    expect(rowAfter(fold(add(1, 1, { NAME: 'a' })))).not.to.have.property('geometry');
  });

  it('is none after a delete', () => {
    expect(rowAfter(fold(remove(1, 1, { base })))).to.equal(null);
  });
});
