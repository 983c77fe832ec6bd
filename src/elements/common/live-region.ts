import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { now } from '../../shared/clock.js';

/** What was said last about a subject, page-wide: a button and a progress card beside it say a thing once, not twice. */
const lastSaid = new WeakMap<object, { text: string; at: number }>();
const ONCE_WITHIN = 3000;
/** Long enough to be picked up; afterwards a reader who browses the page does not stumble over old news. */
const KEPT = 6000;

/** A live region that exists, empty, before anything is said; polite unless it is an alert. */
export class LiveRegion implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #role: 'status' | 'alert';
  #text = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, role: 'status' | 'alert' = 'status') {
    this.#host = host;
    this.#role = role;
    host.addController(this);
  }

  /** Says it politely; `subject` is what it is about (the controller): the same words about it within a moment are said once on the page. */
  say(text: string, subject: object): void {
    const last = lastSaid.get(subject);
    if (last?.text === text && now() - last.at < ONCE_WITHIN) return;
    lastSaid.set(subject, { text, at: now() });
    clearTimeout(this.#timer);
    const timer = setTimeout(() => {
      this.#show('');
    }, KEPT);
    this.#timer = timer;
    if (this.#text !== text) {
      this.#show(text);
      return;
    }
    // Only what changes is read out: the same words are taken away first.
    this.#show('');
    void this.#host.updateComplete.then(() => {
      if (timer === this.#timer) this.#show(text);
    });
  }

  #show(text: string): void {
    this.#text = text;
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#text = '';
  }

  render(): TemplateResult {
    return html`<div class="visually-hidden" role=${this.#role} data-live>${this.#text}</div>`;
  }
}
