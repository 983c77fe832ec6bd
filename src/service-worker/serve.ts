/** A service worker out of its parts, in one line. */
import type { LongEvent, PageMessageEvent, RequestEvent, WorkerPart, WorkerScope } from './worker-part.js';

/** Listens for everything that the parts do. Of several parts that would answer a request the first one does. Call it while the script first runs. */
export function serve(scope: WorkerScope, parts: readonly WorkerPart[]): void {
  const all = (work: (part: WorkerPart) => Promise<void> | undefined): Promise<unknown> =>
    Promise.all(parts.map(async (part) => work(part)));
  scope.addEventListener('install', (event: LongEvent) => {
    event.waitUntil(all((part) => part.install?.(scope)));
  });
  scope.addEventListener('activate', (event: LongEvent) => {
    // Pages from before the first version load their later files through here, too.
    event.waitUntil(scope.clients.claim().then(() => all((part) => part.activate?.(scope))));
  });
  scope.addEventListener('message', (event: PageMessageEvent) => {
    event.waitUntil(all((part) => part.message?.(scope, event)));
  });
  scope.addEventListener('fetch', (event: RequestEvent) => {
    const part = parts.find((one) => one.answers(event.request));
    if (part !== undefined) event.respondWith(part.answer(event.request));
  });
}
