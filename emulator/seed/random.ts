/** Random numbers that are the same in every run. */
export interface Random {
  /** @returns a number from 0 to below 1 */
  next(): number;
  /** @returns an integer from `from` to `to`, both included */
  integer(from: number, to: number): number;
  pick<T>(values: readonly [T, ...T[]]): T;
  guid(): string;
}

/** A linear congruential generator with the multiplier of "Numerical Recipes", its low bits left out. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
  const integer = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const hex = (digits: number): string => Array.from({ length: digits }, () => integer(0, 15).toString(16)).join('');
  return {
    next,
    integer,
    pick: (values) => values[integer(0, values.length - 1)] ?? values[0],
    guid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[integer(0, 3)] ?? '8'}${hex(3)}-${hex(12)}`,
  };
}
