import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import type { FeatureEditError } from '../../controller/types.js';
import type { ErrorSummary } from '../../shared/errors.js';
import type { LayerSchema } from '../../shared/esri.js';
import type { AnyControllerEvent, ControllerBinding } from '../common/binding.js';
import { drawTemplate } from '../common/draw-templates.js';
import { ErrorExplainer } from '../common/error-words.js';
import type * as Download from '../common/download.js';
import { GdbZoomRequestEvent } from '../common/events.js';
import { focusedIn, isFocusElsewhere } from '../common/focus.js';
import { languageThere } from '../common/languages.js';
import type { Face } from '../common/lazy-face.js';
import { LiveRegion } from '../common/live-region.js';
import { Localizer } from '../common/localizer.js';
import { calciteModeOf } from '../common/page.js';
import { PartFetcher } from '../common/part-fetcher.js';
import { ReportCopier } from '../common/report-copier.js';
import { RovingGrid } from '../common/roving-grid.js';
import { Ticker } from '../common/ticker.js';
import { WindowedRows } from '../common/windowed-rows.js';
import { Checks } from './checks.js';
import { ErrorActions } from './error-actions.js';
import { checkRow, errorRow, titleOf, type RowInput } from './error-row.js';
import type { ErrorsShown } from './errors-frame.js';
import type * as ExportList from './export-list.js';
import { Fixing } from './fixing.js';
import type { GdbEditErrors } from './gdb-edit-errors.js';
import { styles } from './gdb-edit-errors.styles.js';
import { checksHeading, headingRow } from './heading-row.js';
import { LazyConflicts } from './lazy-conflicts.js';
import type { ListItem } from './list-items.js';
import { ListModel } from './list-model.js';
import { moreActions } from './more-actions.js';
import { RowShapes } from './row-shapes.js';
import { summary } from './summary.js';
import { tools } from './tools.js';
import { ClearOfUndo, undoBar } from './undo-bar.js';
import { errorsListEnglish, type ErrorsListKey } from './words.en.js';

export { knowExplanations } from '../common/error-words.js';

/** Where it is told that what writes the list could not be loaded: a row is told of by its key. */
const EXPORT = 'export';

/** Draws the list of refused edits, and carries out what is done with them. */
export class ErrorsFace implements Face<ErrorsShown> {
  static readonly styles: CSSResultGroup = styles;
  static readonly prepare: (host: Element) => Promise<unknown> = languageThere;
  readonly #host: GdbEditErrors;
  readonly #binding: ControllerBinding;
  readonly #words: Localizer<ErrorsListKey>;
  readonly #explainer: ErrorExplainer;
  readonly #ticker: Ticker;
  readonly #live: LiveRegion;
  readonly #alert: LiveRegion;
  readonly #rows: WindowedRows;
  readonly #grid: RovingGrid;
  readonly #actions: ErrorActions;
  readonly #checks: Checks;
  readonly #shapes: RowShapes;
  readonly #fixing: Fixing;
  readonly #model: ListModel;
  readonly #report: ReportCopier;
  readonly #conflicts: LazyConflicts;
  /** The form of a row, by its key, and what writes the list to a file. */
  readonly #parts: PartFetcher;
  /** The row whose rarer actions are open. */
  #more: string | undefined;
  /** Why this device could not be opened, as it was last told. */
  #unavailable: ErrorSummary | null = null;

