/** One layer of a download in the making: a window of rows in memory, and a run on disk once there are too many. */
import type { Feature, KeyedFeature, LayerSchema } from '../../shared/esri.js';
import { isGuid, toGlobalId, toWireId, type GlobalId } from '../../shared/ids.js';
import { KEY_BYTES, rowKey } from '../chunks/row-key.js';
import { RowWindow } from '../chunks/row-window.js';
import { parseRow } from '../chunks/unpack.js';
import { BatchReader } from '../load/read-batch.js';
import type { RowShape } from '../load/row-shape.js';
import type { RowBatch } from '../load/scan-rows.js';
import { boxOf } from '../rows/box.js';
import { objectIdOf } from '../rows/layer-rows.js';
import type { StagedAttachment } from './stage-attachments.js';
import type { Tombstone } from './write-run.js';

/** Rows are clustered in windows of this many, or of a tenth of the layer: a map reads twice as many chunks of five windows as of one. */
const WINDOW_ROWS = 50_000;
const WINDOWS = 10;
/** Bytes of JSON that a window holds at most. */
const WINDOW_BYTES = 20 * 1024 * 1024;

const encoder = new TextEncoder();

export class StagedLayer {
  readonly schema: LayerSchema;
  readonly run: number;
  readonly attachments: StagedAttachment[] = [];
  readonly attachmentDeleteIds: GlobalId[] = [];
  readonly #reader: BatchReader;
  #window = new RowWindow();
  #flushedRows = 0;
  /** With the number of rows that came before: a later word on a GlobalID replaces an earlier one. */
  readonly #deletes: { readonly globalId: GlobalId; readonly after: number }[] = [];

  constructor(schema: LayerSchema, run: number) {
    this.schema = schema;
    this.run = run;
    this.#reader = new BatchReader(schema);
  }

  get rowCount(): number {
    return this.#flushedRows + this.#window.length;
  }

  get deleteCount(): number {
    return this.#deletes.length;
  }

  /** What its rows look like, as far as they have come. */
  get shape(): RowShape {
    return this.#reader.shape;
  }

  /** True once rows have left memory: the layer becomes a run. */
  get isFlushed(): boolean {
    return this.#flushedRows > 0;
  }

  /** Bytes of JSON in memory. */
  get windowBytes(): number {
    return this.#window.bytes;
  }

  get isEmpty(): boolean {
    return this.rowCount === 0 && this.deleteCount === 0;
  }

  /** True when the window is to be flushed. `bodyBytes`: of the whole download, null when not known. */
  isFull(bodyBytes: number | null): boolean {
    const { length, bytes } = this.#window;
    if (bytes >= WINDOW_BYTES) return true;
    if (length < WINDOW_ROWS) return false;
    const expected = bodyBytes === null ? this.rowCount : (bodyBytes / bytes) * length;
    return length >= expected / WINDOWS;
  }

  /** Rows as they came. Throws with the byte when they cannot be kept. */
  addBatch(batch: RowBatch): void {
    this.#reader.read(batch, this.#window);
  }

  addRow(row: KeyedFeature): void {
    const feature = this.#named(row);
    const json = encoder.encode(JSON.stringify(feature));
    const index = this.#window.add(this.#window.addBlock(json), 0, json.length);
    this.#window.keys.set(rowKey(row.globalId), index * KEY_BYTES);
    this.#window.objectIds[index] = objectIdOf(feature, this.schema);
    this.#window.setBox(index, boxOf(row.geometry));
  }

  addDelete(globalId: GlobalId): void {
    this.#deletes.push({ globalId, after: this.rowCount });
  }

  /** The last word on each GlobalID. For downloads of which nothing was flushed: all of it is decoded. */
  changes(): ReadonlyMap<GlobalId, Feature | null> {
    const changes = new Map<GlobalId, Feature | null>();
    let deleted = 0;
    for (let index = 0; index <= this.#window.length; index++) {
      for (; (this.#deletes[deleted]?.after ?? Infinity) <= index; deleted++) {
        changes.set(this.#deletes[deleted]?.globalId ?? '', null);
      }
      if (index === this.#window.length) break;
      const row = parseRow(this.#window.jsonOf(index));
      const globalId = row.attributes[this.schema.globalIdField];
      if (typeof globalId === 'string') changes.set(toGlobalId(globalId), row);
    }
    return changes;
  }

  /** Takes the rows in memory away, to be written. */
  takeWindow(): RowWindow {
    const window = this.#window;
    this.#window = new RowWindow();
    this.#flushedRows += window.length;
    return window;
  }

  /** The rows that the download deletes. */
  tombstones(): readonly Tombstone[] {
    return this.#deletes.map(({ globalId, after }) => ({ key: rowKey(globalId), after }));
  }

  /** A packed row is found by the GlobalID in its attributes, so it must be there. */
  #named({ globalId, attributes: given, geometry }: KeyedFeature): Feature {
    const { globalIdField } = this.schema;
    const named = given[globalIdField];
    const isNamed = typeof named === 'string' && toGlobalId(named) === globalId;
    const wireId = isGuid(globalId) ? toWireId(globalId) : globalId;
    const attributes = isNamed ? given : { ...given, [globalIdField]: wireId };
    return geometry === undefined ? { attributes } : { attributes, geometry };
  }
}
