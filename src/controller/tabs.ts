/** What the tabs of one geodatabase tell each other. No tab trusts another with data: messages say "look", the database says what. */
import type { SyncState } from '../sync/state.js';

export type TabMessage =
  /** The holder's sync state; sent on every change. */
  | { readonly type: 'state'; readonly state: SyncState }
  /** Local data changed: read again. */
  | { readonly type: 'changed' }
  /** A tab just opened: does anybody hold the sync? */
  | { readonly type: 'hello' };

export class TabChannel {
  readonly #channel: BroadcastChannel;

  constructor(name: string, onMessage: (message: TabMessage) => void) {
    this.#channel = new BroadcastChannel(name);
    this.#channel.addEventListener('message', (event: MessageEvent<TabMessage>) => {
      onMessage(event.data);
    });
  }

  post(message: TabMessage): void {
    this.#channel.postMessage(message);
  }

  close(): void {
    this.#channel.close();
  }
}
