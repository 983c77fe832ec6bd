/** A service small enough to be made anew for every cell and seed: trees with photos, and their inspections. */
import { TestService } from '../support/service.js';

/** A new one at this emulator. `options`: its switches. */
export function smallService(
  emulator: string,
  { options = {}, rows = 4 }: { readonly options?: Readonly<Record<string, unknown>>; readonly rows?: number } = {},
): Promise<TestService> {
  return TestService.of({ layers: smallLayers(rows), options }, emulator);
}

/** The layers, as the control endpoint takes them. */
function smallLayers(rows: number): readonly unknown[] {
  const side = { id: 0, name: 'Tree_Inspections', cardinality: 'esriRelCardinalityOneToMany', composite: false };
  const text = { type: 'esriFieldTypeString', length: 80, nullable: true };
  const feature = (name: string, n: number, more: object = {}): unknown => ({
    type: 'Feature',
    properties: { NAME: name, NOTES: 'as it was', COUNT: n, ...more },
    geometry: { type: 'Point', coordinates: [7 + n / 100, 46 + n / 100] },
  });
  const collection = (features: readonly unknown[]): unknown => ({ type: 'FeatureCollection', features });
  return [
    {
      name: 'Trees',
      geojson: collection(Array.from({ length: rows }, (_, n) => feature(`Tree ${String(n)}`, n))),
      fields: [
        { name: 'NAME', ...text },
        { name: 'NOTES', ...text },
      ],
      relationships: [{ ...side, role: 'esriRelRoleOrigin', relatedTableId: 1, keyField: 'GlobalID' }],
    },
    {
      name: 'Inspections',
      geometryType: 'esriGeometryPoint',
      fields: [
        { name: 'NAME', ...text },
        { name: 'tree', type: 'esriFieldTypeGUID' },
      ],
      relationships: [{ ...side, role: 'esriRelRoleDestination', relatedTableId: 0, keyField: 'tree' }],
    },
  ];
}

export const LAYER_IDS: readonly number[] = [0, 1];
