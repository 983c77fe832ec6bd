/**
 * Who is at this page, and may they send what is here? Without a token the user is `anonymous`. As soon as a token is used its user must be known
 * before anything is sent, and nobody sends another's edits. Tokens stay in memory.
 */
import { GdbError } from '../shared/errors.js';
import { ANONYMOUS } from '../shared/users.js';
import type { ControllerAuth } from './types.js';

export { ANONYMOUS };

/** Asks the portal who a token belongs to. */
export type WhoAmI = (options: {
  readonly signal: AbortSignal;
}) => Promise<{ readonly username: string | null; readonly portal: string | null }>;

export class Identity {
  #auth: ControllerAuth | undefined;
  #userId: string | undefined;
  #provided: { readonly token: string; readonly userId: string | undefined } | undefined;
  #tokenUsed = false;
  /** What the portal said, and whether it said so of the present token. */
  #asked: { readonly username: string | null; readonly current: boolean } = { username: null, current: false };
  #adoptsAnonymous = false;
  readonly #pageAuth: () => Promise<ControllerAuth | null>;

  /** `pageAuth`: the sign-in that the page itself has (an ArcGIS IdentityManager), looked for when nobody gave one. */
  constructor(options: {
    readonly auth?: ControllerAuth | undefined;
    readonly userId?: string | undefined;
    readonly pageAuth: () => Promise<ControllerAuth | null>;
  }) {
    this.#auth = options.auth;
    this.#userId = options.userId;
    this.#pageAuth = options.pageAuth;
  }

  /** What the service client asks for tokens. Empty text means: go without. */
  readonly auth: Required<Omit<ControllerAuth, 'username'>> = {
    getToken: async (url, options) => {
      const source = await this.#source();
      const token = source === null ? (this.#provided?.token ?? '') : await source.getToken(url, options);
      return token;
    },
    refreshCredentials: async () => {
      await (await this.#source())?.refreshCredentials?.();
    },
  };

  /** A token handed in by the page counts before everything else. */
  async #source(): Promise<ControllerAuth | null> {
    if (this.#provided !== undefined) return null;
    return this.#auth ?? (await this.#pageAuth());
  }

  setAuth(auth: ControllerAuth): void {
    this.#auth ??= auth;
  }

  setUserId(userId: string): void {
    this.#userId ??= userId;
  }

  provideToken(token: string, userId: string | undefined): void {
    this.#provided = { token, userId };
    this.#asked = { username: null, current: false };
  }

  /** A token is about to leave; another one may belong to another user. */
  tokenUsed(changed: boolean): void {
    this.#tokenUsed = true;
    if (changed) this.#asked = { ...this.#asked, current: false };
  }

  /** The user as far as known without asking: what edits are stamped with, which store opens. Null when a token is used and its user is unknown. */
  get user(): string | null {
    const named = this.#told ?? this.#asked.username;
    if (named) return named;
    return this.#tokenUsed ? null : ANONYMOUS;
  }

  /** The user as the page names it. */
  get #told(): string | undefined {
    return this.#provided?.userId ?? this.#userId ?? this.#auth?.username;
  }

  /** True when the user has a name. */
  get named(): boolean {
    return this.user !== null && this.user !== ANONYMOUS;
  }

  /** Asks the portal, once for each token, unless the page names the user. */
  async learn(whoAmI: WhoAmI, signal: AbortSignal): Promise<void> {
    if (!this.#tokenUsed || this.#asked.current || this.#told) return;
    const { username } = await whoAmI({ signal });
    this.#asked = { username, current: true };
  }

  adoptAnonymous(): void {
    this.#adoptsAnonymous = true;
  }

  /** Rejects unless the present user may send edits that these users made. */
  authorizeSend(editUsers: readonly string[]): void {
    const { user } = this;
    if (user === null) {
      throw new GdbError(
        'user-unknown',
        'You are signed in, but the service does not say as whom. Your edits are kept; name the user to send them.',
      );
    }
    const others = editUsers.filter(
      (editUser) => editUser !== user && !(editUser === ANONYMOUS && this.#adoptsAnonymous),
    );
    if (others.length === 0) return;
    throw others.every((other) => other === ANONYMOUS)
      ? new GdbError(
          'anonymous-edits',
          `Some edits here were made without signing in. Confirm that they are to be sent as ${user}.`,
        )
      : new GdbError(
          'user-mismatch',
          `Edits here belong to ${others.join(', ')}. Sign in as that user to send them; ${user} can't.`,
        );
  }
}
