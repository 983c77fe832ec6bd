/**
 * xxHash32, the checksum of the records of a run: https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md. Five times as fast as a CRC in
 * script, which a map that reads a megabyte for each of its views feels. Synchronous: awaiting `crypto.subtle` inside a transaction would end it.
 */

const P1 = 0x9e3779b1 | 0;
const P2 = 0x85ebca77 | 0;
const P3 = 0xc2b2ae3d | 0;
const P4 = 0x27d4eb2f | 0;
const P5 = 0x165667b1 | 0;

/** The hash of the bytes under a view, as an unsigned 32-bit number. */
export function xxhash32(view: ArrayBufferView, seed = 0): number {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const wholeStripes = bytes.length - (bytes.length % 16);
  const head = wholeStripes === 0 ? seed + P5 : ofStripes(wordsOf(bytes, wholeStripes), seed);
  return finished(ofTail((head + bytes.length) | 0, bytes, wholeStripes));
}

/** Words as the machine has them, low byte first: browsers run on no other. */
function wordsOf(bytes: Uint8Array, length: number): Int32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice(0, length);
  return new Int32Array(aligned.buffer, aligned.byteOffset, length / 4);
}

function ofStripes(words: Int32Array, seed: number): number {
  let a = (seed + P1 + P2) | 0;
  let b = (seed + P2) | 0;
  let c = seed | 0;
  let d = (seed - P1) | 0;
  // Four lanes that do not wait for each other, written out: the machine works on them at the same time.
  for (let index = 0; index < words.length; index += 4) {
    a = (a + Math.imul(words[index] as number, P2)) | 0;
    a = Math.imul((a << 13) | (a >>> 19), P1);
    b = (b + Math.imul(words[index + 1] as number, P2)) | 0;
    b = Math.imul((b << 13) | (b >>> 19), P1);
    c = (c + Math.imul(words[index + 2] as number, P2)) | 0;
    c = Math.imul((c << 13) | (c >>> 19), P1);
    d = (d + Math.imul(words[index + 3] as number, P2)) | 0;
    d = Math.imul((d << 13) | (d >>> 19), P1);
  }
  return rotated(a, 1) + rotated(b, 7) + rotated(c, 12) + rotated(d, 18);
}

/** The bytes after the last whole stripe, by the word and then one by one. */
function ofTail(before: number, bytes: Uint8Array, from: number): number {
  let hash = before;
  let at = from;
  for (; at + 4 <= bytes.length; at += 4) {
    const word =
      byteAt(bytes, at) | (byteAt(bytes, at + 1) << 8) | (byteAt(bytes, at + 2) << 16) | (byteAt(bytes, at + 3) << 24);
    hash = Math.imul(rotated((hash + Math.imul(word, P3)) | 0, 17), P4);
  }
  for (; at < bytes.length; at++) hash = Math.imul(rotated((hash + Math.imul(byteAt(bytes, at), P5)) | 0, 11), P1);
  return hash;
}

function finished(before: number): number {
  let hash = Math.imul(before ^ (before >>> 15), P2);
  hash = Math.imul(hash ^ (hash >>> 13), P3);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function rotated(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] as number;
}
