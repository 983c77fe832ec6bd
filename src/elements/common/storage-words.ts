/** What a person should know about how safe the data are here, in sentences; empty when there is nothing to tell. No DOM. */
import type { ControllerState } from '../../controller/types.js';
import type { StatusLocalizer } from './status-words.js';

/** Browsers that clear data do it a week after the last visit. */
const LONG_AGO_MS = 5 * 24 * 3_600_000;

export function storageWords(
  { geodatabase, readiness }: ControllerState,
  words: StatusLocalizer,
  now: number,
): readonly string[] {
  const { maybePrivate, installed, storagePersisted, lastVisitAt } = readiness;
  if (maybePrivate) return [words.text('maybePrivate')];
  if (geodatabase === null) return installed ? [words.text('installed')] : [];
  if (storagePersisted !== false) return [];
  const isLongAgo = lastVisitAt !== null && now - lastVisitAt > LONG_AGO_MS;
  return [
    words.text('notProtected'),
    ...(isLongAgo ? [words.text('lastVisit', { time: words.relative(lastVisitAt, now) })] : []),
  ];
}

/** That a copy is missing; null when none is, or nobody can tell. */
export function missingWords({ missingCopy }: ControllerState, words: StatusLocalizer): string | null {
  if (missingCopy === null) return null;
  const key = missingCopy.kind === 'here' ? 'copyMissing' : 'copySomewhere';
  return words.text(key, { date: words.date(missingCopy.madeAt) });
}
