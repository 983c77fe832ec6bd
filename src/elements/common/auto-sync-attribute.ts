/** `auto-sync` as a person writes it. */
import type { AutoSyncPolicy, Trigger } from '../../controller/types.js';
import type { Parsed } from './attributes.js';

const TRIGGERS: Readonly<Record<string, Trigger>> = {
  load: 'load',
  online: 'online',
  edits: 'edits',
  visible: 'visible',
};
const MINUTES = /^(\d{1,4})(?:m|min)?$/;

/**
 * Nothing or `true`: all there is. Else some of `load`, `online`, `edits`, `visible` and a number of minutes, with spaces or commas between them:
 * `load edits 15` syncs when the page is opened, after edits, and every 15 minutes. `off` is none.
 */
export function parseAutoSync(given: boolean | string | undefined): Parsed<boolean | Partial<AutoSyncPolicy>> {
  if (given === undefined || given === false || given === 'off' || given === 'false') return { ok: true, value: false };
  if (given === true || given.trim() === '' || given === 'true') return { ok: true, value: true };
  const on: Trigger[] = [];
  let everyMs: number | undefined;
  for (const word of given.split(/[\s,]+/).filter((part) => part !== '')) {
    const minutes = Number(MINUTES.exec(word)?.[1] ?? 0);
    const trigger = Object.hasOwn(TRIGGERS, word) ? TRIGGERS[word] : undefined;
    if (minutes > 0) everyMs = minutes * 60_000;
    else if (trigger !== undefined) on.push(trigger);
    else return { ok: false };
  }
  return {
    ok: true,
    value: { on: everyMs === undefined ? on : [...on, 'timer'], ...(everyMs === undefined ? {} : { everyMs }) },
  };
}
