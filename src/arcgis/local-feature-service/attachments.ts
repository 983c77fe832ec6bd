/** Attachments of features, answered by the controller. https://developers.arcgis.com/rest/services-reference/enterprise/feature-attachments/ */
import { GdbError, isGdbError } from '../../shared/errors.js';
import { toWireId } from '../../shared/ids.js';
import type { AttachmentRecord } from '../../shared/records.js';
import type { LocalCopy } from './local-copy.js';
import { attachmentById, attachmentIdOf, globalIdOf } from './object-ids.js';
import { json, type LocalReply, type LocalRequest, type Params } from './request.js';

/** Which layer, and which feature by its ObjectID. */
export interface FeaturePath {
  readonly layerId: number;
  readonly objectId: number;
}

/** What the SDK shows of one. */
export function attachmentInfo(attachment: AttachmentRecord): object {
  const { globalId, parentGlobalId, name, contentType, size, keywords } = attachment;
  return {
    id: attachmentIdOf(attachment),
    globalId: toWireId(globalId),
    parentGlobalId: toWireId(parentGlobalId),
    name,
    contentType,
    size,
    keywords,
  };
}

/** `queryAttachments`: of the features that are named, or that `definitionExpression` finds. */
export async function queryAttachments(controller: LocalCopy, layerId: number, params: Params): Promise<LocalReply> {
  const objectIds = params.list('objectIds')?.map(Number);
  const globalIds = params.list('globalIds');
  const where = params.text('definitionExpression') ?? params.text('where');
  const filter = {
    ...(objectIds === undefined ? {} : { objectIds }),
    ...(globalIds === undefined ? {} : { globalIds }),
    ...(where === undefined || objectIds !== undefined || globalIds !== undefined ? {} : { where }),
  };
  const { features } = await controller.queryFeatures(layerId, { ...filter, outFields: [], returnGeometry: false });
  const attachments = (
    await controller.queryAttachments(
      layerId,
      features.map(({ globalId }) => globalId),
    )
  ).filter(wanted(params));
  const attachmentGroups = features.flatMap(({ objectId, globalId }) => {
    const own = attachments.filter(({ parentGlobalId }) => parentGlobalId === globalId);
    const attachmentInfos = own.map(attachmentInfo);
    return own.length === 0 ? [] : [{ parentObjectId: objectId, parentGlobalId: toWireId(globalId), attachmentInfos }];
  });
  return json({ fields: [], attachmentGroups });
}

function wanted(params: Params): (attachment: AttachmentRecord) => boolean {
  const types = params.list('attachmentTypes')?.map((type) => type.toLowerCase());
  const keywords = params.list('keywords');
  const [least = 0, most = Infinity] = params.list('size')?.map(Number) ?? [];
  return (attachment) =>
    attachment.size >= least &&
    attachment.size <= most &&
    (types === undefined || types.includes(attachment.contentType.toLowerCase())) &&
    (keywords === undefined || attachment.keywords.split(',').some((word) => keywords.includes(word.trim())));
}

/** `{objectId}/attachments`. */
export async function listAttachments(controller: LocalCopy, { layerId, objectId }: FeaturePath): Promise<LocalReply> {
  const globalId = await globalIdOf(controller, layerId, objectId);
  return json({ attachmentInfos: (await controller.queryAttachments(layerId, [globalId])).map(attachmentInfo) });
}

/** `{objectId}/attachments/{attachmentId}`: the bytes. */
export async function attachmentContent(
  controller: LocalCopy,
  { layerId, objectId }: FeaturePath,
  attachmentId: number,
): Promise<LocalReply> {
  const globalId = await globalIdOf(controller, layerId, objectId);
  const attachment = await attachmentById(controller, layerId, { globalId, attachmentId });
  return { kind: 'content', content: await controller.readAttachment(attachment) };
}

/** `addAttachment` and `updateAttachment`: a multipart form with the file. */
export async function putAttachment(
  controller: LocalCopy,
  { layerId, objectId }: FeaturePath,
  { file, params }: { readonly file: LocalRequest['file']; readonly params: Params },
): Promise<LocalReply> {
  const attachmentId = params.number('attachmentId');
  const key = attachmentId === undefined ? 'addAttachmentResult' : 'updateAttachmentResult';
  const keywords = params.text('keywords');
  const result = await settled(async () => {
    if (file === undefined)
      throw new GdbError('invalid-argument', 'The request has no file in its field "attachment".');
    const globalId = await globalIdOf(controller, layerId, objectId);
    const options = { ...(keywords === undefined ? {} : { keywords }) };
    if (attachmentId === undefined) return controller.addAttachment(layerId, globalId, file, options);
    return controller.updateAttachment(
      await attachmentById(controller, layerId, { globalId, attachmentId }),
      file,
      options,
    );
  });
  return json({ [key]: result });
}

/** `deleteAttachments`: a result for each. */
export async function deleteAttachments(
  controller: LocalCopy,
  { layerId, objectId }: FeaturePath,
  params: Params,
): Promise<LocalReply> {
  const globalId = await globalIdOf(controller, layerId, objectId);
  const ids = params.list('attachmentIds') ?? [];
  const deleteAttachmentResults = [];
  for (const id of ids) {
    const remove = async (): Promise<AttachmentRecord> => {
      const attachment = await attachmentById(controller, layerId, { globalId, attachmentId: Number(id) });
      await controller.deleteAttachments(layerId, globalId, [attachment.globalId]);
      return attachment;
    };
    deleteAttachmentResults.push(await settled(remove));
  }
  return json({ deleteAttachmentResults });
}

/** The result of one edit of an attachment, as a service writes it. */
export async function settled(edit: () => Promise<AttachmentRecord>): Promise<object> {
  try {
    const attachment = await edit();
    return { objectId: attachmentIdOf(attachment), globalId: toWireId(attachment.globalId), success: true };
  } catch (error) {
    if (!isGdbError(error)) throw error;
    return { objectId: null, globalId: null, success: false, error: { code: 400, description: error.message } };
  }
}
