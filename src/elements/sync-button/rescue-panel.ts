/** Unsent edits out of this device as a file, and in from another: what stands behind the three dots of the button. Loaded when they are pressed. */
import { html, nothing, type TemplateResult } from 'lit';
import type { RescueMode, SyncController } from '../../controller/types.js';
import { summarize, toGdbError, type ErrorSummary } from '../../shared/errors.js';
import { download } from '../common/download.js';
import type { ErrorExplainer } from '../common/error-words.js';
import type { LiveRegion } from '../common/live-region.js';
import { Localizer, type LocalizedHost } from '../common/localizer.js';
import { PerArea } from '../common/per-area.js';
import { pendingCount } from '../common/status-words.js';
import { rescueEnglish, type RescueKey } from './rescue-words.en.js';

export class RescuePanel {
  readonly #host: LocalizedHost;
  readonly #errors: ErrorExplainer;
  readonly #live: LiveRegion;
  readonly #words: Localizer<RescueKey>;
  readonly #told = new PerArea(() => ({ text: '' }));
  #isBusy = false;

  constructor(host: LocalizedHost, tools: { readonly errors: ErrorExplainer; readonly live: LiveRegion }) {
    this.#host = host;
    this.#errors = tools.errors;
    this.#live = tools.live;
    this.#words = new Localizer(host, rescueEnglish);
  }

  render(controller: SyncController): TemplateResult {
    const words = this.#words;
    const unsent = pendingCount(controller.state) + controller.state.pending.refused;
    const frozen = controller.state.pending.handedOver ?? 0;
    const off = this.#isBusy ? 'true' : nothing;
    const button = (key: RescueKey, act: () => void, count = 0): TemplateResult =>
      html`<button class="rescue-action" type="button" aria-disabled=${off} @click=${act}>
        ${words.text(key, { count })}
      </button>`;
    return html`<div class="rescue" part="rescue" id="rescue" role="group" aria-labelledby="menu-title">
      <label class="passphrase"
        >${words.text('rescuePassphrase')}
        <input type="password" autocomplete="new-password" />
      </label>
      ${
        unsent > 0
          ? html`${button('rescueExport', () => void this.#export(controller, 'copy'))}
            ${button('rescueHandOver', () => void this.#export(controller, 'hand-over'))}`
          : nothing
      }
      ${
        frozen > 0
          ? button('rescueTakeBack', () => void this.#run(controller, () => this.#takeBack(controller)), frozen)
          : nothing
      }
      ${button('rescueImport', () => this.#file?.click())}
      <input
        type="file"
        accept=".zip,.sealed"
        hidden
        aria-hidden="true"
        tabindex="-1"
        @change=${() => void this.#import(controller)}
      />
      <p class="said">${this.#told.of(controller).text}</p>
    </div>`;
  }

  get #file(): HTMLInputElement | null | undefined {
    return this.#host.shadowRoot?.querySelector<HTMLInputElement>('.rescue [type=file]');
  }

  #passphrase(): { readonly passphrase?: string } {
    const input = this.#host.shadowRoot?.querySelector<HTMLInputElement>('.rescue [type=password]');
    const passphrase = input?.value ?? '';
    return passphrase === '' ? {} : { passphrase };
  }

  #export(controller: SyncController, mode: RescueMode): Promise<void> {
    return this.#run(controller, async () => {
      const { file, name, edits, attachments } = await controller.exportPendingEdits({ mode, ...this.#passphrase() });
      if (file !== null) download(file, name);
      const key = mode === 'copy' ? 'rescueExported' : 'rescueHandedOver';
      return this.#words.text(key, { count: edits + attachments, name });
    });
  }

  async #import(controller: SyncController): Promise<void> {
    const input = this.#file;
    const file = input?.files?.[0];
    if (!input || !file) return;
    await this.#run(controller, async () => {
      const { features, attachments } = await controller.importPendingEdits(file, this.#passphrase());
      const count = features + attachments;
      return count === 0 ? this.#words.text('rescueKnown') : this.#words.text('rescueImported', { count });
    });
    input.value = '';
  }

  async #takeBack(controller: SyncController): Promise<string> {
    await controller.takeBackPendingEdits();
    return this.#words.text('rescueTakenBack');
  }

  /** What became of it is shown and said; a failure too. */
  async #run(controller: SyncController, work: () => Promise<string>): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#tell(this.#words.text('rescueWorking'), controller);
    let said: string;
    try {
      said = await work();
    } catch (error) {
      said = this.#explain(summarize(toGdbError(error)));
    }
    this.#isBusy = false;
    this.#tell(said, controller);
  }

  #explain(error: ErrorSummary): string {
    const { what, todo, said } = this.#errors.explain(error, this.#words.language);
    return [what, todo, said].filter((text) => text !== '').join(' ');
  }

  #tell(text: string, controller: SyncController): void {
    this.#told.of(controller).text = text;
    this.#live.say(text, controller);
    this.#host.requestUpdate();
  }
}
