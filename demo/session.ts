/** Who is signed in on this page, for a token-secured service. The token lives in memory and goes to the service's origin only. */
import type { AuthRequired } from './library.js';

interface Person {
  readonly name: string;
  readonly token: string;
}

const REASONS: Readonly<Record<AuthRequired['reason'], string>> = {
  'token-required': 'This service asks who you are before it lets anything through.',
  'token-invalid': 'The sign-in has run out. Your changes are safe on this device.',
  'user-unknown': 'The service does not say who the sign-in belongs to: sign in once more.',
  'user-mismatch': 'Changes on this device belong to someone else: sign in as that person to send them.',
  'anonymous-edits': 'Changes were made without signing in. The button sends them as you, when you say so.',
};

export class Session {
  person: Person | null = null;
  /** What the service asked for last; null while it is content. */
  asked: AuthRequired | null = null;
  isOpen: boolean = false;
  isBusy: boolean = false;
  problem: string = '';
  readonly #fetch: typeof fetch;
  readonly #onChange: () => void;

  constructor(fetcher: typeof fetch, onChange: () => void) {
    this.#fetch = fetcher;
    this.#onChange = onChange;
  }

  get reason(): string {
    return REASONS[this.asked?.reason ?? 'token-required'];
  }

  /** The controller's `gdb-auth-required`, and the button's "Sign in". */
  ask(asked: AuthRequired): void {
    // The button itself offers to send them: nothing to sign in for.
    if (asked.reason === 'anonymous-edits') return;
    this.asked = asked;
    this.isOpen = true;
    this.problem = '';
    this.#onChange();
  }

  close(): void {
    this.isOpen = false;
    this.#onChange();
  }

  async signIn(name: string, password: string): Promise<void> {
    const { asked } = this;
    if (asked === null || this.isBusy) return;
    this.isBusy = true;
    this.problem = '';
    this.#onChange();
    try {
      const token = await this.#generateToken(asked.url, { name, password });
      this.person = { name, token };
      this.isOpen = false;
      asked.provideToken(token, { userId: name });
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
    this.isBusy = false;
    this.#onChange();
  }

  /** https://developers.arcgis.com/rest/services-reference/enterprise/generate-token/ at the place that /rest/info names */
  async #generateToken(serviceUrl: string, { name, password }: { name: string; password: string }): Promise<string> {
    const services = /^(.*\/rest)\/services\//.exec(serviceUrl)?.[1];
    if (services === undefined) throw new Error('This is not the address of a feature service.');
    const info = await this.#post(`${services}/info`, {});
    const { authInfo } = info as { authInfo?: { tokenServicesUrl?: unknown } };
    const url = authInfo?.tokenServicesUrl;
    if (typeof url !== 'string') throw new Error('The service does not say where to sign in.');
    if (new URL(url).origin !== new URL(serviceUrl).origin) throw new Error('The service signs in elsewhere.');
    const reply = await this.#post(url, { username: name, password, client: 'referer', referer: location.origin });
    const { token } = reply as { token?: unknown };
    if (typeof token !== 'string') throw new Error('Name or password is wrong.');
    return token;
  }

  async #post(url: string, parameters: Record<string, string>): Promise<unknown> {
    const body = new URLSearchParams({ ...parameters, f: 'json' });
    const response = await this.#fetch(url, { method: 'POST', body, credentials: 'omit' });
    return response.json();
  }
}
