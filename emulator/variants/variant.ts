/** One place where the evidence about real services conflicts or is missing, with what they may do there. */
export interface Variant<Value extends string = string> {
  /** all that is possible; the first is the default, thought to be the most common */
  readonly values: readonly [Value, ...Value[]];
  /** what it decides, in one sentence */
  readonly about: string;
  /** section of the protocol reference (protocol.md) */
  readonly section: string;
}

/** @returns a row of the table of variants */
export function variant<const Value extends string>(
  section: string,
  values: readonly [Value, ...Value[]],
  about: string,
): Variant<Value> {
  return { values, about, section };
}
