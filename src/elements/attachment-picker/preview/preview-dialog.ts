/** One file looked at closely, with all that can be done with it. */
import { html, nothing, type CSSResult, type ReactiveController, type TemplateResult } from 'lit';
import type { SyncController } from '../../../controller/types.js';
import { isAbort, summarize, toGdbError, type ErrorSummary } from '../../../shared/errors.js';
import { tameName } from '../../../shared/files.js';
import { LeaveGuard } from '../../../shared/leave-guard.js';
import type { AttachmentRecord } from '../../../shared/records.js';
import { download } from '../../common/download.js';
import { focusedIn, isFocusElsewhere } from '../../common/focus.js';
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
  /** What became of a change, which may have ended long after the file was looked at: why it failed, empty where it did not. */
  readonly onChanged: (record: AttachmentRecord, problem: string) => void;
  /** Where the focus goes when it is closed. */
  readonly onClose: (record: AttachmentRecord) => void;
}

export type PreviewContent =
  | { readonly kind: 'reading' }
  | { readonly kind: 'here'; readonly file: LookedAt }
  | { readonly kind: 'failed'; readonly problem: string };

/** One object, so that the bytes are never those of another file, and go to no other geodatabase than their own. */
interface Shown {
  readonly record: AttachmentRecord;
  readonly controller: SyncController;
  readonly content: PreviewContent;
}

interface Change {
  readonly said: PreviewKey;
  readonly work: () => Promise<AttachmentRecord>;
  /** The new content, where it is not written as it is. */
  readonly file?: File;
}

/** Why a file is as it was. */
interface Failed {
  readonly record: AttachmentRecord;
  readonly problem: string;
  /** May take its place later. */
  readonly held: File | undefined;
}

