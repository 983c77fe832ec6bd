/** What may be done when nobody waits for anything, and whether this page and device have anything to spare for it. */

/** Resolves when the browser has nothing better to do; where it does not tell, in a task of its own. */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    const { requestIdleCallback: ask } = globalThis as Partial<typeof globalThis>;
    if (ask) ask(() => resolve());
    else setTimeout(resolve, 0);
  });
}

/** True in a page that nobody sees. Frozen pages are hidden too; a worker is asked only for pages that are not. */
export function isHidden(): boolean {
  return typeof document !== 'undefined' && document.visibilityState === 'hidden';
}

/**
 * The part of a cache that may be filled with what nobody asked for yet: nothing where memory is small, half where it is not large. Browsers
 * that do not tell get all of it, which panning for a while would fill as well.
 */
export function spareShare(): 0 | 0.5 | 1 {
  const { deviceMemory = Infinity } = navigator as Navigator & { readonly deviceMemory?: number };
  return deviceMemory <= 2 ? 0 : deviceMemory <= 4 ? 0.5 : 1;
}
