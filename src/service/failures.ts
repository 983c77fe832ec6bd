/** What a bad answer means: HTTP status and error envelope become one GdbError, with what a person can do about it. Pure. */
import { GdbError, type GdbErrorDetails } from '../shared/errors.js';
import { asArray, asNumber, asString, isObject, pick, type JsonObject } from '../shared/json.js';

/** The request an error speaks about. */
export interface Asked {
  /** Name of the REST operation, for people: `synchronizeReplica`. */
  readonly operation: string;
  readonly method: string;
  /** As it may be shown: without secrets. */
  readonly url: string;
  /** Taken out of every text a service sends back. */
  readonly token: string | null;
}

/** How the reply came, beside its body. */
export interface HttpFacts {
  readonly status: number;
  /** Milliseconds the server asked to wait; null when it did not. */
  readonly retryAfterMs: number | null;
}

/** `{"error":{...}}` as found in a body. */
export interface Envelope {
  readonly code: number | null;
  readonly message: string;
  readonly details: readonly string[];
}

/** The error envelope of a body, or null when there is none (protocol 9). */
export function findEnvelope(body: unknown): Envelope | null {
  if (!isObject(body)) return null;
  const error = pick(body, 'error');
  if (isObject(error)) return toEnvelope(error);
  if (typeof error === 'string' && error !== '')
    return { code: asNumber(pick(body, 'code')) ?? null, message: error, details: [] };
  // Older token checks answer {"status":"error","code":498,"messages":[...]}.
  if (pick(body, 'status') === 'error') {
    return {
      code: asNumber(pick(body, 'code')) ?? null,
      message: texts(pick(body, 'messages')).join(' '),
      details: [],
    };
  }
  return null;
}

function toEnvelope(error: JsonObject): Envelope {
  return {
    code: asNumber(pick(error, 'code')) ?? null,
    message: asString(pick(error, 'message')) ?? asString(pick(error, 'description')) ?? '',
    details: texts(pick(error, 'details')),
  };
}

function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return asArray(value).filter((entry): entry is string => typeof entry === 'string' && entry !== '');
}

