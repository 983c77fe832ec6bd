/** The page of the areas of this service that are on this device: each a copy of its own, with its size and what is unsent in it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { LocalCopy, SyncController } from '../../controller/types.js';
import { now } from '../../shared/clock.js';
import { summarize, toGdbError, type ErrorSummary } from '../../shared/errors.js';
import { adopt } from '../common/adopt.js';
import { Localizer, type LocalizedHost } from '../common/localizer.js';
import { GdbAreaChooseEvent } from '../common/events.js';
import { copyDetails } from './copy-details.js';
import { failureNote } from './failure-note.js';
import type { MenuPage, MenuTools } from './menu-panel.js';
import { pageStyles } from './pages.styles.js';
import { pagesEnglish, type PagesKey } from './pages-words.en.js';

const DEFAULT = 'default';
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} _-]{0,59}$/u;

export class AreasPage implements MenuPage {
  readonly #host: LocalizedHost;
  readonly #tools: MenuTools;
  readonly #words: Localizer<PagesKey>;
  #copies: readonly LocalCopy[] | null = null;
  /** Why they could not be read: not the same as none. */
  #failure: ErrorSummary | null = null;
  #isWrong = false;

  constructor(host: LocalizedHost, tools: MenuTools) {
    this.#host = host;
    this.#tools = tools;
    this.#words = new Localizer(host, pagesEnglish);
    adopt(host, pageStyles);
  }

  opened(controller: SyncController): void {
    this.#isWrong = false;
    const show = (copies: readonly LocalCopy[]): void => {
      this.#copies = ofOnePerson(copies, controller);
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
    if (this.#failure !== null) return failureNote(this.#tools.errors, this.#failure, words.language);
    return html`${this.#copies?.length === 0 ? html`<p>${words.text('areasNone')}</p>` : nothing}
      <ul class="rows" part="areas">
        ${this.#copies?.map((copy) => this.#row(controller, copy))}
      </ul>
      <form class="add" @submit=${this.#add}>
        <label
          >${words.text('areaName')}
          <input
            name="area"
            autocomplete="off"
            aria-invalid=${this.#isWrong ? 'true' : nothing}
            aria-describedby="area-name-hint"
        /></label>
        <button class="button" type="submit">${words.text('areaAdd')}</button>
        <p class="row-detail" id="area-name-hint" role="status">
          ${words.text(this.#isWrong ? 'areaNameWrong' : 'areaAddHint')}
        </p>
      </form>`;
  }

  #row({ geodatabaseName }: SyncController, copy: LocalCopy): TemplateResult {
    const words = this.#words;
    const { geodatabase } = copy;
    const name = geodatabase === DEFAULT ? words.text('areaDefault') : geodatabase;
    const isShown = geodatabase === geodatabaseName;
    return html`<li class="with-button">
      <div>
        <div class="row-title"><bdi>${name}</bdi></div>
        <div class="row-detail">${copyDetails(copy, { words: this.#tools.words, now: now() })}</div>
      </div>
      ${
        isShown
          ? html`<span class="row-when">${words.text('areaHere')}</span>`
          : html`<button
              class="button"
              type="button"
              aria-label="${words.text('areaOpen')}: ${name}"
              @click=${() => {
                this.#choose(geodatabase);
              }}
            >
              ${words.text('areaOpen')}
            </button>`
      }
    </li>`;
  }

  readonly #add = (event: SubmitEvent): void => {
    event.preventDefault();
    const name = new FormData(event.target as HTMLFormElement).get('area');
    const wanted = typeof name === 'string' ? name.trim() : '';
    this.#isWrong = !NAME.test(wanted) || this.#copies?.some(({ geodatabase }) => geodatabase === wanted) === true;
    if (this.#isWrong) this.#host.requestUpdate();
    else this.#choose(wanted);
  };

  /** The page decides: its other elements are to show the same area. Left alone, the button shows it. */
  #choose(geodatabase: string): void {
    const host = this.#host as LocalizedHost & { geodatabase: string | undefined };
    if (!host.dispatchEvent(new GdbAreaChooseEvent(geodatabase))) return;
    host.geodatabase = geodatabase === DEFAULT ? undefined : geodatabase;
    this.#tools.close();
  }
}

/** The areas of whom the page shows; where it shows nobody's yet, each area once: whose copy is meant is asked when it is shown. */
function ofOnePerson(copies: readonly LocalCopy[], { state }: SyncController): readonly LocalCopy[] {
  if (state.geodatabase !== null) return copies.filter(({ user }) => user === state.user);
  return copies.filter((copy, index) => copies.findIndex((one) => one.geodatabase === copy.geodatabase) === index);
}
