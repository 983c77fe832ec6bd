/** The picker as a field of a form: its value is the GlobalIDs of the files, and it is valid when they are safe on this device. */
import type { ReactiveElement } from 'lit';

/** What the face knows of the files. */
export interface FormState {
  /** GlobalIDs of the files that the feature will have. */
  readonly ids: readonly string[];
  /** Why the form should wait, in words; empty when it need not. */
  readonly problem: string;
  /** In words, for `required`. */
  readonly missing: string;
  readonly anchor: HTMLElement | null;
}

export interface FormHost extends ReactiveElement {
  readonly name: string;
  readonly required: boolean;
  /** Files that nobody has taken yet: until then they are in memory alone. */
  readonly waiting: { readonly files: readonly unknown[] };
}

/** Said before the words of the page's language are there. */
const MISSING = 'Add at least one file.';
const WAITING = 'The files are not kept on this device yet.';

export class FormPart {
  readonly #host: FormHost;
  readonly #internals: ElementInternals;
  #state: FormState = { ids: [], problem: '', missing: MISSING, anchor: null };
  #custom = '';
  /** The face knows of each file, and of what feature it is. */
  #isKnown = false;

  constructor(host: FormHost) {
    this.#host = host;
    this.#internals = host.attachInternals();
  }

  get internals(): ElementInternals {
    return this.#internals;
  }

  setCustomValidity(message: string): void {
    this.#custom = message;
    this.refresh();
  }

  take(state: FormState): void {
    this.#state = state;
    this.#isKnown = true;
    this.refresh();
  }

  refresh(): void {
    const { ids, problem, missing, anchor } = this.#state;
    const { name, required, waiting } = this.#host;
    const value = new FormData();
    for (const id of ids) value.append(name, id);
    this.#internals.setFormValue(name === '' || ids.length === 0 ? null : value);
    const place = anchor?.isConnected === true ? anchor : undefined;
    const words = this.#custom || problem || (waiting.files.length > 0 && !this.#isKnown ? WAITING : '');
    if (words !== '') this.#internals.setValidity({ customError: true }, words, place);
    else if (required && ids.length === 0) this.#internals.setValidity({ valueMissing: true }, missing, place);
    else this.#internals.setValidity({});
  }
}