export class PreviewDialog implements ReactiveController {
  static readonly styles: CSSResult = previewStyles;
  readonly #host: LocalizedHost;
  readonly #options: PreviewOptions;
  readonly #words: Localizer<PreviewKey>;
  readonly #live: LiveRegion;
  readonly zoom: ZoomCanvas;
  #shown: Shown | undefined;
  #reading: AbortController | undefined;
  /** The GlobalIDs of files that are being written: two changes of one could end in the wrong order. */
  readonly #changing = new Set<string>();
  /** By GlobalID. What they hold is in memory alone, so the page asks before it goes. */
  readonly #failed = new Map<string, Failed>();
  /** The GlobalID of a file that was shown when another tab removed it. */
  #gone = '';
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
    const controller = this.#options.controller();
    if (controller === undefined) return;
    this.#leave();
    void this.#read(record, controller);
  }

  readonly close = (): void => {
    const record = this.#shown?.record;
    if (record === undefined) return;
    this.#leave();
    this.#shown = undefined;
    this.#reading?.abort();
    this.zoom.show(undefined);
    this.#dialog?.close();
    this.#host.requestUpdate();
    this.#options.onClose(record);
  };

  hostUpdated(): void {
    this.#letGo();
    const dialog = this.#dialog;
    this.zoom.attach(dialog?.querySelector('canvas') ?? null);
    if (!dialog || this.#shown === undefined) return;
    if (!dialog.open) dialog.showModal();
    // What had the focus may be gone with what it was for: the keys of the dialog are heard within it alone.
    else if (focusedIn(this.#host) === null && !isFocusElsewhere(this.#host)) this.#focusClose();
  }

  hostConnected(): void {
    this.#guard();
  }

  hostDisconnected(): void {
    this.#guard();
    this.#reading?.abort();
    this.#shown = undefined;
    this.zoom.show(undefined);
  }

  render(): TemplateResult | typeof nothing {
    const shown = this.#shown;
    if (shown === undefined) return nothing;
    const { record, content } = shown;
    const records = this.#options.records();
    const index = records.findIndex(({ globalId }) => globalId === record.globalId);
    const isOfList = index >= 0 && shown.controller === this.#options.controller();
    const isFixed = this.#options.isFixed() || !isOfList;
    const failed = this.#failed.get(record.globalId);
    return html`${previewTemplate({
      record,
      content,
      problem: index < 0 && this.#gone === record.globalId ? this.#goneWords(record) : (failed?.problem ?? ''),
      held: failed?.held,
      isBusy: this.#changing.has(record.globalId),
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
          if (failed?.held !== undefined) void this.#replaceBy(shown, failed.held);
        },
        download: () => {
          if (content.kind === 'here') download(content.file.bytes, record.name);
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
    const at = this.#options.records().findIndex(({ globalId }) => globalId === this.#shown?.record.globalId);
    if (at >= 0) this.#go(at + step);
    return true;
  }

  async #read(record: AttachmentRecord, controller: SyncController): Promise<void> {
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    this.zoom.show(undefined);
    this.#show({ record, controller, content: { kind: 'reading' } });
    try {
      const bytes = await controller.readAttachment(record, { signal: reading.signal });
      const file = await lookAt(bytes, record.contentType);
      if (reading.signal.aborted) {
        file.picture?.close();
        return;
      }
      this.#fill({ kind: 'here', file });
      this.zoom.show(file.picture);
    } catch (error) {
      if (!reading.signal.aborted && !isAbort(error)) this.#fill({ kind: 'failed', problem: this.#reason(error) });
    }
  }

  /** Name and keywords travel with the bytes: a service takes them in no other way. */
  readonly #apply = (event: Event): void => {
    event.preventDefault();
    const shown = this.#shown;
    if (shown?.content.kind !== 'here' || this.#changing.has(shown.record.globalId)) return;
    const { record, controller } = shown;
    const form = new FormData(event.target as HTMLFormElement);
    const asked = tameName(textOf(form.get('file-name')), record.contentType);
    const { ending } = splitName(record.name);
    const name = splitName(asked).ending.toLowerCase() === ending.toLowerCase() ? asked : asked + ending;
    const keywords = textOf(form.get('keywords')).trim().slice(0, 255);
    if (name === record.name && keywords === record.keywords) return;
    const { bytes } = shown.content.file;
    // A sync, or another tab, may have brought other content since: what was typed goes to that, never the old bytes.
    let isOld = false;
    const attempt = async (): Promise<AttachmentRecord> => {
      const latest = (await controller.findAttachment(record.layerId, record.globalId)) ?? record;
      isOld = latest.contentVersion !== record.contentVersion;
      return controller.updateAttachment(latest, isOld ? await controller.readAttachment(latest) : bytes, {
        name: name === record.name ? latest.name : name,
        keywords: keywords === record.keywords ? latest.keywords : keywords,
        ifContentVersion: latest.contentVersion,
      });
    };
    // Other content while the bytes were written: once more, over that.
    const work = (): Promise<AttachmentRecord> =>
      attempt().catch((error: unknown) => {
        const { code, retryable } = toGdbError(error);
        if (code === 'attachment-refused' && retryable) return attempt();
        throw error;
      });
    void this.#change(shown, { said: 'saidRenamed', work }).then((changed) => {
      if (changed !== undefined && isOld && this.#isAt(shown)) void this.#read(changed, controller);
    });
  };

  readonly #replace = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = '';
    const shown = this.#shown;
    if (file !== undefined && shown !== undefined) void this.#replaceBy(shown, file);
  };

  /** What cannot be made ready now is kept, so that it need not be chosen again. */
  async #replaceBy(shown: Shown, file: File): Promise<void> {
    const { record, controller } = shown;
    const work = (): Promise<AttachmentRecord> => this.#options.replace(record, file);
    const changed = await this.#change(shown, { said: 'saidReplaced', work, file });
    if (changed !== undefined && this.#isAt(shown)) void this.#read(changed, controller);
  }

  /** With the new record, where there is one. By then another file may be shown, or none. */
  async #change(shown: Shown, { said, work, file }: Change): Promise<AttachmentRecord | undefined> {
    const { record } = shown;
    const { globalId, name } = record;
    if (this.#changing.has(globalId)) return undefined;
    // Another name does not settle what is to take its place.
    const waiting = file === undefined ? this.#failed.get(globalId)?.held : undefined;
    this.#changing.add(globalId);
    this.#host.requestUpdate();
    try {
      const changed = await work();
      if (waiting === undefined) this.#failed.delete(globalId);
      if (this.#shown !== undefined && this.#isAt(shown)) this.#shown = { ...this.#shown, record: changed };
      this.#live.say(this.#words.text(said, { name: changed.name }), this);
      this.#options.onChanged(changed, this.#failed.get(globalId)?.problem ?? '');
      return changed;
    } catch (error) {
      const failure = summarize(toGdbError(error));
      const problem = this.#options.explain(failure);
      this.#failed.set(globalId, { record, problem, held: waiting ?? (failure.retryable ? file : undefined) });
      this.#live.say(this.#isAt(shown) ? problem : this.#words.text('saidRefused', { name, reason: problem }), this);
      this.#options.onChanged(record, problem);
      return undefined;
    } finally {
      this.#changing.delete(globalId);
      this.#guard();
    }
  }

  #isAt({ record, controller }: Shown): boolean {
    return this.#shown?.record.globalId === record.globalId && this.#shown.controller === controller;
  }

  /** What was read once is told no more; what is held waits. */
  #leave(): void {
    const { globalId } = this.#shown?.record ?? {};
    if (globalId !== undefined && this.#failed.get(globalId)?.held === undefined) this.#failed.delete(globalId);
  }

  #focusClose(): void {
    this.#dialog?.querySelector<HTMLElement>('[data-action="preview-close"]')?.focus();
  }

  /** Where nothing is to be replaced any more, nobody could see what is held, and the page would ask for ever. */
  #letGo(): void {
    const { isGone } = this.#options;
    const gone = [...this.#failed].filter(([, { record }]) => isGone(record));
    for (const [globalId] of gone) this.#failed.delete(globalId);
    if (gone.length > 0) this.#guard();
    const record = this.#shown?.record;
    if (record === undefined || record.globalId === this.#gone || !isGone(record)) return;
    this.#gone = record.globalId;
    this.#live.say(this.#goneWords(record), this);
    // Its fields are gone, one of them perhaps with the focus.
    if (focusedIn(this.#host) === null) this.#focusClose();
  }

  #goneWords({ name }: AttachmentRecord): string {
    return this.#words.text('saidFileRemoved', { name });
  }

  #guard(): void {
    this.#leaving.unsent = this.#host.isConnected
      ? [...this.#failed.values()].filter(({ held }) => held !== undefined).length
      : 0;
    this.#host.requestUpdate();
  }

  #reason(error: unknown): string {
    return this.#options.explain(summarize(toGdbError(error)));
  }

  #show(shown: Shown): void {
    this.#shown = shown;
    this.#host.requestUpdate();
  }

  /** Its record may have got another name meanwhile. */
  #fill(content: PreviewContent): void {
    if (this.#shown !== undefined) this.#show({ ...this.#shown, content });
  }

  get #dialog(): HTMLDialogElement | null | undefined {
    return this.#host.shadowRoot?.querySelector<HTMLDialogElement>('.preview-dialog');
  }
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value : '';
}
