/** Chunks, keys and curves: the pure parts of the packed format. */
import { expect } from '@open-wc/testing';
import { boxesAround, meeting, meetingMany, widened } from '../../src/store/chunks/boxes.js';
import fc from 'fast-check';
import { findGid, findOid, gidBucketNo, oidBucketNo, type Place } from '../../src/store/chunks/buckets.js';
import { xxhash32 } from '../../src/store/chunks/xxhash32.js';
import { hilbertKey, hilbertOrder } from '../../src/store/chunks/hilbert.js';
import { sortedPages, type KeyPages } from '../../src/store/chunks/key-pages.js';
import { mergeGids, mergeOids, type MergedGids, type PageSource } from '../../src/store/chunks/merge-keys.js';
import { packRows } from '../../src/store/chunks/pack.js';
import { compareKeys, KEY_BYTES, lastNotAfter, rowKey } from '../../src/store/chunks/row-key.js';
import { decodeRow, unpack } from '../../src/store/chunks/unpack.js';
import { isWhole } from '../../src/store/chunks/verify.js';
import { boxOf } from '../../src/store/rows/box.js';
import { id } from './fixture.js';
import type { GidBucket, OidBucket } from '../../src/store/schema.js';

const text = new TextEncoder();

describe('xxHash32', () => {
  it('gives the values that its specification and other implementations give', () => {
    expect(xxhash32(text.encode(''))).to.equal(0x02cc5d05);
    expect(xxhash32(text.encode('a'))).to.equal(0x550d7456);
    expect(xxhash32(text.encode('abc'))).to.equal(0x32d153ff);
    expect(xxhash32(text.encode('Nobody inspects the spammish repetition'))).to.equal(0xe2293b2f);
  });

  it('is the same wherever the bytes lie, and another when one of them changes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), fc.nat(), fc.nat(7), (bytes, which, offset) => {
        const moved = new Uint8Array(offset + bytes.length);
        moved.set(bytes, offset);
        expect(xxhash32(moved.subarray(offset))).to.equal(xxhash32(bytes));
        const wrong = bytes.slice();
        const at = which % bytes.length;
        wrong[at] = (wrong[at] ?? 0) ^ 1;
        expect(xxhash32(wrong)).not.to.equal(xxhash32(bytes));
      }),
    );
  });
});

describe('the Hilbert curve', () => {
  it('visits every cell of a square once, each beside the one before', () => {
    const scale = 2 ** 13;
    const cells: [number, number, number][] = [];
    for (let x = 0; x < 8; x++) for (let y = 0; y < 8; y++) cells.push([hilbertKey(x * scale, y * scale), x, y]);
    cells.sort((a, b) => a[0] - b[0]);
    expect(new Set(cells.map(([key]) => key)).size).to.equal(64);
    for (let i = 1; i < cells.length; i++) {
      const [, x, y] = cells[i]!;
      const [, px, py] = cells[i - 1]!;
      expect(Math.abs(x - px) + Math.abs(y - py)).to.equal(1);
    }
  });

  it('orders any boxes without losing one; those without place come last in their own order', () => {
    const box = fc.option(
      fc.tuple(fc.double({ noNaN: true }), fc.double({ noNaN: true })).map(([x, y]) => [x, y, x, y] as const),
    );
    fc.assert(
      fc.property(fc.array(box), (boxes) => {
        const order = hilbertOrder(boxes);
        expect([...order].sort((a, b) => a - b)).to.deep.equal(boxes.map((_, i) => i));
        const unplaced = order.filter((i) => boxes[i] === null);
        expect(unplaced).to.deep.equal([...unplaced].sort((a, b) => a - b));
        expect(order.slice(order.length - unplaced.length)).to.deep.equal(unplaced);
      }),
    );
  });
});

