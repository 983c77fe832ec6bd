/** Rows of one layer as a person sees them: the overlay over the packed runs, within one transaction. */
import type { Feature, LayerSchema } from '../../shared/esri.js';
import type { GlobalId } from '../../shared/ids.js';
import type { ReadTx } from '../database.js';
import type { OverlayRecord, OverlayRow } from '../schema.js';
import { getRuns } from '../run-list.js';
import { requireGeodatabase, requireLayer } from '../state.js';
import type { ChunkCache } from './chunk-cache.js';
import { PackedRows } from './packed-rows.js';

/** A row that is there, and its overlay record if it has one. */
export interface VisibleRow {
  readonly globalId: GlobalId;
  readonly objectId: number;
  readonly feature: Feature;
  readonly overlay: OverlayRow | null;
}

export class LayerRows {
  readonly layer: LayerSchema;
  readonly packed: PackedRows;
  readonly #tx: ReadTx;
  #overlayByObjectId: Map<number, GlobalId> | null = null;

  private constructor(tx: ReadTx, packed: PackedRows) {
    this.#tx = tx;
    this.layer = packed.layer;
    this.packed = packed;
  }

  static async open(tx: ReadTx, layer: LayerSchema, cache: ChunkCache): Promise<LayerRows> {
    const { runs, nRows } = await getRuns(tx, layer.layerId);
    return LayerRows.over(tx, new PackedRows(tx, layer, { runs, nRows, cache }));
  }

  /** Over runs that are known already. */
  static over(tx: ReadTx, packed: PackedRows): LayerRows {
    return new LayerRows(tx, packed);
  }

  async overlay(globalId: GlobalId): Promise<OverlayRecord | undefined> {
    return this.#tx.objectStore('overlay').get([this.layer.layerId, globalId]);
  }

  /** The row, or null when there is none (any more). */
  async visible(globalId: GlobalId): Promise<VisibleRow | null> {
    const record = await this.overlay(globalId);
    if (record) return record.kind === 'tombstone' ? null : visibleOverlay(record);
    const feature = await this.packed.find(globalId);
    return feature && { globalId, objectId: objectIdOf(feature, this.layer), feature, overlay: null };
  }

  async visibleByObjectId(objectId: number): Promise<VisibleRow | null> {
    const candidates = new Set(await this.packed.candidatesByObjectId(objectId));
    const inOverlay = (await this.#overlayIndex()).get(objectId);
    if (inOverlay !== undefined) candidates.add(inOverlay);
    for (const globalId of candidates) {
      const row = await this.visible(globalId);
      if (row?.objectId === objectId) return row;
    }
    return null;
  }

  async #overlayIndex(): Promise<Map<number, GlobalId>> {
    if (this.#overlayByObjectId) return this.#overlayByObjectId;
    const records = await this.#tx.objectStore('overlay').getAll(layerRange(this.layer.layerId));
    const rows = records.filter((record) => record.kind === 'row');
    this.#overlayByObjectId = new Map(rows.map((record) => [record.objectId, record.globalId]));
    return this.#overlayByObjectId;
  }
}

/** The rows of each layer, opened once for a whole transaction. */
export function layerRows(tx: ReadTx, cache: ChunkCache): (layerId: number) => Promise<LayerRows> {
  const opened = new Map<number, LayerRows>();
  return async (layerId) => {
    const known = opened.get(layerId);
    if (known) return known;
    const rows = await LayerRows.open(tx, requireLayer(await requireGeodatabase(tx), layerId), cache);
    opened.set(layerId, rows);
    return rows;
  };
}

/** All keys of a layer in a store whose keys start with the layerId. */
export function layerRange(layerId: number): IDBKeyRange {
  return IDBKeyRange.bound([layerId], [layerId, []]);
}

/** The row's ObjectID; NaN when it has none. */
export function objectIdOf(feature: Feature, layer: Pick<LayerSchema, 'objectIdField'>): number {
  const value = feature.attributes[layer.objectIdField];
  return typeof value === 'number' ? value : NaN;
}

function visibleOverlay(record: OverlayRow): VisibleRow {
  return { globalId: record.globalId, objectId: record.objectId, feature: record.feature, overlay: record };
}
