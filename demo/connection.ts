/** The switch "Cut the service off": a fetch that fails like a network that is gone, for one tab, and over reloads of it. */

const KEY = 'gdb-demo-cut-off';

export class Connection {
  #cut: AbortController | null = null;
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get isCut(): boolean {
    return sessionStorage.getItem(KEY) !== null;
  }

  set isCut(cut: boolean) {
    if (cut) sessionStorage.setItem(KEY, '');
    else sessionStorage.removeItem(KEY);
    if (cut) this.#cut?.abort(gone());
    this.#cut = null;
    this.#onChange();
  }

  /** For the controller's `fetch` option. What is under way when the switch is thrown breaks as well, its body too. */
  readonly fetch: typeof fetch = async (input, init) => {
    if (this.isCut) throw gone();
    this.#cut ??= new AbortController();
    const signals = [this.#cut.signal, ...(init?.signal ? [init.signal] : [])];
    return fetch(input, { ...init, signal: AbortSignal.any(signals) });
  };
}

/** What fetch rejects with when there is no network. */
function gone(): TypeError {
  return new TypeError('Failed to fetch: the service is cut off by the switch on this page.');
}
