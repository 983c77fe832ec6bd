/** Buffers that several may still read: each holds them, and with the last who lets go of them their memory is given back. */
import { letGo } from './let-go.js';

const holders = new WeakMap<ArrayBufferLike, number>();

/** One `release` is owed for it. */
export function hold(buffer: ArrayBufferLike): void {
  holders.set(buffer, (holders.get(buffer) ?? 0) + 1);
}

/** Of what was held before. Those that nobody else holds are empty afterwards. */
export function release(buffers: Iterable<ArrayBufferLike>): void {
  const free: ArrayBuffer[] = [];
  for (const buffer of buffers) {
    const left = (holders.get(buffer) ?? 0) - 1;
    if (left > 0) holders.set(buffer, left);
    else {
      holders.delete(buffer);
      if (buffer instanceof ArrayBuffer) free.push(buffer);
    }
  }
  letGo(free);
}
