/** What the progress card says about each state. No DOM, no clock. */
import type { AuthRequired } from '../../controller/events.js';
import type { ControllerState, PauseReason, SyncState } from '../../controller/types.js';
import type { SyncNote, SyncReceipt } from '../../shared/records.js';
import type { ExplainedError } from '../common/error-words.js';
import {
  ALERT,
  CHECK,
  CLOCK,
  CLOSE,
  DOWN,
  OFFLINE,
  OTHER_TAB,
  PAUSE,
  SIGN_IN,
  STORAGE,
  SYNC,
  UP,
} from '../common/icons.js';
import type { Localizer } from '../common/localizer.js';
import { signInWords } from '../common/sign-in-words.js';
import type { Situation } from '../common/situation.js';
import {
  askedWords,
  isRunning,
  keptWords,
  phaseWords,
  photosWait,
  waitingWords,
  type RunningState,
} from '../common/status-words.js';
import { missingWords, storageWords } from '../common/storage-words.js';
import { noteViews, type NoteView } from './note-words.js';
import { bytesWords } from './phase-words.js';
import type { ProgressKey } from './words.en.js';

/** The buttons of the card, in the order in which they are shown. */
export type ProgressAction =
  | 'pause'
  | 'resume'
  | 'resume-metered'
  | 'resume-storage'
  | 'sign-in'
  | 'adopt'
  | 'retry'
  | 'again'
  | 'photos'
  | 'photos-wait'
  | 'cancel'
  | 'report'
  | 'receipts';

export interface ProgressView {
  readonly icon: string;
  readonly tone: 'calm' | 'busy' | 'good' | 'attention';
  /** One sentence that is always true. */
  readonly title: string;
  /** What happened and what to do now, in sentences; empty where nothing is wrong. */
  readonly advice: string;
  readonly details: readonly string[];
  /** How much of what moves now; the list of phases says it too. */
  readonly counts: readonly string[];
  /** The server's own words, where they help an admin. */
  readonly small: string;
  /** What else a person should know of a run that ended. */
  readonly notes: readonly NoteView[];
  /** `bar` while a run is on its way. */
  readonly hasBar: boolean;
  readonly actions: readonly ProgressAction[];
}

export interface ProgressInput {
  readonly situation: Situation;
  readonly state: ControllerState;
  readonly error: ExplainedError | null;
  /** Why the service asks for a sign-in, where it said so since the card is here. */
  readonly authReason: AuthRequired['reason'] | undefined;
  /** How the last run ended, where the state does not say it. */
  readonly last: SyncReceipt | null;
  readonly words: Localizer<ProgressKey>;
  readonly now: number;
}

/** A view that says its title and nothing else. */
export const QUIET: Pick<ProgressView, 'advice' | 'details' | 'counts' | 'small' | 'notes' | 'hasBar' | 'actions'> = {
  advice: '',
  details: [],
  counts: [],
  small: '',
  notes: [],
  hasBar: false,
  actions: [],
};

export function progressView(input: ProgressInput): ProgressView {
  const { sync, geodatabase } = input.state;
  if (isRunning(sync)) return runningView(input, sync);
  const hold = holdAtRest(input);
  const view = restingView(input, sync, hold);
  const hasReceipts = geodatabase !== null && (sync.kind !== 'idle' || input.last !== null);
  const actions = [...(hold === null ? [] : [hold.action]), ...view.actions];
  return { ...view, actions: hasReceipts ? [...actions, 'receipts'] : actions };
}

function runningView(
  { situation, state, error, authReason, words, now }: ProgressInput,
  sync: RunningState,
): ProgressView {
  const counts = sync.kind === 'uploading-attachments' || sync.kind === 'downloading' ? bytesWords(sync, words) : [];
  const waits = waitingWords(state, words);
  const base = { ...QUIET, tone: 'busy', hasBar: true } as const;
  const phase = phaseWords(sync, words, now);
  switch (situation) {
    case 'other-tab':
      return {
        ...base,
        icon: OTHER_TAB,
        title: words.text('elsewhere', { text: phase }),
        counts,
        actions: state.elsewhere ? [] : ['cancel'],
      };
    case 'sign-in-needed': {
      const { why, action } = signInWords(authReason, state.user, words);
      return { ...base, icon: SIGN_IN, title: why, details: [waits], actions: [action, 'cancel'] };
    }
    case 'storage':
      return {
        ...base,
        icon: STORAGE,
        tone: 'attention',
        title: words.text('storageFull'),
        details: [waits],
        actions: ['resume-storage', 'cancel'],
      };
    case 'paused':
      return {
        ...base,
        icon: PAUSE,
        title: words.text('pausedByUser'),
        details: [waits],
        counts,
        actions: ['resume', 'cancel'],
      };
    case 'metered':
      return {
        ...base,
        icon: PAUSE,
        title: words.text('metered'),
        details: [waits],
        actions: ['resume-metered', 'cancel'],
      };
    case 'offline':
      return { ...base, icon: OFFLINE, title: words.text('offline'), details: [waits], actions: ['retry', 'cancel'] };
    default:
  }
  if (sync.kind === 'waiting-retry')
    return {
      ...base,
      icon: CLOCK,
      title: phase,
      advice: error?.what ?? '',
      details: [waits],
      small: saidWords(error, words),
      actions: ['retry', 'cancel', 'report'],
    };
  return { ...base, icon: iconOf(sync), title: phase, counts, actions: ['pause', 'cancel'] };
}

