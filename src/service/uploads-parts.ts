/** uploads/{itemID}/parts: which parts are there (protocol 6). */
import { asNumber, isObject, pick } from '../shared/json.js';
import type { CallOptions } from '../sync/ports.js';
import { badReply } from './failures.js';
import { pathSegment } from './path-segment.js';
import type { Call, Requester } from './request.js';

/** Part numbers, in order. They come as text, as numbers and as objects. */
export async function listParts(
  requester: Requester,
  itemId: string,
  { signal }: CallOptions,
): Promise<readonly number[]> {
  const call: Call = {
    operation: 'uploads/parts',
    method: 'GET',
    url: `${requester.serviceUrl}/uploads/${pathSegment(itemId, 'upload item')}/parts`,
    signal,
  };
  const body = await requester.json(call);
  const parts = isObject(body) ? pick(body, 'parts') : body;
  if (!Array.isArray(parts))
    throw badReply(
      { operation: call.operation, method: call.method, url: call.url, token: null },
      'the parts are no list.',
    );
  const numbers = (parts as readonly unknown[]).flatMap(
    (part) => asNumber(isObject(part) ? pick(part, 'partId', 'partNum', 'partNumber', 'id') : part) ?? [],
  );
  return [...new Set(numbers)].sort((a, b) => a - b);
}
