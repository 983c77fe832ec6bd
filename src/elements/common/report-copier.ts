/** "Copy report": a button that puts the controller's report on the clipboard, and says so. Where the browser does not allow it, the text is shown to be copied by hand. */
import { html, nothing, type TemplateResult } from 'lit';
import type { SyncController } from '../../controller/types.js';
import { GdbError } from '../../shared/errors.js';
import { COPY, icon } from './icons.js';
import type { LiveRegion } from './live-region.js';
import { Localizer, type LocalizedHost } from './localizer.js';
import { PartFetcher } from './part-fetcher.js';
import { partsEnglish, type PartKey } from './words/parts.en.js';
import { reportEnglish, type ReportKey } from './words/report.en.js';

type Copied =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'copied' }
  /** The browser refused. */
  | { readonly kind: 'by-hand'; readonly text: string };

/** Several may stand in one element. */
let count = 0;

export class ReportCopier {
  readonly #id = `report-${String(++count)}`;
  readonly #host: LocalizedHost;
  readonly #live: LiveRegion;
  readonly #words: Localizer<ReportKey | PartKey>;
  /** What writes the report comes when somebody wants one. */
  readonly #part: PartFetcher;
  #controller: SyncController | undefined;
  #copied: Copied = { kind: 'nothing' };

  constructor(host: LocalizedHost, live: LiveRegion) {
    this.#host = host;
    this.#live = live;
    this.#words = new Localizer(host, { ...reportEnglish, ...partsEnglish });
    this.#part = new PartFetcher(host, { words: this.#words, live, controller: () => this.#controller });
  }

  /**
   * The button, and below it what became of the last press. `style`: the classes of a button where it stands. `isStop`: it stands in a row of
   * a list that is one Tab stop.
   */
  render(controller: SyncController, style = 'button', isStop = false): TemplateResult {
    return html`<button
        class=${style}
        type="button"
        data-action="report"
        ?data-stop=${isStop}
        tabindex=${isStop ? '-1' : nothing}
        @click=${() => void this.copy(controller)}
      >
        ${icon(COPY)}${this.label}
      </button>
      ${this.renderOutcome()}`;
  }

  get label(): string {
    return this.#words.text('copyReport');
  }

  /** What became of the last press. */
  renderOutcome(): TemplateResult {
    const words = this.#words;
    const copied = this.#copied;
    return html`${this.#part.render()}
    ${copied.kind === 'copied' ? html`<p class="report-said">${words.text('reportCopied')}</p>` : nothing}
    ${
      copied.kind === 'by-hand'
        ? html`<label class="report-by-hand"
            >${words.text('reportByHand')}
            <textarea id=${this.#id} readonly rows="5" dir="ltr" .value=${copied.text} @focus=${selectAll}></textarea>
          </label>`
        : nothing
    }`;
  }

  /** Takes back what it said, when what it stands in is closed. */
  reset(): void {
    this.#copied = { kind: 'nothing' };
    this.#part.forget();
  }

  async copy(controller: SyncController): Promise<void> {
    this.#controller = controller;
    const text = reportText(controller);
    const isCopied = await write(text);
    const report = await this.#part.get(() => text);
    if (report === null) return;
    this.#copied = isCopied ? { kind: 'copied' } : { kind: 'by-hand', text: report };
    this.#live.say(this.#words.text(isCopied ? 'reportCopied' : 'reportByHand'), controller);
    this.#host.requestUpdate();
    if (isCopied) return;
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLTextAreaElement>(`#${this.#id}`)?.focus();
  }
}

/** Where the controller can tell nothing any more, the report says why: that is no missing part. */
async function reportText(controller: SyncController): Promise<string> {
  try {
    return JSON.stringify(await controller.report(), null, 1);
  } catch (error) {
    if (!(error instanceof GdbError)) throw error;
    return JSON.stringify({ noReport: error.code, status: controller.status }, null, 1);
  }
}

/** Some browsers forget the press while a promise is awaited: they are handed the promise itself. */
async function write(text: Promise<string>): Promise<boolean> {
  const blob = text.then((words) => new Blob([words], { type: 'text/plain' }));
  // Where there is no clipboard nobody waits for it.
  blob.catch(() => undefined);
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
    return true;
  } catch {
    return writeText(text);
  }
}

async function writeText(text: Promise<string>): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(await text);
    return true;
  } catch {
    return false;
  }
}

function selectAll(event: Event): void {
  (event.target as HTMLTextAreaElement).select();
}
