/** When a sync starts by itself, as data and one pure function. A person's own start needs no trigger and is never held up by one. */

export type Trigger =
  /** The page was opened. */
  | 'load'
  /** The browser says that it is online again: a hint; the sync's first request finds out. */
  | 'online'
  /** The page is seen again. */
  | 'visible'
  /** So long nothing was synced. */
  | 'timer'
  /** Something was edited, and then nothing for a moment. */
  | 'edits';

export interface AutoSyncPolicy {
  /** Which of them start a sync. */
  readonly on: readonly Trigger[];
  /** Milliseconds between two syncs by the timer. */
  readonly everyMs: number;
  /** Milliseconds without another edit. */
  readonly afterEditsMs: number;
  /** Starts are spread over so many milliseconds, so that thirty devices that come back at once do not ask at once. */
  readonly spreadMs: number;
  /** No start by itself so soon after the last one. */
  readonly notBeforeMs: number;
}

export const DEFAULT_AUTO_SYNC: AutoSyncPolicy = {
  on: ['load', 'online', 'visible', 'timer', 'edits'],
  everyMs: 15 * 60_000,
  afterEditsMs: 30_000,
  spreadMs: 60_000,
  notBeforeMs: 60_000,
};

export interface TriggerFacts {
  /** Changes that wait to be sent, without those that wait for a person. */
  readonly unsent: number;
  /** Epoch ms of the last start, whoever made it; null before the first. */
  readonly lastStartAt: number | null;
  /** Epoch ms. */
  readonly now: number;
  /** The person asked the browser for less data. */
  readonly saveData: boolean;
  /** 0 to 1, from chance. */
  readonly fraction: number;
}

/** Milliseconds until a sync starts because of this trigger; null when it starts none. */
export function startAfter(trigger: Trigger, facts: TriggerFacts, policy: AutoSyncPolicy): number | null {
  const { unsent, lastStartAt, now, saveData, fraction } = facts;
  if (!policy.on.includes(trigger)) return null;
  if (trigger === 'edits' && unsent === 0) return null;
  // Only looking for news is what a data saver can do without.
  if (saveData && unsent === 0) return null;
  const since = lastStartAt === null || lastStartAt > now ? Infinity : now - lastStartAt;
  const least = trigger === 'edits' ? policy.afterEditsMs : trigger === 'timer' ? policy.everyMs : 0;
  const rest = trigger === 'edits' ? 0 : Math.max(0, policy.notBeforeMs - since);
  return Math.max(least, rest) + Math.round(fraction * policy.spreadMs);
}
