/** What the list of errors is made of, but its rows: shown by its first look, and by its face in the same nodes. */
import { fill, keepInOrder, make, makeIcon, set, type Draw } from '../common/draw.js';

/** Fewer are seen at a glance. */
const MANY = 7;
const RETRY = 'M4.5 12a7.5 7.5 0 1 0 2.4-5.5L4.5 9M4.5 4v5h5';

/** What is done to more than one of them. The content of places is what `draw` can draw. */
export interface ToolsShown {
  /** Refused edits. */
  readonly count: number;
  /** Above a longer list. */
  readonly finder: () => unknown;
  /** "Retry all 4"; null where none of them is shown. */
  readonly retry: string | null;
  readonly onAction: (event: Event) => void;
  readonly rest?: unknown;
}

export interface ErrorsShown {
  readonly draw: Draw;
  /** Classes of the whole. */
  readonly base: string;
  /** All that is above the tools. */
  readonly head: unknown;
  readonly tools: ToolsShown | null;
  /** All that is below the tools. */
  readonly below?: unknown;
  readonly onKey?: (event: KeyboardEvent) => void;
}

export class ErrorsFrame {
  readonly #retryText = new Text();
  readonly #retry = make(
    'button',
    { class: 'button tonal', type: 'button', 'data-action': 'retry-shown' },
    makeIcon(RETRY),
    this.#retryText,
  );
  readonly #bulk = make('div', { class: 'bulk' });
  /** Where the finder ends. */
  readonly #found = new Comment();
  readonly #tools = make('div', { class: 'tools', part: 'tools' }, this.#found, this.#bulk);
  /** Where the head ends. */
  readonly #neck = new Comment();
  readonly base: HTMLElement = make('div', { part: 'base' }, this.#neck);

  show({ draw, base, head, tools, below, onKey }: ErrorsShown): void {
    set(this.base, { class: `base ${base}` }).onkeydown = onKey ?? null;
    fill(this.base, head, draw, this.#neck);
    keepInOrder(this.base, [this.#tools], [tools && this.#tools], this.#neck.nextSibling);
    if (tools !== null) this.#showTools(tools, draw);
    fill(this.base, below, draw);
  }

  #showTools({ count, finder, retry, onAction, rest }: ToolsShown, draw: Draw): void {
    fill(this.#tools, count < MANY ? '' : finder(), draw, this.#found);
    this.#retryText.data = retry ?? '';
    this.#retry.onclick = onAction;
    keepInOrder(this.#bulk, [this.#retry], [retry === null ? null : this.#retry], this.#bulk.firstChild);
    fill(this.#bulk, rest, draw);
  }
}
