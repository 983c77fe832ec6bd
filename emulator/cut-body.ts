/** Hosts collect the first pieces of a body before they send anything: the break has to come later than that. */
const pauseMs = 30;
/** And what comes before the break has to have left: bytes a millisecond. */
const pace = 10_000;

/**
 * @returns a body that breaks off after some bytes, as when a connection dies: its reader gets an error, not an end
 */
export function cutAfter(bytes: Uint8Array, count: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      controller.enqueue(bytes.slice(0, count));
      setTimeout(() => controller.error(new Error('The body was cut on purpose')), pauseMs + count / pace);
    },
  });
}
