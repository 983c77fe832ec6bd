/**
 * The frames of a bundle. Each carries a SHA-256 over the one of the frame before it and its own bytes, so that a byte that changed, a frame that is
 * missing and an end that was cut off are all found.
 *
 *     magic  "gdb-sync bundle" and a zero byte
 *     frame  1 byte kind, 4 bytes length (big endian), 32 bytes SHA-256(before, kind, length, bytes), the bytes
 */
import type { ByteSource } from '../../shared/byte-source.js';
import { GdbError } from '../../shared/errors.js';
import { damaged } from '../failures.js';

export const MAGIC: Uint8Array<ArrayBuffer> = new TextEncoder().encode('gdb-sync bundle\0');
/** `H` the head, `R` a piece of the rows, `A` what an attachment is, `D` a piece of its bytes, `E` the end. */
export type FrameKind = 'H' | 'R' | 'A' | 'D' | 'E';

export interface Frame {
  readonly kind: FrameKind;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const HEAD = 37;
/** Bytes of a frame at most: what a reader has to hold. */
const LONGEST = 16 * 1024 * 1024;
const KINDS = 'HRADE';
const START: Uint8Array<ArrayBuffer> = new Uint8Array(32);

/** Makes frames, one after the other. */
export class FrameWriter {
  #before = START;

  async write(kind: FrameKind, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    const frame = new Uint8Array(HEAD + bytes.length);
    frame[0] = kind.charCodeAt(0);
    new DataView(frame.buffer).setUint32(1, bytes.length);
    this.#before = await checksum(this.#before, frame.subarray(0, 5), bytes);
    frame.set(this.#before, 5);
    frame.set(bytes, HEAD);
    return frame;
  }
}

/** Frames from the first to the end. Throws `bad-file` with the frame that is damaged, and when there is none for the end. */
export async function* readFrames(source: ByteSource, signal: AbortSignal): AsyncGenerator<Frame> {
  let before = START;
  let at = MAGIC.length;
  while (at < source.size) {
    if (signal.aborted) throw new GdbError('aborted', 'The reading was stopped.');
    const head = await read(source, at, HEAD);
    const length = new DataView(head.buffer).getUint32(1);
    const kind = String.fromCharCode(head[0] ?? 0);
    if (!KINDS.includes(kind) || length > LONGEST) throw damaged(`no frame begins at byte ${String(at)}`);
    const bytes = await read(source, at + HEAD, length);
    before = await checksum(before, head.subarray(0, 5), bytes);
    if (!before.every((byte, i) => byte === head[5 + i])) throw damaged(`the frame at byte ${String(at)} was changed`);
    yield { kind: kind as FrameKind, bytes };
    if (kind === 'E') return;
    at += HEAD + length;
  }
  throw damaged('it is cut short');
}

async function read(source: ByteSource, at: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  if (at + length > source.size) throw damaged('it is cut short');
  const bytes = await source
    .slice(at, at + length)
    .arrayBuffer()
    .catch((cause: unknown) => {
      throw new GdbError('bad-file', 'The file can’t be read: it was changed, moved or removed meanwhile.', { cause });
    });
  if (bytes.byteLength < length) throw damaged('it is shorter than it was');
  return new Uint8Array(bytes);
}

async function checksum(...pieces: readonly Uint8Array[]): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
}
