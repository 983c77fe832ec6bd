/** CRC-32C (Castagnoli), synchronous: awaiting `crypto.subtle` inside a transaction would end it. */
const TABLE = makeTable();

/** The checksum of several pieces in a row, as an unsigned 32-bit number. */
export function crc32c(...pieces: readonly ArrayBufferView[]): number {
  let crc = 0xffffffff;
  for (const piece of pieces) {
    const bytes = new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength);
    for (const byte of bytes) crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function makeTable(): Uint32Array {
  const table = new Uint32Array(256);
  for (let n = 0; n < 256; n++) {
    let value = n;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
    table[n] = value >>> 0;
  }
  return table;
}
