/**
 * The functions of standardized queries that work on values alone. https://doc.arcgis.com/en/arcgis-online/reference/sql-agol.htm
 * A NULL argument makes the result NULL, except in CONCAT and COALESCE. Characters are code points.
 */
import { computed, constantOf, sameValue, type Computed } from './computed.js';
import { asNumber, asText, paired, unified } from './convert.js';
import { finite, integer, remainder, round, truncate } from './numbers.js';
import type { Source } from './source.js';
import type { Value, ValueType } from './syntax.js';

type Argument = 'text' | 'number';

interface Plain {
  readonly takes: readonly Argument[];
  /** How many of them may be left out. */
  readonly optional?: number;
  /** `same`: the type of the first argument. `wide`: integer if all are. */
  readonly gives: ValueType | 'same' | 'wide';
  /** Gets no null. */
  readonly apply: (...values: NonNullable<Value>[]) => Value;
}

const FUNCTIONS: Readonly<Record<string, Plain>> = {
  UPPER: { takes: ['text'], gives: 'text', apply: (text) => String(text).toUpperCase() },
  LOWER: { takes: ['text'], gives: 'text', apply: (text) => String(text).toLowerCase() },
  CHAR_LENGTH: { takes: ['text'], gives: 'integer', apply: lengthOf },
  CHARACTER_LENGTH: { takes: ['text'], gives: 'integer', apply: lengthOf },
  SUBSTRING: { takes: ['text', 'number', 'number'], optional: 1, gives: 'text', apply: substring },
  POSITION: { takes: ['text', 'text'], gives: 'integer', apply: position },
  TRIM: { takes: ['text', 'text'], optional: 1, gives: 'text', apply: trimmer(true, true) },
  LTRIM: { takes: ['text', 'text'], optional: 1, gives: 'text', apply: trimmer(true, false) },
  RTRIM: { takes: ['text', 'text'], optional: 1, gives: 'text', apply: trimmer(false, true) },
  ABS: {
    takes: ['number'],
    gives: 'same',
    apply: (x) => (typeof x === 'bigint' ? integer(x < 0n ? -x : x) : Math.abs(Number(x))),
  },
  SIGN: { takes: ['number'], gives: 'integer', apply: (x) => Math.sign(Number(x)) },
  FLOOR: { takes: ['number'], gives: 'integer', apply: whole(Math.floor) },
  CEILING: { takes: ['number'], gives: 'integer', apply: whole(Math.ceil) },
  CEIL: { takes: ['number'], gives: 'integer', apply: whole(Math.ceil) },
  ROUND: { takes: ['number', 'number'], optional: 1, gives: 'same', apply: digitsOf(round) },
  TRUNCATE: { takes: ['number', 'number'], optional: 1, gives: 'same', apply: digitsOf(truncate) },
  MOD: { takes: ['number', 'number'], gives: 'wide', apply: (a, b) => remainder(numberOf(a), numberOf(b)) },
  POWER: { takes: ['number', 'number'], gives: 'double', apply: real(Math.pow) },
  LOG: { takes: ['number'], gives: 'double', apply: real(Math.log) },
  LOG10: { takes: ['number'], gives: 'double', apply: real(Math.log10) },
  SIN: { takes: ['number'], gives: 'double', apply: real(Math.sin) },
  COS: { takes: ['number'], gives: 'double', apply: real(Math.cos) },
  TAN: { takes: ['number'], gives: 'double', apply: real(Math.tan) },
};

/** A call as an operand. `name` in upper case. Throws `unsupported-query` for an unknown name, or arguments of the wrong number or type. */
export function functionCall(source: Source, name: string, args: readonly Computed[], at: number): Computed {
  if (name === 'CONCAT') return concat(source, args, at);
  if (name === 'COALESCE') return coalesce(source, args, at);
  if (name === 'NULLIF') return nullIf(source, args, at);
  const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (!known) return source.refuse(at, `there is no function ${name}`);
  const { takes, optional = 0, gives, apply } = known;
  requireCount(source, { name, args, at }, [takes.length - optional, takes.length]);
  const from = args.map((arg, i) => (takes[i] === 'number' ? asNumber(source, arg) : asText(source, arg)));
  return computed(typeGiven(gives, from), at, {
    from,
    value: (row) => {
      const values: NonNullable<Value>[] = [];
      for (const arg of from) {
        const value = arg.value(row);
        if (value === null) return null;
        values.push(value);
      }
      return apply(...values);
    },
  });
}

