import { nothing, type TemplateResult } from 'lit';
import type { ConflictList, ConflictListDeps } from './conflict-list.js';
import type { GdbEditErrors } from './gdb-edit-errors.js';

/** The list of features that were changed on both sides: it comes with the first of them. */
export class LazyConflicts {
  readonly #host: GdbEditErrors;
  readonly #deps: ConflictListDeps;
  #list: ConflictList | undefined;
  #isFetching = false;

  constructor(host: GdbEditErrors, deps: ConflictListDeps) {
    this.#host = host;
    this.#deps = deps;
  }

  render(): TemplateResult | typeof nothing {
    if ((this.#deps.controller()?.conflicts.length ?? 0) === 0) return nothing;
    if (this.#list === undefined && !this.#isFetching) void this.#fetch();
    return this.#list?.render() ?? nothing;
  }

  async #fetch(): Promise<void> {
    this.#isFetching = true;
    try {
      const { ConflictList: List } = await import('./conflict-list.js');
      this.#list = new List(this.#host, this.#deps);
    } catch {
      // Without network, and not among what the page keeps: the next draw asks again.
      return;
    } finally {
      this.#isFetching = false;
    }
    this.#host.requestUpdate();
  }
}
