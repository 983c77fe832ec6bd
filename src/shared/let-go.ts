/** Memory given back at once. */

let nowhere: MessagePort | null = null;

/**
 * Frees buffers that nobody needs any more; they are empty afterwards. Left to themselves they stay until garbage is next collected, which
 * Chromium does not begin before 64 MB of them lie about. A message that nobody can receive takes them with it, where `transfer()` would not:
 * what Blob, WebCrypto or IndexedDB has once seen keeps the memory of a buffer that was only moved.
 */
export function letGo(buffers: Iterable<ArrayBuffer>): void {
  // One that is named twice, or gone already, could not be sent.
  const filled = [...new Set(buffers)].filter(({ byteLength }) => byteLength > 0);
  if (filled.length === 0) return;
  nowhere ??= closedPort();
  nowhere.postMessage(null, filled);
}

/** The buffers behind the views in a record. */
export function buffersOf(record: object): readonly ArrayBuffer[] {
  const views = Object.values(record).filter((part) => ArrayBuffer.isView(part));
  return views.flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : []));
}

function closedPort(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port2.close();
  return port1;
}
