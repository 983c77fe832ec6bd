import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { FeatureEditError, SyncController } from '../../controller/types.js';
import { summarize, toGdbError } from '../../shared/errors.js';
import type { AnyControllerEvent, ControllerBinding } from '../common/binding.js';
import { ErrorExplainer } from '../common/error-words.js';
import { GdbBeforeDiscardEvent, GdbZoomRequestEvent } from '../common/events.js';
import { ALERT, CHECK, icon, SYNC } from '../common/icons.js';
import type { Face } from '../common/lazy-face.js';
import { LiveRegion } from '../common/live-region.js';
import { Localizer } from '../common/localizer.js';
import { calciteModeOf } from '../common/page.js';
import { problemWords } from '../common/problem-words.js';
import { RovingGrid } from '../common/roving-grid.js';
import { Ticker } from '../common/ticker.js';
import { errorRow, titleOf, type RowAction } from './error-row.js';
import type { ConflictList } from './conflict-list.js';
import type { GdbEditErrors } from './gdb-edit-errors.js';
import { styles } from './gdb-edit-errors.styles.js';
import { errorsListEnglish, type ErrorsListKey } from './words.en.js';

/** Draws the list of refused edits, and carries out what is done with one. */
export class ErrorsFace implements Face {
  static readonly styles: CSSResultGroup = styles;
  readonly #host: GdbEditErrors;
  readonly #binding: ControllerBinding;
  readonly #words: Localizer<ErrorsListKey>;
  readonly #explainer: ErrorExplainer;
  readonly #ticker: Ticker;
  readonly #live: LiveRegion;
  readonly #alert: LiveRegion;
  readonly #grid: RovingGrid;
  /** The edit that is asked about once more. */
  #asking: number | undefined;
  readonly #problems = new Map<number, string>();
  #conflicts: ConflictList | undefined;
  #isFetching = false;

