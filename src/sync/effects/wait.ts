import { GdbError } from '../../shared/errors.js';
import { giveUpJob, isOverdue } from '../context.js';
import type { RunContext } from '../context.js';
import type { JobStatus } from '../ports.js';
import type { SyncEvent, WaitingRetryState, WaitingServerState } from '../state.js';

/** Waits in ms: a small job is often done when it is first asked for; after that never faster than every two seconds. */
const FIRST_POLL_MS = 500;
const POLL_MS = 2_000;

/** Polls the job until it is done. Every status but the three final ones means: still at it (protocol 5). */
export async function pollJob(state: WaitingServerState, context: RunContext, signal: AbortSignal): Promise<SyncEvent> {
  const { session, service, clock } = context;
  // Whoever found the job has just asked it.
  let asked = session.foundJob;
  session.foundJob = null;
  for (let wait = FIRST_POLL_MS; ; wait = POLL_MS) {
    if (asked === null) await clock.sleep(wait, { signal });
    const job: JobStatus = asked ?? (await service.jobStatus(state.statusUrl, { signal }));
    asked = null;
    if (job.kind === 'running' && !isOverdue(session.attempt, clock.now())) {
      context.report({ type: 'job-progress', status: job.status });
      continue;
    }
    if (job.kind === 'done' && job.resultUrl !== null) {
      session.fileUrl = job.resultUrl;
      return { type: 'file-offered' };
    }
    await giveUpJob(context);
    if (job.kind === 'running')
      throw new GdbError('job-failed', `The service still has not finished the job after a day (${job.status}).`);
    if (job.kind === 'done')
      throw new GdbError('bad-reply', 'The service says that the job is done, but offers no result.', {
        answered: true,
      });
    const said = job.error === null ? '' : ` The service says: ${job.error.description} (${String(job.error.code)})`;
    throw new GdbError(job.lost ?? 'job-failed', `The service could not finish the job.${said}`, {
      answered: true,
      ...(job.error === null ? {} : { serviceCode: job.error.code, serviceMessage: job.error.description }),
    });
  }
}

/** Waits for the next try. The controller wakes it early when the connection is back or a person says so. */
export async function waitForRetry(
  state: WaitingRetryState,
  context: RunContext,
  signal: AbortSignal,
): Promise<SyncEvent> {
  await context.clock.sleep(Math.max(0, state.nextAt - context.clock.now()), { signal });
  return { type: 'retry' };
}
