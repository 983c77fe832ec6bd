import type { FeatureEditError, SyncController } from '../../controller/types.js';
import { summarize, toGdbError } from '../../shared/errors.js';
import type { ErrorExplainer } from '../common/error-words.js';
import { GdbBeforeDiscardEvent } from '../common/events.js';
import type { LiveRegion } from '../common/live-region.js';
import type { Localizer } from '../common/localizer.js';
import { PerArea } from '../common/per-area.js';
import { titleOf } from './error-row.js';
import type { GdbEditErrors } from './gdb-edit-errors.js';
import type { ErrorsListKey } from './words.en.js';

export interface ErrorActionsDeps {
  readonly controller: () => SyncController | undefined;
  readonly words: Localizer<ErrorsListKey>;
  readonly explainer: ErrorExplainer;
  readonly live: LiveRegion;
}

/** What is done with refused edits, one or many, and what is said of it. */
export class ErrorActions {
  readonly #host: GdbEditErrors;
  readonly #deps: ErrorActionsDeps;
  /** Why the last action on a row did not work; and ids of what was discarded together, the last at the end. */
  readonly #known = new PerArea(() => ({
    problems: new Map<string, string>(),
    discarded: [] as (readonly number[])[],
  }));

  constructor(host: GdbEditErrors, deps: ErrorActionsDeps) {
    this.#host = host;
    this.#deps = deps;
  }

  /** Why the last action on a row did not work; empty when it did. */
  problemOf(key: string): string {
    return this.#known.of(this.#deps.controller()).problems.get(key) ?? '';
  }

  retry(errors: readonly FeatureEditError[]): Promise<boolean> {
    const ids = errors.map(({ id }) => id);
    return this.#settle(keysOf(errors), this.#said('saidRetry', errors), (controller) => controller.retryEdits(ids));
  }

  /** The page is asked about each; what it keeps stays. */
  async discard(errors: readonly FeatureEditError[]): Promise<boolean> {
    const going = errors.filter((error) => this.#host.dispatchEvent(new GdbBeforeDiscardEvent(error)));
    if (going.length === 0) return false;
    const ids = going.map(({ id }) => id);
    const { discarded } = this.#known.of(this.#deps.controller());
    const isDone = await this.#settle(keysOf(going), this.#said('saidDiscarded', going), (controller) =>
      controller.discardEdits(ids),
    );
    if (isDone) discarded.push(ids);
    return isDone;
  }

  /** Brings back what was discarded last; after a reload, all that can be. Resolves with the ids. */
  async undo(): Promise<readonly number[]> {
    const controller = this.#deps.controller();
    const there = new Set(controller?.discardedEdits.map(({ id }) => id));
    const last =
      this.#known
        .of(controller)
        .discarded.pop()
        ?.filter((id) => there.has(id)) ?? [];
    const ids = last.length > 0 ? last : [...there];
    const said = this.#deps.words.text('saidRestored', { count: ids.length });
    return (await this.#settle([], said, (controller) => controller.restoreDiscardedEdits(ids))) ? ids : [];
  }

  forget(): Promise<boolean> {
    this.#known.of(this.#deps.controller()).discarded.length = 0;
    return this.#settle([], this.#deps.words.text('saidGone'), (controller) => controller.forgetDiscardedEdits());
  }

  /** Does it, and says so; says why not in the row where there is one row, and aloud. */
  do(key: string, said: string, work: (controller: SyncController) => Promise<void>): Promise<boolean> {
    return this.#settle([key], said, work);
  }

  #said(key: 'saidRetry' | 'saidDiscarded', errors: readonly FeatureEditError[]): string {
    const { words } = this.#deps;
    const [first, ...more] = errors;
    if (first === undefined || more.length > 0) return words.text(`${key}Many`, { count: errors.length });
    return words.text(key, { title: titleOf(first, words) });
  }

  async #settle(
    keys: readonly string[],
    said: string,
    work: (controller: SyncController) => Promise<void>,
  ): Promise<boolean> {
    const { words, explainer, live } = this.#deps;
    const controller = this.#deps.controller();
    if (controller === undefined) return false;
    const { problems } = this.#known.of(controller);
    try {
      await work(controller);
      for (const key of keys) problems.delete(key);
      live.say(said, controller);
      return true;
    } catch (thrown) {
      const error = summarize(toGdbError(thrown));
      const { what, said: told } = explainer.explain(error, words.language);
      const reason = words.text('notDone', { reason: told === '' ? what : told });
      // The same words in a thousand rows would help nobody.
      for (const key of keys.slice(0, 1)) problems.set(key, reason);
      live.say(reason, controller);
      return false;
    } finally {
      this.#host.requestUpdate();
    }
  }
}

function keysOf(errors: readonly FeatureEditError[]): readonly string[] {
  return errors.map(({ id }) => String(id));
}
