/** The page of the last syncs: when, how much, and how it ended. */
import { html, nothing, type TemplateResult } from 'lit';
import type { SyncController } from '../../controller/types.js';
import { summarize, toGdbError, type ErrorSummary } from '../../shared/errors.js';
import type { SyncReceipt } from '../../shared/records.js';
import { adopt } from '../common/adopt.js';
import { joined } from '../common/joined.js';
import { Localizer, type LocalizedHost } from '../common/localizer.js';
import { failureNote } from './failure-note.js';
import type { MenuPage, MenuTools } from './menu-panel.js';
import { pageStyles } from './pages.styles.js';
import { pagesEnglish, type PagesKey } from './pages-words.en.js';

const TITLES = {
  sync: 'receiptSync',
  generate: 'receiptTake',
  load: 'receiptTake',
  register: 'receiptRegister',
  unregister: 'receiptRemove',
} as const satisfies Record<SyncReceipt['operation'], PagesKey>;

export class ReceiptsPage implements MenuPage {
  readonly #host: LocalizedHost;
  readonly #tools: Pick<MenuTools, 'errors'>;
  readonly #words: Localizer<PagesKey>;
  #receipts: readonly SyncReceipt[] | null = null;
  /** Why they could not be read: not the same as none. */
  #failure: ErrorSummary | null = null;
  #asked: SyncController | undefined;

  constructor(host: LocalizedHost, tools: Pick<MenuTools, 'errors'>) {
    this.#host = host;
    this.#tools = tools;
    this.#words = new Localizer(host, pagesEnglish);
    adopt(host, pageStyles);
  }

  opened(controller: SyncController): void {
    // Those of another area are not shown until these are there.
    if (controller !== this.#asked) this.#receipts = null;
    this.#asked = controller;
    this.#failure = null;
    controller.receipts(20).then(
      (receipts) => {
        if (controller !== this.#asked) return;
        this.#receipts = receipts;
        this.#host.requestUpdate();
      },
      (error: unknown) => {
        if (controller !== this.#asked) return;
        this.#failure = summarize(toGdbError(error));
        this.#host.requestUpdate();
      },
    );
  }

  render(): TemplateResult {
    if (this.#failure !== null) return failureNote(this.#tools.errors, this.#failure, this.#words.language);
    const receipts = this.#receipts;
    if (receipts?.length === 0) return html`<p>${this.#words.text('receiptsNone')}</p>`;
    return html`<ul class="rows" part="receipts">
      ${receipts?.map((receipt) => this.#row(receipt))}
    </ul>`;
  }

  #row({ operation, startedAt, endedAt, sent, received, refused, error }: SyncReceipt): TemplateResult {
    const words = this.#words;
    const sums = [
      ['receiptSent', sent.features + sent.attachments],
      ['receiptReceived', received.features + received.attachments],
      ['receiptRefused', refused],
    ] as const;
    const told = sums.filter(([, count]) => count > 0).map(([key, count]) => words.text(key, { count }));
    const took = words.text('receiptTook', { time: words.duration(endedAt - startedAt) });
    const why = error === null ? '' : this.#tools.errors.explain(error, words.language).what;
    return html`<li class=${error !== null || refused > 0 ? 'bad' : ''}>
      <div class="row-title">
        <span>${words.text(TITLES[operation])}</span> <span class="row-when">${words.dateTime(startedAt)}</span>
      </div>
      <div class="row-detail">
        ${joined([...(told.length === 0 && error === null ? [words.text('receiptNothing')] : told), took])}
      </div>
      ${why === '' ? nothing : html`<div class="row-why"><bdi>${why}</bdi></div>`}
    </li>`;
  }
}
