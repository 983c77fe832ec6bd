/**
 * Takes one row of the table away: from what the emulator's dispatch hands to an operation, or from what passes between the client and the server
 * of its tests. Product code knows nothing of it.
 */
import { ServiceError } from '../../emulator/errors.js';
import { operations, type Operation } from '../../emulator/operations.js';
import { Params, type SentFile } from '../../emulator/params.js';
import type { Reply } from '../../emulator/reply.js';
import { seam } from './seam.js';
import { meets, without, withoutInText, type Row } from './table.js';

/** Hears of each request: the address or path of its operation, and the names of its fields. */
export type Trace = (where: URL | string, fields: readonly string[], reply: unknown) => void;

/** What is taken away now, and who listens. */
export const mutation: { emulator: Row | null; client: Row | null; trace: Trace | null } = {
  emulator: null,
  client: null,
  trace: null,
};

/** The parameters of a request without one of them. */
class ParamsWithout extends Params {
  readonly #inner: Params;
  readonly #path: readonly string[];

  constructor(inner: Params, path: readonly string[]) {
    super([], [], inner.bytes);
    this.#inner = inner;
    this.#path = path;
  }

  override text(name: string): string | undefined {
    const value = this.#inner.text(name);
    const [head = '', ...rest] = this.#path;
    if (value === undefined || name.toLowerCase() !== head.toLowerCase()) return value;
    return rest.length === 0 ? undefined : withoutInText(value, rest);
  }

  override file(name: string): SentFile | undefined {
    return name.toLowerCase() === this.#path[0]?.toLowerCase() ? undefined : this.#inner.file(name);
  }

  override entries(): Record<string, string> {
    const names = Object.keys(this.#inner.entries());
    return Object.fromEntries(
      names.flatMap((name) => {
        const value = this.text(name);
        return value === undefined ? [] : [[name, value]];
      }),
    );
  }
}

/** Puts the seams in. Once for a run. */
export function install(): void {
  for (const operation of operations as (Operation & { run: Operation['run'] })[]) wrap(operation);
  const read = Params.read.bind(Params);
  Params.read = async (request, maxBytes) => {
    const params = await read(request, maxBytes);
    const row = mutation.emulator;
    return row?.kind === 'parameter' && row.spec.paths.includes('*') ? new ParamsWithout(params, [row.key]) : params;
  };
  seam.current = {
    request: (url, fields) => {
      mutation.trace?.(url, Object.keys(fields), null);
      const row = concerned(mutation.client, url);
      if (row?.kind === 'operation') throw new TypeError('Failed to fetch');
      if (row?.kind !== 'parameter') return fields;
      const [head = '', ...rest] = row.key.split('.');
      return Object.fromEntries(
        Object.entries(fields).flatMap(([name, value]) => {
          if (name.toLowerCase() !== head.toLowerCase()) return [[name, value]];
          return rest.length === 0 ? [] : [[name, withoutInText(value, rest)]];
        }),
      );
    },
    reply: async (url, response) => {
      const row = concerned(mutation.client, url);
      if (row?.kind !== 'reply') return response;
      const text = await response.clone().text();
      const { status, headers } = response;
      return new Response(withoutInText(text, row.key.split('.')), { status, headers });
    },
  };
}

function concerned(row: Row | null, url: URL): Row | null {
  return row !== null && meets(row.spec, url) ? row : null;
}

function wrap(operation: Operation & { run: Operation['run'] }): void {
  const { run } = operation;
  const path = operation.path.replaceAll(/:(\w+)(\{[^}]*\})?/g, '{$1}');
  (operation as { run: Operation['run'] }).run = (call) => {
    const row = mutation.emulator;
    const isMine = row !== null && row.spec.paths.includes(path);
    if (isMine && row.kind === 'operation') throw new ServiceError(400, 'Invalid URL');
    const params =
      isMine && row.kind === 'parameter' ? new ParamsWithout(call.params, row.key.split('.')) : call.params;
    const names = Object.keys(call.params.entries());
    mutation.trace?.(path, names, null);
    const reply = run({ ...call, params });
    if (mutation.trace !== null) mutation.trace(path, names, contentOf(reply));
    return isMine && row.kind === 'reply' ? replyWithout(reply, row.key.split('.')) : reply;
  };
}

/** What a reply holds, if it is JSON. */
function contentOf(reply: Reply): unknown {
  if (reply.kind === 'json') return JSON.parse(JSON.stringify(reply.value));
  if (!(reply.headers['content-type'] ?? '').startsWith('application/json')) return null;
  const text = typeof reply.body === 'string' ? reply.body : new TextDecoder().decode(reply.body);
  return JSON.parse(text);
}

function replyWithout(reply: Reply, path: readonly string[]): Reply {
  const content = contentOf(reply);
  if (content === null) return reply;
  const value = without(content, path);
  return reply.kind === 'json' ? { kind: 'json', value } : { ...reply, body: JSON.stringify(value) };
}
