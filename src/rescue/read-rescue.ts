/** A rescue file, opened and judged before anything of it is believed. Photos come part by part, each proved by its hash. */
import type { FileEntry } from '@zip.js/zip.js';
import { GdbError } from '../shared/errors.js';
import { tameName } from '../shared/files.js';
import { PART_SIZE } from '../shared/parts.js';
import type { RescueAttachment, RescueEdits } from '../shared/rescue.js';
import { checkEdits, checkManifest } from './check-edits.js';
import { EDITS, MANIFEST, photoPath, type FileNote, type Manifest } from './format.js';
import { sha256 } from '../shared/sha256.js';
import { isSealed, unseal, type Bytewise } from './seal.js';
import { bytesOf, openZip, toBadFile } from './zip.js';

/** Of a text that is read whole. */
const LARGEST_TEXT = 256 * 1024 * 1024;

export interface OpenRescue extends RescueEdits {
  readonly manifest: Manifest;
  /** The bytes of an attachment in parts as the store takes them. Throws `bad-file` at the first part that is not what it should be. */
  readonly partsOf: (layerId: number, attachment: RescueAttachment) => AsyncGenerator<ArrayBuffer, void, undefined>;
}

/** Rejects `bad-file`, `unsupported-file`, `wrong-passphrase`. */
export async function openRescue(file: Blob, passphrase: string | undefined): Promise<OpenRescue> {
  const raw = bytewise(file);
  const sealed = await isSealed(raw).catch(toBadFile);
  if (sealed && passphrase === undefined)
    throw new GdbError('wrong-passphrase', 'This file is sealed: its passphrase is needed.');
  const entries = await openZip(sealed ? await unseal(raw, passphrase ?? '') : raw);
  const manifest = checkManifest(parse(await textOf(entries, MANIFEST, null)));
  const notes = new Map(manifest.files.map((note) => [note.path, note]));
  for (const { path, size } of manifest.files)
    if (entries.get(path)?.uncompressedSize !== size) throw new GdbError('bad-file', `The file lacks ${path}.`);
  if (entries.size !== notes.size + 1) throw new GdbError('bad-file', 'The file holds more than it says.');
  const edits = checkEdits(parse(await textOf(entries, EDITS, notes.get(EDITS) ?? null)));
  if (edits.storeInstance !== manifest.storeInstance)
    throw new GdbError('bad-file', 'The file was put together of two.');
  return {
    ...edits,
    manifest,
    partsOf: (layerId, attachment) => {
      const path = photoPath(layerId, attachment.globalId, tameName(attachment.name, attachment.contentType));
      const note = notes.get(path);
      const entry = entries.get(path);
      const isWhole = note?.size === attachment.size && note.parts.join() === attachment.partHashes.join();
      if (!note || !entry || !isWhole) throw new GdbError('bad-file', `The file lacks ${attachment.name}.`);
      return proved(entry, note);
    },
  };
}

function bytewise(file: Blob): Bytewise {
  return {
    size: file.size,
    read: async (offset, length) =>
      new Uint8Array(
        await file
          .slice(offset, offset + length)
          .arrayBuffer()
          .catch(unreadable),
      ),
  };
}

function unreadable(cause: unknown): never {
  throw new GdbError('bad-file', 'The file can’t be read: it was moved or changed since it was picked.', { cause });
}

/** Null for the manifest, which has no hash of its own. */
async function textOf(entries: ReadonlyMap<string, FileEntry>, path: string, note: FileNote | null): Promise<string> {
  const entry = entries.get(path);
  if (!entry || (path !== MANIFEST && !note)) throw new GdbError('bad-file', `The file lacks ${path}.`);
  if (entry.uncompressedSize > LARGEST_TEXT) throw new GdbError('unsupported-file', `${path} is too large to be read.`);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  try {
    for await (const part of note ? proved(entry, note) : bytesOf(entry))
      text += decoder.decode(part, { stream: true });
    return text + decoder.decode();
  } catch (error) {
    return toBadFile(error);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return toBadFile(error);
  }
}

async function* proved(
  entry: FileEntry,
  { path, size, parts }: FileNote,
): AsyncGenerator<ArrayBuffer, void, undefined> {
  let partNo = 0;
  for await (const part of inParts(bytesOf(entry), size)) {
    if ((await sha256(part)) !== parts[partNo]) throw new GdbError('bad-file', `${path} is damaged.`);
    partNo += 1;
    yield part.buffer;
  }
  if (partNo !== parts.length) throw new GdbError('bad-file', `${path} is cut short.`);
}

/** Pieces of any size as parts that are full, but for the last. */
async function* inParts(
  pieces: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  let left = size;
  let part = new Uint8Array(Math.min(PART_SIZE, left));
  let filled = 0;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length && left > 0;) {
      const taken = piece.subarray(at, at + part.length - filled);
      part.set(taken, filled);
      at += taken.length;
      filled += taken.length;
      if (filled < part.length) continue;
      yield part;
      left -= part.length;
      part = new Uint8Array(Math.min(PART_SIZE, left));
      filled = 0;
    }
  }
}
