import type { ReactiveElement, ReactiveController } from 'lit';
import { focusedIn } from './focus.js';
import type { RowKeys } from './row-window.js';

/** Rows of which only some are drawn. */
export interface RovingRows {
  /** Keys of all rows, in order. */
  readonly keys: RowKeys;
  /** The row about one view further, or back. */
  page(key: string, direction: 1 | -1): string | undefined;
}

export interface RovingOptions {
  /** What holds the rows, once it is drawn, where an element has more lists than one. */
  readonly list?: () => HTMLElement | null;
  /** All rows, where the list draws only those near the view; it keeps drawn the one that `current` names. */
  readonly rows?: RovingRows;
  /** Delete or Backspace on a row. */
  readonly onDelete?: (key: string) => void;
  /** Enter on the row itself; on a button inside it, Enter presses the button. */
  readonly onEnter?: (key: string) => void;
  /** Escape inside a row; true when it meant something there. */
  readonly onEscape?: (key: string) => boolean;
  /** Where the focus goes when the last row is gone. */
  readonly whenEmpty: () => HTMLElement | null | undefined;
}

/** Rows that Page Up and Page Down pass over in a list that is drawn whole. */
const PAGE = 10;

/**
 * Makes a list of rows one Tab stop: arrows move between rows and, across, between a row's buttons; Home and End reach the ends, Page Up and
 * Page Down go a view further. Rows are `[data-row]` with a key, places inside a row `[data-stop]`. When the row with the focus is gone, the
 * focus is on the next one. In a field inside a row, keys are the field's own.
 */
