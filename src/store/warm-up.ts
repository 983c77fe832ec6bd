/**
 * The browser is slow with code that has not run yet, and what it then leaves behind has to be collected. Better while there is nothing to do but wait for
 * the database than in the first map: a small map of made-up rows is drawn meanwhile, and thrown away.
 */
import { meeting } from './chunks/boxes.js';
import { findGid } from './chunks/buckets.js';
import { KEY_BYTES } from './chunks/row-key.js';
import { unpack, type Chunk } from './chunks/unpack.js';
import { xxhash32 } from './chunks/xxhash32.js';
import { localFeature } from './query/features.js';
import { PackedHit } from './query/hits.js';
import type { Unsent } from './unsent.js';

/** As much as the wait has room for: the database and the first map together take no longer than without. */
const CHECKED_BYTES = 256 * 1024;
const ROWS = 100;
const TURNS = 2;

export function warmUp(): void {
  xxhash32(new Uint8Array(CHECKED_BYTES));
  const chunk = madeUp();
  const keys = new Uint8Array(KEY_BYTES * ROWS);
  const bucket = { keys, chunkNo: new Int32Array(ROWS), rowNo: new Uint16Array(ROWS), checksum: 0 };
  const shown = { layer: LAYER, fields: LAYER.fields, returnGeometry: true, unsent: NOTHING };
  for (let turn = 0; turn < TURNS; turn++) {
    const rows = meeting(chunk.box, EVERYWHERE, { first: 0, end: ROWS }).filter((row) =>
      findGid(bucket, chunk.gid, row),
    );
    const of = { layer: LAYER, chunk, run: 0, chunkNo: 0 };
    rows.map((row) => localFeature(new PackedHit(of, row, true), shown));
  }
}

function madeUp(): Chunk {
  const json = `{"attributes":{"id":1,"key":"{00000000-0000-0000-0000-000000000000}"},"geometry":{"x":0.5,"y":0.5}}`;
  return unpack({
    v: 1,
    n: ROWS,
    box: new Float64Array(4 * ROWS).fill(0.5),
    gid: new Uint8Array(KEY_BYTES * ROWS),
    oid: new Float64Array(ROWS),
    off: Uint32Array.from({ length: ROWS + 1 }, (_, row) => row * json.length),
    bytes: new TextEncoder().encode(json.repeat(ROWS)),
    checksum: 0,
  });
}

const LAYER = { layerId: 0, globalIdField: 'key', objectIdField: 'id', fields: [] };

const EVERYWHERE = { xmin: 0, ymin: 0, xmax: 1, ymax: 1 };

const NOTHING: Pick<Unsent, 'attachmentsByParent'> = { attachmentsByParent: new Map() };
