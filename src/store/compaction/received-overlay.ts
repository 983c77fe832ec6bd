/** The overlay's received rows, which a compaction packs: those that no edit of a person lies over. */
import type { LayerSchema } from '../../shared/esri.js';
import { toGlobalId } from '../../shared/ids.js';
import { sortedPages, TOMBSTONE } from '../chunks/key-pages.js';
import type { PackableRow } from '../chunks/pack.js';
import { KEY_BYTES, rowKey } from '../chunks/row-key.js';
import type { ReadTx, WriteTx } from '../database.js';
import { sameJson } from '../rows/attributes.js';
import { layerRange } from '../rows/layer-rows.js';
import type { OverlayRecord } from '../schema.js';
import type { BucketSource } from './hidden-rows.js';

const encoder = new TextEncoder();

export class ReceivedOverlay {
  readonly records: readonly OverlayRecord[];

  private constructor(records: readonly OverlayRecord[]) {
    this.records = records;
  }

  static async read(tx: ReadTx, layer: LayerSchema): Promise<ReceivedOverlay> {
    const records = await tx.objectStore('overlay').getAll(layerRange(layer.layerId));
    return new ReceivedOverlay(records.filter((record) => record.pending === 'none' && isNamed(record, layer)));
  }

  /** As the gid buckets of a run that is newer than all others. */
  keys(): BucketSource {
    const { length } = this.records;
    const keys = new Uint8Array(KEY_BYTES * length);
    this.records.forEach(({ globalId }, i) => {
      keys.set(rowKey(globalId), KEY_BYTES * i);
    });
    const pages = sortedPages({
      length,
      keys,
      objectIds: new Float64Array(length).fill(NaN),
      chunkNo: Int32Array.from(this.records, ({ kind }) => (kind === 'row' ? 0 : TOMBSTONE)),
      rowNo: new Uint16Array(length),
      arrival: new Uint32Array(length),
    });
    const gid = [...pages.gid];
    return async (no) => gid[no] ?? null;
  }

  *rows(): Generator<PackableRow, void, undefined> {
    for (const record of this.records) {
      if (record.kind === 'tombstone') continue;
      const { globalId, objectId, box, feature } = record;
      yield { key: rowKey(globalId), objectId, box, json: encoder.encode(JSON.stringify(feature)) };
    }
  }

  /** Takes out of the overlay what is still as it was read: what changed since then lies over the packed row. */
  async remove(tx: WriteTx, layerId: number): Promise<void> {
    const store = tx.objectStore('overlay');
    const now = new Map((await store.getAll(layerRange(layerId))).map((record) => [record.globalId, record]));
    for (const record of this.records) {
      const present = now.get(record.globalId);
      if (present && isSame(record, present)) await store.delete([layerId, record.globalId]);
    }
  }
}

function isSame(a: OverlayRecord, b: OverlayRecord): boolean {
  if (b.pending !== 'none' || a.kind !== b.kind) return false;
  return a.kind === 'tombstone' || b.kind === 'tombstone' || sameJson(a.feature, b.feature);
}

/** A packed row is found by the GlobalID in its attributes. */
function isNamed(record: OverlayRecord, { globalIdField }: LayerSchema): boolean {
  if (record.kind === 'tombstone') return true;
  const named = record.feature.attributes[globalIdField];
  return typeof named === 'string' && toGlobalId(named) === record.globalId;
}
