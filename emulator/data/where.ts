import { quoted, type Predicate, type SqlValue } from '../database/driver.js';
import { ServiceError } from '../errors.js';
import { normaliseGuid } from '../guid.js';
import { findField, type Field, type LayerDefinition } from './layer-definition.js';
import { readNumber, tokenise, type Token } from './where-tokens.js';

/** A piece of SQL. `field` is set while it is a bare column, so that literals beside it can be read its way. */
interface Piece {
  sql: string;
  values: SqlValue[];
  field?: Field;
  /** a text literal not yet read as a GUID or date */
  literal?: string;
  /** what a DATE or TIMESTAMP literal says, as long as it is not known what it is compared with */
  day?: string;
}

const comparisons = new Set(['=', '<>', '!=', '<', '<=', '>', '>=']);
const functions: Record<string, string> = {
  UPPER: 'upper',
  LOWER: 'lower',
  CHAR_LENGTH: 'length',
  ABS: 'abs',
  TRIM: 'trim',
};
const maxDepth = 100;
/** SQLite takes expressions up to a depth of 1000, and a chain is as deep as it is long. */
const maxChain = 800;

/**
 * Reads a where clause of the standardised queries and turns it into SQL of our own making: names become columns of
 * the layer, literals become parameters, and whatever is not understood is refused.
 * @param where for example `status = 'open' AND inspected >= DATE '2024-05-01'`; empty means all
 * @returns a predicate over the layer's table
 * @throws {ServiceError} 400 with the place of the mistake
 */
export function compileWhere(where: string | undefined, definition: LayerDefinition): Predicate {
  if (where === undefined || where.trim() === '') return { sql: '1', values: [] };
  const tokens = tokenise(where);
  if (tokens === undefined) throw invalidWhere(where, 'unexpected character');
  if (chainLength(tokens) > maxChain) throw invalidWhere(where, 'too many conditions');
  const { sql, values } = new WhereParser(tokens, definition, where).parse();
  return { sql, values };
}

function chainLength(tokens: readonly Token[]): number {
  const links = new Set(['AND', 'OR', 'NOT', '+', '*', '/', '||']);
  return tokens.filter((token) => token.kind !== 'number' && links.has(token.text.toUpperCase())).length;
}

function invalidWhere(where: string, why: string): ServiceError {
  return new ServiceError(400, 'Unable to complete operation.', {
    details: [`'where' parameter is invalid: ${why}`, where.slice(0, 200)],
  });
}

