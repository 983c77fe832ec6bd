/** uploads/register, an item whose parts follow: https://developers.arcgis.com/rest/services-reference/enterprise/register-feature-service/ */
import type { CallOptions, UploadItem } from '../sync/ports.js';
import type { Call, Requester } from './request.js';
import { readUploadItem } from './upload-item.js';

/** An item without bytes; services refuse it here already when they do not take its type. */
export async function registerItem(
  requester: Requester,
  { name }: { readonly name: string },
  { signal }: CallOptions,
): Promise<UploadItem> {
  const call: Call = {
    operation: 'uploads/register',
    method: 'POST',
    url: `${requester.serviceUrl}/uploads/register`,
    params: { itemName: name },
    signal,
    sends: true,
  };
  return readUploadItem(await requester.json(call), {
    operation: call.operation,
    method: call.method,
    url: call.url,
    token: null,
  });
}
