/** The machine itself: pure, total, without time or chance. The diagram is in state.ts. */
import { NO_TOTALS, isActive } from './state.js';
import { sendsEdits } from './plan.js';
import type { ActiveState, DownloadingState, EndState, Plan, Run, RunTotals, SyncEvent, SyncState } from './state.js';

/** The next state. An event that means nothing in this state returns the same object: a late answer of a cancelled run is no harm. */
export function reduce(state: SyncState, event: SyncEvent): SyncState {
  if (event.type === 'start') return isActive(state) ? state : { kind: 'preparing', run: newRun(event.operation) };
  if (!isActive(state)) return state;
  if (event.type === 'cancelled') return end(state, 'cancelled', event.at);
  if (event.type === 'failed') return afterFailure(state, event);
  return answer(state, event);
}

function newRun(operation: Run['operation']): Run {
  return { operation, legs: [], throughSeq: null, retries: 0, resumed: false, totals: NO_TOTALS };
}

/** Answers of effects, each only in the state that asked. */
function answer(state: ActiveState, event: Exclude<SyncEvent, { type: 'start' | 'cancelled' | 'failed' }>): SyncState {
  switch (state.kind) {
    case 'preparing':
      if (event.type !== 'prepared') return state;
      return event.plan === null
        ? { kind: 'reconciling', run: state.run, unknown: 0, notBefore: null }
        : enter(planned(state.run, event.plan), event.plan.attachmentsToFetch, event.at);
    case 'reconciling':
      return afterLook(state.run, state, event);
    case 'uploading-attachments':
      if (event.type === 'upload-progress')
        return {
          ...state,
          done: event.done,
          total: event.total,
          bytesDone: event.bytesDone,
          bytesTotal: event.bytesTotal,
          current: event.current,
        };
      if (event.type === 'uploaded') return { kind: 'submitting', run: add(state.run, { refused: event.refused }) };
      return state;
    case 'submitting':
      return afterSubmitting(state, event);
    case 'waiting-server':
      if (event.type === 'job-progress')
        return event.status === state.jobStatus ? state : { ...state, jobStatus: event.status };
      if (event.type === 'file-offered') return reading(state.run);
      if (event.type === 'refused-whole') return { kind: 'preparing', run: replanned(state.run) };
      return state;
    case 'downloading':
      return afterDownloading(state, event);
    case 'applying':
      return event.type === 'applied' ? afterApply(state.run, event) : state;
    case 'waiting-retry':
      if (event.type === 'retry') return { kind: 'preparing', run: replanned(state.run) };
      return event.type === 'connection-back' ? { ...state, nextAt: event.nextAt } : state;
  }
}

function afterLook(run: Run, state: ActiveState, event: SyncEvent): SyncState {
  switch (event.type) {
    case 'reconciled':
      return enter(planned(add(run, event.settled), event.plan), event.plan.attachmentsToFetch, event.at);
    case 'look-again':
      return {
        kind: 'reconciling',
        run: add(run, event.settled),
        unknown: event.unknown,
        notBefore: event.notBefore,
      };
    case 'job-found':
      return {
        kind: 'waiting-server',
        run: { ...run, legs: [event.leg], throughSeq: event.throughSeq, resumed: true },
        statusUrl: event.statusUrl,
        jobStatus: '',
      };
    default:
      return state;
  }
}

function afterSubmitting(state: ActiveState, event: SyncEvent): SyncState {
  switch (event.type) {
    case 'job-accepted':
      return { kind: 'waiting-server', run: state.run, statusUrl: event.statusUrl, jobStatus: '' };
    case 'file-offered':
    case 'reply-begun':
      return reading(state.run);
    case 'reply-read':
      return { kind: 'applying', run: state.run };
    case 'refused-whole':
      return { kind: 'preparing', run: replanned(state.run) };
    default:
      return state;
  }
}

