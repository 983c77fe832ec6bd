/** The page "Ready for the field?" of the menu. */
import { html, type TemplateResult } from 'lit';
import type { SyncController } from '../../controller/types.js';
import { now } from '../../shared/clock.js';
import { ALERT, CHECK, icon, UNKNOWN } from '../common/icons.js';
import type { LocalizedHost } from '../common/localizer.js';
import { Localizer } from '../common/localizer.js';
import { adopt } from '../common/adopt.js';
import type { MenuPage, MenuTools } from './menu-panel.js';
import { readyStyles } from './readiness-page.styles.js';
import { readyLines, readySum, type ReadyAction, type ReadyLine } from './readiness-view.js';
import { readyEnglish, type ReadyKey } from './readiness-words.en.js';

const SIGNS = { good: CHECK, bad: ALERT, open: UNKNOWN } as const;
const SAID = { good: 'readyGood', bad: 'readyBad', open: 'readyOpen' } as const satisfies Record<string, ReadyKey>;

export class ReadinessPage implements MenuPage {
  readonly #host: LocalizedHost;
  readonly #tools: MenuTools;
  readonly #words: Localizer<ReadyKey>;
  #isLooking = false;

  constructor(host: LocalizedHost, tools: MenuTools) {
    this.#host = host;
    this.#tools = tools;
    this.#words = new Localizer(host, readyEnglish);
    adopt(host, readyStyles);
  }

  /** Looks at the device anew: what was true this morning may not be. */
  opened(controller: SyncController): void {
    void this.#look(controller);
  }

  render(controller: SyncController): TemplateResult {
    const words = this.#words;
    const lines = readyLines(controller.state, words, now());
    const { tone, text } = readySum(lines, words);
    return html`<div class="ready" part="ready">
      <p class="ready-sum ${tone}">${this.#isLooking ? words.text('readyChecking') : text}</p>
      <ul>
        ${lines.map((line) => this.#line(controller, line))}
      </ul>
    </div>`;
  }

  #line(controller: SyncController, { key, tone, title, detail, action, actionText }: ReadyLine): TemplateResult {
    return html`<li class=${tone} data-line=${key}>
      <span class="ready-sign">${icon(SIGNS[tone])}</span>
      <span class="ready-words">
        <span class="ready-title" id="ready-${key}"
          >${title}<span class="visually-hidden">: ${this.#words.text(SAID[tone])}</span></span
        >
        <span class="ready-detail"><bdi>${detail}</bdi></span>
      </span>
      <button
        class="button ${tone === 'bad' ? 'tonal' : 'bare'}"
        type="button"
        aria-describedby="ready-${key}"
        @click=${() => {
          this.#act(controller, action);
        }}
      >
        ${actionText}
      </button>
    </li>`;
  }

  #act(controller: SyncController, action: ReadyAction): void {
    switch (action) {
      case 'start':
        this.#tools.start();
        return;
      case 'protect':
        void controller.protectStorage().then(() => {
          this.#host.requestUpdate();
        });
        return;
      case 'reload':
        location.reload();
        return;
      case 'sign-in':
        controller.requestSignIn();
        return;
      case 'look':
        void this.#look(controller);
    }
  }

  async #look(controller: SyncController): Promise<void> {
    this.#isLooking = true;
    this.#host.requestUpdate();
    await controller.checkReadiness();
    this.#isLooking = false;
    this.#host.requestUpdate();
    this.#tools.live.say(readySum(readyLines(controller.state, this.#words, now()), this.#words).text, controller);
  }
}
