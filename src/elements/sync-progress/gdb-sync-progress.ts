import { html, LitElement, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { SyncController } from '../../controller/types.js';
import { ControllerBinding } from '../common/binding.js';
import { ErrorExplainer, type ExplainedError } from '../common/error-words.js';
import { focusedIn } from '../common/focus.js';
import { ALERT, icon, SYNC } from '../common/icons.js';
import { joined } from '../common/joined.js';
import { LiveRegion } from '../common/live-region.js';
import { Localizer } from '../common/localizer.js';
import type { Message } from '../common/message.js';
import { calciteModeOf } from '../common/page.js';
import { problemWords } from '../common/problem-words.js';
import { RunFollower } from '../common/run-follower.js';
import { situationOf } from '../common/situation.js';
import { countsDown, isRunning } from '../common/status-words.js';
import { Ticker } from '../common/ticker.js';
import { define } from '../define.js';
import { styles } from './gdb-sync-progress.styles.js';
import type { NoteView } from './note-words.js';
import { progressView, type ProgressAction, type ProgressView } from './progress-view.js';
import { progressEnglish, type ProgressKey } from './words.en.js';

const PLAIN: Pick<ProgressView, 'advice' | 'details' | 'small' | 'notes' | 'hasBar' | 'actions'> = {
  advice: '',
  details: [],
  small: '',
  notes: [],
  hasBar: false,
  actions: [],
};

/**
 * Shows how far a sync is: what is being done in words, how much of it, one percent for the whole that never runs backwards, and in the end
 * what was sent and received. It also shows what another tab does. Speaks politely, and not too often.
 *
 * @summary Shows how far a sync is, and how it ended.
 * @tag gdb-sync-progress
 *
 * @slot actions - More buttons, after those of the element.
 *
 * @csspart base - The whole card.
 * @csspart title - The sentence that says what is being done or how it ended.
 * @csspart details - Counts and bytes, or what to do now.
 * @csspart notes - What else to know of a sync that ended: the version that edits went to, changed layers.
 * @csspart percent - The percent in words.
 * @csspart bar - The track of the bar, with the role progressbar.
 * @csspart fill - The part of the bar that is done.
 * @csspart actions - The row of buttons.
 *
 * @cssproperty [--gdb-color-brand=var(--calcite-color-brand)] - Bar and icon while something is being done.
 * @cssproperty [--gdb-color-success=var(--calcite-color-status-success)] - Icon after a good end.
 * @cssproperty [--gdb-color-danger=var(--calcite-color-status-danger)] - Icon when something went wrong.
 * @cssproperty [--gdb-color-surface=var(--calcite-color-foreground-1)] - Background of the card.
 * @cssproperty [--gdb-color-border=var(--calcite-color-border-1)] - Border of the card.
 * @cssproperty [--gdb-color-text=var(--calcite-color-text-1)] - Text.
 * @cssproperty [--gdb-color-text-muted=var(--calcite-color-text-2)] - Text of the second line.
 * @cssproperty [--gdb-color-focus=var(--calcite-color-focus)] - Focus ring.
 * @cssproperty [--gdb-corner-radius=var(--calcite-corner-radius)] - Roundness of the corners.
 * @cssproperty [--gdb-font-family=var(--calcite-font-family)] - Font; the page's own by default.
 *
 * @fires gdb-sync-status-change - The controller's state changed. Does not bubble.
 * @fires gdb-sync-progress - Counts or bytes moved. Does not bubble.
 * @fires gdb-edits-change - Local data changed. Does not bubble.
 * @fires gdb-edit-error - The service refused edits. Does not bubble.
 * @fires gdb-conflict - A feature was changed here and on the server. Does not bubble.
 * @fires gdb-auth-required - The service wants a sign-in; hand the token to `detail.provideToken`. Does not bubble.
 */
export class GdbSyncProgress extends LitElement {
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

  readonly #binding = new ControllerBinding(this, () => {
    this.#follow();
  });
  readonly #words: Localizer<ProgressKey> = new Localizer(this, progressEnglish);
  readonly #errors = new ErrorExplainer(this);
  readonly #ticker = new Ticker(this);
  readonly #live = new LiveRegion(this);
  readonly #runs = new RunFollower(this.#live, this.#words);

  /** The controller in use: the one given, else the page's shared one for `service-url` and `geodatabase`. */
  get controller(): SyncController | undefined {
    return this.#binding.controller;
  }

  set controller(controller: SyncController | undefined) {
    this.#binding.controller = controller;
  }

  /** Moves the focus to the first button, where there is one. */
  async setFocus(): Promise<void> {
    await this.updateComplete;
    this.focus();
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('button')?.focus();
  }

  override render(): TemplateResult {
    const view = this.#look();
    const percent = view.hasBar ? this.#runs.percent : null;
    return html`
      <div class="base ${view.tone} ${calciteModeOf(this)}" part="base" aria-busy=${view.hasBar ? 'true' : nothing}>
        <div class="card">
          <span class="sign">${icon(view.icon)}</span>
          <div class="words">
            <div class="title" part="title" id="title" tabindex="-1"><bdi>${view.title}</bdi></div>
            <div class="details" part="details">
              ${view.advice === '' ? nothing : html`<div><bdi>${view.advice}</bdi></div>`} ${joined(view.details)}
            </div>
            ${view.small === '' ? nothing : html`<div class="small"><bdi>${view.small}</bdi></div>`}
            ${
              view.notes.length === 0
                ? nothing
                : html`<ul class="notes" part="notes">
                    ${view.notes.map(noteItem)}
                  </ul>`
            }
          </div>
          <span class="percent" part="percent" aria-hidden="true"
            >${percent === null ? nothing : this.#words.percent(percent)}</span
          >
          ${view.hasBar ? this.#bar(view, percent) : nothing}
          <div class="actions" part="actions">
            ${view.actions.map((action) => this.#action(action))}<slot name="actions"></slot>
          </div>
        </div>
        ${this.#live.render()}
      </div>
    `;
  }

  protected override update(changed: Map<PropertyKey, unknown>): void {
    const hadFocus = focusedIn(this) !== null;
    super.update(changed);
    // A button that is gone must not take the focus with it to the top of the page.
    if (hadFocus && focusedIn(this) === null)
      (
        this.renderRoot.querySelector<HTMLElement>('button') ?? this.renderRoot.querySelector<HTMLElement>('.title')
      )?.focus();
  }

  #bar(view: ProgressView, percent: number | null): TemplateResult {
    const spoken = percent === null ? view.title : `${view.title}, ${this.#words.percent(percent)}`;
    return html`<div
      class="bar ${percent === null ? 'unknown' : ''}"
      part="bar"
      role="progressbar"
      aria-label=${this.#words.text('progressName')}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${percent ?? nothing}
      aria-valuetext=${spoken}
    >
      <div class="fill" part="fill" .style=${percent === null ? '' : `inline-size:${String(percent)}%`}></div>
    </div>`;
  }

  #action(action: ProgressAction): TemplateResult {
    const texts = { pause: 'pause', resume: 'goOn', retry: 'tryNow', cancel: 'cancel' } as const;
    const isFirst = action === 'resume' || action === 'retry';
    return html`<button
      class="button ${isFirst ? 'primary' : ''}"
      type="button"
      data-action=${action}
      @click=${this.#press}
    >
      ${this.#words.text(texts[action])}
    </button>`;
  }

  #look(): ProgressView {
    const words = this.#words;
    const { controller, state, problem } = this.#binding;
    if (problem !== null) return { ...PLAIN, icon: ALERT, tone: 'attention', title: problemWords(problem, words) };
    if (controller === undefined || state === undefined)
      return { ...PLAIN, icon: SYNC, tone: 'calm', title: words.text('opening') };
    this.#follow();
    const { now } = this.#ticker;
    this.#ticker.within(countsDown(state.sync, now) ? 1000 : 30_000);
    const situation = situationOf(controller.status, state);
    return progressView({ situation, state, error: this.#explained(controller), words, now });
  }

  #explained(controller: SyncController): ExplainedError | null {
    const { sync, unavailable } = controller.state;
    const error = isRunning(sync) ? (sync.kind === 'waiting-retry' ? sync.error : null) : controller.syncError;
    const known = error ?? unavailable;
    return known === null ? null : this.#errors.explain(known, this.#words.language);
  }

  #follow(): void {
    const { controller } = this.#binding;
    if (controller === undefined) return;
    this.#runs.follow(controller, this.#ticker.now, this.#explained(controller)?.what ?? '');
  }

  readonly #press = (event: Event): void => {
    const { controller } = this.#binding;
    const action = (event.currentTarget as HTMLElement).dataset['action'] as ProgressAction;
    if (controller === undefined) return;
    if (action === 'pause') controller.pause('user');
    else if (action === 'resume') controller.resume('user');
    else if (action === 'retry') controller.retryNow();
    else controller.cancel();
  };
}

function noteItem({ text, each }: NoteView): TemplateResult {
  if (each.length === 0) return html`<li><bdi>${text}</bdi></li>`;
  return html`<li>
    <details>
      <summary><bdi>${text}</bdi></summary>
      <ul>
        ${each.map((one) => html`<li><bdi>${one}</bdi></li>`)}
      </ul>
    </details>
  </li>`;
}

define('gdb-sync-progress', GdbSyncProgress);

declare global {
  interface HTMLElementTagNameMap {
    'gdb-sync-progress': GdbSyncProgress;
  }
}
