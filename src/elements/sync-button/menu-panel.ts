/** What stands behind the three dots: a list of what can be done besides the one big press, and the page of what was chosen. Loaded when it is opened. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ControllerState, PhotoAnswer, SyncController } from '../../controller/types.js';
import type { ErrorSummary } from '../../shared/errors.js';
import type { SyncDirection } from '../../shared/records.js';
import { adopt } from '../common/adopt.js';
import type { ErrorExplainer } from '../common/error-words.js';
import type { BeforeSync } from '../common/events.js';
import {
  BACK,
  CHECK,
  CLOCK,
  CLOSE,
  DISK,
  DOWN,
  FILE,
  icon,
  LAYERS,
  OPEN_FILE,
  PERSON,
  RECEIPT,
  SWAP,
  TRASH,
  UP,
} from '../common/icons.js';
import type { LiveRegion } from '../common/live-region.js';
import { Localizer, type LocalizedHost } from '../common/localizer.js';
import { PartFetcher } from '../common/part-fetcher.js';
import { ReportCopier } from '../common/report-copier.js';
import { isRunning, photosWait } from '../common/status-words.js';
import type { GdbSyncButton } from './gdb-sync-button.js';
import { menuStyles } from './menu-panel.styles.js';
import { menuEnglish, type MenuKey } from './menu-words.en.js';
import type { ButtonKey } from './words.en.js';

/** What a page of the menu works with. */
export interface MenuTools {
  readonly errors: ErrorExplainer;
  readonly live: LiveRegion;
  /** Null where no file can be loaded now. */
  readonly openFile: () => (() => void) | null;
  /** Null where there is nothing to cancel. */
  readonly cancel: () => { readonly key: 'cancelSync' | 'cancelTake'; readonly act: () => void } | null;
  readonly close: () => void;
  /** Several people have this area on this device. */
  readonly areSeveral: () => boolean;
  /** What the button says too. */
  readonly words: Localizer<ButtonKey>;
  readonly element: GdbSyncButton;
  /** As the button is pressed. */
  readonly start: () => void;
  readonly sync: (direction: SyncDirection) => void;
  /** Shows progress and failure of work in the button; why it did not go well. */
  readonly run: (
    work: (signal: AbortSignal) => Promise<unknown>,
    announced: BeforeSync,
  ) => Promise<ErrorSummary | null>;
}

export interface MenuPage {
  render(controller: SyncController): TemplateResult;
  /** It is shown, for the first time or again. */
  opened?(controller: SyncController): void;
}

interface Entry {
  readonly key: MenuKey;
  readonly icon: string;
  readonly isOffered: (state: ControllerState, tools: MenuTools) => boolean;
  /** Makes nothing yet: what goes wrong in a page is no part that is missing. */
  readonly load: () => Promise<new (host: LocalizedHost, tools: MenuTools) => MenuPage>;
}

const isHere = ({ geodatabase }: ControllerState): boolean => geodatabase !== null;
const isIdle = ({ sync }: ControllerState): boolean => !isRunning(sync);

const ENTRIES: readonly Entry[] = [
  {
    key: 'menuReady',
    icon: CHECK,
    isOffered: ({ opened, unavailable }) => opened && unavailable === null,
    load: () => import('./readiness-page.js').then(({ ReadinessPage }) => ReadinessPage),
  },
  {
    key: 'menuStorage',
    icon: DISK,
    isOffered: ({ opened, unavailable }) => opened && unavailable === null,
    load: () => import('./readiness-page.js').then(({ StoragePage }) => StoragePage),
  },
  {
    key: 'menuReceipts',
    icon: RECEIPT,
    isOffered: isHere,
    load: () => import('./receipts-page.js').then(({ ReceiptsPage }) => ReceiptsPage),
  },
  {
    key: 'rescueMore',
    icon: FILE,
    isOffered: isHere,
    load: () => import('./rescue-panel.js').then(({ RescuePanel }) => RescuePanel),
  },
  {
    key: 'menuAreas',
    icon: LAYERS,
    isOffered: ({ opened, unavailable }) => opened && unavailable === null,
    load: () => import('./areas-page.js').then(({ AreasPage }) => AreasPage),
  },
  {
    key: 'menuPeople',
    icon: PERSON,
    isOffered: (state, { areSeveral }) => areSeveral() && isIdle(state),
    load: () => import('./people-page.js').then(({ PeoplePage }) => PeoplePage),
  },
  {
    key: 'menuReplace',
    icon: SWAP,
    // Where a map is named and not there, nobody could say which area.
    isOffered: (state, { element: { extent, lacksMap } }) =>
      isHere(state) && isIdle(state) && ((extent ?? '') !== '' || !lacksMap),
    load: () => import('./leave-pages.js').then(({ ReplacePage }) => ReplacePage),
  },
  {
    key: 'menuRemove',
    icon: TRASH,
    isOffered: (state) => isHere(state) && isIdle(state),
    load: () => import('./leave-pages.js').then(({ RemovePage }) => RemovePage),
  },
];