/** `Retry-After` in milliseconds: seconds or a date. `now` is epoch ms. Null when absent or unreadable. */
export function parseRetryAfter(header: string | null, now: number): number | null {
  if (header === null || header.trim() === '') return null;
  const seconds = asNumber(header);
  if (seconds !== undefined) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** The error that an envelope stands for. */
export function envelopeError(asked: Asked, envelope: Envelope, http: HttpFacts): GdbError {
  const clean = (text: string): string =>
    asked.token === null || asked.token === '' ? text : text.replaceAll(asked.token, '…');
  const message = clean(envelope.message);
  const details = envelope.details.map(clean);
  const code = envelope.code ?? (http.status === 200 ? null : http.status);
  const facts: GdbErrorDetails = {
    ...about(asked, http),
    ...(code === null ? {} : { serviceCode: code }),
    serviceMessage: message,
    serviceDetails: details,
    // Whoever speaks of a bad gateway or a time-out does not know how the request ended.
    answered: ![502, 503, 504].includes(code ?? 0) && ![502, 503, 504].includes(http.status),
  };
  const said = [message, ...details].filter((text) => text !== '').join(' ');
  const told = `${code === null ? '' : `${String(code)}: `}${said === '' ? 'no reason given' : said}`;
  const known = byCode(asked, code, told, facts) ?? byCode(asked, http.status, told, facts);
  if (known) return known;
  const lost = whatIsLost(said);
  if (lost === 'replica-not-found') {
    return new GdbError(
      lost,
      `${head(asked)} the service does not know this replica any more (${told}). Edits on this device are kept.`,
      facts,
    );
  }
  if (lost === 'stale-generation') {
    return new GdbError(
      lost,
      `${head(asked)} the service cannot say what changed since the last sync (${told}). Everything has to be received anew; edits on this device are kept.`,
      facts,
    );
  }
  const again = [408, 502, 503, 504].includes(code ?? 0) || http.status >= 500 || /\block(s|ed)?\b/i.test(said);
  return new GdbError('service', `${head(asked)} the service answered ${told}.`, { ...facts, retryable: again });
}

/** The error that an HTTP status stands for when no envelope explains it. */
export function statusError(asked: Asked, http: HttpFacts): GdbError {
  const facts: GdbErrorDetails = { ...about(asked, http), answered: false };
  const known = byCode(asked, http.status, `HTTP ${String(http.status)}`, facts);
  if (known) return known;
  const advice =
    http.status === 413
      ? 'The request is larger than the server takes.'
      : http.status === 404
        ? 'Check the service URL.'
        : "Try again later; if it stays, tell the service's admin.";
  return new GdbError('http', `${head(asked)} HTTP ${String(http.status)}. ${advice}`, {
    ...facts,
    retryable: http.status >= 500 || http.status === 408,
  });
}

function byCode(asked: Asked, code: number | null, told: string, facts: GdbErrorDetails): GdbError | null {
  switch (code) {
    case 498:
      return new GdbError(
        'token-invalid',
        `${head(asked)} the token is invalid or has expired (${told}). Sign in again; edits on this device are kept.`,
        facts,
      );
    case 499:
      return new GdbError(
        'token-required',
        `${head(asked)} the service asks for a token (${told}). Sign in; edits on this device are kept.`,
        facts,
      );
    case 401:
    case 403:
      return new GdbError(
        'forbidden',
        `${head(asked)} not permitted (${told}). Ask the service's owner for access; edits on this device are kept.`,
        facts,
      );
    case 429:
      return new GdbError(
        'rate-limited',
        `${head(asked)} too many requests (${told}). The service asks to wait.`,
        facts,
      );
    case 503:
      if (facts.retryAfterMs === undefined) return null;
      return new GdbError('rate-limited', `${head(asked)} the service is busy (${told}) and asks to wait.`, facts);
    default:
      return null;
  }
}

/** Changes as a mobile geodatabase, where JSON was asked for: what such a file means is known in part only, so nothing of it is taken. */
export function sqliteError(asked: Asked, http: HttpFacts): GdbError {
  return new GdbError(
    'unsupported-file',
    `${head(asked)} the service sent a mobile geodatabase in place of JSON. Nothing was received, and edits on this device are kept.`,
    { ...about(asked, http), answered: false },
  );
}

/** Where HTML or other text came in place of JSON. */
export function notJsonError(asked: Asked, http: HttpFacts, found: string): GdbError {
  return new GdbError(
    'not-json',
    `${head(asked)} ${found} came instead of JSON (HTTP ${String(http.status)}). Probably a captive portal, a proxy's sign-in page or a wrong service URL: open the URL in a browser and look.`,
    { ...about(asked, http), answered: false },
  );
}

/** A reply that ended before it was complete, or never came. */
export function brokenError(asked: Asked, what: string, cause?: unknown): GdbError {
  return new GdbError('network', `${head(asked)} ${what} Check the connection and try again.`, {
    ...about(asked),
    answered: false,
    ...(cause === undefined ? {} : { cause }),
  });
}

/** JSON that is not what the operation promises. */
export function badReply(asked: Asked, what: string): GdbError {
  return new GdbError(
    'bad-reply',
    `${head(asked)} ${what} Nothing was taken from this reply. Tell the service's admin.`,
    { ...about(asked), answered: true },
  );
}

/** Nothing was heard in time; the request may still be carried out. */
export function timeoutError(asked: Asked): GdbError {
  return new GdbError(
    'timeout',
    `${head(asked)} nothing was heard from the service for too long. Try again, with a better connection if you can.`,
    { ...about(asked), answered: false },
  );
}

/** The caller gave up; the request may still be carried out. */
export function abortedError(asked: Asked): GdbError {
  return new GdbError('aborted', `${head(asked)} cancelled.`, { ...about(asked), answered: false });
}

/** `synchronizeReplica (POST) at host:` */
function head(asked: Asked): string {
  return `${asked.operation} (${asked.method}) at ${hostOf(asked.url)}:`;
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return 'the service';
  }
}

function about(asked: Asked, http?: HttpFacts): GdbErrorDetails {
  return {
    method: asked.method,
    url: asked.url,
    ...(http === undefined ? {} : { status: http.status }),
    ...(http === undefined || http.retryAfterMs === null ? {} : { retryAfterMs: http.retryAfterMs }),
  };
}

/**
 * No code is documented for an unknown replica or a generation that is too old, or newer than the service (restored from a backup), so the words
 * decide (protocol 9). Null for other words.
 */
export function whatIsLost(text: string): 'replica-not-found' | 'stale-generation' | null {
  if (saysReplicaIsGone(text)) return 'replica-not-found';
  return saysGenerationIsStale(text) ? 'stale-generation' : null;
}

function saysGenerationIsStale(text: string): boolean {
  return (
    /\b(server\s?gen(eration)?s?|generations?|replicaServerGen|layerServerGens?|minServerGen)\b/i.test(text) &&
    /\b(old(er)?|stale|expired|invalid|not valid|not available|unavailable|no longer|not found|out of (date|range)|purged|cleaned|retained|retention|history|less than|lower than|below|before|minimum|newer|greater than|higher than|ahead|future)\b/i.test(
      text,
    )
  );
}

/** Words about generations and layers mean something else. */
function saysReplicaIsGone(text: string): boolean {
  if (/\b(generation|servergen|gen|layer)\b/i.test(text)) return false;
  return (
    /\breplica(\s?id)?\b[^.]{0,80}\b(not found|does not exist|doesn't exist|not registered|unregistered|is invalid|unknown)/i.test(
      text,
    ) || /\b(invalid|unknown|unregistered|no such)\s+replica(\s?id)?\b/i.test(text)
  );
}
