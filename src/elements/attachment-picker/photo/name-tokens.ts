/** What a pattern for the names of photos may name in braces. */
export const TOKENS = ['name', 'layer', 'feature', 'date', 'time', 'number'] as const;

export type NameToken = (typeof TOKENS)[number];

/** The first token of a pattern that means nothing; null when all are known. */
export function unknownToken(pattern: string): string | null {
  const tokens = pattern.match(/\{[^{}]*\}/g) ?? [];
  return tokens.find((token) => !TOKENS.some((known) => token === `{${known}}`)) ?? null;
}
