/** Long lists, for `npm run bench:lists`: refused edits in their element, beside a bare windowed list in Lit. */
import { html, LitElement, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { FeatureEditError } from '../../src/controller/types.js';
import '../../src/elements/edit-errors/gdb-edit-errors.js';
import { withErrors } from '../support/error-scenes.js';

export interface Measured {
  /** From the element's place in the page to the frame that shows it, in ms. */
  readonly shown: number;
  readonly nodes: number;
  /** The longest task while the page is scrolled from end to end, in ms; 0 when none took 50. */
  readonly longestTask: number;
  /** Frames that took longer than 50 ms, of 121. */
  readonly slowFrames: number;
}

/** What a list of the same refused edits needs at least: rows of one height and one line, of which those in view are drawn. */
class BareList extends LitElement {
  errors: readonly FeatureEditError[] = [];
  #first = 0;
  readonly #look = (): void => {
    const first = Math.max(0, Math.floor(-this.getBoundingClientRect().top / 40) - 5);
    if (first === this.#first) return;
    this.#first = first;
    this.requestUpdate();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('scroll', this.#look, { passive: true });
  }

  override render(): TemplateResult {
    const length = Math.min(Math.ceil(innerHeight / 40) + 10, this.errors.length - this.#first);
    const rows = Array.from({ length }, (_, at) => this.#first + at);
    return html`<div .style=${`position:relative;block-size:${String(this.errors.length * 40)}px`}>
      ${repeat(
        rows,
        (at) => at,
        (at) =>
          html`<div .style=${`position:absolute;block-size:40px;inset-block-start:${String(at * 40)}px`}>
            <b>${this.errors[at]?.title}</b> <span>${this.errors[at]?.error.description}</span>
          </div>`,
      )}
    </div>`;
  }
}
customElements.define('bare-list', BareList);

const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

function countNodes(root: ParentNode): number {
  return [...root.querySelectorAll('*')].reduce(
    (sum, element) => sum + 1 + (element.shadowRoot === null ? 0 : countNodes(element.shadowRoot)),
    0,
  );
}

async function scroll(): Promise<Pick<Measured, 'longestTask' | 'slowFrames'>> {
  let longestTask = 0;
  let slowFrames = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration);
  });
  observer.observe({ entryTypes: ['longtask'] });
  const height = document.documentElement.scrollHeight;
  for (let step = 0, last = performance.now(); step <= 120; step += 1) {
    scrollTo(0, (height * step) / 120);
    await frame();
    const now = performance.now();
    if (now - last > 50) slowFrames += 1;
    last = now;
  }
  await frame();
  observer.disconnect();
  return { longestTask, slowFrames };
}

async function measure(element: HTMLElement & { readonly updateComplete: Promise<boolean> }): Promise<Measured> {
  document.body.replaceChildren();
  // What making the data left behind is not the list's.
  (globalThis as { gc?: () => void }).gc?.();
  await frame();
  const start = performance.now();
  document.body.append(element);
  await element.updateComplete;
  await frame();
  const shown = performance.now() - start;
  const nodes = countNodes(document.body);
  return { shown, nodes, ...(await scroll()) };
}

export const lists: Readonly<Record<string, (count: number) => Promise<Measured>>> = {
  errors: (count) =>
    measure(Object.assign(document.createElement('gdb-edit-errors'), { controller: withErrors(count) })),
  bare: (count) => measure(Object.assign(new BareList(), { errors: withErrors(count).syncErrors })),
};

Object.assign(globalThis, { lists });
