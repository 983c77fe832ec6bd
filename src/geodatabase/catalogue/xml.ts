/**
 * A small reader for the XML of the catalogue. No tree is built: what is asked for is looked up in the text, in time that grows with its length
 * and not with its depth. Attributes are skipped, and entities other than the five that XML has are refused.
 */
import { unsupported } from '../failures.js';

/** Characters. Domains with thousands of values have some hundred thousand. */
const longest = 2 ** 24;
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The text of the first element of that name; undefined where there is none or it is empty. */
export function textOf(xml: string, name: string): string | undefined {
  if (xml.length > longest) throw unsupported('So long a definition');
  const [, text = ''] = new RegExp(`<${name}(?:\\s[^<>]*)?>([^<]*)<`).exec(xml) ?? [];
  return text.replace(/&(?:#(x?)(\w+)|(\w*));?/g, decode).trim() || undefined;
}

function decode(_all: string, hex: string, digits: string | undefined, name: string): string {
  const character = digits ? String.fromCharCode(parseInt(digits, hex ? 16 : 10)) : entities[name];
  if (character === undefined) throw unsupported('A definition with entities of its own');
  return character;
}

/** What the elements of that name hold, one after the other. Elements that hold others of their own name are not for this. */
export function elementsIn(xml: string, name: string): readonly string[] {
  const start = new RegExp(`<${name}[\\s>]`);
  return xml
    .split(`</${name}>`)
    .slice(0, -1)
    .map((piece) => piece.slice(piece.search(start)));
}
