/** One layer of a download in the making: a window of rows in memory, and a run on disk once there are too many. */
import type { Feature, KeyedFeature, LayerSchema } from '../../shared/esri.js';
import { isGuid, toGlobalId, toWireId, type GlobalId } from '../../shared/ids.js';
import type { PackableRow } from '../chunks/pack.js';
import { rowKey } from '../chunks/row-key.js';
import { RunBuilder, type NumberedChunk } from '../chunks/run-builder.js';
import { boxOf } from '../rows/box.js';
import { objectIdOf } from '../rows/layer-rows.js';
import type { StagedAttachment } from './stage-attachments.js';

/** Rows are clustered in windows of this many. */
const WINDOW_ROWS = 20_000;
/** Or of this many bytes of JSON. */
const WINDOW_BYTES = 16 * 1024 * 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class StagedLayer {
  readonly schema: LayerSchema;
  readonly run: number;
  /** True when the staged rows are the whole content of the layer. */
  readonly replaces: boolean;
  readonly attachments: StagedAttachment[] = [];
  readonly attachmentDeleteIds: GlobalId[] = [];
  rowCount = 0;
  deleteCount = 0;
  readonly #builder: RunBuilder;
  /** Null: to be deleted. A later word on a GlobalID replaces an earlier one. */
  #window = new Map<GlobalId, PackableRow | null>();
  #windowBytes = 0;
  #flushed = false;

  constructor(schema: LayerSchema, options: { readonly run: number; readonly replaces: boolean }) {
    this.schema = schema;
    this.run = options.run;
    this.replaces = options.replaces;
    this.#builder = new RunBuilder(options.run);
  }

  /** True once rows have left memory: the layer becomes a run. */
  get isFlushed(): boolean {
    return this.#flushed;
  }

  get isFull(): boolean {
    return this.#window.size >= WINDOW_ROWS || this.#windowBytes >= WINDOW_BYTES;
  }

  get isEmpty(): boolean {
    return this.rowCount === 0 && this.deleteCount === 0;
  }

  addRow(row: KeyedFeature): void {
    const packable = this.#packable(row);
    this.#window.set(row.globalId, packable);
    this.#windowBytes += packable.json.length;
    this.rowCount++;
  }

  addDelete(globalId: GlobalId): void {
    this.#window.set(globalId, null);
    this.deleteCount++;
  }

  /** What the window holds. Decoded one by one, for small downloads. */
  *changes(): Generator<{ readonly globalId: GlobalId; readonly row: Feature | null }> {
    for (const [globalId, packable] of this.#window) {
      yield { globalId, row: packable && (JSON.parse(decoder.decode(packable.json)) as Feature) };
    }
  }

  /** Empties the window into chunks to be written. */
  flush(): NumberedChunk[] {
    this.#flushed = true;
    const rows: PackableRow[] = [];
    for (const [globalId, row] of this.#window) {
      if (row) rows.push(row);
      else this.#builder.addTombstone(rowKey(globalId));
    }
    this.#window = new Map();
    this.#windowBytes = 0;
    return this.#builder.addRows(rows);
  }

  finish(): ReturnType<RunBuilder['finish']> {
    return this.#builder.finish(!this.replaces);
  }

  #packable(row: KeyedFeature): PackableRow {
    const { globalIdField } = this.schema;
    const named = row.attributes[globalIdField];
    // A packed row is found by the GlobalID in its attributes, so it must be there.
    const isNamed = typeof named === 'string' && toGlobalId(named) === row.globalId;
    const wireId = isGuid(row.globalId) ? toWireId(row.globalId) : row.globalId;
    const attributes = isNamed ? row.attributes : { ...row.attributes, [globalIdField]: wireId };
    const feature = row.geometry === undefined ? { attributes } : { attributes, geometry: row.geometry };
    return {
      key: rowKey(row.globalId),
      objectId: objectIdOf(feature, this.schema),
      box: boxOf(row.geometry),
      json: encoder.encode(JSON.stringify(feature)),
    };
  }
}
