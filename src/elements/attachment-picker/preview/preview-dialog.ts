/** One file looked at closely, with all that can be done with it. */
import { html, nothing, type CSSResult, type ReactiveController, type TemplateResult } from 'lit';
import type { SyncController } from '../../../controller/types.js';
import { isAbort, summarize, toGdbError, type ErrorSummary } from '../../../shared/errors.js';
import { tameName } from '../../../shared/files.js';
import { LeaveGuard } from '../../../shared/leave-guard.js';
import type { AttachmentRecord } from '../../../shared/records.js';
import { download } from '../../common/download.js';
import { LiveRegion } from '../../common/live-region.js';
import { Localizer, type LocalizedHost } from '../../common/localizer.js';
import { splitName } from '../photo/names.js';
import { lookAt, type LookedAt } from './looked-at.js';
import { previewEnglish, type PreviewKey } from './preview-words.en.js';
import { previewStyles } from './preview.styles.js';
import { previewTemplate } from './preview-template.js';
import { ZoomCanvas } from './zoom-canvas.js';

export interface PreviewOptions {
  readonly controller: () => SyncController | undefined;
  /** In the order of the list. */
  readonly records: () => readonly AttachmentRecord[];
  /** It is known to be there no more. */
  readonly isGone: (record: AttachmentRecord) => boolean;
  readonly isFixed: () => boolean;
  readonly explain: (error: ErrorSummary) => string;
  /** Writes another content in its place, made ready as a new file would be. Rejects with the reason, in words. */
  readonly replace: (record: AttachmentRecord, file: File) => Promise<AttachmentRecord>;
  readonly remove: (record: AttachmentRecord) => void;
  /** Where the focus goes when it is closed. */
  readonly onClose: (record: AttachmentRecord) => void;
}

export type PreviewContent =
  | { readonly kind: 'reading' }
  | { readonly kind: 'here'; readonly file: LookedAt }
  | { readonly kind: 'failed'; readonly problem: string };

/** A file that may take the place of another later, and why not now. */
interface HeldFile {
  readonly file: File;
  readonly replaces: AttachmentRecord;
  readonly problem: string;
}

export class PreviewDialog implements ReactiveController {
  static readonly styles: CSSResult = previewStyles;
  readonly #host: LocalizedHost;
  readonly #options: PreviewOptions;
  readonly #words: Localizer<PreviewKey>;
  readonly #live: LiveRegion;
  readonly zoom: ZoomCanvas;
  #record: AttachmentRecord | undefined;
  #content: PreviewContent = { kind: 'reading' };
  #problem = '';
  #reading: AbortController | undefined;
  /** By the GlobalID of what they replace. They are in memory alone, so the page asks before it goes. */
  readonly #held = new Map<string, HeldFile>();
  readonly #leaving = new LeaveGuard();

  constructor(host: LocalizedHost, options: PreviewOptions) {
    this.#host = host;
    this.#options = options;
    this.#words = new Localizer(host, previewEnglish);
    this.#live = new LiveRegion(host);
    this.zoom = new ZoomCanvas(() => {
      host.requestUpdate();
    });
    host.addController(this);
  }

  open(record: AttachmentRecord): void {
    this.#record = record;
    void this.#read(record);
  }

  readonly close = (): void => {
    const record = this.#record;
    if (record === undefined) return;
    this.#record = undefined;
    this.#reading?.abort();
    this.zoom.show(undefined);
    this.#dialog?.close();
    this.#content = { kind: 'reading' };
    this.#host.requestUpdate();
    this.#options.onClose(record);
  };

