/**
 * The whole machine as a table: every state, every event, one answer each. No Partial: a new state or a new event does not compile until every
 * cell has its answer. What a cell's answer depends on beside kind and type is in `variants`.
 */
import { NO_TOTALS } from '../../src/sync/state.js';
import type { Plan, Run, RunTotals, SyncEvent, SyncEventType, SyncState, SyncStateKind } from '../../src/sync/state.js';
import type { SyncLeg } from '../../src/shared/records.js';
import { START, TREES, failure, generate, syncOf, unregister } from './support/samples.js';
import { summarize } from '../../src/shared/errors.js';

/** The kind of the next state, or `ignored`: the very same state object. */
export type Expected = SyncStateKind | 'ignored';

export const both: SyncLeg = { direction: 'bidirectional', layerIds: [TREES] };
export const down: SyncLeg = { direction: 'download', layerIds: [TREES] };
export const up: SyncLeg = { direction: 'upload', layerIds: [TREES] };

export const sync = syncOf();
export const run: Run = {
  operation: sync,
  legs: [both],
  throughSeq: 7,
  retries: 0,
  resumed: false,
  totals: NO_TOTALS,
};
const unplanned: Run = { ...run, legs: [], throughSeq: null };
export const error = summarize(failure('network'));
const end = { operation: sync, totals: NO_TOTALS, at: START };

/** One state of each kind. */
export const states: { readonly [K in SyncStateKind]: Extract<SyncState, { kind: K }> } = {
  idle: { kind: 'idle' },
  preparing: { kind: 'preparing', run: unplanned },
  reconciling: { kind: 'reconciling', run: unplanned, unknown: 0, notBefore: null },
  'uploading-attachments': { kind: 'uploading-attachments', run, done: 0, total: 2, bytesDone: 0, bytesTotal: 9 },
  submitting: { kind: 'submitting', run },
  'waiting-server': { kind: 'waiting-server', run, statusUrl: 'https://gis.example.com/jobs/1', jobStatus: '' },
  downloading: { kind: 'downloading', run, what: 'changes', done: 0, total: null, bytesDone: 0, bytesTotal: null },
  applying: { kind: 'applying', run },
  'waiting-retry': { kind: 'waiting-retry', run: { ...unplanned, retries: 1 }, error, nextAt: START + 2000 },
  completed: { kind: 'completed', ...end },
  'completed-with-errors': { kind: 'completed-with-errors', ...end },
  failed: { kind: 'failed', ...end, error },
  cancelled: { kind: 'cancelled', ...end },
};

const plan: Plan = { legs: [both], throughSeq: 7, attachmentsToFetch: 0 };

/** One event of each type. */
export const events: { readonly [T in SyncEventType]: Extract<SyncEvent, { type: T }> } = {
  start: { type: 'start', operation: sync },
  prepared: { type: 'prepared', plan, at: START },
  reconciled: { type: 'reconciled', plan, settled: { sentFeatures: 1 }, at: START },
  'look-again': { type: 'look-again', notBefore: START + 120_000, unknown: 3, settled: { sentFeatures: 2 } },
  'job-found': { type: 'job-found', leg: both, throughSeq: 5, statusUrl: 'https://gis.example.com/jobs/2' },
  'upload-progress': { type: 'upload-progress', done: 1, total: 2, bytesDone: 4, bytesTotal: 9 },
  uploaded: { type: 'uploaded', refused: 0 },
  'job-accepted': { type: 'job-accepted', statusUrl: 'https://gis.example.com/jobs/1' },
  'file-offered': { type: 'file-offered' },
  'reply-begun': { type: 'reply-begun' },
  'reply-read': { type: 'reply-read' },
  'refused-whole': { type: 'refused-whole' },
  'job-progress': { type: 'job-progress', status: 'ExportChanges' },
  'read-progress': { type: 'read-progress', bytesDone: 10, bytesTotal: 20 },
  applied: { type: 'applied', totals: { sentFeatures: 1 }, unknown: 0, again: false, attachmentsToFetch: 0, at: START },
  'fetch-progress': { type: 'fetch-progress', done: 1, total: 2, bytesDone: 10, received: 1 },
  fetched: { type: 'fetched', at: START },
  failed: { type: 'failed', error, nextAt: START + 2000, at: START },
  retry: { type: 'retry' },
  'connection-back': { type: 'connection-back', nextAt: START + 40_000 },
  cancelled: { type: 'cancelled', at: START },
};

