/** What a page asks a service worker, with a port for the answer: whether this address opens without a network. True or false; who does not know the question is silent. */
export const OPENS_OFFLINE = 'gdb-opens-offline';

export interface OfflineQuestion {
  readonly type: typeof OPENS_OFFLINE;
  readonly url: string;
}
