/** One replica: https://developers.arcgis.com/rest/services-reference/enterprise/replica-info/ */
import { isGdbError, type GdbErrorCode } from '../shared/errors.js';
import { asArray, asBoolean, asNumber, asString, isObject, pick, type JsonObject } from '../shared/json.js';
import type { CallOptions, ReplicaInfo } from '../sync/ports.js';
import { badReply, type Asked } from './failures.js';
import { readGenerations } from './generations.js';
import { readReplicaSummary } from './list-replicas.js';
import { pathSegment } from './path-segment.js';
import type { Requester } from './request.js';

/** Answers that mean "this service does not tell": old versions lack the resource, others show it to administrators only. */
const UNTOLD: ReadonlySet<GdbErrorCode> = new Set<GdbErrorCode>([
  'service',
  'http',
  'forbidden',
  'bad-reply',
  'replica-not-found',
]);

/** All that the service tells of a replica. Rejects where it tells nothing, as any request. */
export async function replicaInfo(
  requester: Requester,
  replicaId: string,
  { signal }: CallOptions,
): Promise<ReplicaInfo> {
  const asked = askedOf(requester, replicaId);
  const body = await requester.json({ operation: asked.operation, method: 'GET', url: asked.url, signal });
  if (!isObject(body)) throw badReply(asked, 'the replica is not described by a JSON object.');
  return readReplicaInfo(body, replicaId, asked);
}

/** Generations and last sync date as text to compare: equal text means that nothing was synced in between. Null when not told. */
export async function replicaMark(
  requester: Requester,
  replicaId: string,
  { signal }: CallOptions,
): Promise<string | null> {
  const asked = askedOf(requester, replicaId);
  try {
    const body = await requester.json({ operation: asked.operation, method: 'GET', url: asked.url, signal });
    return readReplicaMark(body, asked);
  } catch (error) {
    if (isGdbError(error) && UNTOLD.has(error.code) && !error.retryable) return null;
    throw error;
  }
}

function askedOf(requester: Requester, replicaId: string): Asked {
  const url = `${requester.serviceUrl}/replicas/${pathSegment(replicaId, 'replica')}`;
  return { operation: 'replicaInfo', method: 'GET', url, token: null };
}

/** The mark in a replica's description. Throws `bad-reply` for generations that cannot be read. */
export function readReplicaMark(body: unknown, asked: Asked): string | null {
  if (!isObject(body)) return null;
  const generations = generationsOf(body, asked);
  const lastSync = asNumber(pick(body, 'lastSyncDate')) ?? null;
  if (generations === null) return null;
  const parts =
    generations.kind === 'perReplica'
      ? [generations.serverGen]
      : Object.entries(generations.byLayer).sort(([a], [b]) => Number(a) - Number(b));
  return JSON.stringify({ generations: parts, lastSync });
}

function readReplicaInfo(body: JsonObject, replicaId: string, asked: Asked): ReplicaInfo {
  const text = (name: string): string | null => asString(pick(body, name)) ?? null;
  return {
    ...(readReplicaSummary({ replicaID: replicaId, ...body }) as ReplicaInfo),
    syncModel: text('syncModel'),
    syncDirection: text('syncDirection'),
    targetType: text('targetType'),
    generations: generationsOf(body, asked),
    returnAttachments: asBoolean(pick(body, 'returnAttachments')) ?? null,
    attachmentsSyncDirection: text('attachmentsSyncDirection'),
    layerIds: asArray(pick(body, 'layers'))
      .filter(isObject)
      .flatMap((layer) => asNumber(pick(layer, 'id')) ?? []),
  };
}

function generationsOf(body: JsonObject, asked: Asked): ReturnType<typeof readGenerations> {
  const complain = (what: string): never => {
    throw badReply(asked, what);
  };
  return readGenerations(body, { complain, failed: [] });
}
