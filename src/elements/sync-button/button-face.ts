import { html, nothing, type CSSResultGroup, type ReactiveController, type TemplateResult } from 'lit';
import type { PauseReason, SyncController } from '../../controller/types.js';
import type { SyncDirection } from '../../shared/records.js';
import { isAbort, summarize, toGdbError, type ErrorSummary } from '../../shared/errors.js';
import type { ControllerBinding } from '../common/binding.js';
import { drawTemplate } from '../common/draw-templates.js';
import { ErrorExplainer } from '../common/error-words.js';
import { GdbBeforeSyncEvent, type BeforeSync } from '../common/events.js';
import { focusedIn } from '../common/focus.js';
import { ALERT, icon } from '../common/icons.js';
import type { Face } from '../common/lazy-face.js';
import { LiveRegion } from '../common/live-region.js';
import { Localizer } from '../common/localizer.js';
import { languageThere, type ErrorWords } from '../common/languages.js';
import { calciteModeOf, closestAcross } from '../common/page.js';
import { problemWords } from '../common/problem-words.js';
import { joined } from '../common/joined.js';
import type { MissingMap } from '../common/map-binding.js';
import { mapWords } from './map-words.js';
import { ring } from '../common/ring.js';
import { RunFollower } from '../common/run-follower.js';
import { situationOf, type Situation } from '../common/situation.js';
import { countsDown, isRunning, pendingCount } from '../common/status-words.js';
import { Ticker } from '../common/ticker.js';
import { nextPercent } from '../sync-progress/percent.js';
import { AppBadge } from './app-badge.js';
import { ButtonEnds } from './button-ends.js';
import type { ButtonShown } from './button-frame.js';
import { buttonView, chooseView, type ButtonAction, type ButtonView } from './button-view.js';
import type { GdbSyncButton } from './gdb-sync-button.js';
import { styles } from './gdb-sync-button.styles.js';
import { PeopleHere } from './people-here.js';
import { suspectOf } from './suspect.js';
import { announce, carryOut, wishOf, type Wish, type WrongAttribute } from './wish.js';
import { buttonEnglish, type ButtonKey } from './words.en.js';

type ResumeAction = Extract<ButtonAction, `resume-${string}`>;

const RESUMES: Readonly<Record<ResumeAction, PauseReason>> = {
  'resume-offline': 'offline',
  'resume-user': 'user',
  'resume-metered': 'metered',
  'resume-storage': 'storage',
};
/** Where nothing else is more urgent than whose copy is meant. */
const CHOOSES: ReadonlySet<Situation> = new Set<Situation>(['not-offline', 'offline']);
const NOT_READY: Pick<ButtonView, 'action' | 'isBusy' | 'canCancel'> = {
  action: 'none',
  isBusy: false,
  canCancel: false,
};

/** Draws the button, and carries out what a press means. */
export class ButtonFace implements Face<ButtonShown>, ReactiveController {
  static readonly styles: CSSResultGroup = styles;
  static readonly prepare: (host: Element) => Promise<unknown> = languageThere;
  readonly #host: GdbSyncButton;
  readonly #binding: ControllerBinding;
  readonly #words: Localizer<ButtonKey>;
  readonly #errors: ErrorExplainer;
  readonly #ticker: Ticker;
  readonly #live: LiveRegion;
  readonly #runs: RunFollower;
  #view: ButtonView | undefined;
  #situation: Situation | 'setup' = 'setup';
  #starting: AbortController | undefined;
  /** Between a press and the first state that shows it. */
  #isBeginning = false;
  #failure: ErrorSummary | null = null;
  /** What was shown last: what failed of one controller says nothing of the next. */
  #follows: SyncController | undefined;
  /** Why the area could not be asked for: with a map, no press takes the whole service. */
  #noMap: MissingMap | null = null;
  #hadFocus = false;
  readonly #badge = new AppBadge();
  readonly #people: PeopleHere;
  readonly #ends: ButtonEnds;

