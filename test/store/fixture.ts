/** A geodatabase of inspection points and a table, in a real database of its own. */
import { newGlobalId, toWireId, type GlobalId } from '../../src/shared/ids.js';
import type { Feature, Field, KeyedFeature, LayerSchema } from '../../src/shared/esri.js';
import type { JsonValue } from '../../src/shared/json.js';
import type { EditStamp } from '../../src/shared/queries.js';
import type { GeodatabaseRecord, PendingEdit } from '../../src/shared/records.js';
import { openCatalogue } from '../../src/store/catalogue.js';
import type {
  AttachmentChange,
  CatalogueEntry,
  CataloguePort,
  DownloadCommit,
  DownloadSummary,
  EditOutcome,
  GeodatabasePort,
  StagedLayer,
} from '../../src/sync/ports.js';

export const POINTS = 0;
export const NOTES = 1;
export const ada: EditStamp = { user: 'ada', time: 1_700_000_000_000 };
export const bob: EditStamp = { user: 'bob', time: 1_700_000_001_000 };

function field(name: string, type: string, more: Partial<Field> = {}): Field {
  return { name, type, alias: name, nullable: true, editable: true, ...more };
}

const common: readonly Field[] = [
  field('OBJECTID', 'esriFieldTypeOID', { editable: false, nullable: false }),
  field('GlobalID', 'esriFieldTypeGlobalID', { editable: false, nullable: false }),
  field('NAME', 'esriFieldTypeString'),
  field('COUNT_', 'esriFieldTypeInteger'),
  field('AREA', 'esriFieldTypeDouble', { editable: false }),
  field('last_edited_date', 'esriFieldTypeDate', { editable: false }),
];

export const points: LayerSchema = {
  layerId: POINTS,
  name: 'Points',
  type: 'Feature Layer',
  geometryType: 'esriGeometryPoint',
  hasZ: false,
  hasM: false,
  objectIdField: 'OBJECTID',
  globalIdField: 'GlobalID',
  displayField: 'NAME',
  fields: common,
  relationships: [],
  hasAttachments: true,
  capabilities: ['CREATE', 'UPDATE', 'DELETE', 'QUERY', 'SYNC'],
  uniqueGlobalIds: false,
  editorTracking: ['last_edited_date'],
};

const table: LayerSchema & { geometryType?: string } = { ...points };
delete table.geometryType;
export const notes: LayerSchema = { ...table, layerId: NOTES, name: 'Notes', type: 'Table', hasAttachments: false };

export const record: Omit<GeodatabaseRecord, 'lastSyncAt'> = {
  replicaId: 'R1',
  replicaName: 'replica-1',
  serviceUrl: 'https://example.com/arcgis/rest/services/Inspection/FeatureServer',
  syncModel: 'perReplica',
  syncDirection: 'bidirectional',
  attachments: 'bidirectional',
  generations: { kind: 'perReplica', serverGen: 1 },
  layers: [points, notes],
  queries: [],
  extent: null,
  spatialReference: { wkid: 3857 },
  createdAt: 1,
};

