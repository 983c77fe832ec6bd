/** A request of the SDK as the local feature service takes it, and its reply as the SDK wants it. */
import { isObject } from '../shared/json.js';
import type { RequestOptions } from './host-sdk.js';
import type { LocalReply, LocalRequest } from './local-feature-service/request.js';

/** The path below the service, or null for an address that is not of it. */
export function pathBelow(serviceUrl: string, url: string): string | null {
  const [address = ''] = url.split(/[?#]/, 1);
  const root = serviceUrl.toLowerCase();
  const lower = address.toLowerCase().replace(/\/+$/, '');
  if (lower === root) return '';
  return lower.startsWith(`${root}/`) ? address.slice(root.length + 1).replace(/\/+$/, '') : null;
}

/** Query, form and address together. Entries without value are left out; numbers and booleans become text. */
export function toLocalRequest(path: string, url: string, { query, body }: RequestOptions): LocalRequest {
  const params: Record<string, string> = {};
  const put = (name: string, value: unknown): void => {
    if (typeof value === 'string') params[name] = value;
    else if (typeof value === 'number' || typeof value === 'boolean') params[name] = String(value);
    else if (typeof value === 'object' && value !== null) params[name] = JSON.stringify(value);
  };
  const search = url.includes('?') ? url.slice(url.indexOf('?') + 1) : '';
  for (const [name, value] of new URLSearchParams(search)) put(name, value);
  if (query instanceof URLSearchParams) for (const [name, value] of query) put(name, value);
  else if (isObject(query)) for (const [name, value] of Object.entries(query)) put(name, value);
  const form = asForm(body);
  let file: File | undefined;
  for (const [name, value] of form ?? []) {
    if (typeof value === 'string') put(name, value);
    else file = value;
  }
  return { path, params, ...(file === undefined ? {} : { file }) };
}

function asForm(body: unknown): FormData | URLSearchParams | null {
  if (body instanceof FormData || body instanceof URLSearchParams) return body;
  // A service worker has no documents.
  if (typeof HTMLFormElement !== 'undefined' && body instanceof HTMLFormElement) return new FormData(body);
  return typeof body === 'string' ? new URLSearchParams(body) : null;
}

/** True for the page that a captive portal or a proxy answers with, whatever was asked for. What should have been JSON failed to be read already. */
export function isWebPage(data: unknown): boolean {
  return data instanceof ArrayBuffer && data.byteLength > 0 && new Uint8Array(data, 0, 1)[0] === '<'.charCodeAt(0);
}

/** The data of a reply in the form that `responseType` names. */
export async function toData(
  reply: Exclude<LocalReply, { readonly kind: 'error' }>,
  responseType: string,
): Promise<unknown> {
  if (reply.kind === 'json' && responseType === 'json') return structuredClone(reply.body);
  const blob = toBlob(reply);
  switch (responseType) {
    case 'array-buffer':
      return blob.arrayBuffer();
    case 'blob':
      return blob;
    case 'native':
      return new Response(blob);
    case 'image':
      return toImage(blob);
    case 'json':
      return JSON.parse(await blob.text()) as unknown;
    default:
      return blob.text();
  }
}

async function toImage(blob: Blob): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = URL.createObjectURL(blob);
  await image.decode().finally(() => {
    URL.revokeObjectURL(image.src);
  });
  return image;
}

export function toBlob(reply: Exclude<LocalReply, { readonly kind: 'error' }>): Blob {
  switch (reply.kind) {
    case 'json':
      return new Blob([JSON.stringify(reply.body)], { type: 'application/json' });
    case 'pbf':
      return new Blob([reply.bytes], { type: 'application/x-protobuf' });
    case 'content':
      return reply.content;
  }
}
