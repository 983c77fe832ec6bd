/** Syntax trees of operands to closures over a row. Types are settled here, once, so that a row costs no decisions. */
import type { LayerSchema } from '../../../shared/esri.js';
import { computed, constantOf, isMoment, mapped, nameOf, type Computed } from './computed.js';
import { asNumber, asText, cast } from './convert.js';
import { DAY, dayOf, partOf } from './dates.js';
import { fieldOperand } from './fields.js';
import { functionCall } from './functions.js';
import { calculate, finite, integer } from './numbers.js';
import type { Source } from './source.js';
import type { Operand, Term, Value } from './syntax.js';

export interface Context {
  readonly source: Source;
  readonly layer: LayerSchema;
  /** What CURRENT_TIMESTAMP means. Epoch ms; null where nobody told, and the words are refused. */
  readonly now: number | null;
}

export function compileOperand(context: Context, operand: Operand): Computed {
  const { source } = context;
  const { at } = operand;
  switch (operand.kind) {
    case 'constant':
      return constantOf(operand.type, operand.value, at);
    case 'present':
      return present(context, operand.what, at);
    case 'field':
      return fieldOperand(source, context.layer, operand);
    case 'negation':
      return negation(source, compileOperand(context, operand.operand));
    case 'sum':
    case 'product':
      return chain(context, compileOperand(context, operand.first), operand.rest);
    case 'call':
      return functionCall(
        source,
        operand.name,
        operand.args.map((arg) => compileOperand(context, arg)),
        at,
      );
    case 'cast':
      return cast(source, compileOperand(context, operand.operand), operand);
    case 'extract': {
      const from = compileOperand(context, operand.operand);
      const { part } = operand;
      const parts = from.type === 'time' ? ['HOUR', 'MINUTE', 'SECOND'] : undefined;
      const readable = from.type === 'text' ? cast(source, from, { type: 'timestamp', length: null }) : from;
      if (!isMoment(readable.type) && readable.type !== 'time' && readable.type !== 'null') {
        return source.refuse(from.at, `EXTRACT takes a date, not ${nameOf(from.type)}`);
      }
      if (parts && !parts.includes(part)) return source.refuse(at, `a time of day has no ${part}`);
      return mapped(readable, 'integer', (ms) => finite(partOf(Number(ms), part)));
    }
  }
}

function present({ source, now }: Context, what: string, at: number): Computed {
  if (now === null) return source.refuse(at, `${what} is not known here: give currentTime`);
  if (what === 'CURRENT_DATE') return constantOf('date', dayOf(now), at);
  return what === 'CURRENT_TIME' ? constantOf('time', now - dayOf(now), at) : constantOf('timestamp', now, at);
}

function negation(source: Source, operand: Computed): Computed {
  if (operand.type === 'interval') return mapped(operand, 'interval', (ms) => -Number(ms));
  const number = asNumber(source, operand);
  return mapped(number, number.type, (value) => (typeof value === 'bigint' ? integer(-value) : 0 - Number(value)));
}

/** A chain of one precedence is one closure with a loop, however long it is. */
function chain(context: Context, first: Computed, rest: readonly Term[]): Computed {
  const terms: CompiledTerm[] = [];
  for (const [i, { operator, operand, at }] of rest.entries()) {
    if (operator === '||') return concatenation(context, arithmetic(context, first, terms), rest.slice(i));
    terms.push({ operator, operand: compileOperand(context, operand), at });
  }
  return arithmetic(context, first, terms);
}

function concatenation(context: Context, first: Computed, rest: readonly Term[]): Computed {
  const { source } = context;
  const parts = [asText(source, first)];
  for (const { operator, operand, at } of rest) {
    if (operator !== '||') source.refuse(at, `"${operator}" needs a number before it, found a text`);
    parts.push(asText(source, compileOperand(context, operand)));
  }
  return computed('text', first.at, {
    from: parts,
    value: (row) => {
      let text = '';
      for (const part of parts) {
        const value = part.value(row);
        if (value === null) return null;
        text += String(value);
      }
      return text;
    },
  });
}

function arithmetic({ source }: Context, first: Computed, terms: readonly CompiledTerm[]): Computed {
  if (terms.length === 0) return first;
  return isMoment(first.type) ? shifted(source, first, terms) : sum(source, first, terms);
}

interface CompiledTerm {
  readonly operator: Exclude<Term['operator'], '||'>;
  readonly operand: Computed;
  readonly at: number;
}

/** A date plus or minus intervals, or numbers, which count days. */
function shifted(source: Source, first: Computed, terms: readonly CompiledTerm[]): Computed {
  const shifts = terms.map(({ operator, operand, at }) => {
    if (operator !== '+' && operator !== '-') return source.refuse(at, `"${operator}" cannot be done to a date`);
    const unit = operand.type === 'interval' ? 1 : DAY;
    const amount = operand.type === 'interval' ? operand : asNumber(source, operand);
    return { amount, factor: operator === '-' ? -unit : unit };
  });
  const wholeDays = shifts.every(({ amount, factor }) => (Number(amount.constant ?? NaN) * factor) % DAY === 0);
  return computed(first.type === 'date' && wholeDays ? 'date' : 'timestamp', first.at, {
    from: [first, ...shifts.map(({ amount }) => amount)],
    value: (row) => {
      let ms = first.value(row);
      for (const { amount, factor } of shifts) {
        const value = amount.value(row);
        if (ms === null || value === null) return null;
        ms = finite(Number(ms) + Number(value) * factor);
      }
      return ms;
    },
  });
}

function sum(source: Source, first: Computed, terms: readonly CompiledTerm[]): Computed {
  const start = asNumber(source, first);
  const numbers = terms.map((term) => ({ operator: term.operator, operand: asNumber(source, term.operand) }));
  const from = [start, ...numbers.map(({ operand }) => operand)];
  const integers = from.every(({ type }) => type === 'integer');
  // Division of integers stays with integers only up to the first double: 1 / 2 * 1.0 is 0.
  const exact: boolean[] = [];
  for (const { type } of from) exact.push((exact.at(-1) ?? true) && type === 'integer');
  return computed(integers ? 'integer' : 'double', first.at, {
    from,
    value: (row) => {
      let result: Value = start.value(row);
      for (const [i, { operator, operand }] of numbers.entries()) {
        const value = operand.value(row);
        if (!isNumber(result) || !isNumber(value)) return null;
        result = calculate(operator, result, value, exact[i + 1] ?? false);
      }
      return result;
    },
  });
}

function isNumber(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}
