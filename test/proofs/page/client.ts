/** One installation at work, as a page has it: a geodatabase of its own, and a person who edits, syncs and, where something stops, tries again. */
import { PageController } from '../../../src/controller/page-controller.js';
import type { SyncController } from '../../../src/controller/types.js';
import type { Attributes } from '../../../src/shared/esri.js';
import { toGdbError } from '../../../src/shared/errors.js';
import { toGlobalId } from '../../../src/shared/ids.js';
import { rowText } from '../../journeys/robot.js';
import { photoBytes, sha256 } from '../../support/service.js';
import type { DeviceView, SeenPhoto, SeenRow } from '../views.js';
import { pause, unlessFrozen } from './fast-time.js';
import { findTexts } from './find-texts.js';

export interface ClientOptions {
  readonly serviceUrl: string;
  /** Name of the geodatabase, and of the client. */
  readonly name: string;
  readonly settleMs: number;
  /** Syncs by itself as well, as with `auto-sync` on the button. Default: only when asked for. */
  readonly autoSync?: boolean;
  /** Who signs in, and where tokens are. */
  readonly signIn?: { readonly username: string; readonly tokenUrl: string };
}

/** What a person was told of a piece of work. */
export interface Outcome {
  /** `completed`, or the code of the error. */
  readonly said: string;
  readonly words: string;
  readonly sent: { readonly features: number; readonly attachments: number };
  /** Changes that wait, as shown when it ended. */
  readonly waiting: number;
}

/** A request that a client made. */
export interface SentRequest {
  readonly client: string;
  readonly url: string;
  /** Epoch ms. */
  readonly at: number;
  /** 0 while there is no reply. */
  status: number;
  /** As the service asked; 0 when it did not. */
  retryAfterMs: number;
}

/** `send`: a sync that only sends. */
export type Work = 'generate' | 'sync' | 'send' | 'unregister';

/** An edit to be made. `photo`: so many bytes, which `seed` makes unlike all others. */
export type Deed =
  | {
      readonly kind: 'add' | 'update';
      readonly layerId: number;
      readonly globalId: string;
      readonly fields: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'delete'; readonly layerId: number; readonly globalId: string }
  | {
      readonly kind: 'photo';
      readonly layerId: number;
      readonly parent: string;
      readonly seed: number;
      readonly size: number;
    };

type AddDeed = Extract<Deed, { readonly fields: unknown }>;

function rowOf({ globalId, fields }: AddDeed) {
  return { attributes: { GlobalID: globalId, ...fields } as Attributes, geometry: { x: 7.01, y: 46.01 } };
}

/** A person who gets nowhere asks for help after so many tries. */
const TRIES = 25;

export class Client {
  readonly #options: ClientOptions;
  readonly #onRequest: (request: SentRequest) => void;
  #token = '';
  readonly #tokens: string[] = [];
  readonly #refused = new Set<string>();
  /** GlobalIDs of what was refused twice, and let go. */
  readonly discarded: string[] = [];
  controller: SyncController;

  constructor(options: ClientOptions, onRequest: (request: SentRequest) => void = () => undefined) {
    this.#options = options;
    this.#onRequest = onRequest;
    this.controller = this.#open();
  }

  get name(): string {
    return this.#options.name;
  }

