/** The formatters of a language: to make one costs more than to use it a thousand times. */

/** Languages that write small numbers with the digits of JavaScript, and know one and many. */
const PLAIN = /^(?:en|de|es|fr|it|nl|pt|sv)\b(?!.*-u-)/;

const plurals = new Map<string, Intl.PluralRules>();
const numbers = new Map<string, Intl.NumberFormat>();
const relatives = new Map<string, Intl.RelativeTimeFormat>();

/** The plural of a count; below a million, which some languages count by, mostly without a formatter. */
export function pluralOf(count: number, lang: string): Intl.LDMLPluralRule {
  if (isWhole(count, 1_000_000) && count > 0 && PLAIN.test(lang)) return count === 1 ? 'one' : 'other';
  return kept(plurals, lang, () => new Intl.PluralRules(lang)).select(count);
}

/** A number as a language writes it; for small ones without a formatter. */
export function numberText(value: number, lang: string): string {
  return isWhole(value, 1000) && PLAIN.test(lang) ? String(value) : numberFormat(lang).format(value);
}

function isWhole(value: number, below: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < below;
}

export function numberFormat(lang: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return kept(numbers, `${lang} ${Object.values(options).join()}`, () => new Intl.NumberFormat(lang, options));
}

export function relativeFormat(lang: string, numeric: 'always' | 'auto'): Intl.RelativeTimeFormat {
  return kept(relatives, `${lang} ${numeric}`, () => new Intl.RelativeTimeFormat(lang, { numeric }));
}

function kept<T>(made: Map<string, T>, key: string, make: () => T): T {
  const known = made.get(key) ?? make();
  made.set(key, known);
  return known;
}

/**
 * The first formatter of numbers that a page makes, of whatever language, costs as much as drawing a screen: it is made while nobody waits for it,
 * once something was shown.
 */
export function warmNumbers(): void {
  const { requestAnimationFrame: atFrame, requestIdleCallback: whenIdle } = globalThis as Partial<typeof globalThis>;
  atFrame?.(() => atFrame(() => whenIdle?.(() => numberFormat('en'))));
}
