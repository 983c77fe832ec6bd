/** "Copy report", once for all that went wrong with the files, and "Try again" where this device could not be opened: one Tab stop, however many failed. Fetched right after the face: where files fail there is often no network. */
import { html, nothing, type TemplateResult } from 'lit';
import type { SyncController } from '../../controller/types.js';
import { adopt } from '../common/adopt.js';
import { css } from '../common/css.js';
import { icon, RETRY } from '../common/icons.js';
import type { LiveRegion } from '../common/live-region.js';
import { Localizer, type LocalizedHost } from '../common/localizer.js';
import { ReportCopier } from '../common/report-copier.js';
import { reportStyles } from '../common/report-copier.styles.js';
import { partsEnglish, type PartKey } from '../common/words/parts.en.js';
import type { PickerRow } from './frame.js';

/** Below the sentence that says what failed, in line with it. */
const styles = css`
  .report {
    padding: 0 0.75em 0.25em;
  }
  .report > .button {
    margin-block-start: -0.5em;
  }
  .report > .button:first-child {
    margin-inline-start: -0.75em;
  }
`;

export class ReportLine {
  readonly #host: LocalizedHost;
  readonly #copier: ReportCopier;
  readonly #words: Localizer<PartKey>;

  constructor(host: LocalizedHost, live: LiveRegion) {
    this.#host = host;
    this.#copier = new ReportCopier(host, live);
    this.#words = new Localizer(host, partsEnglish);
    adopt(host, [reportStyles, styles]);
  }

  /** `fault`: what is wrong beside the files; empty where nothing is. A file that does not suit, or seems to be there already, is no error. */
  render(
    controller: SyncController | undefined,
    rows: readonly PickerRow[],
    fault: string,
  ): TemplateResult | typeof nothing {
    const isWrong = rows.some(({ view }) => view.problem !== '' && view.tone !== 'unfit' && view.tone !== 'twin');
    // Whoever is in it keeps it: what went wrong may be put right meanwhile.
    const focused = this.#host.shadowRoot?.activeElement?.closest<HTMLElement>('.report [data-action]');
    const isShut = controller?.state.unavailable?.retryable === true;
    // It worked: the files are there, and the button is not.
    if (!isShut && focused?.dataset['action'] === 'open-again')
      void this.#host.updateComplete.then(() => {
        this.#host.focus();
      });
    if (controller !== undefined && (isWrong || isShut || focused != null || fault !== ''))
      return html`<div class="report" @focusout=${this.#left}>
        ${isShut ? this.#againButton(controller) : nothing}${this.#copier.render(controller, 'button bare')}
      </div>`;
    this.#copier.reset();
    return nothing;
  }

  #againButton(controller: SyncController): TemplateResult {
    const again = (): void => {
      controller.retryNow();
    };
    return html`<button class="button bare" type="button" data-action="open-again" @click=${again}>
      ${icon(RETRY)}${this.#words.text('tryAgain')}
    </button>`;
  }

  readonly #left = (): void => {
    this.#host.requestUpdate();
  };
}
