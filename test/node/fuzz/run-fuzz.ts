/** The loop of every fuzzer: the same seed makes the same inputs; whatever is not a result or an error of ours is a crash. */
import { isGdbError } from '../../../src/shared/errors.js';

export interface FuzzOptions {
  readonly seed: number;
  readonly count: number;
  /** Called before each input, so that one which never ends can be named. */
  readonly onFile?: (n: number) => void;
}

export interface FuzzReport {
  /** What readers said of inputs that they took, and errors by their code. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** What must not be: errors of another family, and inputs that took too long. */
  readonly failures: readonly string[];
  readonly slowestMs: number;
}

/** A whole number from 0 to below the argument. */
export type Random = (below: number) => number;

const TOO_LONG = 5000;

/** Gives each input its own dice. `readOne` says what became of it, or rejects. */
export async function runFuzz(
  { seed, count, onFile }: FuzzOptions,
  readOne: (random: Random, n: number) => Promise<string>,
): Promise<FuzzReport> {
  const outcomes: Record<string, number> = {};
  const failures: string[] = [];
  let slowestMs = 0;
  for (let n = 0; n < count; n++) {
    onFile?.(n);
    const start = performance.now();
    const outcome = await readOne(randomOf(seed * 1_000_003 + n), n).catch((error: unknown) => {
      if (isGdbError(error) && error.code !== 'internal') return error.code;
      failures.push(`input ${String(n)}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return 'failure';
    });
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    const took = performance.now() - start;
    slowestMs = Math.max(slowestMs, took);
    if (took > TOO_LONG) failures.push(`input ${String(n)} took ${String(Math.round(took))} ms`);
    if (Object.keys(Object.prototype).length > 0) failures.push(`input ${String(n)} changed what all objects have`);
  }
  return { outcomes, failures, slowestMs };
}

/** The same numbers for the same seed. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export function pickOf<T>(random: Random, items: readonly T[]): T {
  return items[random(items.length)] as T;
}

/** Some bytes changed, moved, doubled or cut off. */
export function mutateBytes(original: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  let bytes = Uint8Array.from(original);
  for (let changes = 1 + random(4); changes > 0 && bytes.length > 0; changes--) {
    const at = random(bytes.length);
    switch (random(6)) {
      case 0:
        bytes[at] = random(256);
        break;
      case 1:
        bytes[at] = pickOf(random, SIGNS);
        break;
      case 2:
        bytes.copyWithin(at, random(bytes.length), random(bytes.length));
        break;
      case 3:
        bytes = bytes.slice(0, at);
        break;
      case 4:
        bytes = joined(bytes.subarray(0, at), bytes.subarray(random(bytes.length)));
        break;
      default:
        bytes = joined(bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + 1 + random(20))));
    }
  }
  return bytes;
}

const SIGNS = [...new TextEncoder().encode('"\\{}[],:0-+.eE tfn\u0000\u001f'), 0xff, 0xc3, 0x80];

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

const EVIL: readonly unknown[] = [
  ...[null, true, false, '', 0, -0, -1, 1e308, -1e308, 2 ** 53, 0.1, 'NaN', '1e999', '__proto__', 'constructor'],
  ...['javascript:alert(1)', 'data:text/html,x', 'https://evil.example/x', '//evil.example', '../..', '<img src=x>'],
  ...['\u0000', '\ud800', 'x'.repeat(10_000), {}, [], [[]], [null], { length: 1e9 }, { toString: 1 }],
];

/** The value with some of its parts replaced, renamed or repeated. */
export function mutateJson(value: unknown, random: Random, chance = 12): unknown {
  if (random(chance) === 0) return pickOf(random, EVIL);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => mutateJson(item, random, chance));
    return random(chance) === 0 ? [...items, ...items] : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(() => random(chance * 2) !== 0)
      .map(([name, item]) => [nameOf(name, random, chance), mutateJson(item, random, chance)]),
  );
}

function nameOf(name: string, random: Random, chance: number): string {
  if (random(chance * 3) !== 0) return name;
  return pickOf(random, ['__proto__', 'constructor', 'toString', name.toUpperCase(), 'error', '']);
}
