/** "Can I leave now?" in seven lines, each with one thing to do about it. No DOM, no clock. */
import type { ControllerState } from '../../controller/types.js';
import type { Localizer } from '../common/localizer.js';
import type { ReadyKey } from './readiness-words.en.js';

export type ReadyAction = 'start' | 'protect' | 'reload' | 'sign-in' | 'look';

export interface ReadyLine {
  readonly key: 'area' | 'photos' | 'room' | 'kept' | 'page' | 'user' | 'clock';
  readonly title: string;
  /** `open`: nobody can tell. */
  readonly tone: 'good' | 'bad' | 'open';
  readonly detail: string;
  readonly action: ReadyAction;
  readonly actionText: string;
}

/** A day of photos. */
const ENOUGH_BYTES = 500_000_000;
/** Older than that, others will have changed something. */
const OLD_MS = 24 * 3_600_000;
/** Services round their clock to seconds, and replies take some. */
const RIGHT_MS = 2 * 60_000;

export function readyLines(state: ControllerState, words: Localizer<ReadyKey>, now: number): readonly ReadyLine[] {
  return [
    areaLine(state, words, now),
    photosLine(state, words),
    roomLine(state, words),
    keptLine(state, words),
    pageLine(state, words),
    userLine(state, words),
    clockLine(state, words),
  ];
}

/** What the lines come to: what nobody knows is not called ready. */
export function readySum(
  lines: readonly ReadyLine[],
  words: Localizer<ReadyKey>,
): { readonly tone: ReadyLine['tone']; readonly text: string } {
  const count = (wanted: ReadyLine['tone']): number => lines.filter(({ tone }) => tone === wanted).length;
  if (count('bad') > 0) return { tone: 'bad', text: words.text('readyNot', { count: count('bad') }) };
  if (count('open') > 0) return { tone: 'open', text: words.text('readyUnsure', { count: count('open') }) };
  return { tone: 'good', text: words.text('readyAll') };
}

type Make = (state: ControllerState, words: Localizer<ReadyKey>) => ReadyLine;

function areaLine({ geodatabase }: ControllerState, words: Localizer<ReadyKey>, now: number): ReadyLine {
  const base = { key: 'area', title: words.text('readyArea'), action: 'start' } as const;
  if (geodatabase === null)
    return { ...base, tone: 'bad', detail: words.text('readyAreaNone'), actionText: words.text('readyTake') };
  const asOf = geodatabase.lastSyncAt ?? geodatabase.createdAt;
  const values = { count: geodatabase.layers.length, date: words.dateTime(asOf) };
  return {
    ...base,
    tone: now - asOf > OLD_MS ? 'bad' : 'good',
    detail: words.text('readyAreaDate', values),
    actionText: words.text('readySync'),
  };
}

const photosLine: Make = ({ geodatabase, readiness }, words) => {
  const base = {
    key: 'photos',
    title: words.text('readyPhotos'),
    action: 'start',
    actionText: words.text('readyFetch'),
  } as const;
  if (geodatabase === null) return { ...base, tone: 'open', detail: words.text('readyAreaNone') };
  if (geodatabase.attachments !== 'bidirectional')
    return { ...base, tone: 'good', detail: words.text('readyPhotosNone') };
  if (geodatabase.attachmentDownload === 'lazy')
    return { ...base, tone: 'good', detail: words.text('readyPhotosLazy') };
  const count = readiness.attachmentsMissing;
  return count > 0
    ? { ...base, tone: 'bad', detail: words.text('readyPhotosMissing', { count }) }
    : { ...base, tone: 'good', detail: words.text('readyPhotosHere') };
};

const roomLine: Make = ({ readiness: { bytesFree } }, words) => {
  const base = {
    key: 'room',
    title: words.text('readyRoom'),
    action: 'look',
    actionText: words.text('readyLook'),
  } as const;
  if (bytesFree === null) return { ...base, tone: 'open', detail: words.text('readyRoomUnknown') };
  const detail = words.text('readyRoomFree', { free: words.bytes(bytesFree) });
  return { ...base, tone: bytesFree < ENOUGH_BYTES ? 'bad' : 'good', detail };
};

const keptLine: Make = ({ readiness: { storagePersisted, maybePrivate } }, words) => {
  const base = {
    key: 'kept',
    title: words.text('readyKept'),
    action: 'protect',
    actionText: words.text('readyProtect'),
  } as const;
  if (maybePrivate) return { ...base, tone: 'bad', detail: words.text('readyKeptPrivate') };
  if (storagePersisted === null) return { ...base, tone: 'open', detail: words.text('readyRoomUnknown') };
  return storagePersisted
    ? { ...base, tone: 'good', detail: words.text('readyKeptYes') }
    : { ...base, tone: 'bad', detail: words.text('readyKeptNo') };
};

const pageLine: Make = ({ readiness: { opensOffline } }, words) => {
  const base = { key: 'page', title: words.text('readyPage') } as const;
  if (opensOffline === null)
    return {
      ...base,
      tone: 'open',
      detail: words.text('readyPageUnknown'),
      action: 'look',
      actionText: words.text('readyLook'),
    };
  return {
    ...base,
    tone: opensOffline ? 'good' : 'bad',
    detail: words.text(opensOffline ? 'readyPageYes' : 'readyPageNo'),
    action: 'reload',
    actionText: words.text('readyReload'),
  };
};

const userLine: Make = ({ user, paused }, words) => {
  const base = {
    key: 'user',
    title: words.text('readyUser'),
    action: 'sign-in',
    actionText: words.text('readySignIn'),
  } as const;
  if (paused.includes('needs-auth')) return { ...base, tone: 'bad', detail: words.text('readyUserNeeded') };
  if (user === null) return { ...base, tone: 'open', detail: words.text('readyUserUnknown') };
  return user === 'anonymous'
    ? { ...base, tone: 'good', detail: words.text('readyUserNone') }
    : { ...base, tone: 'good', detail: words.text('readyUserAs', { user }) };
};

const clockLine: Make = ({ readiness: { clockAheadMs } }, words) => {
  const base = {
    key: 'clock',
    title: words.text('readyClock'),
    action: 'look',
    actionText: words.text('readyLook'),
  } as const;
  if (clockAheadMs === null) return { ...base, tone: 'open', detail: words.text('readyClockUnknown') };
  if (Math.abs(clockAheadMs) <= RIGHT_MS) return { ...base, tone: 'good', detail: words.text('readyClockRight') };
  return {
    ...base,
    tone: 'bad',
    detail: words.text('readyClockWrong', { time: words.duration(Math.abs(clockAheadMs)) }),
  };
};
