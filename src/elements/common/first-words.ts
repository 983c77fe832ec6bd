/** The few words of a first look, in every language of the library: whole languages come later. */
import { canonical, isOtherScript, languages } from './known-languages.js';
import type { Language } from './languages.js';
import type { Message } from './message.js';
import { languageOf } from './page.js';

/** By language, without its region: texts in the order of the keys. */
export type FirstTable<Text extends Message = string> = Readonly<Record<string, readonly Text[]>>;

export interface WordedHost extends Element {
  readonly messageOverrides: Readonly<Partial<Record<string, Message>>> | undefined;
}

/** What a first look says, as its face will: the page's own words before those of its language. */
export class FirstWords<Key extends string> {
  readonly #host: WordedHost;
  readonly #keys: readonly Key[];
  readonly #english: readonly Message[] | undefined;
  readonly #own: readonly Message[] | undefined;
  readonly #known: Language | undefined;
  /** BCP 47, as numbers are written. */
  readonly lang: string;

  constructor(host: WordedHost, keys: readonly Key[], table: FirstTable<Message>) {
    const lang = canonical(languageOf(host));
    const primary = lang.split('-', 1)[0] ?? '';
    this.#host = host;
    this.#keys = keys;
    this.#english = table['en'];
    this.#known = languages.get(lang.toLowerCase()) ?? languages.get(primary);
    this.#own = isOtherScript(lang) ? undefined : table[primary];
    this.lang = this.#known || this.#own ? lang : 'en';
  }

  /** With its placeholders unfilled. */
  message(key: Key): Message {
    const at = this.#keys.indexOf(key);
    const own = this.#known ? this.#known.messages[key] : this.#own?.[at];
    return this.#host.messageOverrides?.[key] ?? own ?? this.#english?.[at] ?? '';
  }

  text(key: Key): string {
    const message = this.message(key);
    return typeof message === 'string' ? message : message.other;
  }
}
