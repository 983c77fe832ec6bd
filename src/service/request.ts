/**
 * The one file that calls fetch. A reply counts as answered only when it was read to its end and is the service's own JSON:
 * everything else leaves the fate of the request unknown, and the error says so (`details.answered`).
 */
import { isGdbError, type GdbError } from '../shared/errors.js';
import type { JsonObject } from '../shared/json.js';
import { isObject } from '../shared/json.js';
import { isPresigned, shownAddress } from './addresses.js';
import { Deadline } from './deadline.js';
import {
  abortedError,
  brokenError,
  envelopeError,
  findEnvelope,
  notJsonError,
  parseRetryAfter,
  statusError,
  timeoutError,
  type Asked,
  type HttpFacts,
} from './failures.js';
import type { TokenSource } from './token.js';

export interface Timeouts {
  /** Milliseconds until a reply begins; the time to send a body comes on top. */
  readonly replyMs: number;
  /** The same for operations that a service answers only when their work is done: createReplica, synchronizeReplica without a job. */
  readonly workMs: number;
  /** Milliseconds without a byte, once a reply has begun. */
  readonly idleMs: number;
}

export const DEFAULT_TIMEOUTS: Timeouts = { replyMs: 60_000, workMs: 600_000, idleMs: 120_000 };

/** Bytes a second below which a connection counts as dead while it sends: a weak mobile network still does 8 KB/s. */
const SLOWEST_UPLOAD = 8 * 1024;

export interface Call {
  /** REST operation, for messages. */
  readonly operation: string;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Form fields of a POST, query of a GET. `f=json` and `token` are added. */
  readonly params?: Readonly<Record<string, string>>;
  /** True for files: `f=json` would change what comes, or break a signature. */
  readonly asIs?: boolean;
  /** Makes the POST multipart. */
  readonly file?: { readonly name: string; readonly bytes: Blob };
  readonly signal: AbortSignal;
  readonly patience?: 'reply' | 'work';
  /** True when the request changes something on the service. */
  readonly sends?: boolean;
  readonly onProgress?: (bytes: number, total: number | null) => void;
  /** True for bodies whose `error` is part of the answer, as in a job that failed. */
  readonly isValue?: (body: JsonObject) => boolean;
}

export interface RequesterOptions {
  readonly fetch: typeof fetch;
  readonly serviceUrl: string;
  readonly tokens: TokenSource;
  readonly now: () => number;
  readonly timeouts: Timeouts;
}

/** A reply whose head has arrived. */
interface Opened {
  readonly response: Response;
  readonly asked: Asked;
  readonly http: HttpFacts;
  readonly deadline: Deadline;
}

export class Requester {
  readonly #options: RequesterOptions;

  constructor(options: RequesterOptions) {
    this.#options = options;
  }

  get serviceUrl(): string {
    return this.#options.serviceUrl;
  }

  /** The parsed JSON of a reply. Rejects with a GdbError for whatever else came. */
  json(call: Call): Promise<unknown> {
    return this.#authorized(call, async (opened) => {
      const text = await readText(opened, this.#options.timeouts.idleMs, call.onProgress);
      return interpret(text, opened, call.isValue);
    });
  }

  /** A raw body, piece by piece. Rejects as {@link json} does for an error that came in its place, and `network` when it ends too early. */
  async *bytes(call: Call): AsyncGenerator<Uint8Array, void, undefined> {
    const idleMs = this.#options.timeouts.idleMs;
    const { opened, whole } = await this.#authorized(call, async (opened) => {
      const type = opened.response.headers.get('content-type') ?? '';
      if (opened.response.ok && !/json|html/i.test(type)) return { opened, whole: null };
      const whole = await readAll(opened, idleMs, call.onProgress);
      const text = new TextDecoder().decode(whole);
      if (!opened.response.ok || /html/i.test(type) || carriesError(text)) interpret(text, opened, undefined);
      return { opened, whole };
    });
    if (whole) yield whole;
    else yield* readPieces(opened, idleMs, call.onProgress);
  }

  /** Sends with a token where one belongs; a token the service refuses is renewed once. */
  async #authorized<T>(call: Call, read: (opened: Opened) => Promise<T>): Promise<T> {
    const tokens = this.#options.tokens;
    if (new URL(call.url).origin !== tokens.origin || isPresigned(call.url)) return this.#attempt(call, '', read);
    const token = await tokens.get(call.signal);
    try {
      return await this.#attempt(call, token, read);
    } catch (error) {
      if (!isGdbError(error) || (error.code !== 'token-invalid' && error.code !== 'token-required')) throw error;
      const fresh = await tokens.renew(token, call.signal);
      if (fresh === '') throw error;
      return this.#attempt(call, fresh, read);
    }
  }

  async #attempt<T>(call: Call, token: string, read: (opened: Opened) => Promise<T>): Promise<T> {
    if (token !== '')
      await this.#options.tokens.announce(token, { operation: call.operation, sends: call.sends === true });
    return read(await this.#open(call, token));
  }

  async #open(call: Call, token: string): Promise<Opened> {
    const { fetch: send, serviceUrl, timeouts, now } = this.#options;
    const asked: Asked = {
      operation: call.operation,
      method: call.method,
      url: shownAddress(call.url, serviceUrl),
      token,
    };
    const deadline = new Deadline(call.signal);
    try {
      const { url, body, size } = compose(call, token);
      const patience = call.patience === 'work' ? timeouts.workMs : timeouts.replyMs;
      deadline.within(patience + (size / SLOWEST_UPLOAD) * 1000);
      const response = await send(url, {
        method: call.method,
        signal: deadline.signal,
        cache: 'no-store',
        // A redirected POST would carry edits and token to an address that nobody asked for.
        redirect: call.method === 'POST' ? 'manual' : 'follow',
        ...(body === null ? {} : { body }),
      });
      const http: HttpFacts = {
        status: response.status,
        retryAfterMs: parseRetryAfter(response.headers.get('retry-after'), now()),
      };
      if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400))
        throw notJsonError(asked, http, 'A redirect to another address');
      return { response, asked, http, deadline };
    } catch (error) {
      deadline.end();
      throw isGdbError(error) ? error : lost({ asked, deadline }, error);
    }
  }
}

