import type { ServiceError } from './errors.js';
import { escapeHtml, page, pagePolicy } from './page.js';
import { toJsonText } from './json.js';
import type { Params } from './params.js';
import type { Variants } from './variants/table.js';

/** What an operation answers. */
export type Reply =
  | {
      readonly kind: 'json';
      readonly value: unknown;
      /** the same for a person, as HTML; without it the JSON is shown */
      readonly page?: () => string;
    }
  | { readonly kind: 'raw'; readonly body: string | Uint8Array; readonly headers: Readonly<Record<string, string>> };

/** An answer ready to be sent. */
export interface Rendered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const jsonType = 'application/json; charset=utf-8';
const htmlType = 'text/html; charset=utf-8';
const encoder = new TextEncoder();

/** @returns an operation's answer in JSON */
export function json(value: unknown, page?: () => string): Reply {
  return { kind: 'json', value, ...(page === undefined ? {} : { page }) };
}

/** @returns the answer as the client asked for it: as on a real service the default of `f` is html */
export function render(reply: Reply, params: Params | undefined): Rendered {
  if (reply.kind === 'raw') {
    const body = typeof reply.body === 'string' ? encoder.encode(reply.body) : reply.body;
    return { status: 200, headers: reply.headers, body };
  }
  const format = params?.text('f')?.toLowerCase() ?? 'html';
  if (format === 'html' && reply.page !== undefined) return whole(reply.page(), 200);
  if (format === 'html') return html(toJsonText(reply.value, 2), 200);
  const text = toJsonText(reply.value, format === 'pjson' ? 2 : 0);
  return { status: 200, headers: { 'content-type': jsonType }, body: encoder.encode(text) };
}

/** @returns an error as the client asked for it */
export function renderError(
  error: ServiceError,
  params: Params | undefined,
  details: Variants['errorDetails'] = 'array',
): Rendered {
  return { ...render(json(error.body(details)), params), status: error.httpStatus };
}

/** @returns a page for a person who opened the address in a browser */
export function html(text: string, status: number): Rendered {
  return whole(page('gdb-emulator', `<p>Add <code>f=json</code> for JSON.</p><pre>${escapeHtml(text)}</pre>`), status);
}

function whole(text: string, status: number): Rendered {
  const headers = { 'content-type': htmlType, 'content-security-policy': pagePolicy };
  return { status, headers, body: encoder.encode(text) };
}

/** @returns the part of a file that a Range header asks for (`bytes=n-`), as most web servers send it; anything else is answered whole */
export function ranged(rendered: Rendered, range: string | null): Rendered {
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? Number.NaN);
  const { body, headers, status } = rendered;
  if (Number.isNaN(from) || status !== 200) return rendered;
  if (from >= body.length)
    return { status: 416, headers: { 'content-range': `bytes */${body.length}` }, body: new Uint8Array() };
  const told = `bytes ${from}-${body.length - 1}/${body.length}`;
  return { status: 206, headers: { ...headers, 'content-range': told }, body: body.subarray(from) };
}
