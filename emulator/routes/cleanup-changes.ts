import { json, type Reply } from '../reply.js';
import type { Call } from '../site.js';
import { ServiceError, invalidParameter } from '../errors.js';
import { findReplica } from './sync-params.js';

const units = { days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1000 } as const;

/**
 * `cleanupChangeTracking`: forgets old changes, up to `minServerGen`, or to the generation of a replica, or older than
 * `retentionPeriod`. Only an admin may on a secured service.
 */
export function cleanupChangeTracking(call: Call): Reply {
  const { params, service, user } = call;
  if (service.options.secured && user?.role !== 'admin')
    throw new ServiceError(403, 'You do not have permissions to access this resource or perform this operation.');
  const generation = params.integer('minServerGen') ?? ofReplica(call) ?? ofPeriod(call);
  if (generation > service.changes.current) throw invalidParameter('minServerGen', 'it is newer than the service');
  service.changes.forget(Math.max(generation, service.changes.minimum));
  return json({ success: true });
}

function ofReplica(call: Call): number | undefined {
  if (call.params.text('replicaId') === undefined) return undefined;
  return Math.min(...findReplica(call).generations.values());
}

function ofPeriod({ params, service, now }: Call): number {
  const period = params.integer('retentionPeriod');
  if (period === undefined) throw invalidParameter('retentionPeriod', 'it, minServerGen or replicaId is required');
  const unit = params.choice('retentionPeriodUnit', ['days', 'hours', 'minutes', 'seconds'], 'days');
  return service.changes.lastBefore(now - period * units[unit]);
}
