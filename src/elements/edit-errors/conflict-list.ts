/** The features that were changed on both sides: loaded when there is the first. */
import { html, nothing, type TemplateResult } from 'lit';
import type { EditConflict } from '../../shared/conflicts.js';
import { KEPT_DAYS } from '../../shared/kept-days.js';
import { adopt } from '../common/adopt.js';
import { GdbZoomRequestEvent } from '../common/events.js';
import { focusedIn, isFocusElsewhere } from '../common/focus.js';
import { icon, ALERT, CHECK } from '../common/icons.js';
import { Localizer } from '../common/localizer.js';
import { RovingGrid } from '../common/roving-grid.js';
import type { Ticker } from '../common/ticker.js';
import { WindowedRows } from '../common/windowed-rows.js';
import { ConflictDecisions, type DecisionsDeps } from './conflict-decisions.js';
import { canShow, conflictRow, keyOf, type ConflictAction } from './conflict-row.js';
import { conflictStyles } from './conflict.styles.js';
import { conflictsEnglish, type ConflictsKey } from './conflicts.words.en.js';
import type { GdbEditErrors } from './gdb-edit-errors.js';
import type { ErrorsListKey } from './words.en.js';

export interface ConflictListDeps extends DecisionsDeps {
  /** Of the list below. */
  readonly words: Localizer<ErrorsListKey>;
  readonly ticker: Ticker;
}

/** The heading between those that wait and those that are decided. */
const DECIDED = 'decided';

/** In order, as rows: those that wait, then those that are decided, with a heading between where there are both. */
interface Sorted {
  readonly of: readonly EditConflict[];
  readonly waiting: readonly EditConflict[];
  readonly decided: readonly EditConflict[];
  /** What is decided is another row: the focus goes on to what stands in its place, which is to be decided next. */
  readonly keys: readonly string[];
}

const NONE: Sorted = { of: [], waiting: [], decided: [], keys: [] };

export class ConflictList {
  readonly #host: GdbEditErrors;
  readonly #deps: ConflictListDeps;
  readonly #words: Localizer<ConflictsKey>;
  readonly #decisions: ConflictDecisions;
  readonly #rows: WindowedRows;
  readonly #grid: RovingGrid;
  #sorted = NONE;
  /** The row where it is asked whether the other version may be forgotten. */
  #asking: string | undefined;

