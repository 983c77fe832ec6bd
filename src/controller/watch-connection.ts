import { now } from '../shared/clock.js';
import type { Pauses } from './pauses.js';

/**
 * The browser's word counts only as a hint: `offline` is shown, and `online` is a reason to try soon. `onOnline` hears for how many milliseconds there
 * was no connection; Infinity where it was gone before the page came.
 */
export function watchConnection(
  pauses: Pauses,
  { signal, onOnline }: { readonly signal: AbortSignal; readonly onOnline: (awayMs: number) => void },
): void {
  if (typeof window === 'undefined') return;
  let goneAt = -Infinity;
  if (!navigator.onLine) pauses.add('offline');
  window.addEventListener(
    'offline',
    () => {
      goneAt = now();
      pauses.add('offline');
    },
    { signal },
  );
  window.addEventListener(
    'online',
    () => {
      pauses.delete('offline');
      onOnline(now() - goneAt);
    },
    { signal },
  );
}
