/** Sorting a million rows in a tenth of a second, by counting their digits. */

/** Bits of a digit: three of them are a number. */
const DIGIT = 11;
const VALUES = 2 ** DIGIT;
const MASK = VALUES - 1;

/** Indexes in the order of `prefixes`; equal ones by `compare`, or as they came where there is none. */
export function sortedIndexes(
  prefixes: Uint32Array,
  compare: ((a: number, b: number) => number) | null = null,
): Uint32Array {
  const order = orderOf(prefixes);
  if (!compare) return order;
  for (let start = 0; start < order.length;) {
    const prefix = prefixes[order[start] as number];
    let end = start + 1;
    while (end < order.length && prefixes[order[end] as number] === prefix) end++;
    if (end - start > 1) order.subarray(start, end).sort(compare);
    start = end;
  }
  return order;
}

/** Digit by digit, the lowest first: each pass keeps what those before it did. */
function orderOf(prefixes: Uint32Array): Uint32Array {
  let order = new Uint32Array(prefixes.length);
  let spare = new Uint32Array(prefixes.length);
  for (let index = 0; index < order.length; index++) order[index] = index;
  const next = new Uint32Array(VALUES);
  for (let shift = 0; shift < 32; shift += DIGIT) {
    next.fill(0);
    for (let i = 0; i < prefixes.length; i++) {
      const digit = ((prefixes[i] as number) >>> shift) & MASK;
      next[digit] = (next[digit] as number) + 1;
    }
    let place = 0;
    for (let digit = 0; digit < VALUES; digit++) {
      const count = next[digit] as number;
      next[digit] = place;
      place += count;
    }
    for (let i = 0; i < order.length; i++) {
      const index = order[i] as number;
      const digit = ((prefixes[index] as number) >>> shift) & MASK;
      const at = next[digit] as number;
      spare[at] = index;
      next[digit] = at + 1;
    }
    [order, spare] = [spare, order];
  }
  return order;
}
