/**
 * What the service has now, asked by its REST query and not through gdb-sync: so that one can see the sync happen. It does not go through
 * the page's switch either: it is the view of someone else, at a desk with a good connection.
 */
import { attributeOf } from './field-values.js';
import { toGlobalId, toWireId } from './library.js';
import type { Attributes, Geometry, GlobalId, LayerSchema } from './library.js';

export interface ServerFeature {
  readonly attributes: Attributes;
  readonly geometry: Geometry | null;
  readonly objectId: number;
  readonly attachments: readonly { readonly globalId: GlobalId; readonly name: string; readonly size: number }[];
}

export interface Answer {
  /** Epoch ms. */
  readonly at: number;
  /** Rows by layer. */
  readonly counts: ReadonlyMap<number, number>;
  /** The feature asked for; null when the service has none of that GlobalID. */
  readonly feature: ServerFeature | null;
  readonly of: GlobalId | null;
}

export interface Question {
  readonly layers: readonly LayerSchema[];
  readonly selected: { readonly layer: LayerSchema; readonly globalId: GlobalId } | null;
}

const EVERY_MS = 4000;

export class ServerWatch {
  answer: Answer | null = null;
  problem: string = '';
  keepsAsking: boolean;
  readonly #serviceUrl: string;
  readonly #question: () => Question;
  readonly #token: () => string | null;
  readonly #onChange: () => void;
  #running: AbortController | null = null;

  constructor(options: {
    readonly serviceUrl: string;
    readonly keepsAsking: boolean;
    readonly question: () => Question;
    readonly token: () => string | null;
    readonly onChange: () => void;
  }) {
    this.#serviceUrl = options.serviceUrl.replace(/\/+$/, '');
    this.keepsAsking = options.keepsAsking;
    this.#question = options.question;
    this.#token = options.token;
    this.#onChange = options.onChange;
    setInterval(() => {
      if (this.keepsAsking && document.visibilityState === 'visible') void this.ask();
    }, EVERY_MS);
  }

  /** Asks anew; a question under way is dropped. */
  async ask(): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    if (!navigator.onLine) {
      this.problem = 'This browser is offline.';
      this.#onChange();
      return;
    }
    try {
      const answer = await this.#ask(this.#question(), running.signal);
      if (running.signal.aborted) return;
      this.answer = answer;
      this.problem = '';
    } catch (error) {
      if (running.signal.aborted) return;
      this.problem = wordsOf(error);
    }
    this.#onChange();
  }

  /** Changes a text on the server, as another person would. */
  async editThere(layer: LayerSchema, feature: ServerFeature, change: Attributes): Promise<void> {
    const attributes = { [layer.objectIdField]: feature.objectId, ...change };
    const path = `${String(layer.layerId)}/applyEdits`;
    try {
      const reply = await this.#post(path, { updates: JSON.stringify([{ attributes }]) });
      const [result] =
        (reply as { updateResults?: { success?: boolean; error?: { description?: string } }[] }).updateResults ?? [];
      if (result?.success !== true) throw new Error(result?.error?.description ?? 'The server refused the edit.');
    } catch (error) {
      this.problem = wordsOf(error);
    }
    await this.ask();
  }

  async #ask({ layers, selected }: Question, signal: AbortSignal): Promise<Answer> {
    const counts = await Promise.all(
      layers.map(async ({ layerId }) => {
        const reply = await this.#post(`${String(layerId)}/query`, { where: '1=1', returnCountOnly: 'true' }, signal);
        return [layerId, Number((reply as { count?: unknown }).count)] as const;
      }),
    );
    const feature = selected === null ? null : await this.#find(selected.layer, selected.globalId, signal);
    return { at: Date.now(), counts: new Map(counts), feature, of: selected?.globalId ?? null };
  }

  async #find(layer: LayerSchema, globalId: GlobalId, signal: AbortSignal): Promise<ServerFeature | null> {
    const where = `${layer.globalIdField} = '${toWireId(globalId)}'`;
    const reply = await this.#post(
      `${String(layer.layerId)}/query`,
      { where, outFields: '*', returnGeometry: 'true' },
      signal,
    );
    const [row] = (reply as { features?: { attributes: Attributes; geometry?: Geometry }[] }).features ?? [];
    if (row === undefined) return null;
    const objectId = Number(attributeOf(row.attributes, layer.objectIdField));
    const attachments = layer.hasAttachments ? await this.#attachments(layer.layerId, objectId, signal) : [];
    return { attributes: row.attributes, geometry: row.geometry ?? null, objectId, attachments };
  }

  async #attachments(layerId: number, objectId: number, signal: AbortSignal): Promise<ServerFeature['attachments']> {
    const reply = await this.#post(`${String(layerId)}/queryAttachments`, { objectIds: String(objectId) }, signal);
    const groups = (
      reply as { attachmentGroups?: { attachmentInfos?: { globalId: string; name: string; size: number }[] }[] }
    ).attachmentGroups;
    const infos = (groups ?? []).flatMap(({ attachmentInfos }) => attachmentInfos ?? []);
    return infos.map(({ globalId, name, size }) => ({ globalId: toGlobalId(globalId), name, size }));
  }

  async #post(path: string, parameters: Record<string, string>, signal?: AbortSignal): Promise<unknown> {
    const token = this.#token();
    const body = new URLSearchParams({ ...parameters, ...(token === null ? {} : { token }), f: 'json' });
    const response = await fetch(`${this.#serviceUrl}/${path}`, {
      method: 'POST',
      body,
      credentials: 'omit',
      ...(signal && { signal }),
    });
    const reply = (await response.json()) as { error?: { code?: number; message?: string } };
    if (reply.error === undefined) return reply;
    const { code, message = 'The server answered with an error.' } = reply.error;
    throw new Error(code === 499 || code === 498 ? 'Sign in to see what the server has.' : message);
  }
}

function wordsOf(error: unknown): string {
  return error instanceof TypeError
    ? 'The server does not answer.'
    : error instanceof Error
      ? error.message
      : String(error);
}
