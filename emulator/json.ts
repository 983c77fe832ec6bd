/** @returns whether a parsed JSON value is an object with keys */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns the elements of a JSON array, or none when there is no array */
export function asArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** @returns the value if it is text, else undefined */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** @returns an object without some of its keys */
export function without<T extends object, K extends keyof T & string>(object: T, ...keys: readonly K[]): Omit<T, K> {
  const left = Object.entries(object).filter(([key]) => !(keys as readonly string[]).includes(key));
  return Object.fromEntries(left) as Omit<T, K>;
}

/** @returns the value under a key whose case the client did not get right */
export function member(record: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(record, name)) return record[name];
  const wanted = name.toLowerCase();
  for (const [key, value] of Object.entries(record)) if (key.toLowerCase() === wanted) return value;
  return undefined;
}

/** Numbers of so many digits may lose their last ones when they are read as numbers. */
const tokens = /"(?:[^"\\]|\\.)*"|(?<![\w.+-])-?\d{16,}(?![\d.eE])/g;
const mark = `bigint-${crypto.randomUUID()}:`;

/** JSON.parse, except that whole numbers beyond 2^53 become bigints. @throws {SyntaxError} */
export function parseJson(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text) as unknown;
  const marked = text.replace(tokens, (token) =>
    token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${mark}${token}"`,
  );
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  ) as unknown;
}

/** JSON.stringify, except that bigints become numbers with all their digits. */
export function toJsonText(value: unknown, indent: number = 0): string {
  const text = JSON.stringify(value, (_key, one: unknown) => (typeof one === 'bigint' ? `${mark}${one}` : one), indent);
  return text.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1');
}
