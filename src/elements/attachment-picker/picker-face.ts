import { html, nothing, type CSSResultGroup, type ReactiveController, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { FeatureEditError, SyncController } from '../../controller/types.js';
import { summarize, toGdbError, type ErrorSummary } from '../../shared/errors.js';
import type { AttachmentRecord } from '../../shared/records.js';
import type { AnyControllerEvent, ControllerBinding } from '../common/binding.js';
import { ErrorExplainer } from '../common/error-words.js';
import { joined } from '../common/joined.js';
import type { Face } from '../common/lazy-face.js';
import { LiveRegion } from '../common/live-region.js';
import { Localizer } from '../common/localizer.js';
import { calciteModeOf } from '../common/page.js';
import { problemWords } from '../common/problem-words.js';
import { RovingGrid } from '../common/roving-grid.js';
import { DropZone } from '../common/drop-zone.js';
import { fileRow, type FileAction } from './file-row.js';
import { adder, emptyNote, summaryWords, type PickerRow } from './frame.js';
import { recordView, storingView, type FileView } from './file-view.js';
import type { GdbAttachmentPicker } from './gdb-attachment-picker.js';
import { styles } from './gdb-attachment-picker.styles.js';
import { placeOf, type Place } from './place.js';
import { RecordList } from './record-list.js';
import { StoringFiles, type Destination } from './storing-files.js';
import { Thumbnails } from './thumbnails.js';
import { pickerEnglish, type PickerKey } from './words.en.js';

/** Draws the files of one feature, and carries out what is done with one. */
export class PickerFace implements Face, ReactiveController {
  static readonly styles: CSSResultGroup = styles;
  readonly #host: GdbAttachmentPicker;
  readonly #binding: ControllerBinding;
  readonly #words: Localizer<PickerKey>;
  readonly #errors: ErrorExplainer;
  readonly #live: LiveRegion;
  readonly #storing: StoringFiles;
  readonly #list: RecordList;
  readonly #grid: RovingGrid;
  readonly #drop: DropZone;
  readonly #thumbnails: Thumbnails;
  #place: Place = { kind: 'closed', reason: 'opening', value: '', isWrong: false };
  #asking: string | undefined;
  readonly #problems = new Map<string, string>();
  #refreshing: ReturnType<typeof setTimeout> | undefined;

  constructor(host: GdbAttachmentPicker, binding: ControllerBinding) {
    this.#host = host;
    this.#binding = binding;
    this.#words = new Localizer(host, pickerEnglish);
    this.#errors = new ErrorExplainer(host);
    this.#live = new LiveRegion(host);
    this.#storing = new StoringFiles(host, {
      onStored: (key, record) => {
        this.#list.adopt(key, record);
        this.#say('saidAdded', record.name);
      },
      onFailed: ({ name, error }) => {
        if (error !== null) this.#say('saidRefused', name, this.#reason(error));
      },
    });
    this.#list = new RecordList(host, () => this.#storing.settled());
    this.#grid = new RovingGrid(host, {
      onDelete: (key) => {
        this.#remove(key);
      },
      onEscape: (key) => this.#asking === key && this.#keep(),
      whenEmpty: () => host.renderRoot.querySelector<HTMLElement>('.add input'),
    });
    this.#drop = new DropZone(host, (files) => {
      this.addFiles(files);
    });
    this.#thumbnails = new Thumbnails(host, (thumb) => this.#read(thumb));
    host.addController(this);
  }

  onEvent({ type }: AnyControllerEvent): void {
    this.#refreshAfter(type);
  }

  hostDisconnected(): void {
    clearTimeout(this.#refreshing);
    this.#refreshing = undefined;
  }

  /** Adds files to the feature; nothing happens while none can be added. */
  addFiles(files: Iterable<File>): void {
    const destination = this.#destination;
    if (destination !== undefined) for (const file of files) this.#storing.add(file, destination);
  }

  render(): TemplateResult {
    const { state, problem } = this.#binding;
    const words = this.#words;
    this.#place = placeOf(this.#host.layerId, this.#host.globalId, state);
    this.#list.follow(this.#destination);
    const rows = this.#rows();
    const isClosed = this.#place.kind === 'closed' || problem !== null;
    const told =
      problem === null ? summaryWords({ place: this.#place, rows, state, words }) : [problemWords(problem, words)];
    return html`
      <div class="base ${calciteModeOf(this.#host)} ${this.#drop.isOver && !isClosed ? 'over' : ''}" part="base">
        <div class="head">
          <div class="words">
            <div class="title" part="title" id="title"><slot name="title">${words.text('title')}</slot></div>
            <div class="summary" part="summary" id="summary">${joined(told)}</div>
          </div>
          <div class="adders">
            ${adder({ kind: 'add', isClosed, words, onFiles: this.#chosen })}
            ${adder({ kind: 'camera', isClosed, words, onFiles: this.#chosen })}
          </div>
        </div>
        <div
          class="rows"
          role=${rows.length > 0 ? 'grid' : nothing}
          aria-labelledby=${rows.length > 0 ? 'title' : nothing}
          @keydown=${this.#grid.onKey}
          @focusin=${this.#grid.onFocus}
        >
          ${repeat(
            rows,
            ({ key }) => key,
            ({ key, view, version }) =>
              fileRow({
                key,
                view,
                thumb: `${key} ${String(version)}`,
                isDrawn: this.#thumbnails.isDrawn(`${key} ${String(version)}`),
                words,
                question: this.#asking === key ? this.#question(key) : '',
                onAction: this.#act,
              }),
          )}
        </div>
        ${rows.length === 0 && !isClosed && this.#list.isLoaded ? emptyNote(words) : nothing} ${this.#live.render()}
      </div>
    `;
  }

  get #destination(): Destination | undefined {
    const { controller } = this.#binding;
    const place = this.#place;
    if (controller === undefined || place.kind === 'closed') return undefined;
    return { controller, layerId: place.layerId, globalId: place.globalId };
  }

  #rows(): readonly PickerRow[] {
    const { state } = this.#binding;
    const destination = this.#destination;
    if (state === undefined || destination === undefined) return [];
    const kept = this.#list.records.map((record) => {
      const key = this.#list.keyOf(record);
      const view = recordView(record, state, { words: this.#words, explainer: this.#errors });
      return { key, version: this.#list.versionOf(record), view: this.#withProblem(key, view) };
    });
    const coming = this.#storing.for(destination).map((file) => ({
      key: file.key,
      version: 0,
      view: storingView(file, file.error === null ? '' : this.#reason(file.error), this.#words),
    }));
    return [...kept, ...coming];
  }

  #withProblem(key: string, view: FileView): FileView {
    const problem = this.#problems.get(key);
    return problem === undefined ? view : { ...view, problem };
  }

  #reason(error: ErrorSummary): string {
    const { what, todo, said } = this.#errors.explain(error, this.#words.language);
    // "The file can't be attached" says less than the sentence that names the limit.
    return said === '' ? `${what} ${todo}`.trim() : said;
  }

  #say(key: PickerKey, name: string, reason = ''): void {
    const { controller } = this.#binding;
    if (controller !== undefined) this.#live.say(this.#words.text(key, { name, reason }), controller);
  }

  #refreshAfter(type: string): void {
    if (type !== 'gdb-sync-progress') {
      void this.#list.refresh();
      return;
    }
    // Progress comes many times a second, and each look asks the database.
    this.#refreshing ??= setTimeout(() => {
      this.#refreshing = undefined;
      void this.#list.refresh();
    }, 500);
  }

  async #read(thumb: string): Promise<Blob | null> {
    const [key = ''] = thumb.split(' ');
    const storing = this.#storing.get(key);
    if (storing !== undefined) return storing.file;
    const record = this.#list.find(key);
    const kept = record === undefined ? undefined : await this.#binding.controller?.readThumbnail(record);
    return kept?.kind === 'picture' ? kept.image : null;
  }

  readonly #chosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    this.addFiles([...(input.files ?? [])]);
    // The same file can be chosen again after it was removed.
    input.value = '';
  };

  readonly #act = (event: Event): void => {
    const button = event.currentTarget as HTMLElement;
    const key = button.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? '';
    switch (button.dataset['action'] as FileAction) {
      case 'retry':
        this.#retry(key);
        return;
      case 'stop':
      case 'ask':
        this.#remove(key);
        return;
      case 'keep':
        this.#keep();
        return;
      case 'remove':
        void this.#removeRecord(key);
    }
  };

  #issueOf(record: AttachmentRecord): FeatureEditError | undefined {
    return this.#binding.controller?.syncErrors.find((error) => error.attachmentGlobalId === record.globalId);
  }

  #retry(key: string): void {
    const record = this.#list.find(key);
    if (record === undefined) {
      this.#storing.retry(key);
      return;
    }
    const issue = this.#issueOf(record);
    if (issue === undefined) return;
    void this.#settle(key, record.name, 'saidFileRetry', (controller) => controller.retryEdit(issue.id));
  }

  /** Asks first where something would be lost. */
  #remove(key: string): void {
    const record = this.#list.find(key);
    if (record === undefined) {
      const file = this.#storing.get(key);
      this.#storing.stop(key);
      if (file !== undefined) this.#say('saidFileRemoved', file.name);
      return;
    }
    if (record.state.kind === 'pending' && record.state.operation === 'attachDelete') return;
    this.#asking = key;
    this.#redraw(key, '[data-action="keep"]');
  }

  #keep(): boolean {
    const key = this.#asking;
    this.#asking = undefined;
    if (key !== undefined) this.#redraw(key, '[data-action="ask"]');
    return key !== undefined;
  }

  #redraw(key: string, focus: string): void {
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => {
      this.#grid.focusRow(key, focus);
    });
  }

  #question(key: string): string {
    const kind = this.#list.find(key)?.state.kind;
    return this.#words.text(kind === 'received' ? 'askSent' : kind === 'refused' ? 'askRefused' : 'askUnsent');
  }

  async #removeRecord(key: string): Promise<void> {
    const record = this.#list.find(key);
    const destination = this.#destination;
    if (record === undefined || destination === undefined) return;
    const issue = record.state.kind === 'refused' ? this.#issueOf(record) : undefined;
    const said = record.state.kind === 'received' ? 'saidWillBeRemoved' : 'saidFileRemoved';
    await this.#settle(key, record.name, said, (controller) =>
      issue === undefined
        ? controller.deleteAttachments(destination.layerId, destination.globalId, [record.globalId])
        : controller.discardEdit(issue.id),
    );
  }

  async #settle(
    key: string,
    name: string,
    said: PickerKey,
    work: (controller: SyncController) => Promise<void>,
  ): Promise<void> {
    const { controller } = this.#binding;
    if (controller === undefined) return;
    try {
      await work(controller);
      this.#problems.delete(key);
      this.#say(said, name);
    } catch (error) {
      const reason = this.#reason(summarize(toGdbError(error)));
      this.#problems.set(key, reason);
      this.#say('saidRefused', name, reason);
    }
    await this.#list.refresh();
    if (this.#asking === key) this.#asking = undefined;
    this.#host.requestUpdate();
  }
}
