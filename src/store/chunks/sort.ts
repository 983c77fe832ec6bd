/** Sorting a million rows in a tenth of a second, by counting their digits. */

/** Bits of a digit, and how many of them are a number. */
const DIGIT = 11;
const DIGITS = 3;
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
  const { length } = prefixes;
  let order = new Uint32Array(length);
  let spare = new Uint32Array(length);
  const places = digitPlaces(prefixes);
  for (let index = 0; index < length; index++) order[index] = index;
  for (let digit = 0; digit < DIGITS; digit++) {
    place(order, spare, {
      prefixes,
      shift: digit * DIGIT,
      next: places.subarray(digit * VALUES, (digit + 1) * VALUES),
    });
    [order, spare] = [spare, order];
  }
  return order;
}

/** Of each digit and each of its values: where the first number that has it belongs. */
function digitPlaces(prefixes: Uint32Array): Uint32Array {
  const counts = new Uint32Array(DIGITS * VALUES);
  countDigits(prefixes, counts);
  for (let digit = 0; digit < DIGITS; digit++) {
    let place = 0;
    for (let at = digit * VALUES; at < (digit + 1) * VALUES; at++) {
      const count = counts[at] as number;
      counts[at] = place;
      place += count;
    }
  }
  return counts;
}

/** Loops of their own: engines compile a function anew for each loop that gets hot inside it. */
function countDigits(prefixes: Uint32Array, counts: Uint32Array): void {
  for (let i = 0; i < prefixes.length; i++) {
    const prefix = prefixes[i] as number;
    const low = prefix & MASK;
    const middle = VALUES + ((prefix >>> DIGIT) & MASK);
    const high = 2 * VALUES + (prefix >>> (2 * DIGIT));
    counts[low] = (counts[low] as number) + 1;
    counts[middle] = (counts[middle] as number) + 1;
    counts[high] = (counts[high] as number) + 1;
  }
}

interface Digit {
  readonly prefixes: Uint32Array;
  readonly shift: number;
  /** Where the next number with a value belongs. */
  readonly next: Uint32Array;
}

function place(order: Uint32Array, to: Uint32Array, { prefixes, shift, next }: Digit): void {
  for (let i = 0; i < order.length; i++) {
    const index = order[i] as number;
    const digit = ((prefixes[index] as number) >>> shift) & MASK;
    const at = next[digit] as number;
    to[at] = index;
    next[digit] = at + 1;
  }
}
