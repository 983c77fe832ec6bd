/** The parts that a service worker is put together from, and the little of its globals that they use. */

/** `ExtendableEvent` and its kin. */
export interface LongEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

export interface RequestEvent extends LongEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

export interface PageMessageEvent extends LongEvent {
  readonly data: unknown;
  readonly source: { postMessage(message: unknown): void } | null;
  /** For an answer to this message alone. */
  readonly ports: readonly { postMessage(message: unknown): void }[];
}

/** `ServiceWorkerGlobalScope`: the `self` of a service worker. */
export interface WorkerScope {
  readonly location: { readonly href: string; readonly origin: string };
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { readonly type: 'window'; readonly includeUncontrolled: boolean }): Promise<readonly unknown[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: string, listener: (event: never) => void): void;
}

/** One thing that a service worker does. Its two last members are a route of Workbox: `registerRoute(({ request }) => part.answers(request), …)`. */
export interface WorkerPart {
  /** Before this version may take over. A rejection leaves the version before in charge. */
  install?(scope: WorkerScope): Promise<void>;
  /** No page of the version before is open any more. */
  activate?(scope: WorkerScope): Promise<void>;
  /** A page's word. */
  message?(scope: WorkerScope, message: Pick<PageMessageEvent, 'data' | 'source' | 'ports'>): Promise<void>;
  /** Decided at once: what no part answers goes to the network as if there were no worker. */
  answers(request: Request): boolean;
  answer(request: Request): Promise<Response>;
}

/** The worker that this code runs in. */
export function workerScope(): WorkerScope {
  return globalThis as unknown as WorkerScope;
}
