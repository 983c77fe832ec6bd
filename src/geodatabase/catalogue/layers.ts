/** Layers and tables, put together from all that the catalogue says of them. */
import type { Field } from '../../shared/esri.js';
import { asArray, asString, type JsonObject } from '../../shared/json.js';
import { readField, readRelationship, readSubtypes } from '../../shared/layer-json.js';
import { countCurrent, isArchiveColumn } from '../current-rows.js';
import { damaged } from '../failures.js';
import type { Database } from '../sqlite/database.js';
import type { MobileLayer } from '../types.js';
import type { Item } from './items.js';
import { openRegistries } from './registries.js';
import { isOfAttachments, type SyncDataset } from './replica.js';
import { readServiceItems, type ServiceItem } from './service-items.js';
import { readSpatial, type Spatial } from './spatial.js';

/** A layer, and what reading its rows needs besides. */
export interface LayerSource {
  readonly layer: MobileLayer;
  /** Undefined for tables. */
  readonly spatial: Spatial | undefined;
  readonly attachmentTable: string;
}

/**
 * The service's items say which layers there are and describe them; without them the sync state; without that every feature class and table
 * is one, numbered from 0. Throws `bad-file` when a layer's table is not there: better no list than one with a hole.
 */
export async function readLayers(
  database: Database,
  items: readonly Item[],
  synced: readonly SyncDataset[],
): Promise<readonly LayerSource[]> {
  const served = await readServiceItems(database);
  const stored = items.filter(({ kind, name }) => kind === 'dataset' && !isOfAttachments(name));
  const found: readonly ServiceItem[] =
    served.length > 0
      ? served
      : synced.length > 0
        ? synced
        : stored.map(({ name }, layerId) => ({ layerId, table: name }));
  const layerIds = new Map(found.map(({ table, layerId }) => [table.toLowerCase(), layerId]));
  if (layerIds.size < found.length) throw damaged('two layers share one table');

  const definitions = new Map(stored.map(({ name, definition }) => [name.toLowerCase(), definition]));
  const spatials = await readSpatial(database, definitions);
  const registries = found.every(isDescribed) ? undefined : await openRegistries(database, { items, layerIds });

  const sources: LayerSource[] = [];
  for (const dataset of found) {
    const { layerId, table, description = null } = dataset;
    const columns = database.columns(table);
    if (!columns) throw damaged(`layer ${layerId} has its rows in table ${table}, which is not there`);
    const spatial = spatials.get(table.toLowerCase());
    const own = columns.filter(
      (name) => !isArchiveColumn(name) && name.toLowerCase() !== spatial?.column.toLowerCase(),
    );
    const told = isDescribed(dataset) ? dataset.description : (registries?.describe(table, own) ?? {});
    const fields = readFields(told, own);
    const nameOf = (type: string): string | null => fields.find((field) => field.type === type)?.name ?? null;
    const attachmentTable = `${table}__ATTACH`;
    const layer: MobileLayer = {
      layerId,
      name: dataset.name ?? asString(told['name']) ?? table,
      type: spatial ? 'Feature Layer' : 'Table',
      table,
      fields,
      objectIdField: nameOf('esriFieldTypeOID'),
      globalIdField: nameOf('esriFieldTypeGlobalID'),
      geometryType: spatial ? (spatial.geometryType ?? asString(told['geometryType']) ?? null) : null,
      hasZ: spatial?.hasZ ?? false,
      hasM: spatial?.hasM ?? false,
      spatialReference: spatial?.spatialReference ?? null,
      extent: spatial?.extent ?? null,
      subtypes: readSubtypes(told),
      relationships: asArray(told['relationships']).flatMap((value) => readRelationship(value) ?? []),
      hasAttachments: database.columns(attachmentTable) !== undefined,
      count: await countCurrent(database, table),
      description,
    };
    sources.push({ layer, spatial, attachmentTable });
  }
  return sources;
}

function isDescribed(item: ServiceItem): item is ServiceItem & { readonly description: JsonObject } {
  return asArray(item.description?.['fields']).length > 0;
}

/** Those that the table has: a service describes more than it hands out. */
function readFields(told: JsonObject, columns: readonly string[]): readonly Field[] {
  const names = new Set(columns.map((name) => name.toLowerCase()));
  return asArray(told['fields']).flatMap((value) => {
    const field = readField(value);
    return field && names.delete(field.name.toLowerCase()) ? [field] : [];
  });
}
