/** What the parser makes of a text: conditions, which are true, false or unknown, over operands, which have a value. */

export type Value = string | number | bigint | null;

/**
 * Types of values. `timestamp` and `date` are epoch ms (a date: midnight UTC), `time` is ms since midnight, `interval` is ms, a `guid` is in key
 * form. Integers beyond 2^53 are bigints. `null` is the type of NULL alone.
 */
export type ValueType =
  'integer' | 'double' | 'text' | 'guid' | 'timestamp' | 'date' | 'time' | 'interval' | 'unsupported' | 'null';

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type DatePart = 'YEAR' | 'MONTH' | 'DAY' | 'HOUR' | 'MINUTE' | 'SECOND';
export type Present = 'CURRENT_DATE' | 'CURRENT_TIME' | 'CURRENT_TIMESTAMP';

interface Placed {
  /** Place in the text. */
  readonly at: number;
}

export type Condition = Placed &
  (
    | { readonly kind: 'and' | 'or'; readonly items: readonly Condition[] }
    | { readonly kind: 'not'; readonly item: Condition }
    | { readonly kind: 'compare'; readonly operator: Comparison; readonly left: Operand; readonly right: Operand }
    | { readonly kind: 'in'; readonly operand: Operand; readonly items: readonly Operand[] }
    | { readonly kind: 'between'; readonly operand: Operand; readonly low: Operand; readonly high: Operand }
    | { readonly kind: 'like'; readonly operand: Operand; readonly pattern: Operand; readonly escape: string | null }
    | { readonly kind: 'is-null'; readonly operand: Operand }
  );

export type Operand = Placed &
  (
    | { readonly kind: 'constant'; readonly type: ValueType; readonly value: Value }
    | { readonly kind: 'present'; readonly what: Present }
    | { readonly kind: 'field'; readonly name: string }
    /** A chain of one precedence, from left to right. */
    | { readonly kind: 'sum' | 'product'; readonly first: Operand; readonly rest: readonly Term[] }
    | { readonly kind: 'negation'; readonly operand: Operand }
    /** `name` in upper case. */
    | { readonly kind: 'call'; readonly name: string; readonly args: readonly Operand[] }
    | {
        readonly kind: 'cast';
        readonly operand: Operand;
        readonly type: ValueType;
        /** Characters to keep, for text. */
        readonly length: number | null;
      }
    | { readonly kind: 'extract'; readonly part: DatePart; readonly operand: Operand }
  );

export interface Term extends Placed {
  readonly operator: '+' | '-' | '||' | '*' | '/';
  readonly operand: Operand;
}

export type Expression = Condition | Operand;

const CONDITIONS: ReadonlySet<Expression['kind']> = new Set<Condition['kind']>([
  'and',
  'or',
  'not',
  'compare',
  'in',
  'between',
  'like',
  'is-null',
]);

export function isCondition(expression: Expression): expression is Condition {
  return CONDITIONS.has(expression.kind);
}
