import { ServiceError, invalidParameter } from './errors.js';
import { parseJson } from './json.js';

/** A file of a multipart form. The name is what the client claims. */
export interface SentFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** The parameters of a request, from its query and its form body. Names are found in any case, empty values count as absent. */
export class Params {
  readonly bytes: number;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #files: ReadonlyMap<string, SentFile>;

  constructor(
    texts: Iterable<readonly [string, string]>,
    files: Iterable<readonly [string, SentFile]> = [],
    bytes: number = 0,
  ) {
    this.#texts = new Map(Array.from(texts, ([name, value]) => [name.toLowerCase(), value]));
    this.#files = new Map(Array.from(files, ([name, file]) => [name.toLowerCase(), file]));
    this.bytes = bytes;
  }

  /**
   * Reads a request to its end.
   * @throws {ServiceError} 413 when its body is larger than the limit
   */
  static async read(request: Request, maxBytes: number): Promise<Params> {
    const query = [...new URL(request.url).searchParams];
    if (request.method === 'GET' || request.method === 'HEAD' || request.body === null) return new Params(query);
    if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
    const body = await request.arrayBuffer();
    if (body.byteLength > maxBytes) throw tooLarge(maxBytes);
    const type = request.headers.get('content-type') ?? '';
    if (!type.startsWith('multipart/form-data')) {
      const form = new URLSearchParams(new TextDecoder().decode(body));
      return new Params([...query, ...form], [], body.byteLength);
    }
    const texts: [string, string][] = query;
    const files: [string, SentFile][] = [];
    for (const [name, value] of await readForm(body, type)) {
      if (typeof value === 'string') texts.push([name, value]);
      else files.push([name, { name: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) }]);
    }
    return new Params(texts, files, body.byteLength);
  }

  text(name: string): string | undefined {
    const value = this.#texts.get(name.toLowerCase());
    return value === undefined || value.trim() === '' ? undefined : value;
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw invalidParameter(name, 'it is required');
    return value;
  }

  flag(name: string, absent: boolean): boolean {
    const value = this.text(name)?.trim().toLowerCase();
    if (value === undefined) return absent;
    if (value !== 'true' && value !== 'false') throw invalidParameter(name, 'true or false expected');
    return value === 'true';
  }

  integer(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (!/^-?\d+$/.test(value.trim())) throw invalidParameter(name, 'an integer expected');
    return Number(value);
  }

  json(name: string): unknown {
    const value = this.text(name);
    if (value === undefined) return undefined;
    try {
      return parseJson(value);
    } catch {
      throw invalidParameter(name, 'JSON expected');
    }
  }

  /** @returns one of the given values, whatever case it was sent in */
  choice<const T extends string>(name: string, values: readonly T[], absent: T): T {
    const sent = this.text(name)?.trim().toLowerCase();
    if (sent === undefined) return absent;
    const value = values.find((one) => one.toLowerCase() === sent);
    if (value === undefined) throw invalidParameter(name, `one of ${values.join(', ')} expected`);
    return value;
  }

  /** @returns the elements of `a, b` or `["a","b"]` or `[1,2]`, undefined when absent */
  list(name: string): string[] | undefined {
    const value = this.text(name)?.trim();
    if (value === undefined) return undefined;
    const parts: unknown = value.startsWith('[') ? this.json(name) : value.split(',');
    if (!Array.isArray(parts)) throw invalidParameter(name, 'a list expected');
    return parts.map((part) => String(part).trim()).filter((part) => part !== '');
  }

  file(name: string): SentFile | undefined {
    return this.#files.get(name.toLowerCase());
  }

  /** @returns all text parameters, for a log or a job */
  entries(): Record<string, string> {
    return Object.fromEntries(this.#texts);
  }
}

function tooLarge(maxBytes: number): ServiceError {
  return new ServiceError(413, `Request body is larger than ${maxBytes} bytes`, { httpStatus: 413 });
}

async function readForm(body: ArrayBuffer, type: string): Promise<FormData> {
  try {
    return await new Response(body, { headers: { 'content-type': type } }).formData();
  } catch {
    throw new ServiceError(400, 'The body is no multipart form', { httpStatus: 400 });
  }
}
