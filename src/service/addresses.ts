/** Addresses that a service hands out: made absolute, checked, and shown without what must stay secret. */
import { GdbError } from '../shared/errors.js';
import { sameOrigin, stripSecrets } from '../shared/urls.js';

const SIGNATURES = new Set(['sig', 'signature', 'x-amz-signature', 'x-goog-signature']);

/**
 * An address out of a reply as an absolute http(s) URL without `token`, or null when it is none: `javascript:`, `data:`, `file:` and
 * the like are never followed. Services behind a proxy hand out `http:` for their own host; those become the service's own origin.
 */
export function resolveAddress(value: unknown, serviceUrl: string): string | null {
  if (typeof value !== 'string' || value.trim() === '') return null;
  const home = new URL(serviceUrl);
  let url: URL;
  try {
    url = new URL(value.trim(), `${serviceUrl}/`);
  } catch {
    return null;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  if (home.protocol === 'https:' && url.protocol === 'http:' && url.hostname === home.hostname) {
    url.protocol = 'https:';
    url.port = home.port;
  }
  url.username = '';
  url.password = '';
  for (const name of [...url.searchParams.keys()]) if (name.toLowerCase() === 'token') url.searchParams.delete(name);
  return url.href;
}

/** Like {@link resolveAddress}, for an address without which nothing goes on. Throws `bad-reply`. */
export function requireAddress(value: unknown, serviceUrl: string, what: string): string {
  const url = resolveAddress(value, serviceUrl);
  if (url !== null) return url;
  throw new GdbError(
    'bad-reply',
    `The service at ${new URL(serviceUrl).host} named a ${what} that is no web address. Ask the service's admin.`,
    {
      url: stripSecrets(serviceUrl),
      answered: true,
    },
  );
}

/** True when the URL carries its own permission (SAS and the like): it needs no token, must get none, and is never kept. */
export function isPresigned(url: string): boolean {
  return [...new URL(url).searchParams.keys()].some((name) => SIGNATURES.has(name.toLowerCase()));
}

/** The URL as it may be shown: other hosts sign their URLs in ways nobody can list, so theirs lose the whole query. */
export function shownAddress(url: string, serviceUrl: string): string {
  const bare = stripSecrets(url);
  return sameOrigin(url, serviceUrl) && !isPresigned(url) ? bare : (bare.split('?', 1)[0] ?? bare);
}
