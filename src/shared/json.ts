/** Any value that JSON can carry. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A JSON object of unknown content, as a server or a file hands it to us: look before you trust. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** True for plain objects: not null, not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy of something that JSON can carry, in a quarter of the time that `structuredClone` takes. */
export function copyOf<T extends object | null>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** The string, or undefined when it is anything else. */
export function asString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A finite number; numbers written as strings are taken too, since servers send both (protocol 3.3). */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'string' && value.trim() !== '') {
    const parsed = Number(value);
    return Number.isFinite(parsed) ? parsed : undefined;
  }
  return undefined;
}

/** A boolean; `"true"`, `"True"`, `"false"` and `"False"` are taken too. */
export function asBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  const lower = value.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}

/** The array, or an empty one when it is anything else. */
export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** Reads a key whatever its case: servers spell `resultUrl`, `URL` and `returnAttachmentsDataByUrl` as they like. */
export function pick(object: JsonObject, ...names: readonly string[]): unknown {
  for (const name of names) if (Object.hasOwn(object, name)) return object[name];
  const keys = Object.keys(object);
  for (const name of names) {
    const key = keys.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
    if (key !== undefined) return object[key];
  }
  return undefined;
}

const LONG_NUMBER = /:\s*-?\d{16}/;
const TEXT_OR_LONG_NUMBER = /"(?:[^"\\]|\\.)*"|(:\s*)(-?\d{16,19})(?![\d.eE])/g;
const LARGEST_BIG_INTEGER = 2n ** 63n - 1n;

/** True when JSON text may hold whole numbers that a JavaScript number cannot hold. Looks at the text alone, and may be wrong in saying yes. */
export function hasLongNumbers(text: string): boolean {
  return LONG_NUMBER.test(text);
}

/**
 * JSON.parse, but a whole number between 2^53 and 2^63 that is the value of a key comes as text of its digits: a BigInteger field of a service
 * would lose its last digits otherwise. Throws as JSON.parse.
 */
export function parseJson(text: string): unknown {
  if (!hasLongNumbers(text)) return JSON.parse(text);
  return JSON.parse(
    text.replace(TEXT_OR_LONG_NUMBER, (found: string, colon: string | undefined, digits: string | undefined) =>
      colon === undefined || digits === undefined || !isBig(digits) ? found : `${colon}"${digits}"`,
    ),
  );
}

function isBig(digits: string): boolean {
  if (Number.isSafeInteger(Number(digits))) return false;
  const value = BigInt(digits);
  return value <= LARGEST_BIG_INTEGER && value >= -LARGEST_BIG_INTEGER - 1n;
}
