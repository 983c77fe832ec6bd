import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { LayerSchema, Relationship } from '../../src/shared/esri.js';
import { parentsFirst } from '../../src/sync/parents-first.js';
import { trees } from './support/samples.js';

type Role = 'esriRelRoleOrigin' | 'esriRelRoleDestination';

const layer = (layerId: number, relations: readonly (readonly [Role, number])[] = []): LayerSchema => ({
  ...trees,
  layerId,
  relationships: relations.map(([role, relatedTableId], id): Relationship => {
    return { id, name: '', relatedTableId, role, cardinality: '', keyField: 'K', composite: false };
  }),
});
const ids = (layers: readonly LayerSchema[]): readonly number[] => parentsFirst(layers).map(({ layerId }) => layerId);

describe('layers with parents first', () => {
  it('stay as they are without relationships', () => {
    expect(ids([layer(2), layer(0), layer(1)])).to.deep.equal([2, 0, 1]);
  });

  it('hear of a relationship from either side', () => {
    expect(ids([layer(1, [['esriRelRoleDestination', 0]]), layer(0)])).to.deep.equal([0, 1]);
    expect(ids([layer(1), layer(0, [['esriRelRoleOrigin', 1]])])).to.deep.equal([0, 1]);
  });

  it('have grandparents before parents', () => {
    const child = layer(2, [['esriRelRoleDestination', 1]]);
    expect(ids([child, layer(1, [['esriRelRoleDestination', 0]]), layer(0)])).to.deep.equal([0, 1, 2]);
  });

  it("that are their own or each other's parents are all there, once", () => {
    const relations = fc.array(
      fc.tuple(fc.constantFrom<Role>('esriRelRoleOrigin', 'esriRelRoleDestination'), fc.nat(5)),
    );
    fc.assert(
      fc.property(fc.array(relations, { maxLength: 6 }), (all) => {
        const layers = all.map((of, layerId) => layer(layerId, of));
        expect([...ids(layers)].sort()).to.deep.equal(layers.map(({ layerId }) => layerId));
      }),
    );
  });
});
