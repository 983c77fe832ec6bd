/**
 * The seed of all property tests: the same in every run, so that a red test is about the change that made it red.
 * `SEED=7 npm test` takes another; `SEED=random npm test` looks for what no run has seen yet, and prints which it took.
 */
const asked = process.env['SEED'] ?? '1';
export const seed = asked === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(asked);
if (!Number.isInteger(seed)) throw new Error(`SEED is "${asked}"; it may be a whole number or "random".`);

/** Hands the seed on to the processes that this one starts. */
export function keepSeed() {
  process.env['SEED'] = String(seed);
  if (asked === 'random') console.log(`SEED=${String(seed)}`);
}
