/** unRegisterReplica: https://developers.arcgis.com/rest/services-reference/enterprise/unregister-replica-feature-service/ */
import { GdbError } from '../shared/errors.js';
import { asBoolean, isObject, pick } from '../shared/json.js';
import type { CallOptions } from '../sync/ports.js';
import { badReply } from './failures.js';
import type { Call, Requester } from './request.js';

/** Rejects `replica-not-found` when there is nothing to unregister. */
export async function unregisterReplica(
  requester: Requester,
  replicaId: string,
  { signal }: CallOptions,
): Promise<void> {
  // `*` would unregister the replicas of all other devices too.
  if (replicaId.trim() === '' || replicaId.includes('*'))
    throw new GdbError('invalid-argument', 'A replica is unregistered by its own id.');
  const call: Call = {
    operation: 'unRegisterReplica',
    method: 'POST',
    url: `${requester.serviceUrl}/unRegisterReplica`,
    params: { replicaID: replicaId },
    signal,
    sends: true,
  };
  const body = await requester.json(call);
  if (isObject(body) && asBoolean(pick(body, 'success')) === true) return;
  throw badReply(
    { operation: call.operation, method: call.method, url: call.url, token: null },
    'the service did not confirm that the replica is unregistered.',
  );
}
