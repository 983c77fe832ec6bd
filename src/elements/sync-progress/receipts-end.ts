/** After a run: the last syncs, fetched when they are asked for. */
import { html, type nothing, type TemplateResult } from 'lit';
import type { SyncController } from '../../controller/types.js';
import type { ErrorExplainer } from '../common/error-words.js';
import type { LocalizedHost } from '../common/localizer.js';
import type { PartFetcher } from '../common/part-fetcher.js';
import type { ReceiptsPage } from '../sync-button/receipts-page.js';

export class ReceiptsEnd {
  readonly #host: LocalizedHost;
  readonly #errors: ErrorExplainer;
  readonly #part: PartFetcher;
  #page: ReceiptsPage | undefined;
  #isOpen = false;

  constructor(host: LocalizedHost, errors: ErrorExplainer, part: PartFetcher) {
    this.#host = host;
    this.#errors = errors;
    this.#part = part;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  async toggle(controller: SyncController): Promise<void> {
    const part = await this.#part.get(() => import('../sync-button/receipts-page.js'));
    if (part === null) return;
    this.#page ??= new part.ReceiptsPage(this.#host, { errors: this.#errors });
    this.#isOpen = !this.#isOpen;
    if (this.#isOpen) this.#page.opened(controller);
    this.#host.requestUpdate();
  }

  /** The next end begins with its own summary. */
  close(): void {
    this.#isOpen = false;
    this.#part.forget();
  }

  render(): TemplateResult | typeof nothing {
    return this.#isOpen && this.#page !== undefined
      ? html`<div class="receipts">${this.#page.render()}</div>`
      : this.#part.render();
  }
}
