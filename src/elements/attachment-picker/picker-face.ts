import { html, nothing, type CSSResultGroup, type ReactiveController, type TemplateResult } from 'lit';
import { GdbError, type ErrorSummary } from '../../shared/errors.js';
import { toGlobalId } from '../../shared/ids.js';
import type { AttachmentRecord } from '../../shared/records.js';
import type { AnyControllerEvent, ControllerBinding } from '../common/binding.js';
import { DropZone } from '../common/drop-zone.js';
import { drawTemplate } from '../common/draw-templates.js';
import { ErrorExplainer } from '../common/error-words.js';
import { joined } from '../common/joined.js';
import { languageThere } from '../common/languages.js';
import type { Face } from '../common/lazy-face.js';
import { LiveRegion } from '../common/live-region.js';
import { Localizer } from '../common/localizer.js';
import { calciteModeOf } from '../common/page.js';
import { PartFetcher } from '../common/part-fetcher.js';
import { problemWords } from '../common/problem-words.js';
import { RovingGrid } from '../common/roving-grid.js';
import { WindowedRows } from '../common/windowed-rows.js';
import { CameraDesk } from './camera-desk.js';
import { mustBeStored, problemText } from './file-problem.js';
import { FileNews } from './file-news.js';
import { fileRow, type RowAction } from './file-row.js';
import { recordView, storingView, type FileView, type PhotoTold } from './file-view.js';
import { emptyNote, summaryWords, undoBar, type PickerRow } from './frame.js';
import type { GdbAttachmentPicker, PickerLook } from './gdb-attachment-picker.js';
import { styles } from './gdb-attachment-picker.styles.js';
import { isLeaving, takeIn } from './intake.js';
import type { ParsedWishes } from './photo/wishes.js';
import { CAMERA, PickerDialogs } from './picker-dialogs.js';
import type { PickerShown } from './picker-frame.js';
import type { Place } from './place.js';
import { HeldFiles } from './held-files.js';
import { RecordList } from './record-list.js';
import type { ReportLine } from './report-line.js';
import { RowActions } from './row-actions.js';
import { StoringFiles, type Destination } from './storing-files.js';
import { Thumbnails } from './thumbnails.js';
import { pickerEnglish, type PickerKey } from './words.en.js';

/** Draws the files of one feature, and carries out what is done with one. */
export class PickerFace implements Face<PickerShown>, ReactiveController {
  static readonly styles: CSSResultGroup = styles;
  static readonly prepare: (host: Element) => Promise<unknown> = languageThere;
  readonly #host: GdbAttachmentPicker;
  readonly #look: PickerLook;
  readonly #binding: ControllerBinding;
  readonly #words: Localizer<PickerKey>;
  readonly #errors: ErrorExplainer;
  readonly #live: LiveRegion;
  readonly #storing: StoringFiles;
  readonly #list: RecordList;
  readonly #rowActions: RowActions;
  readonly #window: WindowedRows;
  readonly #grid: RovingGrid;
  readonly #drop: DropZone;
  readonly #thumbnails: Thumbnails;
  readonly #camera: CameraDesk;
  readonly #held: HeldFiles;
  /** Adds a file that waits; false while it cannot be added. */
  readonly takeWaiting: HeldFiles['take'];
  readonly #dialogs: PickerDialogs;
  /** Undefined while it is on its way, or could not be fetched: nobody asked for it. */
  #report: ReportLine | undefined;
  /** The camera, and the preview of a file by the key of its row. */
  readonly #parts: PartFetcher;
  readonly #prepared = new Map<string, PhotoTold>();
  #keys: readonly string[] = [];
  #place: Place = { kind: 'closed', reason: 'opening', value: '' };
  #wishes: ParsedWishes;
  #refreshing: ReturnType<typeof setTimeout> | undefined;

