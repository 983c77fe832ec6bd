/**
 * Damaged files, many of them: each is read to its end, and either it reads or it fails with an error of ours. The same seed makes the same
 * files. `npm run fuzz -- geodatabase --count 50000 --seed 1`
 */
import { openMobileGeodatabase } from '../../../src/geodatabase/index.js';
import type { ByteSource } from '../../../src/shared/byte-source.js';
import { isGdbError } from '../../../src/shared/errors.js';
import { runFuzz, type FuzzOptions, type FuzzReport, type Random } from '../fuzz/run-fuzz.js';
import { idOf, type Made } from '../../support/geodatabase/write-geodatabase.js';
import { openChangesFile } from '../../../src/geodatabase/delta/changes-file.js';
import { makeDelta, treesDelta } from './delta-file.js';
import { makeGeodatabase } from './geodatabase-file.js';
import { readSamples } from './samples.js';

/** Values that make trouble where a number is read. */
const evil = [0, 1, 2, 5, 13, 10, 0x7f, 0x80, 0xff, 0x81, 0xfe, 0x40, 0xc0];

export function fuzzGeodatabases(options: FuzzOptions): Promise<FuzzReport> {
  const own = ownFiles();
  const all = [...own, ...readSamples().map(({ bytes }) => Uint8Array.from(bytes))];
  return runFuzz(options, (random) => {
    // Real files are large and slow: every tenth is enough.
    const pool = random(10) === 0 ? all : own;
    return readToTheEnd(mutate(pool[random(pool.length)] ?? new Uint8Array(), random));
  });
}

/** Changes in the form of a mobile geodatabase, damaged alike. */
export function fuzzDeltas(options: FuzzOptions): Promise<FuzzReport> {
  const { features, attachments } = madeRows();
  const pool = [512, 4096].map((pageSize) => makeDelta({ features, attachments, geometryType: 6, pageSize }));
  return runFuzz(options, (random) => readChanges(mutate(pool[random(pool.length)] ?? new Uint8Array(), random)));
}

async function readChanges(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { signal } = new AbortController();
  const file = await openChangesFile(sourceOf(bytes), treesDelta);
  for await (const piece of file.body({ signal })) if (piece.length === 0) throw new Error('an empty piece');
  for await (const { content } of file.attachments({ signal }))
    for await (const piece of content?.read() ?? nothing()) if (piece.length === 0) throw new Error('an empty piece');
  return 'read';
}

/** One buffer serves all slices: a Blob of its own for each of many thousand files takes longer than reading it. */
function sourceOf(bytes: Uint8Array<ArrayBuffer>): ByteSource {
  const slice = (start: number, end: number): { arrayBuffer: () => Promise<ArrayBuffer> } => ({
    arrayBuffer: async () => bytes.slice(start, end).buffer,
  });
  return { size: bytes.length, slice };
}

async function readToTheEnd(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const file = await openMobileGeodatabase(sourceOf(bytes));
  for (const { layerId } of file.layers) {
    for await (const { geometryError } of file.features(layerId))
      if (geometryError && !isGdbError(geometryError))
        throw new Error('an error of another family', { cause: geometryError });
    for await (const { content } of file.attachments(layerId))
      for await (const piece of content?.read() ?? nothing()) if (piece.length === 0) throw new Error('an empty piece');
  }
  return 'read';
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // Nothing comes.
}

/** Small, so that a change hits something that matters. */
function ownFiles(): readonly Uint8Array<ArrayBuffer>[] {
  const made = { ...madeRows(), geometryType: 6 };
  return [
    makeGeodatabase({ ...made, pageSize: 512 }),
    makeGeodatabase({ ...made, pageSize: 1024, isServed: false }),
    makeGeodatabase({ ...made, pageSize: 4096, isServed: false, syncModel: null }),
  ];
}

function madeRows(): Required<Pick<Made, 'features' | 'attachments'>> {
  const ring = [
    [0, 0],
    [0, 90],
    [90, 90],
    [45, 95],
    [90, 0],
    [0, 0],
  ];
  const features: Made['features'] = Array.from({ length: 40 }, (_, i) => ({
    globalId: idOf(i),
    name: 'n'.repeat(i * 7),
    seen: 2460000 + i,
    status: i % 3,
    geometry: {
      rings: Array.from({ length: 1 + (i % 9) }, (_ring, k) => ring.map(([x = 0, y = 0]) => [x + 100 * k, y + i])),
    },
    ...(i % 5 === 0 ? { until: 2460100 } : {}),
  }));
  const attachments: NonNullable<Made['attachments']> = [100, 3000, 9000].map((length, i) => ({
    ...{ parent: idOf(i), name: `${String(i)}.jpg`, data: new Uint8Array(length).fill(i) },
  }));
  return { features, attachments };
}

/** One to eight changes: bytes, numbers, blocks, pages, lengths, and the numbers by which pages are held together. */
function mutate(original: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  let bytes = Uint8Array.from(original);
  const pageSize = ((bytes[16] ?? 0) << 8) | (bytes[17] ?? 0) || 4096;
  const pages = Math.max(1, Math.floor(bytes.length / pageSize));
  for (let changes = 1 + random(8); changes > 0; changes--) {
    const view = new DataView(bytes.buffer);
    const page = random(pages) * pageSize;
    const near = Math.min(page + random(pageSize), bytes.length - 4);
    switch (random(9)) {
      case 0:
        view.setUint8(near, random(256));
        break;
      case 1:
        view.setUint8(near, evil[random(evil.length)] ?? 0);
        break;
      case 2:
        view.setUint32(near, [0, 1, 2, 0xffffffff, 0x7fffffff, random(pages + 2)][random(6)] ?? 0);
        break;
      // The head of a page: its kind, its cells, its children.
      case 3:
        view.setUint8(Math.min(page + random(14), bytes.length - 1), evil[random(evil.length)] ?? 0);
        break;
      case 4:
        view.setUint32(Math.min(page + (random(2) === 0 ? 8 : 0), bytes.length - 4), random(pages + 2));
        break;
      // Where its cells lie.
      case 5:
        view.setUint16(Math.min(page + 8 + 2 * random(20), bytes.length - 2), random(pageSize));
        break;
      case 6:
        bytes.copyWithin(random(pages) * pageSize, page, page + pageSize);
        break;
      case 7:
        bytes.copyWithin(near, random(bytes.length), random(bytes.length));
        break;
      default:
        if (random(4) === 0) bytes = bytes.slice(0, Math.max(200, random(bytes.length)));
        else view.setUint8(random(100), random(256));
    }
  }
  return bytes;
}
