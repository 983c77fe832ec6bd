/** "Copy report", once for all that went wrong with the files: one Tab stop, however many failed. Fetched right after the face: where files fail there is often no network. */
import { html, nothing, type TemplateResult } from 'lit';
import type { SyncController } from '../../controller/types.js';
import { adopt } from '../common/adopt.js';
import { css } from '../common/css.js';
import type { LiveRegion } from '../common/live-region.js';
import type { LocalizedHost } from '../common/localizer.js';
import { ReportCopier } from '../common/report-copier.js';
import { reportStyles } from '../common/report-copier.styles.js';
import type { PickerRow } from './frame.js';

/** Below the sentence that says what failed, in line with it. */
const styles = css`
  .report {
    padding: 0 0.75em 0.25em;
  }
  .report > .button {
    margin-block-start: -0.5em;
    margin-inline-start: -0.75em;
  }
`;

export class ReportLine {
  readonly #host: LocalizedHost;
  readonly #copier: ReportCopier;

  constructor(host: LocalizedHost, live: LiveRegion) {
    this.#host = host;
    this.#copier = new ReportCopier(host, live);
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
    const isInside = this.#host.shadowRoot?.activeElement?.closest('.report') != null;
    if (controller !== undefined && (isWrong || isInside || fault !== ''))
      return html`<div class="report" @focusout=${this.#left}>${this.#copier.render(controller, 'button bare')}</div>`;
    this.#copier.reset();
    return nothing;
  }

  readonly #left = (): void => {
    this.#host.requestUpdate();
  };
}
