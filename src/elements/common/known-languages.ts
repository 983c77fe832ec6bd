/** The languages that are there: those that a page added, and those of the library that were fetched. */
import type { Language } from './languages.js';

/** By tag, in lower case. */
export const languages: Map<string, Language> = new Map();

/** What there is for a tag, else for its first part. */
export function forLanguage<T>(tag: string, of: (part: string) => T | undefined): T | undefined {
  return of(tag.toLowerCase()) ?? (isOtherScript(tag) ? undefined : of(tag.split('-')[0] ?? ''));
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