/** A GlobalID that is easy to read in a failing test. */
export function id(n: number): GlobalId {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

export interface RowOptions {
  readonly name?: JsonValue;
  readonly count?: JsonValue;
  readonly x?: number;
  readonly y?: number;
  readonly objectId?: number;
}

/** A row as the service has it. */
export function row(n: number, options: RowOptions = {}): KeyedFeature {
  const { name = `row ${n}`, count = n, x = n, y = n, objectId = n } = options;
  return {
    globalId: id(n),
    attributes: {
      OBJECTID: objectId,
      GlobalID: toWireId(id(n)),
      NAME: name,
      COUNT_: count,
      AREA: 1.5,
      last_edited_date: 1,
    },
    geometry: { x, y },
  };
}

export function changes(layerId: number, more: Partial<StagedLayer>): StagedLayer {
  return { layerId, rows: [], deleteIds: [], attachments: [], attachmentDeleteIds: [], ...more };
}

export function attachmentChange(n: number, parent: number, more: Partial<AttachmentChange> = {}): AttachmentChange {
  return {
    globalId: id(n),
    parentGlobalId: id(parent),
    attachmentId: n,
    name: `photo-${n}.jpg`,
    contentType: 'image/jpeg',
    size: 4,
    keywords: '',
    url: `https://example.com/attachments/${n}`,
    data: null,
    ...more,
  };
}

/** Both layers, these as their whole content. */
export function take(replace: readonly number[] = []): DownloadCommit['take'] {
  return [POINTS, NOTES].map((layerId) => ({ layerId, mode: replace.includes(layerId) ? 'replace' : 'delta' }));
}

/** A catalogue of its own, and whatever a test does to it. */
export class Device {
  readonly name = `test-${newGlobalId()}`;
  catalogue!: CataloguePort;
  entry!: CatalogueEntry;
  store!: GeodatabasePort;
  epoch = 0;
  #opened: GeodatabasePort[] = [];

  /** `worker`: the script that takes in large replies; none unless given. */
  static async start(worker: URL | null = null): Promise<Device> {
    const device = new Device();
    device.catalogue = await openCatalogue({ name: device.name, worker });
    device.entry = await device.catalogue.ensure(
      { portal: '', service: record.serviceUrl, user: 'ada', geodatabase: 'default' },
      1,
    );
    device.store = await device.tab();
    device.epoch = await device.store.takeHold(1000);
    return device;
  }

  /** Another connection to the same database, as another tab has. */
  async tab(): Promise<GeodatabasePort> {
    const store = await this.catalogue.open(this.entry);
    this.#opened.push(store);
    return store;
  }

  /** As after a reload of the page: nothing in memory. */
  async reload(): Promise<void> {
    this.store.close();
    this.store = await this.tab();
  }

  async stop(): Promise<void> {
    for (const store of this.#opened) store.close();
    await this.catalogue.remove(this.entry);
    this.catalogue.close();
    indexedDB.deleteDatabase(this.name);
  }

  /** The first load: these rows are the whole content. */
  async load(rows: readonly KeyedFeature[], more: Partial<StagedLayer> = {}): Promise<DownloadSummary> {
    return this.receive(changes(POINTS, { rows, ...more }), { replace: [POINTS, NOTES], generation: 1 });
  }

  async receive(
    staged: StagedLayer | readonly StagedLayer[],
    options: { readonly replace?: readonly number[]; readonly generation?: number } = {},
  ): Promise<DownloadSummary> {
    const { replace = [], generation = 2 } = options;
    const { store, epoch } = this;
    const download = await store.beginDownload(epoch, { layers: [points, notes] });
    await store.stage(epoch, download, Array.isArray(staged) ? staged : [staged]);
    return store.commitDownload(epoch, download, {
      ...(replace.length > 0 && { geodatabase: record }),
      generations: { kind: 'perReplica', serverGen: generation },
      lastSyncAt: 5,
      settleAttempt: null,
      take: take(replace),
    });
  }

  async add(n: number, attributes: Record<string, JsonValue> = { NAME: `mine ${n}` }): Promise<GlobalId> {
    const { addResults } = await this.store.applyEdits(
      POINTS,
      { adds: [{ attributes: { ...attributes, GlobalID: id(n) }, geometry: { x: n, y: n } }] },
      ada,
    );
    return addResults[0]!.globalId!;
  }

  async update(n: number, attributes: Record<string, JsonValue>): Promise<void> {
    const result = await this.store.applyEdits(
      POINTS,
      { updates: [{ attributes: { ...attributes, GlobalID: id(n) } }] },
      ada,
    );
    if (!result.updateResults[0]!.success) throw new Error(result.updateResults[0]!.error!.description);
  }

  async delete(n: number): Promise<void> {
    const result = await this.store.applyEdits(POINTS, { deletes: [id(n)] }, ada);
    if (!result.deleteResults[0]!.success) throw new Error(result.deleteResults[0]!.error!.description);
  }

  async log(): Promise<readonly PendingEdit[]> {
    return this.store.readBatch({ layerIds: [POINTS, NOTES], throughSeq: await this.store.lastSeq() });
  }

  /** An open attempt over everything that is in the log now. */
  async attempt(): Promise<number> {
    return this.store.beginAttempt(this.epoch, {
      kind: 'sync',
      uid: newGlobalId(),
      epoch: this.epoch,
      startedAt: 1,
      connectionEndedAt: null,
      statusUrl: null,
      leg: { direction: 'bidirectional', layerIds: [POINTS, NOTES] },
      throughSeq: await this.store.lastSeq(),
      heldSeqs: [],
      generations: { kind: 'perReplica', serverGen: 1 },
      firstLook: null,
    });
  }

  async record(...outcomes: readonly EditOutcome[]): Promise<void> {
    await this.store.recordOutcomes(this.epoch, { attemptId: null, outcomes, settle: false, now: 2000 });
  }

  /** All edits of a feature in the log so far, as sent. */
  async sent(n: number, more: Partial<Extract<EditOutcome, { kind: 'sent' }>> = {}): Promise<EditOutcome> {
    const own = (await this.log()).filter((edit) => edit.globalId === id(n) && edit.attachmentGlobalId === undefined);
    const operation = own.at(-1)!.operation === 'delete' ? 'delete' : own[0]!.operation === 'add' ? 'add' : 'update';
    const seqs = own.map((edit) => edit.seq);
    return { kind: 'sent', seqs, layerId: POINTS, globalId: id(n), operation, objectId: n, row: null, ...more };
  }

  async refused(n: number, more: Partial<Extract<EditOutcome, { kind: 'refused' }>> = {}): Promise<EditOutcome> {
    const { seqs, operation } = (await this.sent(n)) as Extract<EditOutcome, { kind: 'sent' }>;
    const error = { code: 1019, description: 'refused' };
    return { kind: 'refused', seqs, layerId: POINTS, globalId: id(n), operation, objectId: null, error, ...more };
  }

  /** What a query shows of a row. */
  async find(n: number): Promise<(Feature & { readonly objectId: number; readonly pending: string }) | undefined> {
    return (await this.store.queryFeatures(POINTS, { globalIds: [id(n)] })).features[0];
  }

  async nameOf(n: number): Promise<JsonValue | undefined> {
    return (await this.find(n))?.attributes['NAME'];
  }

  async names(): Promise<readonly JsonValue[]> {
    const { features } = await this.store.queryFeatures(POINTS, { orderByFields: ['NAME'] });
    return features.map((feature) => feature.attributes['NAME'] ?? null);
  }

  /** Adds an attachment with these bytes. */
  async attach(n: number, parent: number, bytes: Uint8Array = new Uint8Array([1, 2, 3, 4])): Promise<void> {
    await this.putAttachment(n, parent, { bytes, operation: 'attachAdd' });
  }

  async putAttachment(
    n: number,
    parent: number,
    options: { readonly bytes: Uint8Array; readonly operation: 'attachAdd' | 'attachUpdate' },
  ): Promise<number> {
    const { bytes, operation } = options;
    const attachment = {
      layerId: POINTS,
      parentGlobalId: id(parent),
      globalId: id(n),
      name: `photo-${n}.jpg`,
      contentType: 'image/jpeg',
      size: bytes.length,
      keywords: '',
      operation,
    } as const;
    const version = await this.store.beginAttachment(attachment);
    await this.store.writePart(id(n), version, 0, bytes.slice().buffer);
    await this.store.commitAttachment(attachment, version, ada);
    return version;
  }
}
