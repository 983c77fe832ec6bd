import { html, type ReactiveElement, type ReactiveController, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RovingRows } from './roving-grid.js';
import { Offsets, piecesOf, spanOf, type RowKeys, type Span, type View } from './row-window.js';
import { openingOf, scrollersAround } from './scrollers.js';

export interface WindowedOptions {
  /** The element that holds the rows, once it is drawn; nothing but the rows may take room in it. */
  readonly list: () => HTMLElement | null;
  /** The row that stays drawn wherever it is: the one with the focus. */
  readonly kept: () => string | undefined;
  /** Height of a row that was never drawn, in px, as long as none was. */
  readonly typical: number;
}

/** Lists up to this many rows are drawn whole: a browser finds text in them, and prints them. */
const WHOLE = 24;
/** Rows that are drawn at most, unless more are to be seen at once. */
const LIMIT = 18;

/**
 * How far a long list is: nothing of it was shown; what is in the view was; and what is around that is drawn as well. So it is there sooner.
 */
type Stage = 'coming' | 'seen' | 'around';

/** Ms after the first frame: what the page does first, it does undisturbed. */
const AROUND_AFTER = 100;

/** Draws within one frame. */
const REDRAWS = 3;

/**
 * Draws of a long list only the rows near the view, whatever scrolls it: the page, a panel of the page, or the element itself. Rows may be of
 * any height: each is measured when it is drawn, and those that never were are taken for typical ones.
 *
 * In `render`: `${rows.render(keys, (index) => html`<div data-row=${keys[index]} role="row" …`)}`. Pass the same array as long as nothing in it changed.
 */
export class WindowedRows implements ReactiveController, RovingRows {
  readonly #host: ReactiveElement;
  readonly #options: WindowedOptions;
  #keys: RowKeys = [];
  #offsets: Offsets = new Offsets(0, 0);
  /** What was measured, also of rows that are not in the list now. */
  readonly #heights = new Map<string, number>();
  /** The place of each row that is drawn. */
  #places: ReadonlyMap<string, number> = new Map();
  #typical: number | undefined;
  #width = 0;
  #drawn: Span = { first: 0, end: 0 };
  #view: View | undefined;
  #stage: Stage = 'coming';
  #list: HTMLElement | null = null;
  #scrollers: readonly Element[] = [];
  #resizing: ResizeObserver | undefined;
  #isAwaited = false;
  /** Since the last frame. */
  #redrawn = 0;

