/** Bytes of an attachment: https://developers.arcgis.com/rest/services-reference/enterprise/attachment-feature-service/ */
import type { CallOptions } from '../sync/ports.js';
import { requireAddress } from './addresses.js';
import type { Requester } from './request.js';

/** Pieces of any size, from byte `from` on. Rejects `network` when fewer bytes come than the reply announced. */
export async function* readAttachment(
  requester: Requester,
  url: string,
  { signal, from = 0 }: CallOptions & { readonly from?: number },
): AsyncGenerator<Uint8Array, void, undefined> {
  const address = requireAddress(url, requester.serviceUrl, 'attachment URL');
  const range = from > 0 ? { from } : {};
  yield* requester.bytes({ operation: 'readAttachment', method: 'GET', url: address, asIs: true, signal, ...range });
}
