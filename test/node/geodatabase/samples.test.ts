/** Real files against the real SQLite, and against what they say of themselves in other places. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openMobileGeodatabase } from '../../../src/geodatabase/index.js';
import { readCatalogue } from '../../../src/geodatabase/catalogue/read-catalogue.js';
import { decodeShape } from '../../../src/geodatabase/shape/decode-shape.js';
import { Database } from '../../../src/geodatabase/sqlite/database.js';
import type { Geometry, Position } from '../../../src/shared/esri.js';
import { asArray, isObject } from '../../../src/shared/json.js';
import { encodeShape } from '../../support/geodatabase/encode-shape.js';
import { collect, readAll } from './read-all.js';
import { readSamples, skipWithoutSamples } from './samples.js';
import { readWithSqlite } from './sqlite-file.js';

describe('the tables of a real file', skipWithoutSamples, () => {
  for (const { name, bytes } of readSamples()) {
    it(`are those that SQLite reads, row by row and value by value: ${name}`, async () => {
      const database = await Database.open(new Blob([bytes]));
      const theirs = readWithSqlite(bytes);
      let rows = 0;
      for (const table of theirs) {
        assert.deepEqual(database.columns(table.name), table.columns, table.name);
        assert.deepEqual(await readAll(database, table.name), table.rows, table.name);
        rows += table.rows.length;
      }
      assert.deepEqual([...database.tables].sort(), theirs.map((table) => table.name).sort());
      assert.ok(rows > 100, `${String(rows)} rows in ${String(theirs.length)} tables`);
    });
  }
});

describe('the shapes of a real file', skipWithoutSamples, () => {
  for (const { name, bytes } of readSamples()) {
    it(`are all known, and written again they are the same coordinates: ${name}`, async () => {
      const database = await Database.open(new Blob([bytes]));
      const { sources } = await readCatalogue(database);
      const file = await openMobileGeodatabase(new Blob([bytes]));
      let [shapes, same] = [0, 0];
      for (const { layer, spatial } of sources) {
        const blobs = await collect(database.rows(layer.table, { columns: [spatial?.column ?? ''] }));
        const features = await collect(file.features(layer.layerId));
        assert.equal(features.length, layer.count);
        for (const [i, { geometry, geometryError }] of features.entries()) {
          assert.equal(geometryError, undefined, `${layer.table}, row ${String(i + 1)}`);
          const blob = blobs[i]?.values[0];
          if (!geometry || !spatial?.grid || !(blob instanceof Uint8Array)) continue;
          const options = { hasZ: layer.hasZ, hasM: layer.hasM, entity: (blob[9] ?? 0) & ~0x40 };
          const again = encodeShape(geometry, spatial.grid, options);
          for (const place of again.garbage) again.bytes[place] = blob[place] ?? 0;
          assert.deepEqual(decodeShape(again.bytes, spatial.grid), geometry, `${layer.table}, row ${String(i + 1)}`);
          // On a grid finer than a number can say, two neighbours are one coordinate.
          if (Buffer.compare(again.bytes, blob) === 0) same++;
          shapes++;
        }
      }
      assert.ok(shapes > 0 && same > 0.5 * shapes, `${String(same)} of ${String(shapes)} shapes have the same bytes`);
    });

    it(`lie in the boxes of the R-tree, and fill the extents that layer and service tell: ${name}`, async () => {
      const database = await Database.open(new Blob([bytes]));
      const file = await openMobileGeodatabase(new Blob([bytes]));
      const { sources } = await readCatalogue(database);
      for (const { layer, spatial } of sources) {
        const boxes = await readBoxes(database, `st_spindex__${layer.table}_${spatial?.column ?? ''}`);
        const whole: Box = [Infinity, Infinity, -Infinity, -Infinity];
        let seen = 0;
        for await (const { attributes, geometry } of file.features(layer.layerId)) {
          if (!geometry) continue;
          const box = boxOf(geometry);
          const indexed = boxes.get(Number(attributes[layer.objectIdField ?? '']));
          assert.ok(indexed, `${layer.table} has its features in the R-tree`);
          box.forEach((side, i) =>
            assertClose(side, indexed[i] ?? NaN, `${layer.table}, ${JSON.stringify(attributes)}`),
          );
          for (const i of [0, 1]) whole[i] = Math.min(whole[i] ?? 0, box[i] ?? 0);
          for (const i of [2, 3]) whole[i] = Math.max(whole[i] ?? 0, box[i] ?? 0);
          seen++;
        }
        assert.equal(seen, boxes.size, `${layer.table}: every entry of the R-tree has its feature`);
        const told = layer.description?.['extent'];
        assert.ok(layer.extent && isObject(told));
        const { xmin, ymin, xmax, ymax } = layer.extent;
        [xmin, ymin, xmax, ymax].forEach((side, i) => assertNear(side, whole[i] ?? NaN, `${layer.table}, GDB_Layers`));
        ['xmin', 'ymin', 'xmax', 'ymax'].forEach((side, i) => {
          assertNear(Number(told[side]), whole[i] ?? NaN, `${layer.table}, service`);
        });
      }
    });
  }
});

describe('the layers of a real file', skipWithoutSamples, () => {
  for (const { name, bytes } of readSamples()) {
    it(`have the fields that the service described: ${name}`, async () => {
      const { layers } = await openMobileGeodatabase(new Blob([bytes]));
      assert.ok(layers.length > 0);
      for (const { fields, description, table } of layers) {
        const told = asArray(description?.['fields']).map((field) => (isObject(field) ? field['name'] : null));
        assert.deepEqual(
          fields.map((field) => field.name),
          told,
          table,
        );
      }
    });

    it(`have the same fields by the registries alone: ${name}`, async () => {
      const { layers } = await openMobileGeodatabase(new Blob([bytes]));
      const bare = await openMobileGeodatabase(new Blob([withoutServiceItems(bytes)]));
      for (const layer of layers) {
        const other = bare.layers.find(({ table }) => table === layer.table);
        assert.ok(other, layer.table);
        assert.equal(other.description, null);
        assert.deepEqual(
          other.fields.map((field) => [field.name, field.type, field.nullable]),
          layer.fields.map((field) => [field.name, field.type, field.nullable]),
        );
        for (const key of ['geometryType', 'hasZ', 'hasM', 'count', 'objectIdField'] as const)
          assert.deepEqual(other[key], layer[key], `${layer.table} ${key}`);
        assert.deepEqual(other.spatialReference, layer.spatialReference);
        assert.deepEqual(
          await collect(bare.features(other.layerId)),
          await collect(withoutDomains(bytes, layer.layerId)),
        );
      }
    });
  }
});

async function* withoutDomains(bytes: Buffer<ArrayBuffer>, layerId: number): AsyncGenerator {
  yield* (await openMobileGeodatabase(new Blob([bytes]))).features(layerId);
}

/** The file as if its table of service items had another name. */
function withoutServiceItems(bytes: Buffer<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const text = bytes.toString('latin1').replaceAll('GDB_ServiceItems', 'GDB_serviceXtems');
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

type Box = [number, number, number, number];

/** SQLite's R-tree: nodes with a depth, a count, and cells of an id and two 32-bit floats an axis. Only leaves are read. */
async function readBoxes(database: Database, index: string): Promise<ReadonlyMap<number, Box>> {
  const nodes = new Map<number, DataView>();
  for await (const { values } of database.rows(`${index}_node`, { columns: ['nodeno', 'data'] })) {
    const [id, data] = values;
    if (data instanceof Uint8Array) nodes.set(Number(id), new DataView(data.buffer, data.byteOffset, data.length));
  }
  const boxes = new Map<number, Box>();
  const visit = (id: number, depth: number): void => {
    const node = nodes.get(id);
    for (let i = 0; node && i < node.getUint16(2); i++) {
      const at = 4 + 24 * i;
      const key = Number(node.getBigInt64(at));
      const [minX, maxX, minY, maxY] = [8, 12, 16, 20].map((offset) => node.getFloat32(at + offset));
      if (depth > 0) visit(key, depth - 1);
      else boxes.set(key, [minX ?? 0, minY ?? 0, maxX ?? 0, maxY ?? 0]);
    }
  };
  visit(1, nodes.get(1)?.getUint16(0) ?? 0);
  return boxes;
}

function boxOf(geometry: Geometry): Box {
  const positions = positionsOf(geometry);
  const [xs, ys] = [positions.map(([x = NaN]) => x), positions.map(([, y = NaN]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function positionsOf(geometry: Geometry): readonly Position[] {
  if ('x' in geometry) return [[Number(geometry.x), Number(geometry.y)]];
  if ('points' in geometry) return geometry.points;
  if ('paths' in geometry) return (geometry.paths ?? []).flat();
  return 'rings' in geometry ? (geometry.rings ?? []).flat() : [];
}

/** The R-tree rounds to 32 bits, outwards. */
function assertClose(ours: number, theirs: number, message: string): void {
  assert.ok(Math.abs(ours - theirs) <= Math.abs(theirs) * 2 ** -22, `${message}: ${String(ours)}, ${String(theirs)}`);
}

function assertNear(ours: number, theirs: number, message: string): void {
  assert.ok(Math.abs(ours - theirs) <= Math.abs(theirs) * 1e-14, `${message}: ${String(ours)}, ${String(theirs)}`);
}
