/** A feature service of its own for each test, in the emulator that the test run started; and another client's view of it, by plain REST. */
import { getSyncController } from '../../src/controller/registry.js';
import type { ControllerOptions, SyncController } from '../../src/controller/types.js';
import type { Feature } from '../../src/shared/esri.js';

declare global {
  interface Window {
    readonly __emulator: string;
  }
}

export interface LogEntry {
  readonly operation: string;
  readonly method: string;
  readonly params: Readonly<Record<string, string>>;
  /** Epoch ms. */
  readonly time: number;
  readonly path: string;
  /** HTTP status; null while there is no reply, or when it was dropped. */
  readonly status: number | null;
  readonly outcome: 'running' | 'replied' | 'dropped' | 'cut';
  /** Code of an `{"error"}` in the reply. */
  readonly error?: number;
  readonly faults: readonly string[];
  readonly performed: number;
  readonly responseBytes?: number;
  readonly edits?: readonly {
    readonly id: number;
    readonly adds: number;
    readonly updates: number;
    readonly deletes: number;
  }[];
}

export class TestService {
  readonly url: string;
  readonly site: string;
  readonly #control: string;

  private constructor(made: { readonly url: string; readonly site: string; readonly control: string }) {
    this.url = made.url;
    this.site = made.site;
    this.#control = made.control;
  }

  /** `sample`: features per layer of the seed. `options`: switches of the emulator. `base`: its address, in Node. */
  static async create(
    options: Record<string, unknown> = {},
    sample = 30,
    base = window.__emulator,
  ): Promise<TestService> {
    return TestService.of({ sample, options }, base);
  }

  /** A service of one's own layers, as the control endpoint takes them. */
  static async of(wanted: Record<string, unknown>, base = window.__emulator): Promise<TestService> {
    const reply = await fetch(`${base}/control/services`, { method: 'POST', body: JSON.stringify(wanted) });
    if (!reply.ok) throw new Error(await reply.text());
    return new TestService((await reply.json()) as { url: string; site: string; control: string });
  }

  /** The service of an emulator's own, which is still there when it is started anew. */
  static at(featureServerUrl: string): TestService {
    const { origin } = new URL(featureServerUrl);
    const [, site = '', name = ''] = /^(.*)\/rest\/services\/(.*)\/FeatureServer$/.exec(featureServerUrl) ?? [];
    return new TestService({ url: featureServerUrl, site, control: `${origin}/control/services/${name}` });
  }

  async #ask(path: string, method: string, body?: unknown): Promise<unknown> {
    const reply = await fetch(path === '' ? this.#control : `${this.#control}/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!reply.ok) throw new Error(`${path}: ${await reply.text()}`);
    return reply.json();
  }

  async log(): Promise<readonly LogEntry[]> {
    return (await this.#ask('log', 'GET')) as LogEntry[];
  }

  async operations(): Promise<readonly string[]> {
    return (await this.log()).map((entry) => entry.operation);
  }

  async clearLog(): Promise<void> {
    await this.#ask('log', 'DELETE');
  }

  async fault(...faults: readonly Record<string, unknown>[]): Promise<void> {
    await this.#ask('faults', 'POST', faults);
  }

  /** How often each fault has struck, in the order in which they were set. */
  async struck(): Promise<readonly number[]> {
    return ((await this.#ask('faults', 'GET')) as readonly { readonly fired: number }[]).map(({ fired }) => fired);
  }

  /** Takes the service away. */
  async remove(): Promise<void> {
    await this.#ask('', 'DELETE');
  }

  /** Resolves when a request waits in a fault. */
  async held(): Promise<void> {
    for (;;) {
      const faults = (await this.#ask('faults', 'GET')) as readonly { readonly holding: number }[];
      if (faults.some((fault) => fault.holding > 0)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async clearFaults(): Promise<void> {
    await this.#ask('faults', 'DELETE');
  }

  async release(): Promise<void> {
    await this.#ask('release', 'POST');
  }

  async configure(options: Record<string, unknown>): Promise<void> {
    await this.#ask('options', 'POST', options);
  }

  /** The service forgets what changed so far: generations older than the present one are stale. */
  async forgetChanges(): Promise<void> {
    await this.#ask('forgetChanges', 'POST');
  }

  /** The office posts a version of versioned data, without a name every one: from then on everybody sees what was sent to it. */
  async postVersion(version?: string): Promise<void> {
    await this.#ask('post', 'POST', version === undefined ? {} : { version });
  }

  /** The office brings into a version what was posted since. */
  async reconcileVersion(version: string): Promise<void> {
    await this.#ask('reconcile', 'POST', { version });
  }

  async revokeTokens(): Promise<void> {
    await this.#ask('revokeTokens', 'POST');
  }

  /** A plain form post, as any other client makes it. Throws for an error envelope. */
  async post(path: string, fields: Record<string, string>): Promise<Record<string, unknown>> {
    const reply = await fetch(`${this.url}/${path}`, {
      method: 'POST',
      body: new URLSearchParams({ f: 'json', ...fields }),
    });
    const body = (await reply.json()) as Record<string, unknown>;
    if (body['error'] !== undefined) throw new Error(JSON.stringify(body['error']));
    return body;
  }

  async features(layerId: number, where = '1=1', token?: string): Promise<readonly Feature[]> {
    const fields = { where, outFields: '*', ...(token === undefined ? {} : { token }) };
    return (await this.post(`${String(layerId)}/query`, fields))['features'] as Feature[];
  }

  /** Another client edits. */
  async applyEdits(
    layerId: number,
    edits: { adds?: readonly unknown[]; updates?: readonly unknown[]; deletes?: readonly unknown[] },
  ): Promise<Record<string, unknown>> {
    const fields = Object.fromEntries(Object.entries(edits).map(([name, value]) => [name, JSON.stringify(value)]));
    return this.post(`${String(layerId)}/applyEdits`, { ...fields, rollbackOnFailure: 'false' });
  }

  async attachmentInfos(
    layerId: number,
    objectId: number,
  ): Promise<readonly { id: number; name: string; size: number; globalId: string }[]> {
    return (await this.post(`${String(layerId)}/${String(objectId)}/attachments`, {}))['attachmentInfos'] as {
      id: number;
      name: string;
      size: number;
      globalId: string;
    }[];
  }

  async token(username: string): Promise<string> {
    const reply = await fetch(`${this.site}/tokens/generateToken`, {
      method: 'POST',
      body: new URLSearchParams({ f: 'json', username, password: username, client: 'requestip', expiration: '60' }),
    });
    return ((await reply.json()) as { token: string }).token;
  }

  /** A controller as a page makes it; `geodatabase` is unique, so that tests don't share databases. */
  controller(options: Partial<ControllerOptions> = {}): SyncController {
    return getSyncController({ serviceUrl: this.url, ...options });
  }
}

export async function sha256(bytes: ArrayBuffer): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Bytes that don't repeat, begun like a JPEG so that nobody doubts the type. */
export function photoBytes(size: number, seed = 1): ArrayBuffer {
  const words = new Uint32Array(Math.ceil(size / 4));
  let state = seed >>> 0 || 1;
  for (let index = 0; index < words.length; index += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[index] = state >>> 0;
  }
  const bytes = new Uint8Array(words.buffer, 0, size).slice();
  bytes.set([0xff, 0xd8, 0xff, 0xe0]);
  return bytes.buffer;
}
