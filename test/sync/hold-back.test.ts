import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { EditIssue, EditOperation, PendingEdit } from '../../src/shared/records.js';
import { toWireId } from '../../src/shared/ids.js';
import { sendable } from '../../src/sync/hold-back.js';
import type { LayerSchema } from '../../src/shared/esri.js';
import {
  INSPECTIONS,
  START,
  TREES,
  add,
  attach,
  id,
  inspection,
  inspections,
  layers,
  remove,
  row,
  trees,
  update,
} from './support/samples.js';

const issue = (n: number, operation: EditOperation = 'add'): EditIssue => ({
  id: n,
  layerId: TREES,
  layerName: 'Trees',
  globalId: id(n),
  objectId: null,
  operation,
  title: '',
  error: { code: 1001, description: '' },
  at: START,
  edits: [],
});

/** Seqs that go. */
function going(
  edits: readonly PendingEdit[],
  issues: readonly EditIssue[] = [],
  layerIds: readonly number[] = [TREES, INSPECTIONS],
): readonly number[] {
  return sendable({ edits, issues, layers, layerIds }).map(({ seq }) => seq);
}

describe('what waits for its parent (14)', () => {
  it('nothing, while nothing is refused', () => {
    expect(going([add(1, 1), inspection(2, 2, 1), attach(3, 50, { n: 1 })])).to.deep.equal([1, 2, 3]);
  });

  it('what was handed over to another device, all that is done to the same row, and its children', () => {
    const handedOver = { ...add(1, 1), elsewhere: 'handed-over' } as const;
    const later = [update(2, 1), attach(3, 50, { n: 1 }), inspection(4, 2, 1), add(5, 5)];
    expect(going([handedOver, ...later])).to.deep.equal([5]);
    expect(going([{ ...handedOver, elsewhere: 'maybe' }, ...later])).to.deep.equal([1, 2, 3, 4, 5]);
  });

  it('everything that was done to a row whose add was refused', () => {
    expect(going([update(1, 1), attach(2, 50, { n: 1 }), remove(3, 1), add(4, 4)], [issue(1)])).to.deep.equal([4]);
  });

  it('rows of a related table that name it, in any spelling', () => {
    const spelled = add(2, 3, { TREE: id(1).toUpperCase() }, { layerId: INSPECTIONS });
    expect(going([inspection(1, 2, 1), spelled, inspection(3, 4, 9)], [issue(1)])).to.deep.equal([3]);
  });

  it('also where the base says so and the edit does not', () => {
    const base = row(2, { TREE: toWireId(id(1)) });
    expect(going([update(1, 2, { NAME: 'x' }, { layerId: INSPECTIONS, base })], [issue(1)])).to.deep.equal([]);
  });

  it('but not once the edit names another parent, or none', () => {
    const base = row(2, { TREE: toWireId(id(1)) });
    const other = update(1, 2, { TREE: toWireId(id(9)) }, { layerId: INSPECTIONS, base });
    const none = update(2, 3, { TREE: null }, { layerId: INSPECTIONS, base });
    expect(going([other, none], [issue(1)])).to.deep.equal([1, 2]);
  });

  it('what hangs on something that waits waits as well', () => {
    const photo = attach(2, 50, { n: 2, layerId: INSPECTIONS });
    const grandchild: LayerSchema = {
      ...inspections,
      layerId: 2,
      relationships: [{ ...inspections.relationships[0]!, keyField: 'INSPECTION' }],
    };
    const edits = [inspection(1, 2, 1), photo, add(3, 3, { INSPECTION: toWireId(id(2)) }, { layerId: 2 }), add(4, 4)];
    const found = sendable({
      edits,
      issues: [issue(1)],
      layers: [trees, inspections, grandchild],
      layerIds: [TREES, INSPECTIONS, 2],
    });
    expect(found.map(({ seq }) => seq)).to.deep.equal([4]);
  });

  it('a refused update or delete holds nothing: the row is on the service', () => {
    expect(
      going([inspection(1, 2, 1), attach(2, 50, { n: 1 })], [issue(1, 'update'), issue(1, 'delete')]),
    ).to.deep.equal([1, 2]);
  });

  it('a refused photo holds nothing but itself', () => {
    expect(going([update(1, 1), attach(2, 51, { n: 1 })], [issue(1, 'attachAdd')])).to.deep.equal([1, 2]);
  });

  it('not once a later edit of the same row names another parent; what it said last counts', () => {
    const moved = update(2, 2, { TREE: toWireId(id(9)) }, { layerId: INSPECTIONS });
    expect(going([inspection(1, 2, 1), moved], [issue(1)])).to.deep.equal([1, 2]);
    const back = update(3, 2, { TREE: toWireId(id(1)) }, { layerId: INSPECTIONS });
    expect(going([inspection(1, 2, 1), moved, back], [issue(1)])).to.deep.equal([]);
  });

  it('rows that name a feature that was given up; one that goes needs no parent', () => {
    const base = row(3, { TREE: toWireId(id(1)) });
    const edits = [inspection(1, 2, 1), remove(2, 3, { layerId: INSPECTIONS, base }), inspection(3, 4, 9)];
    const found = sendable({ edits, issues: [], layers, layerIds: [TREES, INSPECTIONS], givenUp: [id(1)] });
    expect(found.map(({ seq }) => seq)).to.deep.equal([2, 3]);
  });

  it('a child whose new parent belongs to a layer that does not go along', () => {
    const edits = [add(1, 1), inspection(2, 2, 1), inspection(3, 3, 9)];
    expect(going(edits, [], [INSPECTIONS])).to.deep.equal([3]);
    expect(going(edits, [], [TREES])).to.deep.equal([1]);
  });

  it('down to the great-grandchildren', () => {
    const chain: LayerSchema = { ...inspections, layerId: TREES };
    const child = (n: number) => add(n, n, { TREE: toWireId(id(n - 1)) });
    const edits = [child(2), child(3), child(4), child(5), add(6, 6)];
    const found = sendable({ edits, issues: [issue(1)], layers: [chain], layerIds: [TREES] });
    expect(found.map(({ seq }) => seq)).to.deep.equal([6]);
  });

  it('in any family tree nothing goes before its parent', () => {
    const family = fc.array(fc.record({ parent: fc.nat(12), refused: fc.boolean() }), { minLength: 1, maxLength: 12 });
    const chain: LayerSchema = { ...inspections, layerId: TREES };
    fc.assert(
      fc.property(family, (members) => {
        const edits = members.map(({ parent }, n) => add(n + 1, n, parent < n ? { TREE: toWireId(id(parent)) } : {}));
        const issues = members.flatMap(({ refused }, n) => (refused ? [issue(n)] : []));
        const went = new Set(sendable({ edits, issues, layers: [chain], layerIds: [TREES] }).map(({ seq }) => seq - 1));
        members.forEach(({ parent, refused }, n) => {
          const waits = refused || (parent < n && !went.has(parent));
          expect(went.has(n), `${n}`).to.equal(!waits);
        });
      }),
      { numRuns: 500 },
    );
  });
});
