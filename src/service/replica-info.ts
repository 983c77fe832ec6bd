/** One replica: https://developers.arcgis.com/rest/services-reference/enterprise/replica-info/ */
import { isGdbError, type GdbErrorCode } from '../shared/errors.js';
import { asNumber, isObject, pick } from '../shared/json.js';
import type { CallOptions } from '../sync/ports.js';
import { badReply, type Asked } from './failures.js';
import { readGenerations } from './generations.js';
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

/** Generations and last sync date as text to compare: equal text means that nothing was synced in between. Null when not told. */
export async function replicaMark(
  requester: Requester,
  replicaId: string,
  { signal }: CallOptions,
): Promise<string | null> {
  const url = `${requester.serviceUrl}/replicas/${pathSegment(replicaId, 'replica')}`;
  const asked: Asked = { operation: 'replicaInfo', method: 'GET', url, token: null };
  try {
    return readReplicaMark(await requester.json({ operation: asked.operation, method: 'GET', url, signal }), asked);
  } catch (error) {
    if (isGdbError(error) && UNTOLD.has(error.code) && !error.retryable) return null;
    throw error;
  }
}

/** The mark in a replica's description. Throws `bad-reply` for generations that cannot be read. */
export function readReplicaMark(body: unknown, asked: Asked): string | null {
  if (!isObject(body)) return null;
  const complain = (what: string): never => {
    throw badReply(asked, what);
  };
  const generations = readGenerations(body, { complain, failed: [] });
  const lastSync = asNumber(pick(body, 'lastSyncDate')) ?? null;
  if (generations === null) return null;
  const parts =
    generations.kind === 'perReplica'
      ? [generations.serverGen]
      : Object.entries(generations.byLayer).sort(([a], [b]) => Number(a) - Number(b));
  return JSON.stringify({ generations: parts, lastSync });
}
