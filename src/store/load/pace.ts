/** Long work in slices, so that a page can draw and a worker can answer in between. */
import { now } from '../../shared/clock.js';

/** Milliseconds of work in a row: with the piece that is under way when they are over, well below what a person feels. */
const SLICE_MS = 12;

export class Pace {
  #since = now();

  /** Resolves at once, or after others had their turn when this work had a slice. */
  async breathe(): Promise<void> {
    if (now() - this.#since < SLICE_MS) return;
    await nextTask();
    this.#since = now();
  }
}

/** A task of its own, without the four milliseconds that timers wait, nor the minute that they wait in the background. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