function restingView(
  { situation, state, error, authReason, last, words, now }: ProgressInput,
  sync: Exclude<SyncState, RunningState>,
  hold: Hold | null,
): ProgressView {
  const kept = keptWords(state, words, now);
  const calm = { ...QUIET, tone: 'calm' } as const;
  const waits = waitingWords(state, words);
  const held = hold === null ? [] : [words.text(hold.key)];
  if (situation === 'opening') {
    const title = words.text(state.paused.includes('upgrade') ? 'olderTab' : 'opening');
    return { ...calm, icon: SYNC, title };
  }
  if (situation === 'unavailable')
    return {
      ...calm,
      icon: ALERT,
      tone: 'attention',
      title: error?.what ?? '',
      advice: error?.todo ?? '',
      actions: state.unavailable?.retryable ? ['retry', 'report'] : ['report'],
    };
  if (situation === 'sign-in-needed') {
    const { why, action } = signInWords(authReason, state.user, words);
    return { ...calm, icon: SIGN_IN, title: why, details: [waits], actions: [action] };
  }
  switch (sync.kind) {
    case 'idle':
      break;
    case 'failed':
      return {
        ...failedView(sync.operation.kind, error, words),
        details: [...held, ...kept],
        notes: [...lackViews(error), ...noteViews(sync.notes, words)],
      };
    case 'cancelled':
      return { ...calm, icon: CLOSE, title: words.text('cancelled'), details: [...held, ...kept] };
    case 'completed':
    case 'completed-with-errors':
      return finishedView(sync, held, { state, words, now });
  }
  const missing = missingWords(state, words);
  const safety = storageWords(state, words, now);
  if (missing !== null)
    return { ...calm, icon: ALERT, tone: 'attention', title: missing, details: [...held, ...kept, ...safety] };
  const past = lastView(last, state, words);
  if (last !== null && hasFailed(last))
    return {
      ...failedView(last.operation, error, words),
      details: [words.relative(last.endedAt, now), ...held, ...kept, ...safety],
      notes: [...lackViews(error), ...past.notes],
    };
  const [title = '', ...rest] = kept;
  const view = { ...calm, title, ...past, details: [...rest, ...past.details, ...safety] };
  if (hold !== null) return { ...view, icon: hold.icon, details: [...held, ...view.details] };
  if (situation === 'offline') return { ...view, icon: OFFLINE, details: [words.text('offline'), ...view.details] };
  if (askedWords(state, words).length > 0) return { ...view, icon: ALERT, tone: 'attention' };
  return { ...view, icon: situation === 'ready' ? CHECK : SYNC };
}

const FAILED = {
  sync: 'failed',
  generate: 'takeFailed',
  load: 'takeFailed',
  register: 'registerFailed',
  unregister: 'removeFailed',
} as const satisfies Record<SyncReceipt['operation'], ProgressKey>;

/** `error`: in words. */
function failedView(
  operation: SyncReceipt['operation'],
  error: ExplainedError | null,
  words: Localizer<ProgressKey>,
): ProgressView {
  return {
    ...QUIET,
    icon: ALERT,
    tone: 'attention',
    title: words.text(FAILED[operation]),
    advice: `${error?.what ?? ''} ${error?.todo ?? ''}`.trim(),
    small: saidWords(error, words),
    // What else can fail needs more than a word: an area, a file, a decision.
    actions: operation === 'sync' ? ['again', 'report'] : ['report'],
  };
}

/** Who cancelled knows it. */
export function hasFailed({ error }: SyncReceipt): boolean {
  return error !== null && error.code !== 'aborted';
}

