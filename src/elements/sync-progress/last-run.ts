/** How the last run ended, where this page has not seen it: a page that was loaded anew tells what the one before it told. */
import type { SyncController } from '../../controller/types.js';
import type { SyncReceipt } from '../../shared/records.js';

export class LastRun {
  readonly #onRead: () => void;
  #controller: SyncController | undefined;
  #isAsked = false;
  #receipt: SyncReceipt | null = null;

  constructor(onRead: () => void) {
    this.#onRead = onRead;
  }

  /** Null while it is being read, where there was none, and where the controller's own state tells how a run ended. */
  get receipt(): SyncReceipt | null {
    return this.#receipt;
  }

  follow(controller: SyncController): void {
    const { sync, geodatabase } = controller.state;
    if (controller !== this.#controller || sync.kind !== 'idle' || geodatabase === null) {
      this.#controller = controller;
      this.#isAsked = false;
      this.#receipt = null;
    }
    if (this.#isAsked || sync.kind !== 'idle' || geodatabase === null) return;
    this.#isAsked = true;
    // What cannot be read is told by the list of the last syncs, when somebody asks for it.
    controller.receipts(1).then(
      ([receipt = null]) => {
        if (controller !== this.#controller || !this.#isAsked) return;
        this.#receipt = receipt;
        this.#onRead();
      },
      () => undefined,
    );
  }
}
