import type { Replica } from '../data/replica-store.js';
import { toJsonText, without } from '../json.js';
import type { ServiceOptions } from '../options.js';
import { json, type Reply } from '../reply.js';
import { needSyncCapability } from './sync-capabilities.js';
import { featureServerUrl, siteUrl, type Call } from '../site.js';
import { generationValue, transportType } from './wire-words.js';

/** What an operation on a replica has done. */
export interface Work {
  readonly reply: Record<string, unknown>;
  /** a mobile geodatabase, delivered by URL in place of the reply */
  readonly file?: Uint8Array;
  /** some edits were refused: an asynchronous job is then `CompletedWithErrors` */
  readonly failed: boolean;
}

/** @returns the generations as the sync model shows them: one number, or one per layer */
export function generationKeys(
  replica: Pick<Replica, 'syncModel' | 'targetType'>,
  generations: ReadonlyMap<number, number>,
  options: Pick<ServiceOptions, 'generationsAs'>,
): Record<string, unknown> {
  const sibling = replica.targetType === 'server' ? { serverSibGen: 0 } : { serverSibGen: -1 };
  const value = (generation: number): number | string => generationValue(generation, options);
  if (replica.syncModel === 'perLayer') {
    return {
      layerServerGens: [...generations].map(([id, generation]) => ({ id, serverGen: value(generation), ...sibling })),
    };
  }
  return {
    replicaServerGen: value(Math.max(...generations.values())),
    ...(replica.targetType === 'server' ? { replicaServerSibGen: 0 } : {}),
  };
}

/** How long a signed URL works, as seen in public scripts: 65 minutes. */
const signatureMs = 65 * 60 * 1000;

/** @returns the address under which a result file is read */
export function fileUrl(call: Pick<Call, 'origin' | 'site'>, name: string, now: number): string {
  switch (call.site.service.options.resultFiles) {
    case 'replicafiles':
      return `${featureServerUrl(call)}/replicafiles/${name}`;
    case 'arcgisoutput':
      return `${siteUrl(call)}/rest/directories/arcgisoutput/${name}`;
    case 'presigned': {
      const end = new Date(now + signatureMs).toISOString();
      return `${siteUrl(call)}/blob/${name}?${new URLSearchParams({ sv: '1', se: end, sig: signature(name, end) }).toString()}`;
    }
  }
}

/** @returns what proves that a signed URL is as it was given out; its real secret is the name of the file */
export function signature(name: string, end: string): string {
  return btoa(`${name} ${end}`).replaceAll('=', '');
}

/** @returns the reply itself, or where it can be fetched: by URL is the default */
export function deliver(call: Call, { reply, file }: Work): Record<string, unknown> {
  const { params, service, now } = call;
  const { options } = service;
  const transport = params.choice(
    'transportType',
    ['esriTransportTypeUrl', 'esriTransportTypeEmbedded'],
    'esriTransportTypeUrl',
  );
  if (transport === 'esriTransportTypeEmbedded' && file === undefined) return reply;
  const name = service.files.write(file ?? toJsonText(reply), now);
  const { responseType, ...rest } = without(reply, 'transportType', 'layers', 'edits', 'editResults', 'editsResults');
  return {
    transportType: transportType('Url', options),
    ...(options.urlReply === 'bare' ? {} : { responseType }),
    ...(options.urlReply === 'described' ? rest : {}),
    [options.urlKey]: fileUrl(call, name, now),
  };
}

/** Takes a job and answers where to ask for it. @param about what a client learns at once, and the job keeps */
export function submitJob(call: Call, operation: string, about: Record<string, unknown>): Reply {
  if (/Replica$/.test(operation)) needSyncCapability(call, 'supportsAsync');
  const { params, origin, user, service, now, path } = call;
  const { options } = service;
  const kept = without(params.entries(), 'token');
  const job = service.jobs.submit(
    operation,
    { params: kept, path, origin, user: user?.username ?? null },
    { reply: about, now },
  );
  call.startJob(job.id);
  return json({
    [options.statusUrlKey]: statusUrl(call, operation, job.id),
    ...(options.asyncReply === 'described' ? about : {}),
  });
}

function statusUrl(call: Call, operation: string, id: string): string {
  const root = featureServerUrl(call);
  switch (call.service.options.statusUrlForm) {
    case 'jobs':
      return `${root}/jobs/${id}`;
    case 'status':
      return `${root}/jobs/${id}/status`;
    case 'statusId':
      return `${root}/${operation}/${id}?${new URLSearchParams({ statusId: id }).toString()}`;
  }
}
