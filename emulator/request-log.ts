/** One request, as the control endpoint shows it. Tokens and passwords never get in. */
export interface LogEntry {
  readonly id: number;
  /** milliseconds since 1970 */
  readonly time: number;
  readonly method: string;
  readonly operation: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly requestBytes: number;
  /** HTTP status; null while there is no reply, or when it was dropped */
  status: number | null;
  responseBytes: number | null;
  outcome: 'running' | 'replied' | 'dropped' | 'cut';
  /** code of an `{"error"}` in the reply */
  error?: number;
  /** how many edits per layer came with it */
  edits?: readonly EditCounts[];
  /** how many times the service carried it out: 0 when a fault came before, 2 when it was delivered twice */
  performed: number;
  readonly faults: string[];
}

/** How many edits one layer was sent. */
export interface EditCounts {
  readonly id: number;
  readonly adds: number;
  readonly updates: number;
  readonly deletes: number;
  readonly attachments: { readonly adds: number; readonly updates: number; readonly deletes: number };
}

const secret = new Set(['token', 'password']);
const maxEntries = 5000;
const maxText = 200;

/** The requests that one service received, oldest first. */
export class RequestLog {
  #entries: LogEntry[] = [];
  #next = 1;

  start(request: Pick<LogEntry, 'time' | 'method' | 'operation' | 'path' | 'params' | 'requestBytes'>): LogEntry {
    const params = Object.fromEntries(
      Object.entries(request.params).flatMap(([name, value]) => (secret.has(name) ? [] : [[name, shorten(value)]])),
    );
    const entry: LogEntry = {
      ...request,
      params,
      id: this.#next++,
      status: null,
      responseBytes: null,
      outcome: 'running',
      performed: 0,
      faults: [],
    };
    this.#entries.push(entry);
    if (this.#entries.length > maxEntries) this.#entries.shift();
    return entry;
  }

  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  clear(): void {
    this.#entries = [];
  }
}

function shorten(text: string): string {
  return text.length <= maxText ? text : `${text.slice(0, maxText)}... (${text.length} characters)`;
}
