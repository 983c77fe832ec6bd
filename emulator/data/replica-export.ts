import { allOf } from '../database/driver.js';
import { encodeBase64 } from '../base64.js';
import { formatGuid } from '../guid.js';
import type { Attachment } from './attachment-store.js';
import type { Author, ChangeKind, RowHistory } from './change-log.js';
import type { FeatureService } from './feature-service.js';
import { globalIdField, type Feature } from './layer-definition.js';
import type { LayerTable, RowFilter, StoredFeature } from './layer-table.js';
import { replicaFilter } from './replica-filter.js';
import type { Replica } from './replica-store.js';
import { wireFeature } from './wire-feature.js';

/** How a reply to a replica is made. */
export interface ExportCall {
  readonly author: Author;
  /** attachments as URLs below this one (the feature service's), or as base64 when undefined */
  readonly attachmentUrl: string | undefined;
}

/** Changes of one layer, as the wire shows them. */
export interface LayerDelta {
  readonly id: number;
  readonly features: { adds: unknown[]; updates: unknown[]; deleteIds: string[] };
  readonly attachments?: { adds: unknown[]; updates: unknown[]; deleteIds: string[] };
}

/** The rows of a layer that came, changed or went. */
export interface RowChanges {
  readonly adds: StoredFeature[];
  /** `before` is null for a row that the replica had not */
  readonly updates: { row: StoredFeature; before: Feature | null }[];
  /** as they were when the replica had them */
  readonly deletes: Feature[];
}

/** Reads out of a service what belongs to one replica. */
export class ReplicaExport {
  readonly #service: FeatureService;
  readonly #replica: Replica;
  readonly #call: ExportCall;

  constructor(service: FeatureService, replica: Replica, call: ExportCall) {
    this.#service = service;
    this.#replica = replica;
    this.#call = call;
  }