function afterDownloading(state: Extract<ActiveState, { kind: 'downloading' }>, event: SyncEvent): SyncState {
  if (state.what === 'changes') {
    if (event.type === 'read-progress') return { ...state, bytesDone: event.bytesDone, bytesTotal: event.bytesTotal };
    // A submission whose reply broke off may be answered in another way when it is made again.
    return afterSubmitting(state, event);
  }
  if (event.type === 'fetch-progress') {
    const run = add(state.run, { receivedAttachments: event.received });
    const retries = event.done > state.done ? 0 : run.retries;
    return { ...state, run: { ...run, retries }, done: event.done, total: event.total, bytesDone: event.bytesDone };
  }
  return event.type === 'fetched' ? finish(state.run, event.at) : state;
}

function afterApply(run: Run, event: Extract<SyncEvent, { type: 'applied' }>): SyncState {
  const retries = bringsForward(event.totals) ? 0 : run.retries;
  const after = { ...add(run, event.totals), retries, legs: run.legs.slice(1) };
  // What an earlier page began is finished; what it could not know of (edits since) is planned now.
  const isPartOfSync = run.resumed && run.operation.kind === 'sync';
  if (isPartOfSync || event.unknown > 0 || event.again) return { kind: 'preparing', run: replanned(after) };
  return enter(after, event.attachmentsToFetch, event.at);
}

/** Only what can't come again counts, or a run whose last step always breaks would go on for ever. */
function bringsForward({ sentFeatures = 0, sentAttachments = 0, refused = 0 }: Partial<RunTotals>): boolean {
  return sentFeatures + sentAttachments + refused > 0;
}

function afterFailure(state: ActiveState, event: Extract<SyncEvent, { type: 'failed' }>): SyncState {
  if (event.nextAt === null) return { ...ended(state.run, event.at), kind: 'failed', error: event.error };
  return {
    kind: 'waiting-retry',
    run: { ...replanned(state.run), retries: state.run.retries + 1 },
    error: event.error,
    nextAt: event.nextAt,
  };
}

function planned(run: Run, plan: Plan): Run {
  return { ...run, legs: plan.legs, throughSeq: plan.throughSeq };
}

function replanned(run: Run): Run {
  return { ...run, legs: [], throughSeq: null, resumed: false };
}

/** The first state of the present leg: only a leg that sends has attachments to bring first. After the last leg attachments are fetched. */
function enter(run: Run, attachmentsToFetch: number, at: number): SyncState {
  const leg = run.legs[0];
  if (leg === undefined) return attachmentsToFetch === 0 ? finish(run, at) : fetching(run, attachmentsToFetch);
  return run.operation.kind === 'sync' && sendsEdits(leg)
    ? { kind: 'uploading-attachments', run, done: 0, total: 0, bytesDone: 0, bytesTotal: 0 }
    : { kind: 'submitting', run };
}

function fetching(run: Run, total: number): SyncState {
  return { kind: 'downloading', run, what: 'attachments', done: 0, total, bytesDone: 0, bytesTotal: null };
}

function reading(run: Run): DownloadingState {
  return { kind: 'downloading', run, what: 'changes', done: 0, total: null, bytesDone: 0, bytesTotal: null };
}

function finish(run: Run, at: number): SyncState {
  return { ...ended(run, at), kind: run.totals.refused > 0 ? 'completed-with-errors' : 'completed' };
}

function end(state: ActiveState, kind: 'cancelled', at: number): EndState {
  return { ...ended(state.run, at), kind };
}

function ended(
  run: Run,
  at: number,
): { readonly operation: Run['operation']; readonly totals: RunTotals; readonly at: number } {
  return { operation: run.operation, totals: run.totals, at };
}

function add(run: Run, more: Partial<RunTotals>): Run {
  const totals = { ...run.totals };
  for (const key of Object.keys(more) as (keyof RunTotals)[]) totals[key] += more[key] ?? 0;
  return { ...run, totals };
}
