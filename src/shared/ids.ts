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
  const trimmed = value.trim();
  if (!GUID.test(trimmed)) return trimmed;
  const start = trimmed.startsWith('{') ? 1 : 0;
  return trimmed.slice(start, start + GUID_LENGTH).toLowerCase();
}

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