  /** @returns all rows of a layer, with their attachments if the replica takes them */
  snapshot(layerId: number): Record<string, unknown> {
    const layer = this.#layer(layerId);
    const rows = layer.select(replicaFilter(this.#service, this.#replica, { layerId }));
    const list = rows.map((row) => this.#wire(layer, row));
    const features = this.#service.options.snapshotFeatures === 'adds' ? { adds: list } : list;
    if (!this.#sendsAttachments(layer)) return { id: layerId, features };
    const parents = rows.map(({ globalId }) => globalId);
    const attachments = this.#service.attachments
      .ofFeatures(layerId, parents)
      .map((one) => this.#wireAttachment(layer, one));
    return { id: layerId, features, attachments };
  }

  /** @returns what a replica at this generation has to learn about a layer */
  delta(layerId: number, generation: number): LayerDelta {
    return this.toDelta(layerId, generation, this.changes(layerId, { generation }));
  }

  /** @returns the same, for rows that are known already */
  toDelta(layerId: number, generation: number, { adds, updates, deletes }: RowChanges): LayerDelta {
    const layer = this.#layer(layerId);
    const features = {
      adds: this.wireAll(layerId, adds),
      updates: this.wireAll(
        layerId,
        updates.map(({ row }) => row),
      ),
      deleteIds: deletes.map(({ attributes }) => this.#guid(String(attributes[globalIdField]))),
    };
    if (!this.#sendsAttachments(layer)) return { id: layerId, features };
    const filter = replicaFilter(this.#service, this.#replica, { layerId });
    // What this very call added came with its attachments; what only entered the filter did not.
    const entered = new Set(
      [...adds, ...updates.flatMap(({ row, before }) => (before === null ? [row] : []))].map(
        ({ globalId }) => globalId,
      ),
    );
    return { id: layerId, features, attachments: this.#attachmentDelta(layer, { generation, filter, entered }) };
  }

  /** @returns the rows that came, changed or went since a generation */
  changes(layerId: number, since: { generation: number; upTo?: number }): RowChanges {
    const { generation, upTo } = since;
    const layer = this.#layer(layerId);
    const filter = replicaFilter(this.#service, this.#replica, { layerId });
    const was = replicaFilter(this.#service, this.#replica, { layerId, generation });
    const changes: RowChanges = { adds: [], updates: [], deletes: [] };
    const histories = this.#since(generation, { layer: layerId, kind: 'feature', upTo });
    for (const history of histories) {
      if (this.#isSilentEcho(history)) continue;
      const before = history.before as Feature | null;
      const had = before !== null && layer.matches(before, was);
      const row = layer.findByGlobalId(history.globalId);
      const has = row !== undefined && layer.matches(row, filter);
      // A row that this very call added is known to the client: what the service wrote into it is an update.
      if (has && (had || history.allThisCall)) changes.updates.push({ row, before: had ? before : null });
      else if (has) changes.adds.push(row);
      else if (had && (row === undefined || this.#service.options.leavingRows === 'delete'))
        changes.deletes.push(before);
    }
    this.#moveRelated(layer, { was, now: filter, changed: new Set(histories.map((one) => one.globalId)), changes });
    return changes;
  }

  /** @returns rows as the replica reads them */
  wireAll(layerId: number, rows: readonly Feature[]): unknown[] {
    const layer = this.#layer(layerId);
    return rows.map((row) => this.#wire(layer, row));
  }

  /** Related rows enter and leave with their parents, though nothing was written into them. */
  #moveRelated(
    layer: LayerTable,
    moved: { was: RowFilter; now: RowFilter; changed: ReadonlySet<string>; changes: RowChanges },
  ): void {
    const { was, now, changed, changes } = moved;
    if (JSON.stringify(was.predicate) === JSON.stringify(now.predicate)) return;
    const only = (these: RowFilter, notThose: RowFilter): StoredFeature[] => {
      const predicate = allOf(these.predicate, {
        sql: `NOT (${notThose.predicate.sql})`,
        values: notThose.predicate.values,
      });
      return layer.select({ predicate }).filter(({ globalId }) => !changed.has(globalId));
    };
    changes.adds.push(...only(now, was));
    if (this.#service.options.leavingRows === 'delete') changes.deletes.push(...only(was, now));
  }

  #since(generation: number, of: { layer: number; kind: ChangeKind; upTo?: number | undefined }): RowHistory[] {
    return this.#service.changes.since(generation, of, this.#call.author);
  }

  #attachmentDelta(
    layer: LayerTable,
    since: { generation: number; filter: RowFilter; entered: ReadonlySet<string> },
  ): NonNullable<LayerDelta['attachments']> {
    const id = layer.definition.id;
    const delta: NonNullable<LayerDelta['attachments']> = { adds: [], updates: [], deleteIds: [] };
    const told = new Set<string>();
    for (const history of this.#since(since.generation, { layer: id, kind: 'attachment' })) {
      if (this.#isSilentEcho(history)) {
        told.add(history.globalId);
        continue;
      }
      const now = this.#service.attachments.findByGlobalId(id, history.globalId);
      const parent = now?.parent ?? (history.before as { parent: string } | null)?.parent ?? '';
      const row = layer.findByGlobalId(parent);
      if (row === undefined || !layer.matches(row, since.filter)) continue;
      told.add(history.globalId);
      if (now === undefined) delta.deleteIds.push(this.#guid(history.globalId));
      else (history.before === null ? delta.adds : delta.updates).push(this.#wireAttachment(layer, now));
    }
    for (const attachment of this.#service.attachments.ofFeatures(id, [...since.entered])) {
      if (!told.has(attachment.globalId)) delta.adds.push(this.#wireAttachment(layer, attachment));
    }
    return delta;
  }

  #isSilentEcho({ allOwn, allThisCall, tracked }: RowHistory): boolean {
    switch (this.#service.options.echoOwnEdits) {
      case 'never':
        return allOwn;
      case 'tracked':
        return allThisCall && !tracked;
      case 'always':
        return false;
    }
  }

  #sendsAttachments(layer: LayerTable): boolean {
    return (
      layer.definition.hasAttachments &&
      this.#replica.returnAttachments &&
      this.#replica.attachmentsSyncDirection === 'bidirectional'
    );
  }

  #layer(id: number): LayerTable {
    const layer = this.#service.layers.get(id);
    if (layer === undefined) throw new Error(`A replica names layer ${id}, which does not exist`);
    return layer;
  }

  #wire(layer: LayerTable, feature: Feature): unknown {
    return wireFeature(layer.definition, feature, {
      guidFormat: this.#service.options.guidFormat,
      wkid: this.#replica.wkid,
    });
  }

  #wireAttachment(layer: LayerTable, attachment: Attachment): unknown {
    const { id, globalId, parent, type, name, size, keywords } = attachment;
    const described = {
      attachmentId: id,
      globalId: this.#guid(globalId),
      parentGlobalId: this.#guid(parent),
      contentType: type,
      name,
      size,
      ...(this.#service.options.attachmentKeywords === 'told' ? { keywords } : {}),
    };
    if (this.#call.attachmentUrl === undefined)
      return { ...described, data: encodeBase64(this.#service.attachments.read(id)) };
    const objectId = layer.findByGlobalId(parent)?.objectId ?? -1;
    const { version } = this.#replica;
    const query = version === null ? '' : `?${new URLSearchParams({ gdbVersion: version }).toString()}`;
    const url = `${this.#call.attachmentUrl}/${layer.definition.id}/${objectId}/attachments/${id}${query}`;
    return { ...described, url };
  }

  #guid(globalId: string): string {
    return formatGuid(globalId, this.#service.options.guidFormat);
  }
}
