/** uploads/{itemID}/uploadPart: https://developers.arcgis.com/rest/services-reference/enterprise/upload-part-feature-service/ */
import { asBoolean, isObject, pick } from '../shared/json.js';
import type { CallOptions } from '../sync/ports.js';
import { badReply } from './failures.js';
import { pathSegment } from './path-segment.js';
import type { Call, Requester } from './request.js';

/** One piece of a registered item. */
export interface UploadPart {
  readonly itemId: string;
  /** From 1. */
  readonly partNo: number;
  readonly bytes: Blob;
}

/** Resolves when the service confirmed the part; a part sent again replaces the first. */
export async function uploadPart(
  requester: Requester,
  { itemId, partNo, bytes }: UploadPart,
  { signal }: CallOptions,
): Promise<void> {
  const url = `${requester.serviceUrl}/uploads/${pathSegment(itemId, 'upload item')}/uploadPart`;
  // Versions differ in the name of the part number, and ignore the one they do not know.
  const params = { partId: String(partNo), partNum: String(partNo) };
  const call: Call = {
    operation: 'uploads/uploadPart',
    method: 'POST',
    url,
    params,
    file: { name: `part${String(partNo)}`, bytes },
    signal,
    sends: true,
  };
  const body = await requester.json(call);
  if (isObject(body) && asBoolean(pick(body, 'success')) !== false) return;
  throw badReply(
    { operation: call.operation, method: call.method, url, token: null },
    `the service did not take part ${String(partNo)}.`,
  );
}