describe('boxes of chunks', () => {
  const many = Float64Array.from({ length: 4 * 1_000 }, (_, at) => {
    const place = (at >> 2) * 37 + (at % 4 < 2 ? 0 : 60);
    return at % 2 === 0 ? place % 9_001 : (place * 7) % 8_009;
  });

  it('in half their bytes enclose what they enclosed, however small, large or odd', () => {
    const odd = [0, -0, 1e-46, -1e-46, 1e-40, 0.1, -0.1, 16_777_217, -16_777_217, 1e39, -1e39, 1.7e308, Infinity];
    for (const min of odd) {
      for (const max of odd) {
        const [xmin, ymin, xmax, ymax] = widened(Float64Array.of(min, min, max, max)) as unknown as number[];
        expect([xmin! <= min, ymin! <= min, xmax! >= max, ymax! >= max], `${min} to ${max}`).to.not.include(false);
      }
    }
    expect([...widened(Float64Array.of(NaN, NaN, NaN, NaN))].every(Number.isNaN)).to.equal(true);
    expect([...widened(Float64Array.of(0.5, -3, 1024, 70_000))]).to.deep.equal([0.5, -3, 1024, 70_000]);
    const once = widened(many);
    expect([...widened(once)]).to.deep.equal([...once]);
  });

  it('are found by those around them as they are one by one', () => {
    const boxes = widened(many);
    boxes.fill(NaN, 4 * 500, 4 * 560);
    const mapped = { boxes, around: boxesAround(boxes) };
    for (const side of [1, 300, 20_000]) {
      const envelope = { xmin: 4_000, ymin: 3_000, xmax: 4_000 + side, ymax: 3_000 + side };
      for (const stretch of [
        { first: 0, end: 1_000 },
        { first: 77, end: 901 },
      ])
        expect(meetingMany(mapped, envelope, stretch)).to.deep.equal(meeting(boxes, envelope, stretch));
    }
    expect(meetingMany(mapped, null, { first: 3, end: 6 })).to.deep.equal([3, 4, 5]);
  });
});

describe('chunks', () => {
  const packable = (n: number, size: number) => ({
    key: rowKey(id(n)),
    objectId: n,
    box: boxOf({ x: (n * 7919) % 1000, y: (n * 104_729) % 1000 }),
    json: text.encode(JSON.stringify({ attributes: { OBJECTID: n, T: 'é'.repeat(size) } })),
  });

  it('hold 80 to 84 kB but for the last, and every row can be read alone', () => {
    const rows = Array.from({ length: 2000 }, (_, n) => packable(n, 100));
    const chunks = packRows(rows);
    const sizes = chunks.map((chunk) => chunk.bytes.length + chunk.n * 60);
    for (const size of sizes.slice(0, -1)) expect(size).to.be.within(80_000, 84_000);
    expect(chunks.reduce((sum, chunk) => sum + chunk.n, 0)).to.equal(2000);
    const chunk = chunks[1]!;
    expect(decodeRow(unpack(chunk), 5).attributes).to.deep.equal({ OBJECTID: chunk.oid[5], T: 'é'.repeat(100) });
  });

  it('take a row larger than a chunk alone', () => {
    const chunks = packRows([packable(1, 10), packable(2, 200_000), packable(3, 10)]);
    expect(chunks.map((chunk) => chunk.n).sort()).to.deep.equal([1, 1, 1]);
  });

  it('are verified: a single flipped bit is noticed', () => {
    const [chunk] = packRows([packable(1, 10)]);
    expect(isWhole('chunk', chunk)).to.equal(true);
    for (const part of ['box', 'gid', 'oid', 'off', 'bytes'] as const) {
      const damaged = structuredClone(chunk!);
      const view = damaged[part];
      const raw = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
      raw[raw.length >> 1]! ^= 1;
      expect(isWhole('chunk', damaged), part).to.equal(false);
    }
    for (const none of [undefined, null, 'x', {}, { ...chunk, bytes: 'x' }, { ...chunk, n: 2 }, { ...chunk, v: 9 }])
      expect(isWhole('chunk', none)).to.equal(false);
  });
});

describe('row keys', () => {
  it('are the bytes of a GUID in any spelling; other keys get others', () => {
    expect([...rowKey(id(0xabc))].slice(-2)).to.deep.equal([0x0a, 0xbc]);
    expect(rowKey(`{${id(0xabc).toUpperCase()}}`)).to.deep.equal(rowKey(id(0xabc)));
    expect(rowKey('a')).not.to.deep.equal(rowKey('b'));
    expect(rowKey('a')).to.have.length(KEY_BYTES);
  });

  it('are found by binary search', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 16, maxLength: 16 })),
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        (list, key) => {
          const sorted = [...list].sort((a, b) => compareKeys(a, 0, b, 0));
          const keys = new Uint8Array(sorted.flatMap((bytes) => [...bytes]));
          const expected = sorted.filter((bytes) => compareKeys(bytes, 0, key, 0) <= 0).length - 1;
          expect(lastNotAfter(keys, key)).to.equal(expected);
        },
      ),
    );
  });
});

