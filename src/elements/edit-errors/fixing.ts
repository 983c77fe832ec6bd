import { nothing, type TemplateResult } from 'lit';
import type { SyncController } from '../../controller/types.js';
import type { LayerSchema } from '../../shared/esri.js';
import type { PartFetcher } from '../common/part-fetcher.js';
import type { Localizer, LocalizedHost } from '../common/localizer.js';
import type { Fixable, FixForm } from './fix-form.js';
import type { ErrorsListKey } from './words.en.js';

export interface FixingDeps {
  readonly parts: PartFetcher;
  readonly controller: () => SyncController | undefined;
  readonly words: Localizer<ErrorsListKey>;
  /** Writes what was put right; false when that did not work: the form stays. */
  readonly onWrite: (
    key: string,
    said: string,
    work: (controller: SyncController) => Promise<void>,
  ) => Promise<boolean>;
  /** Where the focus goes when the form is closed. */
  readonly onClosed: (key: string) => void;
  /** Sends a row again that was refused, where nothing of it was changed. */
  readonly onUnchanged: (key: string) => void;
}

/** The row whose fields are open; one at a time. The form itself is fetched when a person first asks for it. */
export class Fixing {
  readonly #host: LocalizedHost;
  readonly #deps: FixingDeps;
  #key: string | undefined;
  /** Rows of another area may have the same keys. */
  #area: SyncController | undefined;
  #form: FixForm | undefined;
  /** What was typed and is neither sent nor cancelled, by row: another row's form may be opened between. */
  readonly #typed = new WeakMap<SyncController, Map<string, Map<string, string>>>();

  constructor(host: LocalizedHost, deps: FixingDeps) {
    this.#host = host;
    this.#deps = deps;
  }

  isOpen(key: string): boolean {
    return this.#key === key && this.#area === this.#deps.controller();
  }

  render(key: string): TemplateResult | typeof nothing {
    return this.isOpen(key) ? (this.#form?.render() ?? nothing) : nothing;
  }

  /** Opens the fields of a row, or closes them. */
  async toggle(key: string, subject: Fixable, layer: LayerSchema | undefined): Promise<void> {
    const controller = this.#deps.controller();
    if (this.isOpen(key) || controller === undefined || layer === undefined) {
      this.close();
      return;
    }
    this.#key = key;
    this.#area = controller;
    this.#form = undefined;
    const part = await this.#deps.parts.get(() => import('./fix-form.js'), { place: key });
    if (!this.isOpen(key)) return;
    if (part === null) {
      // The focus stays on the button: the same press asks again.
      this.#key = undefined;
      return;
    }
    const { FixForm: Form, writeFix } = part;
    const kept = this.#typed.get(controller) ?? new Map<string, Map<string, string>>();
    const typed = kept.get(key) ?? new Map<string, string>();
    this.#typed.set(controller, kept.set(key, typed));
    const end = (): void => {
      kept.delete(key);
      if (this.isOpen(key)) this.close();
    };
    this.#form = new Form(this.#host, subject, {
      controller,
      layer,
      listWords: this.#deps.words,
      typed,
      onCancel: end,
      onApply: (changes) => {
        if (Object.keys(changes).length === 0) {
          end();
          this.#deps.onUnchanged(key);
          return;
        }
        const said = this.#deps.words.text('saidRetry', { title: subject.title });
        void this.#deps
          .onWrite(key, said, (to) => writeFix(to, layer, subject, changes))
          .then((isDone) => {
            if (isDone) end();
          });
      },
    });
    this.#host.requestUpdate();
  }

  /** True when something was open. */
  close(): boolean {
    const key = this.#key;
    this.#key = undefined;
    this.#form = undefined;
    this.#host.requestUpdate();
    if (key !== undefined) this.#deps.onClosed(key);
    return key !== undefined;
  }
}
