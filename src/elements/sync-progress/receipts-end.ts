/** After a run: the last syncs, fetched when they are asked for. */
import { html, nothing, type TemplateResult } from 'lit';
import type { SyncController } from '../../controller/types.js';
import type { ErrorExplainer } from '../common/error-words.js';
import type { LocalizedHost } from '../common/localizer.js';
import type { ReceiptsPage } from '../sync-button/receipts-page.js';

export class ReceiptsEnd {
  readonly #host: LocalizedHost;
  readonly #errors: ErrorExplainer;
  #page: ReceiptsPage | undefined;
  #isOpen = false;

  constructor(host: LocalizedHost, errors: ErrorExplainer) {
    this.#host = host;
    this.#errors = errors;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  async toggle(controller: SyncController): Promise<void> {
    try {
      const { ReceiptsPage: Page } = await import('../sync-button/receipts-page.js');
      this.#page ??= new Page(this.#host, { errors: this.#errors });
    } catch {
      // Without network, and not among what the page keeps: it stays closed.
      return;
    }
    this.#isOpen = !this.#isOpen;
    if (this.#isOpen) this.#page.opened(controller);
    this.#host.requestUpdate();
  }

  /** The next end begins with its own summary. */
  close(): void {
    this.#isOpen = false;
  }

  render(): TemplateResult | typeof nothing {
    return this.#isOpen && this.#page !== undefined
      ? html`<div class="receipts">${this.#page.render()}</div>`
      : nothing;
  }
}
