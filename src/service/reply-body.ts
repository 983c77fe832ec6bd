/** A reply whose head has arrived: its body read to the end and understood, or the error it stands for. */
import { isGdbError, type GdbError } from '../shared/errors.js';
import { isObject, parseJson, type JsonObject } from '../shared/json.js';
import type { Deadline } from './deadline.js';
import {
  abortedError,
  brokenError,
  envelopeError,
  findEnvelope,
  notJsonError,
  sqliteError,
  statusError,
  timeoutError,
  type Asked,
  type HttpFacts,
} from './failures.js';

/** How a mobile geodatabase begins. */
const SQLITE = 'SQLite format 3';

/** The reply, the request it answers, and the clock that runs on it. */
export interface Opened {
  readonly response: Response;
  readonly asked: Asked;
  readonly http: HttpFacts;
  readonly deadline: Deadline;
}

/** Bytes so far, and all there will be; null where the reply does not say. */
export type OnProgress = (bytes: number, total: number | null) => void;

/** The body as a value, or the error it stands for. */
export function interpret(text: string, opened: Opened, isValue: ((body: JsonObject) => boolean) | undefined): unknown {
  const { asked, http, response } = opened;
  let body: unknown;
  try {
    body = parseJson(text);
  } catch {
    if (!response.ok) throw statusError(asked, http);
    const start = text.trimStart();
    if (start === '') throw brokenError(asked, 'an empty reply came.');
    if (start.startsWith(SQLITE)) throw sqliteError(asked, http);
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
export function carriesError(text: string): boolean {
  if (text.length > 65_536) return false;
  try {
    const envelope = findEnvelope(JSON.parse(text));
    return envelope !== null && envelope.code !== null;
  } catch {
    return false;
  }
}

/** The whole body as text. */
export async function readText(opened: Opened, idleMs: number, onProgress: OnProgress | undefined): Promise<string> {
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  for await (const piece of readPieces(opened, idleMs, onProgress))
    pieces.push(decoder.decode(piece, { stream: true }));
  pieces.push(decoder.decode());
  return pieces.join('');
}

/** The beginning of a body: all of it, or enough to know that it is large, or no text at all. */
export interface Head {
  readonly text: () => string;
  /** It begins as every SQLite file does. */
  readonly isDatabase: boolean;
  /** The whole body from its first byte, when there is more of it than was read. */
  readonly rest: AsyncIterable<Uint8Array> | null;
}

/** Reads at most `limit` bytes, and what comes with the last of them; text that is no JSON from its first character on is read whole, a database not at all. */
export async function readHead(pieces: AsyncGenerator<Uint8Array, void, undefined>, limit: number): Promise<Head> {
  const head: Uint8Array[] = [];
  let size = 0;
  const text = (): string => {
    const decoder = new TextDecoder();
    return head.map((piece) => decoder.decode(piece, { stream: true })).join('') + decoder.decode();
  };
  let isJson: boolean | null = null;
  let isLooked = false;
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
    head.push(next.value);
    size += next.value.byteLength;
    if (!isLooked && size >= SQLITE.length) {
      isLooked = true;
      if (beginsWith(head, SQLITE)) return { text, isDatabase: true, rest: chain(head, pieces) };
    }
    if (size <= limit) continue;
    isJson ??= /^\s*[[{]/.test(text());
    if (isJson) return { text, isDatabase: false, rest: chain(head, pieces) };
  }
  return { text, isDatabase: false, rest: null };
}

function beginsWith(pieces: readonly Uint8Array[], mark: string): boolean {
  const start = pieces.flatMap((piece) => [...piece.subarray(0, mark.length)]).slice(0, mark.length);
  return String.fromCharCode(...start) === mark;
}

async function* chain(
  head: Uint8Array[],
  pieces: AsyncGenerator<Uint8Array, void, undefined>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    // Handed on and let go: the head must not outlive its use.
    for (let piece = head.shift(); piece; piece = head.shift()) yield piece;
    yield* pieces;
  } finally {
    await pieces.return();
  }
}

/** The whole body as bytes. */
export async function readAll(opened: Opened, idleMs: number, onProgress: OnProgress | undefined): Promise<Uint8Array> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of readPieces(opened, idleMs, onProgress)) pieces.push(new Uint8Array(piece));
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

/** The body as it arrives; checked against Content-Length, since not every browser does. Ends the deadline with the body. */
export async function* readPieces(
  opened: Opened,
  idleMs: number,
  onProgress: OnProgress | undefined,
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
      deadline.rest();
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
export function declaredLength(response: Response): number | null {
  const encoding = response.headers.get('content-encoding');
  if (encoding !== null && encoding !== 'identity') return null;
  const length = Number(response.headers.get('content-length') ?? '');
  return Number.isSafeInteger(length) && length > 0 ? length : null;
}

/** What a failed fetch or read means. */
export function lost({ asked, deadline }: Pick<Opened, 'asked' | 'deadline'>, cause: unknown): GdbError {
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
