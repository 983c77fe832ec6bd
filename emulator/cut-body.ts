/**
 * @returns a body that breaks off after some bytes, as when a connection dies: its reader gets an error, not an end
 */
export function cutAfter(bytes: Uint8Array, count: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let sent = false;
  return new ReadableStream(
    {
      pull(controller) {
        if (sent || count <= 0) {
          controller.error(new Error('The body was cut on purpose'));
          return;
        }
        sent = true;
        controller.enqueue(bytes.slice(0, count));
      },
    },
    { highWaterMark: 0 },
  );
}
