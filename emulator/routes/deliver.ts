import type { Replica } from '../data/replica-store.js';
import { without } from '../json.js';
import { json, type Reply } from '../reply.js';
import { needSyncCapability } from './sync-capabilities.js';
import { featureServerUrl, type Call } from '../site.js';

/** What an operation on a replica has done. */
export interface Work {
  readonly reply: Record<string, unknown>;
  /** some edits were refused: an asynchronous job is then `CompletedWithErrors` */
  readonly failed: boolean;
}

/** @returns the generations as the sync model shows them: one number, or one per layer */
export function generationKeys(
  replica: Pick<Replica, 'syncModel' | 'targetType'>,
  generations: ReadonlyMap<number, number>,
): Record<string, unknown> {
  const sibling = replica.targetType === 'server' ? { serverSibGen: 0 } : { serverSibGen: -1 };
  if (replica.syncModel === 'perLayer') {
    return { layerServerGens: [...generations].map(([id, serverGen]) => ({ id, serverGen, ...sibling })) };
  }
  return { replicaServerGen: Math.max(...generations.values()) };
}

/** @returns the address under which a result file is read */
export function fileUrl(call: Pick<Call, 'origin' | 'site'>, name: string): string {
  return `${featureServerUrl(call)}/replicafiles/${name}`;
}

/** @returns the reply itself, or where it can be fetched: by URL is the default */
export function deliver(call: Call, reply: Record<string, unknown>): Record<string, unknown> {
  const { params, service } = call;
  const transport = params.choice(
    'transportType',
    ['esriTransportTypeUrl', 'esriTransportTypeEmbedded'],
    'esriTransportTypeUrl',
  );
  if (transport === 'esriTransportTypeEmbedded') return reply;
  const name = service.files.write(JSON.stringify(reply), call.now);
  return {
    transportType: transport,
    responseType: reply['responseType'],
    [service.options.urlKey]: fileUrl(call, name),
  };
}

/** Takes a job and answers where to ask for it. @param about what a client learns at once, and the job keeps */
export function submitJob(call: Call, operation: string, about: Record<string, unknown>): Reply {
  needSyncCapability(call, 'supportsAsync');
  const { params, origin, user, service, now } = call;
  const kept = without(params.entries(), 'token');
  const job = service.jobs.submit(
    operation,
    { params: kept, origin, user: user?.username ?? null },
    { reply: about, now },
  );
  call.startJob(job.id);
  return json({ [service.options.statusUrlKey]: `${featureServerUrl(call)}/jobs/${job.id}`, ...about });
}