  constructor(host: GdbEditErrors, deps: ConflictListDeps) {
    this.#host = host;
    this.#deps = deps;
    this.#words = new Localizer(host, conflictsEnglish);
    this.#decisions = new ConflictDecisions(deps, this.#words, () => {
      host.requestUpdate();
    });
    const list = (): HTMLElement | null => host.renderRoot.querySelector<HTMLElement>('.conflict-list');
    this.#rows = new WindowedRows(host, { list, kept: () => this.#grid.current, typical: 320 });
    this.#grid = new RovingGrid(host, {
      list,
      rows: this.#rows,
      onEnter: (key) => {
        this.#do('show', key);
      },
      onEscape: (key) => this.#asking === key && this.#keep(key),
      whenEmpty: () => this.#title,
    });
    adopt(host, [conflictStyles]);
  }

  render(): TemplateResult | typeof nothing {
    const { waiting, decided, keys } = this.#sort();
    const rows = this.#rows.render(keys, (at) => this.#row(at));
    if (keys.length === 0) return nothing;
    this.#deps.ticker.within(30_000);
    return html`<section class="conflicts" part="conflicts">
      ${waiting.length > 0 ? this.#head('conflictsWaiting', 'conflictsWaitingTodo', waiting.length) : this.#decidedHead()}
      ${waiting.length > 1 ? this.#bulk() : nothing}
      <div
        class="conflict-list"
        role="grid"
        aria-label=${this.#words.text(waiting.length > 0 ? 'conflictsWaiting' : 'conflictsDecided', {
          count: waiting.length > 0 ? waiting.length : decided.length,
        })}
        aria-rowcount=${keys.length}
        @click=${this.#press}
        @keydown=${this.#grid.onKey}
        @focusin=${this.#grid.onFocus}
      >
        ${rows}
      </div>
    </section>`;
  }

  /** Once for the same conflicts: each draw asks. */
  #sort(): Sorted {
    const of = this.#deps.controller()?.conflicts ?? NONE.of;
    if (of === this.#sorted.of) return this.#sorted;
    const waiting = of.filter(({ state }) => state === 'waiting');
    const decided = of.filter(({ state }) => state !== 'waiting');
    const between = waiting.length > 0 && decided.length > 0 ? [DECIDED] : [];
    const keys = [...waiting.map(keyOf), ...between, ...decided.map((one) => `${DECIDED} ${keyOf(one)}`)];
    return (this.#sorted = { of, waiting, decided, keys });
  }

  #head(title: ConflictsKey, todo: ConflictsKey, count: number): TemplateResult {
    const isWaiting = title === 'conflictsWaiting';
    return html`<div class="head ${isWaiting ? 'asks' : 'setup'}" part="summary">
      <span class="sign">${icon(isWaiting ? ALERT : CHECK)}</span>
      <div>
        <h2 class="title" tabindex="-1"><bdi>${this.#words.text(title, { count })}</bdi></h2>
        <div class="todo">
          <bdi>${this.#words.text(todo, { days: this.#deps.controller()?.keptDays ?? KEPT_DAYS })}</bdi>
        </div>
      </div>
    </div>`;
  }

  #decidedHead(): TemplateResult {
    return this.#head('conflictsDecided', 'conflictsDecidedTodo', this.#sorted.decided.length);
  }

  #bulk(): TemplateResult {
    return html`<div class="bulk">
      <button class="button tonal" type="button" data-bulk="mine" @click=${this.#settleAll}>
        ${this.#words.text('keepAllMine')}
      </button>
      <button class="button" type="button" data-bulk="theirs" @click=${this.#settleAll}>
        ${this.#words.text('takeAllTheirs')}
      </button>
    </div>`;
  }

  #row(index: number): TemplateResult {
    const row = this.#sorted.keys[index] ?? '';
    const conflict = this.#find(row);
    if (conflict === undefined)
      return html`<div class="conflict-head" role="row" data-row=${row} aria-rowindex=${index + 1}>
        <div role="gridcell" data-stop tabindex="-1">${this.#decidedHead()}</div>
      </div>`;
    const controller = this.#deps.controller();
    const key = keyOf(conflict);
    return conflictRow({
      conflict,
      row,
      at: index + 1,
      layer: controller?.state.geodatabase?.layers.find(({ layerId }) => layerId === conflict.layerId),
      words: this.#words,
      listWords: this.#deps.words,
      now: this.#deps.ticker.now,
      chosen: this.#decisions.chosenIn(key),
      problem: this.#decisions.problemOf(key),
      report:
        controller !== undefined && this.#decisions.offersReport(key)
          ? this.#deps.report.render(controller, 'button bare', true)
          : nothing,
      isAsking: this.#asking === row,
    });
  }

  /** Undefined for the heading. */
  #find(row: string): EditConflict | undefined {
    const { waiting, decided, keys } = this.#sorted;
    const at = keys.indexOf(row);
    if (at < waiting.length) return waiting[at];
    return decided[at - (keys.length - decided.length)];
  }

  readonly #press = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLElement>('[data-action], [data-side]');
    const row = button?.closest<HTMLElement>('[data-row]')?.dataset['row'];
    if (button == null || row === undefined) return;
    const { action, side, field } = button.dataset;
    const conflict = this.#find(row);
    if (conflict === undefined) return;
    if (field !== undefined) this.#decisions.choose(conflict, field, side === 'theirs' ? 'theirs' : 'mine');
    else this.#do(action as ConflictAction, row);
  };

  #do(action: ConflictAction, row: string): void {
    const conflict = this.#find(row);
    if (conflict === undefined) return;
    const { layerId, globalId, objectId } = conflict;
    switch (action) {
      case 'mine':
      case 'theirs':
      case 'selection':
      case 'forget':
        this.#asking = undefined;
        void this.#decisions.settle(conflict, action);
        return;
      case 'ask':
        this.#ask(row);
        return;
      case 'keep':
        this.#keep(row);
        return;
      case 'show': {
        const layers = this.#deps.controller()?.state.geodatabase?.layers;
        const layer = layers?.find((one) => one.layerId === layerId);
        if (canShow(conflict, layer))
          this.#host.dispatchEvent(new GdbZoomRequestEvent({ layerId, globalId, objectId }));
      }
    }
  }

  /** What is forgotten cannot be brought back. */
  #ask(row: string): void {
    this.#asking = row;
    this.#focus(row, '[data-action="keep"]');
  }

  #keep(row: string): true {
    this.#asking = undefined;
    this.#focus(row, '[data-action="ask"]');
    return true;
  }

  #focus(row: string, selector: string): void {
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => {
      this.#grid.focusRow(row, selector);
    });
  }

  readonly #settleAll = (event: Event): void => {
    const side = (event.currentTarget as HTMLElement).dataset['bulk'] === 'theirs' ? 'theirs' : 'mine';
    void this.#decisions.settleAll(this.#sorted.waiting, side).then(async () => {
      await this.#host.updateComplete;
      // The button went with what it was for.
      if (focusedIn(this.#host) === null && !isFocusElsewhere(this.#host)) this.#title?.focus();
    });
  };

  get #title(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('.title[tabindex]');
  }
}
