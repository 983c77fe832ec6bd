/** replicas: https://developers.arcgis.com/rest/services-reference/enterprise/replica-info/ (the list above it) */
import { asArray, asNumber, asString, isObject, pick, type JsonObject } from '../shared/json.js';
import type { CallOptions, ReplicaSummary, ServiceCapabilities } from '../sync/ports.js';
import { badReply } from './failures.js';
import type { Call, Requester } from './request.js';

/** `lists`: what the service says it can add to names and ids; asked for only then, since others may refuse what they do not know. */
export interface ListReplicasOptions extends CallOptions {
  readonly lists?: ServiceCapabilities['replicaLists'];
}

/** The replicas this user may see. Owner, dates and version are null where the list does not tell. */
export async function listReplicas(
  requester: Requester,
  { signal, lists }: ListReplicasOptions,
): Promise<readonly ReplicaSummary[]> {
  const call: Call = {
    operation: 'replicas',
    method: 'GET',
    url: `${requester.serviceUrl}/replicas`,
    params: {
      ...(lists?.version === true ? { returnVersion: 'true' } : {}),
      ...(lists?.lastSyncDate === true ? { returnLastSyncDate: 'true' } : {}),
    },
    signal,
  };
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
    .flatMap((entry) => readReplicaSummary(entry) ?? []);
}

/** Null for an entry without id. */
export function readReplicaSummary(entry: JsonObject): ReplicaSummary | null {
  const replicaId = asString(pick(entry, 'replicaID', 'id'));
  if (replicaId === undefined || replicaId === '') return null;
  return {
    replicaId,
    replicaName: asString(pick(entry, 'replicaName', 'name')) ?? '',
    owner: asString(pick(entry, 'replicaOwner', 'owner')) ?? null,
    createdAt: asNumber(pick(entry, 'creationDate')) ?? null,
    lastSyncAt: asNumber(pick(entry, 'lastSyncDate')) ?? null,
    version: asString(pick(entry, 'replicaVersion', 'versionName')) ?? null,
  };
}
