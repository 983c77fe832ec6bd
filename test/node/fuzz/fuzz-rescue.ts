/** Rescue files of anybody: each is read to the end of its last photo, or refused with an error of ours. */
import type { LayerSchema } from '../../../src/shared/esri.js';
import { openRescue, writeRescue } from '../../../src/rescue/index.js';
import { sha256 } from '../../../src/shared/sha256.js';
import { ZipOut } from '../../../src/rescue/zip.js';
import type { ExportedEdits } from '../../../src/shared/rescue.js';
import { TREES } from '../../service/play-server.js';
import {
  mutateBytes,
  mutateJson,
  pickOf,
  runFuzz,
  type FuzzOptions,
  type FuzzReport,
  type Random,
} from './run-fuzz.js';

const ids = Array.from({ length: 6 }, (_, n) => `${String(n).padStart(8, '0')}-aaaa-4aaa-8aaa-000000000001`);

export async function fuzzRescue(options: FuzzOptions): Promise<FuzzReport> {
  const whole = await sampleFile();
  const plain = new Uint8Array(await whole.arrayBuffer());
  const opened = await openRescue(whole, undefined);
  const { manifest, storeInstance, edits } = opened;
  return runFuzz(options, async (random) => {
    const file =
      random(2) === 0 ? new Blob([damaged(plain, random)]) : await forged({ storeInstance, edits }, manifest, random);
    const read = await openRescue(file, undefined);
    for (const { layerId, operation, attachment } of read.edits) {
      if (!attachment || operation === 'attachDelete') continue;
      for await (const part of read.partsOf(layerId, attachment))
        if (part.byteLength === 0) throw new Error('an empty part');
    }
    return 'read';
  });
}

/** Bytes anywhere, or where a zip keeps what it says of itself: at the end. */
function damaged(plain: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  if (random(3) === 0) return mutateBytes(plain, random);
  const bytes = Uint8Array.from(plain);
  for (let changes = 1 + random(4); changes > 0; changes--)
    bytes[bytes.length - 1 - random(Math.min(900, bytes.length))] = pickOf(random, [
      0,
      1,
      2,
      8,
      0x7f,
      0x80,
      0xff,
      random(256),
    ]);
  return bytes;
}

/** A sound zip with sound hashes, whose documents lie. */
async function forged(edits: unknown, manifest: unknown, random: Random): Promise<Blob> {
  const chance = 4 + random(40);
  const text = JSON.stringify(random(3) === 0 ? edits : mutateJson(edits, random, chance));
  const bytes = new TextEncoder().encode(text);
  const notes = (manifest as { files: { path: string }[] }).files.map((note) =>
    note.path === 'edits.json' ? { path: note.path, size: bytes.length, parts: [''] } : note,
  );
  const own = notes.find(({ path }) => path === 'edits.json') as { parts: string[] };
  own.parts = [await sha256(bytes)];
  const kept = { ...(manifest as object), files: notes };
  const told = JSON.stringify(random(3) === 0 ? mutateJson(kept, random, chance) : kept);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const zip = new ZipOut(collect(pieces));
  // The writer itself takes no name twice.
  const names = new Set<string>();
  for (const { path } of notes) {
    const name = random(60) === 0 ? pickOf(random, ['../x', '/x', 'a\\b', 'edits.json ', 'photos']) : path;
    if (names.has(name)) continue;
    names.add(name);
    const content = path === 'edits.json' ? bytes : new Uint8Array(random(30));
    await zip.add(name, content.length, one(content));
  }
  await zip.add('manifest.json', told.length, one(new TextEncoder().encode(told)));
  await zip.close();
  return new Blob(pieces);
}

const NEVER = new AbortController().signal;

async function* one(bytes: Uint8Array<ArrayBuffer>): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  if (bytes.length > 0) yield bytes;
}

function collect(pieces: Uint8Array<ArrayBuffer>[]): WritableStream<Uint8Array> {
  return new WritableStream({
    write(piece) {
      pieces.push(Uint8Array.from(piece));
    },
  });
}

async function sampleFile(): Promise<Blob> {
  const layer: LayerSchema = { ...TREES, hasAttachments: true };
  const bytes = new Uint8Array(3000).fill(7);
  const attributes = { species: '=1+1', plot: null };
  const common = { layerId: layer.layerId, user: 'me', time: 1, base: null };
  const attachment = {
    ...{ globalId: ids[5] ?? '', attachmentId: null, name: 'a.jpg', contentType: 'image/jpeg', size: bytes.length },
    ...{ keywords: '', partHashes: [await sha256(bytes)] },
  };
  const exported: ExportedEdits = {
    storeInstance: 's',
    geodatabase: {
      ...{ replicaId: 'r', replicaName: 'n', serviceUrl: 'https://a.example/FeatureServer', syncModel: 'perLayer' },
      ...{ syncDirection: 'bidirectional', attachments: 'bidirectional', queries: [], extent: null, createdAt: 1 },
      ...{ generations: { kind: 'perLayer', byLayer: {} }, layers: [layer], spatialReference: null, lastSyncAt: null },
    },
    edits: [
      { ...common, uid: 'a', globalId: ids[0] ?? '', operation: 'add', attributes, geometry: { x: 1, y: 2 } },
      {
        ...common,
        uid: 'b',
        globalId: ids[1] ?? '',
        operation: 'update',
        attributes,
        base: { attributes, geometry: { x: 3, y: 4 } },
      },
      { ...common, uid: 'c', globalId: ids[2] ?? '', operation: 'delete' },
      { ...common, uid: 'd', globalId: ids[0] ?? '', operation: 'attachAdd', attachment },
    ],
    contentVersions: new Map([[attachment.globalId, 1]]),
  };
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const wish = {
    ...{ uid: 'u', mode: 'copy' as const, geodatabaseName: 'default', createdAt: 1, signal: NEVER },
    readPart: () => Promise.resolve(bytes.slice().buffer),
    onProgress: () => undefined,
  } as const;
  await writeRescue(exported, wish, collect(pieces));
  return new Blob(pieces);
}
