/** The languages that come with the library, each a file that is fetched on first need. */
import type { Locale } from '../common/languages.js';

type Load = () => Promise<{ readonly locale: Locale }>;

/** By tag, in lower case. */
const shipped: Readonly<Record<string, Load>> = {
  ar: () => import('./ar.js'),
  de: () => import('./de.js'),
  es: () => import('./es.js'),
  fr: () => import('./fr.js'),
  he: () => import('./he.js'),
  it: () => import('./it.js'),
  ja: () => import('./ja.js'),
  ko: () => import('./ko.js'),
  nl: () => import('./nl.js'),
  pl: () => import('./pl.js'),
  pt: () => import('./pt-BR.js'),
  sv: () => import('./sv.js'),
  zh: () => import('./zh-CN.js'),
};

/** Every tag there is a language for, as it is written in BCP 47. */
export async function shippedLocales(): Promise<readonly Locale[]> {
  return Promise.all([...new Set(Object.values(shipped))].map((load) => load().then(({ locale }) => locale)));
}

/** The language for a tag in lower case: its own, else that of its first part; null where there is none. */
export async function loadLocale(tag: string): Promise<Locale | null> {
  const load = shipped[tag] ?? shipped[tag.split('-', 1)[0] ?? ''];
  return load === undefined || isOtherScript(tag) ? null : (await load()).locale;
}

/** Traditional Chinese is read badly in Simplified: English is kinder. */
function isOtherScript(tag: string): boolean {
  return /^zh-(?:hant|tw|hk|mo)\b/.test(tag);
}
