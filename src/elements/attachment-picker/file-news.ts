import type { Localizer } from '../common/localizer.js';
import type { PickerKey } from './words.en.js';

/** More of the same drop is waited for, never longer than between two files: milliseconds. */
const LULL = 400;

/**
 * What became of files that were added together, in one breath: a live region holds one text, and of twenty files it would be that of the last.
 * Each one that was not taken is named; of those that were, the last.
 */
export class FileNews {
  readonly #words: Localizer<PickerKey>;
  readonly #say: (text: string) => void;
  /** Names by reason. */
  readonly #refused = new Map<string, string[]>();
  #added: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(words: Localizer<PickerKey>, say: (text: string) => void) {
    this.#words = words;
    this.#say = say;
  }

  /** `isLast`: no other file is on its way. */
  added(name: string, isLast: boolean): void {
    this.#added = name;
    this.#tell(isLast);
  }

  refused(name: string, reason: string, isLast: boolean): void {
    const names = this.#refused.get(reason) ?? [];
    this.#refused.set(reason, [...names, name]);
    this.#tell(isLast);
  }

  #tell(isLast: boolean): void {
    clearTimeout(this.#timer);
    if (isLast) this.#now();
    else this.#timer = setTimeout(this.#now, LULL);
  }

  readonly #now = (): void => {
    const refused = [...this.#refused].map(([reason, names]) =>
      this.#words.text('saidRefused', { name: names.join(', '), reason }),
    );
    const added = this.#added === null ? [] : [this.#words.text('saidAdded', { name: this.#added })];
    this.#refused.clear();
    this.#added = null;
    this.#say([...refused, ...added].join(' '));
  };
}
