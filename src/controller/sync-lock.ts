/** One sync at a time per geodatabase, over all tabs and workers of the origin (invariant 9). */

/** Background pages may run timers only once a minute, so a heartbeat is fresh for longer than that. */
export const HEARTBEAT_MS = 10_000;
export const HEARTBEAT_FRESH_MS = 90_000;

export interface Held {
  release(): void;
  /** Aborts when another tab took the lock away. */
  readonly lost: AbortSignal;
}

/** The lock at once, or null when another tab has it. `steal` takes it from a holder that shows no sign of life. */
export async function tryLock(name: string, options: { readonly steal: boolean }): Promise<Held | null> {
  return request(name, options.steal ? { steal: true } : { ifAvailable: true });
}

/** The lock when its holder is done or dead. Rejects `AbortError` with the signal. */
export async function waitForLock(name: string, signal: AbortSignal): Promise<Held> {
  return (await request(name, { signal })) as Held;
}

/** True when a tab or worker has the lock, at work, frozen or not. */
export async function isHeld(name: string): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some((lock) => lock.name === name);
}

/** True when somebody waits for the lock. */
export async function isWaitedFor(name: string): Promise<boolean> {
  const { pending = [] } = await navigator.locks.query();
  return pending.some((request) => request.name === name);
}

function request(name: string, options: LockOptions): Promise<Held | null> {
  return new Promise((resolve, reject) => {
    const lost = new AbortController();
    navigator.locks
      .request(name, options, (lock) => {
        if (lock === null) {
          resolve(null);
          return undefined;
        }
        return new Promise<void>((release) => {
          resolve({ release, lost: lost.signal });
        });
      })
      .catch((error: unknown) => {
        // A stolen lock rejects here, long after it was granted.
        lost.abort();
        reject(error instanceof Error ? error : new Error(String(error)));
      });
  });
}
