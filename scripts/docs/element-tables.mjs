/** Attributes, events, slots, parts and custom properties in the pages of the elements, as tables: a page's author writes those, and no class. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { belowWords } from './live-examples.mjs';

/** @typedef {{ name: string, description?: string, default?: string, fieldName?: string, type?: { text?: string } }} Told */
/** @typedef {{ name: string, tagName: string, attributes?: Told[], events?: Told[], slots?: Told[], cssParts?: Told[], cssProperties?: Told[] }} Element */

/** @type {readonly { key: 'attributes' | 'events' | 'slots' | 'cssParts' | 'cssProperties', title: string, first: string, second?: string }[]} */
const TABLES = [
  { key: 'attributes', title: 'Attributes', first: 'In HTML', second: 'Value' },
  { key: 'events', title: 'Events', first: 'Event', second: 'Type' },
  { key: 'slots', title: 'Slots', first: 'Name' },
  { key: 'cssParts', title: 'Parts for ::part()', first: 'Name' },
  { key: 'cssProperties', title: 'Custom properties', first: 'Name', second: 'Default' },
];

/**
 * Puts the tables below the first words of each element's page.
 * @param {string} folder of the site
 * @param {readonly Element[]} elements of custom-elements.json
 * @returns {readonly string[]} what is missing, in words
 */
export function addElementTables(folder, elements) {
  const pages = readdirSync(join(folder, 'classes'));
  return elements.flatMap((element) => {
    const page = pages.find((file) => file.endsWith(`.${element.name}.html`));
    if (page === undefined) return [`${element.tagName} has no page`];
    const file = join(folder, 'classes', page);
    const before = readFileSync(file, 'utf8');
    const after = before.replace(belowWords, () => elementTables(element));
    if (after === before) return [`${page} has no place for tables`];
    writeFileSync(file, after);
    return [];
  });
}

/** @param {Element} element @returns {string} HTML */
export function elementTables(element) {
  return TABLES.map(({ key, title, first, second }) => {
    const rows = element[key] ?? [];
    if (rows.length === 0) return '';
    const head = [first, ...(second === undefined ? [] : [second]), ''].map((text) => `<th scope="col">${text}</th>`);
    const body = rows.map((row) => {
      const value = second === undefined ? [] : [code(secondOf(key, row))];
      const cells = [...value, inline(row.description ?? '')].map((cell) => `<td>${cell}</td>`);
      return `<tr><th scope="row">${code(row.name || '(default)')}</th>${cells.join('')}</tr>`;
    });
    return `<h2>${title}</h2>
<div class="element-table"><table><thead><tr>${head.join('')}</tr></thead><tbody>
${body.join('\n')}
</tbody></table></div>
`;
  }).join('');
}

/** @param {string} key @param {Told} row */
function secondOf(key, { type, default: given, fieldName }) {
  if (key === 'cssProperties') return given ?? '';
  // What an element writes itself.
  if (key === 'attributes' && fieldName === undefined) return 'read only';
  // That it may be left out goes without saying; a script sets what is no text.
  return (type?.text ?? '').replace(/ \| undefined$/, '');
}

/** @param {string} text */
function code(text) {
  return text === '' ? '' : `<code>${escaped(text)}</code>`;
}

/** With what stands between backticks as code. @param {string} text */
function inline(text) {
  const plain = text.replace(/\{@link ([^}]+)\}/g, '`$1`');
  return escaped(plain).replace(/`([^`]+)`/g, '<code>$1</code>');
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