export class RovingGrid implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #options: RovingOptions;
  #key: string | undefined;
  #row = 0;
  #column = 0;
  #hadFocus = false;

  constructor(host: ReactiveElement, options: RovingOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** The row with the Tab stop; the next one, where it is no longer among the rows. */
  get current(): string | undefined {
    const keys = this.#keys();
    if (this.#key !== undefined && keys.indexOf(this.#key) >= 0) return this.#key;
    return keys.at(Math.min(this.#row, keys.length - 1));
  }

  hostUpdate(): void {
    const row = focusedIn(this.#host)?.closest<HTMLElement>('[data-row]');
    this.#hadFocus = row != null && this.#drawn().includes(row);
  }

  hostUpdated(): void {
    const keys = this.#keys();
    const key = this.current;
    if (key !== this.#key) this.#column = 0;
    this.#key = key;
    this.#row = Math.max(keys.indexOf(key ?? ''), 0);
    this.#settle();
    if (!this.#hadFocus || focusedIn(this.#host) !== null) return;
    // What had the focus is gone: it must not fall to the top of the page.
    this.focusCurrent();
  }

  /** Moves the focus to a place in a row: the row itself, or the first place that matches. */
  focusRow(key: string, selector = '[data-stop]'): void {
    this.#element(key)?.querySelector<HTMLElement>(selector)?.focus();
  }

  /** Moves the focus to the row with the Tab stop, or to what stands for an empty list. */
  focusCurrent(): void {
    if (this.current === undefined) this.#options.whenEmpty()?.focus();
    else this.#focus();
  }

  /** Moves the focus to a row, drawn or not; nothing happens where there is no such row. */
  goTo(key: string): void {
    const row = this.#keys().indexOf(key);
    if (row < 0) return;
    this.#column = 0;
    this.#go(row);
  }

  /** To be bound to `focusin` of the list. */
  readonly onFocus = (event: Event): void => {
    const stop = (event.target as Element).closest<HTMLElement>('[data-stop]');
    const row = stop?.closest<HTMLElement>('[data-row]');
    if (!stop || !row) return;
    this.#key = row.dataset['row'];
    this.#row = Math.max(this.#keys().indexOf(this.#key ?? ''), 0);
    this.#column = stopsOf(row).indexOf(stop);
    this.#settle();
  };

  /** To be bound to `keydown` of the list. */
  readonly onKey = (event: KeyboardEvent): void => {
    const target = event.target as Element;
    // That of what was pressed in: what is no stop of the list, a form below a row, moves no stop.
    const key = target.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? this.#key;
    if (key === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    const isInside = target.closest('input, select, textarea') !== null || target.closest('[data-stop]') === null;
    const isMeant = isInside
      ? event.key === 'Escape' && this.#act(event, key)
      : this.#move(event.key, key) || this.#act(event, key);
    if (!isMeant) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #move(pressed: string, key: string): boolean {
    const last = this.#keys().length - 1;
    switch (pressed) {
      case 'ArrowDown':
        return this.#go(Math.min(this.#row + 1, last));
      case 'ArrowUp':
        return this.#go(Math.max(this.#row - 1, 0));
      case 'Home':
        return this.#go(0);
      case 'End':
        return this.#go(last);
      case 'PageDown':
        return this.#go(this.#page(key, 1));
      case 'PageUp':
        return this.#go(this.#page(key, -1));
      case 'ArrowRight':
      case 'ArrowLeft': {
        const isReversed = getComputedStyle(this.#host).direction === 'rtl';
        const step = (pressed === 'ArrowRight') === isReversed ? -1 : 1;
        this.#column = Math.max(0, Math.min(this.#column + step, stopsOf(this.#element(key)).length - 1));
        return this.#go(this.#row);
      }
      default:
        return false;
    }
  }

  #page(key: string, direction: 1 | -1): number {
    const { rows } = this.#options;
    const last = this.#keys().length - 1;
    const found = rows === undefined ? -1 : rows.keys.indexOf(rows.page(key, direction) ?? '');
    return found >= 0 ? found : Math.max(0, Math.min(this.#row + direction * PAGE, last));
  }

  #go(row: number): true {
    this.#row = row;
    this.#key = this.#keys().at(row);
    this.#focus();
    return true;
  }

  #act(event: KeyboardEvent, key: string): boolean {
    const { onDelete, onEnter, onEscape } = this.#options;
    if (event.key === 'Escape') return onEscape?.(key) ?? false;
    if (event.key === 'Delete' || event.key === 'Backspace') {
      onDelete?.(key);
      return onDelete !== undefined;
    }
    if (event.key !== 'Enter' || this.#column !== 0) return false;
    onEnter?.(key);
    return onEnter !== undefined;
  }

  #focus(): void {
    const row = this.#element(this.#key);
    if (row !== undefined) focusStop(row, this.#column);
    else if (this.#key !== undefined) void this.#focusFar(this.#key);
  }

  /** A row that is not drawn: it is, once the list draws anew; then what is around it is drawn too, and may move it. */
  async #focusFar(key: string): Promise<void> {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const row = this.#element(key);
    if (row === undefined || key !== this.#key) return;
    focusStop(row, this.#column);
    requestAnimationFrame(() => {
      if (key === this.#key) this.#element(key)?.scrollIntoView({ block: 'nearest' });
    });
  }

  /** One Tab stop: all others are reached by arrows. */
  #settle(): void {
    for (const row of this.#drawn()) {
      const stops = stopsOf(row);
      const column = Math.min(Math.max(this.#column, 0), stops.length - 1);
      stops.forEach((stop, at) => {
        const wanted = row.dataset['row'] === this.#key && at === column ? 0 : -1;
        if (stop.tabIndex !== wanted) stop.tabIndex = wanted;
      });
    }
  }

  #keys(): RowKeys {
    return this.#options.rows?.keys ?? this.#drawn().map((row) => row.dataset['row'] ?? '');
  }

  #element(key: string | undefined): HTMLElement | undefined {
    return this.#drawn().find((row) => row.dataset['row'] === key);
  }

  #drawn(): HTMLElement[] {
    const { list } = this.#options;
    const place = list === undefined ? this.#host.shadowRoot : list();
    return [...(place?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  }
}

function focusStop(row: HTMLElement, column: number): void {
  const stops = stopsOf(row);
  stops[Math.min(column, stops.length - 1)]?.focus();
}

function stopsOf(row: HTMLElement | undefined): HTMLElement[] {
  return [...(row?.querySelectorAll<HTMLElement>('[data-stop]') ?? [])];
}
