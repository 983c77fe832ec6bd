/** What is said aloud about a run: its start, its end, and on the way no more than anyone can listen to. */
import type { SyncState } from '../../controller/types.js';
import { isRunning, phaseWords, type OperationKind, type StatusLocalizer } from './status-words.js';

/** What was said of a run so far. */
export interface Spoken {
  readonly uid: string;
  readonly ended: boolean;
  /** The last quarter that was said: 0, 25, 50, 75. */
  readonly quarter: number;
  /** Epoch ms. */
  readonly at: number;
  readonly text: string;
  /** What held everything then, in words; null where nothing did. */
  readonly hold: string | null;
}

export interface Speech {
  readonly memory: Spoken | null;
  /** To be said now; null to keep quiet. */
  readonly text: string | null;
}

const PAUSE = 10_000;

export interface SpeechContext {
  readonly words: StatusLocalizer;
  readonly percent: number | null;
  readonly now: number;
  readonly reason: string;
  /** What holds everything (a pause, no connection, a full storage), in words; null where nothing does. */
  readonly hold: string | null;
}

/** The next thing to say: what a run does, and once what holds it. While something does, it does nothing that could be told. */
export function nextSpeech(memory: Spoken | null, state: SyncState, context: SpeechContext): Speech {
  const { hold } = context;
  const isHeld = hold !== null && isRunning(state) && memory?.uid === state.run.operation.uid;
  const run = isHeld ? { memory, text: null } : runSpeech(memory, state, context);
  const isNews = hold !== null && memory !== null && hold !== memory.hold;
  const said = [run.text, isNews ? hold : null].filter((text) => text !== null);
  return { memory: run.memory && { ...run.memory, hold }, text: said.length > 0 ? said.join('. ') : null };
}

/**
 * A run is announced when it starts and when it ends; between, at each quarter, or after ten seconds with news.
 * What was already going on or over when the element came is not told as news.
 */
function runSpeech(memory: Spoken | null, state: SyncState, { words, percent, now, reason }: SpeechContext): Speech {
  if (state.kind === 'idle') return { memory: memory ?? silent('', true, now), text: null };
  const operation = isRunning(state) ? state.run.operation : state.operation;
  const known = memory?.uid === operation.uid ? memory : null;

  if (!isRunning(state)) {
    if (known?.ended === true || memory === null) return { memory: silent(operation.uid, true, now), text: null };
    return { memory: silent(operation.uid, true, now), text: endWords(state, words, reason) };
  }
  const quarter = Math.floor((percent ?? 0) / 25) * 25;
  if (known === null || known.ended) {
    const text = memory === null ? null : words.text(STARTED[operation.kind]);
    return { memory: { ...silent(operation.uid, false, now), quarter, text: text ?? '' }, text };
  }
  const isDue = quarter > known.quarter || now - known.at >= PAUSE;
  // A countdown is not news each time it is one second shorter.
  const phase = state.kind === 'waiting-retry' ? reason : phaseWords(state, words, now);
  const text = percent === null ? phase : `${phase}, ${words.percent(percent)}`;
  if (!isDue || text === known.text) return { memory: known, text: null };
  return { memory: { ...known, quarter, at: now, text }, text };
}

const STARTED = {
  sync: 'saidSyncStart',
  generate: 'saidTakeStart',
  load: 'saidLoadStart',
  register: 'registering',
  unregister: 'removing',
} as const satisfies Record<OperationKind, string>;

const FAILED = {
  sync: 'saidFailed',
  generate: 'saidTakeFailed',
  load: 'saidTakeFailed',
  register: 'saidRegisterFailed',
  unregister: 'saidRemoveFailed',
} as const satisfies Record<OperationKind, string>;

function endWords(
  state: Exclude<SyncState, { kind: 'idle' } | { run: object }>,
  words: StatusLocalizer,
  reason: string,
): string {
  const kind = state.operation.kind;
  switch (state.kind) {
    case 'failed':
      return words.text(FAILED[kind], { reason });
    case 'cancelled':
      return words.text(isTaking(kind) ? 'saidTakeCancelled' : 'saidCancelled');
    case 'completed':
    case 'completed-with-errors': {
      if (isTaking(kind)) return words.text('saidTaken');
      if (kind === 'unregister') return words.text('saidRemoved');
      const { refused } = state.totals;
      return [words.text('saidDone'), ...(refused > 0 ? [words.text('refused', { count: refused })] : [])].join('. ');
    }
  }
}

/** Both bring the area to this device. */
function isTaking(kind: OperationKind): boolean {
  return kind === 'generate' || kind === 'load';
}

function silent(uid: string, ended: boolean, at: number): Spoken {
  return { uid, ended, quarter: 0, at, text: '', hold: null };
}