interface Call {
  readonly name: string;
  readonly args: readonly Computed[];
  readonly at: number;
}

function requireCount(source: Source, { name, args, at }: Call, [least, most]: readonly [number, number]): void {
  if (args.length >= least && args.length <= most) return;
  const wanted =
    least === most
      ? String(least)
      : most === Infinity
        ? `at least ${String(least)}`
        : `${String(least)} or ${String(most)}`;
  source.refuse(at, `${name} takes ${wanted} argument${wanted === '1' ? '' : 's'}, not ${String(args.length)}`);
}

function typeGiven(gives: Plain['gives'], from: readonly Computed[]): ValueType {
  if (gives === 'same') return from[0]?.type === 'null' ? 'double' : (from[0]?.type ?? 'null');
  if (gives === 'wide') return from.every(({ type }) => type === 'integer') ? 'integer' : 'double';
  return gives;
}

/** NULL counts as an empty text, as in SQL Server and PostgreSQL; `||` is what gives NULL. */
function concat(source: Source, args: readonly Computed[], at: number): Computed {
  requireCount(source, { name: 'CONCAT', args, at }, [1, Infinity]);
  const from = args.map((arg) => asText(source, arg));
  return computed('text', at, { from, value: (row) => from.map((arg) => arg.value(row) ?? '').join('') });
}

function coalesce(source: Source, args: readonly Computed[], at: number): Computed {
  requireCount(source, { name: 'COALESCE', args, at }, [1, Infinity]);
  const { operands, type } = unified(source, args);
  return computed(type, at, {
    from: operands,
    value: (row) => {
      for (const operand of operands) {
        const value = operand.value(row);
        if (value !== null) return value;
      }
      return null;
    },
  });
}

function nullIf(source: Source, args: readonly Computed[], at: number): Computed {
  requireCount(source, { name: 'NULLIF', args, at }, [2, 2]);
  const [first, second] = args as readonly [Computed, Computed];
  if (first.type === 'null') return constantOf('null', null, at);
  const [left, right] = paired(source, first, second);
  return computed(left.type, at, {
    from: [left, right],
    value: (row) => {
      const value = left.value(row);
      const other = right.value(row);
      return value !== null && other !== null && sameValue(value, other) ? null : value;
    },
  });
}

function lengthOf(text: NonNullable<Value>): number {
  return Array.from(String(text)).length;
}

/** Positions count from 1; what lies before the text counts but gives nothing. */
function substring(text: NonNullable<Value>, start: NonNullable<Value>, length?: NonNullable<Value>): string {
  const from = Math.trunc(Number(start)) - 1;
  const end = length === undefined ? Infinity : from + Math.trunc(Number(length));
  return Array.from(String(text)).slice(Math.max(from, 0), Math.max(end, 0)).join('');
}

function position(wanted: NonNullable<Value>, text: NonNullable<Value>): number {
  const at = String(text).indexOf(String(wanted));
  return at < 0 ? 0 : lengthOf(String(text).slice(0, at)) + 1;
}

/** Takes away every leading or trailing character that is one of `characters`. */
function trimmer(leading: boolean, trailing: boolean): Plain['apply'] {
  return (text, characters = ' ') => {
    const all = Array.from(String(text));
    const unwanted = new Set(String(characters));
    let [start, end] = [0, all.length];
    if (leading) while (start < end && unwanted.has(all[start] ?? '')) start++;
    if (trailing) while (end > start && unwanted.has(all[end - 1] ?? '')) end--;
    return all.slice(start, end).join('');
  };
}

function numberOf(value: NonNullable<Value>): number | bigint {
  return typeof value === 'bigint' ? value : Number(value);
}

function real(compute: (...values: number[]) => number): Plain['apply'] {
  return (...values) => finite(compute(...values.map(Number)));
}

function whole(cut: (value: number) => number): Plain['apply'] {
  return (value) => {
    if (typeof value === 'bigint') return value;
    const result = cut(Number(value));
    return Number.isSafeInteger(result) ? result : integer(BigInt(result));
  };
}

function digitsOf(cut: (value: number, digits: number) => number | null): Plain['apply'] {
  return (value, digits = 0) => {
    if (typeof value === 'bigint' && Number(digits) >= 0) return value;
    return cut(Number(value), Number(digits));
  };
}
