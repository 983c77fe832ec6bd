/** Long lists, for `npm run bench:lists`: refused edits in their element, beside a bare windowed list in Lit. */
import { html, LitElement, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { FeatureEditError } from '../../src/controller/types.js';
import '../../src/elements/edit-errors/gdb-edit-errors.js';
import { withErrors } from '../support/error-scenes.js';
import { measure, type Measured } from './measured-list.js';

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

export const lists: Readonly<Record<string, (count: number) => Promise<Measured>>> = {
  errors: (count) =>
    measure(Object.assign(document.createElement('gdb-edit-errors'), { controller: withErrors(count) })),
  bare: (count) => measure(Object.assign(new BareList(), { errors: withErrors(count).syncErrors })),
};

Object.assign(globalThis, { lists });
