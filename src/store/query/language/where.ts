/**
 * The standardized SQL that feature services take in `where`, compiled once and then run on rows.
 *
 * What is decided here where databases differ: texts are compared with case, by code unit; dates without a zone are UTC; a timestamp equals a
 * DATE when it lies in that day; integers divide to integers; a division by zero, and a text that CAST cannot read, are NULL instead of an error.
 */
import type { Attributes, LayerSchema } from '../../../shared/esri.js';
import { compileCondition } from './compile-condition.js';
import { compileOperand } from './compile-operand.js';
import type { Computed } from './computed.js';
import { parseValue, parseWhere } from './parse.js';
import { Source } from './source.js';

export interface CompileOptions {
  readonly layer: LayerSchema;
  /** What CURRENT_TIMESTAMP means. Epoch ms; null where nobody told, and the words are refused. */
  readonly now: number | null;
}

/** True for the rows that the clause selects: unknown is not selected. Throws `unsupported-query`, naming the place and what was expected. */
export function compileWhere(where: string, options: CompileOptions): (row: Attributes) => boolean {
  const source = new Source(where, 'where');
  const test = compileCondition({ ...options, source }, parseWhere(source));
  return (row) => test(row) === true;
}

/** An expression over a row, such as `POP_2020 - POP_2010`; `what` names the parameter in errors. Throws `unsupported-query`. */
export function compileExpression(
  text: string,
  what: string,
  options: CompileOptions,
): Pick<Computed, 'type' | 'value'> {
  const source = new Source(text, what);
  return compileOperand({ ...options, source }, parseValue(source));
}
