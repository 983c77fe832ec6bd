/** Bytes as base64, in pieces: one call over a large array overflows the argument stack. */
export function toBase64(bytes: Uint8Array): string {
  const piece = 0x8000 - (0x8000 % 3);
  let text = '';
  for (let start = 0; start < bytes.length; start += piece)
    text += btoa(String.fromCharCode(...bytes.subarray(start, start + piece)));
  return text;
}
