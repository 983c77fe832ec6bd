import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SyncController } from '../../controller/types.js';
import type { nextPercent, Percent } from '../sync-progress/percent.js';
import type { LiveRegion } from './live-region.js';
import { situationOf } from './situation.js';
import { nextSpeech, type Spoken } from './spoken.js';
import { holdWords, type StatusLocalizer } from './status-words.js';

/** Follows the runs of a controller: their percent, and what is said aloud of them. */
export class RunFollower implements ReactiveController {
  readonly #live: LiveRegion;
  readonly #words: StatusLocalizer;
  readonly #nextPercent: typeof nextPercent;
  #controller: SyncController | undefined;
  #percent: Percent | null = null;
  #spoken: Spoken | null = null;

  constructor(
    host: ReactiveControllerHost,
    { live, words, next }: { live: LiveRegion; words: StatusLocalizer; next: typeof nextPercent },
  ) {
    this.#live = live;
    this.#words = words;
    this.#nextPercent = next;
    host.addController(this);
  }

  /** What ended while it was off the page is no news when it is back. */
  hostDisconnected(): void {
    this.#spoken = null;
  }

  /** 0 to 100; null while nothing can be measured. */
  get percent(): number | null {
    return this.#percent?.value ?? null;
  }

  /** Looks at the controller's present state, and says what is news. `reason`: why a run failed, in words. */
  follow(controller: SyncController, now: number, reason: string): void {
    if (controller !== this.#controller) {
      this.#controller = controller;
      this.#percent = null;
      this.#spoken = null;
    }
    const { sync } = controller.state;
    this.#percent = this.#nextPercent(this.#percent, sync);
    const hold = holdWords(situationOf(controller.status, controller.state), this.#words);
    const context = { words: this.#words, percent: this.percent, now, reason, hold };
    const { memory, text } = nextSpeech(this.#spoken, sync, context);
    this.#spoken = memory;
    if (text !== null) this.#live.say(text, controller);
  }
}
