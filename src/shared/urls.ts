/** Query parameters that are secrets: never stored, logged, exported or put into an error (invariant 12). */
const SECRET: ReadonlySet<string> = new Set([
  'token',
  'access_token',
  'refresh_token',
  'password',
  'client_secret',
  'sig',
  'signature',
  'x-amz-signature',
  'x-amz-security-token',
  'x-goog-signature',
]);

/** The URL without tokens, signatures and credentials. What cannot be parsed is cut at its query. */
export function stripSecrets(url: string): string {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return url.split(/[?#]/, 1)[0] ?? '';
  }
  parsed.username = '';
  parsed.password = '';
  for (const name of [...parsed.searchParams.keys()])
    if (SECRET.has(name.toLowerCase())) parsed.searchParams.delete(name);
  parsed.hash = '';
  return parsed.href;
}

/** True when both URLs have the same origin: a token goes nowhere else. */
export function sameOrigin(a: string, b: string): boolean {
  try {
    return new URL(a).origin === new URL(b).origin;
  } catch {
    return false;
  }
}

/**
 * The FeatureServer root of a service or layer URL, without trailing slash, query or hash.
 * `layerId` is set when the URL named a layer. Throws a TypeError for what is no http(s) URL.
 */
export function parseServiceUrl(
  url: string,
  base?: string,
): { readonly serviceUrl: string; readonly layerId?: number } {
  if (url.trim() === '') throw new TypeError('The address is empty.');
  const parsed = new URL(url.trim(), base);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') throw new TypeError(`Not a web address: ${url}`);
  const path = parsed.pathname.replace(/\/+$/, '');
  const match = /^(.*\/FeatureServer)(?:\/(\d+))?$/i.exec(path);
  const root = `${parsed.origin}${match?.[1] ?? path}`;
  return match?.[2] === undefined ? { serviceUrl: root } : { serviceUrl: root, layerId: Number(match[2]) };
}
