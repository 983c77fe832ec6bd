/**
 * Time in a proof's page: `?speed=10` lets waits pass ten times as fast, and the clock can be set. The library's own code waits as it always does,
 * only sooner; what it does in between takes as long as ever.
 */
const speed = Number(new URLSearchParams(location.search).get('speed') ?? 1);
const begun = Date.now();
const realNow = Date.now.bind(Date);
const realTimeout = window.setTimeout.bind(window);
let jumped = 0;

Date.now = (): number => Math.round(begun + (realNow() - begun) * speed + jumped);
window.setTimeout = ((handler: () => void, ms = 0) =>
  realTimeout(() => {
    void unlessFrozen().then(handler);
  }, ms / speed)) as typeof window.setTimeout;

let frozen: Promise<void> | null = null;
let wake = (): void => undefined;

/** As in a page that the system froze: no timer fires and no reply is heard until it is thawed. What the database had begun it ends. */
export function freeze(): void {
  frozen = new Promise((resolve) => (wake = resolve));
}

export function thaw(): void {
  frozen = null;
  wake();
}

/** Resolves at once, or when the page is thawed. */
export async function unlessFrozen(): Promise<void> {
  if (frozen !== null) await frozen;
}

/** Sets the device's clock forwards or, with a negative number, back. Milliseconds. */
export function jumpClock(ms: number): void {
  jumped += ms;
}

/** Waits in real time. Milliseconds. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    realTimeout(resolve, ms);
  });
}
