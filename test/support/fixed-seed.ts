/** Loaded before every test: property tests take the seed that `SEED` names (scripts/seed.mjs). A test's own seed comes first. */
import fc from 'fast-check';

const seed =
  typeof window === 'undefined' ? Number(process.env['SEED'] ?? 1) : (window as unknown as { __seed: number }).__seed;
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
