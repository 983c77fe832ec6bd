/** uploads/upload, a whole file at once: https://developers.arcgis.com/rest/services-reference/enterprise/upload-feature-service/ */
import type { CallOptions, UploadItem } from '../sync/ports.js';
import type { Call, Requester } from './request.js';
import { readUploadItem } from './upload-item.js';

/** The item, committed by most services. */
export async function upload(
  requester: Requester,
  file: { readonly name: string; readonly bytes: Blob },
  { signal }: CallOptions,
): Promise<UploadItem> {
  const call: Call = {
    operation: 'uploads/upload',
    method: 'POST',
    url: `${requester.serviceUrl}/uploads/upload`,
    file,
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
