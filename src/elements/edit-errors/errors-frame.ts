/** What the list of errors is made of, but its rows: shown by its first look, and by its face in the same nodes. */
import { fill, keepInOrder, make, makeIcon, set, setText, type Draw } from '../common/draw.js';

/** Fewer are seen at a glance. */
const MANY = 7;
const ALERT = 'M12 4 2.8 19.5h18.4zM12 10v4.5M12 17v.1';
const RETRY = 'M4.5 12a7.5 7.5 0 1 0 2.4-5.5L4.5 9M4.5 4v5h5';

/** What is done to more than one of them. The content of places is what `draw` can draw. */
export interface ToolsShown {
  /** Refused edits. */
  readonly count: number;
  /** Above a longer list, and as long as something is searched for: what is hidden can be shown again. */
  readonly finder: () => unknown;
  readonly isSearched?: boolean;
  /** "Retry all 4"; null where none of them is shown. */
  readonly retry: string | null;
  readonly onAction: (event: Event) => void;
  readonly rest?: unknown;
}

/** The sentence above a list that has something in it, and what to do about it. */
export interface Headline {
  /** What would be refused, rather than what was. */
  readonly asks: boolean;
  readonly title: string;
  readonly todo: string;
}

export interface ErrorsShown {
  readonly draw: Draw;
  /** Classes of the whole. */
  readonly base: string;
  /** All that is above the headline, or stands in its place. */
  readonly head?: unknown;
  readonly headline: Headline | null;
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
  readonly #title = make('bdi', {});
  readonly #todo = make('bdi', {});
  readonly #headline = make(
    'div',
    { part: 'summary' },
    make('span', { class: 'sign' }, makeIcon(ALERT)),
    make(
      'div',
      {},
      make('h2', { class: 'title', tabindex: -1 }, this.#title),
      make('div', { class: 'todo' }, this.#todo),
    ),
  );
  /** Where the head ends, and what is below begins. */
  readonly #neck = new Comment();
  readonly #feet = new Comment();
  readonly base: HTMLElement = make('div', { part: 'base' }, this.#neck, this.#feet);

  show({ draw, base, head, headline, tools, below, onKey }: ErrorsShown): void {
    set(this.base, { class: `base ${base}` }).onkeydown = onKey ?? null;
    fill(this.base, head, draw, this.#neck);
    const wanted = [headline && this.#headline, tools && this.#tools];
    keepInOrder(this.base, [this.#headline, this.#tools], wanted, this.#feet);
    if (headline !== null) this.#showHeadline(headline);
    if (tools !== null) this.#showTools(tools, draw);
    fill(this.base, below, draw);
  }

  #showHeadline({ asks, title, todo }: Headline): void {
    set(this.#headline, { class: `head ${asks ? 'asks' : ''}` });
    setText(this.#title, title);
    setText(this.#todo, todo);
  }

  #showTools({ count, finder, isSearched, retry, onAction, rest }: ToolsShown, draw: Draw): void {
    fill(this.#tools, count < MANY && !isSearched ? '' : finder(), draw, this.#found);
    this.#retryText.data = retry ?? '';
    this.#retry.onclick = onAction;
    keepInOrder(this.#bulk, [this.#retry], [retry === null ? null : this.#retry], this.#bulk.firstChild);
    fill(this.#bulk, rest, draw);
  }
}
