/** Operands: chains of arithmetic, literals, fields, and everything between parentheses. */
import type { Cursor } from './cursor.js';
import { parseMoment, parseTime } from './dates.js';
import { integer } from './numbers.js';
import { parseCall } from './parse-call.js';
import { parseExpression, requireOperand } from './parse-condition.js';
import { parseIntervalLiteral } from './parse-interval.js';
import type { Expression, Operand, Present, Term, Value, ValueType } from './syntax.js';

/** Words that end an operand; as names of fields they need quotes. */
const RESERVED: ReadonlySet<string> = new Set([
  'AND',
  'BETWEEN',
  'ESCAPE',
  'FROM',
  'IN',
  'IS',
  'LIKE',
  'NOT',
  'NULL',
  'OR',
]);

export function parseSum(cursor: Cursor): Expression {
  return parseChain(cursor, ['+', '-', '||'], 'sum', parseProduct);
}

function parseProduct(cursor: Cursor): Expression {
  return parseChain(cursor, ['*', '/'], 'product', parseSigned);
}

function parseChain(
  cursor: Cursor,
  operators: readonly Term['operator'][],
  kind: 'sum' | 'product',
  parseItem: (cursor: Cursor) => Expression,
): Expression {
  const { at } = cursor;
  const first = parseItem(cursor);
  const rest: Term[] = [];
  for (let operatorAt = cursor.at; ; operatorAt = cursor.at) {
    const operator = cursor.takeSymbol(...operators);
    if (operator === undefined) break;
    rest.push({ operator, operand: requireOperand(cursor, parseItem(cursor)), at: operatorAt });
  }
  return rest.length === 0 ? first : { kind, first: requireOperand(cursor, first), rest, at };
}

function parseSigned(cursor: Cursor): Expression {
  const { at } = cursor;
  let signs = 0;
  let minuses = 0;
  for (let sign = cursor.takeSymbol('-', '+'); sign !== undefined; sign = cursor.takeSymbol('-', '+')) {
    signs++;
    if (sign === '-') minuses++;
  }
  const expression = parsePrimary(cursor);
  if (signs === 0) return expression;
  const operand = requireOperand(cursor, expression);
  return minuses % 2 === 0 ? operand : { kind: 'negation', operand, at };
}

function parsePrimary(cursor: Cursor): Expression {
  const { kind, text, at } = cursor.token;
  switch (kind) {
    case 'number':
      cursor.step();
      return constant(at, ...numberOf(text));
    case 'text':
      cursor.step();
      return constant(at, 'text', text);
    case 'name':
      cursor.step();
      return { kind: 'field', name: text, at };
    case 'word':
      return parseWord(cursor);
    case 'symbol':
    case 'end':
      if (!cursor.takeSymbol('(')) return cursor.expected('a field or a value');
      return cursor.nested(() => {
        const inner = parseExpression(cursor);
        cursor.needSymbol(')');
        return inner;
      });
  }
}

function parseWord(cursor: Cursor): Operand {
  const { text, at } = cursor.token;
  const word = text.toUpperCase();
  if (word === 'NULL') {
    cursor.step();
    return constant(at, 'null', null);
  }
  if (RESERVED.has(word)) return cursor.expected('a field or a value');
  if (isPresent(word)) {
    cursor.step();
    if (cursor.takeSymbol('(')) cursor.needSymbol(')');
    return { kind: 'present', what: word, at };
  }
  // DATE, TIME, TIMESTAMP and INTERVAL are names of fields too, unless a literal follows.
  if (cursor.following?.kind === 'text') {
    if (word === 'DATE' || word === 'TIMESTAMP' || word === 'TIME') return parseMomentLiteral(cursor, word);
    if (word === 'INTERVAL') return parseIntervalLiteral(cursor);
  }
  cursor.step();
  if (cursor.isSymbol('(')) return cursor.nested(() => parseCall(cursor, word, at));
  return { kind: 'field', name: text, at };
}

function parseMomentLiteral(cursor: Cursor, word: 'DATE' | 'TIME' | 'TIMESTAMP'): Operand {
  const { at } = cursor.step();
  const textAt = cursor.at;
  const text = cursor.needText('a text');
  if (word === 'TIME') {
    const ms = parseTime(text) ?? cursor.source.refuse(textAt, `expected a time as 'hh:mm:ss'`);
    return constant(at, 'time', ms);
  }
  const moment = parseMoment(text);
  if (!moment || (word === 'DATE' && moment.type !== 'date')) {
    const form = word === 'DATE' ? 'yyyy-mm-dd' : 'yyyy-mm-dd hh:mm:ss';
    return cursor.source.refuse(textAt, `expected a ${word} as '${form}'`);
  }
  return constant(at, word === 'DATE' ? 'date' : 'timestamp', moment.ms);
}

function isPresent(word: string): word is Present {
  return word === 'CURRENT_DATE' || word === 'CURRENT_TIME' || word === 'CURRENT_TIMESTAMP';
}

function numberOf(text: string): [ValueType, Value] {
  return /^\d{1,19}$/.test(text) ? ['integer', integer(BigInt(text))] : ['double', Number(text)];
}

export function constant(at: number, type: ValueType, value: Value): Operand {
  return { kind: 'constant', type, value, at };
}
