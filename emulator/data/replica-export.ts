import { allOf } from '../database/driver.js';
import { encodeBase64 } from '../base64.js';
import { formatGuid } from '../guid.js';
import type { Attachment } from './attachment-store.js';
import type { Author, ChangeKind, RowHistory } from './change-log.js';
import type { FeatureService } from './feature-service.js';
import type { Feature } from './layer-definition.js';
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
    const layer = this.#layer(layerId);
    const filter = replicaFilter(this.#service, this.#replica, { layerId });
    const was = replicaFilter(this.#service, this.#replica, { layerId, generation });
    const features: LayerDelta['features'] = { adds: [], updates: [], deleteIds: [] };
    const entered = new Set<string>();
    const histories = this.#since(generation, { layer: layerId, kind: 'feature' });
    for (const history of histories) {
      if (this.#isSilentEcho(history)) continue;
      const before = history.before as Feature | null;
      const had = before !== null && layer.matches(before, was);
      const row = layer.findByGlobalId(history.globalId);
      const has = row !== undefined && layer.matches(row, filter);
      // A row that this very call added is known to the client: what the service wrote into it is an update.
      if (has) (had || history.allThisCall ? features.updates : features.adds).push(this.#wire(layer, row));
      else if (had && (row === undefined || this.#service.options.leavingRows === 'delete'))
        features.deleteIds.push(this.#guid(history.globalId));
      if (has && !had) entered.add(history.globalId);
    }
    this.#moveRelated(layer, { was, now: filter, changed: new Set(histories.map((one) => one.globalId)), features });
    if (!this.#sendsAttachments(layer)) return { id: layerId, features };
    return { id: layerId, features, attachments: this.#attachmentDelta(layer, { generation, filter, entered }) };
  }

  /** Related rows enter and leave with their parents, though nothing was written into them. */
  #moveRelated(
    layer: LayerTable,
    moved: { was: RowFilter; now: RowFilter; changed: ReadonlySet<string>; features: LayerDelta['features'] },
  ): void {
    const { was, now, changed, features } = moved;
    if (JSON.stringify(was.predicate) === JSON.stringify(now.predicate)) return;
    const only = (these: RowFilter, notThose: RowFilter): StoredFeature[] => {
      const predicate = allOf(these.predicate, {
        sql: `NOT (${notThose.predicate.sql})`,
        values: notThose.predicate.values,
      });
      return layer.select({ predicate }).filter(({ globalId }) => !changed.has(globalId));
    };
    features.adds.push(...only(now, was).map((row) => this.#wire(layer, row)));
    if (this.#service.options.leavingRows === 'keep') return;
    features.deleteIds.push(...only(was, now).map(({ globalId }) => this.#guid(globalId)));
  }

  #since(generation: number, of: { layer: number; kind: ChangeKind }): RowHistory[] {
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
    return { ...described, url: `${this.#call.attachmentUrl}/${layer.definition.id}/${objectId}/attachments/${id}` };
  }

  #guid(globalId: string): string {
    return formatGuid(globalId, this.#service.options.guidFormat);
  }
}
