/** What page and worker say to each other. Plain data; buffers change hands. */
import type { ErrorSummary } from '../../shared/errors.js';
import type { GeodatabasePort } from '../../sync/ports.js';

/** Goes up with every change of these messages, and of what is written to the database: an old worker out of a cache is then not talked to. */
export const PROTOCOL = 6;

/** The part of the store that takes in whole layers and packs them anew: what can keep a page busy. */
export type LoadPort = Pick<
  GeodatabasePort,
  'beginDownload' | 'feed' | 'endOfBody' | 'stage' | 'commitDownload' | 'dropDownload' | 'compact' | 'stopCompaction'
>;

/** `open` names the database and comes first; every call is answered once. */
export type Call =
  | { readonly id: number; readonly method: 'open'; readonly args: readonly [name: string] }
  | {
      [K in keyof LoadPort]: { readonly id: number; readonly method: K; readonly args: Parameters<LoadPort[K]> };
    }[keyof LoadPort];

/** From the page. `ask`: are you there? `end`: finish what was begun, then close the database and stop. */
export type ToWorker = Call | { readonly method: 'ask' } | { readonly method: 'end' };

/** From the worker: that it is there, and answers. */
export type FromWorker =
  | { readonly kind: 'hello'; readonly protocol: number }
  | { readonly kind: 'here' }
  | { readonly kind: 'value'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: ErrorSummary };
