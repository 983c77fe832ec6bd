/**
 * The sign-in of the page itself: where the ArcGIS Maps SDK is loaded, its IdentityManager knows the user already. It is asked without ever
 * prompting, and its credential is borrowed, never destroyed: this library fetches by itself.
 */
import { GdbError } from '../shared/errors.js';
import { asString, isObject } from '../shared/json.js';

/** The parts of `esri/identity/Credential` that are used. */
interface Credential {
  readonly token?: string | null | undefined;
  readonly userId?: string | null | undefined;
  readonly server?: string | null | undefined;
  readonly scope?: string | null | undefined;
  readonly ssl?: boolean | null | undefined;
}

/**
 * The parts of `esri/identity/IdentityManager` that are used, as methods, so that the SDK's own narrower parameters fit. Not among them:
 * `checkSignInStatus`, which destroys the page's credential where the service refuses its token, and `Credential.refreshToken`, which may open the
 * sign-in dialog.
 */
export interface IdentityManager {
  findCredential(url: string, userId?: string): Credential | null | undefined;
  /** With `{ prompt: false }`, which the SDK itself uses and does not list. */
  getCredential(url: string, options?: object): Promise<Credential>;
  findServerInfo?(url: string): object | null | undefined;
  generateToken?(
    server: object,
    user: null,
    options: { readonly serverUrl: string; readonly token: string; readonly ssl?: boolean },
  ): Promise<{ readonly token?: string }>;
}

export interface PageAuth {
  getToken(url: string, options?: { readonly signal?: AbortSignal; readonly rejected?: string }): Promise<string>;
  refreshCredentials(): Promise<unknown>;
  readonly username?: string;
}

type Import = (path: string) => Promise<unknown>;

/** The page's IdentityManager, where the SDK came from Esri's CDN (`$arcgis.import`) or an AMD loader (`require`); null elsewhere. */
async function findIdentityManager(): Promise<IdentityManager | null> {
  const page = globalThis as { readonly $arcgis?: { readonly import?: Import }; readonly require?: unknown };
  if (typeof page.$arcgis?.import === 'function') {
    const found = await page.$arcgis.import('@arcgis/core/identity/IdentityManager.js').catch(() => null);
    return asManager(found);
  }
  return amdManager(page.require);
}

function amdManager(loader: unknown): IdentityManager | null {
  if (typeof loader !== 'function') return null;
  try {
    // Synchronous require answers only for what the page has loaded itself: nothing is fetched for our sake.
    return asManager((loader as (id: string) => unknown)('esri/identity/IdentityManager'));
  } catch {
    return null;
  }
}

function asManager(value: unknown): IdentityManager | null {
  const candidate = isObject(value) && isObject(value['default']) ? value['default'] : value;
  return isObject(candidate) &&
    typeof candidate['findCredential'] === 'function' &&
    typeof candidate['getCredential'] === 'function'
    ? (candidate as unknown as IdentityManager)
    : null;
}

/** The page's sign-in for a service; null when the page has none. Resolved anew at each call: the SDK can be loaded later than we are. */
export async function pageAuth(serviceUrl: string): Promise<PageAuth | null> {
  const manager = await findIdentityManager();
  return manager === null ? null : fromIdentityManager(manager, serviceUrl);
}

/** By the token that a service refused: the one that was got in its place. The page's own credential stays as it is. */
const renewals = new WeakMap<IdentityManager, Map<string, string>>();

/**
 * An `auth` for getSyncController over the SDK's IdentityManager: its sign-in is borrowed. Never prompts, never signs out, never changes the page's
 * credential. `serviceUrl`: where it is known, so are the user and the right store, without a network.
 */
export function fromIdentityManager(manager: IdentityManager, serviceUrl?: string): PageAuth {
  const renewed = renewals.get(manager) ?? new Map<string, string>();
  renewals.set(manager, renewed);
  let asked = serviceUrl ?? null;
  const userId = serviceUrl === undefined ? null : manager.findCredential(serviceUrl)?.userId;
  const find = async (url: string): Promise<Credential | null> =>
    manager.findCredential(url) ?? (await manager.getCredential(url, { prompt: false }).catch(() => null));
  return {
    ...(userId ? { username: userId } : {}),
    async getToken(url) {
      asked ??= url;
      const token = (await find(url))?.token ?? '';
      return renewed.get(token) ?? token;
    },
    async refreshCredentials() {
      const credential = asked === null ? null : manager.findCredential(asked);
      const token = credential && asked !== null ? await serverToken(manager, credential, asked) : '';
      if (token === '') throw new GdbError('token-required', 'The sign-in of this page has ended.');
      renewed.set(credential?.token ?? '', token);
    },
  };
}

/** A new token of a federated server, without a prompt. Empty where only a person could get one. */
async function serverToken(manager: IdentityManager, credential: Credential, serverUrl: string): Promise<string> {
  if (credential.scope !== 'server' || !credential.server) return '';
  const server: { readonly owningSystemUrl?: unknown } = manager.findServerInfo?.(credential.server) ?? {};
  const portalUrl = asString(server.owningSystemUrl);
  if (!portalUrl) return '';
  const token = manager.findCredential(portalUrl, credential.userId ?? undefined)?.token;
  const portal = manager.findServerInfo?.(portalUrl);
  if (!token || !portal) return '';
  const ssl = credential.ssl ? { ssl: true } : {};
  return (await manager.generateToken?.(portal, null, { serverUrl, token, ...ssl }))?.token ?? '';
}
