import type { FaultJson, FeatureJson, ItemJson, LogJson, QueryJson, ReplicaJson, SyncJson } from './replies.js';

export type Params = Record<string, string | number | boolean | object>;

/** A feature service, asked as a client asks: over HTTP, by form posts. */
export class Service {
  readonly url: string;
  readonly site: string;
  readonly control: string;

  constructor(about: { url: string; site: string; control: string }) {
    this.url = about.url;
    this.site = about.site;
    this.control = about.control;
  }

  async get<T>(path: string, params: Params = {}): Promise<T> {
    const response = await fetch(`${this.#address(path)}?${form(params).toString()}`);
    return (await response.json()) as T;
  }

  async post<T>(path: string, params: Params = {}): Promise<T> {
    const response = await fetch(this.#address(path), { method: 'POST', body: form(params) });
    return (await response.json()) as T;
  }

  async multipart<T>(
    path: string,
    params: Params,
    file: { field: string; name: string; type?: string; bytes: Uint8Array },
  ): Promise<T> {
    const body = new FormData();
    for (const [name, value] of form(params)) body.append(name, value);
    body.append(file.field, new Blob([Uint8Array.from(file.bytes)], { type: file.type ?? 'image/jpeg' }), file.name);
    const response = await fetch(this.#address(path), { method: 'POST', body });
    return (await response.json()) as T;
  }

  async query(layer: number, params: Params = {}): Promise<FeatureJson[]> {
    return (await this.post<QueryJson>(`${layer}/query`, { where: '1=1', outFields: '*', ...params })).features;
  }

  async row(layer: number, globalId: string): Promise<FeatureJson | undefined> {
    return (await this.query(layer, { where: `GlobalID = '${globalId}'` }))[0];
  }

  async createReplica(params: Params = {}): Promise<ReplicaJson> {
    return this.post('createReplica', {
      ...embedded,
      layers: '0,1,2',
      geometry: world,
      syncModel: 'perReplica',
      ...params,
    });
  }

  async sync(replica: { replicaID: string; replicaServerGen?: number }, params: Params = {}): Promise<SyncJson> {
    const { replicaID, replicaServerGen } = replica;
    const gen: Params = replicaServerGen === undefined ? {} : { replicaServerGen };
    return this.post('synchronizeReplica', { ...embedded, replicaID, ...gen, returnIdsForAdds: true, ...params });
  }

  async upload(name: string, bytes: Uint8Array): Promise<string> {
    return (await this.multipart<ItemJson>('uploads/upload', {}, { field: 'file', name, bytes })).item.itemID;
  }

  async fault(...faults: object[]): Promise<FaultJson[]> {
    return this.ask('POST', 'faults', faults);
  }

  async release(id?: number): Promise<void> {
    await this.ask('POST', 'release', id === undefined ? {} : { id });
  }

  async log(operation?: string): Promise<LogJson[]> {
    const entries = await this.ask<LogJson[]>('GET', 'log');
    return operation === undefined ? entries : entries.filter((entry) => entry.operation === operation);
  }

  async configure(options: object): Promise<void> {
    await this.ask('POST', 'options', options);
  }

  /** Asks the control endpoint. */
  async ask<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.control}/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as T;
  }

  #address(path: string): string {
    if (path.startsWith('http')) return path;
    return path.startsWith('/') ? `${this.site}${path}` : `${this.url}${path === '' ? '' : `/${path}`}`;
  }
}

export const world = '-180,-90,180,90';
export const embedded = { transportType: 'esriTransportTypeEmbedded' };

export function form(params: Params): URLSearchParams {
  const all: Params = { f: 'json', ...params };
  const text = (value: Params[string]): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
  return new URLSearchParams(Object.entries(all).map(([name, value]) => [name, text(value)]));
}

/** @returns a GlobalID as a client makes one */
export function newGlobalId(): string {
  return `{${crypto.randomUUID().toUpperCase()}}`;
}

/** @returns a feature for layer 0 of the demo data */
export function point(
  globalId: string,
  more: Record<string, string | number | null> = {},
  at: { x: number; y: number } = { x: 8, y: 47 },
): FeatureJson {
  return { attributes: { GlobalID: globalId, name: 'New point', ...more }, geometry: at };
}

/** @returns the edits of one layer, as a sync carries them */
export function edits(
  id: number,
  features: { adds?: object[]; updates?: object[]; deleteIds?: string[] },
  attachments: object = {},
): object {
  return { id, features: { adds: [], updates: [], deleteIds: [], ...features }, attachments };
}
