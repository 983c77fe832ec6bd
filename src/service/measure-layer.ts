/**
 * How many rows of a layer an area holds, and how large a row is: query with `returnCountOnly`, then a few rows as a sample.
 * https://developers.arcgis.com/rest/services-reference/enterprise/query-feature-service-layer/
 */
import type { LayerEstimate } from '../shared/area-estimate.js';
import { isGdbError } from '../shared/errors.js';
import type { Geometry, LayerSchema } from '../shared/esri.js';
import { asArray, asNumber, isObject, pick, type JsonObject } from '../shared/json.js';
import { rowReader } from '../shared/read-rows.js';
import type { CallOptions } from '../sync/ports.js';
import { geometryTypeOf, timeReference } from './create-replica.js';
import { badReply, type Asked } from './failures.js';
import { queryAttachments } from './query-attachments.js';
import type { Call, Requester } from './request.js';

/** Rows that stand for all. */
const SAMPLE = 25;

export interface MeasureOptions extends CallOptions {
  readonly where: string | undefined;
  /** Null for everywhere. */
  readonly geometry: Geometry | null;
  readonly withAttachments: boolean;
}

/** Rejects as any request does; that the service tells nothing of its attachments is no failure. */
export async function measureLayer(
  requester: Requester,
  layer: LayerSchema,
  options: MeasureOptions,
): Promise<LayerEstimate> {
  const { layerId } = layer;
  const counted = await ask(requester, layer, { ...options, more: { returnCountOnly: 'true' } });
  const features = asNumber(pick(counted.body, 'count'));
  if (features === undefined || features < 0) throw badReply(counted.asked, 'the reply tells no count.');
  if (features === 0) return { layerId, features, bytes: 0, attachmentBytes: 0 };
  const more = { outFields: '*', returnGeometry: 'true', resultRecordCount: String(SAMPLE) };
  const sample = await ask(requester, layer, { ...options, more });
  const rows = asArray(pick(sample.body, 'features')).slice(0, SAMPLE);
  const scale = rows.length === 0 ? 0 : features / rows.length;
  const bytes = Math.round(JSON.stringify(rows).length * scale);
  if (!options.withAttachments || !layer.hasAttachments) return { layerId, features, bytes, attachmentBytes: 0 };
  const readRow = rowReader(layer, (what) => {
    throw badReply(sample.asked, what);
  });
  const parentGlobalIds = rows.map(readRow).map(({ globalId }) => globalId);
  const sampled = await attachmentBytes(requester, layer, { parentGlobalIds, signal: options.signal });
  return { layerId, features, bytes, attachmentBytes: sampled === null ? null : Math.round(sampled * scale) };
}

async function ask(
  requester: Requester,
  layer: LayerSchema,
  { where, geometry, signal, more }: MeasureOptions & { readonly more: Readonly<Record<string, string>> },
): Promise<{ readonly body: JsonObject; readonly asked: Asked }> {
  const call: Call = {
    operation: 'query',
    method: 'POST',
    url: `${requester.serviceUrl}/${String(layer.layerId)}/query`,
    params: { where: where?.trim() || '1=1', ...placeParams(layer, geometry), ...timeReference([layer]), ...more },
    signal,
  };
  const asked: Asked = { operation: call.operation, method: call.method, url: call.url, token: null };
  const body = await requester.json(call);
  if (!isObject(body)) throw badReply(asked, 'the query result is no object.');
  return { body, asked };
}

function placeParams(layer: LayerSchema, geometry: Geometry | null): Readonly<Record<string, string>> {
  if (geometry === null || layer.geometryType === undefined) return {};
  const { spatialReference } = geometry;
  return {
    geometry: JSON.stringify(geometry),
    geometryType: geometryTypeOf(geometry),
    spatialRel: 'esriSpatialRelIntersects',
    ...(spatialReference ? { inSR: JSON.stringify(spatialReference) } : {}),
  };
}

async function attachmentBytes(
  requester: Requester,
  layer: LayerSchema,
  call: Parameters<typeof queryAttachments>[2],
): Promise<number | null> {
  try {
    return (await queryAttachments(requester, layer, call)).reduce((sum, { size }) => sum + size, 0);
  } catch (error) {
    if (isGdbError(error) && (error.code === 'not-supported' || error.code === 'service')) return null;
    throw error;
  }
}
