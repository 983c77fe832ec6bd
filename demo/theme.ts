/** Light, dark, or as the device says; remembered. The elements follow the page's `color-scheme`. */
export type Mode = 'auto' | 'light' | 'dark';

const KEY = 'gdb-demo-theme';
const NEXT: Readonly<Record<Mode, Mode>> = { auto: 'dark', dark: 'light', light: 'auto' };

export class Theme {
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    this.#apply();
  }

  get mode(): Mode {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'auto';
  }

  next(): void {
    localStorage.setItem(KEY, NEXT[this.mode]);
    this.#apply();
    this.#onChange();
  }

  #apply(): void {
    document.documentElement.style.colorScheme = this.mode === 'auto' ? 'light dark' : this.mode;
  }
}
