/** The number on the icon of an installed app: what is not sent, or refused. */
import type { ControllerState, SyncController } from '../../controller/types.js';

interface Badging {
  setAppBadge?(count: number): Promise<void>;
  clearAppBadge?(): Promise<void>;
}

/** What the buttons of the page show: an app has one icon for all of them. */
const counted = new Map<AppBadge, SyncController>();
/** Null until a button wants a number: what an earlier page has left is not known. */
let shown: number | null = null;

export class AppBadge {
  /** Undefined: nothing is to be shown. It stays when the page is closed: the changes do too. */
  show(controller: SyncController | undefined): void {
    if (controller === undefined && !counted.delete(this)) return;
    if (controller !== undefined) counted.set(this, controller);
    update();
  }
}

function update(): void {
  // Two buttons of one controller speak of the same changes.
  const known = [...new Set(counted.values())].filter(({ state }) => state.opened && state.unavailable === null);
  // Before anything is open, nobody knows of what an earlier page has left.
  if (counted.size > 0 && known.length === 0) return;
  const counts = known.map(({ state: { pending } }) => countOf(pending));
  const sum = counts.reduce((all, count) => all + count, 0);
  if (sum === shown) return;
  shown = sum;
  const app = navigator as Badging;
  // A page that is no app has none, and some systems ask the person first.
  const done = sum === 0 ? app.clearAppBadge?.() : app.setAppBadge?.(sum);
  done?.catch(() => undefined);
}

function countOf({ features, attachments, refused }: ControllerState['pending']): number {
  return features + attachments + refused;
}
