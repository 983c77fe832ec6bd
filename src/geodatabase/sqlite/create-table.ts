/** What a table's CREATE TABLE says of its columns: https://www.sqlite.org/lang_createtable.html */
import { unsupported } from '../failures.js';

export interface Columns {
  /** In the order in which rows keep them. */
  readonly names: readonly string[];
  /** The column that is another name of the rowid: rows keep NULL in it. -1 for none. */
  readonly rowid: number;
  /** By column: what rows have that were written before the column was added. Undefined for what this reader cannot work out. */
  readonly defaults: readonly (number | string | null | undefined)[];
}

interface Item {
  /** As they stand, without those in brackets. */
  readonly words: string[];
  readonly inBrackets: string[];
}

const token =
  /--.*|\/\*[^]*?(?:\*\/|$)|"(?:[^"]|"")*"|`(?:[^`]|``)*`|'(?:[^']|'')*'|\[[^\]]*\]|[(),]|(?:(?!--|\/\*)[^\s"'`[(),])+/g;
const constraint = /^(CONSTRAINT|PRIMARY|UNIQUE|CHECK|FOREIGN)$/i;
/** Characters. */
const longest = 2 ** 20;

/** Throws `unsupported-file` for a table WITHOUT ROWID and for what is no table. */
export function readCreateTable(name: string, sql: string): Columns {
  const { items, rest } = splitItems(sql.slice(0, longest).match(token) ?? []);
  if (/WITHOUT/i.test(rest)) throw unsupported(`${name}, a table WITHOUT ROWID,`);
  if (items.length === 0 || sql.length > longest) throw unsupported(`The definition of table ${name}`);
  // A virtual column is worked out from others, never kept.
  const columns = items.filter(({ words }) => !constraint.test(words[0] ?? '') && !isVirtual(words));
  const names = columns.map(({ words }) => unquote(words[0] ?? ''));
  const key = items.find(({ words }) => constraint.test(words[0] ?? '') && isKey(words))?.inBrackets.filter(isName);
  const rowid = columns.findIndex(
    ({ words }, i) =>
      /^INTEGER$/i.test(words[1] ?? '') &&
      (isKey(words) || (key?.length === 1 && unquote(key.join()).toLowerCase() === names[i]?.toLowerCase())),
  );
  return { names, rowid, defaults: columns.map(({ words }) => defaultOf(words)) };
}

/** What stands between the outermost brackets, split at its commas; and what follows. */
function splitItems(tokens: readonly string[]): { items: readonly Item[]; rest: string } {
  const items: Item[] = [];
  let [depth, rest] = [0, ''];
  for (const text of tokens) {
    if (/^(--|\/\*)/.test(text)) continue;
    if (text === ')') depth--;
    const opens = text === '(' && depth === 0;
    if (opens ? items.length === 0 : text === ',' && depth === 1) items.push({ words: [], inBrackets: [] });
    else if (depth === 1 && !/^[()]$/.test(text)) items.at(-1)?.words.push(text);
    else if (depth > 1) items.at(-1)?.inBrackets.push(text);
    else if (depth === 0 && items.length > 0) rest += text;
    if (text === '(') depth++;
  }
  return { items, rest };
}

function isKey(words: readonly string[]): boolean {
  return /\bPRIMARY KEY\b/i.test(words.join(' '));
}

function isName(word: string): boolean {
  return !/^(ASC|DESC|AUTOINCREMENT)$/i.test(word);
}

function isVirtual(words: readonly string[]): boolean {
  return words.some((word, i) => i > 0 && /^AS$/i.test(word)) && !words.some((word) => /^STORED$/i.test(word));
}

function defaultOf(words: readonly string[]): number | string | null | undefined {
  const at = words.findIndex((word) => /^DEFAULT$/i.test(word));
  const value = words[at + 1];
  if (at < 0 || /^NULL$/i.test(value ?? '')) return null;
  if (value === undefined || /^['"]/.test(value)) return value && unquote(value);
  return Number.isNaN(Number(value)) ? undefined : Number(value);
}

function unquote(text: string): string {
  const [quote = ''] = text;
  return /["'`[]/.test(quote) ? text.slice(1, -1).replaceAll(quote + quote, quote) : text;
}
