/** Rows of a batch into a window. A row's own bytes are kept as they came, unless they lack the form in which rows are read here. */
import type { Feature, LayerSchema } from '../../shared/esri.js';
import { hasLongNumbers, isObject, parseJson, type JsonObject } from '../../shared/json.js';
import { rowReader } from '../../shared/read-rows.js';
import { setRowKey } from '../chunks/row-key.js';
import type { RowWindow } from '../chunks/row-window.js';
import { boxOf } from '../rows/box.js';
import { objectIdOf } from '../rows/layer-rows.js';
import { CLOSE_LIST, OPEN_LIST } from './bytes.js';
import { damaged, unusable } from './faults.js';
import { findJsonError } from './json-error.js';
import { RowShape } from './row-shape.js';
import type { RowBatch } from './scan-rows.js';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** Neighbours in a batch. */
interface Stretch {
  readonly block: number;
  readonly first: number;
  readonly last: number;
}

export class BatchReader {
  /** Learns from each row that is parsed what the next may look like. */
  readonly shape: RowShape;
  readonly #layer: LayerSchema;
  readonly #ownNames: ReadonlyMap<string, string>;
  readonly #read: ReturnType<typeof rowReader>;
  /** Attribute names of the row before, which were found good: the next row nearly always has the same. */
  #names: readonly string[] = [];
  #at = 0;
  readonly #hasBigIntegers: boolean;

  constructor(layer: LayerSchema) {
    this.#layer = layer;
    this.shape = new RowShape(layer);
    this.#hasBigIntegers = layer.fields.some((field) => field.type === 'esriFieldTypeBigInteger');
    this.#ownNames = new Map(layer.fields.map((field) => [field.name.toLowerCase(), field.name]));
    this.#read = rowReader(layer, (what) => {
      throw unusable(this.#at, what);
    });
  }

  /** Adds the rows to the window. Throws `network` or `bad-reply` with the byte. */
  read(batch: RowBatch, window: RowWindow): void {
    const { starts, ends, read } = batch;
    const block = window.addHeldBlock(batch.bytes);
    for (let first = 0; first < starts.length;) {
      const isRead = read?.isRead[first] === 1;
      let last = first + 1;
      while (last < starts.length && (read?.isRead[last] === 1) === isRead) last++;
      if (read && isRead) window.addRead({ blockNo: block, starts, ends, read }, first, last);
      else this.#parse(batch, { block, first, last }, window);
      first = last;
    }
  }

  #parse(batch: RowBatch, stretch: Stretch, window: RowWindow): void {
    const { block, first, last } = stretch;
    const { rows, hasBig } = parseRows(batch, stretch, this.#hasBigIntegers);
    for (let i = first; i < last; i++) {
      const start = batch.starts[i] ?? 0;
      this.#at = batch.bodyOffset + start;
      const row = rows[i - first];
      if (!hasBig && this.#isOwnForm(row)) this.#add(window, row, window.add(block, start, batch.ends[i] ?? start));
      else this.#addRewritten(window, row);
    }
  }

  #add(window: RowWindow, row: Feature, index: number): void {
    setRowKey(window.keys, index, row.attributes[this.#layer.globalIdField] as string);
    window.objectIds[index] = objectIdOf(row, this.#layer);
    window.setBox(index, boxOf(row.geometry));
  }

  #addRewritten(window: RowWindow, row: unknown): void {
    const { attributes, geometry } = this.#read(row);
    const feature = geometry === undefined ? { attributes } : { attributes, geometry };
    const json = encoder.encode(JSON.stringify(feature));
    this.#add(window, feature, window.add(window.addBlock(json), 0, json.length));
  }

  /** True when the row reads here as it would after `rowReader`. */
  #isOwnForm(row: unknown): row is Feature {
    if (!isObject(row) || !Object.hasOwn(row, 'attributes')) return false;
    const { attributes, geometry } = row;
    if (!isObject(attributes) || (geometry !== undefined && geometry !== null && !isObject(geometry))) return false;
    if (geometry === undefined && hasOtherGeometry(row)) return false;
    const globalId = attributes[this.#layer.globalIdField];
    return typeof globalId === 'string' && globalId.trim() !== '' && this.#hasOwnNames(attributes);
  }

  #hasOwnNames(attributes: JsonObject): boolean {
    const names = this.#names;
    let count = 0;
    for (const name in attributes) {
      if (names[count] !== name) return this.#learnNames(attributes);
      count++;
    }
    return count === names.length || this.#learnNames(attributes);
  }

  #learnNames(attributes: JsonObject): boolean {
    const names = Object.keys(attributes);
    const isOwn = names.every(
      (name) => name !== '__proto__' && (this.#ownNames.get(name.toLowerCase()) ?? name) === name,
    );
    if (isOwn) {
      this.#names = names;
      this.shape.expect(names);
    }
    return isOwn;
  }
}

function hasOtherGeometry(row: JsonObject): boolean {
  for (const key in row) if (key !== 'geometry' && key.toLowerCase() === 'geometry') return true;
  return false;
}

/**
 * The rows from `first` up to `last`, as one list: that is faster than one by one. `hasBig`: numbers among them may have come as text, and whoever
 * reads the service's own bytes would lose their digits.
 */
function parseRows(
  batch: RowBatch,
  { first, last }: Stretch,
  mayBeBig: boolean,
): { readonly rows: readonly unknown[]; readonly hasBig: boolean } {
  const start = batch.starts[first] ?? 0;
  const bytes = batch.bytes.subarray(start, batch.ends[last - 1]);
  const text = `[${decoder.decode(bytes)}]`;
  const hasBig = mayBeBig && hasLongNumbers(text);
  let rows: unknown;
  try {
    rows = hasBig ? parseJson(text) : JSON.parse(text);
  } catch {
    throw damaged(batch.bodyOffset + start + errorIn(bytes), 'it is no JSON there');
  }
  if (!Array.isArray(rows) || rows.length !== last - first)
    throw damaged(batch.bodyOffset + start, 'its rows cannot be told apart');
  return { rows: rows as readonly unknown[], hasBig };
}

/** Where rows without the brackets around them stop being JSON. */
function errorIn(rows: Uint8Array): number {
  const list = new Uint8Array(rows.length + 2);
  list[0] = OPEN_LIST;
  list.set(rows, 1);
  list[list.length - 1] = CLOSE_LIST;
  return (findJsonError(list) ?? 1) - 1;
}
