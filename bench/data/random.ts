/** Numbers that look random and are the same in every run, on every machine. */

/** A generator of numbers from 0 (inclusive) to 1 (exclusive), told apart by up to three whole numbers. */
export function randomOf(seed: number, index = 0, version = 0): () => number {
  let state =
    (Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b) ^ Math.imul(version, 0xc2b2ae35)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A GlobalID in wire form that belongs to this index alone. */
export function guidOf(seed: number, index: number): string {
  const random = randomOf(seed, index, 77);
  const hex = (length: number): string =>
    Array.from({ length }, () => Math.floor(random() * 16).toString(16))
      .join('')
      .toUpperCase();
  // The index itself ends the id, so that no two are alike whatever the dice say.
  const tail = index.toString(16).padStart(6, '0').toUpperCase();
  return `{${hex(8)}-${hex(4)}-4${hex(3)}-A${hex(3)}-${hex(6)}${tail}}`;
}