  constructor(host: GdbEditErrors, binding: ControllerBinding) {
    this.#host = host;
    this.#binding = binding;
    const controller = () => this.#binding.controller;
    const find = (selector: string): HTMLElement | null => host.renderRoot.querySelector<HTMLElement>(selector);
    this.#words = new Localizer(host, errorsListEnglish);
    this.#explainer = new ErrorExplainer(host);
    this.#ticker = new Ticker(host);
    this.#live = new LiveRegion(host);
    this.#alert = new LiveRegion(host, 'alert');
    this.#model = new ListModel(this.#explainer, this.#words);
    this.#conflicts = new LazyConflicts(host, {
      controller,
      explainer: this.#explainer,
      ticker: this.#ticker,
      live: this.#live,
      report: new ReportCopier(host, this.#live),
      words: this.#words,
    });
    this.#parts = new PartFetcher(host, { words: this.#words, live: this.#live, controller });
    this.#report = new ReportCopier(host, this.#live);
    this.#checks = new Checks(host, controller);
    this.#shapes = new RowShapes(host, controller);
    this.#actions = new ErrorActions(host, {
      controller,
      words: this.#words,
      explainer: this.#explainer,
      live: this.#live,
    });
    this.#fixing = new Fixing(host, {
      parts: this.#parts,
      controller,
      words: this.#words,
      onWrite: (key, said, work) => this.#actions.do(key, said, work),
      onClosed: (key) => {
        this.#focus(key, '[data-action="fix"]');
      },
      onUnchanged: (key) => {
        const item = this.#model.find(key);
        if (item?.kind === 'row') void this.#actions.retry([item.error]);
      },
    });
    new ClearOfUndo(host);
    this.#rows = new WindowedRows(host, {
      list: () => find('.list'),
      kept: () => this.#grid.current,
      typical: 116,
    });
    this.#grid = new RovingGrid(host, {
      list: () => find('.list'),
      rows: this.#rows,
      onDelete: (key) => {
        this.#do('discard', key);
      },
      onEnter: (key) => {
        this.#do('show', key);
      },
      onEscape: (key) => this.#close(key),
      whenEmpty: () => find('[data-action="undo"]') ?? find('.title'),
    });
  }

  onEvent({ type }: AnyControllerEvent): void {
    if (type === 'gdb-edit-error') this.#sayCount();
    if (type === 'gdb-edits-change') this.#shapes.forget();
    if (type === 'gdb-sync-status-change') this.#sayUnavailable();
    if (type !== 'gdb-sync-progress') this.#checks.refresh();
  }

  render(): ErrorsShown {
    const { controller, state } = this.#binding;
    const words = this.#words;
    const errors = this.#errors;
    const checks = state === undefined ? [] : this.#checks.found;
    const { keys, at, shown } = this.#model.list({ errors, checks });
    const isSilent = keys.length === 0 && errors.length === 0 && (state?.pending.conflicts ?? 0) > 0;
    if (keys.length > 0) this.#ticker.within(30_000);
    const said = isSilent
      ? null
      : summary({
          binding: this.#binding,
          count: errors.length,
          checks: checks.length,
          words,
          explainer: this.#explainer,
          onAction: this.#press,
          report: () => this.#copyReport(false),
        });
    const headline = said !== null && 'title' in said ? said : null;
    return {
      draw: drawTemplate,
      base: calciteModeOf(this.#host),
      head: html`${state === undefined ? nothing : this.#conflicts.render()} ${headline === null ? said : nothing}`,
      headline,
      tools: tools({
        words,
        errors,
        shown,
        search: this.#model.search,
        filter: this.#model.filter,
        onSearch: (text) => {
          this.#model.search = text;
          this.#sayFound();
        },
        onFilter: (filter) => {
          this.#model.filter = filter;
          this.#sayFound();
        },
        onAction: this.#press,
        isFirst: () => this.#rows.isFirst,
        isTyping: this.#host.shadowRoot?.activeElement?.closest('.finder') != null,
      }),
      below: html`${this.#parts.render(EXPORT)}
        <div
          class="list"
          role=${keys.length > 0 ? 'grid' : nothing}
          aria-label=${keys.length > 0 ? words.text('refusedList') : nothing}
          aria-rowcount=${keys.length > 0 ? keys.length : nothing}
          @click=${this.#press}
          @keydown=${this.#grid.onKey}
          @focusin=${this.#grid.onFocus}
        >
          ${this.#rows.render(keys, (index) => this.#row(at(index), index + 1))}
        </div>
        ${undoBar(controller === undefined || state === undefined ? 0 : controller.discardedEdits.length, words, this.#press)}
        ${this.#live.render()}${this.#alert.render()}`,
      onKey: this.#onKey,
    };
  }

  get #errors(): readonly FeatureEditError[] {
    return this.#binding.state === undefined ? [] : (this.#binding.controller?.syncErrors ?? []);
  }

  #layer(layerId: number): LayerSchema | undefined {
    return this.#binding.state?.geodatabase?.layers.find((layer) => layer.layerId === layerId);
  }

  #row(item: ListItem | undefined, at: number): TemplateResult {
    const words = this.#words;
    const explainer = this.#explainer;
    if (item === undefined) return html``;
    if (item.kind === 'checks') return checksHeading(item.count, at, words);
    if ('errors' in item) return headingRow({ heading: item, at, words, explainer });
    const { key } = item;
    const of = item.kind === 'row' ? item.error : item.check;
    const hasShape = this.#layer(of.layerId)?.type !== 'Table';
    const common: RowInput = {
      key,
      at,
      words,
      isFirst: this.#rows.isFirst,
      canShow: hasShape,
      outline: hasShape ? this.#shapes.of(of) : null,
      problem: this.#parts.wordsAt(key) || this.#actions.problemOf(key),
      form: this.#fixing.render(key),
    };
    if (item.kind === 'check') return checkRow({ ...common, check: item.check });
    const { error } = item;
    const more = this.#more === key ? this.#moreOf(error) : nothing;
    return errorRow({ ...common, error, explainer, now: this.#ticker.now, more });
  }

  #moreOf(error: FeatureEditError): TemplateResult {
    const isOnly = this.#errors.length === 1;
    return moreActions({ error, words: this.#words, report: this.#copyReport(true), isOnly });
  }

  #copyReport(isInRow: boolean): TemplateResult | typeof nothing {
    const { controller } = this.#binding;
    return controller === undefined ? nothing : this.#report.render(controller, 'button', isInRow);
  }

  #sayCount(): void {
    const { controller } = this.#binding;
    const count = controller?.syncErrors.length ?? 0;
    if (controller !== undefined && count > 0) this.#alert.say(this.#words.text('summary', { count }), controller);
  }

  /** Also when another try went wrong. What said it goes with it: the focus does not. */
  #sayUnavailable(): void {
    const { controller, state } = this.#binding;
    const unavailable = state?.unavailable ?? null;
    const before = this.#unavailable;
    if (controller === undefined || unavailable === before) return;
    this.#unavailable = unavailable;
    if (unavailable !== null) {
      const { what, todo } = this.#explainer.explain(unavailable, this.#words.language);
      this.#live.say(`${what} ${todo}`, controller);
    } else if (focusedIn(this.#host) !== null) void this.#keepFocus();
  }

  #sayFound(): void {
    const { shown } = this.#model.list({ errors: this.#errors, checks: this.#checks.found });
    const { controller } = this.#binding;
    if (controller !== undefined) this.#live.say(this.#words.text('found', { count: shown.length }), controller);
    this.#host.requestUpdate();
  }

  /** Undo as in any editor; a field keeps its own. Escape empties the search before it may close what is around the list. */
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && (event.target as Element).matches('[type="search"]') && this.#model.search !== '') {
      event.preventDefault();
      event.stopPropagation();
      this.#model.search = '';
      this.#sayFound();
      return;
    }
    const isUndo = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    const isInField = (event.target as Element).closest('input, textarea, select') !== null;
    if (!isUndo || isInField || this.#binding.controller?.discardedEdits.length === 0) return;
    event.preventDefault();
    this.#do('undo');
  };

  readonly #press = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLElement>('[data-action]');
    if (button !== null)
      this.#do(button.dataset['action'] ?? '', button.closest<HTMLElement>('[data-row]')?.dataset['row']);
  };

  /** What a press or a key asks for; `key` names the row. */
  #do(action: string, key?: string): void {
    const item = key === undefined ? undefined : this.#model.find(key);
    const shown = this.#model.shown;
    switch (action) {
      case 'open-again':
        this.#binding.controller?.retryNow();
        return;
      case 'undo':
        void this.#undo();
        return;
      case 'forget':
        void this.#actions.forget().then(() => this.#keepFocus());
        return;
      case 'retry-shown':
        void this.#actions.retry(shown).then(() => this.#keepFocus());
        return;
      case 'discard-shown':
        void this.#actions.discard(shown).then(() => this.#keepFocus());
        return;
      case 'export':
        void this.#export(shown);
        return;
      case 'show-all':
        this.#model.search = '';
        this.#model.filter = 'all';
        this.#sayFound();
        void this.#keepFocus();
        return;
    }
    if (item !== undefined && 'errors' in item) {
      if (action === 'retry-all') void this.#actions.retry(item.errors());
      else if (action === 'discard-all') void this.#actions.discard(item.errors());
      else if (action === 'toggle' || action === 'show') {
        this.#model.toggle(item.key);
        this.#host.requestUpdate();
      }
    } else if (item?.kind === 'row' || item?.kind === 'check') this.#doRow(action, item);
  }

  #doRow(action: string, item: Extract<ListItem, { kind: 'row' | 'check' }>): void {
    const of = item.kind === 'row' ? item.error : item.check;
    const { layerId, globalId, objectId } = of;
    if (action === 'show') {
      if (this.#layer(layerId)?.type !== 'Table')
        this.#host.dispatchEvent(new GdbZoomRequestEvent({ layerId, globalId, objectId }));
    } else if (action === 'fix') {
      const said = item.kind === 'row' ? item.error.error.description : '';
      const subject = { title: titleOf(of, this.#words), layerId, globalId, said };
      void this.#fixing.toggle(item.key, subject, this.#layer(layerId));
    } else if (item.kind === 'check') return;
    else if (action === 'retry') void this.#actions.retry([item.error]);
    else if (action === 'discard') void this.#actions.discard([item.error]);
    else if (action === 'more') {
      this.#more = this.#more === item.key ? undefined : item.key;
      this.#report.reset();
      this.#host.requestUpdate();
    }
  }

  #close(key: string): boolean {
    if (this.#fixing.isOpen(key)) return this.#fixing.close();
    if (this.#more !== key) return false;
    this.#more = undefined;
    this.#focus(key, '[data-action="more"]');
    return true;
  }

  async #undo(): Promise<void> {
    const [first] = await this.#actions.undo();
    await this.#host.updateComplete;
    if (first === undefined) await this.#keepFocus();
    else this.#grid.goTo(String(first));
  }

  async #export(errors: readonly FeatureEditError[]): Promise<void> {
    const { controller } = this.#binding;
    if (controller === undefined) return;
    const load = (): Promise<[typeof ExportList, typeof Download]> =>
      Promise.all([import('./export-list.js'), import('../common/download.js')]);
    const part = await this.#parts.get(load, { place: EXPORT });
    if (part === null) return;
    const [{ errorsAsCsv }, { download }] = part;
    const day = new Date(this.#ticker.now).toISOString().slice(0, 10);
    download(errorsAsCsv(errors, this.#model.reasonOf), `${controller.geodatabaseName}-refused-${day}.csv`);
    this.#live.say(this.#words.text('saidExported'), controller);
  }

  /** What was pressed may be gone with what it was for. */
  async #keepFocus(): Promise<void> {
    await this.#host.updateComplete;
    if (this.#host.shadowRoot?.activeElement == null && !isFocusElsewhere(this.#host)) await this.#host.setFocus();
  }

  #focus(key: string, selector: string): void {
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => {
      this.#grid.focusRow(key, selector);
    });
  }
}