  constructor(host: GdbAttachmentPicker, binding: ControllerBinding, look: PickerLook) {
    this.#host = host;
    this.#look = look;
    this.#binding = binding;
    this.#wishes = look.parseWishes(host);
    this.#words = new Localizer(host, pickerEnglish);
    this.#errors = new ErrorExplainer(host);
    this.#live = new LiveRegion(host);
    this.#storing = this.#makeStoring();
    this.#list = new RecordList(host, () => this.#storing.settled());
    this.#rowActions = new RowActions(host, {
      list: this.#list,
      storing: this.#storing,
      grid: () => this.#grid,
      controller: () => binding.controller,
      reason: this.#explain,
      words: this.#words,
      say: this.#tell,
    });
    this.#window = new WindowedRows(host, {
      list: () => host.renderRoot.querySelector<HTMLElement>('.rows'),
      kept: () => this.#grid.current,
      typical: 76,
    });
    this.#grid = new RovingGrid(host, {
      rows: this.#window,
      onDelete: (key) => {
        if (!host.isFixed) this.#rowActions.remove(key);
      },
      onEnter: (key) => {
        this.#preview(key);
      },
      onEscape: (key) => this.#rowActions.question(key) !== '' && this.#rowActions.keep(),
      whenEmpty: () => host.renderRoot.querySelector<HTMLElement>('.add input'),
    });
    this.#drop = new DropZone(host, (files) => {
      host.addFiles(files);
    });
    this.#thumbnails = new Thumbnails(host, (thumb) => this.#read(thumb));
    this.#camera = new CameraDesk(host, {
      afterFrame: look.afterFrame,
      feature: () => (this.#destination === undefined || this.#isShut ? null : this.#destination),
      wantsPlace: () => this.#wantsPlace,
      idle: () => this.#storing.idle(),
      isIdle: () => this.#storing.isIdle,
    });
    this.#parts = new PartFetcher(host, { words: this.#words, live: this.#live, controller: () => binding.controller });
    this.#dialogs = this.#makeDialogs();
    this.#held = new HeldFiles(host, {
      look,
      words: this.#words,
      live: this.#live,
      storing: this.#storing,
      shut: () => this.#shutWords(),
      explain: this.#explain,
    });
    this.takeWaiting = this.#held.take;
    host.addController(this);
  }

  onEvent({ type }: AnyControllerEvent): void {
    this.#refreshAfter(type);
  }

  hostConnected(): void {
    import('./report-line.js').then(
      ({ ReportLine }) => {
        this.#report ??= new ReportLine(this.#host, this.#live);
        this.#host.requestUpdate();
      },
      () => undefined,
    );
  }

  hostUpdate(): void {
    this.#wishes = this.#look.parseWishes(this.#host);
  }

  hostUpdated(): void {
    const destination = this.#destination;
    const coming = destination === undefined ? [] : this.#storing.for(destination);
    const isBusy = this.#list.isLooking || coming.some(({ phase }) => phase !== 'stopped');
    const stopped = coming.flatMap(({ problem }) => (problem !== null && mustBeStored(problem) ? [problem.kind] : []));
    const failed = stopped.length + this.#held.count;
    const isUndecided = stopped.filter((kind) => kind === 'twice-on-server').length === failed;
    this.#host.takeFormState({
      ids: this.#list.records.filter((record) => !isLeaving(record)).map(({ globalId }) => globalId),
      problem: isBusy
        ? this.#words.text('waitWriting')
        : failed > 0
          ? this.#words.text(isUndecided ? 'twinCount' : 'notStored', { count: failed })
          : '',
      missing: this.#words.text('addOne'),
      anchor: this.#host.renderRoot.querySelector<HTMLElement>('.add input'),
    });
  }

  hostDisconnected(): void {
    clearTimeout(this.#refreshing);
    this.#refreshing = undefined;
  }

  render(): PickerShown {
    const { controller, state, problem } = this.#binding;
    const words = this.#words;
    this.#place = this.#look.placeOf(this.#host.layerId, this.#host.globalId, state);
    this.#list.follow(this.#destination);
    const rows = this.#rows();
    const isClosed = this.#place.kind === 'closed' || problem !== null || this.#isShut;
    const said = { shut: this.#shutWords(), said: this.#placeWords(), list: this.#list, explainer: this.#errors };
    const summary = { place: this.#place, rows, state, words, ...said };
    const fault = problem === null ? this.#fault : problemWords(problem, words);
    const told = [fault, ...(rows.length > 0 || (fault === '' && !this.#list.isLooking) ? summaryWords(summary) : [])];
    const lastRemoved = this.#host.isFixed ? undefined : this.#rowActions.lastRemoved;
    return {
      draw: drawTemplate,
      base: `${calciteModeOf(this.#host)} ${this.#drop.isOver && !isClosed ? 'over' : ''}`,
      title: words.text('title'),
      summary: joined(told),
      ...this.#adders(isClosed),
      below: html`${this.#report?.render(controller, rows, fault)}
        ${this.#held.render(state?.opened === true || problem !== null)}
        ${
          lastRemoved === undefined
            ? nothing
            : undoBar(lastRemoved, words, {
                onUndo: () => void this.#rowActions.bringBack(),
                onDismiss: this.#rowActions.letGo,
              })
        }
        <div
          class="rows"
          role=${rows.length > 0 ? 'grid' : nothing}
          aria-labelledby=${rows.length > 0 ? 'title' : nothing}
          aria-rowcount=${rows.length > 0 ? rows.length : nothing}
          @keydown=${this.#grid.onKey}
          @focusin=${this.#grid.onFocus}
        >
          ${this.#window.render(this.#keysOf(rows), (index) => this.#row(rows, index))}
        </div>
        ${rows.length === 0 && !isClosed && this.#list.isLoaded && !this.#list.isUnknown ? emptyNote(words) : nothing}
        ${this.#live.render()} ${this.#dialogs.render()}`,
    };
  }

  #adders(isClosed: boolean): Pick<PickerShown, 'isClosed' | 'accept' | 'add' | 'camera' | 'photo'> {
    const wishes = this.#wishes;
    const { uploadLimits } = this.#binding.state?.geodatabase ?? {};
    const camera = wishes.ok ? wishes.camera : 'device';
    return {
      isClosed,
      accept: wishes.ok ? this.#look.acceptedBy(wishes.limits, uploadLimits) : '',
      add: { text: this.#words.text('addFiles'), onFiles: this.#chosen, onPress: this.#choosing },
      camera,
      photo: {
        text: this.#words.text('takePhoto'),
        onFiles: this.#taken,
        onPress: camera === 'page' ? this.#openCamera : this.#camera.onPress,
        onCancel: this.#camera.done,
      },
    };
  }

  /** The same array as long as nothing in it changed: the window measures it once. */
  #keysOf(rows: readonly PickerRow[]): readonly string[] {
    const isSame = rows.length === this.#keys.length && rows.every(({ key }, index) => key === this.#keys[index]);
    if (!isSame) this.#keys = rows.map(({ key }) => key);
    return this.#keys;
  }

  #row(rows: readonly PickerRow[], index: number): TemplateResult {
    const row = rows[index];
    if (row === undefined) return html``;
    const { key, view, version } = row;
    const thumb = `${key} ${String(version)}`;
    const question = this.#host.isFixed ? '' : this.#rowActions.question(key);
    return fileRow({
      key,
      number: index + 1,
      view,
      thumb,
      isDrawn: this.#thumbnails.isDrawn(thumb),
      isFirst: this.#window.isFirst,
      words: this.#words,
      question: question === '' ? '' : this.#words.text(question),
      onAction: this.#act,
    });
  }

  get #destination(): Destination | undefined {
    const { controller } = this.#binding;
    const place = this.#place;
    if (controller === undefined || place.kind === 'closed') return undefined;
    return { controller, layerId: place.layerId, globalId: toGlobalId(place.globalId) };
  }

  /** A wrong attribute is not guessed at: photos that should have lost their position must not be kept with it. */
  get #isShut(): boolean {
    return this.#host.isFixed || !this.#wishes.ok;
  }

  #shutWords(): string {
    const wishes = this.#wishes;
    if (!wishes.ok) return this.#words.text('attributeWrong', wishes.wrong);
    return this.#host.isFixed ? this.#words.text('shutNow') : '';
  }

  /** Why nothing is known of the files; empty where they are. */
  get #fault(): string {
    const { unavailable = null } = this.#binding.state ?? {};
    const fault = unavailable ?? this.#list.problem;
    return fault === null || fault.code === 'not-loaded' ? '' : this.#explain(fault);
  }

  #placeWords(): readonly string[] {
    const destination = this.#destination;
    const place = this.#camera.place.state;
    const blocked = { refused: 'placeRefused', frame: 'placeFrame', unknown: 'placeUnknown' } as const;
    const missing = this.#parts.wordsAt(CAMERA);
    return [
      ...(missing === '' ? [] : [missing]),
      ...(destination !== undefined && this.#camera.wasCutOff(destination) ? [this.#words.text('cutOff')] : []),
      ...(place.kind === 'blocked' ? [this.#words.text(blocked[place.reason])] : []),
    ];
  }

  #rows(): readonly PickerRow[] {
    const { state } = this.#binding;
    const destination = this.#destination;
    if (state === undefined || destination === undefined) return [];
    const words = this.#words;
    const kept = this.#list.records.map((record) => {
      const key = this.#list.keyOf(record);
      const prepared = this.#prepared.get(record.globalId) ?? null;
      const view = recordView(record, state, { words, explainer: this.#errors, prepared });
      return { key, version: this.#list.versionOf(record), view: this.#finished(key, view) };
    });
    const coming = this.#storing
      .for(destination)
      .map((file) => ({ key: file.key, version: 0, view: storingView(file, { words, explain: this.#explain }) }));
    return [...kept, ...coming];
  }

  #finished(key: string, view: FileView): FileView {
    const known = this.#rowActions.problemOf(key) ?? view.problem;
    const problem = [known, this.#parts.wordsAt(key)].filter((words) => words !== '').join(' ');
    const actions = this.#host.isFixed ? view.actions.filter((action) => action === 'preview') : view.actions;
    return { ...view, problem, actions };
  }

  #makeStoring(): StoringFiles {
    const news = new FileNews(this.#words, this.#tell);
    return new StoringFiles(this.#host, {
      leaving: new this.#look.LeaveGuard(),
      takeIn: async ({ file, capture, mayBeTwice, asItCame }, destination) => {
        const wishes = this.#wishes;
        if (!wishes.ok) throw new Error(`${wishes.wrong.attribute} is wrong`);
        return takeIn(file, destination, { wishes, capture: await capture, mayBeTwice, asItCame });
      },
      onStored: (key, record, prepared, controller) => {
        this.#remember(record, prepared);
        this.#list.adopt(key, record, controller);
        news.added(record.name, this.#storing.isIdle);
      },
      onStopped: ({ file, problem }) => {
        if (problem === null) return;
        const { name, size } = file;
        const reason = problemText(problem, size, { words: this.#words, explain: this.#explain });
        news.refused(name, reason, this.#storing.isIdle);
        this.#dialogs.tellCamera(this.#words.text('saidRefused', { name, reason }));
      },
    });
  }

  #makeDialogs(): PickerDialogs {
    const { place } = this.#camera;
    return new PickerDialogs(this.#host, {
      parts: this.#parts,
      camera: {
        place,
        wantsPlace: () => this.#wantsPlace,
        onPhoto: (photo, capture) => {
          this.#host.waiting.add([photo], { ...this.#camera.openedFor, capture, isKept: true });
        },
        onClose: this.#camera.done,
      },
      preview: {
        controller: () => this.#binding.controller,
        records: () => this.#list.records,
        isGone: (record) => this.#list.isGone(record),
        isFixed: () => this.#host.isFixed,
        explain: this.#explain,
        replace: (record, file) => this.#replace(record, file),
        onChanged: (record, problem) => {
          this.#rowActions.tell(this.#list.keyOf(record), problem);
        },
        remove: (record) => {
          this.#rowActions.remove(this.#list.keyOf(record));
        },
        onClose: (record) => {
          const key = this.#list.keyOf(record);
          if (this.#list.isGone(record) || !this.#list.find(key)) this.#grid.focusCurrent();
          else this.#grid.focusRow(key, '[data-action="preview"]');
        },
      },
    });
  }

  get #wantsPlace(): boolean {
    return this.#wishes.ok && (this.#wishes.photo.position === 'device' || this.#wishes.photo.stamp);
  }

  #preview(key: string): void {
    const record = this.#list.find(key);
    if (record !== undefined && !isLeaving(record)) void this.#dialogs.openPreview(record, key);
  }

  /** The draft first: then nothing is lost, whatever becomes of the page. */
  readonly #openCamera = (): void => {
    const saving = this.#camera.prepare();
    if (saving === 'safe') void this.#dialogs.openCamera();
    else if (saving !== null) void saving.then(() => this.#dialogs.openCamera());
  };

  /** As a new file would be: with its limits, and with what is asked of photos. */
  async #replace(record: AttachmentRecord, file: File): Promise<AttachmentRecord> {
    const wishes = this.#wishes;
    const destination = this.#destination;
    if (!wishes.ok || destination === undefined) throw new GdbError('not-supported', this.#shutWords());
    const open = { ...wishes, limits: { ...wishes.limits, maxFiles: null } };
    const intake = await takeIn(file, destination, { wishes: open, capture: null, mayBeTwice: true, asItCame: false });
    if (intake.kind === 'stopped') {
      const reason = problemText(intake.problem, file.size, { words: this.#words, explain: this.#explain });
      throw new GdbError('attachment-refused', reason, { retryable: intake.problem.kind === 'part-missing' });
    }
    const given = { name: intake.file.name, keywords: record.keywords };
    const replaced = await destination.controller.updateAttachment(record, intake.file, given);
    this.#remember(replaced, intake.prepared);
    return replaced;
  }

  #remember({ globalId }: AttachmentRecord, prepared: PhotoTold | null): void {
    if (prepared === null) this.#prepared.delete(globalId);
    else {
      const { position, notes, spared } = prepared;
      this.#prepared.set(globalId, { position, notes, spared });
    }
  }

  readonly #explain = (error: ErrorSummary): string => {
    const { what, todo, said } = this.#errors.explain(error, this.#words.language);
    // "The file can't be attached" says less than the sentence that names the limit.
    return said === '' ? `${what} ${todo}`.trim() : said;
  };

  readonly #tell = (text: string): void => {
    const { controller } = this.#binding;
    if (controller !== undefined) this.#live.say(text, controller);
  };

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

  readonly #choosing = (): void => {
    this.#host.waiting.choosingFor = this.#destination;
  };

  readonly #chosen = (event: Event): void => {
    const files = this.#look.filesOf(event.target as HTMLInputElement);
    this.#host.waiting.add(files, { ...this.#host.waiting.choosingFor, isKept: true });
  };

  /** Listed at once: its position may take a while. */
  readonly #taken = (event: Event): void => {
    const to = this.#camera.openedFor;
    for (const file of this.#look.filesOf(event.target as HTMLInputElement))
      this.#host.waiting.add([file], { ...to, capture: this.#camera.captureOf(file), isKept: true });
  };

  readonly #act = (event: Event): void => {
    const button = event.currentTarget as HTMLElement;
    const key = button.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? '';
    const actions: Record<RowAction, () => void> = {
      preview: () => {
        this.#preview(key);
      },
      retry: () => {
        this.#rowActions.retry(key, 'again');
      },
      anyway: () => {
        this.#rowActions.retry(key, 'anyway');
      },
      stop: () => {
        this.#rowActions.remove(key);
      },
      dismiss: () => {
        this.#rowActions.remove(key);
      },
      ask: () => {
        this.#rowActions.remove(key);
      },
      save: () => {
        this.#rowActions.save(key);
      },
      keep: () => this.#rowActions.keep(),
      remove: () => void this.#rowActions.removeNow(key),
      undo: () => void this.#rowActions.undo(key),
    };
    actions[button.dataset['action'] as RowAction]();
  };
}
