/**
 * The sign-in of the page itself: where the ArcGIS Maps SDK is loaded, its IdentityManager knows the user already. It is asked without ever
 * prompting, and its credential is borrowed, never destroyed: this library fetches by itself.
 */
import { GdbError } from '../shared/errors.js';
import { isObject } from '../shared/json.js';

/** The parts of `esri/identity/Credential` and `IdentityManager` that are used. */
interface Credential {
  readonly token?: string;
  readonly userId?: string;
  refreshToken?(): Promise<unknown>;
}

interface IdentityManager {
  findCredential(url: string): Credential | null | undefined;
  checkSignInStatus(url: string): Promise<Credential>;
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
    typeof candidate['checkSignInStatus'] === 'function'
    ? (candidate as unknown as IdentityManager)
    : null;
}

/** The page's sign-in for a service; null when the page has none. Resolved anew at each call: the SDK can be loaded later than we are. */
export async function pageAuth(serviceUrl: string): Promise<PageAuth | null> {
  const manager = await findIdentityManager();
  return manager === null ? null : fromIdentityManager(manager, serviceUrl);
}

/** An `auth` for getSyncController over the SDK's IdentityManager. Never prompts and never signs out. */
export function fromIdentityManager(manager: IdentityManager, serviceUrl: string): PageAuth {
  const current = (): Credential | null => manager.findCredential(serviceUrl) ?? null;
  const username = current()?.userId;
  return {
    ...(username === undefined ? {} : { username }),
    async getToken(url) {
      const known = current() ?? (await manager.checkSignInStatus(url).catch(() => null));
      return known?.token ?? '';
    },
    async refreshCredentials() {
      const credential = current();
      if (credential === null) throw new GdbError('token-required', 'The page is not signed in.');
      await credential.refreshToken?.();
    },
  };
}