  constructor(host: GdbSyncButton, binding: ControllerBinding) {
    this.#host = host;
    this.#binding = binding;
    this.#words = new Localizer(host, buttonEnglish);
    this.#errors = new ErrorExplainer(host);
    this.#ticker = new Ticker(host);
    this.#live = new LiveRegion(host);
    this.#runs = new RunFollower(host, { live: this.#live, words: this.#words, next: nextPercent });
    this.#people = new PeopleHere(host);
    this.#ends = new ButtonEnds(host, {
      people: this.#people,
      controller: () => binding.controller,
      words: this.#words,
      errors: this.#errors,
      live: this.#live,
      takesFiles: () => this.#takesFiles,
      canCancel: () => this.#view?.canCancel === true,
      cancel: this.#cancel,
      start: this.#startFromMenu,
      sync: (direction) => {
        void this.#run(async (wish, signal) => {
          if (binding.controller !== undefined) await carryOut(binding.controller, wish, signal);
        }, direction);
      },
      run: (work, announced) => this.#attempt(work, announced),
    });
    host.addController(this);
  }

  readonly onEvent = (): void => {
    this.#follow();
  };

  render(): ButtonShown {
    const view = this.#look();
    this.#view = view;
    // A description that changes every second would be read out every second.
    const isCounting = this.#binding.state !== undefined && countsDown(this.#binding.state.sync, this.#ticker.now);
    const { state } = this.#binding;
    const missing = view.action === 'start' && view.tone === 'attention' ? this.#missing() : [];
    const describedBy = missing.length > 0 ? 'detail missing' : 'detail';
    return {
      draw: drawTemplate,
      base: `${view.tone} ${calciteModeOf(this.#host)}`,
      control: view.canCancel ? (view.isBusy ? 'working' : 'held') : '',
      action: view.action,
      sign: view.isBusy
        ? html`${ring(this.#isBeginning ? null : this.#runs.percent)}${icon(view.icon)}`
        : html`<slot name="icon">${icon(view.icon)}</slot>`,
      label: view.isBusy ? view.label : html`<slot name="label">${view.label}</slot>`,
      detail: joined(view.detail),
      describedBy: isCounting ? null : describedBy,
      count: state === undefined || view.isBusy || view.canCancel ? 0 : pendingCount(state),
      lang: this.#words.lang,
      ends: this.#ends.shown(view),
      below: html`${this.#ends.renderPanel()} ${missing.length > 0 ? missingList(missing) : nothing}
      ${this.#live.render()}`,
      onPress: this.#press,
      onKey: this.#onKey,
    };
  }

  hostUpdate(): void {
    this.#hadFocus = focusedIn(this.#host) !== null;
  }

  hostUpdated(): void {
    const host = this.#host;
    if (this.#hadFocus && focusedIn(host) === null) host.focus();
    if (host.getAttribute('state') !== this.#situation) host.setAttribute('state', this.#situation);
    // An update that was under way when the button left the page comes after it.
    this.#badge.show(host.appBadge === true && host.isConnected ? this.#binding.controller : undefined);
  }

  hostDisconnected(): void {
    this.#badge.show(undefined);
  }

  /** Only where nothing is on this device yet, or what is came from a file and could not be registered. */
  get #takesFiles(): boolean {
    const { state } = this.#binding;
    if (state?.opened !== true || isRunning(state.sync) || this.#isBeginning || state.unavailable !== null)
      return false;
    return state.geodatabase === null || state.geodatabase.registration?.kind === 'pending';
  }

  #look(): ButtonView {
    const words = this.#words;
    const { controller, state, problem } = this.#binding;
    const wish = problem === null ? wishOf(this.#host) : null;
    const wrong = wish?.kind === 'wrong' ? wrongWords(wish, words) : '';
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
    this.#people.follow(controller);
    const isTheirs = this.#people.mustChoose(controller) && CHOOSES.has(this.#situation);
    const view = isTheirs
      ? chooseView(words)
      : buttonView({
          situation: this.#situation,
          state,
          failure: this.#reason(controller),
          authReason: this.#binding.authReason,
          words,
          now,
        });
    const reason = this.#host.disabledReason ?? '';
    // What runs goes on, and can be cancelled.
    return reason === '' || view.isBusy ? view : { ...view, detail: [reason], tone: 'quiet', action: 'none' };
  }

  #situationNow(controller: SyncController): Situation {
    const { state } = controller;
    const situation = situationOf(controller.status, state);
    if (isRunning(state.sync)) return situation;
    if (situation === 'unavailable' && this.#isBeginning) return 'opening';
    if (
      situation !== 'ready' &&
      situation !== 'changes-not-sent' &&
      situation !== 'not-offline' &&
      situation !== 'attention'
    )
      return situation;
    if (this.#isBeginning) return 'working';
    if (!this.#host.lacksMap || situation !== 'not-offline') this.#noMap = null;
    return this.#failure === null && this.#noMap === null ? situation : 'attention';
  }

  /** Why the last run, or the last press, failed: in words. */
  #reason(controller: SyncController): string {
    if (this.#noMap !== null) return mapWords(this.#noMap, this.#host, this.#words);
    const error = this.#failure ?? controller.state.unavailable ?? controller.syncError;
    if (error === null) return '';
    const { what, todo } = this.#errors.explain(error, this.#words.language);
    const suspect = controller.state.geodatabase === null ? suspectOf(error, this.#host) : null;
    if (suspect !== null) return `${what} ${this.#words.text('checkAttribute', { ...suspect })}`;
    // The press alone may not help: some browsers do not look again for what they could not fetch.
    return error.code === 'not-loaded' ? `${what} ${todo}`.trim() : what;
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
    if (controller !== this.#follows) {
      if (this.#follows !== undefined) this.#ends.forget();
      this.#follows = controller;
      this.#failure = null;
      this.#noMap = null;
      // What was begun there goes on, and is neither shown nor cancelled here.
      this.#starting = undefined;
      this.#isBeginning = false;
    }
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
        if (this.#situation === 'unavailable') void this.#open(controller);
        return;
      case 'adopt':
        void this.#run((wish, signal) =>
          controller.adoptAnonymousEdits().then(() => carryOut(controller, wish, signal)),
        );
        return;
      case 'choose':
        void this.#ends.choosePerson();
        return;
      case 'start':
        void this.#run((wish, signal) => carryOut(controller, wish, signal));
        return;
      default:
        this.#resume(controller, action);
    }
  };

  /** Whose changes they are is answered at the button, which asks. */
  readonly #startFromMenu = (): void => {
    if (this.#view?.action === 'adopt') this.#ends.close();
    else this.#press();
  };

  /** Missing again, it looks as before: that is read out all the same. */
  async #open(controller: SyncController): Promise<void> {
    this.#isBeginning = true;
    this.#host.requestUpdate();
    try {
      await controller.ready;
    } catch {
      this.#live.say(this.#reason(controller), controller);
    } finally {
      if (this.#isShown(controller)) this.#isBeginning = false;
      this.#host.requestUpdate();
    }
  }

  #isShown(controller: SyncController): boolean {
    return this.#binding.controller === controller;
  }

  #resume(controller: SyncController, action: ResumeAction): void {
    controller.resume(RESUMES[action]);
    if (isRunning(controller.state.sync)) controller.retryNow();
    else void this.#run((wish, signal) => carryOut(controller, wish, signal));
  }

  /** A failure is shown, not thrown: nobody waits for the promise of a press. */
  async #run(work: (wish: Wish, signal: AbortSignal) => Promise<void>, direction?: SyncDirection): Promise<void> {
    const { controller } = this.#binding;
    const asked = wishOf(this.#host);
    if (controller === undefined || asked.kind === 'wrong') return;
    const wish = direction === undefined ? asked : { ...asked, direction };
    await this.#attempt((signal) => work(wish, signal), announce(controller, wish));
  }

  /** Why it did not go well; null when it did. */
  async #attempt(work: (signal: AbortSignal) => Promise<unknown>, announced: BeforeSync): Promise<ErrorSummary | null> {
    const { controller } = this.#binding;
    if (this.#starting !== undefined || this.#isBeginning || controller === undefined) return null;
    const reason = this.#host.disabledReason ?? '';
    if (reason !== '') {
      this.#live.say(reason, controller);
      return null;
    }
    this.#noMap = null;
    // With a map the area is chosen on it: a press that is quicker than the map waits for it.
    const isWhole = announced.operation === 'generate' && announced.extent === null;
    if (isWhole && this.#host.lacksMap && !(await this.#hasMap(controller))) return null;
    if (!this.#host.dispatchEvent(new GdbBeforeSyncEvent(announced))) return null;
    let failed: ErrorSummary | null = null;
    this.#failure = null;
    const starting = new AbortController();
    this.#starting = starting;
    this.#isBeginning = true;
    this.#host.requestUpdate();
    try {
      await work(starting.signal);
    } catch (error) {
      failed = summarize(toGdbError(error));
      if (!isAbort(error) && this.#starting === starting) this.#failure = failed;
      // What was refused before anything ran has no run to tell of it.
      const lacks = this.#missing().map(([what]) => what);
      if (lacks.length > 0) this.#live.say(lacks.join(' '), controller);
    }
    // Another area may be shown by now, with a start of its own.
    if (this.#starting === starting) {
      this.#starting = undefined;
      this.#isBeginning = false;
    }
    this.#host.requestUpdate();
    return failed;
  }

  async #hasMap(controller: SyncController): Promise<boolean> {
    this.#isBeginning = true;
    this.#host.requestUpdate();
    try {
      const missing = await this.#host.missingMap();
      if (this.#isShown(controller)) this.#noMap = missing;
    } finally {
      if (this.#isShown(controller)) this.#isBeginning = false;
      this.#host.requestUpdate();
    }
    // Another service may be meant by now.
    if (!this.#isShown(controller)) return false;
    if (this.#noMap !== null) this.#live.say(this.#reason(controller), controller);
    return this.#noMap === null;
  }

  readonly #cancel = (): void => {
    this.#starting?.abort();
    this.#binding.controller?.cancel();
  };

  /** Escape closes what is open, else cancels, but only from within: elsewhere on the page, and in a dialog, it means something else. */
  readonly #onKey = (event: KeyboardEvent): void => {
    const canCancel = (): boolean =>
      this.#view?.canCancel === true && closestAcross(this.#host, 'dialog[open], [role="dialog"]') === null;
    if (event.key !== 'Escape' || (!this.#ends.isOpen && !canCancel())) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.#ends.isOpen) this.#ends.close();
    else this.#cancel();
  };
}

function wrongWords({ key, value, attribute = '', known = '' }: WrongAttribute, words: Localizer<ButtonKey>): string {
  return words.text(key, { value, attribute, known });
}

function missingList(missing: readonly ErrorWords[]): TemplateResult {
  return html`<ul class="missing" part="missing" id="missing">
    ${missing.map(
      ([what, todo]) =>
        html`<li><bdi>${what}</bdi> ${todo === '' ? nothing : html`<div class="remedy"><bdi>${todo}</bdi></div>`}</li>`,
    )}
  </ul>`;
}
