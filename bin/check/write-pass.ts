/**
 * What only a service that is written to shows: replicas, one row of our own with an attachment, sent twice, taken back. Only on the layer that was
 * named, and cleaned up after: what could not be is told.
 */
import type { Inspection } from '../../src/service/inspect-service.js';
import type { Requester } from '../../src/service/request.js';
import { asArray, asNumber, asString, isObject, pick, type JsonObject } from '../../src/shared/json.js';
import { toWireId } from '../../src/shared/ids.js';
import type { Recorder } from './exchanges.js';
import { optional } from './read-pass.js';
import { sampleRow } from './sample-row.js';

/** What a write check needs to know. */
export interface WriteOptions {
  readonly layerId: number;
  readonly signal: AbortSignal;
  /** Milliseconds between two looks at a job. */
  readonly pollMs: number;
}

/** What is left behind on the service, in words; empty when all was cleaned up. */
export async function writePass(
  requester: Requester,
  recorder: Recorder,
  { inspection, ...options }: WriteOptions & { readonly inspection: Inspection },
): Promise<readonly string[]> {
  const layer = inspection.layerBodies.find((body) => asNumber(pick(body, 'id')) === options.layerId);
  if (layer === undefined) throw new Error(`The service has no layer ${String(options.layerId)}.`);
  return new WritePass(requester, recorder, { ...options, inspection, layer }).run();
}

type Params = Readonly<Record<string, string>>;

class WritePass {
  readonly #requester: Requester;
  readonly #recorder: Recorder;
  readonly #options: WriteOptions & { readonly inspection: Inspection; readonly layer: JsonObject };
  readonly #globalId = toWireId(crypto.randomUUID());
  readonly #secondId = toWireId(crypto.randomUUID());
  readonly #replicas = new Set<string>();

  constructor(
    requester: Requester,
    recorder: Recorder,
    options: WriteOptions & { readonly inspection: Inspection; readonly layer: JsonObject },
  ) {
    this.#requester = requester;
    this.#recorder = recorder;
    this.#options = options;
  }

  async run(): Promise<readonly string[]> {
    const left: string[] = [];
    try {
      await this.#work();
    } finally {
      left.push(...(await this.#cleanUp()));
    }
    return left;
  }

  async #work(): Promise<void> {
    const { capabilities } = this.#options.inspection;
    const replica = await this.#create('create', { transportType: 'esriTransportTypeEmbedded' });
    const id = idOf(replica);
    if (id === undefined || !isObject(replica)) throw new Error('The service made no replica.');
    const row = capabilities.canCreate ? sampleRow(this.#options.layer, this.#globalId) : null;
    if (row !== null) await this.#sendRow(id, row, replica);
    await this.#create('create defaults', {
      transportType: 'esriTransportTypeEmbedded',
      syncModel: '',
      returnAttachmentsDataByUrl: '',
    });
    await this.#create('create by file', { transportType: 'esriTransportTypeUrl' });
    if (capabilities.async)
      await this.#create('create by job', { transportType: 'esriTransportTypeUrl', async: 'true' });
  }

