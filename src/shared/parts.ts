/** Bytes of one part of an attachment, in the store and in an upload alike: 2 MiB (1 to 4 MB measure best; 256 KB parts are twice as slow). */
export const PART_SIZE: number = 2 * 1024 * 1024;

/** How many parts `size` bytes make. An empty file has none. */
export function partCount(size: number): number {
  return Math.ceil(size / PART_SIZE);
}

/** A part of an attachment, and the SHA-256 of its bytes, hex. */
export interface HashedPart {
  readonly bytes: ArrayBuffer;
  readonly hash: string;
}
