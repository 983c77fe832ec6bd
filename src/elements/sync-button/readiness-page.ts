/** The page "Ready for the field?" of the menu, and the one about storage, which is a part of it. */
import { html, nothing, type TemplateResult } from 'lit';
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
    const lines = this.#lines(controller);
    const { tone, text } = this.sum(lines, words);
    return html`<div class="ready" part="ready">
      ${
        // Two lines are their own sum.
        this.#isLooking || this.keys === null
          ? html`<p class="ready-sum ${tone}">${this.#isLooking ? words.text('readyChecking') : text}</p>`
          : nothing
      }
      <ul>
        ${lines.map((line) => this.#line(controller, line))}
      </ul>
    </div>`;
  }

  /** Which lines it shows; null for all. */
  protected get keys(): readonly ReadyLine['key'][] | null {
    return null;
  }

  /** What the lines come to. */
  protected sum(lines: readonly ReadyLine[], words: Localizer<ReadyKey>): ReturnType<typeof readySum> {
    return readySum(lines, words);
  }

  #lines(controller: SyncController): readonly ReadyLine[] {
    const { keys } = this;
    const lines = readyLines(controller.state, this.#words, now());
    return keys === null ? lines : lines.filter(({ key }) => keys.includes(key));
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
    this.#tools.live.say(this.sum(this.#lines(controller), this.#words).text, controller);
  }
}

/** How much room there is, and whether the browser keeps what is here. */
export class StoragePage extends ReadinessPage {
  protected override get keys(): readonly ReadyLine['key'][] {
    return ['room', 'kept'];
  }

  protected override sum(lines: readonly ReadyLine[]): ReturnType<typeof readySum> {
    const tone = lines.some((line) => line.tone === 'bad') ? 'bad' : 'good';
    return { tone, text: lines.map(({ title, detail }) => `${title}: ${detail}`).join(' ') };
  }
}
