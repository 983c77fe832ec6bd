/** The bytes that base64 text stands for; white space in it means nothing. Null for anything else. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  let binary: string;
  try {
    binary = atob(text.replace(/\s+/g, ''));
  } catch {
    return null;
  }
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/** Bytes as base64, in pieces: one call over a large array overflows the argument stack. */
export function toBase64(bytes: Uint8Array): string {
  const piece = 0x8000 - (0x8000 % 3);
  let text = '';
  for (let start = 0; start < bytes.length; start += piece)
    text += btoa(String.fromCharCode(...bytes.subarray(start, start + piece)));
  return text;
}
