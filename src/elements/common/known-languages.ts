/** The languages that are there: those that a page added, and those of the library that were fetched. */
import type { Language } from './languages.js';

/** By tag, in lower case. */
export const languages: Map<string, Language> = new Map();

/** The language that fits best, with the tag to format numbers and dates by; English when there is none. */
export function findLanguage(wanted: string): { readonly lang: string; readonly language: Language | null } {
  const lang = canonical(wanted);
  const primary = lang.split('-', 1)[0] ?? 'en';
  const language = languages.get(lang.toLowerCase()) ?? languages.get(primary) ?? null;
  // English sentences with German numbers in them would read as a fault.
  return { lang: language !== null || primary === 'en' ? lang : 'en', language };
}

/** A `lang` attribute may hold anything; `Intl` throws for what is no language tag. */
export function canonical(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** Traditional Chinese is read badly in Simplified: English is kinder. */
export function isOtherScript(tag: string): boolean {
  return /^zh-(?:hant|tw|hk|mo)\b/i.test(tag);
}