/** What the last run did, once its page is gone; of its notes those that still hold. */
function lastView(
  last: SyncReceipt | null,
  state: ControllerState,
  words: Localizer<ProgressKey>,
): Pick<ProgressView, 'details' | 'notes' | 'advice' | 'actions'> {
  if (last === null) return { details: [], notes: [], advice: '', actions: [] };
  const { pending } = state;
  const waiting: Readonly<Partial<Record<SyncNote['kind'], number>>> = {
    'conflicts-waiting': pending.conflicts,
    'photos-waiting': pending.attachments,
    'rolled-back': pending.features,
  };
  const notes = last.notes?.filter(({ kind }) => waiting[kind] !== 0);
  return { details: sumWords(last, words), notes: noteViews(notes, words), ...photoQuestion(state, words, notes) };
}

interface Hold {
  readonly icon: string;
  readonly key: ProgressKey;
  readonly action: ProgressAction;
}

/** Why nothing is sent until a person lets it: the most urgent first, as while a run is on its way. */
const HOLDS: readonly (readonly [PauseReason, Hold])[] = [
  ['storage', { icon: STORAGE, key: 'storageFull', action: 'resume-storage' }],
  ['user', { icon: PAUSE, key: 'pausedByUser', action: 'resume' }],
  ['metered', { icon: PAUSE, key: 'metered', action: 'resume-metered' }],
];

/** A run that ends leaves the pause behind, and no sync starts by itself while it stands. */
function holdAtRest({ situation, state }: ProgressInput): Hold | null {
  if (situation === 'opening' || situation === 'unavailable' || situation === 'sign-in-needed') return null;
  return HOLDS.find(([reason]) => state.paused.includes(reason))?.[1] ?? null;
}

function finishedView(
  sync: Extract<SyncState, { kind: 'completed' | 'completed-with-errors' }>,
  held: readonly string[],
  { state, words, now }: Pick<ProgressInput, 'state' | 'words' | 'now'>,
): ProgressView {
  const { totals, operation } = sync;
  const titles = {
    generate: 'taken',
    load: 'taken',
    register: 'registered',
    sync: 'done',
    unregister: 'removed',
  } as const;
  const told = sumWords(
    {
      sent: { features: totals.sentFeatures, attachments: totals.sentAttachments },
      received: { features: totals.receivedFeatures, attachments: totals.receivedAttachments },
    },
    words,
  );
  const isQuiet = told.length === 0 && totals.refused === 0 && operation.kind === 'sync';
  const hasErrors = totals.refused > 0;
  return {
    ...QUIET,
    icon: hasErrors ? ALERT : CHECK,
    tone: hasErrors ? 'attention' : 'good',
    title: hasErrors ? words.text('doneRefused', { count: totals.refused }) : words.text(titles[operation.kind]),
    details: [
      ...held,
      ...(isQuiet ? [words.text('nothingNew')] : told),
      ...restWords(state, words),
      words.relative(sync.at, now),
    ],
    notes: noteViews(sync.notes, words),
    ...withReport(photoQuestion(state, words), hasErrors),
  };
}

function withReport<T extends Pick<ProgressView, 'actions'>>(view: T, isOffered: boolean): T {
  return isOffered ? { ...view, actions: [...view.actions, 'report'] } : view;
}

function sumWords({ sent, received }: Pick<SyncReceipt, 'sent' | 'received'>, words: Localizer<ProgressKey>): string[] {
  const sums = [
    ['sentChanges', sent.features],
    ['sentAttachments', sent.attachments],
    ['receivedFeatures', received.features],
    ['receivedAttachments', received.attachments],
  ] as const;
  return sums.filter(([, count]) => count > 0).map(([key, count]) => words.text(key, { count }));
}

/** A person knows what the browser may not: that this connection will do. */
function photoQuestion(
  state: ControllerState,
  words: Localizer<ProgressKey>,
  notes?: readonly SyncNote[],
): Pick<ProgressView, 'advice' | 'actions'> {
  if (!photosWait(state, notes)) return { advice: '', actions: [] };
  if (state.photoQuestion !== 'open') return { advice: '', actions: ['photos'] };
  return { advice: words.text('photosAsk'), actions: ['photos', 'photos-wait'] };
}

/** What was changed since, so that "finished" does not read as "everything is sent". */
function restWords(state: ControllerState, words: Localizer<ProgressKey>): string[] {
  const count = state.pending.features + state.pending.attachments;
  return count > 0 ? [words.text('notSent', { count })] : [];
}

function iconOf(sync: RunningState): string {
  if (sync.kind === 'uploading-attachments' || sync.kind === 'submitting') return UP;
  return sync.kind === 'downloading' || sync.kind === 'applying' ? DOWN : SYNC;
}

function lackViews(error: ExplainedError | null): readonly NoteView[] {
  return (error?.lacks ?? []).map(([what, todo]) => ({ text: `${what} ${todo}`.trim(), each: [] }));
}

function saidWords(error: ExplainedError | null, words: Localizer<ProgressKey>): string {
  return error === null || error.said === '' ? '' : words.text('serverSaid', { text: error.said });
}
