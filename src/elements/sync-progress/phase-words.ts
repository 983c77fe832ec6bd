/** What the list of phases says. No DOM, no clock. */
import type { ControllerState } from '../../controller/types.js';
import type { Localizer } from '../common/localizer.js';
import { isRunning, type RunningState } from '../common/status-words.js';
import { phaseList, type Phase, type PhaseName, type Phases, type PhaseState } from './phases.js';
import { speedToShow, timeToShow, type Speed } from './speed.js';
import type { ProgressKey } from './words.en.js';

/** One line of the list. */
export interface PhaseView {
  readonly name: PhaseName;
  readonly state: PhaseState;
  readonly title: string;
  /** The state for who cannot see the mark. */
  readonly said: string;
  /** Counts, bytes, speed, time left: as far as they are known. */
  readonly details: readonly string[];
}

export interface PhaseInput {
  readonly phases: Phases;
  readonly speed: Speed | null;
  readonly state: ControllerState;
  readonly words: Localizer<ProgressKey>;
  readonly now: number;
}

const NAMES = {
  look: 'phaseLook',
  attachments: 'phaseAttachments',
  edits: 'phaseEdits',
  server: 'phaseServer',
  download: 'phaseDownload',
  apply: 'phaseApply',
  photos: 'phasePhotos',
} as const satisfies Record<PhaseName, ProgressKey>;

const STATES = {
  done: 'phaseDone',
  on: 'phaseOn',
  held: 'phaseHeld',
  'to-come': 'phaseToCome',
  skipped: 'phaseSkipped',
} as const satisfies Record<PhaseState, ProgressKey>;

/** The lines of the list, in the order of the run. */
export function phaseViews(input: PhaseInput): readonly PhaseView[] {
  const { phases, words, state } = input;
  const { sync } = state;
  if (!isRunning(sync)) return [];
  const isHeld = state.paused.some((reason) => reason !== 'other-tab');
  const list = phaseList(phases).map((phase) => (isHeld && phase.state === 'on' ? held(phase) : phase));
  const isSending = list.some(({ name }) => name === 'attachments');
  return list.map((phase) => ({
    ...phase,
    title: words.text(nameOf(phase.name, sync.run.operation.kind, isSending)),
    said: words.text(STATES[phase.state]),
    details: detailsOf(phase, sync, input),
  }));
}

function held({ name }: Phase): Phase {
  return { name, state: 'held' };
}

function nameOf(name: PhaseName, kind: RunningState['run']['operation']['kind'], isSending: boolean): ProgressKey {
  if (name === 'edits' && kind === 'generate') return 'phaseAskArea';
  if (name === 'edits' && !isSending) return 'phaseAsk';
  if (name === 'download' && kind === 'generate') return 'phaseArea';
  return name === 'download' && kind === 'load' ? 'phaseFile' : NAMES[name];
}

function detailsOf({ name, state }: Phase, sync: RunningState, input: PhaseInput): readonly string[] {
  if (state === 'skipped') return [input.words.text('phaseSkipped')];
  if (state === 'on' || state === 'held') return movingWords(sync, input);
  return state === 'done' ? doneWords(name, sync, input) : [];
}

/** What is moving now, or would be. */
function movingWords(sync: RunningState, { speed, words, now }: PhaseInput): readonly string[] {
  if (sync.kind !== 'uploading-attachments' && sync.kind !== 'downloading') return [];
  const { done, total, bytesTotal } = sync;
  const rate = speedToShow(speed, now);
  const left = timeToShow(speed, bytesTotal, now);
  return [
    ...(total === null || total === 0 ? [] : [words.text('ofBytes', { done, total })]),
    ...bytesWords(sync, words),
    ...(rate === null ? [] : [words.rate(rate)]),
    ...(left === null ? [] : [words.text('timeLeft', { time: words.duration(left) })]),
  ];
}

/** Bytes that are here or there already, of all where that is known. */
export function bytesWords(
  { bytesDone, bytesTotal }: { readonly bytesDone: number; readonly bytesTotal: number | null },
  words: Localizer<ProgressKey>,
): readonly string[] {
  if (bytesTotal !== null && bytesTotal > 0)
    return [words.text('ofBytes', { done: words.bytes(bytesDone), total: words.bytes(bytesTotal) })];
  return bytesDone > 0 ? [words.bytes(bytesDone)] : [];
}

/** What a step brought, as far as its results were recorded. */
function doneWords(name: PhaseName, { run }: RunningState, { phases, words }: PhaseInput): readonly string[] {
  const { sentFeatures, sentAttachments, receivedFeatures } = run.totals;
  const sum = (key: ProgressKey, count: number): readonly string[] => (count > 0 ? [words.text(key, { count })] : []);
  switch (name) {
    case 'attachments': {
      const { bytes } = phases.toSend;
      return sentAttachments > 0 ? sum('sentAttachments', sentAttachments) : bytes > 0 ? [words.bytes(bytes)] : [];
    }
    case 'edits':
      return sum('sentChanges', sentFeatures);
    case 'look':
    case 'apply':
      return sum('receivedFeatures', receivedFeatures);
    default:
      return [];
  }
}
