import { transaction } from '../database/driver.js';
import { AttachmentEditor, type NamedFile } from '../data/attachment-edits.js';
import type { Attachment } from '../data/attachment-store.js';
import { editResult, noOutcomes, type EditOutcome } from '../data/edit-results.js';
import { editTogether } from '../data/edit-together.js';
import type { StoredFeature } from '../data/layer-table.js';
import { ServiceError, invalidParameter } from '../errors.js';
import { formatGuid } from '../guid.js';
import { json, type Reply } from '../reply.js';
import { featureServerUrl, type Call } from '../site.js';
import { authorOf, layerOf, strikesOf } from './common.js';

/** `{oid}/attachments`: what is attached to a feature. */
export function attachmentInfos(call: Call): Reply {
  const row = featureOf(call);
  const attachments = call.service.attachments.ofFeature(layerOf(call).definition.id, row.globalId);
  return json({ attachmentInfos: attachments.map((attachment) => attachmentInfo(call, attachment)) });
}

/** `{oid}/attachments/{id}`: the bytes. They are never shown as a page of this origin. */
export function attachmentBytes(call: Call): Reply {
  const row = featureOf(call);
  const attachment = call.service.attachments.findById(layerOf(call).definition.id, Number(call.path['attachment']));
  if (attachment === undefined || attachment.parent !== row.globalId)
    throw new ServiceError(404, 'The attachment was not found', { httpStatus: 404 });
  return {
    kind: 'raw',
    body: call.service.attachments.read(attachment.id),
    headers: {
      'content-type': /^[\w.+-]+\/[\w.+-]+$/.test(attachment.type) ? attachment.type : 'application/octet-stream',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(attachment.name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    },
  };
}

/** `addAttachment`: from a multipart file or an upload item. */
export function addAttachment(call: Call): Reply {
  const row = featureOf(call);
  const layer = layerOf(call);
  const file = sentFile(call);
  return result(call, 'addAttachmentResult', (editor) => editor.add(layer, row.globalId, { file }));
}

/** `updateAttachment`: replaces the whole content. */
export function updateAttachment(call: Call): Reply {
  featureOf(call);
  const layer = layerOf(call);
  const id = call.params.integer('attachmentId');
  if (id === undefined) throw invalidParameter('attachmentId', 'it is required');
  const file = sentFile(call);
  const isArray = call.service.options.attachmentReply === 'array';
  const key = isArray ? 'updateAttachmentResults' : 'updateAttachmentResult';
  return result(call, key, (editor) => editor.update(layer, id, file));
}

/** `deleteAttachments`: one result per id. */
export function deleteAttachments(call: Call): Reply {
  const row = featureOf(call);
  const layer = layerOf(call);
  const ids = (call.params.list('attachmentIds') ?? []).map(Number);
  const { options, db } = call.service;
  const isTogether = call.params.flag('rollbackOnFailure', false);
  const together = {
    undoes: ({ error }: EditOutcome) => isTogether && error !== null,
    undoneCode: Number(options.rollbackCode),
  };
  const { outcomes } = editTogether(db, together, () => {
    const editor = editorFor(call);
    const deletes = ids.map((id) => editor.delete(layer, id, row.globalId));
    return [{ ...noOutcomes(layer.definition.id), attachments: { adds: [], updates: [], deletes } }];
  });
  const deleted = outcomes.flatMap(({ attachments }) => attachments.deletes);
  return json({ deleteAttachmentResults: deleted.map((outcome) => editResult(outcome, options)) });
}

/** @returns an attachment as the wire describes it */
export function attachmentInfo(call: Call, attachment: Attachment): Record<string, unknown> {
  const format = call.service.options.guidFormat;
  const { id, globalId, parent, name, type, size, keywords } = attachment;
  return {
    id,
    globalId: formatGuid(globalId, format),
    parentGlobalId: formatGuid(parent, format),
    name,
    contentType: type,
    size,
    keywords,
    exifInfo: null,
  };
}

/** @returns the address of the bytes */
export function attachmentUrl(call: Call, at: { layerId: number; objectId: number; id: number }): string {
  const version = call.params.text('gdbVersion');
  const query = version === undefined ? '' : `?${new URLSearchParams({ gdbVersion: version }).toString()}`;
  return `${featureServerUrl(call)}/${at.layerId}/${at.objectId}/attachments/${at.id}${query}`;
}

function featureOf(call: Call): StoredFeature {
  const row = layerOf(call).findByObjectId(Number(call.path['objectId']));
  if (row === undefined) throw new ServiceError(404, `Feature ${call.path['objectId'] ?? ''} was not found`);
  return row;
}

function result(call: Call, key: string, edit: (editor: AttachmentEditor) => EditOutcome): Reply {
  const outcome = transaction(call.service.db, () => edit(editorFor(call)));
  const moment = call.params.flag('returnEditMoment', false) ? { editMoment: call.now } : {};
  const shown = editResult(outcome, call.service.options);
  return json({ [key]: key.endsWith('s') ? [shown] : shown, ...moment });
}

function editorFor(call: Call): AttachmentEditor {
  return new AttachmentEditor(call.service, {
    author: authorOf(call),
    key: 'objectId',
    duplicateAdd: 'error',
    wkid: 4326,
    strike: strikesOf(call, call.entry?.operation ?? 'applyEdits'),
  });
}

function sentFile(call: Call): NamedFile {
  const { params, service } = call;
  const keywords = params.text('keywords') ?? '';
  const file = params.file('attachment') ?? params.file('file');
  if (file !== undefined) return { ...file, keywords };
  const item = service.uploads.find(params.text('uploadId') ?? '');
  if (item === undefined || !item.committed)
    throw invalidParameter('attachment', 'a file or a committed upload item is required');
  return { name: item.name, type: '', bytes: service.uploads.read(item.id), keywords };
}
