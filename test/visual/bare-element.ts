/** What Lit alone needs for a button and a bar, for `npm run bench:start`. */
import { css, html, LitElement, type CSSResult, type TemplateResult } from 'lit';

/** A button that says something, a bar that is as long as its value: no states, no words in other languages, no controller. */
export class BareElement extends LitElement {
  static override styles: CSSResult = css`
    button {
      min-block-size: 44px;
    }
    .bar {
      block-size: 4px;
      background: silver;
    }
    .fill {
      inline-size: 40%;
      block-size: 100%;
      background: navy;
    }
  `;

  override render(): TemplateResult {
    return html`<button type="button" @click=${this.#press}>Sync</button>
      <div class="bar" role="progressbar" aria-label="Progress" aria-valuenow="40"><div class="fill"></div></div>`;
  }

  readonly #press = (): void => {
    this.requestUpdate();
  };
}
