/** What the uploads operations answer: https://developers.arcgis.com/rest/services-reference/enterprise/item/ */
import { asBoolean, asNumber, asString, isObject, pick } from '../shared/json.js';
import type { UploadItem } from '../sync/ports.js';
import { badReply, type Asked } from './failures.js';

/** `{ success, item: {...} }` or the item itself. Throws `bad-reply` for anything else. */
export function readUploadItem(body: unknown, asked: Asked): UploadItem {
  const wrapped = isObject(body) ? pick(body, 'item') : undefined;
  const item = isObject(wrapped) ? wrapped : body;
  const itemId = isObject(item) ? asString(pick(item, 'itemID')) : undefined;
  if (
    !isObject(body) ||
    !isObject(item) ||
    itemId === undefined ||
    itemId === '' ||
    asBoolean(pick(body, 'success')) === false
  ) {
    throw badReply(asked, 'no upload item came back.');
  }
  return {
    itemId,
    committed: asBoolean(pick(item, 'committed')) ?? false,
    size: asNumber(pick(item, 'itemSize', 'size', 'fileSize')) ?? null,
  };
}
