/** Texts to syntax trees. Nesting is bounded, chains of any length are flat, so that neither parser nor evaluator runs out of stack. */
import { Cursor } from './cursor.js';
import { parseExpression, requireCondition, requireOperand } from './parse-condition.js';
import type { Source } from './source.js';
import type { Condition, Expression, Operand } from './syntax.js';

/** A where clause. Throws `unsupported-query` with the place of the mistake. */
export function parseWhere(source: Source): Condition {
  const { cursor, expression } = parseAll(source);
  return requireCondition(cursor, expression);
}

/** An expression with a value, as `onStatisticField` may be. Throws `unsupported-query`. */
export function parseValue(source: Source): Operand {
  const { cursor, expression } = parseAll(source);
  return requireOperand(cursor, expression);
}

function parseAll(source: Source): { readonly cursor: Cursor; readonly expression: Expression } {
  const cursor = new Cursor(source);
  const expression = parseExpression(cursor);
  if (cursor.token.kind !== 'end') cursor.expected('AND, OR, an operator or the end');
  return { cursor, expression };
}