/** Recursive descent: or, and, not, comparison, sum, product, operand. */
class WhereParser {
  readonly #tokens: readonly Token[];
  readonly #definition: LayerDefinition;
  readonly #where: string;
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], definition: LayerDefinition, where: string) {
    this.#tokens = tokens;
    this.#definition = definition;
    this.#where = where;
  }

  parse(): Piece {
    const piece = this.#or();
    if (this.#next < this.#tokens.length) this.#fail();
    return piece;
  }

  #or(): Piece {
    if (++this.#depth > maxDepth) throw invalidWhere(this.#where, 'too deep');
    let piece = this.#and();
    while (this.#takeWord('OR')) piece = join(piece, 'OR', this.#and());
    this.#depth--;
    return piece;
  }

  #and(): Piece {
    let piece = this.#not();
    while (this.#takeWord('AND')) piece = join(piece, 'AND', this.#not());
    return piece;
  }

  #not(): Piece {
    let negations = 0;
    while (this.#takeWord('NOT')) negations++;
    const { sql, values } = this.#comparison();
    return negations % 2 === 1 ? { sql: `NOT (${sql})`, values } : { sql, values };
  }

  #comparison(): Piece {
    const left = this.#sum();
    const symbol = this.#peekSymbol();
    if (symbol !== undefined && comparisons.has(symbol)) {
      this.#next++;
      const right = this.#sum();
      const [a, b] = [readBeside(left, right), readBeside(right, left)];
      return join(a, symbol === '!=' ? '<>' : symbol, b);
    }
    if (this.#takeWord('IS')) {
      const not = this.#takeWord('NOT') ? 'NOT ' : '';
      this.#expectWord('NULL');
      return { sql: `${left.sql} IS ${not}NULL`, values: left.values };
    }
    const not = this.#takeWord('NOT') ? 'NOT ' : '';
    if (this.#takeWord('IN')) return this.#inList(left, not);
    if (this.#takeWord('BETWEEN')) {
      const low = readBeside(this.#sum(), left);
      this.#expectWord('AND');
      const high = readBeside(this.#sum(), left);
      return {
        sql: `${left.sql} ${not}BETWEEN ${low.sql} AND ${high.sql}`,
        values: [...left.values, ...low.values, ...high.values],
      };
    }
    if (this.#takeWord('LIKE')) {
      const pattern = this.#sum();
      const escape = this.#takeWord('ESCAPE') ? this.#sum() : undefined;
      const sql = `${left.sql} ${not}LIKE ${pattern.sql}${escape ? ` ESCAPE ${escape.sql}` : ''}`;
      return { sql, values: [...left.values, ...pattern.values, ...(escape?.values ?? [])] };
    }
    if (not !== '') this.#fail();
    return left;
  }

  #inList(left: Piece, not: string): Piece {
    this.#expectSymbol('(');
    const items: Piece[] = [];
    do items.push(readBeside(this.#sum(), left));
    while (this.#takeSymbol(','));
    this.#expectSymbol(')');
    // A list of parameters has an end in SQLite, a JSON array has none.
    if (items.every(({ sql }) => sql === '?')) {
      const list = JSON.stringify(items.map(({ values }) => values[0] ?? null));
      return { sql: `${left.sql} ${not}IN (SELECT value FROM json_each(?))`, values: [...left.values, list] };
    }
    const sql = `${left.sql} ${not}IN (${items.map((item) => item.sql).join(', ')})`;
    return { sql, values: [...left.values, ...items.flatMap(({ values }) => values)] };
  }

  #sum(): Piece {
    let piece = this.#product();
    for (
      let symbol = this.#takeSymbol('+', '-', '||');
      symbol !== undefined;
      symbol = this.#takeSymbol('+', '-', '||')
    ) {
      piece = join(piece, symbol, this.#product());
    }
    return piece;
  }

  #product(): Piece {
    let piece = this.#operand();
    for (let symbol = this.#takeSymbol('*', '/'); symbol !== undefined; symbol = this.#takeSymbol('*', '/')) {
      piece = join(piece, symbol, this.#operand());
    }
    return piece;
  }

  #operand(): Piece {
    const token = this.#tokens[this.#next++];
    if (token === undefined) return this.#fail();
    switch (token.kind) {
      case 'number':
        return { sql: '?', values: [token.value] };
      case 'text':
        return { sql: '?', values: [token.text], literal: token.text };
      case 'name':
        return this.#column(token.text);
      case 'word':
        return this.#word(token.text);
      case 'symbol':
        if (token.text === '-') {
          if (++this.#depth > maxDepth) throw invalidWhere(this.#where, 'too deep');
          const { sql, values } = this.#operand();
          this.#depth--;
          return { sql: `-${sql}`, values };
        }
        if (token.text !== '(') return this.#fail();
        return this.#parenthesised();
    }
  }

  #parenthesised(): Piece {
    const inner = this.#or();
    this.#expectSymbol(')');
    return { ...inner, sql: `(${inner.sql})` };
  }

  #word(text: string): Piece {
    const upper = text.toUpperCase();
    const next = this.#tokens[this.#next];
    if ((upper === 'DATE' || upper === 'TIMESTAMP') && next?.kind === 'text') {
      this.#next++;
      return { sql: '?', values: [this.#date(next.text)], day: next.text };
    }
    if (upper === 'NULL') return { sql: 'NULL', values: [] };
    const call = functions[upper];
    if (call !== undefined && this.#takeSymbol('(')) {
      const inner = this.#sum();
      this.#expectSymbol(')');
      return { sql: `${call}(${inner.sql})`, values: inner.values };
    }
    return this.#column(text);
  }

  #column(name: string): Piece {
    const found = findField(this.#definition, name);
    if (found === undefined) throw invalidWhere(this.#where, `unknown field ${name}`);
    return { sql: quoted(found.name), values: [], field: found };
  }

  #date(text: string): number {
    const ms = parseDate(text);
    if (ms === undefined) throw invalidWhere(this.#where, `'${text}' is no date`);
    return ms;
  }

  #peekSymbol(): string | undefined {
    const token = this.#tokens[this.#next];
    return token?.kind === 'symbol' ? token.text : undefined;
  }

  #takeSymbol(...wanted: string[]): string | undefined {
    const symbol = this.#peekSymbol();
    if (symbol === undefined || !wanted.includes(symbol)) return undefined;
    this.#next++;
    return symbol;
  }

  #expectSymbol(wanted: string): void {
    if (this.#takeSymbol(wanted) === undefined) this.#fail();
  }

  #takeWord(wanted: string): boolean {
    const token = this.#tokens[this.#next];
    if (token?.kind !== 'word' || token.text.toUpperCase() !== wanted) return false;
    this.#next++;
    return true;
  }

  #expectWord(wanted: string): void {
    if (!this.#takeWord(wanted)) this.#fail();
  }

  #fail(): never {
    const token = this.#tokens[Math.min(this.#next, this.#tokens.length) - 1];
    throw invalidWhere(this.#where, token === undefined ? 'it ends too early' : `near character ${token.at + 1}`);
  }
}

function join(left: Piece, operator: string, right: Piece): Piece {
  const logical = operator === 'OR' ? ['(', ')'] : ['', ''];
  return {
    sql: `${logical[0]}${left.sql} ${operator} ${right.sql}${logical[1]}`,
    values: [...left.values, ...right.values],
  };
}

/** Reads a text literal the way of the column that it is compared with. */
function readBeside(piece: Piece, other: Piece): Piece {
  if (piece.day !== undefined && other.field?.type === 'esriFieldTypeDateOnly')
    return { sql: '?', values: [piece.day.trim().slice(0, 10)] };
  if (piece.literal === undefined || other.field === undefined) return piece;
  switch (other.field.type) {
    case 'esriFieldTypeGUID':
    case 'esriFieldTypeGlobalID':
      return { sql: '?', values: [normaliseGuid(piece.literal) ?? piece.literal] };
    case 'esriFieldTypeDate':
      return { sql: '?', values: [parseDate(piece.literal) ?? piece.literal] };
    case 'esriFieldTypeString':
    case 'esriFieldTypeDateOnly':
    case 'esriFieldTypeTimeOnly':
    case 'esriFieldTypeTimestampOffset':
      return piece;
    default: {
      const number = readNumber(piece.literal);
      return piece.literal.trim() !== '' && Number.isFinite(Number(number)) ? { sql: '?', values: [number] } : piece;
    }
  }
}

/** Standardised queries write dates without a zone and mean UTC. */
function parseDate(text: string): number | undefined {
  const iso = text.trim().replace(' ', 'T');
  const ms = Date.parse(/^\d{4}-\d{2}-\d{2}T[\d:.]+$/.test(iso) ? `${iso}Z` : iso);
  return Number.isFinite(ms) ? ms : undefined;
}
