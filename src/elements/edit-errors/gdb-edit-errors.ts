import { html, LitElement, type CSSResultGroup, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { FeatureEditError, SyncController } from '../../controller/types.js';
import { summarize, toGdbError } from '../../shared/errors.js';
import { ControllerBinding } from '../common/binding.js';
import { ErrorExplainer } from '../common/error-words.js';
import { GdbBeforeDiscardEvent, GdbZoomRequestEvent } from '../common/events.js';
import { ALERT, CHECK, icon, SYNC } from '../common/icons.js';
import { LiveRegion } from '../common/live-region.js';
import { Localizer } from '../common/localizer.js';
import type { Message } from '../common/message.js';
import { calciteModeOf } from '../common/page.js';
import { problemWords } from '../common/problem-words.js';
import { RovingGrid } from '../common/roving-grid.js';
import { Ticker } from '../common/ticker.js';
import { define } from '../define.js';
import { errorRow, titleOf, type RowAction } from './error-row.js';
import { styles } from './gdb-edit-errors.styles.js';
import { errorsListEnglish, type ErrorsListKey } from './words.en.js';

/**
 * Lists the edits that the service refused, layer by layer, as things to do: what it was, why it was refused in plain words with the ArcGIS
 * code, and what to do now. Nothing is ever thrown away without being asked twice. The whole list is one Tab stop: arrows move in it, Enter
 * shows the feature on the map, Delete asks whether to discard.
 *
 * @summary Lists refused edits with their reason, to retry, discard or show on a map.
 * @tag gdb-edit-errors
 *
 * @slot empty - Shown instead of "No change was refused".
 *
 * @csspart base - The whole element.
 * @csspart summary - How many changes were refused.
 * @csspart layer - The heading of a layer.
 * @csspart row - One refused edit.
 * @csspart name - The feature's name.
 * @csspart reason - Why it was refused, in plain words.
 * @csspart code - The ArcGIS code and what the server said.
 *
 * @cssproperty [--gdb-color-danger=var(--calcite-color-status-danger)] - Icon of the summary, and what would throw something away.
 * @cssproperty [--gdb-color-success=var(--calcite-color-status-success)] - Icon when nothing was refused.
 * @cssproperty [--gdb-color-brand=var(--calcite-color-brand)] - Fill of "Retry".
 * @cssproperty [--gdb-color-on-brand=var(--calcite-color-text-inverse)] - Text on that fill.
 * @cssproperty [--gdb-color-surface=var(--calcite-color-foreground-1)] - Background.
 * @cssproperty [--gdb-color-surface-raised=var(--calcite-color-foreground-2)] - Background of the layer headings.
 * @cssproperty [--gdb-color-border=var(--calcite-color-border-1)] - Borders and lines between rows.
 * @cssproperty [--gdb-color-text=var(--calcite-color-text-1)] - Text.
 * @cssproperty [--gdb-color-text-muted=var(--calcite-color-text-2)] - Text of second lines.
 * @cssproperty [--gdb-color-focus=var(--calcite-color-focus)] - Focus ring.
 * @cssproperty [--gdb-corner-radius=var(--calcite-corner-radius)] - Roundness of the corners.
 * @cssproperty [--gdb-font-family=var(--calcite-font-family)] - Font; the page's own by default.
 *
 * @fires {GdbZoomRequestEvent} gdb-zoom-request - A person wants to see the feature; `detail` names layer, GlobalID and ObjectID. Bubbles.
 * @fires {GdbBeforeDiscardEvent} gdb-before-discard - A person confirmed to discard an edit. Cancel it to keep the edit. Bubbles.
 * @fires gdb-edit-error - The service refused edits. Does not bubble.
 * @fires gdb-sync-status-change - The controller's state changed. Does not bubble.
 * @fires gdb-sync-progress - Counts or bytes moved. Does not bubble.
 * @fires gdb-edits-change - Local data changed. Does not bubble.
 * @fires gdb-conflict - A feature was changed here and on the server. Does not bubble.
 * @fires gdb-auth-required - The service wants a sign-in; hand the token to `detail.provideToken`. Does not bubble.
 */
export class GdbEditErrors extends LitElement {
  static override styles: CSSResultGroup = styles;
  static override properties: PropertyDeclarations = {
    serviceUrl: { attribute: 'service-url' },
    geodatabase: {},
    controller: { attribute: false, noAccessor: true },
    messageOverrides: { attribute: false },
  };

  /** Web address of the feature service, or of one of its layers. */
  declare serviceUrl: string | undefined;
  /** Name of the local copy, for pages that keep several areas of one service. */
  declare geodatabase: string | undefined;
  /** The page's own words by key, over those of the language. */
  declare messageOverrides: Readonly<Partial<Record<string, Message>>> | undefined;

  readonly #binding = new ControllerBinding(this, (event) => {
    if (event.type === 'gdb-edit-error') this.#sayCount();
  });
  readonly #words: Localizer<ErrorsListKey> = new Localizer(this, errorsListEnglish);
  readonly #explainer = new ErrorExplainer(this);
  readonly #ticker = new Ticker(this);
  readonly #live = new LiveRegion(this);
  readonly #alert = new LiveRegion(this, 'alert');
  readonly #grid = new RovingGrid(this, {
    onDelete: (key) => {
      this.#ask(Number(key));
    },
    onEnter: (key) => {
      this.#show(Number(key));
    },
    onEscape: (key) => this.#asking === Number(key) && this.#keep(),
    whenEmpty: () => this.renderRoot.querySelector<HTMLElement>('.title'),
  });
  /** The edit that is asked about once more. */
  #asking: number | undefined;
  readonly #problems = new Map<number, string>();

  /** The controller in use: the one given, else the page's shared one for `service-url` and `geodatabase`. */
  get controller(): SyncController | undefined {
    return this.#binding.controller;
  }

  set controller(controller: SyncController | undefined) {
    this.#binding.controller = controller;
  }

  /** Moves the focus into the list. */
  async setFocus(): Promise<void> {
    await this.updateComplete;
    this.focus();
  }

  override focus(): void {
    const find = (selector: string): HTMLElement | null => this.renderRoot.querySelector<HTMLElement>(selector);
    (find('[data-stop][tabindex="0"]') ?? find('.title'))?.focus();
  }

  override render(): TemplateResult {
    const errors = this.#errors;
    const layers = groupByLayer(errors);
    return html`
      <div class="base ${calciteModeOf(this)}" part="base">
        ${this.#head(errors.length)}
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
    this.dispatchEvent(new GdbZoomRequestEvent({ layerId, globalId, objectId }));
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
    this.requestUpdate();
    void this.updateComplete.then(() => {
      this.#grid.focusRow(String(id), focus);
    });
  }

  #discard(id: number): void {
    const error = this.#find(id);
    if (error === undefined) return;
    if (!this.dispatchEvent(new GdbBeforeDiscardEvent(error))) {
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
    this.requestUpdate();
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

define('gdb-edit-errors', GdbEditErrors);

declare global {
  interface HTMLElementTagNameMap {
    'gdb-edit-errors': GdbEditErrors;
  }
}
