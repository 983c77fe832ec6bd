/** Languages other than English, which every element brings along. Those of the library are fetched when a page first asks for one. */
import type { BlockingGapCode } from '../../shared/check-service.js';
import type { GdbErrorCode } from '../../shared/errors.js';
import { canonical, forLanguage, isOtherScript, languages } from './known-languages.js';
import type { Message } from './message.js';
import { languageOf } from './page.js';

/** What happened, and what to do now. */
export type ErrorWords = readonly [what: string, todo: string];

/** One language. What is missing is shown in English. */
export interface Language {
  /** Every text of the elements, by its key. */
  readonly messages: Readonly<Partial<Record<string, Message>>>;
  readonly errors?: Readonly<Partial<Record<GdbErrorCode, ErrorWords>>>;
  /** By the ArcGIS code of a refused edit. */
  readonly editErrors?: Readonly<Partial<Record<number, ErrorWords>>>;
  /** What a service lacks to be taken offline, and what an admin has to switch on. `{layer}` stands for the layer's id and name. */
  readonly gaps?: Readonly<Partial<Record<BlockingGapCode, ErrorWords>>>;
}

/** A language of the library. */
export interface Locale extends Language {
  /** BCP 47. */
  readonly lang: string;
  /** A native reader has signed it. */
  readonly reviewed: boolean;
}

const waiting = new Set<() => void>();
const asked = new Map<string, Promise<void>>();

/** The language that fits best, with the tag to format numbers and dates by; English when there is none. */
export function findLanguage(wanted: string): { readonly lang: string; readonly language: Language | null } {
  const lang = canonical(wanted);
  const primary = lang.split('-', 1)[0] ?? 'en';
  const language = forLanguage(lang, (part) => languages.get(part)) ?? null;
  // English sentences with German numbers in them would read as a fault.
  return { lang: language !== null || primary === 'en' ? lang : 'en', language };
}

/** Adds a language (BCP 47, `de` or `pt-BR`); elements on the page switch to it at once. */
export function addLanguage(lang: string, language: Language): void {
  languages.set(lang.toLowerCase(), language);
  tellAll();
}

/** Fetches the library's own language for a tag, once; what was added by the page stays. Settles when it is there, or known not to be. */
export function fetchLanguage(wanted: string): Promise<void> {
  const lang = canonical(wanted).toLowerCase();
  const isNone = lang.split('-', 1)[0] === 'en' || isOtherScript(lang);
  if (isNone || findLanguage(lang).language !== null) return Promise.resolve();
  const known = asked.get(lang);
  if (known !== undefined) return known;
  const coming = import('../locales/shipped.js')
    .then(({ loadLocale }) => loadLocale(lang))
    .then((locale) => {
      if (locale !== null && findLanguage(lang).language === null) addLanguage(lang, locale);
    })
    .catch(() => {
      // Without network: English for now, and again when there is one.
      const again = (): void => {
        asked.delete(lang);
        tellAll();
      };
      addEventListener('online', again, { once: true });
    });
  asked.set(lang, coming);
  return coming;
}

/** A language that does not come holds nobody up for longer. */
const PATIENCE_MS = 2000;

/** Settles when the language of an element's place in the page is there: what is drawn before would be in English, and be drawn again. */
export function languageThere(element: Element): Promise<unknown> {
  const coming = fetchLanguage(languageOf(element));
  return Promise.race([coming, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

/** Calls back when a language was added. Returns the way to stop. */
export function watchLanguages(onChange: () => void): () => void {
  waiting.add(onChange);
  return () => waiting.delete(onChange);
}

function tellAll(): void {
  for (const notify of waiting) notify();
}
