/** The sentences about a run that the button, the progress card and a screen reader are told in the same words. */
import type { ControllerState, SyncState } from '../../controller/types.js';
import type { SyncNote } from '../../shared/records.js';
import type { Localizer } from './localizer.js';
import type { Situation } from './situation.js';
import type { StatusKey } from './words/status.en.js';

export type StatusLocalizer = Localizer<StatusKey>;
export type RunningState = Extract<SyncState, { readonly run: object }>;
export type OperationKind = RunningState['run']['operation']['kind'];

export function isRunning(state: SyncState): state is RunningState {
  return 'run' in state;
}

/** What is being done at the moment, in words. */
export function phaseWords(state: RunningState, words: StatusLocalizer, now: number): string {
  const kind = state.run.operation.kind;
  const isTaking = kind === 'generate';
  const isLoading = kind === 'load';
  switch (state.kind) {
    case 'preparing':
      return words.text(kind === 'unregister' ? 'removing' : 'preparing');
    case 'reconciling':
      return state.notBefore !== null && state.notBefore > now
        ? words.text('secondLook', { time: words.relative(state.notBefore, now) })
        : words.text('reconciling');
    case 'uploading-attachments':
      return words.text('uploading', { done: Math.min(state.done + 1, state.total), total: state.total });
    case 'submitting':
      if (isLoading) return words.text('loadingFile');
      if (kind === 'register') return words.text('registering');
      if (isTaking) return words.text('asking');
      return words.text(state.run.legs[0]?.direction === 'download' ? 'receivingOnly' : 'submitting');
    case 'waiting-server':
      return words.text(isTaking ? 'waitingArea' : 'waitingServer');
    case 'downloading':
      if (isLoading) return words.text('loadingFile');
      if (state.what === 'changes') return words.text(isTaking ? 'downloadingArea' : 'downloading');
      return state.total === null
        ? words.text('downloadingSomeAttachments')
        : words.text('downloadingAttachments', { done: Math.min(state.done + 1, state.total), total: state.total });
    case 'applying':
      return words.text('applying');
    case 'waiting-retry':
      return words.text('nextTry', { time: words.relative(Math.max(state.nextAt, now + 1), now) });
  }
}

/** True while the words count down, second by second. */
export function countsDown(state: SyncState, now: number): boolean {
  return state.kind === 'waiting-retry' || (state.kind === 'reconciling' && (state.notBefore ?? 0) > now);
}

/** "3 changes not sent · 1 change refused · last sync 5 minutes ago": the numbers that are always true. */
export function keptWords(state: ControllerState, words: StatusLocalizer, now: number): string[] {
  const last = state.geodatabase;
  if (last === null) return [words.text('notOffline')];
  const count = pendingCount(state);
  const waiting = [...(count > 0 ? [words.text('notSent', { count })] : []), ...askedWords(state, words)];
  const calm = last.registration?.kind === 'pending' ? 'notRegistered' : 'allSent';
  return [
    ...(waiting.length > 0 ? waiting : [words.text(calm)]),
    last.lastSyncAt === null
      ? words.text('takenOffline', { time: words.relative(last.createdAt, now) })
      : words.text('lastSync', { time: words.relative(last.lastSyncAt, now) }),
  ];
}

const HOLDS: Readonly<Partial<Record<Situation, StatusKey>>> = {
  paused: 'pausedByUser',
  metered: 'metered',
  offline: 'offline',
  storage: 'storageFull',
  'sign-in-needed': 'signInNeeded',
};

/** What holds everything; null where nothing does. */
export function holdWords(situation: Situation, words: StatusLocalizer): string | null {
  const key = HOLDS[situation];
  return key === undefined ? null : words.text(key);
}

/** What only a person can decide: edits that the service refused, and features that others changed too. */
export function askedWords({ pending }: ControllerState, words: StatusLocalizer): string[] {
  const asked = [
    ['refused', pending.refused],
    ['conflictsWaiting', pending.conflicts],
  ] as const;
  return asked.filter(([, count]) => count > 0).map(([key, count]) => words.text(key, { count }));
}

/** While nothing can be sent: what waits, and that it is safe here. */
export function waitingWords(state: ControllerState, words: StatusLocalizer): string {
  const count = pendingCount(state);
  if (count > 0) return words.text('keptHere', { count });
  return words.text(state.geodatabase === null ? 'notOffline' : 'nothingKept');
}

/** True where photos were left behind by the last run, and wait for a word or another connection. `notes`: of that run, where its state is gone. */
export function photosWait(
  { sync, pending }: ControllerState,
  notes: readonly SyncNote[] | undefined = notesOf(sync),
): boolean {
  return pending.attachments > 0 && notes?.some(({ kind }) => kind === 'photos-waiting') === true;
}

function notesOf(sync: SyncState): readonly SyncNote[] | undefined {
  return 'notes' in sync ? sync.notes : undefined;
}

/** Features and attachments not sent; a refused edit is counted apart. */
export function pendingCount(state: ControllerState): number {
  return state.pending.features + state.pending.attachments;
}
