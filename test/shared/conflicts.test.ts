import { expect } from '@open-wc/testing';
import { chosenChanges, clashes, isConflict, policyOf } from '../../src/shared/conflicts.js';
import type { Feature } from '../../src/shared/esri.js';
import type { JsonValue } from '../../src/shared/json.js';
import { trees } from '../sync/support/samples.js';

const tree = (attributes: Record<string, JsonValue>, x = 1): Feature => ({
  attributes: { OBJECTID: 1, NAME: 'oak', HEIGHT: 3, ...attributes },
  geometry: { x, y: 1 },
});
const base = tree({});
const names = (rows: Parameters<typeof clashes>[0]): readonly string[] => {
  const { fields, geometry } = clashes(rows, trees);
  return [...fields.map(({ name }) => name), ...(geometry ? ['geometry'] : [])];
};

describe('a feature changed on both sides', () => {
  it('is a conflict in the values that both changed, to different ones', () => {
    expect(names({ base, mine: tree({ NAME: 'elm' }), theirs: tree({ NAME: 'ash' }) })).to.deep.equal(['NAME']);
    expect(names({ base, mine: tree({}, 2), theirs: tree({}, 3) })).to.deep.equal(['geometry']);
  });

  it('is none where each changed other values: both changes are kept', () => {
    expect(isConflict({ base, mine: tree({ NAME: 'elm' }), theirs: tree({ HEIGHT: 4 }) }, trees)).to.equal(false);
    expect(isConflict({ base, mine: tree({ NAME: 'elm' }), theirs: tree({}, 2) }, trees)).to.equal(false);
  });

  it('is none where both changed a value to the same', () => {
    expect(isConflict({ base, mine: tree({ NAME: 'elm' }), theirs: tree({ NAME: 'elm ' }) }, trees)).to.equal(false);
  });

  it('counts all that differs where nobody knows what both started from', () => {
    const rows = { base: null, mine: tree({ NAME: 'elm' }), theirs: tree({ HEIGHT: 4 }) };
    expect(names(rows)).to.deep.equal(['NAME', 'HEIGHT']);
  });

  it('is a conflict where one side deleted it, and none where both did', () => {
    expect(isConflict({ base, mine: null, theirs: tree({ NAME: 'ash' }) }, trees)).to.equal(true);
    expect(isConflict({ base, mine: tree({ NAME: 'elm' }), theirs: null }, trees)).to.equal(true);
    expect(isConflict({ base, mine: null, theirs: null }, trees)).to.equal(false);
  });

  it('values that the service fills in by itself never count', () => {
    const theirs = tree({ last_edited_date: 5 });
    expect(isConflict({ base, mine: tree({ NAME: 'elm' }), theirs }, trees)).to.equal(false);
  });
});

describe('a decision', () => {
  const rows = { base, mine: tree({ NAME: 'elm', HEIGHT: 5 }, 2), theirs: tree({ NAME: 'ash', HEIGHT: 6 }, 3) };

  it('takes one side of everything that clashes, and nothing else', () => {
    expect(chosenChanges(rows, 'theirs', trees)).to.deep.equal({
      attributes: { NAME: 'ash', HEIGHT: 6 },
      geometry: { x: 3, y: 1 },
    });
  });

  it('or goes field by field; what is not named stays mine', () => {
    expect(chosenChanges(rows, { attributes: { HEIGHT: 'theirs' } }, trees)).to.deep.equal({
      attributes: { NAME: 'elm', HEIGHT: 6 },
      geometry: { x: 2, y: 1 },
    });
  });
});

describe('the policy of a layer', () => {
  it('is mine unless told otherwise, for all or by layer', () => {
    expect(policyOf(undefined, 0)).to.equal('mine');
    expect(policyOf('ask', 0)).to.equal('ask');
    expect(policyOf({ 1: 'theirs' }, 1)).to.equal('theirs');
    expect(policyOf({ 1: 'theirs' }, 0)).to.equal('mine');
  });
});
