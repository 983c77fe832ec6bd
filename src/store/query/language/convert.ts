/** Conversions: what CAST says, and what is understood without saying when two operands meet. */
import { toGlobalId, toWireId } from '../../../shared/ids.js';
import { constantOf, isMoment, isNumeric, mapped, nameOf, type Computed } from './computed.js';
import { dayOf, momentText, parseMoment, parseTime } from './dates.js';
import { finite, integer, parseNumber } from './numbers.js';
import type { Source } from './source.js';
import type { Value, ValueType } from './syntax.js';

/** Two operands in types that can be compared. Throws `unsupported-query` where they cannot. */
export function paired(source: Source, left: Computed, right: Computed): readonly [Computed, Computed] {
  return [adapted(source, left, right), adapted(source, right, left)];
}

/** The operand as it is read beside another: a text literal beside a date is a date, a number beside a text is a text. */
function adapted(source: Source, operand: Computed, beside: Computed): Computed {
  const [from, to] = [operand.type, beside.type];
  if (from === 'unsupported' || to === 'unsupported')
    return source.refuse(operand.at, 'this can only be tested for NULL');
  if (from === to || from === 'null' || to === 'null') return operand;
  if ((isNumeric(from) && isNumeric(to)) || (isMoment(from) && isMoment(to))) return operand;
  if (from === 'text' && to !== 'interval' && (!isNumeric(to) || operand.constant !== undefined)) {
    return fromText(source, operand, to);
  }
  // The other side is what adapts.
  if (to === 'text' && (!isNumeric(from) || beside.constant !== undefined)) return operand;
  if (to === 'text' && operand.constant !== undefined) return asText(source, operand);
  if (from === 'text' && beside.constant !== undefined) return operand;
  if ((isNumeric(from) && isMoment(to)) || (isMoment(from) && isNumeric(to))) return operand;
  return source.refuse(operand.at, `${nameOf(from)} cannot be compared with ${nameOf(to)}; CAST one of them`);
}

/** A text as another type. A literal that is none is refused, a row's text that is none counts as NULL. */
function fromText(source: Source, operand: Computed, to: ValueType): Computed {
  if (operand.constant === undefined || operand.constant === null) {
    return mapped(operand, to, (value) => readAs(String(value), to)?.value ?? null);
  }
  const read = readAs(String(operand.constant), to);
  if (!read) return source.refuse(operand.at, `${JSON.stringify(operand.constant)} is not ${nameOf(to)}`);
  return constantOf(read.type, read.value, operand.at);
}

function readAs(text: string, to: ValueType): { readonly type: ValueType; readonly value: Value } | null {
  switch (to) {
    case 'integer':
    case 'double': {
      const value = parseNumber(text);
      return value === null ? null : { type: to, value };
    }
    case 'guid':
      return { type: to, value: toGlobalId(text) };
    case 'timestamp':
    case 'date': {
      const moment = parseMoment(text);
      return moment ? { type: moment.type, value: moment.ms } : null;
    }
    case 'time': {
      const value = parseTime(text);
      return value === undefined ? null : { type: to, value };
    }
    default:
      return null;
  }
}

/** CAST(operand AS type). What cannot be read as that type is NULL. */
export function cast(
  source: Source,
  operand: Computed,
  to: { readonly type: ValueType; readonly length: number | null },
): Computed {
  const { type, length } = to;
  const from = operand.type;
  if (from === 'null') return constantOf(type, null, operand.at);
  if (type === 'text') {
    const text = asText(source, operand);
    return length === null
      ? text
      : mapped(text, 'text', (value) => Array.from(String(value)).slice(0, length).join(''));
  }
  if (from === 'text') return mapped(operand, type, (value) => cut(readAs(String(value), type)?.value ?? null, type));
  const numbers = isNumeric(from) && isNumeric(type);
  const moments = isMoment(from) && (isMoment(type) || type === 'time');
  if (from !== type && !numbers && !moments) {
    return source.refuse(operand.at, `${nameOf(from)} cannot become ${nameOf(type)}`);
  }
  return mapped(operand, type, (value) => cut(value, type));
}

function cut(value: Value, type: ValueType): Value {
  if (typeof value !== 'number') return type === 'double' && typeof value === 'bigint' ? Number(value) : value;
  switch (type) {
    case 'integer':
      return Number.isSafeInteger(value) ? value : wholeOf(value);
    case 'date':
      return dayOf(value);
    case 'time':
      return value - dayOf(value);
    default:
      return value;
  }
}

function wholeOf(value: number): number | bigint | null {
  const whole = Math.trunc(value);
  return Number.isSafeInteger(whole) ? whole : finite(whole) === null ? null : integer(BigInt(whole));
}

/** The operand as a person would write it. Throws `unsupported-query` where nobody would. */
export function asText(source: Source, operand: Computed): Computed {
  const { type } = operand;
  if (type === 'text' || type === 'null') return operand;
  if (type === 'interval' || type === 'unsupported') return source.refuse(operand.at, `${nameOf(type)} is no text`);
  if (type === 'guid') return mapped(operand, 'text', (value) => toWireId(String(value)));
  if (type === 'timestamp' || type === 'date' || type === 'time') {
    return mapped(operand, 'text', (value) => momentText(Number(value), type));
  }
  return mapped(operand, 'text', String);
}

/** Any operand as a number; a literal that is none is refused, a row's text that is none counts as NULL. */
export function asNumber(source: Source, operand: Computed): Computed {
  if (isNumeric(operand.type) || operand.type === 'null') return operand;
  if (operand.type === 'text') return fromText(source, operand, 'double');
  return source.refuse(operand.at, `expected a number, found ${nameOf(operand.type)}`);
}

/** Operands of one type, and that type: what COALESCE gives back. */
export function unified(
  source: Source,
  operands: readonly Computed[],
): { readonly operands: readonly Computed[]; readonly type: ValueType } {
  const model =
    operands.find((operand) => operand.type !== 'null' && operand.constant === undefined) ??
    operands.find((operand) => operand.type !== 'null');
  if (!model) return { operands, type: 'null' };
  const same = operands.map((operand) => paired(source, operand, model)[0]);
  const types = new Set(same.map((operand) => operand.type).filter((type) => type !== 'null'));
  const [first = 'null'] = types;
  if (types.size === 1) return { operands: same, type: first };
  if ([...types].every(isNumeric)) return { operands: same, type: 'double' };
  if ([...types].every(isMoment)) return { operands: same, type: 'timestamp' };
  return source.refuse(same[0]?.at ?? 0, 'values of one type are needed here');
}
