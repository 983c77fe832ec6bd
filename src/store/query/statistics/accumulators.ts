/** Statistics of values that come one by one. NULL counts in none of them. */
import type { StatisticType } from '../../../shared/queries.js';
import { calculate, finite } from '../language/numbers.js';
import type { Value } from '../language/syntax.js';

export interface Accumulator {
  add(value: NonNullable<Value>): void;
  result(): Value;
}

export function accumulator(type: StatisticType): Accumulator {
  switch (type) {
    case 'count':
      return new Count();
    case 'sum':
      return new Sum();
    case 'avg':
      return new Moments((mean) => mean);
    case 'var':
      return new Moments((_, variance) => variance);
    case 'stddev':
      return new Moments((_, variance) => (variance === null ? null : Math.sqrt(variance)));
    case 'min':
      return new Best((a, b) => a < b);
    case 'max':
      return new Best((a, b) => a > b);
  }
}

class Count implements Accumulator {
  #count = 0;

  add(): void {
    this.#count++;
  }

  result(): number {
    return this.#count;
  }
}

/** Integers add up exactly; of others, what rounding took away is added at the end (Neumaier). */
class Sum implements Accumulator {
  #sum: number | bigint | null = null;
  #lost = 0;

  add(value: NonNullable<Value>): void {
    const number = typeof value === 'bigint' ? value : Number(value);
    const before: number | bigint | null = this.#sum;
    if (before === null) {
      this.#sum = number;
      return;
    }
    const whole = isWhole(before) && isWhole(number);
    const sum: number | bigint | null = calculate('+', before, number, whole);
    this.#sum = sum;
    if (whole || sum === null) return;
    const [a, b, total] = [Number(before), Number(number), Number(sum)];
    this.#lost += Math.abs(a) >= Math.abs(b) ? a - total + b : b - total + a;
  }

  result(): Value {
    const sum = this.#sum;
    return sum === null || this.#lost === 0 ? sum : finite(Number(sum) + this.#lost);
  }
}

function isWhole(value: number | bigint): boolean {
  return typeof value === 'bigint' || Number.isInteger(value);
}

/** Mean and variance in one pass, without squares that cancel each other out (Welford). */
class Moments implements Accumulator {
  readonly #pick: (mean: number, variance: number | null) => number | null;
  #count = 0;
  #mean = 0;
  #squares = 0;

  constructor(pick: (mean: number, variance: number | null) => number | null) {
    this.#pick = pick;
  }

  add(value: NonNullable<Value>): void {
    const number = Number(value);
    this.#count++;
    const distance = number - this.#mean;
    this.#mean += distance / this.#count;
    this.#squares += distance * (number - this.#mean);
  }

  result(): Value {
    if (this.#count === 0) return null;
    const picked = this.#pick(this.#mean, this.#count > 1 ? this.#squares / (this.#count - 1) : null);
    return picked === null ? null : finite(picked);
  }
}

class Best implements Accumulator {
  readonly #isBetter: (a: NonNullable<Value>, b: NonNullable<Value>) => boolean;
  #best: Value = null;

  constructor(isBetter: (a: NonNullable<Value>, b: NonNullable<Value>) => boolean) {
    this.#isBetter = isBetter;
  }

  add(value: NonNullable<Value>): void {
    if (this.#best === null || this.#isBetter(value, this.#best)) this.#best = value;
  }

  result(): Value {
    return this.#best;
  }
}
