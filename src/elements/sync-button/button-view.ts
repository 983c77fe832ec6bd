/** What the button shows and does in each situation. No DOM, no clock. */
import type { AuthRequired } from '../../controller/events.js';
import type { ControllerState } from '../../controller/types.js';
import {
  ALERT,
  BLOCKED,
  CHECK,
  CLOCK,
  DOWN,
  OFFLINE,
  OTHER_TAB,
  PAUSE,
  PERSON,
  SIGN_IN,
  STORAGE,
  SYNC,
  TAKE_OFFLINE,
  UP,
} from '../common/icons.js';
import type { Localizer } from '../common/localizer.js';
import { signInWords } from '../common/sign-in-words.js';
import type { Situation } from '../common/situation.js';
import { askedWords, isRunning, keptWords, phaseWords, photosWait, waitingWords } from '../common/status-words.js';
import { missingWords, storageWords } from '../common/storage-words.js';
import type { ButtonKey } from './words.en.js';

export type ButtonAction =
  | 'start'
  | 'retry'
  | 'resume-offline'
  | 'resume-user'
  | 'resume-metered'
  | 'resume-storage'
  | 'sign-in'
  | 'adopt'
  | 'choose'
  | 'none';

export interface ButtonView {
  readonly icon: string;
  readonly label: string;
  /** One or two short sentences, joined by a middle dot. */
  readonly detail: readonly string[];
  /** `lead`: pressing it is what to do next. `quiet`: nothing presses. `attention`: something is wrong. */
  readonly tone: 'lead' | 'quiet' | 'attention';
  readonly action: ButtonAction;
  /** A ring turns or fills. */
  readonly isBusy: boolean;
  readonly canCancel: boolean;
}

export interface ButtonInput {
  readonly situation: Situation;
  readonly state: ControllerState;
  /** Why the last run failed, in words; empty when it did not. */
  readonly failure: string;
  readonly authReason: AuthRequired['reason'] | undefined;
  readonly words: Localizer<ButtonKey>;
  readonly now: number;
}

/** The view where several people have a copy here, and nobody has said whose is meant. */
export function chooseView(words: Localizer<ButtonKey>): ButtonView {
  return {
    icon: PERSON,
    label: words.text('menuPeople'),
    detail: [words.text('peopleHere')],
    tone: 'lead',
    action: 'choose',
    isBusy: false,
    canCancel: false,
  };
}

