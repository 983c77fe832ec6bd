/** Is a record what was written? Checksums cover every byte, so that wrong ones are never shown, whatever became of the disk. */
import { isObject } from '../../shared/json.js';
import type { GidBucket, OidBucket, PackedChunk } from '../schema.js';
import { xxhash32 } from './xxhash32.js';

/** The records of a run, by the store they lie in. */
export interface RunRecords {
  readonly chunk: PackedChunk;
  readonly gid: GidBucket;
  readonly oid: OidBucket;
}

/** The pieces under the checksum, in its order. */
const PIECES: { readonly [S in keyof RunRecords]: readonly (keyof RunRecords[S])[] } = {
  chunk: ['box', 'gid', 'oid', 'off', 'bytes'],
  gid: ['keys', 'chunkNo', 'rowNo'],
  oid: ['keys', 'chunkNo', 'rowNo'],
};

/** The checksum that belongs to these pieces. */
export function checksumOf<S extends keyof RunRecords>(store: S, record: Omit<RunRecords[S], 'checksum'>): number {
  return hashOf(PIECES[store].map((name) => (record as RunRecords[S])[name] as ArrayBufferView));
}

/** False for anything but a record as it was written. */
export function isWhole<S extends keyof RunRecords>(store: S, record: unknown): record is RunRecords[S] {
  if (!isObject(record)) return false;
  const views = PIECES[store].map((name) => record[name as string]);
  if (!views.every((view) => ArrayBuffer.isView(view)) || hashOf(views) !== record['checksum']) return false;
  return store !== 'chunk' || (record['v'] === 1 && record['n'] === (record['oid'] as Float64Array).length);
}

/** Each piece is hashed with what came before it as its seed. */
function hashOf(views: readonly ArrayBufferView[]): number {
  return views.reduce((hash, view) => xxhash32(view, hash), 0);
}
