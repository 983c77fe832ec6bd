/** What the button is made of: shown by its first look, and by its face in the same nodes. */
import { fill, keepInOrder, make, makeIcon, set, setText, type Draw } from '../common/draw.js';

/** The small buttons beside it, in the order of the Tab key. */
const PARTS = ['cancel', 'open-file', 'more'] as const;
export type EndPart = (typeof PARTS)[number];

export interface End {
  readonly sign: string;
  readonly name: string;
  /** What it opens; nothing for one that acts. */
  readonly opens?: 'menu' | 'file';
  readonly isOpen?: boolean;
  readonly onPress: (event: Event) => void;
}

/** The content of places is what `draw` can draw. */
export interface ButtonShown {
  readonly draw: Draw;
  /** Classes of the whole: its tone, and the colours of the page. */
  readonly base: string;
  /** A class of the row of buttons. */
  readonly control?: string;
  readonly action: string;
  readonly sign: unknown;
  readonly label: unknown;
  readonly detail?: unknown;
  /** Ids of what describes it; null for nothing. */
  readonly describedBy?: string | null;
  /** Changes not sent; 0 shows none. */
  readonly count: number;
  /** BCP 47, as the count is written. */
  readonly lang?: string;
  /** `room` is kept for one that is known to come. */
  readonly ends: Readonly<Partial<Record<EndPart, End | 'room' | null>>>;
  readonly below?: unknown;
  readonly onPress: (event: Event) => void;
  readonly onKey?: (event: KeyboardEvent) => void;
}

export class ButtonFrame {
  readonly #sign = make('span', { class: 'sign', part: 'sign' });
  readonly #label = make('span', { class: 'label', part: 'label', id: 'label' });
  readonly #detail = make('span', { class: 'detail', part: 'detail', id: 'detail' });
  readonly #count = make('span', { class: 'count', part: 'count', 'aria-hidden': true });
  readonly #main = make(
    'button',
    { class: 'main', part: 'button', type: 'button', 'aria-labelledby': 'label' },
    this.#sign,
    make('span', { class: 'words' }, this.#label, this.#detail),
  );
  readonly #control = make('div', {}, this.#main);
  readonly #ends = new Map<EndPart, HTMLElement>();
  readonly base: HTMLElement = make('div', { part: 'base' }, this.#control);

  show({ draw, count, ends, ...shown }: ButtonShown): void {
    const { action, describedBy = 'detail' } = shown;
    set(this.base, { class: `base ${shown.base}` }).onkeydown = shown.onKey ?? null;
    set(this.#control, { class: `control ${shown.control ?? ''}` });
    set(this.#main, {
      'data-action': action,
      'aria-describedby': describedBy,
      'aria-disabled': action === 'none' ? true : null,
    }).onclick = shown.onPress;
    fill(this.#sign, shown.sign, draw);
    fill(this.#label, shown.label, draw);
    fill(this.#detail, shown.detail, draw);
    // There is room for two digits. Only Arabic has its own: elsewhere a formatter, which takes its time to come, would write the same.
    const told = Math.min(count, 99);
    const isArabic = count > 0 && shown.lang?.startsWith('ar');
    setText(this.#count, (isArabic ? told.toLocaleString(shown.lang) : String(told)) + (count > 99 ? '+' : ''));
    keepInOrder(this.#main, [this.#count], [count > 0 ? this.#count : null]);
    const wanted = PARTS.map((part) => this.#end(part, ends[part]));
    keepInOrder(this.#control, this.#ends.values(), wanted);
    fill(this.base, shown.below, draw);
  }

  #end(part: EndPart, end: End | 'room' | null | undefined): HTMLElement | null {
    if (!end) return null;
    const tag = end === 'room' ? 'span' : 'button';
    let node = this.#ends.get(part);
    if (node?.localName !== tag) {
      node?.remove();
      this.#ends.set(part, (node = make(tag, { class: `end ${part}` })));
    }
    if (end === 'room') return node;
    const { sign, name, opens, isOpen = false, onPress } = end;
    if (node.firstChild === null) node.append(makeIcon(sign));
    set(node, {
      part,
      id: part,
      type: 'button',
      'data-action': opens,
      'aria-label': name,
      title: name,
      'aria-expanded': opens && isOpen,
    }).onclick = onPress;
    return node;
  }
}