/** The view of a button that has a controller. */
export function buttonView(input: ButtonInput): ButtonView {
  const { situation, state, words, now } = input;
  const kept = keptWords(state, words, now);
  const waits = waitingWords(state, words);
  const start = words.text(state.geodatabase === null ? 'takeOffline' : 'sync');
  const idle = { isBusy: false, canCancel: false };
  const running = isRunning(state.sync);

  switch (situation) {
    case 'opening':
      return {
        ...idle,
        icon: SYNC,
        label: start,
        detail: [words.text(state.paused.includes('upgrade') ? 'olderTab' : 'opening')],
        tone: 'quiet',
        action: 'none',
        isBusy: true,
      };
    case 'unavailable': {
      const mayWork = state.unavailable?.code === 'not-loaded';
      return {
        ...idle,
        icon: mayWork ? ALERT : BLOCKED,
        label: words.text(mayWork ? 'tryAgain' : 'notPossible'),
        detail: [input.failure || words.text('unavailable')],
        tone: 'attention',
        action: mayWork ? 'retry' : 'none',
      };
    }
    case 'not-offline':
      return {
        ...idle,
        icon: TAKE_OFFLINE,
        label: start,
        detail: [missingWords(state, words) ?? words.text('notOffline')],
        tone: 'lead',
        action: 'start',
      };
    case 'ready':
      return { ...idle, icon: CHECK, label: start, detail: kept, tone: 'quiet', action: 'start' };
    case 'changes-not-sent':
      return { ...idle, icon: SYNC, label: start, detail: notSent(input, kept), tone: 'lead', action: 'start' };
    case 'working':
      return workingView(input);
    case 'other-tab':
      return {
        ...workingView(input),
        icon: OTHER_TAB,
        action: 'none',
        canCancel: !state.elsewhere,
        detail: [elsewhereWords(input)],
      };
    case 'waiting-retry':
      return {
        icon: CLOCK,
        label: words.text('tryNow'),
        detail: [isRunning(state.sync) ? phaseWords(state.sync, words, now) : '', ...kept.slice(0, 1)],
        tone: 'lead',
        action: 'retry',
        isBusy: false,
        canCancel: true,
      };
    case 'attention': {
      const asked = askedWords(state, words);
      const rest = kept.filter((one) => !asked.includes(one));
      const detail = input.failure === '' ? [...asked, ...rest].slice(0, 2) : [input.failure, ...kept.slice(0, 1)];
      const label = input.failure === '' ? start : words.text('tryAgain');
      return { ...idle, icon: ALERT, label, detail, tone: 'attention', action: 'start' };
    }
    case 'sign-in-needed':
      return signInView(input);
    case 'offline':
      return {
        icon: OFFLINE,
        label: running ? words.text('tryNow') : start,
        detail: [words.text('offline'), waits],
        tone: 'quiet',
        action: 'resume-offline',
        isBusy: false,
        canCancel: running,
      };
    case 'paused':
      return {
        icon: PAUSE,
        label: words.text('goOn'),
        detail: [words.text('pausedByUser'), waits],
        tone: 'lead',
        action: 'resume-user',
        isBusy: false,
        canCancel: running,
      };
    case 'metered':
      return {
        icon: PAUSE,
        label: words.text('useMetered'),
        detail: [words.text('metered'), waits],
        tone: 'quiet',
        action: 'resume-metered',
        isBusy: false,
        canCancel: running,
      };
    case 'storage':
      return {
        icon: STORAGE,
        label: words.text('tryAgain'),
        detail: [words.text('storageFull'), waits],
        tone: 'attention',
        action: 'resume-storage',
        isBusy: false,
        canCancel: running,
      };
  }
}

/** Whether photos may go, which the menu asks; else that what is not sent could be lost here. */
function notSent({ state, words, now }: ButtonInput, kept: readonly string[]): readonly string[] {
  if (state.photoQuestion === 'open' && photosWait(state)) return [words.text('photosMayGo'), ...kept.slice(0, 1)];
  const [risk] = storageWords(state, words, now);
  return risk === undefined ? kept : [...kept.slice(0, 1), risk];
}

function workingView({ state, words, now }: ButtonInput): ButtonView {
  const { sync } = state;
  const kind = isRunning(sync) ? sync.run.operation.kind : state.geodatabase === null ? 'generate' : 'sync';
  const labels = {
    generate: 'takingOffline',
    load: 'takingOffline',
    register: 'syncing',
    sync: 'syncing',
    unregister: 'removingArea',
  } as const;
  return {
    icon: isUpward(state) ? UP : kind === 'generate' || isDownward(state) ? DOWN : SYNC,
    label: words.text(labels[kind]),
    detail: [isRunning(sync) ? phaseWords(sync, words, now) : words.text('preparing')],
    tone: 'quiet',
    action: 'none',
    isBusy: true,
    canCancel: true,
  };
}

function signInView({ state, authReason, words }: ButtonInput): ButtonView {
  const { why, action, label } = signInWords(authReason, state.user, words);
  return {
    icon: SIGN_IN,
    label,
    detail: [why, waitingWords(state, words)],
    tone: 'lead',
    action,
    isBusy: false,
    canCancel: isRunning(state.sync),
  };
}

function elsewhereWords({ state, words, now }: ButtonInput): string {
  const phase = isRunning(state.sync) ? phaseWords(state.sync, words, now) : words.text('syncing');
  return words.text('elsewhere', { text: phase });
}

function isUpward({ sync }: ControllerState): boolean {
  return (
    sync.kind === 'uploading-attachments' || (sync.kind === 'submitting' && sync.run.legs[0]?.direction !== 'download')
  );
}

function isDownward({ sync }: ControllerState): boolean {
  return sync.kind === 'downloading' || sync.kind === 'applying';
}
