/**
 * GlobalIDs come with or without braces and in any case. Inside this library a GlobalID is always bare and lower case (the key form);
 * on the wire it is `{UPPER}` (the wire form), as ArcGIS itself writes it.
 */
export type GlobalId = string;

const GUID = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$/i;

const GUID_LENGTH = 36;

/** True when the value is a GUID in any of its spellings. */
export function isGuid(value: unknown): value is string {
  return typeof value === 'string' && GUID.test(value.trim());
}

/**
 * The key form of a GlobalID: bare, lower case. Text that is no GUID is returned trimmed, unchanged: some test services use other keys,
 * and equality is all that is asked of a key.
 */
export function toGlobalId(value: string): GlobalId {
  if (isWireForm(value)) return value.slice(1, 1 + GUID_LENGTH).toLowerCase();
  const trimmed = value.trim();
  if (!GUID.test(trimmed)) return trimmed;
  const start = trimmed.startsWith('{') ? 1 : 0;
  return trimmed.slice(start, start + GUID_LENGTH).toLowerCase();
}

/** A GUID in braces, as services write it. A map asks this of each of its rows, and the expression takes three times as long. */
function isWireForm(value: string): boolean {
  if (value.length !== GUID_LENGTH + 2 || value.charCodeAt(0) !== OPEN_BRACE) return false;
  for (let at = 1; at <= GUID_LENGTH; at++) {
    const isHyphen = at === 9 || at === 14 || at === 19 || at === 24;
    const code = value.charCodeAt(at);
    if (isHyphen ? code !== HYPHEN : IS_HEX[code] !== 1) return false;
  }
  return value.charCodeAt(GUID_LENGTH + 1) === CLOSE_BRACE;
}

const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const HYPHEN = 0x2d;

/** 1 for the character codes of hexadecimal digits. */
const IS_HEX = Uint8Array.from({ length: 128 }, (_, code) => (/[0-9a-f]/i.test(String.fromCharCode(code)) ? 1 : 0));

/** The wire form, `{UPPER}`. Text that is no GUID is returned unchanged. */
export function toWireId(id: GlobalId): string {
  const match = GUID.exec(id.trim());
  return match?.[1] === undefined ? id : `{${match[1].toUpperCase()}}`;
}

/** True when both name the same GlobalID, whatever their spelling. */
export function sameId(a: string, b: string): boolean {
  return toGlobalId(a) === toGlobalId(b);
}

/** A new GlobalID in key form. Needs a secure context, as everything here does. */
export function newGlobalId(): GlobalId {
  return crypto.randomUUID();
}
