/** Numbers that stay exact: integers beyond 2^53 are bigints, all others plain numbers. */

const LARGEST = 2n ** 63n;

/** The plain number where it is exact, the bigint up to 64 bits, beyond that the nearest double. */
export function integer(value: bigint): number | bigint {
  if (value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(value);
  return value >= -LARGEST && value < LARGEST ? value : Number(value);
}

/** A number as JSON or a person writes it, exact; null for what is none. */
export function parseNumber(text: string): number | bigint | null {
  const trimmed = text.trim();
  if (/^[+-]?\d{16,19}$/.test(trimmed)) return integer(BigInt(trimmed.replace(/^\+/, '')));
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,4})?$/i.test(trimmed) ? finite(Number(trimmed)) : null;
}

/** NaN and the infinities are no SQL values. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** A step of arithmetic. Integers are divided as integers, as databases do; a division by zero is unknown. */
export function calculate(
  operator: '+' | '-' | '*' | '/',
  left: number | bigint,
  right: number | bigint,
  integers: boolean,
): number | bigint | null {
  if (operator === '/' && Number(right) === 0) return null;
  if (typeof left === 'number' && typeof right === 'number') {
    const result = plain(operator, left, right);
    if (!integers) return finite(result);
    const whole = Math.trunc(result);
    if (Number.isSafeInteger(whole)) return whole;
  }
  if (!integers || !isWhole(left) || !isWhole(right)) return finite(plain(operator, Number(left), Number(right)));
  return integer(exact(operator, BigInt(left), BigInt(right)));
}

export function remainder(left: number | bigint, right: number | bigint): number | bigint | null {
  if (Number(right) === 0) return null;
  if (typeof left === 'number' && typeof right === 'number') return left % right;
  if (isWhole(left) && isWhole(right)) return integer(BigInt(left) % BigInt(right));
  return Number(left) % Number(right);
}

/** Half away from zero, on the digits that a person sees: 1.005 rounds to 1.01. */
export function round(value: number, digits: number): number | null {
  return shifted(value, digits, Math.round);
}

export function truncate(value: number, digits: number): number | null {
  return shifted(value, digits, Math.floor);
}

function shifted(value: number, digits: number, cut: (value: number) => number): number | null {
  const places = Math.max(-30, Math.min(30, Math.trunc(digits)));
  const moved = cut(move(Math.abs(value), places));
  const result = move(moved, -places);
  return finite(value < 0 && result !== 0 ? -result : result);
}

/** Moves the decimal point of the written number, which multiplying by a power of ten does not do exactly. */
function move(value: number, places: number): number {
  const [digits = '0', exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${String(Number(exponent) + places)}`);
}

function isWhole(value: number | bigint): boolean {
  return typeof value === 'bigint' || Number.isInteger(value);
}

function plain(operator: '+' | '-' | '*' | '/', left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
  }
}

function exact(operator: '+' | '-' | '*' | '/', left: bigint, right: bigint): bigint {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
  }
}
