/** Asking the page to sign in: work pauses, one event asks, and a token, a user or a word lets it go on. */
import { toGdbError, type GdbError } from '../shared/errors.js';
import { GdbAuthRequiredEvent } from './events.js';
import type { AuthReason } from './events.js';
import type { Face } from './face.js';
import type { Pauses } from './pauses.js';

const REASONS: readonly AuthReason[] = [
  'token-required',
  'token-invalid',
  'user-unknown',
  'user-mismatch',
  'anonymous-edits',
];

export interface SignInDeps {
  readonly face: Face;
  readonly pauses: Pauses;
  readonly serviceUrl: string;
  readonly provideToken: (token: string, userId: string | undefined) => void;
}

export class SignIn {
  readonly #deps: SignInDeps;
  #reason: AuthReason = 'token-required';
  #asked = false;

  constructor(deps: SignInDeps) {
    this.#deps = deps;
  }

  /** Pauses work and asks, once until something changes: a page must not be asked again by every retry. */
  needed(error: GdbError): void {
    this.#reason = REASONS.find((reason) => reason === error.code) ?? 'token-required';
    this.#deps.pauses.add('needs-auth');
    if (!this.#asked) this.ask();
  }

  /** Fires `gdb-auth-required`; also when a person presses "Sign in". */
  ask(): void {
    this.#asked = true;
    const { face, serviceUrl, provideToken } = this.#deps;
    face.dispatch(
      new GdbAuthRequiredEvent({
        url: serviceUrl,
        reason: this.#reason,
        provideToken: (token, options) => {
          provideToken(token, options?.userId);
        },
      }),
    );
  }

  /** Makes a call to the service; where it wants a token, asks for one and calls again once there is one. */
  async during<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
    for (;;) {
      try {
        return await call();
      } catch (thrown) {
        const error = toGdbError(thrown);
        if (error.code !== 'token-required' && error.code !== 'token-invalid') throw error;
        this.needed(error);
        await this.#deps.pauses.whenOpen(signal);
      }
    }
  }

  /** A person asked for work: the page may be asked again. */
  mayAskAgain(): void {
    this.#asked = false;
  }

  /** Something changed: work goes on where it stood. */
  answered(): void {
    this.#asked = false;
    this.#deps.pauses.delete('needs-auth');
  }
}
