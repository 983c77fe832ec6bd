/** Attachments in replies of createReplica and synchronizeReplica (protocol 7). Pure. */
import { fromBase64 } from '../shared/base64.js';
import { asNumber, asString, isObject, pick } from '../shared/json.js';
import { stripSecrets } from '../shared/urls.js';
import type { AttachmentChange } from '../sync/ports.js';
import { isPresigned, resolveAddress } from './addresses.js';
import type { Complain } from '../shared/read-rows.js';
import { readId } from './features.js';
import type { ReadReplyOptions } from './replica-reply.js';

/** Complains about an attachment without GlobalID or parent, or whose bytes cannot be decoded. */
export function readAttachmentChange(
  value: unknown,
  { serviceUrl, contents }: Pick<ReadReplyOptions, 'serviceUrl' | 'contents'>,
  complain: Complain,
): AttachmentChange {
  if (!isObject(value)) complain('an attachment is no object.');
  const globalId = readId(pick(value, 'globalId'));
  const parentGlobalId = readId(pick(value, 'parentGlobalId'));
  if (globalId === null || parentGlobalId === null)
    complain('an attachment has no GlobalID, or does not name its feature.');
  const given = pick(value, 'data');
  const size = typeof given === 'string' ? contents?.get(given) : undefined;
  const inline = typeof given === 'string' && size !== undefined ? { inline: given } : {};
  const data = size === undefined ? decode(given, complain) : null;
  return {
    globalId,
    parentGlobalId,
    attachmentId: asNumber(pick(value, 'attachmentId', 'id')) ?? null,
    name: asString(pick(value, 'name')) ?? 'attachment',
    contentType: plainType(asString(pick(value, 'contentType'))),
    size: size ?? data?.byteLength ?? asNumber(pick(value, 'size')) ?? 0,
    keywords: asString(pick(value, 'keywords')) ?? '',
    url: data === null && size === undefined ? keptUrl(pick(value, 'url'), serviceUrl) : null,
    data,
    ...inline,
  };
}

/** Old browsers' names for types, as they live on in databases. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'image/pjpeg': 'image/jpeg',
  'image/jpg': 'image/jpeg',
  'image/x-png': 'image/png',
};

function plainType(given: string | undefined): string {
  const type = given?.trim().toLowerCase() ?? '';
  if (type === '') return 'application/octet-stream';
  return Object.hasOwn(OTHER_NAMES, type) ? (OTHER_NAMES[type] ?? type) : type;
}

/** This URL is stored: a signed one would be dead by the time it is used, and may not be kept. */
function keptUrl(value: unknown, serviceUrl: string): string | null {
  const url = resolveAddress(value, serviceUrl);
  return url === null || isPresigned(url) ? null : stripSecrets(url);
}

function decode(value: unknown, complain: Complain): ArrayBuffer | null {
  if (typeof value !== 'string') return null;
  return fromBase64(value)?.buffer ?? complain('the bytes of an attachment are not base64.');
}
