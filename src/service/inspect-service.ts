/**
 * The service root and every layer, read as far as {@link checkService} needs them. Unlike `describeService` it refuses nothing: what is missing is
 * what is asked. https://developers.arcgis.com/rest/services-reference/enterprise/feature-service/
 */
import type { LayerFacts, ServiceFacts } from '../shared/check-service.js';
import { asArray, asBoolean, asNumber, asString, isObject, pick, type JsonObject } from '../shared/json.js';
import type { CallOptions } from '../sync/ports.js';
import { shownAddress } from './addresses.js';
import { badReply, type Asked } from './failures.js';
import { hasUniqueIndex, isAttachmentPropertyEnabled, readTokens } from '../shared/layer-schema.js';
import type { Requester } from './request.js';
import { readCapabilities } from './sync-capabilities.js';

const OPERATION = 'describe';

/** What a service and its layers say of themselves. */
export interface Inspection extends ServiceFacts {
  /** The service root and the layers, as they came. */
  readonly root: JsonObject;
  readonly layerBodies: readonly JsonObject[];
}

/** Reads a service. Rejects `bad-reply` for what is no feature service. */
export async function inspectService(requester: Requester, { signal }: CallOptions): Promise<Inspection> {
  const { serviceUrl } = requester;
  const root = await requester.json({ operation: OPERATION, method: 'GET', url: serviceUrl, signal });
  const asked: Asked = { operation: OPERATION, method: 'GET', url: shownAddress(serviceUrl, serviceUrl), token: null };
  if (!isObject(root) || !(Array.isArray(pick(root, 'layers')) || Array.isArray(pick(root, 'tables'))))
    throw badReply(asked, 'this is no feature service (neither layers nor tables are listed).');
  const layerBodies: JsonObject[] = [];
  for (const id of layerIdsOf(root)) {
    const body = await requester.json({
      operation: OPERATION,
      method: 'GET',
      url: `${serviceUrl}/${String(id)}`,
      signal,
    });
    if (!isObject(body)) throw badReply(asked, `layer ${String(id)} is not described by a JSON object.`);
    layerBodies.push({ ...body, id });
  }
  const inherited = readTokens(asString(pick(root, 'capabilities')) ?? '');
  return {
    capabilities: readCapabilities(root),
    layers: layerBodies.map((body) => readFacts(body, inherited)),
    root,
    layerBodies,
  };
}

/** Ids of the layers and tables that a service root lists; group layers hold no rows and are left out. */
export function layerIdsOf(root: JsonObject): readonly number[] {
  const entries = [...asArray(pick(root, 'layers')), ...asArray(pick(root, 'tables'))].filter(isObject);
  const rows = entries.filter(
    (entry) => pick(entry, 'type') !== 'Group Layer' && asArray(pick(entry, 'subLayerIds')).length === 0,
  );
  return [...new Set(rows.flatMap((entry) => asNumber(pick(entry, 'id')) ?? []))];
}

function readFacts(body: JsonObject, inherited: readonly string[]): LayerFacts {
  const layerId = asNumber(pick(body, 'id')) ?? -1;
  const listed = asString(pick(body, 'capabilities'));
  const globalIdField = globalIdFieldOf(body);
  const flag = (name: string): boolean => asBoolean(pick(body, name)) ?? false;
  return {
    layerId,
    name: asString(pick(body, 'name')) ?? `Layer ${String(layerId)}`,
    capabilities: listed === undefined ? inherited : readTokens(listed),
    hasGlobalIds: globalIdField !== undefined,
    uniqueGlobalIds: globalIdField !== undefined && hasUniqueIndex(body, globalIdField),
    hasAttachments: flag('hasAttachments'),
    attachmentGlobalIds: isAttachmentPropertyEnabled(body, 'globalId'),
    datesInUnknownTimezone: flag('datesInUnknownTimezone'),
    versioning: flag('isDataBranchVersioned') ? 'branch' : flag('isDataVersioned') ? 'traditional' : 'none',
  };
}

function globalIdFieldOf(body: JsonObject): string | undefined {
  const mention = asString(pick(body, 'globalIdField'));
  if (mention !== undefined && mention !== '') return mention;
  const field = asArray(pick(body, 'fields'))
    .filter(isObject)
    .find((one) => pick(one, 'type') === 'esriFieldTypeGlobalID');
  return field === undefined ? undefined : asString(pick(field, 'name'));
}
