const alphabet = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const pad = 61;
const values = new Int16Array(128).fill(-1);
alphabet.forEach((code, value) => (values[code] = value));

/**
 * Photographs of 12 MB and more travel as base64; `btoa` would need them as a string of characters first.
 * @returns base64 text
 */
export function encodeBase64(bytes: Uint8Array): string {
  const out = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  let at = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const word = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out[at++] = alphabet[word >> 18] ?? 0;
    out[at++] = alphabet[(word >> 12) & 63] ?? 0;
    out[at++] = left > 1 ? (alphabet[(word >> 6) & 63] ?? 0) : pad;
    out[at++] = left > 2 ? (alphabet[word & 63] ?? 0) : pad;
  }
  return new TextDecoder('ascii').decode(out);
}

/**
 * @param text base64, with or without a `data:...;base64,` prefix and padding; blanks and line ends are skipped
 * @returns the bytes, or undefined when the text is no base64
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  const comma = text.startsWith('data:') ? text.indexOf(',') + 1 : 0;
  const out = new Uint8Array(Math.ceil(((text.length - comma) * 3) / 4));
  let [word, bits, at, end] = [0, 0, 0, text.length];
  while (end > comma && text.charCodeAt(end - 1) === pad) end--;
  for (let i = comma; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || code === 13 || code === 32) continue;
    const value = code < 128 ? (values[code] ?? -1) : -1;
    if (value < 0) return undefined;
    word = ((word << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (word >> bits) & 255;
    }
  }
  return bits === 6 ? undefined : out.subarray(0, at);
}
