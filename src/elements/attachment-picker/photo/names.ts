/** Names of files: made from a pattern, and never the same twice in one feature. */

import type { NameToken } from './name-tokens.js';

/** What a pattern may name. */
export interface NameParts {
  /** The file's own name, without its ending. */
  readonly name: string;
  /** The layer's name. */
  readonly layer: string;
  /** GlobalID of the feature. */
  readonly feature: string;
  /** `2026-04-12T10:15:30`, when the photo was taken; else when it was added. */
  readonly time: string;
  /** From 1, within the feature. */
  readonly number: number;
}

/** `{layer}_{date}_{time}` filled in, without an ending. */
export function patternName(pattern: string, { name, layer, feature, time, number }: NameParts): string {
  const digits = time.replaceAll(/[-:]/g, '');
  const values: Record<NameToken, string> = {
    name,
    layer,
    feature: feature.replaceAll('-', '').slice(0, 8),
    date: digits.slice(0, 8),
    time: digits.slice(9, 15),
    number: String(number).padStart(2, '0'),
  };
  return pattern.replaceAll(/\{(\w+)\}/g, (token, key: string) =>
    key in values ? values[key as keyof typeof values] : token,
  );
}

/** The name itself, or with ` (2)` before its ending where it is taken. Capitals make no difference. */
export function distinctName(wanted: string, taken: Iterable<string>): string {
  const used = new Set([...taken].map((name) => name.toLowerCase()));
  const { stem, ending } = splitName(wanted);
  let name = wanted;
  for (let number = 2; used.has(name.toLowerCase()); number += 1) name = `${stem} (${String(number)})${ending}`;
  return name;
}

/** `photo` and `.jpg`. */
export function splitName(name: string): { readonly stem: string; readonly ending: string } {
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';
  return { stem: name.slice(0, name.length - ending.length), ending };
}
