/** The steps of a run as a list: which there are, and where it is. No DOM, no words. */
import type { SyncState } from '../../controller/types.js';
import type { GeodatabaseRecord, SyncLeg } from '../../shared/records.js';
import type { RunningState } from '../common/status-words.js';

/** In the order of a run. `look`: what others changed is received before it would be overwritten. */
const ORDER = ['look', 'attachments', 'edits', 'server', 'download', 'apply', 'photos'] as const;
export type PhaseName = (typeof ORDER)[number];

/** `held`: it was on, and waits. `skipped`: this run did not need it. */
export type PhaseState = 'done' | 'on' | 'held' | 'to-come' | 'skipped';

export interface Phase {
  readonly name: PhaseName;
  readonly state: PhaseState;
}

/** What is remembered of a run from one state to the next. */
export interface Phases {
  /** Of the run's operation: another run starts over. */
  readonly uid: string;
  /** What was before the first state seen is not known: the run began earlier, in another page or tab. */
  readonly isWhole: boolean;
  /** The furthest step of this round; null before the first. */
  readonly at: PhaseName | null;
  readonly isOn: boolean;
  readonly seen: readonly PhaseName[];
  readonly expected: readonly PhaseName[];
  /** Of the attachments that are sent: how many, and how much. */
  readonly toSend: { readonly count: number; readonly bytes: number };
}

/** What the area says of its attachments, which tells whether their bytes are to be expected. */
export type AreaOfPhases = Pick<GeodatabaseRecord, 'attachments' | 'attachmentDownload'> | null;

/** The memory of this state, given the one before. Null where nothing runs, or where the run is one step only. */
export function nextPhases(previous: Phases | null, state: SyncState, area: AreaOfPhases): Phases | null {
  if (!('run' in state) || !hasPhases(state)) return null;
  const { operation, legs, resumed } = state.run;
  const before = previous?.uid === operation.uid ? previous : null;
  const now = phaseOf(state);
  const isWhole = (before?.isWhole ?? state.kind === 'preparing') && !resumed;
  const known = before?.seen ?? [];
  const seen = now === null || known.includes(now) ? known : [...known, now];
  const expected = legs.length === 0 && before !== null ? before.expected : expectedPhases(state, area);
  const sending = state.kind === 'uploading-attachments' ? state : null;
  return {
    uid: operation.uid,
    isWhole,
    at: now ?? before?.at ?? null,
    isOn: now !== null,
    seen,
    expected,
    toSend: sending === null ? (before?.toSend ?? NOTHING) : { count: sending.total, bytes: sending.bytesTotal },
  };
}

const NOTHING: Phases['toSend'] = { count: 0, bytes: 0 };

/** The list: what lies before the present step is done, or was not needed. A round that is made again begins again in the list too. */
export function phaseList({ at, isOn, isWhole, seen, expected }: Phases): readonly Phase[] {
  const place = at === null ? -1 : ORDER.indexOf(at);
  return ORDER.filter((name) => expected.includes(name) || seen.includes(name)).map((name) => {
    const own = ORDER.indexOf(name);
    if (own > place) return { name, state: 'to-come' };
    if (own === place) return { name, state: isOn ? 'on' : 'held' };
    return { name, state: seen.includes(name) || !isWhole ? 'done' : 'skipped' };
  });
}

/** To register and to remove are one request each. */
function hasPhases({ run: { operation } }: RunningState): boolean {
  return operation.kind === 'sync' || operation.kind === 'generate' || operation.kind === 'load';
}

/** The step of this state; null between steps, when it is being planned or waits for the next try. */
function phaseOf(state: RunningState): PhaseName | null {
  if (looks(state.run.legs) && state.kind !== 'preparing' && state.kind !== 'waiting-retry') return 'look';
  switch (state.kind) {
    case 'preparing':
    case 'reconciling':
    case 'waiting-retry':
      return null;
    case 'uploading-attachments':
      return 'attachments';
    case 'submitting':
      return state.run.operation.kind === 'load' ? 'download' : 'edits';
    case 'waiting-server':
      return 'server';
    case 'downloading':
      return state.what === 'attachments' ? 'photos' : 'download';
    case 'applying':
      return 'apply';
  }
}

/** True in a leg that only receives while one that sends is still to come. */
function looks([present, ...rest]: readonly SyncLeg[]): boolean {
  return present !== undefined && !sends(present) && rest.some(sends);
}

function sends({ direction }: SyncLeg): boolean {
  return direction === 'upload' || direction === 'bidirectional';
}

function expectedPhases({ run: { operation, legs } }: RunningState, area: AreaOfPhases): readonly PhaseName[] {
  if (operation.kind === 'load') return ['download', 'apply'];
  const taking = operation.kind === 'generate' ? operation.parameters : area;
  const isEager = taking?.attachments === 'bidirectional' && taking.attachmentDownload !== 'lazy';
  const photos: readonly PhaseName[] = isEager ? ['photos'] : [];
  if (operation.kind !== 'sync') return ['edits', 'server', 'download', 'apply', ...photos];
  const asked = operation.parameters.syncDirection;
  const isSending = legs.length === 0 ? asked === 'bidirectional' || asked === 'upload' : legs.some(sends);
  const isReceiving = legs.length === 0 ? asked !== 'upload' : legs.some(({ direction }) => direction !== 'upload');
  return [
    ...(looks(legs) ? (['look'] as const) : []),
    ...(isSending ? (['attachments'] as const) : []),
    'edits',
    'server',
    ...(isReceiving ? (['download'] as const) : []),
    'apply',
    ...(isReceiving ? photos : []),
  ];
}
