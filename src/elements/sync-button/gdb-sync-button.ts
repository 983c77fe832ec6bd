import { html, LitElement, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { PauseReason, SyncController } from '../../controller/types.js';
import { isAbort, summarize, toGdbError, type ErrorSummary } from '../../shared/errors.js';
import type { Envelope } from '../../shared/esri.js';
import { ControllerBinding } from '../common/binding.js';
import { ErrorExplainer } from '../common/error-words.js';
import { GdbBeforeSyncEvent } from '../common/events.js';
import { focusedIn } from '../common/focus.js';
import { ALERT, CLOSE, icon } from '../common/icons.js';
import { LiveRegion } from '../common/live-region.js';
import { Localizer } from '../common/localizer.js';
import type { ErrorWords } from '../common/languages.js';
import type { Message } from '../common/message.js';
import { calciteModeOf } from '../common/page.js';
import { problemWords } from '../common/problem-words.js';
import { joined } from '../common/joined.js';
import { ring } from '../common/ring.js';
import { RunFollower } from '../common/run-follower.js';
import { situationOf, type Situation } from '../common/situation.js';
import { countsDown, isRunning, pendingCount } from '../common/status-words.js';
import { Ticker } from '../common/ticker.js';
import { define } from '../define.js';
import { buttonView, type ButtonAction, type ButtonView } from './button-view.js';
import { styles } from './gdb-sync-button.styles.js';
import { announce, carryOut, wishOf, type Wish } from './wish.js';
import { buttonEnglish, type ButtonKey } from './words.en.js';

type ResumeAction = Extract<ButtonAction, `resume-${string}`>;

const RESUMES: Readonly<Record<ResumeAction, PauseReason>> = {
  'resume-offline': 'offline',
  'resume-user': 'user',
  'resume-metered': 'metered',
  'resume-storage': 'storage',
};
const NOT_READY: Pick<ButtonView, 'action' | 'isBusy' | 'canCancel'> = {
  action: 'none',
  isBusy: false,
  canCancel: false,
};

/**
 * One control that always says the truth about an area: take it offline, then sync it. It shows how many changes are not sent, how far a
 * sync is, and what to do when there is no connection, no sign-in, or something was refused.
 *
 * @summary Takes an area of a feature service offline, then syncs it.
 * @tag gdb-sync-button
 *
 * @attr {string} state - Read only, for styling: `opening`, `not-offline`, `ready`, `changes-not-sent`, `working`, `waiting-retry`, `offline`, `sign-in-needed`, `other-tab`, `attention`, `paused`, `storage`, `metered`, `unavailable` or `setup` while an attribute is missing or wrong.
 *
 * @slot label - Replaces the words of the button while it is not busy. The second line stays.
 *
 * @csspart base - The whole element.
 * @csspart button - The button itself.
 * @csspart sign - The round icon with the progress ring.
 * @csspart label - The first line.
 * @csspart detail - The second line: changes not sent, last sync, or what is being done.
 * @csspart count - The number of changes not sent.
 * @csspart missing - Below the button: what the service lacks where an area cannot be taken, and what an admin has to switch on.
 * @csspart cancel - The button that cancels, while there is something to cancel.
 *
 * @cssproperty [--gdb-sync-button-width=20rem] - Width; always the same, whatever it says.
 * @cssproperty [--gdb-color-brand=var(--calcite-color-brand)] - Fill of the button when pressing it is what to do next.
 * @cssproperty [--gdb-color-on-brand=var(--calcite-color-text-inverse)] - Text on that fill.
 * @cssproperty [--gdb-color-surface=var(--calcite-color-foreground-1)] - Fill of the quiet button.
 * @cssproperty [--gdb-color-text=var(--calcite-color-text-1)] - Text.
 * @cssproperty [--gdb-color-text-muted=var(--calcite-color-text-2)] - Text of the second line.
 * @cssproperty [--gdb-color-danger=var(--calcite-color-status-danger)] - Border and icon when something needs attention.
 * @cssproperty [--gdb-color-focus=var(--calcite-color-focus)] - Focus ring.
 * @cssproperty [--gdb-corner-radius=var(--calcite-corner-radius)] - Roundness of the corners.
 * @cssproperty [--gdb-font-family=var(--calcite-font-family)] - Font; the page's own by default.
 *
 * @fires {GdbBeforeSyncEvent} gdb-before-sync - A press is about to take the area offline or to sync. Cancel it to do something else instead. Bubbles.
 * @fires gdb-auth-required - The service wants a sign-in, or "Sign in" was pressed; hand the token to `detail.provideToken`. Does not bubble.
 * @fires gdb-sync-status-change - The controller's state changed. Does not bubble.
 * @fires gdb-sync-progress - Counts or bytes moved. Does not bubble.
 * @fires gdb-edits-change - Local data changed. Does not bubble.
 * @fires gdb-edit-error - The service refused edits. Does not bubble.
 * @fires gdb-conflict - A feature was changed here and on the server. Does not bubble.
 */
export class GdbSyncButton extends LitElement {
  static override styles: CSSResultGroup = styles;
  static override properties: PropertyDeclarations = {
    serviceUrl: { attribute: 'service-url' },
    geodatabase: {},
    layers: {},
    extent: {},
    where: {},
    syncDirection: { attribute: 'sync-direction' },
    controller: { attribute: false, noAccessor: true },
    messageOverrides: { attribute: false },
  };

  /** Web address of the feature service, or of one of its layers. */
  declare serviceUrl: string | undefined;
  /** Name of the local copy, for pages that keep several areas of one service. */
  declare geodatabase: string | undefined;
  /** Which layers and tables to take: `0,1`. Without it, the layer that `service-url` names, else all. */
  declare layers: string | readonly number[] | undefined;
  /** The area to take: `xmin,ymin,xmax,ymax` in degrees, or with a fifth number in the spatial reference of that wkid. Without it, everything. */
  declare extent: string | Envelope | undefined;
  /** Which features to take, as a SQL where clause of the service. */
  declare where: string | undefined;
  /** `bidirectional`, `upload` or `download`. Without it, as the area was taken. */
  declare syncDirection: string | undefined;
  /** The page's own words by key, over those of the language. */
  declare messageOverrides: Readonly<Partial<Record<string, Message>>> | undefined;

  readonly #binding = new ControllerBinding(this, () => {
    this.#follow();
  });
  readonly #words: Localizer<ButtonKey> = new Localizer(this, buttonEnglish);
  readonly #errors = new ErrorExplainer(this);
  readonly #ticker = new Ticker(this);
  readonly #live = new LiveRegion(this);
  readonly #runs = new RunFollower(this.#live, this.#words);
  #view: ButtonView | undefined;
  #situation: Situation | 'setup' = 'setup';
  #starting: AbortController | undefined;
  /** Between a press and the first state that shows it. */
  #isBeginning = false;
  #failure: ErrorSummary | null = null;

  /** The controller in use: the one given, else the page's shared one for `service-url` and `geodatabase`. */
  get controller(): SyncController | undefined {
    return this.#binding.controller;
  }

  set controller(controller: SyncController | undefined) {
    this.#binding.controller = controller;
  }

  /** Moves the focus to the button. */
  async setFocus(): Promise<void> {
    await this.updateComplete;
    this.#button?.focus();
  }

  override focus(): void {
    this.#button?.focus();
  }

  override render(): TemplateResult {
    const view = this.#look();
    this.#view = view;
    const isDisabled = view.action === 'none';
    // A description that changes every second would be read out every second.
    const isCounting = this.#binding.state !== undefined && countsDown(this.#binding.state.sync, this.#ticker.now);
    const { state } = this.#binding;
    const missing = view.action === 'start' && view.tone === 'attention' ? this.#missing() : [];
    const describedBy = missing.length > 0 ? 'detail missing' : 'detail';
    const count = state === undefined || view.isBusy || view.canCancel ? 0 : pendingCount(state);
    return html`
      <div class="base ${view.tone} ${calciteModeOf(this)}" part="base" @keydown=${this.#onKey}>
        <div class="control">
          <button
            class="main"
            part="button"
            type="button"
            aria-labelledby="label"
            aria-describedby=${isCounting ? nothing : describedBy}
            aria-disabled=${isDisabled ? 'true' : nothing}
            @click=${this.#press}
          >
            <span class="sign" part="sign">${view.isBusy ? ring(this.#runs.percent) : nothing}${icon(view.icon)}</span>
            <span class="words">
              <span class="label" part="label" id="label">
                ${view.isBusy ? view.label : html`<slot name="label">${view.label}</slot>`}
              </span>
              <span class="detail" part="detail" id="detail">${joined(view.detail)}</span>
            </span>
            ${
              count > 0
                ? html`<span class="count" part="count" aria-hidden="true">${count > 99 ? '99+' : count}</span>`
                : nothing
            }
          </button>
          ${
            view.canCancel
              ? html`<button
                  class="cancel"
                  part="cancel"
                  type="button"
                  aria-label=${this.#cancelName}
                  @click=${this.#cancel}
                >
                  ${icon(CLOSE)}
                </button>`
              : nothing
          }
        </div>
        ${missing.length > 0 ? missingList(missing) : nothing} ${this.#live.render()}
      </div>
    `;
  }

  protected override update(changed: Map<PropertyKey, unknown>): void {
    const hadFocus = focusedIn(this) !== null;
    super.update(changed);
    if (hadFocus && focusedIn(this) === null) this.focus();
    if (this.getAttribute('state') !== this.#situation) this.setAttribute('state', this.#situation);
  }

  get #button(): HTMLElement | null | undefined {
    return this.shadowRoot?.querySelector<HTMLElement>('.main');
  }

  get #cancelName(): string {
    return this.#words.text(this.#binding.state?.geodatabase === null ? 'cancelTake' : 'cancelSync');
  }

  #look(): ButtonView {
    const words = this.#words;
    const { controller, state, problem } = this.#binding;
    const wish = problem === null ? wishOf(this) : null;
    const wrong = wish?.kind === 'wrong' ? words.text(wish.key, { value: wish.value }) : '';
    if (problem !== null || wrong !== '') {
      this.#situation = 'setup';
      return {
        ...NOT_READY,
        icon: ALERT,
        label: words.text('notPossible'),
        detail: [problem === null ? wrong : problemWords(problem, words)],
        tone: 'attention',
      };
    }
    if (controller === undefined || state === undefined) {
      this.#situation = 'opening';
      return {
        ...NOT_READY,
        icon: '',
        label: words.text('sync'),
        detail: [words.text('opening')],
        tone: 'quiet',
        isBusy: true,
      };
    }
    this.#follow();
    const { now } = this.#ticker;
    this.#ticker.within(countsDown(state.sync, now) ? 1000 : 30_000);
    this.#situation = this.#situationNow(controller);
    return buttonView({
      situation: this.#situation,
      state,
      failure: this.#reason(controller),
      authReason: this.#binding.authReason ?? 'token-required',
      words,
      now,
    });
  }

  #situationNow(controller: SyncController): Situation {
    const { state } = controller;
    const situation = situationOf(controller.status, state);
    if (isRunning(state.sync)) return situation;
    if (
      situation !== 'ready' &&
      situation !== 'changes-not-sent' &&
      situation !== 'not-offline' &&
      situation !== 'attention'
    )
      return situation;
    if (this.#isBeginning) return 'working';
    return this.#failure === null ? situation : 'attention';
  }

  /** Why the last run, or the last press, failed: in words. */
  #reason(controller: SyncController): string {
    const error = this.#failure ?? controller.state.unavailable ?? controller.syncError;
    return error === null ? '' : this.#errors.explain(error, this.#words.language).what;
  }

  /** What the service lacks, where that is why the last run or press failed. */
  #missing(): readonly ErrorWords[] {
    const error = this.#failure ?? this.#binding.controller?.syncError ?? null;
    if (error?.code !== 'not-supported') return [];
    const { lacks, said } = this.#errors.explain(error, this.#words.language);
    return lacks.length > 0 || said === '' ? lacks : [[said, '']];
  }

  #follow(): void {
    const { controller } = this.#binding;
    if (controller === undefined) return;
    if (isRunning(controller.state.sync)) {
      this.#isBeginning = false;
      this.#failure = null;
    }
    this.#runs.follow(controller, this.#ticker.now, this.#reason(controller));
  }

  readonly #press = (): void => {
    const { controller } = this.#binding;
    const action = this.#view?.action;
    if (controller === undefined || action === undefined || action === 'none') return;
    switch (action) {
      case 'sign-in':
        controller.requestSignIn();
        return;
      case 'retry':
        controller.retryNow();
        return;
      case 'adopt':
        void this.#run((wish, signal) =>
          controller.adoptAnonymousEdits().then(() => carryOut(controller, wish, signal)),
        );
        return;
      case 'start':
        void this.#run((wish, signal) => carryOut(controller, wish, signal));
        return;
      default:
        this.#resume(controller, action);
    }
  };

  #resume(controller: SyncController, action: ResumeAction): void {
    controller.resume(RESUMES[action]);
    if (isRunning(controller.state.sync)) controller.retryNow();
    else void this.#run((wish, signal) => carryOut(controller, wish, signal));
  }

  /** A failure is shown, not thrown: nobody waits for the promise of a press. */
  async #run(work: (wish: Wish, signal: AbortSignal) => Promise<void>): Promise<void> {
    const { controller } = this.#binding;
    const wish = wishOf(this);
    if (this.#starting !== undefined || controller === undefined || wish.kind === 'wrong') return;
    if (!this.dispatchEvent(new GdbBeforeSyncEvent(announce(controller, wish)))) return;
    this.#failure = null;
    this.#starting = new AbortController();
    this.#isBeginning = true;
    this.requestUpdate();
    try {
      await work(wish, this.#starting.signal);
    } catch (error) {
      if (!isAbort(error)) this.#failure = summarize(toGdbError(error));
      // What was refused before anything ran has no run to tell of it.
      const lacks = this.#missing().map(([what]) => what);
      if (lacks.length > 0) this.#live.say(lacks.join(' '), controller);
    }
    this.#starting = undefined;
    this.#isBeginning = false;
    this.requestUpdate();
  }

  readonly #cancel = (): void => {
    this.#starting?.abort();
    this.#binding.controller?.cancel();
  };

  /** Escape cancels too, but only from within: elsewhere on the page it means something else. */
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.#view?.canCancel !== true) return;
    event.preventDefault();
    event.stopPropagation();
    this.#cancel();
  };
}

function missingList(missing: readonly ErrorWords[]): TemplateResult {
  return html`<ul class="missing" part="missing" id="missing">
    ${missing.map(
      ([what, todo]) =>
        html`<li><bdi>${what}</bdi> ${todo === '' ? nothing : html`<div class="remedy"><bdi>${todo}</bdi></div>`}</li>`,
    )}
  </ul>`;
}

define('gdb-sync-button', GdbSyncButton);

declare global {
  interface HTMLElementTagNameMap {
    'gdb-sync-button': GdbSyncButton;
  }
}
