/** uploads/{itemID}/commit: https://developers.arcgis.com/rest/services-reference/enterprise/commit-feature-service/ */
import type { CallOptions, UploadItem } from '../sync/ports.js';
import { pathSegment } from './path-segment.js';
import type { Call, Requester } from './request.js';
import { readUploadItem } from './upload-item.js';

/** Makes a file of the parts, in this order; of all there are when none is named. */
export async function commitItem(
  requester: Requester,
  { itemId, parts }: { readonly itemId: string; readonly parts: readonly number[] },
  { signal }: CallOptions,
): Promise<UploadItem> {
  const url = `${requester.serviceUrl}/uploads/${pathSegment(itemId, 'upload item')}/commit`;
  const call: Call = {
    operation: 'uploads/commit',
    method: 'POST',
    url,
    ...(parts.length === 0 ? {} : { params: { parts: parts.join(',') } }),
    signal,
    sends: true,
  };
  return readUploadItem(await requester.json(call), {
    operation: call.operation,
    method: call.method,
    url,
    token: null,
  });
}