  /** Adds the row with an attachment, adds it again, and brings it back. */
  async #sendRow(id: string, row: JsonObject, replica: JsonObject): Promise<void> {
    const { capabilities } = this.#options.inspection;
    const uploadId = capabilities.uploads && this.#hasAttachments ? await this.#uploadItem() : undefined;
    const attachment = {
      globalId: toWireId(crypto.randomUUID()),
      parentGlobalId: this.#globalId,
      contentType: 'text/plain',
      name: 'gdb-check.txt',
      keywords: 'gdb-check',
      uploadId,
    };
    const attachments =
      uploadId === undefined ? {} : { attachments: { adds: [attachment], updates: [], deleteIds: [] } };
    const only = capabilities.directionControl ? 'upload' : 'bidirectional';
    const features = { adds: [row], updates: [], deleteIds: [] };
    await this.#sync('add', id, { direction: only, replica, edits: { features, ...attachments } });
    await this.#sync('add again', id, {
      direction: only,
      replica,
      edits: { features, ...attachments },
      returnIdsForAdds: 'true',
    });
    const attributes = row['attributes'] as JsonObject;
    const named = (globalId: string): JsonObject => ({
      ...row,
      attributes: { ...attributes, [this.#idField]: globalId },
    });
    // A row that nobody has, beside one that goes well without being asked for.
    const mixed = { adds: [named(this.#secondId)], updates: [named(toWireId(crypto.randomUUID()))], deleteIds: [] };
    if (capabilities.canUpdate)
      await this.#sync('update nobody', id, { direction: only, replica, edits: { features: mixed } });
    await this.#ask('POST', `/${String(this.#options.layerId)}/query`, 'count', { where: this.#where, outFields: '*' });
    await this.#sync('download', id, { direction: 'bidirectional', replica });
  }

  get #idField(): string {
    return asString(pick(this.#options.layer, 'globalIdField')) ?? 'GlobalID';
  }

  get #where(): string {
    return `${this.#idField} = '${this.#globalId}'`;
  }

  get #hasAttachments(): boolean {
    return pick(this.#options.layer, 'hasAttachments') === true;
  }

  get #syncModel(): string {
    return this.#options.inspection.capabilities.perReplica ? 'perReplica' : 'perLayer';
  }

  async #ask(method: 'GET' | 'POST', path: string, step: string, params: Params = {}): Promise<unknown> {
    this.#recorder.step = step;
    const url = path.startsWith('http') ? path : `${this.#requester.serviceUrl}${path}`;
    const { signal } = this.#options;
    return optional(
      this.#requester.json({ operation: step, method, url, params, signal, isValue: (body) => 'status' in body }),
    );
  }

  /** A replica of nothing but our own row. Where it came by file or job, that is read too. */
  async #create(step: string, changes: Params): Promise<unknown> {
    const { layerId } = this.#options;
    const query = { queryOption: 'useFilter', where: this.#where, useGeometry: false, includeRelated: false };
    const all: Params = {
      replicaName: `gdb-check_${crypto.randomUUID()}`,
      layers: String(layerId),
      layerQueries: JSON.stringify({ [layerId]: query }),
      geometry: '-180,-90,180,90',
      geometryType: 'esriGeometryEnvelope',
      inSR: '4326',
      returnAttachments: String(this.#hasAttachments),
      returnAttachmentsDataByUrl: 'true',
      async: 'false',
      syncModel: this.#syncModel,
      dataFormat: 'json',
      timeReferenceUnknownClient: 'true',
      ...changes,
    };
    const params = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
    const reply = await this.#ask('POST', '/createReplica', step, params);
    const file = isObject(reply) ? await this.#follow(reply, step) : reply;
    for (const one of [reply, file]) {
      const id = idOf(one);
      if (id !== undefined) this.#replicas.add(id);
    }
    return file;
  }

  /** The result behind a job or a file. */
  async #follow(reply: JsonObject, step: string): Promise<unknown> {
    const status = asString(pick(reply, 'statusUrl'));
    if (status !== undefined) {
      for (let looks = 0; looks < 150; looks += 1) {
        const job = await this.#ask('GET', status, `${step} status`);
        const said = isObject(job) ? (asString(pick(job, 'status')) ?? '') : '';
        if (isObject(job) && /^(completed|failed)/i.test(said)) return this.#follow({ ...job, statusUrl: null }, step);
        await new Promise((resolve) => setTimeout(resolve, this.#options.pollMs));
      }
      return null;
    }
    const url = ['resultUrl', 'URL', 'responseUrl', 'url'].map((name) => asString(pick(reply, name))).find(Boolean);
    return url === undefined ? reply : this.#ask('GET', url, `${step} file`);
  }

  async #sync(
    step: string,
    id: string,
    how: {
      readonly direction: string;
      readonly replica: JsonObject;
      readonly edits?: object;
      readonly returnIdsForAdds?: string;
    },
  ): Promise<unknown> {
    const { layerId } = this.#options;
    const whole = pick(how.replica, 'replicaServerGen');
    const layers = asArray(pick(how.replica, 'layerServerGens')).filter(isObject);
    const cursor: Params =
      this.#syncModel === 'perReplica'
        ? { replicaServerGen: String(whole) }
        : { syncLayers: JSON.stringify(layers.map((entry) => ({ ...entry, syncDirection: how.direction }))) };
    return this.#ask('POST', '/synchronizeReplica', step, {
      replicaID: id,
      ...cursor,
      syncDirection: how.direction,
      transportType: 'esriTransportTypeEmbedded',
      timeReferenceUnknownClient: 'true',
      returnAttachmentsDataByUrl: 'true',
      ...(how.edits === undefined ? {} : { edits: JSON.stringify([{ id: layerId, ...how.edits }]) }),
      ...(how.returnIdsForAdds === undefined
        ? {}
        : { returnIdsForAdds: how.returnIdsForAdds, rollbackOnFailure: 'false' }),
    });
  }

  /** A text file of one part, and another whose second part never comes. */
  async #uploadItem(): Promise<string | undefined> {
    const whole = await this.#register('register', 'gdb-check.txt');
    if (whole === undefined) return undefined;
    await this.#part(whole);
    await this.#ask('GET', `/uploads/${whole}/parts`, 'parts');
    await this.#ask('POST', `/uploads/${whole}/commit`, 'commit', { parts: '1' });
    const half = await this.#register('register half', 'gdb-check-half.txt');
    if (half === undefined) return whole;
    await this.#part(half);
    await this.#ask('POST', `/uploads/${half}/commit`, 'commit half', { parts: '1,2' });
    await this.#ask('POST', `/uploads/${half}/delete`, 'delete half');
    return whole;
  }

  async #register(step: string, itemName: string): Promise<string | undefined> {
    const reply = await this.#ask('POST', '/uploads/register', step, { itemName });
    const item = isObject(reply) ? pick(reply, 'item') : undefined;
    return isObject(item) ? asString(pick(item, 'itemID')) : undefined;
  }

  async #part(item: string): Promise<void> {
    this.#recorder.step = 'part';
    const { signal } = this.#options;
    const file = { name: 'part', bytes: new Blob(['gdb-check']) };
    const url = `${this.#requester.serviceUrl}/uploads/${encodeURIComponent(item)}/uploadPart`;
    const params = { partId: '1', partNum: '1' };
    await optional(this.#requester.json({ operation: 'uploadPart', method: 'POST', url, params, file, signal }));
  }

  /** Removes the row and every replica; what stays is told by its id. */
  async #cleanUp(): Promise<readonly string[]> {
    const { layerId } = this.#options;
    const left: string[] = [];
    const rows = async (): Promise<readonly unknown[]> => {
      const where = `${this.#idField} IN ('${this.#globalId}', '${this.#secondId}')`;
      const found = await this.#ask('POST', `/${String(layerId)}/query`, 'clean up', { where, outFields: '*' });
      return isObject(found) ? asArray(pick(found, 'features')) : [];
    };
    const ids = async (): Promise<readonly number[]> => {
      const field = asString(pick(this.#options.layer, 'objectIdField')) ?? 'OBJECTID';
      const attributes = (await rows()).filter(isObject).map((one) => pick(one, 'attributes'));
      return attributes.filter(isObject).flatMap((one) => asNumber(pick(one, field)) ?? []);
    };
    const mine = await ids();
    if (mine.length > 0)
      await this.#ask('POST', `/${String(layerId)}/applyEdits`, 'clean up', {
        deletes: mine.join(','),
        timeReferenceUnknownClient: 'true',
      });
    for (const id of await ids()) left.push(`layer ${String(layerId)}, row ${String(id)}`);
    for (const id of this.#replicas) {
      const reply = await this.#ask('POST', '/unRegisterReplica', 'unregister', { replicaID: id });
      if (!isObject(reply) || pick(reply, 'success') !== true) left.push(`replica ${id}`);
    }
    const [gone] = this.#replicas;
    if (gone !== undefined) {
      await this.#ask('POST', '/unRegisterReplica', 'unregister again', { replicaID: gone });
      await this.#ask('POST', '/synchronizeReplica', 'sync gone', {
        replicaID: gone,
        replicaServerGen: '1',
        syncDirection: 'bidirectional',
      });
    }
    return left;
  }
}

function idOf(reply: unknown): string | undefined {
  const id = isObject(reply) ? asString(pick(reply, 'replicaID')) : undefined;
  return id === '' ? undefined : id;
}