  #open(): SyncController {
    const { serviceUrl, name, settleMs, signIn, autoSync = false } = this.#options;
    const auth =
      signIn === undefined
        ? {}
        : { auth: { username: signIn.username, getToken: this.#getToken(signIn) }, userId: signIn.username };
    const counted: typeof fetch = async (input, init) => {
      const request: SentRequest = { client: name, url: String(input), at: Date.now(), status: 0, retryAfterMs: 0 };
      this.#onRequest(request);
      const reply = await fetch(input, init);
      await unlessFrozen();
      request.status = reply.status;
      request.retryAfterMs = Number(reply.headers.get('retry-after') ?? 0) * 1000;
      return reply;
    };
    return new PageController(
      { serviceUrl, geodatabase: name, settleMs, autoSync, fetch: counted, ...auth },
      { onClosed: () => undefined },
    );
  }

  /** As a page does it that asks for a token when it has none or an old one, and does not wait for ever. */
  #getToken({ username, tokenUrl }: NonNullable<ClientOptions['signIn']>) {
    return async (_url: string, options?: { readonly rejected?: string }): Promise<string> => {
      if (this.#token !== '' && options?.rejected !== this.#token) return this.#token;
      const reply = await fetch(tokenUrl, {
        method: 'POST',
        signal: AbortSignal.timeout(2000),
        body: new URLSearchParams({ f: 'json', username, password: username, client: 'requestip', expiration: '60' }),
      });
      const { token } = (await reply.json()) as { readonly token?: string };
      if (token === undefined) throw new Error('no token');
      this.#token = token;
      this.#tokens.push(token);
      return token;
    };
  }

  /** What a closed page and a new one are to the database. */
  async reload(): Promise<void> {
    this.controller.close();
    this.controller = this.#open();
    await this.controller.ready;
  }

  close(): void {
    this.controller.close();
  }

  /** Many edits; the adds of a layer at once, as an import makes them. */
  async edits(deeds: readonly Deed[]): Promise<readonly { readonly globalId: string; readonly hash: string }[]> {
    for (const layerId of [0, 1]) {
      const adds = deeds.filter((deed) => deed.kind === 'add' && deed.layerId === layerId) as AddDeed[];
      if (adds.length === 0) continue;
      const { addResults } = await this.controller.applyEdits(layerId, { adds: adds.map(rowOf) });
      const failed = addResults.find(({ success }) => !success);
      if (failed) throw new Error(JSON.stringify(failed));
    }
    return Promise.all(
      deeds.map(async (deed) => (deed.kind === 'add' ? { globalId: deed.globalId, hash: '' } : this.edit(deed))),
    );
  }

  async edit(deed: Deed): Promise<{ readonly globalId: string; readonly hash: string }> {
    const { controller } = this;
    if (deed.kind === 'photo') {
      const bytes = photoBytes(deed.size, deed.seed);
      const file = new File([bytes], `photo-${String(deed.seed)}.jpg`, { type: 'image/jpeg' });
      const { globalId } = await controller.addAttachment(deed.layerId, deed.parent, file);
      return { globalId: toGlobalId(globalId), hash: await sha256(bytes) };
    }
    const { layerId, globalId } = deed;
    const row = { attributes: { GlobalID: globalId, ...(deed.kind === 'delete' ? {} : deed.fields) } };
    const edits = {
      add: () => ({ adds: [rowOf(deed as AddDeed)] }),
      update: () => ({ updates: [row] }),
      delete: () => ({ deletes: [globalId] }),
    }[deed.kind]();
    const results = Object.values(await controller.applyEdits(layerId, edits)).flat() as {
      readonly success: boolean;
      readonly error?: unknown;
    }[];
    const failed = results.find(({ success }) => !success);
    if (failed) throw new Error(JSON.stringify(failed.error));
    return { globalId, hash: '' };
  }

  async work(what: Work): Promise<Outcome> {
    const { controller } = this;
    const nothing = { features: 0, attachments: 0 };
    try {
      const result = await {
        generate: async () =>
          controller.generateGeodatabase(await controller.createDefaultGenerateGeodatabaseParameters()),
        sync: () => controller.syncGeodatabase(),
        send: async () => controller.syncGeodatabase(await controller.createDefaultSyncGeodatabaseParameters('upload')),
        unregister: async () => {
          await controller.unregisterGeodatabase();
          return null;
        },
      }[what]();
      return {
        said: result?.status ?? 'completed',
        words: '',
        sent: result?.sent ?? nothing,
        waiting: this.#waiting(),
      };
    } catch (thrown) {
      const { code, message } = toGdbError(thrown);
      return { said: code, words: message, sent: nothing, waiting: this.#waiting() };
    }
  }

  #waiting(): number {
    const { features, attachments, refused } = this.controller.state.pending;
    return features + attachments + refused;
  }

  /** All that a person does until it is done: signs in, says that there is room, sends refused edits again, presses the button. Null: it never was. */
  async insist(what: Work): Promise<Outcome | null> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const { controller } = this;
      // What was begun before goes on by itself: it is not for a person to press twice.
      await this.idle();
      for (const reason of controller.state.paused) controller.resume(reason);
      await this.#answerRefusals();
      if (what === 'generate' && controller.state.geodatabase !== null) what = 'sync';
      if (what === 'unregister' && controller.state.geodatabase === null)
        return { said: 'completed', words: '', sent: { features: 0, attachments: 0 }, waiting: 0 };
      const outcome = await this.work(what);
      if (outcome.said === 'completed' && outcome.waiting === 0) return outcome;
      await pause(50);
    }
    return null;
  }

  /** Sends again what was refused once, and lets go what was refused again. */
  async #answerRefusals(): Promise<void> {
    for (const { id, globalId, attachmentGlobalId = '' } of [...this.controller.syncErrors]) {
      const which = `${globalId} ${attachmentGlobalId}`;
      if (this.#refused.has(which)) {
        this.discarded.push(toGlobalId(globalId));
        await this.controller.discardEdit(id);
      } else await this.controller.retryEdit(id);
      this.#refused.add(which);
    }
  }

  /** Where in this browser a token of this client is kept. */
  leaks(): Promise<readonly string[]> {
    return findTexts(this.#tokens);
  }

  /** Lets what this page found unfinished come to its end. A sign-in or a pause ends the wait: a person has to act then. */
  async idle(): Promise<void> {
    const rest = ['idle', 'completed', 'completed-with-errors', 'failed', 'cancelled'];
    const { controller } = this;
    // What another tab does this person may join, or take over.
    const isMine = (): boolean => !controller.state.elsewhere && controller.state.paused.length === 0;
    while (!rest.includes(controller.state.sync.kind) && isMine()) await pause(30);
  }

  async look(layerIds: readonly number[]): Promise<DeviceView> {
    const { controller } = this;
    const rows: SeenRow[] = [];
    const photos: SeenPhoto[] = [];
    for (const layerId of controller.state.geodatabase === null ? [] : layerIds) {
      for await (const features of controller.streamFeatures(layerId)) {
        rows.push(
          ...features.map((feature) => ({
            layerId,
            globalId: toGlobalId(feature.globalId),
            fields: feature.attributes,
            text: rowText(feature as Parameters<typeof rowText>[0]),
          })),
        );
      }
      const parents = rows.filter((row) => row.layerId === layerId).map(({ globalId }) => globalId);
      for (const attachment of await controller.queryAttachments(layerId, parents)) {
        const bytes = await (await controller.readAttachment(attachment)).arrayBuffer();
        const { parentGlobalId, globalId } = attachment;
        photos.push({
          layerId,
          parent: toGlobalId(parentGlobalId),
          globalId: toGlobalId(globalId),
          hash: await sha256(bytes),
        });
      }
    }
    const { features, attachments, refused } = controller.state.pending;
    const receipts = controller.state.geodatabase === null ? [] : await controller.receipts(500);
    return {
      name: this.name,
      rows,
      photos,
      state: controller.state.sync.kind,
      pending: { features, attachments, refused },
      issues: controller.syncErrors.map(({ layerId, globalId, error }) => ({
        layerId,
        globalId: toGlobalId(globalId),
        words: `${String(error.code)} ${error.description}`,
      })),
      conflicts: controller.conflicts.map(({ globalId }) => toGlobalId(globalId)),
      receipts: receipts.map(({ operation, sent, error }) => ({
        operation,
        features: sent.features,
        attachments: sent.attachments,
        error: error?.code ?? null,
      })),
    };
  }
}