  constructor(host: ReactiveElement, options: WindowedOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get keys(): RowKeys {
    return this.#keys;
  }

  /** The first frame of a long list is still to come: what need not be in it is drawn in the next one. */
  get isFirst(): boolean {
    return this.#stage === 'coming' && this.#keys.length > WHOLE;
  }

  /** The row about one view further, or back. */
  page(key: string, direction: 1 | -1): string | undefined {
    const at = this.#keys.indexOf(key);
    const { top, bottom } = this.#view ?? wholeWindow();
    const height = Math.max(bottom - top, 1);
    const next = this.#offsets.rowAt(this.#offsets.at(at) + direction * height);
    return this.#keys.at(Math.max(next === at ? at + direction : next, 0)) ?? key;
  }

  /** The rows to draw, with room for the others between them. `draw` gets a row's place among all; its element carries the key as `data-row`. */
  render(keys: RowKeys, draw: (index: number) => TemplateResult): unknown {
    if (keys !== this.#keys) this.#take(keys);
    this.#drawn = keys.length <= WHOLE ? { first: 0, end: keys.length } : this.#around(1 / 2);
    const kept = keys.indexOf(this.#options.kept() ?? '');
    const pieces = piecesOf(keys, this.#offsets, { ...this.#drawn, kept });
    this.#places = new Map(pieces.flatMap((piece) => (piece.kind === 'row' ? [[piece.key, piece.index]] : [])));
    // A browser that holds the view still holds on to rows: by a gap, which takes another place at each draw, it would run away.
    return repeat(
      pieces,
      ({ key }) => key,
      (piece) =>
        piece.kind === 'row'
          ? draw(piece.index)
          : html`<div aria-hidden="true" .style=${`block-size:${String(piece.size)}px;overflow-anchor:none`}></div>`,
    );
  }

  hostConnected(): void {
    addEventListener('resize', this.#look, { passive: true });
  }

  hostDisconnected(): void {
    removeEventListener('resize', this.#look);
    this.#follow(null);
  }

  hostUpdated(): void {
    // Drawn once more after it left the page: nothing there is to hold it.
    if (!this.#host.isConnected) return;
    const isLong = this.#keys.length > WHOLE;
    // A short list is shown whole: where it grows long, nothing in it is to come and go.
    if (!isLong && this.#keys.length > 0) this.#stage = 'around';
    // To look for what scrolls a list makes the page lay it out: not for one that is drawn whole.
    const list = isLong ? this.#options.list() : null;
    if (list !== this.#list) this.#follow(list);
    if (list === null) return;
    this.#measure(list);
    this.#look();
    if (this.#stage === 'coming' && !this.#isAwaited) this.#awaitFrame();
  }

  #awaitFrame(): void {
    this.#isAwaited = true;
    // The first belongs to the frame that is coming.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        this.#reach('seen');
        setTimeout(() => {
          this.#reach('around');
        }, AROUND_AFTER);
      }),
    );
  }

  #reach(stage: Stage): void {
    this.#stage = stage;
    if (this.#list !== null) this.#host.requestUpdate();
  }

  /** The rows in the view, and around it this share of it. */
  #around(share: number): Span {
    const view = this.#view ?? wholeWindow();
    const margin = this.#stage === 'around' ? (view.bottom - view.top) * share : 0;
    return spanOf(this.#offsets, view, { margin, limit: LIMIT });
  }

  /** Another list. As long as nothing was measured its keys are not asked for: ten thousand of them take longer to make than to draw what is seen. */
  #take(keys: RowKeys): void {
    const known = this.#heights;
    this.#keys = keys;
    this.#offsets = new Offsets(keys.length, this.#typical ?? this.#options.typical);
    if (known.size === 0) return;
    for (let at = 0; at < keys.length; at += 1) {
      const height = known.get(keys.at(at) ?? '');
      if (height !== undefined) this.#offsets.set(at, height);
    }
  }

  /** What was drawn has a height now. That of the others is learned from the first few alone: else the list would never be at rest. */
  #measure(list: HTMLElement): void {
    const { width } = list.getBoundingClientRect();
    if (Math.abs(width - this.#width) > 1) {
      this.#width = width;
      this.#heights.clear();
      this.#typical = undefined;
    }
    let isNew = false;
    for (const row of list.querySelectorAll<HTMLElement>(':scope > [data-row]')) {
      const { height } = row.getBoundingClientRect();
      const key = row.dataset['row'] ?? '';
      if (height === 0 || Math.abs(height - (this.#heights.get(key) ?? -1)) < 0.5) continue;
      this.#heights.set(key, height);
      isNew = true;
    }
    if (!isNew) return;
    if (this.#typical === undefined) {
      this.#typical = median([...this.#heights.values()]);
      this.#offsets.fill(this.#typical);
    }
    for (const [key, at] of this.#places) this.#offsets.set(at, this.#heights.get(key) ?? this.#typical);
  }

  readonly #fit = (): void => {
    const width = this.#list?.getBoundingClientRect().width ?? this.#width;
    if (Math.abs(width - this.#width) > 1) this.#host.requestUpdate();
    else this.#look();
  };

  /** Draws anew when rows come into the view that are not drawn. */
  readonly #look = (): void => {
    const list = this.#list;
    if (list === null || this.#keys.length <= WHOLE) return;
    const { top, height } = list.getBoundingClientRect();
    if (height === 0) return;
    const opening = openingOf(this.#scrollers);
    this.#view = { top: opening.top - top, bottom: opening.bottom - top };
    const needed = this.#around(1 / 8);
    if (needed.first >= this.#drawn.first && needed.end <= this.#drawn.end) return;
    const { first, end } = this.#around(1 / 2);
    if (first !== this.#drawn.first || end !== this.#drawn.end) this.#redraw();
  };

  /** What was drawn may turn out to be lower than was thought, and need more; but the page goes on between. */
  #redraw(): void {
    if (this.#redrawn === 0)
      requestAnimationFrame(() => {
        const hasMore = this.#redrawn > REDRAWS;
        this.#redrawn = 0;
        if (hasMore) this.#look();
      });
    this.#redrawn += 1;
    if (this.#redrawn <= REDRAWS) this.#host.requestUpdate();
  }

  #follow(list: HTMLElement | null): void {
    for (const scroller of [globalThis, ...this.#scrollers]) scroller.removeEventListener('scroll', this.#look);
    this.#resizing?.disconnect();
    this.#list = list;
    if (list === null) {
      this.#scrollers = [];
      return;
    }
    this.#scrollers = scrollersAround(list);
    // A frame later: what is drawn anew has another size, and a page hears of that as an error while sizes are being told.
    this.#resizing = new ResizeObserver(() => requestAnimationFrame(this.#fit));
    for (const scroller of [globalThis, ...this.#scrollers])
      scroller.addEventListener('scroll', this.#look, { passive: true });
    for (const one of [list, ...this.#scrollers]) this.#resizing.observe(one);
  }
}

/** Before anything is drawn nobody knows where in it the list will be. */
function wholeWindow(): View {
  return { top: 0, bottom: innerHeight };
}

function median(numbers: number[]): number {
  return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
