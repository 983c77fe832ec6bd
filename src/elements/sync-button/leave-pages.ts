/** The pages of what takes an area away: replace it by another, or remove it. Each says what would be lost, and asks for a word where something would. */
import { html, nothing, type TemplateResult } from 'lit';
import type { SyncController } from '../../controller/types.js';
import type { ErrorSummary } from '../../shared/errors.js';
import { adopt } from '../common/adopt.js';
import { Localizer, type LocalizedHost } from '../common/localizer.js';
import { failureNote } from './failure-note.js';
import type { MenuPage, MenuTools } from './menu-panel.js';
import { pageStyles } from './pages.styles.js';
import { pagesEnglish, type PagesKey } from './pages-words.en.js';
import { lostWith, replaceArea } from './replace-area.js';
import { wishOf } from './wish.js';

interface Leaving {
  readonly says: PagesKey;
  readonly lost: PagesKey;
  readonly now: PagesKey;
  readonly count: (controller: SyncController) => number;
}

const REPLACE: Leaving = {
  says: 'replaceSays',
  lost: 'replaceLost',
  now: 'replaceNow',
  // What can still be sent is synced first.
  count: ({ state: { pending } }) => pending.refused,
};
const REMOVE: Leaving = { says: 'removeSays', lost: 'removeLost', now: 'removeNow', count: lostWith };

abstract class LeavePage implements MenuPage {
  protected readonly host: LocalizedHost;
  protected readonly tools: MenuTools;
  protected readonly words: Localizer<PagesKey>;
  protected failure: ErrorSummary | null = null;
  /** How many changes a person said may be lost: what was said of fewer is not said of more. */
  #agreed = 0;
  readonly #leaving: Leaving;

  constructor(host: LocalizedHost, tools: MenuTools, leaving: Leaving) {
    this.host = host;
    this.tools = tools;
    this.words = new Localizer(host, pagesEnglish);
    this.#leaving = leaving;
    adopt(host, pageStyles);
  }

  opened(): void {
    this.failure = null;
    this.#agreed = 0;
  }

  render(controller: SyncController): TemplateResult {
    const { words } = this;
    const { says, lost, now, count: countOf } = this.#leaving;
    const count = this.#needsWord(controller);
    return html`<div class="leave" part="leave">
      <p>${words.text(says)}</p>
      ${
        count > 0
          ? html`<p class="lost" id="lost">${words.text(lost, { count: Math.max(count, countOf(controller)) })}</p>
              <label class="word">
                <input
                  type="checkbox"
                  data-word
                  aria-describedby="lost"
                  .checked=${this.mayLose(count)}
                  @change=${({ target }: Event) => {
                    this.#agreed = (target as HTMLInputElement).checked ? count : 0;
                    this.host.requestUpdate();
                  }}
                />
                <span>${words.text('mayBeLost', { count })}</span>
              </label>`
          : nothing
      }
      ${this.failure === null ? nothing : failureNote(this.tools.errors, this.failure, this.words.language)}
      <div class="actions">
        <button
          class="button danger"
          type="button"
          data-leave
          aria-disabled=${this.mayLose(count) ? nothing : 'true'}
          aria-describedby=${count > 0 ? 'lost' : nothing}
          @click=${() => {
            if (this.mayLose(this.#needsWord(controller))) void this.leave(controller);
          }}
        >
          ${words.text(now)}
        </button>
        ${this.failure === null ? nothing : this.more(controller)}
      </div>
    </div>`;
  }

  protected get agreed(): number {
    return this.#agreed;
  }

  protected mayLose(count: number): boolean {
    return count <= this.#agreed;
  }

  protected more(_controller: SyncController): TemplateResult | typeof nothing {
    return nothing;
  }

  protected abstract leave(controller: SyncController): Promise<void>;

  /** Also what could not be sent at the last try. */
  #needsWord(controller: SyncController): number {
    return this.failure === null ? this.#leaving.count(controller) : lostWith(controller);
  }
}

export class ReplacePage extends LeavePage {
  constructor(host: LocalizedHost, tools: MenuTools) {
    super(host, tools, REPLACE);
  }

  protected async leave(controller: SyncController): Promise<void> {
    const mayLose = this.agreed;
    const asked = wishOf(this.tools.element);
    if (asked.kind === 'wrong') return;
    // With a map the new area is chosen before anything happens to the old one.
    const chosen = asked.extent === null ? await this.tools.element.chooseArea() : undefined;
    if (chosen === null) return;
    const wish = { ...asked, extent: chosen ?? asked.extent };
    const { extent, layerIds } = wish;
    this.failure = await this.tools.run((signal) => replaceArea(controller, wish, { mayLose, signal }), {
      operation: 'replace',
      extent,
      layerIds,
    });
    if (this.failure === null) this.tools.close();
    this.host.requestUpdate();
  }
}

export class RemovePage extends LeavePage {
  constructor(host: LocalizedHost, tools: MenuTools) {
    super(host, tools, REMOVE);
  }

  protected leave(controller: SyncController): Promise<void> {
    return this.#remove(controller, false);
  }

  /** A service that is gone keeps nobody from it. */
  protected override more(controller: SyncController): TemplateResult {
    return html`<button
        class="button"
        type="button"
        data-alone
        aria-describedby="alone"
        aria-disabled=${this.mayLose(lostWith(controller)) ? nothing : 'true'}
        @click=${() => {
          if (this.mayLose(lostWith(controller))) void this.#remove(controller, true);
        }}
      >
        ${this.words.text('removeAlone')}
      </button>
      <p class="row-detail" id="alone">${this.words.text('removeAloneSays')}</p>`;
  }

  async #remove(controller: SyncController, leaveReplica: boolean): Promise<void> {
    const discardPendingEdits = this.agreed > 0;
    const options = { ...(discardPendingEdits && { discardPendingEdits }), ...(leaveReplica && { leaveReplica }) };
    this.failure = await this.tools.run((signal) => controller.unregisterGeodatabase({ ...options, signal }), {
      operation: 'unregister',
    });
    if (this.failure === null) this.tools.close();
    this.host.requestUpdate();
  }
}
