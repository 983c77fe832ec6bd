/** The small buttons beside the button, and what they open below it: the menu, and the panel for a file. Both are fetched when they are opened. */
import { html, nothing, type TemplateResult } from 'lit';
import type { SyncController } from '../../controller/types.js';
import type { ErrorSummary } from '../../shared/errors.js';
import type { SyncDirection } from '../../shared/records.js';
import { DropZone } from '../common/drop-zone.js';
import type { ErrorExplainer } from '../common/error-words.js';
import type { BeforeSync } from '../common/events.js';
import { isFocusElsewhere } from '../common/focus.js';
import { CLOSE, MORE, OPEN_FILE } from '../common/icons.js';
import type { LiveRegion } from '../common/live-region.js';
import type { Localizer } from '../common/localizer.js';
import { PartFetcher } from '../common/part-fetcher.js';
import type { ButtonShown, End } from './button-frame.js';
import type { ButtonView } from './button-view.js';
import type { FilePanel } from './file-panel.js';
import type { GdbSyncButton } from './gdb-sync-button.js';
import type { MenuPanel } from './menu-panel.js';
import type { PeopleHere } from './people-here.js';
import type { ButtonKey } from './words.en.js';

export interface EndsHooks {
  readonly controller: () => SyncController | undefined;
  readonly words: Localizer<ButtonKey>;
  readonly errors: ErrorExplainer;
  readonly live: LiveRegion;
  readonly takesFiles: () => boolean;
  readonly canCancel: () => boolean;
  readonly people: PeopleHere;
  readonly cancel: () => void;
  readonly start: () => void;
  readonly sync: (direction: SyncDirection) => void;
  /** Shows the progress and failure of work in the button. */
  readonly run: (
    work: (signal: AbortSignal) => Promise<unknown>,
    announced: BeforeSync,
  ) => Promise<ErrorSummary | null>;
}

export class ButtonEnds {
  readonly #host: GdbSyncButton;
  readonly #hooks: EndsHooks;
  readonly #drop: DropZone;
  readonly #menuPart: PartFetcher;
  readonly #filePart: PartFetcher;
  #open: 'nothing' | 'menu' | 'file' = 'nothing';
  /** Dropped, and not shown in its panel yet. */
  #dropped: File | null = null;
  #menu: MenuPanel | undefined;
  #file: FilePanel | undefined;

  constructor(host: GdbSyncButton, hooks: EndsHooks) {
    this.#host = host;
    this.#hooks = hooks;
    this.#menuPart = new PartFetcher(host, hooks);
    this.#filePart = new PartFetcher(host, hooks);
    this.#drop = new DropZone(host, ([file]) => {
      if (file !== undefined && hooks.takesFiles()) void this.#openFile(file);
    });
  }

  get isOpen(): boolean {
    return this.#open !== 'nothing';
  }

  /** Cancel, the folder and the three dots. Where it is narrow there is room for one of them: the menu has the others. */
  shown({ canCancel }: Pick<ButtonView, 'canCancel'>): ButtonShown['ends'] {
    const { words, takesFiles, controller, cancel } = this.#hooks;
    const opens = (what: 'menu' | 'file', sign: string, name: string, onPress: () => void): End => ({
      ...{ sign, name, onPress },
      opens: what,
      isOpen: this.#open === what,
    });
    return {
      cancel: canCancel ? { sign: CLOSE, name: this.#cancelName, onPress: cancel } : null,
      'open-file': takesFiles() ? opens('file', OPEN_FILE, words.text('fileMenu'), this.#toggleFile) : null,
      more: controller() === undefined ? null : opens('menu', MORE, words.text('more'), this.#toggleMenu),
    };
  }

  renderPanel(): TemplateResult | typeof nothing {
    const controller = this.#hooks.controller();
    if (controller === undefined) return nothing;
    const takesFiles = this.#hooks.takesFiles();
    return html`${this.#menuPart.render()} ${takesFiles ? this.#filePart.render('', this.#fileAgain) : nothing}
    ${this.#open === 'file' && takesFiles ? this.#file?.render() : nothing}
    ${this.#open === 'menu' ? this.#menu?.render(controller) : nothing}`;
  }

  /** What was open is closed, and the focus goes to where it was opened. */
  close(): void {
    const isElsewhere = isFocusElsewhere(this.#host);
    this.#close();
    if (isElsewhere) return;
    void this.#host.updateComplete.then(() => {
      this.#host.renderRoot.querySelector<HTMLElement>('#more')?.focus();
    });
  }

  /** Closes what was open on another controller. */
  forget(): void {
    if (this.isOpen) this.#close();
  }

  get #cancelName(): string {
    const isTaking = this.#hooks.controller()?.state.geodatabase === null;
    return this.#hooks.words.text(isTaking ? 'cancelTake' : 'cancelSync');
  }

  readonly #toggleFile = (): void => {
    if (this.#open === 'file') this.#close();
    else void this.#openFile(null);
  };

  readonly #fileAgain = (): void => {
    void this.#openFile(null);
  };

  /** A file that was dropped waits where the panel does not come. */
  async #openFile(dropped: File | null): Promise<void> {
    this.#dropped = dropped ?? this.#dropped;
    const part = await this.#filePart.get(() => import('./file-panel.js'), { about: this.#dropped?.name ?? '' });
    if (part === null) return;
    const file = this.#dropped;
    this.#dropped = null;
    this.#file ??= new part.FilePanel(this.#host, {
      controller: this.#hooks.controller,
      errors: this.#hooks.errors,
      live: this.#hooks.live,
      isOver: () => this.#drop.isOver,
      run: (work, loaded) => this.#hooks.run(work, { operation: 'register', file: loaded }),
      close: () => {
        this.#close();
      },
    });
    this.#show('file');
    if (file !== null) await this.#file.open(file);
  }

  readonly #toggleMenu = (): void => {
    const controller = this.#hooks.controller();
    if (this.#open === 'menu') this.#close();
    else {
      if (controller !== undefined) this.#hooks.people.ask(controller);
      void this.#openMenu();
    }
  };

  /** The menu, at the page of whose copy is meant. */
  async choosePerson(): Promise<void> {
    await this.#openMenu();
    await this.#menu?.openPage('menuPeople');
  }

  async #openMenu(): Promise<void> {
    const { controller, words, live } = this.#hooks;
    const part = await this.#menuPart.get(() => import('./menu-panel.js'));
    if (part === null) return;
    this.#menu ??= new part.MenuPanel(this.#host, {
      errors: this.#hooks.errors,
      live,
      words,
      element: this.#host,
      start: this.#hooks.start,
      sync: this.#hooks.sync,
      run: this.#hooks.run,
      areSeveral: () => this.#hooks.people.areSeveral,
      openFile: () => (this.#hooks.takesFiles() ? (): void => void this.#openFile(null) : null),
      cancel: () =>
        this.#hooks.canCancel()
          ? {
              key: controller()?.state.geodatabase === null ? 'cancelTake' : 'cancelSync',
              act: (): void => {
                this.close();
                this.#hooks.cancel();
              },
            }
          : null,
      close: () => {
        this.close();
      },
    });
    this.#show('menu');
  }

  #close(): void {
    this.#menu?.closed();
    this.#show('nothing');
  }

  #show(open: 'nothing' | 'menu' | 'file'): void {
    this.#open = open;
    this.#menuPart.forget();
    if (this.#dropped === null) this.#filePart.forget();
    this.#host.requestUpdate();
  }
}
