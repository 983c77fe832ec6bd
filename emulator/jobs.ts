import { applyEditsWork } from './routes/apply-edits.js';
import { createReplicaWork } from './routes/create-replica.js';
import { extractChangesWork } from './routes/extract-changes.js';
import { fileUrl, type Work } from './routes/deliver.js';
import { inNamedVersion } from './routes/versions.js';
import { synchronizeReplicaWork } from './routes/synchronize-replica.js';
import { transaction } from './database/driver.js';
import type { Job, JobStatus } from './data/job-store.js';
import { ConnectionDropped, ServiceError } from './errors.js';
import type { Fault } from './faults.js';
import { toJsonText } from './json.js';
import { Params } from './params.js';
import type { Call, Site } from './site.js';

/** What a job goes through between Pending and its end. */
const states: Readonly<Record<string, { few: readonly JobStatus[]; all: readonly JobStatus[] }>> = {
  createReplica: {
    few: ['ExportChanges'],
    all: ['InProgress', 'ProvisioningReplica', 'ExportingData', 'ExportingSnapshot', 'ExportAttachments'],
  },
  synchronizeReplica: {
    few: ['ImportChanges'],
    all: [
      'InProgress',
      'ImportChanges',
      'ImportAttachments',
      'ExportChanges',
      'ExportAttachments',
      'UnRegisteringReplica',
    ],
  },
};

/**
 * Carries a submitted job out, in the background. The work and the job's end are one transaction, so a process that
 * is killed in between leaves a job that has not begun.
 */
export async function runJob(site: Site, id: string, now: () => number): Promise<void> {
  const { service, faults } = site;
  const job = service.jobs.find(id);
  if (job === undefined) return;
  const struck = faults.takeForJob(job.operation);
  const passed = states[job.operation]?.[service.options.jobStates] ?? ['InProgress'];
  const pause = service.options.jobDelayMs / (passed.length + 1);
  try {
    for (const status of passed) {
      await faults.sleep(pause);
      service.jobs.update(id, status, { now: now() });
    }
    await faults.sleep(pause);
    finish(site, job, { struck, now: now() });
  } catch (error) {
    if (error instanceof ConnectionDropped) return;
    fail(site, job, { error, now: now() });
  }
}

function finish(site: Site, job: Job, more: { struck: readonly Fault[]; now: number }): void {
  const { service } = site;
  const { struck, now } = more;
  const fails = kindOf(struck, 'jobFails');
  const failure = fails && new ServiceError(fails.code ?? 500, fails.message ?? 'The job failed.');
  if (failure !== undefined && fails?.when !== 'after') {
    fail(site, job, { error: failure, now });
    return;
  }
  transaction(service.db, () => {
    const { reply, failed, file } = work(callOf(site, job, now), job);
    const resultFault = kindOf(struck, 'resultError');
    const shown = resultFault
      ? new ServiceError(resultFault.code ?? 500, resultFault.message ?? 'The result is lost.').body()
      : reply;
    const { responseType, replicaName, replicaID, targetType } = reply;
    const at = { origin: job.call.origin, site };
    const resultUrl = fileUrl(
      at,
      service.files.write(resultFault ? toJsonText(shown) : (file ?? toJsonText(shown)), now),
      now,
    );
    const done = { responseType, replicaName, replicaID, targetType, resultUrl };
    service.jobs.update(job.id, failed ? 'CompletedWithErrors' : 'Completed', {
      reply: { ...job.reply, ...done },
      now,
    });
    if (failure !== undefined) fail(site, job, { error: failure, now });
    if (kindOf(struck, 'jobForgotten')) service.jobs.forget(job.id);
  });
}

function fail(site: Site, job: Job, more: { error: unknown; now: number }): void {
  const error =
    more.error instanceof ServiceError
      ? more.error
      : new ServiceError(500, 'An unexpected error occurred.', { details: [String(more.error)] });
  const body = error.body(site.service.options.errorDetails);
  site.service.jobs.update(job.id, 'Failed', { reply: { ...job.reply, ...body }, now: more.now });
}

function work(call: Call, job: Job): Work {
  switch (job.operation) {
    case 'createReplica':
      return createReplicaWork(call, String(job.reply['replicaID']));
    case 'extractChanges':
      return extractChangesWork(call);
    case 'applyEdits':
      return applyEditsWork(inNamedVersion(call));
    default:
      return synchronizeReplicaWork(call);
  }
}

function callOf(site: Site, { call }: Job, now: number): Call {
  const user = site.service.options.users.find(({ username }) => username === call.user) ?? null;
  const params = new Params(Object.entries(call.params));
  return {
    site,
    service: site.service,
    params,
    path: call.path,
    origin: call.origin,
    user,
    isSigned: user !== null,
    now,
    entry: null,
    isStruck: () => false,
    startJob: () => undefined,
  };
}

type Kind<K extends string> = Extract<Fault['spec'], { kind: K }>;

function kindOf<K extends Fault['spec']['kind']>(struck: readonly Fault[], kind: K): Kind<K> | undefined {
  return struck.map(({ spec }) => spec).find((spec): spec is Kind<K> => spec.kind === kind);
}
