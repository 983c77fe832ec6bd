/** The rows of a layer as Esri JSON. */
import { toBase64 } from '../shared/base64.js';
import { GdbError } from '../shared/errors.js';
import type { Geometry } from '../shared/esri.js';
import type { JsonValue } from '../shared/json.js';
import type { LayerSource } from './catalogue/layers.js';
import { currentRows } from './current-rows.js';
import { unsupported } from './failures.js';
import { decodeShape, type Grid } from './shape/decode-shape.js';
import type { Database } from './sqlite/database.js';
import type { SqlValue } from './sqlite/values.js';
import type { MobileFeature, ReadOptions } from './types.js';

const julianDayOfEpoch = 2440587.5;
const msPerDay = 86_400_000;

/** As much of a {@link LayerSource} as its rows need. */
export interface RowSource {
  readonly layer: Pick<LayerSource['layer'], 'table' | 'fields'>;
  readonly spatial: Pick<NonNullable<LayerSource['spatial']>, 'column' | 'grid'> | undefined;
}

export async function* readFeatures(
  database: Database,
  { layer: { table, fields }, spatial }: RowSource,
  { signal }: ReadOptions,
): AsyncGenerator<MobileFeature> {
  const asked = currentRows([spatial?.column ?? '', ...fields.map(({ name }) => name)]);
  for await (const { values } of database.rows(table, { ...asked, signal })) {
    const attributes: Record<string, JsonValue> = {};
    for (const [i, { name, type }] of fields.entries()) attributes[name] = toJson(values[i + 2] ?? null, type);
    yield { attributes, ...(spatial && readGeometry(values[1] ?? null, spatial.grid)) };
  }
}

function readGeometry(value: SqlValue, grid?: Grid): { geometry: Geometry | null; geometryError?: GdbError } {
  try {
    if (value === null) return { geometry: null };
    if (!grid || !(value instanceof Uint8Array)) throw unsupported('A shape without its grid');
    return { geometry: decodeShape(value, grid) };
  } catch (error) {
    if (error instanceof GdbError) return { geometry: null, geometryError: error };
    throw error;
  }
}

/** Dates become epoch ms, blobs base64, integers beyond 2^53 their digits as text. */
function toJson(value: SqlValue, type: string): JsonValue {
  if (value instanceof Uint8Array) return toBase64(value);
  if (typeof value !== 'number') return typeof value === 'bigint' ? String(value) : value;
  // JSON knows no infinity.
  if (!Number.isFinite(value)) return null;
  // The field's type says what is a date, not how the value is stored.
  return type === 'esriFieldTypeDate' ? Math.round((value - julianDayOfEpoch) * msPerDay) : value;
}
