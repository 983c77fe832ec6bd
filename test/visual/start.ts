/** One element on an empty page, for `npm run bench:start`: the four of this library, and what Lit alone needs for a button and a bar. */
import { css, html, LitElement, type CSSResult, type TemplateResult } from 'lit';
import { attachmentScenes, FEATURE } from '../support/attachment-scenes.js';
import { scenes } from '../support/controller-states.js';
import { withErrors } from '../support/error-scenes.js';
import { ScriptedController } from '../support/scripted-controller.js';

/** A button that says something, a bar that is as long as its value: no states, no words in other languages, no controller. */
class BareElement extends LitElement {
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
customElements.define('bare-element', BareElement);

type Shown = HTMLElement & { readonly updateComplete: Promise<boolean> };

const make: Readonly<Record<string, () => Promise<Shown>>> = {
  'bare-element': () => Promise.resolve(new BareElement()),
  'gdb-sync-progress': () => withController('gdb-sync-progress', new ScriptedController(scenes.uploading())),
  'gdb-sync-button': () => withController('gdb-sync-button', new ScriptedController(scenes.changesNotSent())),
  'gdb-edit-errors': () => withController('gdb-edit-errors', withErrors(4)),
  'gdb-attachment-picker': async () => {
    const element = await withController('gdb-attachment-picker', await attachmentScenes.empty());
    return Object.assign(element, { layerId: 0, globalId: FEATURE });
  },
};

function withController(tag: string, controller: ScriptedController): Promise<Shown> {
  return Promise.resolve(Object.assign(document.createElement(tag) as Shown, { controller }));
}

/** Shows the element, and says how many ms after the page's first script the frame with something to press in it was there. */
export async function show(tag: string): Promise<number> {
  const element = await make[tag]?.();
  if (element === undefined) throw new Error(`There is no ${tag}.`);
  document.body.append(element);
  while (element.shadowRoot?.querySelector('button, input') == null) {
    await element.updateComplete;
    await new Promise((resolve) => setTimeout(resolve));
  }
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const start = performance.getEntriesByName('start')[0]?.startTime ?? 0;
  return performance.now() - start;
}
