/** Conditions: OR, AND, NOT, and what compares operands. */
import type { Cursor } from './cursor.js';
import { parseSum } from './parse-operand.js';
import { isCondition, type Comparison, type Condition, type Expression, type Operand } from './syntax.js';

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** The lowest precedence, which is what stands between parentheses: a condition or an operand. */
export function parseExpression(cursor: Cursor): Expression {
  return chain(cursor, 'OR', () => chain(cursor, 'AND', () => parseNot(cursor)));
}

function chain(cursor: Cursor, word: 'AND' | 'OR', parseItem: () => Expression): Expression {
  const { at } = cursor;
  const first = parseItem();
  if (!cursor.isWord(word)) return first;
  const items = [requireCondition(cursor, first)];
  while (cursor.takeWord(word)) items.push(requireCondition(cursor, parseItem()));
  return { kind: word === 'AND' ? 'and' : 'or', items, at };
}

function parseNot(cursor: Cursor): Expression {
  const { at } = cursor;
  let count = 0;
  while (cursor.takeWord('NOT')) count++;
  const expression = parsePredicate(cursor);
  if (count === 0) return expression;
  const item = requireCondition(cursor, expression);
  return count % 2 === 0 ? item : { kind: 'not', item, at };
}

function parsePredicate(cursor: Cursor): Expression {
  const { at } = cursor;
  const left = parseSum(cursor);
  const symbol = cursor.token.kind === 'symbol' ? COMPARISONS[cursor.token.text] : undefined;
  if (symbol !== undefined) {
    cursor.step();
    return { kind: 'compare', operator: symbol, left: requireOperand(cursor, left), right: operand(cursor), at };
  }
  if (cursor.takeWord('IS')) {
    const negated = cursor.takeWord('NOT') !== undefined;
    cursor.needWord('NULL');
    return negate({ kind: 'is-null', operand: requireOperand(cursor, left), at }, negated);
  }
  const negated = cursor.takeWord('NOT') !== undefined;
  if (negated || cursor.isWord('IN') || cursor.isWord('BETWEEN') || cursor.isWord('LIKE')) {
    return negate(parseTest(cursor, requireOperand(cursor, left), at), negated);
  }
  return left;
}

function parseTest(cursor: Cursor, left: Operand, at: number): Condition {
  switch (cursor.needWord('IN', 'BETWEEN', 'LIKE')) {
    case 'IN': {
      const items: Operand[] = [];
      cursor.needSymbol('(');
      do items.push(operand(cursor));
      while (cursor.takeSymbol(','));
      cursor.needSymbol(')');
      return { kind: 'in', operand: left, items, at };
    }
    case 'BETWEEN': {
      const low = operand(cursor);
      cursor.needWord('AND');
      return { kind: 'between', operand: left, low, high: operand(cursor), at };
    }
    case 'LIKE': {
      const pattern = operand(cursor);
      return { kind: 'like', operand: left, pattern, escape: parseEscape(cursor), at };
    }
  }
}

function parseEscape(cursor: Cursor): string | null {
  if (!cursor.takeWord('ESCAPE')) return null;
  const { at } = cursor;
  const escape = cursor.needText('the escape character between quotes');
  if (Array.from(escape).length !== 1) cursor.source.refuse(at, 'ESCAPE takes exactly one character');
  return escape;
}

function operand(cursor: Cursor): Operand {
  return requireOperand(cursor, parseSum(cursor));
}

function negate(item: Condition, negated: boolean): Condition {
  return negated ? { kind: 'not', item, at: item.at } : item;
}

export function requireCondition(cursor: Cursor, expression: Expression): Condition {
  if (isCondition(expression)) return expression;
  return cursor.source.refuse(expression.at, 'expected a condition, such as a comparison, but this is a value');
}

export function requireOperand(cursor: Cursor, expression: Expression): Operand {
  if (!isCondition(expression)) return expression;
  return cursor.source.refuse(expression.at, 'expected a value, but this is a condition');
}
