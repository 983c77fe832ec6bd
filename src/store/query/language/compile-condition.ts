/** Syntax trees of conditions to closures over a row, in three-valued logic. */
import type { Attributes } from '../../../shared/esri.js';
import { compileOperand, type Context } from './compile-operand.js';
import { isMoment, mapped, nameOf, sameValue, type Computed, type Test } from './computed.js';
import { asText, paired } from './convert.js';
import { dayOf } from './dates.js';
import { likeMatcher } from './like.js';
import type { Comparison, Condition, Value } from './syntax.js';

export function compileCondition(context: Context, condition: Condition): Test {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return several(
        condition.items.map((item) => compileCondition(context, item)),
        condition.kind === 'or',
      );
    case 'not': {
      const test = compileCondition(context, condition.item);
      return (row) => {
        const result = test(row);
        return result === null ? null : !result;
      };
    }
    case 'compare': {
      const { operator, left, right } = condition;
      return comparison(context, operator, [compileOperand(context, left), compileOperand(context, right)]);
    }
    case 'between': {
      const operand = compileOperand(context, condition.operand);
      const low = comparison(context, '>=', [operand, compileOperand(context, condition.low)]);
      const high = comparison(context, '<=', [operand, compileOperand(context, condition.high)]);
      return several([low, high], false);
    }
    case 'in':
      return membership(
        context,
        compileOperand(context, condition.operand),
        condition.items.map((item) => compileOperand(context, item)),
      );
    case 'like':
      return likeness(context, condition);
    case 'is-null': {
      const { value } = compileOperand(context, condition.operand);
      return (row) => value(row) === null;
    }
  }
}

/** AND and OR: `decisive` settles it, unknown stays unknown only if nothing settles it. */
function several(tests: readonly Test[], decisive: boolean): Test {
  return (row) => {
    let result: boolean | null = !decisive;
    for (const test of tests) {
      const one = test(row);
      if (one === decisive) return decisive;
      if (one === null) result = null;
    }
    return result;
  };
}

function comparison(context: Context, operator: Comparison, sides: readonly [Computed, Computed]): Test {
  const { source } = context;
  for (const side of sides) {
    if (side.type === 'interval') source.refuse(side.at, 'an interval can only be added to or taken from a date');
  }
  const [left, right] = byDay(operator, paired(source, ...sides));
  const [a, b] = [left.value, right.value];
  const compare = COMPARERS[operator];
  return (row) => {
    const x = a(row);
    if (x === null) return null;
    const y = b(row);
    return y === null ? null : compare(x, y);
  };
}

/**
 * A timestamp equals a date when it lies in that day: `SIGHTED = DATE '2018-06-05'`, as Esri's own examples of date-time queries have it.
 * In order, a date is its midnight, so that `>= DATE .. AND < DATE ..` needs no thought.
 */
function byDay(operator: Comparison, [left, right]: readonly [Computed, Computed]): readonly [Computed, Computed] {
  const differ = isMoment(left.type) && isMoment(right.type) && left.type !== right.type;
  if (!differ || (operator !== '=' && operator !== '<>')) return [left, right];
  const day = (operand: Computed): Computed => mapped(operand, 'date', (ms) => dayOf(Number(ms)));
  return [day(left), day(right)];
}

/** Both sides are of one type. */
const COMPARERS: Readonly<Record<Comparison, (a: NonNullable<Value>, b: NonNullable<Value>) => boolean>> = {
  '=': sameValue,
  '<>': (a, b) => !sameValue(a, b),
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** Long lists of literals are looked up, not gone through. */
function membership(context: Context, operand: Computed, items: readonly Computed[]): Test {
  const pairs = items.map((item) => paired(context.source, operand, item));
  const plain = pairs.every(([left, right]) => left === operand && isLookup(right) && !differsByDay(left, right));
  if (!plain)
    return several(
      items.map((item) => comparison(context, '=', [operand, item])),
      true,
    );
  const values = new Set(pairs.map(([, item]) => item.constant ?? null));
  const whenMissing = values.delete(null) ? null : false;
  return (row) => {
    const value = operand.value(row);
    return value === null ? null : values.has(value) || whenMissing;
  };
}

/** A literal that equals nothing but itself. */
function isLookup({ constant }: Computed): boolean {
  return constant === null || typeof constant === 'string' || Number.isSafeInteger(constant);
}

function differsByDay(left: Computed, right: Computed): boolean {
  return isMoment(left.type) && isMoment(right.type) && left.type !== right.type;
}

function likeness(context: Context, condition: Extract<Condition, { kind: 'like' }>): Test {
  const { source } = context;
  const operand = compileOperand(context, condition.operand);
  const pattern = compileOperand(context, condition.pattern);
  for (const side of [operand, pattern]) {
    if (side.type !== 'text' && side.type !== 'null' && side !== operand) {
      source.refuse(side.at, `LIKE needs a text as pattern, not ${nameOf(side.type)}`);
    }
  }
  const text = asText(source, operand).value;
  const matcher = rememberLast((of) => likeMatcher(of, condition.escape));
  const patternOf = pattern.value;
  return (row: Attributes) => {
    const wanted = patternOf(row);
    const value = text(row);
    return wanted === null || value === null ? null : matcher(String(wanted))(String(value));
  };
}

function rememberLast<T>(make: (key: string) => T): (key: string) => T {
  let last: { readonly key: string; readonly made: T } | null = null;
  return (key) => {
    if (last?.key !== key) last = { key, made: make(key) };
    return last.made;
  };
}
