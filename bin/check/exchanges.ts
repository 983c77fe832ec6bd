/** What was asked of a service and what came back, as it came: the evidence that sightings are read from. */
import { isObject, type JsonObject } from '../../src/shared/json.js';

/** One request and its JSON. */
export interface Exchange {
  /** Path of the address below the FeatureServer, such as `/0/query`; whole for other addresses. */
  readonly path: string;
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
  readonly body: JsonObject | readonly unknown[];
  /** What it was asked for, where one operation is asked for several reasons. */
  readonly step: string;
}

/** Records the JSON that passes through its `fetch`. Tokens are left out. */
export class Recorder {
  readonly exchanges: Exchange[] = [];
  step = '';

  readonly fetch: typeof fetch = async (input, init) => {
    const response = await globalThis.fetch(input, init);
    const url = new URL(input instanceof Request ? input.url : input);
    const text = await response.clone().text();
    const form = init?.body instanceof URLSearchParams ? [...init.body] : [...url.searchParams];
    const params = Object.fromEntries(form.filter(([name]) => name.toLowerCase() !== 'token'));
    const body = parse(text);
    const path = url.pathname.replace(/^.*\/FeatureServer(?=\/|$)/i, '');
    if (body !== null) this.exchanges.push({ path, url: url.href, params, body, step: this.step });
    return response;
  };
}

function parse(text: string): Exchange['body'] | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) || Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
