/** The formatters of a language: to make one costs more than to use it a thousand times. */

const plurals = new Map<string, Intl.PluralRules>();
const numbers = new Map<string, Intl.NumberFormat>();
const relatives = new Map<string, Intl.RelativeTimeFormat>();

export function pluralRules(lang: string): Intl.PluralRules {
  return kept(plurals, lang, () => new Intl.PluralRules(lang));
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
