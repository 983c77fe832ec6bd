/** queryAttachments: https://developers.arcgis.com/rest/services-reference/enterprise/query-attachments-feature-service-layer/ */
import { GdbError, isGdbError } from '../shared/errors.js';
import type { LayerSchema } from '../shared/esri.js';
import { toGlobalId, toWireId, type GlobalId } from '../shared/ids.js';
import { asArray, asBoolean, asNumber, asString, isObject, pick, type JsonObject } from '../shared/json.js';
import type { ServerAttachment, VersionedCall } from '../sync/ports.js';
import { badReply, type Asked } from './failures.js';
import { objectIdOf, readId } from './features.js';
import { queryByGlobalIds } from './query-features.js';
import type { Call, Requester } from './request.js';

const BATCH = 100;

/** Attachments of these features. Services without the operation (before 10.8, or without `globalIds`) are asked feature by feature. */
export async function queryAttachments(
  requester: Requester,
  layer: LayerSchema,
  { parentGlobalIds, ...call }: VersionedCall & { readonly parentGlobalIds: readonly GlobalId[] },
): Promise<readonly ServerAttachment[]> {
  const parents = [...new Set(parentGlobalIds.map(toGlobalId))];
  const found: ServerAttachment[] = [];
  for (let start = 0; start < parents.length; start += BATCH)
    found.push(...(await askBatch(requester, layer, { ...call, parents: parents.slice(start, start + BATCH) })));
  return found;
}

interface Batch extends VersionedCall {
  readonly parents: readonly GlobalId[];
}

async function askBatch(requester: Requester, layer: LayerSchema, batch: Batch): Promise<readonly ServerAttachment[]> {
  const { parents, signal, gdbVersion } = batch;
  const url = `${requester.serviceUrl}/${String(layer.layerId)}/queryAttachments`;
  const call: Call = {
    operation: 'queryAttachments',
    method: 'POST',
    url,
    params: { globalIds: parents.map(toWireId).join(','), ...inVersion(gdbVersion) },
    signal,
  };
  let body: unknown;
  try {
    body = await requester.json(call);
  } catch (error) {
    if (isUnsupported(error)) return askEach(requester, layer, batch);
    throw error;
  }
  const asked: Asked = { operation: call.operation, method: call.method, url, token: null };
  const groups = isObject(body) ? pick(body, 'attachmentGroups') : undefined;
  if (!isObject(body) || !Array.isArray(groups)) throw badReply(asked, 'the reply has no attachment groups.');
  const addressOf = addressing(requester, layer, gdbVersion);
  const read = readGroups(groups as readonly unknown[], asked, addressOf);
  // A group that names its feature by ObjectID alone cannot be matched here.
  if (read === null) return askEach(requester, layer, batch);
  if (asBoolean(pick(body, 'exceededTransferLimit')) === true) {
    if (parents.length === 1) return askEach(requester, layer, batch);
    const middle = Math.ceil(parents.length / 2);
    const first = await askBatch(requester, layer, { ...batch, parents: parents.slice(0, middle) });
    return [...first, ...(await askBatch(requester, layer, { ...batch, parents: parents.slice(middle) }))];
  }
  return read.filter((attachment) => parents.includes(attachment.parentGlobalId));
}

function isUnsupported(error: unknown): boolean {
  if (!isGdbError(error) || (error.code !== 'service' && error.code !== 'http') || error.retryable) return false;
  return [400, 404, 405, 501].includes(error.details.serviceCode ?? error.details.status ?? 0);
}

function readGroups(
  groups: readonly unknown[],
  asked: Asked,
  addressOf: Addressing,
): readonly ServerAttachment[] | null {
  const found: ServerAttachment[] = [];
  for (const group of groups.filter(isObject)) {
    const ofGroup = readId(pick(group, 'parentGlobalId'));
    for (const info of asArray(pick(group, 'attachmentInfos')).filter(isObject)) {
      const parent = readId(pick(info, 'parentGlobalId')) ?? ofGroup;
      if (parent === null) return null;
      const objectId = asNumber(pick(group, 'parentObjectId')) ?? asNumber(pick(info, 'parentObjectId'));
      found.push(addressOf(readInfo(info, parent, asked), objectId));
    }
  }
  return found;
}

function readInfo(info: JsonObject, parentGlobalId: GlobalId, asked: Asked): ServerAttachment {
  const globalId = readId(pick(info, 'globalId'));
  const attachmentId = asNumber(pick(info, 'id', 'attachmentId'));
  if (attachmentId === undefined) throw badReply(asked, 'an attachment has no id.');
  if (globalId === null) {
    throw new GdbError(
      'not-supported',
      'The service does not tell the GlobalIDs of attachments, so it cannot be seen which of them arrived. Ask its owner to enable the attachment property "globalId".',
      {
        method: asked.method,
        url: asked.url,
        answered: true,
      },
    );
  }
  return {
    globalId,
    parentGlobalId,
    attachmentId,
    name: asString(pick(info, 'name')) ?? '',
    size: asNumber(pick(info, 'size')) ?? 0,
  };
}

type Addressing = (attachment: ServerAttachment, objectId: number | undefined) => ServerAttachment;

function addressing(requester: Requester, layer: LayerSchema, gdbVersion: string | null | undefined): Addressing {
  const layerUrl = `${requester.serviceUrl}/${String(layer.layerId)}`;
  const query = gdbVersion == null ? '' : `?${new URLSearchParams(inVersion(gdbVersion)).toString()}`;
  return (attachment, objectId) => {
    if (objectId === undefined || objectId < 0) return attachment;
    const path = `${String(objectId)}/attachments/${String(attachment.attachmentId)}`;
    return { ...attachment, url: `${layerUrl}/${path}${query}` };
  };
}

function inVersion(gdbVersion: string | null | undefined): Readonly<Record<string, string>> {
  return gdbVersion == null ? {} : { gdbVersion };
}

/** `{layer}/{objectId}/attachments`, the older way: https://developers.arcgis.com/rest/services-reference/enterprise/attachment-infos-feature-service/ */
async function askEach(
  requester: Requester,
  layer: LayerSchema,
  { parents, signal, gdbVersion = null }: Batch,
): Promise<readonly ServerAttachment[]> {
  const rows = await queryByGlobalIds(requester, layer, {
    globalIds: parents,
    outSpatialReference: null,
    returnGeometry: false,
    gdbVersion,
    signal,
  });
  const found: ServerAttachment[] = [];
  for (const row of rows) {
    const objectId = objectIdOf(row.attributes, layer);
    const url = `${requester.serviceUrl}/${String(layer.layerId)}/${String(objectId)}/attachments`;
    const asked: Asked = { operation: 'attachments', method: 'GET', url, token: null };
    if (objectId === undefined) throw badReply(asked, 'a row has no ObjectID.');
    const params = inVersion(gdbVersion);
    const body = await requester.json({ operation: asked.operation, method: 'GET', url, params, signal });
    const infos = isObject(body) ? pick(body, 'attachmentInfos') : undefined;
    if (!Array.isArray(infos)) throw badReply(asked, 'the reply has no attachment infos.');
    const addressOf = addressing(requester, layer, gdbVersion);
    for (const info of (infos as readonly unknown[]).filter(isObject))
      found.push(addressOf(readInfo(info, row.globalId, asked), objectId));
  }
  return found;
}
