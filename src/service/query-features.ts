/** query of a layer: https://developers.arcgis.com/rest/services-reference/enterprise/query-feature-service-layer/ */
import { GdbError } from '../shared/errors.js';
import type { KeyedFeature, LayerSchema, SpatialReference } from '../shared/esri.js';
import { toGlobalId, toWireId, type GlobalId } from '../shared/ids.js';
import { asBoolean, isObject, pick } from '../shared/json.js';
import type { VersionedCall } from '../sync/ports.js';
import { badReply, type Asked } from './failures.js';
import { rowReader } from '../shared/read-rows.js';
import type { Call, Requester } from './request.js';

/** Each GlobalID is asked in two spellings, so this makes 200 literals. */
const BATCH = 100;

/** How rows are asked for. */
export interface QueryByGlobalIdsOptions extends VersionedCall {
  readonly outSpatialReference: SpatialReference | null;
  /** False asks for no geometry. */
  readonly returnGeometry?: boolean;
}

/** Rows of these GlobalIDs: every row, also two of one GlobalID. Rows the user may not see are simply not there. */
export async function queryByGlobalIds(
  requester: Requester,
  layer: LayerSchema,
  { globalIds, ...options }: QueryByGlobalIdsOptions & { readonly globalIds: readonly GlobalId[] },
): Promise<readonly KeyedFeature[]> {
  const wanted = [...new Set(globalIds.map(toGlobalId))];
  const rows: KeyedFeature[] = [];
  for (let start = 0; start < wanted.length; start += BATCH)
    rows.push(...(await queryBatch(requester, layer, { ...options, globalIds: wanted.slice(start, start + BATCH) })));
  return rows;
}

async function queryBatch(
  requester: Requester,
  layer: LayerSchema,
  options: QueryByGlobalIdsOptions & { readonly globalIds: readonly GlobalId[] },
): Promise<readonly KeyedFeature[]> {
  const { globalIds, signal } = options;
  const call: Call = {
    operation: 'query',
    method: 'POST',
    url: `${requester.serviceUrl}/${String(layer.layerId)}/query`,
    params: queryParams(layer, options),
    signal,
  };
  const asked: Asked = { operation: call.operation, method: call.method, url: call.url, token: null };
  const body = await requester.json(call);
  const features = isObject(body) ? pick(body, 'features') : undefined;
  // An answer without features would read as "the service has none of them", and make the caller send them again.
  if (!isObject(body) || !Array.isArray(features)) throw badReply(asked, 'the query result has no features.');
  const readRow = rowReader(layer, (what) => {
    throw badReply(asked, what);
  });
  const rows = (features as readonly unknown[]).map(readRow).filter((row) => globalIds.includes(row.globalId));
  if (asBoolean(pick(body, 'exceededTransferLimit')) !== true || globalIds.length === 1) return rows;
  // Halves need no paging, which not every service has.
  const middle = Math.ceil(globalIds.length / 2);
  const first = await queryBatch(requester, layer, { ...options, globalIds: globalIds.slice(0, middle) });
  return [...first, ...(await queryBatch(requester, layer, { ...options, globalIds: globalIds.slice(middle) }))];
}

/** The form of a query by GlobalIDs. Throws `invalid-argument` for a key that could end its literal. */
export function queryParams(
  layer: LayerSchema,
  {
    globalIds,
    outSpatialReference,
    returnGeometry,
    gdbVersion,
  }: Omit<QueryByGlobalIdsOptions, 'signal'> & { readonly globalIds: readonly GlobalId[] },
): Readonly<Record<string, string>> {
  const geometry = layer.geometryType !== undefined && returnGeometry !== false;
  return {
    where: `${layer.globalIdField} IN (${globalIds.flatMap(spellings).join(',')})`,
    outFields: '*',
    returnGeometry: String(geometry),
    ...(geometry && outSpatialReference ? { outSR: JSON.stringify(outSpatialReference) } : {}),
    ...(geometry && layer.hasZ ? { returnZ: 'true' } : {}),
    ...(geometry && layer.hasM ? { returnM: 'true' } : {}),
    ...(gdbVersion == null ? {} : { gdbVersion }),
    ...(layer.datesInUnknownTimezone ? { timeReferenceUnknownClient: 'true' } : {}),
  };
}

/** Databases that keep GUIDs as text find only their own spelling, and a row not found would be sent twice. */
function spellings(globalId: GlobalId): readonly string[] {
  if (!/^[\w.:-]{1,128}$/.test(globalId))
    throw new GdbError('invalid-argument', 'A GlobalID to ask for is neither a GUID nor a plain key.');
  return [...new Set([toWireId(globalId), toGlobalId(globalId)])].map((spelling) => `'${spelling}'`);
}
