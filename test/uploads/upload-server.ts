/** An uploads resource that the test plays, over the real service client: items in memory, and switches for what services do differently. */
import { createService } from '../../src/service/create-service.js';
import { createUploads, type UploadsOptions } from '../../src/uploads/create-uploads.js';
import { PART_SIZE, partCount } from '../../src/shared/parts.js';
import type { AttachmentRecord, UploadProgress } from '../../src/shared/records.js';
import type { UploadHooks, UploadsPort } from '../../src/sync/ports.js';
import { failure, json, play, SERVICE, signal, type Seen } from '../service/play-server.js';

interface Item {
  readonly name: string;
  readonly parts: Map<number, Blob>;
  committed: boolean;
}

export interface ServerSwitches {
  info?: Record<string, unknown>;
  /** Words with which a file is refused; null takes it. */
  refuse?: (name: string, size: number) => string | null;
  /** Tells sizes of items. */
  tellsSize?: boolean;
  listsParts?: boolean;
  /** Loses the part although it confirmed it, so many times. */
  losePart?: number;
  loseTimes?: number;
  /** Answers in place of the service. */
  before?: (request: Seen, operation: string) => Response | Promise<Response> | null;
  /** Replaces the reply after the service did its work. */
  after?: (request: Seen, operation: string, reply: Response) => Response;
}

export class UploadServer {
  readonly items: Map<string, Item> = new Map();
  readonly log: string[] = [];
  readonly switches: ServerSwitches;
  readonly #options: Partial<UploadsOptions>;
  uploads: UploadsPort;
  /** Most parts that were under way at the same time. */
  mostAtOnce = 0;
  #atOnce = 0;

  constructor(switches: ServerSwitches = {}, options: Partial<UploadsOptions> = {}) {
    this.switches = switches;
    this.#options = options;
    this.uploads = this.#open();
  }

  /** A new page over the same server. */
  reload(): void {
    this.uploads = this.#open();
    this.log.length = 0;
  }

  #open(): UploadsPort {
    const { fetch } = play((request) => this.#answer(request));
    const service = createService({ serviceUrl: SERVICE, fetch, now: () => 0 });
    return createUploads(service, { now: () => 1234, ...this.#options });
  }

  put(id: string, parts: readonly Blob[], committed: boolean): void {
    this.items.set(id, { name: 'a.jpg', parts: new Map(parts.map((part, index) => [index + 1, part])), committed });
  }

  async bytes(id: string): Promise<Uint8Array> {
    const item = this.items.get(id)!;
    const parts = [...item.parts].sort(([a], [b]) => a - b).map(([, part]) => part);
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  }

  async #answer(request: Seen): Promise<Response> {
    const path = request.url.pathname.split('/uploads/')[1]!.split('/');
    const operation = path.length === 1 && !['info', 'upload', 'register'].includes(path[0]!) ? 'item' : path.at(-1)!;
    this.log.push(operation === 'uploadPart' ? `uploadPart ${request.fields['partId'] ?? ''}` : operation);
    const instead = await this.switches.before?.(request, operation);
    if (instead) return instead;
    const reply = await this.#work(request, operation, path[0]!);
    return this.switches.after?.(request, operation, reply) ?? reply;
  }

  async #work(request: Seen, operation: string, id: string): Promise<Response> {
    if (operation === 'info') return json(this.switches.info ?? { maxUploadFileSize: 2000 });
    if (operation === 'upload') return this.#take(request.file!.name, [request.file!], true);
    if (operation === 'register') return this.#take(request.fields['itemName']!, [], false);
    const item = this.items.get(id);
    if (!item) return failure(404, `Upload item ${id} was not found`);
    if (operation === 'item') return json(this.#show(id));
    if (operation === 'parts')
      return this.switches.listsParts === false
        ? failure(400, 'Invalid URL')
        : json({ parts: [...item.parts.keys()].map(String) });
    if (operation === 'uploadPart') return this.#takePart(request, item);
    item.committed = true;
    return json({ success: true, item: this.#show(id) });
  }

  #take(name: string, parts: readonly Blob[], committed: boolean): Response {
    const refused =
      this.switches.refuse?.(
        name,
        parts.reduce((sum, part) => sum + part.size, 0),
      ) ?? null;
    if (refused !== null) return failure(400, 'Unable to upload the item.', [refused]);
    const id = `i${String(this.items.size + 1)}`;
    this.put(id, parts, committed);
    return json({ success: true, item: this.#show(id) });
  }

  async #takePart(request: Seen, item: Item): Promise<Response> {
    this.#atOnce++;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
    await new Promise((resolve) => setTimeout(resolve, 5));
    this.#atOnce--;
    const total = [...item.parts.values()].reduce((sum, part) => sum + part.size, request.file!.size);
    const refused = this.switches.refuse?.(item.name, total) ?? null;
    if (refused !== null) return failure(400, 'Unable to upload the item.', [refused]);
    const partNo = Number(request.fields['partId']);
    const { losePart, loseTimes = Infinity } = this.switches;
    if (partNo === losePart && loseTimes > 0) this.switches.loseTimes = loseTimes - 1;
    else item.parts.set(partNo, request.file!);
    return json({ success: true });
  }

  #show(id: string): Record<string, unknown> {
    const item = this.items.get(id)!;
    const size = [...item.parts.values()].reduce((sum, part) => sum + part.size, 0);
    return {
      itemID: id,
      itemName: item.name,
      committed: item.committed,
      ...(this.switches.tellsSize ? { itemSize: size } : {}),
    };
  }
}

/** A photo on this device, and everything that was noted about its upload. */
export class Photo {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly saved: UploadProgress[] = [];
  readonly progress: number[] = [];
  record: AttachmentRecord;

  constructor(size: number, changes: Partial<AttachmentRecord> = {}) {
    this.bytes = new Uint8Array(size).map((_, at) => (at * 31 + (at >> 11)) & 255);
    this.record = {
      layerId: 0,
      parentGlobalId: '11111111-aaaa-4aaa-8aaa-000000000001',
      globalId: '22222222-bbbb-4bbb-8bbb-000000000001',
      attachmentId: null,
      name: 'photo.heic',
      contentType: 'image/heic',
      size,
      keywords: '',
      partHashes: [],
      contentVersion: 1,
      partCount: partCount(size),
      state: { kind: 'pending', operation: 'attachAdd' },
      upload: { kind: 'none' },
      url: null,
      ...changes,
    };
  }

  part(partNo: number): Blob {
    return new Blob([this.bytes.slice((partNo - 1) * PART_SIZE, partNo * PART_SIZE)]);
  }

  hooks(changes: Partial<UploadHooks> = {}): UploadHooks {
    return {
      signal,
      readPart: async (partNo) => this.bytes.slice(partNo * PART_SIZE, (partNo + 1) * PART_SIZE).buffer,
      save: async (progress) => {
        this.saved.push(progress);
        // As after a reload: the record is what was noted.
        this.record = { ...this.record, upload: progress };
      },
      onProgress: (bytes) => this.progress.push(bytes),
      ...changes,
    };
  }

  send(
    server: UploadServer,
    { uploadsSupported = true, ...hooks }: Partial<UploadHooks> & { uploadsSupported?: boolean } = {},
  ): ReturnType<UploadsPort['ensureUploaded']> {
    return server.uploads.ensureUploaded({ attachment: this.record, uploadsSupported }, this.hooks(hooks));
  }
}