type Row = Readonly<Record<SyncEventType, Expected>>;

/** What an event means where nothing is being done: only a start is heard. */
const resting: Row = {
  start: 'preparing',
  prepared: 'ignored',
  reconciled: 'ignored',
  'look-again': 'ignored',
  'job-found': 'ignored',
  'upload-progress': 'ignored',
  uploaded: 'ignored',
  'job-accepted': 'ignored',
  'file-offered': 'ignored',
  'reply-begun': 'ignored',
  'reply-read': 'ignored',
  'refused-whole': 'ignored',
  'job-progress': 'ignored',
  'read-progress': 'ignored',
  applied: 'ignored',
  'fetch-progress': 'ignored',
  fetched: 'ignored',
  failed: 'ignored',
  retry: 'ignored',
  'connection-back': 'ignored',
  cancelled: 'ignored',
};

/** What every active state shares: one run at a time, a failure waits for its retry, a cancel ends it, answers nobody asked for are no harm. */
const active: Row = { ...resting, start: 'ignored', failed: 'waiting-retry', cancelled: 'cancelled' };

export const table: Readonly<Record<SyncStateKind, Row>> = {
  idle: resting,
  preparing: { ...active, prepared: 'uploading-attachments' },
  reconciling: {
    ...active,
    reconciled: 'uploading-attachments',
    'look-again': 'reconciling',
    'job-found': 'waiting-server',
  },
  'uploading-attachments': { ...active, 'upload-progress': 'uploading-attachments', uploaded: 'submitting' },
  submitting: {
    ...active,
    'job-accepted': 'waiting-server',
    'file-offered': 'downloading',
    'reply-begun': 'downloading',
    'reply-read': 'applying',
    'refused-whole': 'preparing',
  },
  'waiting-server': {
    ...active,
    'refused-whole': 'preparing',
    'job-progress': 'waiting-server',
    'file-offered': 'downloading',
  },
  downloading: {
    ...active,
    'job-accepted': 'waiting-server',
    'file-offered': 'downloading',
    'reply-begun': 'downloading',
    'read-progress': 'downloading',
    'reply-read': 'applying',
    'refused-whole': 'preparing',
  },
  applying: { ...active, applied: 'completed' },
  'waiting-retry': { ...active, retry: 'preparing', 'connection-back': 'waiting-retry' },
  completed: resting,
  'completed-with-errors': resting,
  failed: resting,
  cancelled: resting,
};

export interface Variant {
  readonly name: string;
  readonly state: SyncState;
  readonly event: SyncEvent;
  readonly expected: Expected;
}

const withRun = (kind: 'preparing' | 'applying' | 'submitting', more: Partial<Run>): SyncState => ({
  ...states[kind],
  run: { ...states[kind].run, ...more },
});
const planned = (more: Partial<Plan>): SyncEvent => ({ ...events.prepared, plan: { ...plan, ...more } });
const refusedOne: RunTotals = { ...NO_TOTALS, refused: 1 };
const fetching: SyncState = { ...states.downloading, what: 'attachments', total: 2 };

