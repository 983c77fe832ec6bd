/** Service root and layers: https://developers.arcgis.com/rest/services-reference/enterprise/feature-service/ and layer-feature-service/ */
import { GdbError, isGdbError } from '../shared/errors.js';
import type { LayerSchema } from '../shared/esri.js';
import { asArray, asNumber, asString, isObject, pick, type JsonObject } from '../shared/json.js';
import { readEnvelope, readSpatialReference } from '../shared/layer-json.js';
import type { CallOptions, ServiceDescription } from '../sync/ports.js';
import { shownAddress } from './addresses.js';
import { badReply, type Asked } from './failures.js';
import { layerIdsOf } from './inspect-service.js';
import { readTokens } from '../shared/layer-schema.js';
import { readLayerSchema } from './layer-schema.js';
import type { Requester } from './request.js';
import { readCapabilities } from './sync-capabilities.js';

const OPERATION = 'describe';
const AT_ONCE = 4;

/** Rejects `layer-not-found` for a layer the service does not list, `not-supported` for one without GlobalIDs. */
export async function describeService(
  requester: Requester,
  layerIds: readonly number[] | null,
  { signal }: CallOptions,
): Promise<ServiceDescription> {
  const { serviceUrl } = requester;
  const root = await requester.json({ operation: OPERATION, method: 'GET', url: serviceUrl, signal });
  const asked: Asked = { operation: OPERATION, method: 'GET', url: shownAddress(serviceUrl, serviceUrl), token: null };
  if (!isObject(root) || !(Array.isArray(pick(root, 'layers')) || Array.isArray(pick(root, 'tables')))) {
    throw badReply(asked, 'this is no feature service (neither layers nor tables are listed).');
  }
  const listed = layerIdsOf(root);
  const missing = layerIds?.find((id) => !listed.includes(id));
  if (missing !== undefined) {
    throw new GdbError(
      'layer-not-found',
      `The service at ${new URL(serviceUrl).host} has no layer ${String(missing)}; it lists ${listed.join(', ')}.`,
      { url: asked.url, answered: true },
    );
  }
  const inherited = readTokens(asString(pick(root, 'capabilities')) ?? '');
  const ids = layerIds ?? listed;
  const together = ids.length > 1 ? await readTogether(requester, ids, { signal, inherited }) : null;
  const read = together ?? (await readLayers(requester, ids, { signal, inherited }));
  const fullExtent = readEnvelope(pick(root, 'fullExtent')) ?? null;
  return {
    capabilities: readCapabilities(root),
    layers: read.map(({ schema }) => schema),
    definitions: { service: root, layers: Object.fromEntries(read.map(({ schema, body }) => [schema.layerId, body])) },
    fullExtent,
    initialExtent: readEnvelope(pick(root, 'initialExtent')) ?? null,
    spatialReference: readSpatialReference(pick(root, 'spatialReference')) ?? fullExtent?.spatialReference ?? null,
  };
}

interface ReadLayer {
  readonly schema: LayerSchema;
  /** As it came. */
  readonly body: JsonObject;
}

interface ReadLayersOptions extends CallOptions {
  readonly inherited: readonly string[];
}

/** Services whose resource `layers` did not say what was wanted: they are asked layer by layer. */
const withoutAllLayers = new WeakSet<Requester>();

/**
 * The layers in one request: https://developers.arcgis.com/rest/services-reference/enterprise/all-layers-and-tables/
 * Null where the service has no such resource, or tells less there.
 */
async function readTogether(
  requester: Requester,
  ids: readonly number[],
  { signal, inherited }: ReadLayersOptions,
): Promise<readonly ReadLayer[] | null> {
  if (withoutAllLayers.has(requester)) return null;
  const bodies = await readAllLayers(requester, signal);
  const found = ids.map((id) => bodies.find((body) => asNumber(pick(body, 'id')) === id));
  const whole = found.filter((body) => body !== undefined && Array.isArray(pick(body, 'fields')));
  if (whole.length === ids.length) return ids.map((id, at) => layerOf(requester, id, { body: found[at], inherited }));
  withoutAllLayers.add(requester);
  return null;
}

async function readAllLayers(requester: Requester, signal: AbortSignal): Promise<readonly JsonObject[]> {
  const url = `${requester.serviceUrl}/layers`;
  try {
    const body = await requester.json({ operation: OPERATION, method: 'GET', url, signal });
    if (!isObject(body)) return [];
    return [...asArray(pick(body, 'layers')), ...asArray(pick(body, 'tables'))].filter(isObject);
  } catch (error) {
    // No connection and no sign-in are met by whoever asks layer by layer, too.
    const isNo = isGdbError(error) && !error.retryable && error.code !== 'aborted' && !error.code.startsWith('token-');
    if (!isNo) throw error;
    return [];
  }
}

async function readLayers(
  requester: Requester,
  ids: readonly number[],
  { signal, inherited }: ReadLayersOptions,
): Promise<readonly ReadLayer[]> {
  const layers: ReadLayer[] = [];
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const some = ids.slice(start, start + AT_ONCE).map(async (id) => {
      const url = `${requester.serviceUrl}/${String(id)}`;
      const body = await requester.json({ operation: OPERATION, method: 'GET', url, signal });
      return layerOf(requester, id, { body, inherited });
    });
    layers.push(...(await Promise.all(some)));
  }
  return layers;
}

function layerOf(
  { serviceUrl }: Requester,
  id: number,
  { body, inherited }: { readonly body: unknown; readonly inherited: readonly string[] },
): ReadLayer {
  const asked: Asked = { operation: OPERATION, method: 'GET', url: `${serviceUrl}/${String(id)}`, token: null };
  const schema = readLayerSchema(body, asked, inherited);
  if (schema.layerId !== id) throw badReply(asked, `layer ${String(id)} calls itself ${String(schema.layerId)}.`);
  return { schema, body: isObject(body) ? body : {} };
}
