/** The languages that come with the library, each a folder that is fetched on first need, with a file for each part of the elements. */
import type { Locale } from '../common/languages.js';

type Load = () => Promise<{ readonly locale: Locale }>;

/** By tag, in lower case. */
const shipped: Readonly<Record<string, Load>> = {
  ar: () => import('./ar/index.js'),
  de: () => import('./de/index.js'),
  es: () => import('./es/index.js'),
  fr: () => import('./fr/index.js'),
  he: () => import('./he/index.js'),
  it: () => import('./it/index.js'),
  ja: () => import('./ja/index.js'),
  ko: () => import('./ko/index.js'),
  nl: () => import('./nl/index.js'),
  pl: () => import('./pl/index.js'),
  pt: () => import('./pt-BR/index.js'),
  sv: () => import('./sv/index.js'),
  zh: () => import('./zh-CN/index.js'),
};

/** Every tag there is a language for, as it is written in BCP 47. */
export async function shippedLocales(): Promise<readonly Locale[]> {
  return Promise.all([...new Set(Object.values(shipped))].map((load) => load().then(({ locale }) => locale)));
}

/** The language for a tag in lower case: its own, else that of its first part; null where there is none. */
export async function loadLocale(tag: string): Promise<Locale | null> {
  const load = shipped[tag] ?? shipped[tag.split('-', 1)[0] ?? ''];
  return load === undefined ? null : (await load()).locale;
}
