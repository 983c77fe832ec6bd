/** The one place of this library that reads the clock. */

/** Epoch ms. */
export function now(): number {
  return Date.now();
}
