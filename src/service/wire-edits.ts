/** `edits` of synchronizeReplica as JSON text (protocol 3.2). Pure. */
import { GdbError } from '../shared/errors.js';
import type { Feature, LayerSchema } from '../shared/esri.js';
import { toWireId } from '../shared/ids.js';
import type { JsonObject } from '../shared/json.js';
import type { AttachmentEdit, LayerEdits } from '../sync/ports.js';
import { toWireFeature } from './features.js';

/** Null when there is nothing to send. Throws `internal` for rows without GlobalID and layers without schema. */
export function writeEdits(edits: readonly LayerEdits[], layers: readonly LayerSchema[]): string | null {
  const entries = edits.flatMap((entry) => writeLayer(entry, layers) ?? []);
  return entries.length === 0 ? null : `[${entries.join(',')}]`;
}

function writeLayer({ layerId, features, attachments }: LayerEdits, layers: readonly LayerSchema[]): string | null {
  const layer = layers.find((candidate) => candidate.layerId === layerId);
  if (!layer) throw new GdbError('internal', `Edits of layer ${String(layerId)} were to be sent without its schema.`);
  const hasAttachments = attachments.adds.length + attachments.updates.length + attachments.deleteIds.length > 0;
  if (!hasAttachments && features.adds.length + features.updates.length + features.deleteIds.length === 0) return null;
  const rows = (list: readonly Feature[]): string => `[${list.map((row) => writeRow(row, layer)).join(',')}]`;
  const deleteIds = JSON.stringify(features.deleteIds.map(toWireId));
  const parts = [
    `"id":${String(layerId)}`,
    `"features":{"adds":${rows(features.adds)},"updates":${rows(features.updates)},"deleteIds":${deleteIds}}`,
  ];
  if (hasAttachments) parts.push(`"attachments":${JSON.stringify(toWireAttachments(attachments, layer))}`);
  return `{${parts.join(',')}}`;
}

/** Whole numbers that a JavaScript number cannot hold are text on this device, and digits on the wire. */
function writeRow(row: Feature, layer: LayerSchema): string {
  const { attributes, geometry } = toWireFeature(row, layer);
  const big = new Set(
    layer.fields.filter((field) => field.type === 'esriFieldTypeBigInteger').map((field) => field.name),
  );
  const pairs = Object.entries(attributes).map(([name, value]) => {
    const isBig = big.has(name) && typeof value === 'string' && /^-?\d{1,19}$/.test(value);
    return `${JSON.stringify(name)}:${isBig ? BigInt(value).toString() : JSON.stringify(value)}`;
  });
  const shape = geometry === undefined ? '' : `,"geometry":${JSON.stringify(geometry)}`;
  return `{"attributes":{${pairs.join(',')}}${shape}}`;
}

function toWireAttachments({ adds, updates, deleteIds }: LayerEdits['attachments'], layer: LayerSchema): JsonObject {
  return {
    adds: adds.map((add) => toWireAttachment(add, layer)),
    updates: updates.map((update) => toWireAttachment(update, layer)),
    deleteIds: deleteIds.map(toWireId),
  };
}

function toWireAttachment(attachment: AttachmentEdit, { attachmentKeywords }: LayerSchema): JsonObject {
  const { globalId, parentGlobalId, contentType, name, keywords, content } = attachment;
  return {
    globalId: toWireId(globalId),
    parentGlobalId: toWireId(parentGlobalId),
    contentType,
    name,
    ...(keywords === '' || attachmentKeywords === false ? {} : { keywords }),
    ...(content.kind === 'item' ? { uploadId: content.uploadId } : { data: content.base64 }),
  };
}
