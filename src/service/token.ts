/**
 * Tokens, for one origin. They come from the host's `auth`, live in memory, and go nowhere but to the origin they were asked for.
 * 498 and 499: `refreshCredentials` if there is one, then `getToken(url, { rejected })` once. Never a loop.
 */
import { GdbError, isAbort, isGdbError } from '../shared/errors.js';
import { unlessAborted } from './deadline.js';

/** What the host page offers: managers of arcgis-rest-js fit as they are. Called as methods. */
export interface Auth {
  /** A token for this URL; empty text when the user may go without. `rejected`: the service refused this one. */
  getToken(url: string, options: { readonly signal: AbortSignal; readonly rejected?: string }): Promise<string>;
  refreshCredentials?(): Promise<unknown>;
  readonly username?: string;
}

/** Before a request with a token leaves. Awaited; a rejection stops the request. */
export interface TokenUse {
  readonly operation: string;
  /** True for requests that change something on the service. */
  readonly sends: boolean;
  /** True when another token than at the last request is used: the user may be another one. */
  readonly changed: boolean;
}

/** Hears of each request that is about to carry a token. */
export type OnTokenUsed = (use: TokenUse) => void | Promise<void>;

/** The tokens of one origin. */
export class TokenSource {
  readonly #auth: Auth | undefined;
  readonly #url: string;
  readonly #onUsed: OnTokenUsed | undefined;
  #latest = '';
  #announced: string | null = null;
  #renewal: { readonly rejected: string; readonly token: Promise<string> } | null = null;

  /** `url`: what tokens are asked for; they are sent to its origin only. */
  constructor(url: string, auth: Auth | undefined, onUsed?: OnTokenUsed) {
    this.#url = url;
    this.#auth = auth;
    this.#onUsed = onUsed;
  }

  get origin(): string {
    return new URL(this.#url).origin;
  }

  /** The token to send, empty for none. */
  async get(signal: AbortSignal): Promise<string> {
    if (!this.#auth) return '';
    return this.#ask(this.#auth, signal);
  }

  /** Another token than `rejected`, or empty when there is none. Requests refused at the same time share one refresh. */
  async renew(rejected: string, signal: AbortSignal): Promise<string> {
    const auth = this.#auth;
    if (!auth) return '';
    // A request refused earlier has brought a new one already.
    if (this.#latest !== rejected && this.#latest !== '') return this.#latest;
    if (this.#renewal?.rejected !== rejected) {
      // Shared, so the one who asks first must not be able to cancel it for the others.
      const renewal = { rejected, token: this.#renewOnce(auth, rejected, new AbortController().signal) };
      this.#renewal = renewal;
      const forget = (): void => {
        if (this.#renewal === renewal) this.#renewal = null;
      };
      renewal.token.then(forget, forget);
    }
    const token = await hostCall(this.#renewal.token, signal);
    return token === rejected ? '' : token;
  }

  /** Tells the host that a token is about to leave. */
  async announce(token: string, use: Omit<TokenUse, 'changed'>): Promise<void> {
    const changed = this.#announced !== token;
    this.#announced = token;
    await this.#onUsed?.({ ...use, changed });
  }

  async #renewOnce(auth: Auth, rejected: string, signal: AbortSignal): Promise<string> {
    if (auth.refreshCredentials) await hostCall(auth.refreshCredentials(), signal);
    return this.#ask(auth, signal, rejected);
  }

  async #ask(auth: Auth, signal: AbortSignal, rejected?: string): Promise<string> {
    const options = rejected === undefined || rejected === '' ? { signal } : { signal, rejected };
    const token: unknown = await hostCall(auth.getToken(this.#url, options), signal);
    this.#latest = typeof token === 'string' ? token : '';
    return this.#latest;
  }
}

/**
 * Waits for the host's code. What it throws can hold tokens and passwords (request options, URLs), so it is not kept as a cause and its
 * words are not repeated; only whether the network was missing is told apart, since signing in again would not help there.
 */
async function hostCall<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await unlessAborted(promise, signal);
  } catch (error) {
    if (signal.aborted || isAbort(error))
      throw new GdbError('aborted', 'Cancelled while waiting for a token.', { answered: false });
    if (isGdbError(error)) throw error;
    if (isNetworkFailure(error)) {
      throw new GdbError(
        'network',
        'No token could be got: the sign-in service did not answer. Check the connection and try again.',
        { answered: false },
      );
    }
    throw new GdbError(
      'token-required',
      'No token could be got from the page. Sign in again; edits on this device are kept.',
      { answered: false },
    );
  }
}

function isNetworkFailure(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; depth++) {
    if (/failed to fetch|fetch failed|networkerror|network connection|load failed/i.test(at.message)) return true;
    at = 'originalError' in at ? at.originalError : at.cause;
  }
  return false;
}
