/** What a file must offer to be read: a Blob or a File does, and so does anything that reads ranges of bytes. */
export interface ByteSource {
  /** Bytes. */
  readonly size: number;
  /** The bytes from `start` up to, not including, `end`. */
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}
