import { html, nothing, type CSSResultGroup, type ReactiveController, type TemplateResult } from 'lit';
import type { PauseReason, SyncController } from '../../controller/types.js';
import { parseWord } from '../common/attributes.js';
import type { ControllerBinding } from '../common/binding.js';
import { drawTemplate } from '../common/draw-templates.js';
import { ErrorExplainer, type ExplainedError } from '../common/error-words.js';
import { focusedIn } from '../common/focus.js';
import { ALERT, SYNC } from '../common/icons.js';
import { joined } from '../common/joined.js';
import { LiveRegion } from '../common/live-region.js';
import { languageThere } from '../common/languages.js';
import type { Face } from '../common/lazy-face.js';
import { Localizer } from '../common/localizer.js';
import { calciteModeOf } from '../common/page.js';
import { PartFetcher } from '../common/part-fetcher.js';
import { problemWords } from '../common/problem-words.js';
import { ReportCopier } from '../common/report-copier.js';
import { RunFollower } from '../common/run-follower.js';
import { situationOf } from '../common/situation.js';
import { countsDown, isRunning } from '../common/status-words.js';
import { Ticker } from '../common/ticker.js';
import type { GdbSyncProgress } from './gdb-sync-progress.js';
import { styles } from './gdb-sync-progress.styles.js';
import { LastRun } from './last-run.js';
import type { NoteView } from './note-words.js';
import { nextPercent } from './percent.js';
import { phaseItems } from './phase-list.js';
import { phaseViews, type PhaseView } from './phase-words.js';
import type { ActionButton, Bar, ProgressShown } from './progress-frame.js';
import { hasFailed, progressView, QUIET, type ProgressAction, type ProgressView } from './progress-view.js';
import { ReceiptsEnd } from './receipts-end.js';
import { RunMemory } from './run-memory.js';
import { progressEnglish, type ProgressKey } from './words.en.js';

const LAYOUTS = ['card', 'compact'] as const;

/** What a person is waited for. */
const LEADS: ReadonlySet<ProgressAction> = new Set<ProgressAction>([
  'resume',
  'resume-metered',
  'resume-storage',
  'sign-in',
  'adopt',
  'retry',
  'again',
  'photos',
]);

/** Draws the progress card, and carries out its buttons. */
export class ProgressFace implements Face<ProgressShown>, ReactiveController {
  static readonly styles: CSSResultGroup = styles;
  static readonly prepare: (host: Element) => Promise<unknown> = languageThere;
  readonly #host: GdbSyncProgress;
  readonly #binding: ControllerBinding;
  readonly #words: Localizer<ProgressKey>;
  readonly #errors: ErrorExplainer;
  readonly #ticker: Ticker;
  readonly #live: LiveRegion;
  readonly #runs: RunFollower;
  readonly #memory = new RunMemory();
  readonly #last: LastRun;
  readonly #receipts: ReceiptsEnd;
  readonly #report: ReportCopier;
  /** What was asked of one controller is not shown of the next. */
  #follows: SyncController | undefined;
  #hadFocus = false;

  constructor(host: GdbSyncProgress, binding: ControllerBinding) {
    this.#host = host;
    this.#binding = binding;
    this.#words = new Localizer(host, progressEnglish);
    this.#errors = new ErrorExplainer(host);
    this.#ticker = new Ticker(host);
    this.#live = new LiveRegion(host);
    this.#runs = new RunFollower(host, { live: this.#live, words: this.#words, next: nextPercent });
    const controller = (): SyncController | undefined => binding.controller;
    const part = new PartFetcher(host, { words: this.#words, live: this.#live, controller });
    this.#receipts = new ReceiptsEnd(host, this.#errors, part);
    this.#last = new LastRun(() => {
      host.requestUpdate();
    });
    this.#report = new ReportCopier(host, this.#live);
    host.addController(this);
  }

  readonly onEvent = (): void => {
    this.#follow();
  };

