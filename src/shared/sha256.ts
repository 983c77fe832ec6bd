/** SHA-256 in hex. WebCrypto hashes no streams, so what is large is hashed part by part. Never inside a transaction: awaiting it would end one. */
export async function sha256(bytes: Uint8Array<ArrayBuffer> | ArrayBuffer): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
