/** What is decided about features that were changed on both sides, and what is said of it. */
import type { SyncController } from '../../controller/types.js';
import type { ConflictChoice, EditConflict } from '../../shared/conflicts.js';
import { summarize, toGdbError } from '../../shared/errors.js';
import type { ErrorExplainer } from '../common/error-words.js';
import type { LiveRegion } from '../common/live-region.js';
import type { Localizer } from '../common/localizer.js';
import { PerArea } from '../common/per-area.js';
import type { ReportCopier } from '../common/report-copier.js';
import { keyOf, SHAPE, titleOf, type Decision, type Side } from './conflict-row.js';
import type { ConflictsKey } from './conflicts.words.en.js';

export interface DecisionsDeps {
  readonly controller: () => SyncController | undefined;
  readonly explainer: ErrorExplainer;
  readonly live: LiveRegion;
  /** The conflicts' own: what it says stands in their row. */
  readonly report: ReportCopier;
}

/** Of the conflicts of one area. */
interface Known {
  /** Fields for which theirs was chosen, by feature. */
  readonly chosen: Map<string, ReadonlySet<string>>;
  readonly problems: Map<string, string>;
  /** Where the report is offered: one is enough for all that did not work. */
  lastProblem: string;
  /** All are being decided: a second press does not decide them otherwise. */
  isAtAll: boolean;
}

export class ConflictDecisions {
  readonly #deps: DecisionsDeps;
  readonly #words: Localizer<ConflictsKey>;
  readonly #redraw: () => void;
  readonly #known = new PerArea((): Known => ({
    chosen: new Map(),
    problems: new Map(),
    lastProblem: '',
    isAtAll: false,
  }));

  constructor(deps: DecisionsDeps, words: Localizer<ConflictsKey>, redraw: () => void) {
    this.#deps = deps;
    this.#words = words;
    this.#redraw = redraw;
  }

  /** Fields for which theirs was chosen. */
  chosenIn(key: string): ReadonlySet<string> {
    return this.#here.chosen.get(key) ?? new Set();
  }

  /** Why the last decision did not work; empty when it did. */
  problemOf(key: string): string {
    return this.#here.problems.get(key) ?? '';
  }

  offersReport(key: string): boolean {
    return key === this.#here.lastProblem;
  }

  choose(conflict: EditConflict, field: string, side: Side): void {
    const key = keyOf(conflict);
    const chosen = new Set(this.chosenIn(key));
    if (side === 'theirs') chosen.add(field);
    else chosen.delete(field);
    this.#here.chosen.set(key, chosen);
    this.#redraw();
  }

  async settle(conflict: EditConflict, decision: Decision): Promise<void> {
    const controller = this.#deps.controller();
    if (controller === undefined) return;
    const reason = await this.#do(controller, conflict, decision);
    this.#say(controller, reason || this.#words.text(SAID[decision], { title: titleOf(conflict, this.#words) }));
  }

  /** One after the other, in the area where they were asked for; what a person decides meanwhile stays. Said once, however many they are. */
  async settleAll(conflicts: readonly EditConflict[], side: Side): Promise<void> {
    const controller = this.#deps.controller();
    const known = this.#here;
    if (known.isAtAll || controller === undefined) return;
    known.isAtAll = true;
    let count = 0;
    let reason = '';
    for (const one of conflicts) {
      const { state } = controller.conflicts.find((now) => keyOf(now) === keyOf(one)) ?? {};
      if (state !== 'waiting') continue;
      const problem = await this.#do(controller, one, side);
      if (problem === '') count += 1;
      else reason = problem;
    }
    known.isAtAll = false;
    const done = count > 0 ? this.#words.text('conflictsDecided', { count }) : '';
    this.#say(controller, [done, reason].filter((one) => one !== '').join('. '));
  }

  /** Why it did not work; empty when it did. */
  async #do(controller: SyncController, conflict: EditConflict, decision: Decision): Promise<string> {
    const key = keyOf(conflict);
    const { layerId, globalId } = conflict;
    const known = this.#known.of(controller);
    let reason = '';
    try {
      if (decision === 'forget') await controller.dismissConflict(layerId, globalId);
      else await controller.resolveConflict(layerId, globalId, choiceOf(known.chosen.get(key), decision));
      known.problems.delete(key);
      if (key === known.lastProblem) known.lastProblem = this.#toldAnew('');
      known.chosen.delete(key);
    } catch (thrown) {
      const { what } = this.#deps.explainer.explain(summarize(toGdbError(thrown)), this.#words.language);
      reason = this.#words.text('notDone', { reason: what });
      known.problems.set(key, reason);
      known.lastProblem = this.#toldAnew(key);
    }
    this.#redraw();
    return reason;
  }

  #say(controller: SyncController, text: string): void {
    this.#deps.live.say(text, controller);
  }

  get #here(): Known {
    return this.#known.of(this.#deps.controller());
  }

  #toldAnew(key: string): string {
    this.#deps.report.reset();
    return key;
  }
}

function choiceOf(chosen: ReadonlySet<string> = new Set(), decision: Exclude<Decision, 'forget'>): ConflictChoice {
  if (decision !== 'selection') return decision;
  const attributes = Object.fromEntries(
    [...chosen].filter((name) => name !== SHAPE).map((name) => [name, 'theirs'] as const),
  );
  return chosen.has(SHAPE) ? { attributes, geometry: 'theirs' } : { attributes };
}

const SAID = {
  mine: 'saidMine',
  selection: 'saidMine',
  theirs: 'saidTheirs',
  forget: 'saidForgotten',
} as const satisfies Readonly<Record<Decision, ConflictsKey>>;
