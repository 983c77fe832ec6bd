/** A cell of a table: text, or a link. */
export type Cell = string | number | { readonly text: string; readonly href: string };

/** @returns text as HTML shows it, inside of elements and of quoted attributes */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** @returns a heading with a table below it, or a word that there is nothing */
export function section(title: string, head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly string[], tag: 'th' | 'td'): string =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  const body = rows.map((row) => line(row.map(showCell), 'td')).join('');
  const table = `<table>${line(head.map(escapeHtml), 'th')}${body}</table>`;
  return `<h2>${escapeHtml(title)}</h2>${rows.length === 0 ? '<p>None.</p>' : table}`;
}

function showCell(cell: Cell): string {
  if (typeof cell !== 'object') return escapeHtml(String(cell));
  return `<a href="${escapeHtml(cell.href)}">${escapeHtml(cell.text)}</a>`;
}

/** @returns a moment as a person reads it, in UTC */
export function moment(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').slice(0, 19);
}

const style =
  'body{font:14px/1.5 sans-serif;margin:2em;max-width:80em}table{border-collapse:collapse}' +
  'th,td{border:1px solid #ccc;padding:.2em .6em;text-align:start;vertical-align:top}pre{white-space:pre-wrap}';

/** @returns a page without any script. @param body HTML whose texts are escaped already */
export function page(title: string, body: string): string {
  const named = escapeHtml(title);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${named}</title><style>${style}</style><h1>${named}</h1>${body}</html>`;
}

/** What a browser may do with such a page: show it, with its style. */
export const pagePolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
