/** queryFeatures, answered from this device: one transaction reads `rev`, the run lists, the overlay and the chunks. */
import { GdbError } from '../../shared/errors.js';
import type { Attributes, Field, LayerSchema } from '../../shared/esri.js';
import { toGlobalId } from '../../shared/ids.js';
import type { JsonValue } from '../../shared/json.js';
import type { FeatureQuery, LocalFeature, LocalFeatureSet } from '../../shared/queries.js';
import type { ReadTx } from '../database.js';
import { featureKey, UNSENT_STORES, type UnsentCache } from '../info.js';
import { fieldNamed } from '../rows/attributes.js';
import { boxOf, intersects } from '../rows/box.js';
import type { ChunkCache } from '../rows/chunk-cache.js';
import { LayerRows, type VisibleRow } from '../rows/layer-rows.js';
import { requireGeodatabase, requireLayer } from '../state.js';
import { read, ROW_STORES, type Session } from '../work.js';
import { rowOrder } from './order.js';
import type { OverlayCache } from './overlay-cache.js';
import { countAll, pickRows, scan, type Hit } from './scan.js';

/** What queries keep between calls. */
export interface QueryCaches {
  readonly chunks: ChunkCache;
  readonly overlays: OverlayCache;
  readonly unsent: UnsentCache;
}

export interface LayerFeatureQuery {
  readonly layerId: number;
  readonly query: FeatureQuery;
}

const QUERY_STORES = [...ROW_STORES, ...UNSENT_STORES] as const;

export async function queryFeatures(
  session: Session,
  caches: QueryCaches,
  request: LayerFeatureQuery,
): Promise<LocalFeatureSet> {
  const { layerId, query } = request;
  requireSupported(query);
  return read(session, QUERY_STORES, async (tx, state) => {
    const geodatabase = await requireGeodatabase(tx);
    const layer = requireLayer(geodatabase, layerId);
    const compare = rowOrder(layer, query.orderByFields);
    const fields = outFields(layer, query.outFields);
    const { attachmentsByParent } = await caches.unsent.read(tx, state.rev);
    const page = new Page(query, compare === null);
    for await (const hit of hits(tx, caches, { layer, query, rev: state.rev })) {
      if (!page.add(hit)) break;
    }
    const features = page.rows(compare).map((row): LocalFeature => ({
      attributes: project(row.feature.attributes, layer, fields),
      ...(query.returnGeometry !== false && row.feature.geometry !== undefined && { geometry: row.feature.geometry }),
      globalId: row.globalId,
      objectId: row.objectId,
      pending: row.overlay?.pending ?? 'none',
      pendingAttachments: attachmentsByParent.get(featureKey({ layerId, globalId: row.globalId })) ?? 0,
    }));
    return {
      layerId,
      objectIdFieldName: layer.objectIdField,
      globalIdFieldName: layer.globalIdField,
      ...(layer.geometryType !== undefined && { geometryType: layer.geometryType }),
      spatialReference: geodatabase.spatialReference,
      fields,
      features,
      exceededTransferLimit: page.hasMore,
    };
  });
}

export async function queryCount(session: Session, caches: QueryCaches, request: LayerFeatureQuery): Promise<number> {
  requireSupported(request.query);
  return read(session, QUERY_STORES, async (tx, state) => {
    const layer = requireLayer(await requireGeodatabase(tx), request.layerId);
    const { geometry, globalIds, objectIds } = request.query;
    if (!geometry && !globalIds && !objectIds) {
      const rows = await LayerRows.open(tx, layer, caches.chunks);
      const known = await countAll(rows, await caches.overlays.read(tx, layer.layerId, state.rev));
      if (known !== null) return known;
    }
    const found = hits(tx, caches, { layer, query: request.query, rev: state.rev });
    let count = 0;
    while (!(await found.next()).done) count++;
    return count;
  });
}

async function* hits(
  tx: ReadTx,
  caches: QueryCaches,
  request: { readonly layer: LayerSchema; readonly query: FeatureQuery; readonly rev: number },
): AsyncGenerator<Hit> {
  const { layer, query, rev } = request;
  const rows = await LayerRows.open(tx, layer, caches.chunks);
  const envelope = query.geometry ?? null;
  const { globalIds, objectIds } = query;
  if (!globalIds && !objectIds) {
    yield* scan(rows, await caches.overlays.read(tx, layer.layerId, rev), envelope);
    return;
  }
  const names = globalIds
    ? { globalIds: [...new Set(globalIds.map(toGlobalId))] }
    : { objectIds: [...new Set(objectIds)] };
  for await (const hit of pickRows(rows, names)) {
    const row = hit();
    if (globalIds && objectIds && !objectIds.includes(row.objectId)) continue;
    if (envelope && !intersects(boxOf(row.feature.geometry) ?? [], 0, envelope)) continue;
    yield hit;
  }
}

/** The page of hits that was asked for. Without an order, hits outside of it are never decoded. */
class Page {
  readonly #offset: number;
  readonly #end: number;
  readonly #stopsEarly: boolean;
  #hits: Hit[] = [];
  #seen = 0;

  constructor(query: FeatureQuery, stopsEarly: boolean) {
    this.#offset = query.resultOffset ?? 0;
    this.#end = this.#offset + (query.resultRecordCount ?? Infinity);
    this.#stopsEarly = stopsEarly;
  }

  get hasMore(): boolean {
    return this.#seen > this.#end;
  }

  /** False when no further hit can matter. */
  add(hit: Hit): boolean {
    const index = this.#seen++;
    if (!this.#stopsEarly || (index >= this.#offset && index < this.#end)) this.#hits.push(hit);
    return !this.#stopsEarly || !this.hasMore;
  }

  rows(compare: ((a: VisibleRow['feature'], b: VisibleRow['feature']) => number) | null): VisibleRow[] {
    const rows = this.#hits.map((hit) => hit());
    if (!compare) return rows;
    return rows.sort((a, b) => compare(a.feature, b.feature)).slice(this.#offset, this.#end);
  }
}

function requireSupported(query: FeatureQuery): void {
  if (query.where !== undefined && !/^\s*1\s*=\s*1\s*$/.test(query.where)) {
    throw new GdbError(
      'unsupported-query',
      `Offline queries know only the where clause 1=1 yet, not "${query.where}".`,
    );
  }
}

/** The fields of the answer; GlobalID and ObjectID always come along. */
function outFields(layer: LayerSchema, names: readonly string[] | undefined): readonly Field[] {
  if (!names || names.length === 0 || names.includes('*')) return layer.fields;
  const wanted = new Set([layer.objectIdField, layer.globalIdField]);
  for (const name of names) {
    const field = fieldNamed(layer, name);
    if (!field) throw new GdbError('unsupported-query', `${layer.name} has no field "${name}".`);
    wanted.add(field.name);
  }
  return layer.fields.filter((field) => wanted.has(field.name));
}

function project(attributes: Attributes, layer: LayerSchema, fields: readonly Field[]): Attributes {
  if (fields === layer.fields) return attributes;
  const wanted: Record<string, JsonValue> = {};
  for (const { name } of fields) wanted[name] = attributes[name] ?? null;
  return wanted;
}
