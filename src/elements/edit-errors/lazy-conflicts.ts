import { nothing, type TemplateResult } from 'lit';
import { PartFetcher } from '../common/part-fetcher.js';
import type { ConflictList, ConflictListDeps } from './conflict-list.js';
import type { GdbEditErrors } from './gdb-edit-errors.js';

/** The list of features that were changed on both sides: it comes with the first of them. Where it does not come, that there are such is said all the same. */
export class LazyConflicts {
  readonly #host: GdbEditErrors;
  readonly #deps: ConflictListDeps;
  readonly #part: PartFetcher;
  #list: ConflictList | undefined;
  #isAsked = false;

  constructor(host: GdbEditErrors, deps: ConflictListDeps) {
    this.#host = host;
    this.#deps = deps;
    this.#part = new PartFetcher(host, deps);
  }

  render(): TemplateResult | typeof nothing {
    // That the last one is gone the list is told as well: the focus may have been in it.
    if ((this.#deps.controller()?.conflicts.length ?? 0) === 0) return this.#list?.render() ?? nothing;
    if (!this.#isAsked) void this.#fetch();
    return this.#list?.render() ?? this.#part.render('', this.#again);
  }

  /** Once: what draws asks no more until the connection is back, or a person wants it. */
  async #fetch(): Promise<boolean> {
    this.#isAsked = true;
    const part = await this.#part.get(() => import('./conflict-list.js'), { about: this.#about });
    if (part === null) {
      globalThis.addEventListener('online', this.#whenOnline, { once: true });
      return false;
    }
    this.#list ??= new part.ConflictList(this.#host, this.#deps);
    this.#host.requestUpdate();
    return true;
  }

  readonly #whenOnline = (): void => {
    if (this.#host.isConnected) void this.#fetch();
  };

  get #about(): string {
    const all = this.#deps.controller()?.conflicts ?? [];
    const waiting = all.filter(({ state }) => state === 'waiting').length;
    const [key, count] =
      waiting > 0 ? (['conflictsWaiting', waiting] as const) : (['conflictsDecided', all.length] as const);
    return this.#deps.words.text(key, { count });
  }

  readonly #again = (): void => {
    void this.#fetch().then((isThere) => (isThere ? this.#focus() : undefined));
  };

  /** The button went with what it was for: the focus must not. */
  async #focus(): Promise<void> {
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>('.conflicts .title')?.focus();
  }
}
