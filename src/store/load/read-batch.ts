/** Row keys out of a batch of rows. A row's own bytes are kept as they came, unless they lack the form in which rows are read here. */
import type { Feature, LayerSchema } from '../../shared/esri.js';
import { hasLongNumbers, isObject, parseJson, type JsonObject } from '../../shared/json.js';
import { rowReader } from '../../shared/read-rows.js';
import { setRowKey } from '../chunks/row-key.js';
import type { RowWindow } from '../chunks/row-window.js';
import { boxOf } from '../rows/box.js';
import { objectIdOf } from '../rows/layer-rows.js';
import { damaged, unusable } from './faults.js';
import { findJsonError } from './json-error.js';
import type { RowBatch } from './scan-rows.js';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

export class BatchReader {
  readonly #layer: LayerSchema;
  readonly #ownNames: ReadonlyMap<string, string>;
  readonly #read: ReturnType<typeof rowReader>;
  /** Attribute names of the row before, which were found good: the next row nearly always has the same. */
  #names: readonly string[] = [];
  #at = 0;
  readonly #hasBigIntegers: boolean;

  constructor(layer: LayerSchema) {
    this.#layer = layer;
    this.#hasBigIntegers = layer.fields.some((field) => field.type === 'esriFieldTypeBigInteger');
    this.#ownNames = new Map(layer.fields.map((field) => [field.name.toLowerCase(), field.name]));
    this.#read = rowReader(layer, (what) => {
      throw unusable(this.#at, what);
    });
  }

  /** Adds the rows to the window. Throws `network` or `bad-reply` with the byte. */
  read(batch: RowBatch, window: RowWindow): void {
    const { rows, hasBig } = parseRows(batch, this.#hasBigIntegers);
    const block = window.addBlock(batch.bytes);
    for (let i = 0; i < rows.length; i++) {
      const start = batch.starts[i] ?? 0;
      this.#at = batch.bodyOffset + start;
      const row = rows[i];
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
    if (isOwn) this.#names = names;
    return isOwn;
  }
}

function hasOtherGeometry(row: JsonObject): boolean {
  for (const key in row) if (key !== 'geometry' && key.toLowerCase() === 'geometry') return true;
  return false;
}

/** `hasBig`: numbers among them may have come as text, and whoever reads the service's own bytes would lose their digits. */
function parseRows(
  batch: RowBatch,
  mayBeBig: boolean,
): { readonly rows: readonly unknown[]; readonly hasBig: boolean } {
  const text = decoder.decode(batch.bytes);
  const hasBig = mayBeBig && hasLongNumbers(text);
  let rows: unknown;
  try {
    rows = hasBig ? parseJson(text) : JSON.parse(text);
  } catch {
    throw damaged(batch.bodyOffset + (findJsonError(batch.bytes) ?? 0), 'it is no JSON there');
  }
  if (!Array.isArray(rows) || rows.length !== batch.starts.length)
    throw damaged(batch.bodyOffset, 'its rows cannot be told apart');
  return { rows: rows as readonly unknown[], hasBig };
}
