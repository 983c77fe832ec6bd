import type { Pauses } from './pauses.js';

/** The browser's word counts only as a hint: `offline` is shown, and `online` is a reason to try at once. */
export function watchConnection(
  pauses: Pauses,
  { signal, onOnline }: { readonly signal: AbortSignal; readonly onOnline: () => void },
): void {
  if (typeof window === 'undefined') return;
  if (!navigator.onLine) pauses.add('offline');
  window.addEventListener(
    'offline',
    () => {
      pauses.add('offline');
    },
    { signal },
  );
  window.addEventListener(
    'online',
    () => {
      pauses.delete('offline');
      onOnline();
    },
    { signal },
  );
}
