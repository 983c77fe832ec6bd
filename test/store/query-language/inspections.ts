/** A layer with a field of every type, and rows to ask about. */
import type { Attributes, Field, LayerSchema } from '../../../src/shared/esri.js';
import { compileWhere } from '../../../src/store/query/language/where.js';

function field(name: string, type: string): Field {
  return { name, type, alias: name, nullable: true, editable: true };
}

export const inspections: LayerSchema = {
  layerId: 0,
  name: 'Inspections',
  type: 'Feature Layer',
  geometryType: 'esriGeometryPoint',
  hasZ: false,
  hasM: false,
  objectIdField: 'OBJECTID',
  globalIdField: 'GlobalID',
  displayField: 'Name',
  fields: [
    field('OBJECTID', 'esriFieldTypeOID'),
    field('GlobalID', 'esriFieldTypeGlobalID'),
    field('Name', 'esriFieldTypeString'),
    field('Owner', 'esriFieldTypeString'),
    field('Floors', 'esriFieldTypeInteger'),
    field('Height', 'esriFieldTypeDouble'),
    field('Meter', 'esriFieldTypeBigInteger'),
    field('Visited', 'esriFieldTypeDate'),
    field('Built', 'esriFieldTypeDateOnly'),
    field('Opens', 'esriFieldTypeTimeOnly'),
    field('Arrived', 'esriFieldTypeTimestampOffset'),
    field('Parent', 'esriFieldTypeGUID'),
    field('Plan', 'esriFieldTypeBlob'),
    field('Date', 'esriFieldTypeDate'),
    field('a.b.Code', 'esriFieldTypeString'),
  ],
  relationships: [],
  hasAttachments: false,
  capabilities: [],
  uniqueGlobalIds: false,
  editorTracking: [],
};

/** Noon of a day in May. */
export const NOW: number = Date.UTC(2024, 4, 15, 12, 0, 0);

/** Is the row selected? */
export function selects(where: string, row: Attributes = {}): boolean {
  return compileWhere(where, { layer: inspections, now: NOW })(row);
}
