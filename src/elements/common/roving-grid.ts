import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { focusedIn } from './focus.js';

export interface RovingOptions {
  /** Delete or Backspace on a row. */
  readonly onDelete?: (key: string) => void;
  /** Enter on the row itself; on a button inside it, Enter presses the button. */
  readonly onEnter?: (key: string) => void;
  /** Escape inside a row; true when it meant something there. */
  readonly onEscape?: (key: string) => boolean;
  /** Where the focus goes when the last row is gone. */
  readonly whenEmpty: () => HTMLElement | null | undefined;
}

/**
 * Makes a list of rows one Tab stop: arrows move between rows and, across, between a row's buttons; Home and End reach the ends. Rows are
 * `[data-row]` with a key, places inside a row `[data-stop]`. When the row with the focus is gone, the focus is on the next one.
 */
export class RovingGrid implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #options: RovingOptions;
  #key: string | undefined;
  #row = 0;
  #column = 0;
  #hadFocus = false;

  constructor(host: ReactiveControllerHost & Element, options: RovingOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostUpdate(): void {
    const focused = focusedIn(this.#host);
    this.#hadFocus = focused?.closest('[data-row]') !== null && focused !== null;
  }

  hostUpdated(): void {
    const rows = this.#rows();
    const known = rows.findIndex((row) => row.dataset['row'] === this.#key);
    this.#row = known >= 0 ? known : Math.min(this.#row, Math.max(rows.length - 1, 0));
    if (known < 0) this.#column = 0;
    this.#key = rows[this.#row]?.dataset['row'];
    this.#settle(rows);
    if (!this.#hadFocus || focusedIn(this.#host) !== null) return;
    // What had the focus is gone: it must not fall to the top of the page.
    if (rows.length > 0) this.#focus(rows);
    else this.#options.whenEmpty()?.focus();
  }

  /** Moves the focus to a place in a row: the row itself, or the first place that matches. */
  focusRow(key: string, selector = '[data-stop]'): void {
    const row = this.#rows().find((candidate) => candidate.dataset['row'] === key);
    row?.querySelector<HTMLElement>(selector)?.focus();
  }

  /** To be bound to `focusin` of the list. */
  readonly onFocus = (event: Event): void => {
    const stop = (event.target as Element).closest<HTMLElement>('[data-stop]');
    const row = stop?.closest<HTMLElement>('[data-row]');
    if (!stop || !row) return;
    const rows = this.#rows();
    this.#row = rows.indexOf(row);
    this.#key = row.dataset['row'];
    this.#column = stopsOf(row).indexOf(stop);
    this.#settle(rows);
  };

  /** To be bound to `keydown` of the list. */
  readonly onKey = (event: KeyboardEvent): void => {
    const key = this.#key;
    if (key === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    if (this.#move(event.key) || this.#act(event, key)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  #move(pressed: string): boolean {
    const rows = this.#rows();
    const isReversed = getComputedStyle(this.#host).direction === 'rtl';
    const columns = stopsOf(rows[this.#row]).length;
    switch (pressed) {
      case 'ArrowDown':
        this.#row = Math.min(this.#row + 1, rows.length - 1);
        break;
      case 'ArrowUp':
        this.#row = Math.max(this.#row - 1, 0);
        break;
      case 'Home':
        this.#row = 0;
        break;
      case 'End':
        this.#row = rows.length - 1;
        break;
      case 'ArrowRight':
      case 'ArrowLeft': {
        const step = (pressed === 'ArrowRight') === isReversed ? -1 : 1;
        this.#column = Math.max(0, Math.min(this.#column + step, columns - 1));
        break;
      }
      default:
        return false;
    }
    this.#focus(rows);
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

  #focus(rows: readonly HTMLElement[]): void {
    const stops = stopsOf(rows[this.#row]);
    stops[Math.min(this.#column, stops.length - 1)]?.focus();
  }

  /** One Tab stop: all others are reached by arrows. */
  #settle(rows: readonly HTMLElement[]): void {
    rows.forEach((row, index) => {
      const stops = stopsOf(row);
      const column = Math.min(Math.max(this.#column, 0), stops.length - 1);
      stops.forEach((stop, at) => {
        stop.tabIndex = index === this.#row && at === column ? 0 : -1;
      });
    });
  }

  #rows(): HTMLElement[] {
    return [...(this.#host.shadowRoot?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  }
}

function stopsOf(row: HTMLElement | undefined): HTMLElement[] {
  return [...(row?.querySelectorAll<HTMLElement>('[data-stop]') ?? [])];
}