/** Cells whose answer depends on the run. */
export const variants: readonly Variant[] = [
  {
    name: 'prepared, but an earlier attempt is of unknown fate: the service is asked first',
    state: states.preparing,
    event: { ...events.prepared, plan: null },
    expected: 'reconciling',
  },
  {
    name: 'prepared with a download first: nothing to upload before it',
    state: states.preparing,
    event: planned({ legs: [down, both] }),
    expected: 'submitting',
  },
  {
    name: 'prepared with an upload: attachments come first',
    state: states.preparing,
    event: planned({ legs: [up] }),
    expected: 'uploading-attachments',
  },
  {
    name: 'prepared with nothing to do',
    state: states.preparing,
    event: planned({ legs: [] }),
    expected: 'completed',
  },
  {
    name: 'prepared with nothing to ask for, but photos still to fetch',
    state: withRun('preparing', { operation: generate }),
    event: planned({ legs: [], attachmentsToFetch: 3 }),
    expected: 'downloading',
  },
  {
    name: 'prepared to make a replica',
    state: withRun('preparing', { operation: generate }),
    event: planned({ legs: [down], throughSeq: 0 }),
    expected: 'submitting',
  },
  {
    name: 'prepared to unregister: nothing is uploaded, whatever the leg says',
    state: withRun('preparing', { operation: unregister }),
    event: planned({ legs: [up], throughSeq: 0 }),
    expected: 'submitting',
  },
  {
    name: 'all known, nothing left to do, but some of it was refused before',
    state: { ...states.reconciling, run: { ...unplanned, totals: refusedOne } },
    event: { ...events.reconciled, plan: { ...plan, legs: [] } },
    expected: 'completed-with-errors',
  },
  {
    name: 'the job says the same again',
    state: { ...states['waiting-server'], jobStatus: 'ExportChanges' },
    event: events['job-progress'],
    expected: 'ignored',
  },
  {
    name: 'applied, one more leg that sends',
    state: withRun('applying', { legs: [down, both] }),
    event: events.applied,
    expected: 'uploading-attachments',
  },
  {
    name: 'applied, one more leg that only receives',
    state: withRun('applying', { legs: [both, down] }),
    event: events.applied,
    expected: 'submitting',
  },
  {
    name: 'applied, photos are still to be fetched',
    state: states.applying,
    event: { ...events.applied, attachmentsToFetch: 2 },
    expected: 'downloading',
  },
  {
    name: 'applied, but the reply said nothing of some edits: they are asked about before anything else',
    state: withRun('applying', { legs: [both, down] }),
    event: { ...events.applied, unknown: 1 },
    expected: 'preparing',
  },
  {
    name: 'applied, but not all of the batch fitted into the request',
    state: states.applying,
    event: { ...events.applied, again: true },
    expected: 'preparing',
  },
  {
    name: 'applied what an earlier page had begun: everything since is planned now',
    state: withRun('applying', { resumed: true }),
    event: events.applied,
    expected: 'preparing',
  },
  {
    name: 'applied the replica that an earlier page had ordered: it is not ordered again',
    state: withRun('applying', { operation: generate, resumed: true, legs: [down] }),
    event: events.applied,
    expected: 'completed',
  },
  {
    name: 'applied with refusals',
    state: states.applying,
    event: { ...events.applied, totals: { refused: 1 } },
    expected: 'completed-with-errors',
  },
  {
    name: 'progress of photos',
    state: fetching,
    event: events['fetch-progress'],
    expected: 'downloading',
  },
  { name: 'all photos are here', state: fetching, event: events.fetched, expected: 'completed' },
  {
    name: 'all photos are here, some edits were refused before',
    state: { ...fetching, run: { ...run, totals: refusedOne } },
    event: events.fetched,
    expected: 'completed-with-errors',
  },
  {
    name: 'a result file while photos are fetched',
    state: fetching,
    event: events['read-progress'],
    expected: 'ignored',
  },
  { name: 'a reply while photos are fetched', state: fetching, event: events['reply-read'], expected: 'ignored' },
  ...(Object.keys(states) as SyncStateKind[])
    .map((kind) => states[kind])
    .filter((state) => 'run' in state)
    .map((state): Variant => ({
      name: `failed for good while ${state.kind}`,
      state,
      event: { ...events.failed, nextAt: null },
      expected: 'failed',
    })),
];
