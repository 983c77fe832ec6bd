/** replicas: https://developers.arcgis.com/rest/services-reference/enterprise/replica-info/ (the list above it) */
import { asArray, asNumber, asString, isObject, pick } from '../shared/json.js';
import type { CallOptions, ReplicaSummary } from '../sync/ports.js';
import { badReply } from './failures.js';
import type { Call, Requester } from './request.js';

/** The replicas this user may see. Owner and dates are null where the list does not tell. */
export async function listReplicas(requester: Requester, { signal }: CallOptions): Promise<readonly ReplicaSummary[]> {
  const call: Call = { operation: 'replicas', method: 'GET', url: `${requester.serviceUrl}/replicas`, signal };
  const body = await requester.json(call);
  const list = isObject(body) ? pick(body, 'replicas') : body;
  // A list that cannot be read must not pass for an empty one: a lost createReplica is searched in it.
  if (!Array.isArray(list))
    throw badReply(
      { operation: call.operation, method: call.method, url: call.url, token: null },
      'the replicas are no list.',
    );
  return asArray(list)
    .filter(isObject)
    .flatMap((entry) => {
      const replicaId = asString(pick(entry, 'replicaID', 'id'));
      if (replicaId === undefined || replicaId === '') return [];
      return [
        {
          replicaId,
          replicaName: asString(pick(entry, 'replicaName', 'name')) ?? '',
          owner: asString(pick(entry, 'replicaOwner', 'owner')) ?? null,
          createdAt: asNumber(pick(entry, 'creationDate')) ?? null,
          lastSyncAt: asNumber(pick(entry, 'lastSyncDate')) ?? null,
        },
      ];
    });
}
