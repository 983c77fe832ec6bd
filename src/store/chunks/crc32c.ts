/** CRC-32C (Castagnoli), synchronous: awaiting `crypto.subtle` inside a transaction would end it. */
const TABLES = makeTables();

/** The checksum of several pieces in a row, as an unsigned 32-bit number. */
export function crc32c(...pieces: readonly ArrayBufferView[]): number {
  let crc = 0xffffffff;
  for (const piece of pieces) crc = update(crc, new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength));
  return (crc ^ 0xffffffff) >>> 0;
}

/** Eight bytes a step, each through a table of its own ("slicing by eight"): four times as fast as byte by byte. */
function update(before: number, bytes: Uint8Array): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES;
  const whole = bytes.length - (bytes.length % 8);
  let crc = before;
  let index = 0;
  for (; index < whole; index += 8) {
    crc ^=
      (bytes[index] as number) |
      ((bytes[index + 1] as number) << 8) |
      ((bytes[index + 2] as number) << 16) |
      ((bytes[index + 3] as number) << 24);
    crc =
      (t7[crc & 0xff] as number) ^
      (t6[(crc >>> 8) & 0xff] as number) ^
      (t5[(crc >>> 16) & 0xff] as number) ^
      (t4[crc >>> 24] as number) ^
      (t3[bytes[index + 4] as number] as number) ^
      (t2[bytes[index + 5] as number] as number) ^
      (t1[bytes[index + 6] as number] as number) ^
      (t0[bytes[index + 7] as number] as number);
  }
  for (; index < bytes.length; index++) crc = (crc >>> 8) ^ (t0[(crc ^ (bytes[index] as number)) & 0xff] as number);
  return crc;
}

type Eight<T> = readonly [T, T, T, T, T, T, T, T];

function makeTables(): Eight<Int32Array> {
  const first = new Int32Array(256);
  for (let n = 0; n < 256; n++) {
    let value = n;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
    first[n] = value;
  }
  const next = (table: Int32Array): Int32Array => table.map((value) => (value >>> 8) ^ (first[value & 0xff] as number));
  const [a, b, c] = [next(first), next(next(first)), next(next(next(first)))];
  const d = next(c);
  const e = next(d);
  const f = next(e);
  return [first, a, b, c, d, e, f, next(f)];
}
