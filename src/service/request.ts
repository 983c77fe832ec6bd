/**
 * The one file that calls fetch. A reply counts as answered only when it was read to its end and is the service's own JSON:
 * everything else leaves the fate of the request unknown, and the error says so (`details.answered`).
 */
import { isGdbError } from '../shared/errors.js';
import type { JsonObject } from '../shared/json.js';
import { forService } from '../shared/own-requests.js';
import { isPresigned, shownAddress } from './addresses.js';
import { Deadline } from './deadline.js';
import { badReply, notJsonError, parseRetryAfter, type Asked, type HttpFacts } from './failures.js';
import {
  carriesError,
  declaredLength,
  interpret,
  lost,
  readAll,
  readHead,
  readPieces,
  readText,
  type OnProgress,
  type Opened,
} from './reply-body.js';
import type { TokenSource } from './token.js';

/** How long silence is borne. */
export interface Timeouts {
  /** Milliseconds until a reply begins; the time to send a body comes on top. */
  readonly replyMs: number;
  /** The same for operations that a service answers only when their work is done: createReplica, synchronizeReplica without a job. */
  readonly workMs: number;
  /** Milliseconds without a byte, once a reply has begun. */
  readonly idleMs: number;
}

/** In force unless the page says otherwise. */
export const DEFAULT_TIMEOUTS: Timeouts = { replyMs: 60_000, workMs: 600_000, idleMs: 120_000 };

/** Bytes a second below which a connection counts as dead while it sends: a weak mobile network still does 8 KB/s. */
const SLOWEST_UPLOAD = 8 * 1024;

/** One request. */
export interface Call {
  /** REST operation, for messages. */
  readonly operation: string;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Form fields of a POST, query of a GET. `f=json` and `token` are added. */
  readonly params?: Readonly<Record<string, string>>;
  /** True for files: `f=json` would change what comes, or break a signature. */
  readonly asIs?: boolean;
  /** First byte that is wanted of a file; without it all of them. Understood by services that know Range requests. */
  readonly from?: number;
  /** Makes the POST multipart. */
  readonly file?: { readonly name: string; readonly bytes: Blob };
  readonly signal: AbortSignal;
  readonly patience?: 'reply' | 'work';
  /** True when the request changes something on the service. */
  readonly sends?: boolean;
  readonly onProgress?: OnProgress;
  /** True for bodies whose `error` is part of the answer, as in a job that failed. */
  readonly isValue?: (body: JsonObject) => boolean;
}

/**
 * A reply that is JSON: read, or too large for that. `interpret` reads what others left of the body, and throws the error it stands for. Or a mobile
 * geodatabase.
 */
export type Answer =
  | { readonly kind: 'json'; readonly body: unknown }
  | {
      readonly kind: 'body';
      readonly bytes: AsyncIterable<Uint8Array>;
      readonly total: number | null;
      readonly interpret: (text: string) => unknown;
    }
  | { readonly kind: 'database'; readonly bytes: AsyncIterable<Uint8Array>; readonly total: number | null };

/** Bytes up to which a reply is read at once: jobs, files, errors and small syncs. */
const READ_AT_ONCE = 256 * 1024;

/** What requests of one service have in common. `serviceUrl` is the portal for requests to a portal. */
export interface RequesterOptions {
  readonly fetch: typeof fetch;
  readonly serviceUrl: string;
  readonly tokens: TokenSource;
  readonly now: () => number;
  readonly timeouts: Timeouts;
  /** Epoch ms of the service's own clock, where a page may read the header `Date` of its replies. */
  readonly onServerTime?: (ms: number) => void;
  /** Bytes; larger replies of createReplica and synchronizeReplica are handed on as they come. */
  readonly readAtOnce?: number;
}

/** Sends requests of one service, with its token where one belongs, and reads the replies. */
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

  /** The parsed JSON of a small reply, or the body of a large one. Rejects as {@link json} does, where the beginning of the body can tell. */
  answer(call: Call): Promise<Answer> {
    const { timeouts, readAtOnce = READ_AT_ONCE } = this.#options;
    return this.#authorized(call, async (opened) => {
      const read = (text: string): unknown => interpret(text, opened, call.isValue);
      const head = await readHead(
        readPieces(opened, timeouts.idleMs, call.onProgress),
        opened.response.ok ? readAtOnce : Infinity,
      );
      if (head.rest === null) return { kind: 'json', body: read(head.text()) };
      const total = declaredLength(opened.response);
      if (head.isDatabase) return { kind: 'database', bytes: head.rest, total };
      return { kind: 'body', bytes: head.rest, total, interpret: read };
    });
  }

  /**
   * A raw body, piece by piece; with `from` what follows that byte, which the service sent alone (206), or after others that are let go. Rejects as
   * {@link json} does for an error that came in its place, and `network` when it ends too early.
   */
  async *bytes(call: Call): AsyncGenerator<Uint8Array, void, undefined> {
    const { opened, whole } = await this.#file(call);
    const { response, asked } = opened;
    let skip = response.status === 206 ? 0 : (call.from ?? 0);
    const pieces = whole ? [whole] : readPieces(opened, this.#options.timeouts.idleMs, call.onProgress);
    const range = response.headers.get('content-range');
    if (response.status === 206 && range !== null && !range.startsWith(`bytes ${String(call.from ?? 0)}-`))
      throw badReply(asked, `other bytes came than were asked for (${range}).`);
    for await (const piece of pieces) {
      if (piece.byteLength > skip) yield skip === 0 ? piece : piece.subarray(skip);
      skip = Math.max(0, skip - piece.byteLength);
    }
  }

  /** A file's reply: unread, or read whole where it had to be looked at first. */
  async #file(call: Call): Promise<{ readonly opened: Opened; readonly whole: Uint8Array | null }> {
    try {
      return await this.#authorized(call, async (opened) => {
        const type = opened.response.headers.get('content-type') ?? '';
        if (opened.response.ok && !/json|html/i.test(type)) return { opened, whole: null };
        const whole = await readAll(opened, this.#options.timeouts.idleMs, call.onProgress);
        const text = new TextDecoder().decode(whole);
        if (!opened.response.ok || /html/i.test(type) || carriesError(text)) interpret(text, opened, undefined);
        return { opened, whole };
      });
    } catch (error) {
      // Without f=json a service writes its errors as HTML: asked with it, it says which, a refused token for one.
      if (isGdbError(error) && error.code === 'not-json' && call.asIs === true && this.#isHome(call.url))
        return this.#file({ ...call, asIs: false });
      throw error;
    }
  }

  /** Sends with a token where one belongs; a token the service refuses is renewed once. */
  async #authorized<T>(call: Call, read: (opened: Opened) => Promise<T>): Promise<T> {
    const tokens = this.#options.tokens;
    if (!this.#isHome(call.url)) return this.#attempt(call, '', read);
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

  /** True for addresses that may carry the token and be asked for JSON: those of the service's own origin that no signature protects. */
  #isHome(url: string): boolean {
    return new URL(url).origin === this.#options.tokens.origin && !isPresigned(url);
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
      const response = await send(forService(url), {
        method: call.method,
        signal: deadline.signal,
        cache: 'no-store',
        // A redirected POST would carry edits and token to an address that nobody asked for.
        redirect: call.method === 'POST' ? 'manual' : 'follow',
        // A range with no end needs no leave of another origin.
        ...(call.from === undefined ? {} : { headers: { range: `bytes=${String(call.from)}-` } }),
        ...(body === null ? {} : { body }),
      });
      const told = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(told)) this.#options.onServerTime?.(told);
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
