/** Files that cannot be added: kept, each to be saved or dismissed, until they can; or told, and let go of. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ErrorSummary } from '../../shared/errors.js';
import { toGlobalId } from '../../shared/ids.js';
import { CLOSE, icon } from '../common/icons.js';
import type { LiveRegion } from '../common/live-region.js';
import type { Localizer } from '../common/localizer.js';
import type { GdbAttachmentPicker, PickerLook } from './gdb-attachment-picker.js';
import type { StoringFiles } from './storing-files.js';
import type { ForFeature, WaitingFile } from './waiting-files.js';
import type { PickerKey } from './words.en.js';

export interface HeldTools {
  readonly look: PickerLook;
  readonly words: Localizer<PickerKey>;
  readonly live: LiveRegion;
  readonly storing: StoringFiles;
  /** Why nothing can be added, whatever the place; empty where it can. */
  readonly shut: () => string;
  readonly explain: (error: ErrorSummary) => string;
}

/** Files of one drop, refused for one reason. */
interface Refused {
  readonly names: string;
  readonly reason: string;
}

export class HeldFiles {
  readonly #host: GdbAttachmentPicker;
  readonly #tools: HeldTools;
  readonly #seen = new WeakSet<WaitingFile>();
  readonly #told = new WeakSet<WaitingFile>();
  /** Said in a moment: files of one drop come one after the other. */
  #news: Refused | null = null;
  #refused: Refused | null = null;

  constructor(host: GdbAttachmentPicker, tools: HeldTools) {
    this.#host = host;
    this.#tools = tools;
  }

  /** Adds a file to the feature for which it was chosen, whatever is shown by now; false where it is kept. */
  readonly take = (waiting: WaitingFile): boolean => {
    const { look, words, storing, explain } = this.#tools;
    const { file, capture = null, isKept = false, controller, layerId, globalId } = waiting;
    const shut = this.#tools.shut();
    const place = look.placeOf(layerId, globalId, controller?.state);
    if (shut === '' && place.kind === 'open' && controller !== undefined) {
      this.#refused = null;
      storing.add(file, { controller, layerId: place.layerId, globalId: toGlobalId(place.globalId) }, capture);
      return true;
    }
    this.#wake(waiting);
    const reason = place.kind === 'open' ? 'shutNow' : place.reason;
    // Not known yet: it may be open in a moment.
    if (shut === '' && (reason === 'opening' || reason === 'partMissing')) return false;
    if (!this.#told.has(waiting)) {
      const { unavailable = null } = controller?.state ?? {};
      const value = place.kind === 'open' ? '' : place.value;
      const why = unavailable === null ? words.text(reason, { value }) : explain(unavailable);
      this.#told.add(waiting);
      this.#tell(file.name, shut === '' ? why : shut, isKept);
    }
    return !isKept;
  };

  /** How many are held for the feature that is shown. */
  get count(): number {
    return this.#host.waiting.files.filter((waiting) => isSame(waiting, this.#host)).length;
  }

  /** `isKnown`: which places are open. */
  render(isKnown: boolean): TemplateResult {
    const { look } = this.#tools;
    const { files } = this.#host.waiting;
    const held = isKnown && files.length > 0 ? look.missing?.(this.#host)?.more : undefined;
    const refused = this.#refused;
    return html`${
      held === undefined
        ? nothing
        : html`<div class="waiting blank">
            <span>${held}</span>${files.map((waiting) =>
              this.#dismissible(waiting.link, waiting.file.name, () => {
                this.#letGo(waiting);
              }),
            )}
          </div>`
    }${
      refused === null
        ? nothing
        : html`<div class="waiting">
            ${this.#dismissible(html`<bdi>${this.#wordsOf(refused)}</bdi>`, refused.names, () => {
              this.#refused = null;
              this.#leave();
            })}
          </div>`
    }`;
  }

  #dismissible(what: unknown, name: string, onClick: () => void): TemplateResult {
    return html`<span class="held"
      >${what}<button
        class="button square bare"
        type="button"
        data-action="let-go-held"
        aria-label=${this.#tools.words.text('dismissFile', { name })}
        @click=${onClick}
      >
        ${icon(CLOSE)}
      </button></span
    >`;
  }

  #letGo(waiting: WaitingFile): void {
    this.#host.waiting.handOver((one) => one === waiting);
    this.#tools.live.say(this.#tools.words.text('saidFileRemoved', { name: waiting.file.name }), this.#host);
    this.#leave();
  }

  /** What was pressed is gone: the focus goes to the next of its kind, else to where files are added. */
  #leave(): void {
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => {
      const { renderRoot } = this.#host;
      (renderRoot.querySelector<HTMLElement>('[data-action="let-go-held"]') ?? this.#host).focus();
    });
  }

  #wordsOf({ names, reason }: Refused): string {
    return this.#tools.words.text('saidRefused', { name: names, reason });
  }

  #tell(name: string, reason: string, isKept: boolean): void {
    const isFirst = this.#news === null;
    const names = this.#news?.reason === reason ? `${this.#news.names}, ${name}` : name;
    const news = { names, reason };
    this.#news = news;
    if (!isKept) this.#refused = news;
    if (isFirst) queueMicrotask(this.#say);
  }

  readonly #say = (): void => {
    if (this.#news !== null) this.#tools.live.say(this.#wordsOf(this.#news), this.#host);
    this.#news = null;
    this.#host.requestUpdate();
  };

  /** What could not be loaded is looked for again, once for each file. */
  #wake(waiting: WaitingFile): void {
    const { controller } = waiting;
    if (this.#seen.has(waiting) || controller?.state.unavailable?.code !== 'not-loaded') return;
    this.#seen.add(waiting);
    controller.retryNow();
  }
}

function isSame(one: ForFeature, other: ForFeature): boolean {
  const idOf = ({ layerId, globalId = '' }: ForFeature): string => `${String(Number(layerId))} ${toGlobalId(globalId)}`;
  return one.controller === other.controller && idOf(one) === idOf(other);
}
