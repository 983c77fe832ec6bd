/** The few words of a first look, in every language of the library: whole languages come later. */
import { canonical, forLanguage, languages } from './known-languages.js';
import type { Message } from './message.js';
import { languageOf } from './page.js';

/** By language, without its region: texts in the order of the keys. */
export type FirstTable<Text extends Message = string> = Readonly<Record<string, readonly Text[]>>;

export interface WordedHost extends Element {
  readonly messageOverrides: Readonly<Partial<Record<string, Message>>> | undefined;
}

/** What a first look says, as its face will: the page's own words before those of its language. */
export interface FirstWords<Key extends string> {
  /** BCP 47, as numbers are written. */
  readonly lang: string;
  /** With its placeholders unfilled. */
  readonly message: (key: Key) => Message;
  readonly text: (key: Key) => string;
}

export function firstWords<Key extends string>(
  host: WordedHost,
  keys: readonly Key[],
  table: FirstTable<Message>,
): FirstWords<Key> {
  const lang = canonical(languageOf(host));
  const known = forLanguage(lang, (part) => languages.get(part));
  const own = forLanguage(lang, (part) => table[part]);
  const message = (key: Key): Message => {
    const at = keys.indexOf(key);
    return host.messageOverrides?.[key] ?? (known ? known.messages[key] : own?.[at]) ?? table['en']?.[at] ?? '';
  };
  const text = (key: Key): string => {
    const said = message(key);
    return typeof said === 'string' ? said : said.other;
  };
  return { lang: known || own ? lang : 'en', message, text };
}
