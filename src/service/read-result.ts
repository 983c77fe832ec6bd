/** The JSON file behind a result URL: https://developers.arcgis.com/rest/services-reference/enterprise/response-type-for-sync-operations/ */
import type { LayerSchema } from '../shared/esri.js';
import { sameOrigin } from '../shared/urls.js';
import type { CallOptions, Delivery } from '../sync/ports.js';
import { isPresigned, requireAddress, shownAddress } from './addresses.js';
import type { Asked } from './failures.js';
import type { Call, Requester } from './request.js';
import { readDelivery } from './submission.js';

/** `layers`: schemas of the layers that are taken out of the file; others are left aside. */
export interface ReadResultOptions extends CallOptions {
  readonly layers: readonly LayerSchema[];
  readonly onProgress: (bytes: number, total: number | null) => void;
}

/** Rejects `service` when the file holds nothing but an error, although the job said Completed. */
export async function readResult(
  requester: Requester,
  resultUrl: string,
  { signal, layers, onProgress }: ReadResultOptions,
): Promise<Delivery> {
  const { serviceUrl } = requester;
  const url = requireAddress(resultUrl, serviceUrl, 'result URL');
  const call: Call = {
    operation: 'readResult',
    method: 'GET',
    url,
    signal,
    asIs: !sameOrigin(url, serviceUrl) || isPresigned(url),
    onProgress,
  };
  const asked: Asked = {
    operation: call.operation,
    method: call.method,
    url: shownAddress(url, serviceUrl),
    token: null,
  };
  return readDelivery(await requester.answer(call), { asked, serviceUrl, layers });
}