  constructor(host: GdbEditErrors, binding: ControllerBinding) {
    this.#host = host;
    this.#binding = binding;
    this.#words = new Localizer(host, errorsListEnglish);
    this.#explainer = new ErrorExplainer(host);
    this.#ticker = new Ticker(host);
    this.#live = new LiveRegion(host);
    this.#alert = new LiveRegion(host, 'alert');
    this.#grid = new RovingGrid(host, {
      onDelete: (key) => {
        this.#ask(Number(key));
      },
      onEnter: (key) => {
        this.#show(Number(key));
      },
      onEscape: (key) => this.#asking === Number(key) && this.#keep(),
      whenEmpty: () => host.renderRoot.querySelector<HTMLElement>('.title'),
    });
  }

  onEvent(event: AnyControllerEvent): void {
    if (event.type === 'gdb-edit-error') this.#sayCount();
  }

  render(): TemplateResult {
    const errors = this.#errors;
    const layers = groupByLayer(errors);
    return html`
      <div class="base ${calciteModeOf(this.#host)}" part="base">
        ${this.#showConflicts()}
        ${errors.length === 0 && this.#waitingConflicts > 0 ? nothing : this.#head(errors.length)}
        <div @keydown=${this.#grid.onKey} @focusin=${this.#grid.onFocus}>
          ${repeat(
            layers,
            ([layer]) => layer.layerId,
            ([layer, ...more]) => this.#layer([layer, ...more]),
          )}
        </div>
        ${this.#live.render()}${this.#alert.render()}
      </div>
    `;
  }

  get #waitingConflicts(): number {
    return this.#binding.state?.pending.conflicts ?? 0;
  }

  /** The list of features that were changed on both sides comes with the first of them. */
  #showConflicts(): TemplateResult | typeof nothing {
    const count = this.#binding.state === undefined ? 0 : (this.#binding.controller?.conflicts.length ?? 0);
    if (count === 0) return nothing;
    if (this.#conflicts === undefined && !this.#isFetching) void this.#fetchConflicts();
    return this.#conflicts?.render() ?? nothing;
  }

  async #fetchConflicts(): Promise<void> {
    this.#isFetching = true;
    try {
      const { ConflictList: List } = await import('./conflict-list.js');
      this.#conflicts = new List(this.#host, {
        controller: () => this.#binding.controller,
        explainer: this.#explainer,
        ticker: this.#ticker,
        live: this.#live,
      });
    } catch {
      // Without network, and not among what the page keeps: the next draw asks again.
      return;
    } finally {
      this.#isFetching = false;
    }
    this.#host.requestUpdate();
  }

  get #errors(): readonly FeatureEditError[] {
    return this.#binding.state === undefined ? [] : (this.#binding.controller?.syncErrors ?? []);
  }

  #head(count: number): TemplateResult {
    const words = this.#words;
    const { problem, state } = this.#binding;
    const isOpening = state?.opened !== true;
    if (problem !== null || isOpening)
      return html`<div class="head setup" part="summary">
        <span class="sign">${icon(problem === null ? SYNC : ALERT)}</span>
        <p class="title"><bdi>${problem === null ? words.text('opening') : problemWords(problem, words)}</bdi></p>
      </div>`;
    if (count === 0)
      return html`<div class="head calm" part="summary">
        <span class="sign">${icon(CHECK)}</span>
        <slot name="empty">
          <div>
            <p class="title" tabindex="-1"><bdi>${words.text('empty')}</bdi></p>
            <div class="todo"><bdi>${words.text('emptyTodo')}</bdi></div>
          </div>
        </slot>
      </div>`;
    return html`<div class="head" part="summary">
      <span class="sign">${icon(ALERT)}</span>
      <div>
        <h2 class="title" tabindex="-1"><bdi>${words.text('summary', { count })}</bdi></h2>
        <div class="todo"><bdi>${words.text('summaryTodo')}</bdi></div>
      </div>
    </div>`;
  }

  #layer(errors: readonly [FeatureEditError, ...FeatureEditError[]]): TemplateResult {
    const [{ layerId, layerName }] = errors;
    const layer = this.#binding.state?.geodatabase?.layers.find((candidate) => candidate.layerId === layerId);
    this.#ticker.within(30_000);
    return html`<section>
      <h3 class="layer" part="layer"><bdi>${layerName}</bdi><span class="count">${errors.length}</span></h3>
      <div role="grid" aria-label=${this.#words.text('listName', { layer: layerName })}>
        ${repeat(
          errors,
          ({ id }) => id,
          (error) =>
            errorRow({
              error,
              words: this.#words,
              explainer: this.#explainer,
              now: this.#ticker.now,
              isAsking: this.#asking === error.id,
              canShow: layer?.type !== 'Table',
              problem: this.#problems.get(error.id) ?? '',
              onAction: this.#act,
            }),
        )}
      </div>
    </section>`;
  }

  #sayCount(): void {
    const { controller } = this.#binding;
    const count = controller?.syncErrors.length ?? 0;
    if (controller !== undefined && count > 0) this.#alert.say(this.#words.text('summary', { count }), controller);
  }

  readonly #act = (event: Event): void => {
    const button = event.currentTarget as HTMLElement;
    const id = Number(button.closest<HTMLElement>('[data-row]')?.dataset['row']);
    switch (button.dataset['action'] as RowAction) {
      case 'retry':
        void this.#settle(id, 'saidRetry', (controller) => controller.retryEdit(id));
        return;
      case 'show':
        this.#show(id);
        return;
      case 'ask':
        this.#ask(id);
        return;
      case 'keep':
        this.#keep();
        return;
      case 'discard':
        this.#discard(id);
    }
  };

  #find(id: number): FeatureEditError | undefined {
    return this.#errors.find((error) => error.id === id);
  }

  #show(id: number): void {
    const error = this.#find(id);
    if (error === undefined) return;
    const { layerId, globalId, objectId } = error;
    this.#host.dispatchEvent(new GdbZoomRequestEvent({ layerId, globalId, objectId }));
  }

  #ask(id: number): void {
    this.#asking = id;
    this.#redraw(id, '[data-action="keep"]');
  }

  #keep(): boolean {
    const id = this.#asking;
    this.#asking = undefined;
    if (id !== undefined) this.#redraw(id, '[data-action="ask"]');
    return id !== undefined;
  }

  #redraw(id: number, focus: string): void {
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => {
      this.#grid.focusRow(String(id), focus);
    });
  }

  #discard(id: number): void {
    const error = this.#find(id);
    if (error === undefined) return;
    if (!this.#host.dispatchEvent(new GdbBeforeDiscardEvent(error))) {
      this.#keep();
      return;
    }
    void this.#settle(id, 'saidDiscarded', (controller) => controller.discardEdit(id));
  }

  async #settle(
    id: number,
    said: 'saidRetry' | 'saidDiscarded',
    work: (controller: SyncController) => Promise<void>,
  ): Promise<void> {
    const { controller } = this.#binding;
    const error = this.#find(id);
    if (controller === undefined || error === undefined) return;
    try {
      await work(controller);
      this.#problems.delete(id);
      this.#live.say(this.#words.text(said, { title: titleOf(error, this.#words) }), controller);
    } catch (thrown) {
      const { what } = this.#explainer.explain(summarize(toGdbError(thrown)), this.#words.language);
      const reason = this.#words.text('notDone', { reason: what });
      this.#problems.set(id, reason);
      this.#live.say(reason, controller);
    }
    if (this.#asking === id) this.#asking = undefined;
    this.#host.requestUpdate();
  }
}

/** Layers in the order in which they first appear. */
function groupByLayer(errors: readonly FeatureEditError[]): [FeatureEditError, ...FeatureEditError[]][] {
  const groups = new Map<number, [FeatureEditError, ...FeatureEditError[]]>();
  for (const error of errors) {
    const group = groups.get(error.layerId);
    if (group === undefined) groups.set(error.layerId, [error]);
    else group.push(error);
  }
  return [...groups.values()];
}
