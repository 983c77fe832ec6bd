/** The page of whose copy to open, where several people have this area on one device and nobody is signed in. */
import { html, nothing, type TemplateResult } from 'lit';
import type { LocalCopy, SyncController } from '../../controller/types.js';
import { now } from '../../shared/clock.js';
import { summarize, toGdbError, type ErrorSummary } from '../../shared/errors.js';
import { adopt } from '../common/adopt.js';
import { Localizer, type LocalizedHost } from '../common/localizer.js';
import { copyDetails } from './copy-details.js';
import { failureNote } from './failure-note.js';
import type { MenuPage, MenuTools } from './menu-panel.js';
import { pageStyles } from './pages.styles.js';
import { pagesEnglish, type PagesKey } from './pages-words.en.js';
import { NOBODY } from './people-here.js';

export class PeoplePage implements MenuPage {
  readonly #host: LocalizedHost;
  readonly #tools: MenuTools;
  readonly #words: Localizer<PagesKey>;
  #copies: readonly LocalCopy[] = [];
  #failure: ErrorSummary | null = null;

  constructor(host: LocalizedHost, tools: MenuTools) {
    this.#host = host;
    this.#tools = tools;
    this.#words = new Localizer(host, pagesEnglish);
    adopt(host, pageStyles);
  }

  opened(controller: SyncController): void {
    this.#failure = null;
    const show = (copies: readonly LocalCopy[]): void => {
      this.#copies = copies.filter(({ geodatabase }) => geodatabase === controller.geodatabaseName);
      this.#host.requestUpdate();
    };
    this.#failure = null;
    controller.copiesHere().then(show, (error: unknown) => {
      this.#failure = summarize(toGdbError(error));
      this.#host.requestUpdate();
    });
  }

  render(controller: SyncController): TemplateResult {
    const words = this.#words;
    return html`<p>${words.text('peopleSays')}</p>
      <ul class="rows" part="people">
        ${this.#copies.map((copy) => this.#row(controller, copy))}
      </ul>
      ${this.#failure === null ? nothing : failureNote(this.#tools.errors, this.#failure, words.language)}`;
  }

  #row(controller: SyncController, copy: LocalCopy): TemplateResult {
    const words = this.#words;
    const name = this.#nameOf(copy);
    const { geodatabase, user } = controller.state;
    return html`<li class="with-button">
      <div>
        <div class="row-title"><bdi>${name}</bdi></div>
        <div class="row-detail">${copyDetails(copy, { words: this.#tools.words, now: now() })}</div>
      </div>
      ${
        geodatabase !== null && copy.user === user
          ? html`<span class="row-when">${words.text('areaHere')}</span>`
          : html`<button
              class="button"
              type="button"
              aria-label="${words.text('peopleOpen')}: ${name}"
              @click=${() => void this.#open(controller, copy)}
            >
              ${words.text('peopleOpen')}
            </button>`
      }
    </li>`;
  }

  #nameOf({ user }: LocalCopy): string {
    return user === NOBODY ? this.#words.text('peopleNobody') : user;
  }

  async #open(controller: SyncController, copy: LocalCopy): Promise<void> {
    this.#failure = null;
    try {
      await controller.openAs(copy.user);
      this.#tools.close();
      this.#tools.live.say(this.#words.text('peopleOpened', { user: this.#nameOf(copy) }), controller);
    } catch (error) {
      this.#failure = summarize(toGdbError(error));
      this.#host.requestUpdate();
    }
  }
}