  render(): ProgressShown {
    const view = this.#view();
    const isCompact = this.#host.layout === 'compact';
    const phases = isCompact ? [] : this.#phases();
    const counts = phases.length === 0 ? view.counts : [];
    const actions = view.actions.filter((action) => action !== 'receipts' || !isCompact);
    const isOver = actions.includes('receipts');
    if (!isOver) this.#receipts.close();
    const isReported = actions.includes('report');
    if (!isReported) this.#report.reset();
    const percent = view.hasBar ? this.#runs.percent : null;
    return {
      draw: drawTemplate,
      base: `${view.tone} ${isCompact ? 'compact' : ''} ${calciteModeOf(this.#host)}`,
      sign: view.icon,
      title: view.title,
      details: html`${view.advice === '' ? nothing : html`<div><bdi>${view.advice}</bdi></div>`}
      ${joined([...view.details, ...counts])}`,
      notes: html`${view.small === '' ? nothing : html`<div class="small"><bdi>${view.small}</bdi></div>`}
      ${
        view.notes.length === 0
          ? nothing
          : html`<ul class="notes" part="notes">
              ${view.notes.map(noteItem)}
            </ul>`
      }`,
      percent: percent === null ? '' : this.#words.percent(percent),
      bar: view.hasBar ? this.#bar(view, percent) : null,
      phases: phases.length === 0 ? nothing : phaseItems(phases, this.#words.text('phases')),
      actions: actions.map(this.#button),
      below: html`${isReported ? this.#report.renderOutcome() : nothing} ${isOver ? this.#receipts.render() : nothing}
      ${this.#live.render()}`,
    };
  }

  hostUpdate(): void {
    this.#hadFocus = focusedIn(this.#host) !== null;
  }

  hostUpdated(): void {
    // A button that is gone must not take the focus with it to the top of the page.
    if (!this.#hadFocus || focusedIn(this.#host) !== null) return;
    const find = (selector: string): HTMLElement | null => this.#host.renderRoot.querySelector<HTMLElement>(selector);
    // The end is read first; what came before it is only offered.
    (find('.actions button:not([data-action="receipts"], [data-action="report"])') ?? find('.title'))?.focus();
  }

  #bar(view: ProgressView, percent: number | null): Bar {
    const spoken = percent === null ? view.title : `${view.title}, ${this.#words.percent(percent)}`;
    return { percent, name: this.#words.text('progressName'), spoken };
  }

  readonly #button = (action: ProgressAction, at: number): ActionButton => {
    const texts = {
      pause: 'pause',
      resume: 'goOn',
      'resume-metered': 'goOn',
      'resume-storage': 'goOn',
      'sign-in': 'signIn',
      adopt: 'sendAs',
      retry: 'tryNow',
      again: 'tryAgain',
      cancel: 'cancel',
      photos: 'sendPhotos',
      'photos-wait': 'photosWait',
      receipts: 'menuReceipts',
    } as const satisfies Partial<Record<ProgressAction, ProgressKey>>;
    // One of them at most, the most urgent.
    const isFirst = at === 0 && LEADS.has(action);
    return {
      action,
      text:
        action === 'report'
          ? this.#report.label
          : this.#words.text(texts[action], { user: this.#binding.state?.user ?? '' }),
      look: isFirst ? 'primary' : action === 'receipts' || action === 'report' ? 'bare' : '',
      isOpen: action === 'receipts' ? this.#receipts.isOpen : undefined,
      onPress: this.#press,
    };
  };

  #view(): ProgressView {
    const words = this.#words;
    const { controller, state, problem } = this.#binding;
    if (problem !== null) return { ...QUIET, icon: ALERT, tone: 'attention', title: problemWords(problem, words) };
    const { layout } = this.#host;
    if (!parseWord(layout, LAYOUTS).ok) {
      const values = { attribute: 'layout', value: layout ?? '', known: LAYOUTS.join(', ') };
      return { ...QUIET, icon: ALERT, tone: 'attention', title: words.text('wordWrong', values) };
    }
    if (controller === undefined || state === undefined)
      return { ...QUIET, icon: SYNC, tone: 'calm', title: words.text('opening') };
    this.#follow();
    const { now } = this.#ticker;
    this.#ticker.within(countsDown(state.sync, now) || this.#memory.speed !== null ? 1000 : 30_000);
    const situation = situationOf(controller.status, state);
    return progressView({
      situation,
      state,
      error: this.#explained(controller),
      authReason: this.#binding.authReason,
      last: this.#last.receipt,
      words,
      now,
    });
  }

  #phases(): readonly PhaseView[] {
    const { state } = this.#binding;
    const { phases, speed } = this.#memory;
    return state === undefined || phases === null
      ? []
      : phaseViews({ phases, speed, state, words: this.#words, now: this.#ticker.now });
  }

  #explained(controller: SyncController): ExplainedError | null {
    const { sync, unavailable } = controller.state;
    const error = isRunning(sync) ? (sync.kind === 'waiting-retry' ? sync.error : null) : controller.syncError;
    const last = this.#last.receipt;
    const known = error ?? unavailable ?? (last !== null && hasFailed(last) ? last.error : null);
    return known === null ? null : this.#errors.explain(known, this.#words.language);
  }

  #follow(): void {
    const { controller } = this.#binding;
    if (controller === undefined) return;
    if (controller !== this.#follows) {
      this.#follows = controller;
      this.#receipts.close();
      this.#report.reset();
    }
    this.#memory.follow(controller, this.#ticker.now);
    this.#last.follow(controller);
    this.#runs.follow(controller, this.#ticker.now, this.#explained(controller)?.what ?? '');
  }

  readonly #press = (event: Event): void => {
    const { controller } = this.#binding;
    const action = (event.currentTarget as HTMLElement).dataset['action'] as ProgressAction;
    if (controller === undefined) return;
    if (action === 'receipts') void this.#receipts.toggle(controller);
    else if (action === 'pause') controller.pause('user');
    else if (action === 'resume') goOn(controller, 'user');
    else if (action === 'resume-metered') goOn(controller, 'metered');
    else if (action === 'resume-storage') goOn(controller, 'storage');
    else if (action === 'retry') controller.retryNow();
    else if (action === 'sign-in') controller.requestSignIn();
    else if (action === 'report') void this.#report.copy(controller);
    // What these meet shows in the state.
    else if (action === 'again') void controller.syncGeodatabase().catch(() => undefined);
    else if (action === 'adopt') void adopt(controller).catch(() => undefined);
    else if (action === 'photos-wait') void controller.answerPhotoQuestion('wait').catch(() => undefined);
    else if (action === 'photos') void sendPhotos(controller).catch(() => undefined);
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

/** What was held goes on; where nothing was, what waits is sent now. */
function goOn(controller: SyncController, reason: PauseReason): void {
  controller.resume(reason);
  const { sync, geodatabase } = controller.state;
  if (!isRunning(sync) && geodatabase !== null) void controller.syncGeodatabase().catch(() => undefined);
}

/** A run that waited for it goes on; one that was refused begins again. */
async function adopt(controller: SyncController): Promise<void> {
  await controller.adoptAnonymousEdits();
  if (!isRunning(controller.state.sync)) await controller.syncGeodatabase();
}

/** Who is asked says it for the next syncs, too. */
async function sendPhotos(controller: SyncController): Promise<void> {
  if (controller.state.photoQuestion === 'open') await controller.answerPhotoQuestion('send');
  else await controller.sendPhotos();
}
