/** Operands ready to run: a type known beforehand, a value for each row. */
import type { Attributes } from '../../../shared/esri.js';
import type { Value, ValueType } from './syntax.js';

/** True, false, or null where SQL says unknown. */
export type Test = (row: Attributes) => boolean | null;

export interface Computed {
  readonly type: ValueType;
  /** Place in the text. */
  readonly at: number;
  /** Never undefined, NaN or infinite; of the type, or null. */
  readonly value: (row: Attributes) => Value;
  /** The value that every row gives; undefined when rows differ. */
  readonly constant?: Value;
}

const NO_ROW: Attributes = {};

export function constantOf(type: ValueType, value: Value, at: number): Computed {
  return { type, at, value: () => value, constant: value };
}

/** An operand made of others; evaluated at once when all of them are constant. */
export function computed(
  type: ValueType,
  at: number,
  parts: { readonly from: readonly Computed[]; readonly value: (row: Attributes) => Value },
): Computed {
  if (parts.from.every((part) => part.constant !== undefined)) return constantOf(type, parts.value(NO_ROW), at);
  return { type, at, value: parts.value };
}

/** `convert` applied to what is not null. */
export function mapped(operand: Computed, type: ValueType, convert: (value: NonNullable<Value>) => Value): Computed {
  const { value } = operand;
  return computed(type, operand.at, {
    from: [operand],
    value: (row) => {
      const got = value(row);
      return got === null ? null : convert(got);
    },
  });
}

/** Equality within a type: a number can be a bigint, which `===` tells apart from a plain number. */
export function sameValue(a: NonNullable<Value>, b: NonNullable<Value>): boolean {
  return a === b || (typeof a !== typeof b && !(a < b) && !(a > b));
}

export function isNumeric(type: ValueType): boolean {
  return type === 'integer' || type === 'double';
}

/** Types whose values lie on the line of epoch ms. */
export function isMoment(type: ValueType): type is 'timestamp' | 'date' {
  return type === 'timestamp' || type === 'date';
}

/** What people call a type. */
export function nameOf(type: ValueType): string {
  switch (type) {
    case 'integer':
    case 'double':
      return 'a number';
    case 'text':
      return 'a text';
    case 'guid':
      return 'a GUID';
    case 'timestamp':
      return 'a date with time';
    case 'date':
      return 'a date';
    case 'time':
      return 'a time of day';
    case 'interval':
      return 'an interval';
    case 'unsupported':
      return 'a field that cannot be compared';
    case 'null':
      return 'NULL';
  }
}
