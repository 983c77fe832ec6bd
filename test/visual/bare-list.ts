/** What `npm run bench:lists` measures lists by. */
import { html, LitElement, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

/** What a list of the same things needs at least: rows of one height and one line, of which those in view are drawn. */
export class BareList extends LitElement {
  items: readonly { readonly name: string; readonly text: string }[] = [];
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
    const length = Math.min(Math.ceil(innerHeight / 40) + 10, this.items.length - this.#first);
    const rows = Array.from({ length }, (_, at) => this.#first + at);
    return html`<div .style=${`position:relative;block-size:${String(this.items.length * 40)}px`}>
      ${repeat(
        rows,
        (at) => at,
        (at) =>
          html`<div .style=${`position:absolute;block-size:40px;inset-block-start:${String(at * 40)}px`}>
            <b>${this.items[at]?.name}</b> <span>${this.items[at]?.text}</span>
          </div>`,
      )}
    </div>`;
  }
}
customElements.define('bare-list', BareList);
