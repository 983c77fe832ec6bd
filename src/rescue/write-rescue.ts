/** Unsent edits into one file that grows as it is written: no more than a part of a photo is in memory. */
import { GdbError } from '../shared/errors.js';
import { stripSecrets } from '../shared/urls.js';
import { PART_SIZE } from '../shared/parts.js';
import type { ExportedEdits, RescueEdit, RescueMode } from '../shared/rescue.js';
import { tameName } from '../shared/files.js';
import { editedRows } from './current-rows.js';
import { EDITS, FORMAT, MANIFEST, photoPath, VERSION, type FileNote, type Manifest } from './format.js';
import { sha256 } from '../shared/sha256.js';
import { seal } from './seal.js';
import { toCsv } from './to-csv.js';
import { toGeoJson } from './to-geojson.js';
import { ZipOut } from './zip.js';

export interface RescueWish {
  readonly uid: string;
  readonly mode: RescueMode;
  readonly geodatabaseName: string;
  /** Epoch ms. */
  readonly createdAt: number;
  /** Seals the file; it opens with nothing else. */
  readonly passphrase?: string | undefined;
  readonly signal: AbortSignal;
  /** Part numbers count from 0. */
  readonly readPart: (attachmentGlobalId: string, contentVersion: number, partNo: number) => Promise<ArrayBuffer>;
  /** Bytes of photos that are in the file. */
  readonly onProgress: (bytes: number) => void;
}

/**
 * Writes the file and closes `out`; aborts it where the file cannot be finished. Rejects `attachment-not-found` where bytes are gone, `aborted`, and as
 * `out` does.
 */
export async function writeRescue(
  exported: ExportedEdits,
  wish: RescueWish,
  out: WritableStream<Uint8Array>,
): Promise<void> {
  const giveUp = new AbortController();
  const cancel = (): void => {
    giveUp.abort(new GdbError('aborted', 'The export was cancelled.'));
  };
  wish.signal.addEventListener('abort', cancel, { once: true });
  if (wish.signal.aborted) cancel();
  try {
    const sealing = wish.passphrase === undefined ? new TransformStream<Uint8Array>() : await seal(wish.passphrase);
    const sent = sealing.readable.pipeTo(out, { signal: giveUp.signal });
    sent.catch(() => undefined);
    await writeZip(exported, wish, new ZipOut(sealing.writable));
    await sent;
  } catch (error) {
    const reason: unknown = giveUp.signal.aborted ? giveUp.signal.reason : error;
    giveUp.abort(reason);
    throw reason;
  } finally {
    wish.signal.removeEventListener('abort', cancel);
  }
}

async function writeZip(exported: ExportedEdits, wish: RescueWish, zip: ZipOut): Promise<void> {
  const notes: FileNote[] = [];
  for (const [path, text] of documentsOf(exported)) notes.push(await addText(zip, path, text));
  let bytes = 0;
  for (const edit of exported.edits) {
    const note = await addPhoto(zip, edit, exported, wish);
    if (!note) continue;
    notes.push(note);
    bytes += note.size;
    wish.onProgress(bytes);
  }
  await addText(zip, MANIFEST, JSON.stringify(manifestOf(exported, wish, notes), null, 1));
  await zip.close();
}

function* documentsOf({ geodatabase, edits, storeInstance }: ExportedEdits): Generator<readonly [string, string]> {
  const lines = edits.map((edit) => JSON.stringify(edit)).join(',\n');
  yield [EDITS, `{"storeInstance":${JSON.stringify(storeInstance)},"edits":[\n${lines}\n]}`];
  const layers = geodatabase.layers
    .map((layer) => ({ layer, rows: editedRows(layer, edits) }))
    .filter(({ rows }) => rows.length > 0);
  yield ['edits.geojson', toGeoJson(layers, geodatabase.spatialReference)];
  for (const { layer, rows } of layers)
    yield [`csv/${String(layer.layerId)}-${tameName(layer.name, 'text/csv')}.csv`, toCsv(layer, rows)];
}

function manifestOf(
  { edits, geodatabase, storeInstance }: ExportedEdits,
  wish: RescueWish,
  files: readonly FileNote[],
): Manifest {
  return {
    format: FORMAT,
    version: VERSION,
    uid: wish.uid,
    mode: wish.mode,
    createdAt: wish.createdAt,
    serviceUrl: stripSecrets(geodatabase.serviceUrl),
    geodatabase: wish.geodatabaseName,
    storeInstance,
    users: [...new Set(edits.map(({ user }) => user))],
    partSize: PART_SIZE,
    files,
  };
}

async function addText(zip: ZipOut, path: string, text: string): Promise<FileNote> {
  const bytes = new TextEncoder().encode(text);
  const parts: string[] = [];
  await zip.add(path, bytes.length, hashed(pieces(bytes), parts));
  return { path, size: bytes.length, parts };
}

async function* pieces(bytes: Uint8Array<ArrayBuffer>): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  for (let at = 0; at < bytes.length; at += PART_SIZE) yield bytes.subarray(at, at + PART_SIZE);
}

async function addPhoto(
  zip: ZipOut,
  { layerId, operation, attachment }: RescueEdit,
  { contentVersions }: ExportedEdits,
  { readPart }: RescueWish,
): Promise<FileNote | null> {
  const contentVersion = attachment && contentVersions.get(attachment.globalId);
  if (!attachment || contentVersion === undefined || operation === 'attachDelete') return null;
  const { globalId, name, contentType, size, partHashes } = attachment;
  async function* parts(): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
    for (let partNo = 0; partNo < partHashes.length; partNo += 1)
      yield new Uint8Array(await readPart(globalId, contentVersion as number, partNo));
  }
  const path = photoPath(layerId, globalId, tameName(name, contentType));
  const hashes: string[] = [];
  await zip.add(path, size, hashed(parts(), hashes));
  return { path, size, parts: hashes };
}

/** The pieces as they are, each one's hash noted. */
async function* hashed(
  parts: AsyncIterable<Uint8Array<ArrayBuffer>>,
  hashes: string[],
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const part of parts) {
    hashes.push(await sha256(part));
    yield part;
  }
}
