/** Functions, and the ones with a grammar of their own. */
import type { Cursor } from './cursor.js';
import { parseExpression, requireOperand } from './parse-condition.js';
import { constant, parseSum } from './parse-operand.js';
import type { Operand, ValueType } from './syntax.js';

/** Types that CAST knows. https://doc.arcgis.com/en/arcgis-online/reference/sql-agol.htm names FLOAT and INT; databases know the others. */
const CAST_TYPES: Readonly<Record<string, ValueType>> = {
  INT: 'integer',
  INTEGER: 'integer',
  SMALLINT: 'integer',
  BIGINT: 'integer',
  FLOAT: 'double',
  REAL: 'double',
  DOUBLE: 'double',
  DECIMAL: 'double',
  NUMERIC: 'double',
  CHAR: 'text',
  VARCHAR: 'text',
  NVARCHAR: 'text',
  TEXT: 'text',
  DATE: 'date',
  TIME: 'time',
  TIMESTAMP: 'timestamp',
  DATETIME: 'timestamp',
};

/** After the name, at the parenthesis. `name` in upper case. */
export function parseCall(cursor: Cursor, name: string, at: number): Operand {
  cursor.needSymbol('(');
  const call = callOf(cursor, name, at);
  cursor.needSymbol(')');
  return call;
}

function callOf(cursor: Cursor, name: string, at: number): Operand {
  switch (name) {
    case 'CAST':
      return castOf(cursor, at);
    case 'EXTRACT': {
      const part = cursor.needWord('YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND');
      cursor.needWord('FROM');
      return { kind: 'extract', part, operand: argument(cursor), at };
    }
    case 'TRIM':
      return trimOf(cursor, at);
    case 'POSITION': {
      const wanted = requireOperand(cursor, parseSum(cursor));
      if (!cursor.takeWord('IN')) cursor.needSymbol(',');
      return { kind: 'call', name, args: [wanted, argument(cursor)], at };
    }
    case 'SUBSTRING': {
      const args = [argument(cursor)];
      if (cursor.takeWord('FROM')) {
        args.push(argument(cursor));
        if (cursor.takeWord('FOR')) args.push(argument(cursor));
        return { kind: 'call', name, args, at };
      }
      return { kind: 'call', name, args: [...args, ...furtherArguments(cursor)], at };
    }
    default:
      if (cursor.isSymbol(')')) return { kind: 'call', name, args: [], at };
      return { kind: 'call', name, args: [argument(cursor), ...furtherArguments(cursor)], at };
  }
}

function castOf(cursor: Cursor, at: number): Operand {
  const operand = argument(cursor);
  cursor.needWord('AS');
  const { kind, text } = cursor.token;
  const type = kind === 'word' ? CAST_TYPES[text.toUpperCase()] : undefined;
  if (type === undefined) return cursor.expected(Object.keys(CAST_TYPES).join(', '));
  cursor.step();
  if (text.toUpperCase() === 'DOUBLE') cursor.takeWord('PRECISION');
  return { kind: 'cast', operand, type, length: sizeOf(cursor, type), at };
}

/** `(10)`, or `(10, 2)` for decimals, whose precision changes no value here. */
function sizeOf(cursor: Cursor, type: ValueType): number | null {
  if (!cursor.takeSymbol('(')) return null;
  const length = sizeNumber(cursor);
  if (type === 'double' && cursor.takeSymbol(',')) sizeNumber(cursor);
  cursor.needSymbol(')');
  return type === 'text' ? length : null;
}

function sizeNumber(cursor: Cursor): number {
  if (cursor.token.kind !== 'number' || !/^\d{1,9}$/.test(cursor.token.text)) cursor.expected('a length');
  return Number(cursor.step().text);
}

/** TRIM(x), TRIM(LEADING FROM x), TRIM(BOTH '0' FROM x) as LTRIM, RTRIM or TRIM of two. */
function trimOf(cursor: Cursor, at: number): Operand {
  const names = { LEADING: 'LTRIM', TRAILING: 'RTRIM', BOTH: 'TRIM' } as const;
  const side = startsSide(cursor) ? cursor.takeWord('LEADING', 'TRAILING', 'BOTH') : undefined;
  const name = names[side ?? 'BOTH'];
  const blank = constant(at, 'text', ' ');
  if (side !== undefined && cursor.takeWord('FROM')) return { kind: 'call', name, args: [argument(cursor), blank], at };
  const first = argument(cursor);
  if (side !== undefined) cursor.needWord('FROM');
  else if (!cursor.takeWord('FROM')) return { kind: 'call', name, args: [first, blank], at };
  return { kind: 'call', name, args: [argument(cursor), first], at };
}

/** A field could be named `Both`. */
function startsSide(cursor: Cursor): boolean {
  const { following } = cursor;
  return following?.kind !== 'symbol' || following.text === '(';
}

function furtherArguments(cursor: Cursor): Operand[] {
  const args: Operand[] = [];
  while (cursor.takeSymbol(',')) args.push(argument(cursor));
  return args;
}

function argument(cursor: Cursor): Operand {
  return requireOperand(cursor, parseExpression(cursor));
}
