/** Parts of an element that come by `import()` when they are first asked for. One that does not come is told where it was asked for, and can be asked for again. */
import { html, nothing, type TemplateResult } from 'lit';
import { adopt } from './adopt.js';
import { icon, RETRY } from './icons.js';
import type { LiveRegion } from './live-region.js';
import type { Localizer, LocalizedHost } from './localizer.js';
import { missingStyles } from './part-fetcher.styles.js';
import type { PartKey } from './words/parts.en.js';

export interface PartFetcherDeps {
  readonly words: Pick<Localizer<PartKey>, 'text'>;
  readonly live: LiveRegion;
  /** What the words are about, as the live region wants it. */
  readonly controller: () => object | undefined;
}

export interface Asked {
  /** Where it was asked for, of several places: it is told there. */
  readonly place?: string;
  /** Said before the rest: the name of a file, how many features. */
  readonly about?: string;
}

export class PartFetcher {
  readonly #host: LocalizedHost;
  readonly #deps: PartFetcherDeps;
  #missing: Required<Asked> | null = null;

  constructor(host: LocalizedHost, deps: PartFetcherDeps) {
    this.#host = host;
    this.#deps = deps;
  }

  /**
   * What `load` imports; null where it could not be fetched (no network, and not among what the page keeps), which is told by then. Never rejects, so
   * `load` does nothing else: what then goes wrong in the part itself is no missing part.
   */
  async get<Part>(load: () => Promise<Part>, { place = '', about = '' }: Asked = {}): Promise<Part | null> {
    let part: Part;
    try {
      part = await load();
    } catch {
      this.#tell({ place, about });
      return null;
    }
    if (this.#missing !== null) this.#host.requestUpdate();
    this.forget();
    return part;
  }

  /** Why nothing opened at this place; empty where something did, or nobody asked. */
  wordsAt(place = ''): string {
    return this.#missing?.place === place ? this.#deps.words.text('partMissing') : '';
  }

  /** The words at this place. `onAgain`: a button to ask again, where nothing else there can be pressed for it. */
  render(place = '', onAgain?: () => void): TemplateResult | typeof nothing {
    const words = this.wordsAt(place);
    if (words === '') return nothing;
    const about = this.#missing?.about ?? '';
    return html`<div class="part-missing">
      <span
        >${
          about === ''
            ? nothing
            : html`<strong><bdi>${about}</bdi></strong
                ><br />`
        }${words}</span
      >
      ${
        onAgain === undefined
          ? nothing
          : html`<button class="button" type="button" data-action="part-again" @click=${onAgain}>
              ${icon(RETRY)}${this.#deps.words.text('tryAgain')}
            </button>`
      }
    </div>`;
  }

  /** From the next drawing on it is not told any more: what it was asked for is closed. */
  forget(): void {
    this.#missing = null;
  }

  #tell(asked: Required<Asked>): void {
    const { words, live, controller } = this.#deps;
    adopt(this.#host, [missingStyles]);
    this.#missing = asked;
    this.#host.requestUpdate();
    const said = words.text('partMissing');
    const subject = controller();
    // Who left the page hears nothing of it.
    if (subject !== undefined && this.#host.isConnected)
      live.say(asked.about === '' ? said : `${asked.about}. ${said}`, subject);
  }
}
