import { invalidParameter } from '../errors.js';
import { parseJson } from '../json.js';
import type { Call } from '../site.js';

/**
 * @returns the JSON of the upload item that `editsUploadId` names, undefined where it names none
 * @throws {ServiceError} 400 where the item is not committed, is no JSON, or another format is asked for
 */
export function uploadedJson(call: Call): unknown {
  const { params, service } = call;
  const itemId = params.text('editsUploadId');
  if (itemId === undefined) return undefined;
  if ((params.text('editsUploadFormat') ?? 'json').toLowerCase() !== 'json')
    throw invalidParameter('editsUploadFormat', 'json expected');
  const item = service.uploads.find(itemId);
  if (item === undefined || !item.committed)
    throw invalidParameter('editsUploadId', 'there is no such committed upload item');
  try {
    return parseJson(new TextDecoder().decode(service.uploads.read(item.id)));
  } catch {
    throw invalidParameter('editsUploadId', 'the item holds no JSON');
  }
}