/** Address and body of a request. */
function compose(
  call: Call,
  token: string,
): { readonly url: string; readonly body: URLSearchParams | FormData | null; readonly size: number } {
  const params = new URLSearchParams(call.asIs === true ? {} : { f: 'json', ...call.params });
  if (token !== '') params.set('token', token);
  if (call.method === 'GET') {
    const url = new URL(call.url);
    for (const [name, value] of params) url.searchParams.set(name, value);
    return { url: url.href, body: null, size: 0 };
  }
  if (!call.file) return { url: call.url, body: params, size: params.toString().length };
  const form = new FormData();
  for (const [name, value] of params) form.set(name, value);
  form.set('file', call.file.bytes, call.file.name);
  return { url: call.url, body: form, size: call.file.bytes.size };
}

/** The body as a value, or the error it stands for. */
function interpret(text: string, opened: Opened, isValue: ((body: JsonObject) => boolean) | undefined): unknown {
  const { asked, http, response } = opened;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    if (!response.ok) throw statusError(asked, http);
    const start = text.trimStart();
    if (start === '') throw brokenError(asked, 'an empty reply came.');
    // Text that begins like JSON and does not parse was cut on its way.
    if (/^[[{]/.test(start)) throw brokenError(asked, 'the reply ended too early.');
    throw notJsonError(asked, http, start.startsWith('<') ? 'HTML' : 'Text');
  }
  if (response.ok && isValue && isObject(body) && isValue(body)) return body;
  const envelope = findEnvelope(body);
  if (envelope) throw envelopeError(asked, envelope, http);
  if (!response.ok) throw statusError(asked, http);
  return body;
}

/** True for an error envelope that came where an attachment was asked for; attachments can be JSON files too. */
function carriesError(text: string): boolean {
  if (text.length > 65_536) return false;
  try {
    const envelope = findEnvelope(JSON.parse(text));
    return envelope !== null && envelope.code !== null;
  } catch {
    return false;
  }
}

async function readText(opened: Opened, idleMs: number, onProgress: Call['onProgress']): Promise<string> {
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  for await (const piece of readPieces(opened, idleMs, onProgress))
    pieces.push(decoder.decode(piece, { stream: true }));
  pieces.push(decoder.decode());
  return pieces.join('');
}

async function readAll(opened: Opened, idleMs: number, onProgress: Call['onProgress']): Promise<Uint8Array> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of readPieces(opened, idleMs, onProgress)) pieces.push(new Uint8Array(piece));
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

/** The body as it arrives; checked against Content-Length, since not every browser does. Ends the deadline with the body. */
async function* readPieces(
  opened: Opened,
  idleMs: number,
  onProgress: Call['onProgress'],
): AsyncGenerator<Uint8Array, void, undefined> {
  const { response, asked, deadline } = opened;
  const total = declaredLength(response);
  const reader = response.body?.getReader();
  let received = 0;
  try {
    while (reader) {
      deadline.within(idleMs);
      const { done, value } = await reader.read();
      if (done) break;
      received += value.byteLength;
      onProgress?.(received, total);
      yield value;
    }
  } catch (error) {
    throw isGdbError(error) ? error : lost(opened, error);
  } finally {
    // Also when the consumer stops early: a reply nobody reads must not keep its connection.
    reader?.cancel().catch(() => undefined);
    deadline.end();
  }
  if (total !== null && received < total)
    throw brokenError(asked, `the reply ended too early (${String(received)} of ${String(total)} bytes).`);
}

/** Content-Length, where it counts the bytes we see. Compressed bodies are longer or shorter than it says. */
function declaredLength(response: Response): number | null {
  const encoding = response.headers.get('content-encoding');
  if (encoding !== null && encoding !== 'identity') return null;
  const length = Number(response.headers.get('content-length') ?? '');
  return Number.isSafeInteger(length) && length > 0 ? length : null;
}

/** What a failed fetch or read means. */
function lost({ asked, deadline }: Pick<Opened, 'asked' | 'deadline'>, cause: unknown): GdbError {
  if (deadline.expired) return timeoutError(asked);
  if (deadline.signal.aborted) return abortedError(asked);
  // A host's own fetch may write the whole URL into its errors.
  const leaks =
    asked.token !== null &&
    asked.token !== '' &&
    cause instanceof Error &&
    `${cause.message}${cause.stack ?? ''}`.includes(asked.token);
  return brokenError(asked, 'no connection, or it broke.', leaks ? undefined : cause);
}
