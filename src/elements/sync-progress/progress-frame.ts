/** What the progress card is made of: shown by its first look, and by its face in the same nodes. */
import { fill, keepInOrder, make, makeIcon, set, setText, type Draw } from '../common/draw.js';

export interface ActionButton {
  readonly action: string;
  readonly text: string;
  readonly look: '' | 'primary' | 'bare';
  /** Of what it opens; undefined for one that acts. */
  readonly isOpen?: boolean | undefined;
  readonly onPress: (event: Event) => void;
}

export interface Bar {
  /** 0 to 100; null while nothing can be measured. */
  readonly percent: number | null;
  /** What it is the progress of: without, it is drawn and not told. */
  readonly name?: string;
  readonly spoken?: string;
}

/** The content of places is what `draw` can draw. */
export interface ProgressShown {
  readonly draw: Draw;
  /** Classes of the whole. */
  readonly base: string;
  readonly sign: string;
  readonly title: string;
  readonly details?: unknown;
  /** More of what happened. */
  readonly notes?: unknown;
  readonly percent?: string;
  /** Null while nothing runs. */
  readonly bar: Bar | null;
  readonly phases?: unknown;
  /** In an order that stays. */
  readonly actions: readonly ActionButton[];
  readonly below?: unknown;
}

export class ProgressFrame {
  readonly #sign = makeIcon('');
  readonly #title = make('bdi', {});
  readonly #details = make('div', { class: 'details', part: 'details' });
  readonly #words = make(
    'div',
    { class: 'words' },
    make('div', { class: 'title', part: 'title', id: 'title', tabindex: -1 }, this.#title),
    this.#details,
  );
  readonly #percent = make('span', { class: 'percent', part: 'percent', 'aria-hidden': true });
  readonly #fill = make('div', { class: 'fill', part: 'fill' });
  readonly #bar = make('div', { part: 'bar' }, this.#fill);
  readonly #more = make('slot', { name: 'actions' });
  readonly #actions = make('div', { class: 'actions', part: 'actions' }, this.#more);
  readonly #card = make(
    'div',
    { class: 'card' },
    make('span', { class: 'sign' }, this.#sign),
    this.#words,
    this.#percent,
    this.#actions,
  );
  readonly #buttons = new Map<string, HTMLElement>();
  readonly base: HTMLElement = make('div', { part: 'base' }, this.#card);

  show({ draw, bar, actions, ...shown }: ProgressShown): void {
    set(this.base, { class: `base ${shown.base}`, 'aria-busy': bar && true });
    for (const path of this.#sign.children) set(path, { d: shown.sign });
    setText(this.#title, shown.title);
    setText(this.#percent, shown.percent ?? '');
    fill(this.#details, shown.details, draw);
    fill(this.#words, shown.notes, draw);
    this.#showBar(bar);
    fill(this.#card, shown.phases, draw, this.#actions);
    keepInOrder(this.#actions, this.#buttons.values(), actions.map(this.#button), this.#more);
    fill(this.base, shown.below, draw);
  }

  #showBar(bar: Bar | null): void {
    keepInOrder(this.#card, [this.#bar], [bar && this.#bar], this.#percent.nextSibling);
    if (bar === null) return;
    const { percent, name, spoken } = bar;
    set(this.#bar, {
      class: `bar ${percent === null ? 'unknown' : ''}`,
      role: name && 'progressbar',
      'aria-label': name,
      'aria-valuemin': name && 0,
      'aria-valuemax': name && 100,
      'aria-valuenow': name && percent,
      'aria-valuetext': spoken,
    });
    this.#fill.style.inlineSize = percent === null ? '' : `${String(percent)}%`;
  }

  readonly #button = ({ action, text, look, isOpen, onPress }: ActionButton): HTMLElement => {
    const button = this.#buttons.get(action) ?? make('button', { type: 'button', 'data-action': action });
    this.#buttons.set(action, button);
    setText(button, text);
    set(button, { class: `button ${look}`, 'aria-expanded': isOpen }).onclick = onPress;
    return button;
  };
}
