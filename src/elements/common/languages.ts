/** Languages other than English, which every element brings along: without network nothing could be fetched. */
import type { ServiceGapCode } from '../../shared/check-service.js';
import type { GdbErrorCode } from '../../shared/errors.js';
import type { Message } from './message.js';

/** What happened, and what to do now. */
export type ErrorWords = readonly [what: string, todo: string];

/** One language. What is missing is shown in English. */
export interface Language {
  /** Every text of the elements, by its key. */
  readonly messages: Readonly<Partial<Record<string, Message>>>;
  readonly errors?: Readonly<Partial<Record<GdbErrorCode, ErrorWords>>>;
  /** By the ArcGIS code of a refused edit. */
  readonly editErrors?: Readonly<Partial<Record<number, ErrorWords>>>;
  /** What a service lacks, and what an admin has to switch on. `{layer}` stands for the layer's id. */
  readonly gaps?: Readonly<Partial<Record<ServiceGapCode, ErrorWords>>>;
}

const languages = new Map<string, Language>();
const waiting = new Set<() => void>();

/** Adds a language (BCP 47, `de` or `pt-BR`); elements on the page switch to it at once. */
export function addLanguage(lang: string, language: Language): void {
  languages.set(lang.toLowerCase(), language);
  for (const notify of waiting) notify();
}

/** The language that fits best, with the tag to format numbers and dates by; English when there is none. */
export function findLanguage(wanted: string): { readonly lang: string; readonly language: Language | null } {
  const lang = canonical(wanted);
  const primary = lang.split('-', 1)[0] ?? 'en';
  const language = languages.get(lang.toLowerCase()) ?? languages.get(primary) ?? null;
  // English sentences with German numbers in them would read as a fault.
  return { lang: language !== null || primary === 'en' ? lang : 'en', language };
}

/** Calls back when a language was added. Returns the way to stop. */
export function watchLanguages(onChange: () => void): () => void {
  waiting.add(onChange);
  return () => waiting.delete(onChange);
}

/** A `lang` attribute may hold anything; `Intl` throws for what is no language tag. */
function canonical(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