export class MenuPanel {
  readonly #host: LocalizedHost;
  readonly #tools: MenuTools;
  readonly #words: Localizer<MenuKey>;
  readonly #copier: ReportCopier;
  readonly #parts: PartFetcher;
  readonly #pages = new Map<MenuKey, MenuPage>();
  #shown: Entry | null = null;

  constructor(host: LocalizedHost, tools: MenuTools) {
    this.#host = host;
    this.#tools = tools;
    this.#words = new Localizer(host, menuEnglish);
    this.#copier = new ReportCopier(host, tools.live);
    const controller = (): SyncController | undefined => tools.element.controller;
    this.#parts = new PartFetcher(host, { words: tools.words, live: tools.live, controller });
    adopt(host, menuStyles);
  }

  render(controller: SyncController): TemplateResult {
    const page = this.#shown === null ? undefined : this.#pages.get(this.#shown.key);
    const isOffered = this.#shown?.isOffered(controller.state, this.#tools) === true;
    return html`<section
      class="panel"
      part="menu"
      id="menu"
      aria-labelledby=${page && isOffered ? 'menu-title' : 'more'}
    >
      ${page && isOffered && this.#shown ? this.#page(controller, this.#shown, page) : this.#list(controller)}
    </section>`;
  }

  /** Begins with a page instead of the list. */
  async openPage(key: MenuKey): Promise<void> {
    const entry = ENTRIES.find((one) => one.key === key);
    if (entry !== undefined) await this.#open(entry);
  }

  /** The next time it begins with the list. */
  closed(): void {
    this.#shown = null;
    this.#copier.reset();
    this.#parts.forget();
  }

  #list(controller: SyncController): TemplateResult {
    const openFile = this.#tools.openFile();
    const cancel = this.#tools.cancel();
    return html`<ul class="items">
      ${cancel === null ? nothing : this.#item(cancel.key, CLOSE, cancel.act)}
      ${openFile === null ? nothing : this.#item('fileMenu', OPEN_FILE, openFile)} ${this.#photos(controller)}
      ${this.#directions(controller)}
      ${ENTRIES.filter(({ isOffered }) => isOffered(controller.state, this.#tools)).map((entry) =>
        this.#item(entry.key, entry.icon, () => void this.#open(entry)),
      )}
      <li>${this.#copier.render(controller, 'item')}</li>
    </ul>`;
  }

  /** A person may know of the connection what the browser does not. */
  #photos(controller: SyncController): TemplateResult | typeof nothing {
    if (!photosWait(controller.state)) return nothing;
    const isAsked = controller.state.photoQuestion === 'open';
    const say = (answer: PhotoAnswer) => (): void => {
      this.#tools.close();
      const said = isAsked ? controller.answerPhotoQuestion(answer) : controller.sendPhotos();
      // What it meets shows in the state.
      said.catch(() => undefined);
    };
    return html`${this.#item('sendPhotos', UP, say('send'))}
    ${isAsked ? this.#item('photosWait', CLOCK, say('wait')) : nothing}`;
  }

  /** For an area that goes both ways: one of them alone, this once. */
  #directions({ state: { geodatabase, sync } }: SyncController): TemplateResult | typeof nothing {
    if (geodatabase?.syncDirection !== 'bidirectional' || geodatabase.syncModel === 'none' || isRunning(sync))
      return nothing;
    const start = (direction: SyncDirection) => (): void => {
      this.#tools.close();
      this.#tools.sync(direction);
    };
    return html`${this.#item('menuSend', UP, start('upload'))} ${this.#item('menuReceive', DOWN, start('download'))}`;
  }

  #item(key: MenuKey, sign: string, act: () => void): TemplateResult {
    return html`<li>
      <button class="item" type="button" data-item=${key} @click=${act}>${icon(sign)}${this.#words.text(key)}</button>
      ${this.#parts.render(key)}
    </li>`;
  }

  #page(controller: SyncController, entry: Entry, page: MenuPage): TemplateResult {
    return html`<div class="page-head">
        <button
          class="button bare square"
          type="button"
          aria-label=${this.#words.text('menuBack')}
          @click=${this.#back}
        >
          ${icon(BACK)}
        </button>
        <h3 id="menu-title" tabindex="-1">${this.#words.text(entry.key)}</h3>
      </div>
      <div class="page-body">${page.render(controller)}</div>`;
  }

  async #open(entry: Entry): Promise<void> {
    const { key } = entry;
    const page = this.#pages.get(key) ?? (await this.#make(entry));
    // The list stays, and the focus in it.
    if (page === null) return;
    this.#pages.set(key, page);
    this.#shown = entry;
    const controller = this.#tools.element.controller;
    if (controller !== undefined) page.opened?.(controller);
    await this.#redraw();
    this.#host.renderRoot.querySelector<HTMLElement>('#menu-title')?.focus();
  }

  async #make({ key, load }: Entry): Promise<MenuPage | null> {
    const Page = await this.#parts.get(load, { place: key });
    return Page && new Page(this.#host, this.#tools);
  }

  readonly #back = async (): Promise<void> => {
    const key = this.#shown?.key ?? '';
    this.#shown = null;
    await this.#redraw();
    this.#host.renderRoot.querySelector<HTMLElement>(`[data-item="${key}"]`)?.focus();
  };

  async #redraw(): Promise<void> {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
  }
}
