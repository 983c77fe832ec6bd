const pattern = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$/i;

/** @returns the GUID in the form the database keeps (lower case, no braces), or undefined for anything else */
export function normaliseGuid(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return pattern.exec(value.trim())?.[1]?.toLowerCase();
}

/** @returns a new random GUID in the form the database keeps */
export function newGuid(): string {
  return crypto.randomUUID();
}

/** How GUIDs leave the service: `braced` is `{UPPER}` as Enterprise does, `bare` is lower case as hosted services do. */
export type GuidFormat = 'braced' | 'bare';

/** @returns a kept GUID as the wire shows it */
export function formatGuid(guid: string, format: GuidFormat): string {
  return format === 'braced' ? `{${guid.toUpperCase()}}` : guid;
}
