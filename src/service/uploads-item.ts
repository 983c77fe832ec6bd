/** uploads/{itemID}: https://developers.arcgis.com/rest/services-reference/enterprise/item-feature-service/ */
import { isGdbError } from '../shared/errors.js';
import type { CallOptions, UploadItem } from '../sync/ports.js';
import { pathSegment } from './path-segment.js';
import type { Call, Requester } from './request.js';
import { readUploadItem } from './upload-item.js';

/** Null when the service does not know the item (any more): items expire. */
export async function item(requester: Requester, itemId: string, { signal }: CallOptions): Promise<UploadItem | null> {
  const call: Call = {
    operation: 'uploads/item',
    method: 'GET',
    url: `${requester.serviceUrl}/uploads/${pathSegment(itemId, 'upload item')}`,
    signal,
  };
  try {
    return readUploadItem(await requester.json(call), {
      operation: call.operation,
      method: call.method,
      url: call.url,
      token: null,
    });
  } catch (error) {
    // No code is documented for an unknown item; sending the file again is always right.
    if (
      isGdbError(error) &&
      !error.retryable &&
      (error.code === 'service' || error.code === 'http' || error.code === 'bad-reply')
    )
      return null;
    throw error;
  }
}
