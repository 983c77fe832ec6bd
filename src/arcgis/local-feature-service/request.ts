/** What the SDK asks a feature service, and what it is answered: the shapes between an adapter and the local feature service. */
import { GdbError } from '../../shared/errors.js';
import { asArray, asBoolean, asNumber } from '../../shared/json.js';

/** One REST request, whatever carried it. */
export interface LocalRequest {
  /** Below the FeatureServer, without query: '' is the service, '0' a layer, '0/query', '0/41/addAttachment'. */
  readonly path: string;
  /** Query and form fields together, as text. */
  readonly params: Readonly<Record<string, string>>;
  /** The file of a multipart form: its field `attachment`. */
  readonly file?: File | Blob;
}

export type LocalReply =
  | { readonly kind: 'json'; readonly body: object }
  | { readonly kind: 'pbf'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'content'; readonly content: Blob }
  /** ArcGIS writes it as `{"error":{...}}` under HTTP 200. */
  | { readonly kind: 'error'; readonly code: number; readonly message: string };

export function json(body: object): LocalReply {
  return { kind: 'json', body };
}

/** The parameters of a request, read tolerantly: names in any case; an empty text is no value. What makes no sense throws `unsupported-query`. */
export class Params {
  readonly #values: ReadonlyMap<string, string>;

  constructor(values: Readonly<Record<string, string>>) {
    this.#values = new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]));
  }

  text(name: string): string | undefined {
    const value = this.#values.get(name.toLowerCase())?.trim();
    return value === '' ? undefined : value;
  }

  flag(name: string): boolean | undefined {
    return asBoolean(this.text(name));
  }

  number(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = asNumber(text);
    if (value === undefined) throw refuse(name, text, 'a number is expected');
    return value;
  }

  /** `A,B`, or a JSON array. */
  list(name: string): readonly string[] | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (text.startsWith('[')) return asArray(this.json(name)).map(String);
    return text.split(',').map((part) => part.trim());
  }

  json(name: string): unknown {
    const text = this.text(name);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw refuse(name, text, 'it is no JSON');
    }
  }
}

/** The error for a parameter that cannot be answered here. */
export function refuse(name: string, value: string, why: string): GdbError {
  const shown = value.length > 60 ? `${value.slice(0, 60)}…` : value;
  return new GdbError('unsupported-query', `The copy on this device cannot answer ${name}=${shown}: ${why}.`);
}
