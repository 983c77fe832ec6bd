/** The features that were changed on both sides: loaded when there is the first. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { SyncController } from '../../controller/types.js';
import type { ConflictChoice, EditConflict } from '../../shared/conflicts.js';
import { summarize, toGdbError } from '../../shared/errors.js';
import { KEPT_DAYS } from '../../shared/kept-days.js';
import { adopt } from '../common/adopt.js';
import type { ErrorExplainer } from '../common/error-words.js';
import { icon, ALERT, CHECK } from '../common/icons.js';
import type { LiveRegion } from '../common/live-region.js';
import { Localizer } from '../common/localizer.js';
import type { ReportCopier } from '../common/report-copier.js';
import type { Ticker } from '../common/ticker.js';
import { conflictRow, keyOf, SHAPE, titleOf, type ConflictAction } from './conflict-row.js';
import { conflictStyles } from './conflict.styles.js';
import { conflictsEnglish, type ConflictsKey } from './conflicts.words.en.js';
import type { GdbEditErrors } from './gdb-edit-errors.js';

export interface ConflictListDeps {
  readonly controller: () => SyncController | undefined;
  readonly explainer: ErrorExplainer;
  readonly ticker: Ticker;
  readonly live: LiveRegion;
  /** The conflicts' own: what it says stands in their row. */
  readonly report: ReportCopier;
}

export class ConflictList {
  readonly #host: GdbEditErrors;
  readonly #deps: ConflictListDeps;
  readonly #words: Localizer<ConflictsKey>;
  /** Fields for which theirs was chosen, by feature. */
  readonly #chosen = new Map<string, ReadonlySet<string>>();
  readonly #problems = new Map<string, string>();
  /** Where the report is offered: one is enough for all that did not work. */
  #lastProblem = '';

  constructor(host: GdbEditErrors, deps: ConflictListDeps) {
    this.#host = host;
    this.#deps = deps;
    this.#words = new Localizer(host, conflictsEnglish);
    adopt(host, [conflictStyles]);
  }

  render(): TemplateResult | typeof nothing {
    const all = this.#deps.controller()?.conflicts ?? [];
    if (all.length === 0) return nothing;
    this.#deps.ticker.within(30_000);
    const waiting = all.filter(({ state }) => state === 'waiting');
    const decided = all.filter(({ state }) => state !== 'waiting');
    return html`<section class="conflicts" part="conflicts">
      ${waiting.length > 0 ? this.#head('conflictsWaiting', 'conflictsWaitingTodo', waiting.length) : nothing}
      ${waiting.length > 1 ? this.#bulk() : nothing} ${this.#rows(waiting)}
      ${decided.length > 0 ? this.#head('conflictsDecided', 'conflictsDecidedTodo', decided.length) : nothing}
      ${this.#rows(decided)}
    </section>`;
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

  #rows(conflicts: readonly EditConflict[]): unknown {
    const controller = this.#deps.controller();
    const layers = controller?.state.geodatabase?.layers;
    return repeat(conflicts, keyOf, (conflict) =>
      conflictRow({
        conflict,
        layer: layers?.find(({ layerId }) => layerId === conflict.layerId),
        words: this.#words,
        now: this.#deps.ticker.now,
        chosen: this.#chosen.get(keyOf(conflict)) ?? new Set(),
        problem: this.#problems.get(keyOf(conflict)) ?? '',
        report:
          controller !== undefined && keyOf(conflict) === this.#lastProblem
            ? this.#deps.report.render(controller, 'button bare')
            : nothing,
        onAction: this.#act,
        onChoice: this.#choose,
      }),
    );
  }

  #find(target: EventTarget | null): EditConflict | undefined {
    const key = (target as HTMLElement).closest<HTMLElement>('[data-conflict]')?.dataset['conflict'];
    return this.#deps.controller()?.conflicts.find((one) => keyOf(one) === key);
  }

  readonly #choose = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement;
    const conflict = this.#find(input);
    if (conflict === undefined) return;
    const key = keyOf(conflict);
    const chosen = new Set(this.#chosen.get(key));
    const field = input.dataset['field'] ?? '';
    if (input.value === 'theirs') chosen.add(field);
    else chosen.delete(field);
    this.#chosen.set(key, chosen);
    this.#host.requestUpdate();
  };

  readonly #act = (event: Event): void => {
    const button = event.currentTarget as HTMLElement;
    const conflict = this.#find(button);
    if (conflict === undefined) return;
    void this.#settle(conflict, button.dataset['action'] as ConflictAction);
  };

  readonly #settleAll = (event: Event): void => {
    const side = (event.currentTarget as HTMLElement).dataset['bulk'] === 'theirs' ? 'theirs' : 'mine';
    const waiting = this.#deps.controller()?.conflicts.filter(({ state }) => state === 'waiting') ?? [];
    void waiting.reduce((before, one) => before.then(() => this.#settle(one, side)), Promise.resolve());
  };

  async #settle(conflict: EditConflict, action: ConflictAction): Promise<void> {
    const { explainer, live } = this.#deps;
    const controller = this.#deps.controller();
    if (controller === undefined) return;
    const { layerId, globalId } = conflict;
    const key = keyOf(conflict);
    const title = titleOf(conflict, this.#words);
    try {
      if (action === 'forget') await controller.dismissConflict(layerId, globalId);
      else await controller.resolveConflict(layerId, globalId, this.#choice(key, action));
      this.#problems.delete(key);
      if (key === this.#lastProblem) this.#toldIn('');
      this.#chosen.delete(key);
      live.say(this.#words.text(SAID[action], { title }), controller);
    } catch (thrown) {
      const { what } = explainer.explain(summarize(toGdbError(thrown)), this.#words.language);
      const reason = this.#words.text('notDone', { reason: what });
      this.#problems.set(key, reason);
      this.#toldIn(key);
      live.say(reason, controller);
    }
    this.#host.requestUpdate();
  }

  #toldIn(key: string): void {
    this.#lastProblem = key;
    this.#deps.report.reset();
  }

  #choice(key: string, action: 'mine' | 'theirs' | 'selection'): ConflictChoice {
    if (action !== 'selection') return action;
    const chosen = [...(this.#chosen.get(key) ?? [])];
    const attributes = Object.fromEntries(
      chosen.filter((name) => name !== SHAPE).map((name) => [name, 'theirs'] as const),
    );
    return chosen.includes(SHAPE) ? { attributes, geometry: 'theirs' } : { attributes };
  }
}

const SAID = {
  mine: 'saidMine',
  selection: 'saidMine',
  theirs: 'saidTheirs',
  forget: 'saidForgotten',
} as const satisfies Readonly<Record<ConflictAction, ConflictsKey>>;