  hostUpdated(): void {
    this.#letGo();
    const dialog = this.#dialog;
    this.zoom.attach(dialog?.querySelector('canvas') ?? null);
    if (dialog && !dialog.open && this.#record !== undefined) dialog.showModal();
  }

  hostConnected(): void {
    this.#guard();
  }

  hostDisconnected(): void {
    this.#guard();
    this.#reading?.abort();
    this.#record = undefined;
    this.zoom.show(undefined);
  }

  render(): TemplateResult | typeof nothing {
    const record = this.#record;
    if (record === undefined) return nothing;
    const records = this.#options.records();
    const index = records.findIndex(({ globalId }) => globalId === record.globalId);
    const isFixed = this.#options.isFixed();
    return html`${previewTemplate({
      record,
      content: this.#content,
      problem: this.#problem,
      held: this.#held.get(record.globalId)?.file,
      number: index + 1,
      count: records.length,
      isFixed,
      scale: this.zoom.scale,
      words: this.#words,
      live: this.#live.render(),
      on: {
        close: this.close,
        key: this.#onKey,
        before: () => this.#go(index - 1),
        next: () => this.#go(index + 1),
        closer: () => {
          this.zoom.step(true);
        },
        further: () => {
          this.zoom.step(false);
        },
        whole: () => {
          this.zoom.whole();
        },
        apply: this.#apply,
        replace: this.#replace,
        again: () => {
          const held = this.#held.get(record.globalId);
          if (held !== undefined) void this.#replaceBy(record, held.file);
        },
        download: () => {
          if (this.#content.kind === 'here') download(this.#content.file.bytes, record.name);
        },
        remove: () => {
          this.close();
          this.#options.remove(record);
        },
      },
    })}`;
  }

  #go(index: number): void {
    const record = this.#options.records()[index];
    if (record === undefined) return;
    this.open(record);
    this.#live.say(record.name, this);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    // The browser closes this dialog by it; what of the page is around it must not close as well.
    if (event.key === 'Escape') event.stopPropagation();
    // What is typed into a field is no command.
    const isTyping = event.composedPath()[0] instanceof HTMLInputElement;
    if (isTyping || !this.#command(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #command(key: string): boolean {
    if (this.zoom.onKey(key)) return true;
    if (key !== 'ArrowLeft' && key !== 'ArrowRight') return false;
    const isReversed = getComputedStyle(this.#host).direction === 'rtl';
    const step = (key === 'ArrowRight') === isReversed ? -1 : 1;
    const at = this.#options.records().findIndex(({ globalId }) => globalId === this.#record?.globalId);
    if (at >= 0) this.#go(at + step);
    return true;
  }

  async #read(record: AttachmentRecord): Promise<void> {
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    this.zoom.show(undefined);
    this.#problem = this.#held.get(record.globalId)?.problem ?? '';
    this.#show({ kind: 'reading' });
    try {
      const controller = this.#options.controller();
      if (controller === undefined) return;
      const bytes = await controller.readAttachment(record, { signal: reading.signal });
      const file = await lookAt(bytes, record.contentType);
      if (reading.signal.aborted) {
        file.picture?.close();
        return;
      }
      this.#show({ kind: 'here', file });
      this.zoom.show(file.picture);
    } catch (error) {
      if (!reading.signal.aborted && !isAbort(error)) this.#show({ kind: 'failed', problem: this.#reason(error) });
    }
  }

  /** Name and keywords travel with the bytes: a service takes them in no other way. */
  readonly #apply = (event: Event): void => {
    event.preventDefault();
    const record = this.#record;
    const controller = this.#options.controller();
    if (record === undefined || controller === undefined || this.#content.kind !== 'here') return;
    const form = new FormData(event.target as HTMLFormElement);
    const asked = tameName(textOf(form.get('file-name')), record.contentType);
    const { ending } = splitName(record.name);
    const name = splitName(asked).ending.toLowerCase() === ending.toLowerCase() ? asked : asked + ending;
    const keywords = textOf(form.get('keywords')).trim().slice(0, 255);
    if (name === record.name && keywords === record.keywords) return;
    const { bytes } = this.#content.file;
    void this.#change('saidRenamed', () => controller.updateAttachment(record, bytes, { name, keywords }));
  };

  readonly #replace = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = '';
    const record = this.#record;
    if (file !== undefined && record !== undefined) void this.#replaceBy(record, file);
  };

  /** What cannot be made ready now is kept, so that it need not be chosen again. */
  async #replaceBy(record: AttachmentRecord, file: File): Promise<void> {
    const { globalId } = record;
    const changed = await this.#change('saidReplaced', () => this.#options.replace(record, file));
    if ('retryable' in changed && changed.retryable)
      this.#held.set(globalId, { file, replaces: record, problem: this.#problem });
    else this.#held.delete(globalId);
    this.#guard();
    if ('globalId' in changed) void this.#read(changed);
  }

  /** With the new record, or with why there is none. */
  async #change(said: PreviewKey, work: () => Promise<AttachmentRecord>): Promise<AttachmentRecord | ErrorSummary> {
    try {
      const changed = await work();
      this.#problem = '';
      this.#record = changed;
      this.#live.say(this.#words.text(said, { name: changed.name }), this);
      return changed;
    } catch (error) {
      const failure = summarize(toGdbError(error));
      this.#problem = this.#options.explain(failure);
      this.#live.say(this.#problem, this);
      return failure;
    } finally {
      this.#host.requestUpdate();
    }
  }

  /** Where nothing is to be replaced any more, nobody could see what is held, and the page would ask for ever. */
  #letGo(): void {
    const gone = [...this.#held].filter(([, { replaces }]) => this.#options.isGone(replaces));
    for (const [globalId] of gone) this.#held.delete(globalId);
    if (gone.length > 0) this.#guard();
  }

  #guard(): void {
    this.#leaving.unsent = this.#host.isConnected ? this.#held.size : 0;
    this.#host.requestUpdate();
  }

  #reason(error: unknown): string {
    return this.#options.explain(summarize(toGdbError(error)));
  }

  #show(content: PreviewContent): void {
    this.#content = content;
    this.#host.requestUpdate();
  }

  get #dialog(): HTMLDialogElement | null | undefined {
    return this.#host.shadowRoot?.querySelector<HTMLDialogElement>('.preview-dialog');
  }
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value : '';
}