interface Entry {
  readonly guid: string;
  readonly objectId: number;
}

interface Merged extends MergedGids {
  readonly gid: readonly GidBucket[];
  readonly oid: readonly OidBucket[];
  readonly oidStarts: Float64Array;
}

/** Buckets of these rows, which come in so many windows; `rowNo` is the row's place in the list. */
async function merge(entries: readonly Entry[], windows = 1): Promise<Merged> {
  const size = Math.max(1, Math.ceil(entries.length / windows));
  const parts: KeyPages[] = [];
  for (let first = 0; first < entries.length; first += size) {
    const rows = entries.slice(first, first + size);
    parts.push(
      sortedPages({
        length: rows.length,
        keys: new Uint8Array(rows.flatMap(({ guid }) => [...rowKey(guid)])),
        objectIds: Float64Array.from(rows, ({ objectId }) => objectId),
        chunkNo: Int32Array.from(rows, (_, i) => (first + i) >> 8),
        rowNo: Uint16Array.from(rows, (_, i) => (first + i) & 255),
        arrival: Uint32Array.from(rows, (_, i) => first + i),
      }),
    );
  }
  const [gid, oid]: [GidBucket[], OidBucket[]] = [[], []];
  const merged = await mergeGids(
    parts.map((part) => pagesOf(part.gid)),
    async (bucket) => void gid.push(bucket),
  );
  const oidStarts = await mergeOids(
    parts.map((part) => pagesOf(part.oid)),
    merged.dead,
    async (bucket) => void oid.push(bucket),
  );
  return { ...merged, gid, oid, oidStarts };
}

function pagesOf<P>(pages: Iterable<P>): PageSource<P> {
  const left = [...pages];
  return { next: async () => left.shift() ?? null };
}

const numberOf = (place: Place | null): number | undefined => (place ? place.chunkNo * 256 + place.rowNo : undefined);

describe('buckets', () => {
  it('find every row by GlobalID and by ObjectID, whatever their distribution and the windows they came in', async () => {
    const guid = fc.oneof(fc.uuid(), fc.integer({ min: 0, max: 50 }).map(id));
    const entry = fc.record({ guid, objectId: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constant(NaN)) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { maxLength: 200 }),
        fc.integer({ min: 1, max: 9 }),
        async (entries, windows) => {
          const merged = await merge(entries, windows);
          const last = new Map(entries.map(({ guid }, at) => [guid, at]));
          expect(merged.nRows).to.equal(last.size);
          expect(merged.dead.length / 2).to.equal(entries.length - last.size);
          for (const [guid, at] of last) {
            const bucket = merged.gid[gidBucketNo(merged.starts, rowKey(guid))]!;
            expect(numberOf(findGid(bucket, rowKey(guid)))).to.equal(at);
          }
          for (const objectId of [1, 15, 30]) {
            const expected = [...last.values()].filter((at) => entries[at]!.objectId === objectId);
            const first = oidBucketNo(merged.oidStarts, objectId);
            const found = first < 0 ? [] : findOid(merged.oid[first]!, objectId).map(numberOf);
            expect(found).to.have.members(expected);
          }
        },
      ),
    );
  });

  it('hold at most 2,900 entries each', async () => {
    const entries = Array.from({ length: 10_000 }, (_, n) => ({ guid: id(n * 3), objectId: 10_000 - n }));
    for (const windows of [1, 7]) {
      const merged = await merge(entries, windows);
      expect(merged.gid.map((bucket) => bucket.chunkNo.length)).to.deep.equal([2900, 2900, 2900, 1300]);
      expect(merged.oid.map((bucket) => bucket.keys.length)).to.deep.equal([2900, 2900, 2900, 1300]);
      const key = rowKey(id(9999 * 3));
      expect(findGid(merged.gid[gidBucketNo(merged.starts, key)]!, key)).to.deep.equal({ chunkNo: 39, rowNo: 15 });
      expect(findGid(merged.gid[gidBucketNo(merged.starts, rowKey(id(4)))]!, rowKey(id(4)))).to.equal(null);
      expect(findOid(merged.oid[oidBucketNo(merged.oidStarts, 1)]!, 1)).to.deep.equal([{ chunkNo: 39, rowNo: 15 }]);
    }
  });
});
