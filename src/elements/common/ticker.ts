import type { ReactiveElement, ReactiveController } from 'lit';
import { now } from '../../shared/clock.js';

/** Draws the element again while it shows a time: every second for a countdown, twice a minute for "5 minutes ago". */
export class Ticker implements ReactiveController {
  readonly #host: ReactiveElement;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #delay = Infinity;

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Epoch ms. */
  get now(): number {
    return now();
  }

  /** Asked for while drawing: draw again after so many ms at the latest. */
  within(milliseconds: number): void {
    this.#delay = Math.min(this.#delay, milliseconds);
  }

  hostUpdate(): void {
    clearTimeout(this.#timer);
    this.#delay = Infinity;
  }

  hostUpdated(): void {
    // Off the page nobody reads the time, and a timer that draws sets the next one.
    if (this.#delay < Infinity && this.#host.isConnected)
      this.#timer = setTimeout(() => {
        this.#host.requestUpdate();
      }, this.#delay);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }
}
