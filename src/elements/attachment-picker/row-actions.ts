/** What is done with one file of the list: tried again, removed, brought back. */
import type { ReactiveElement } from 'lit';
import type { FeatureEditError, SyncController } from '../../controller/types.js';
import { summarize, toGdbError, type ErrorSummary } from '../../shared/errors.js';
import type { AttachmentRecord } from '../../shared/records.js';
import { download } from '../common/download.js';
import type { Localizer } from '../common/localizer.js';
import type { RovingGrid } from '../common/roving-grid.js';
import { isLeaving } from './intake.js';
import type { RecordList } from './record-list.js';
import { isOnlyHere, type StoringFiles } from './storing-files.js';
import type { PickerKey } from './words.en.js';

export interface RowTools {
  readonly list: RecordList;
  readonly storing: StoringFiles;
  readonly grid: () => RovingGrid;
  readonly controller: () => SyncController | undefined;
  readonly reason: (error: ErrorSummary) => string;
  readonly words: Localizer<PickerKey>;
  readonly say: (text: string) => void;
}

/** A file that existed only here, and is not among the others any more. It can come back where it was, nowhere else. */
interface Removed {
  readonly controller: SyncController;
  readonly record: AttachmentRecord;
  readonly bytes: Blob;
}

/** The bar has no row. */
const UNDO = '';
/** More bytes than of a few photos are not kept in memory for a change of mind. */
const MOST_KEPT = 5;
const LARGEST = 64_000_000;

export class RowActions {
  readonly #host: ReactiveElement;
  readonly #tools: RowTools;
  #asking: string | undefined;
  /** Of the file as it was then: one that was sent since is not told as failed. */
  readonly #problems = new Map<string, { readonly text: string; readonly of: string }>();
  /** A second tap, in gloves, is not a second wish. */
  readonly #atWork = new Set<string>();
  #removed: readonly Removed[] = [];

  constructor(host: ReactiveElement, tools: RowTools) {
    this.#host = host;
    this.#tools = tools;
  }

  problemOf(key: string): string | undefined {
    const problem = this.#problems.get(key);
    return problem !== undefined && problem.of === this.#standOf(key) ? problem.text : undefined;
  }

  /** What became of it elsewhere: empty where nothing is wrong. */
  tell(key: string, problem: string): void {
    if (problem === '') this.#problems.delete(key);
    else this.#note(key, problem);
    this.#host.requestUpdate();
  }

  /** The name of what was removed last from the feature that is shown, and can be brought back. */
  get lastRemoved(): string | undefined {
    return this.#removedHere.at(-1)?.record.name;
  }

  get #removedHere(): readonly Removed[] {
    return this.#removed.filter(({ record, controller }) => this.#tools.list.isOf(record, controller));
  }

  /** The question before a file is removed; empty while nobody asked. */
  question(key: string): PickerKey | '' {
    if (this.#asking !== key) return '';
    const record = this.#tools.list.find(key);
    if (record === undefined) return this.#tools.storing.get(key) === undefined ? '' : 'askForGood';
    if (isOnServer(record)) return 'askSent';
    if (isRefusedChange(record)) return 'askChange';
    if (record.size > LARGEST) return 'askForGood';
    return record.state.kind === 'refused' ? 'askRefused' : 'askUnsent';
  }

  retry(key: string, how: 'anyway' | 'again'): void {
    const record = this.#tools.list.find(key);
    if (record === undefined) {
      this.#tools.storing.retry(key, how);
      return;
    }
    const issue = this.#issueOf(record);
    if (issue === undefined) return;
    void this.#settle(key, { name: record.name, said: 'saidFileRetry' }, (controller) =>
      controller.retryEdit(issue.id),
    );
  }

  /** Asks first where something would be lost. */
  remove(key: string): void {
    const { list, storing } = this.#tools;
    const record = list.find(key);
    if (record === undefined) {
      const file = storing.get(key);
      if (file !== undefined && isOnlyHere(file)) this.#ask(key);
      else this.#stop(key);
      return;
    }
    if (!isLeaving(record)) this.#ask(key);
  }

  /** Hands out a file that is in the page alone, with what is here: offline nothing more could be fetched. */
  save(key: string): void {
    const { file } = this.#tools.storing.get(key) ?? {};
    if (file !== undefined) download(file, file.name);
  }

  #stop(key: string): void {
    const { storing } = this.#tools;
    const name = storing.get(key)?.file.name;
    storing.stop(key);
    if (name !== undefined) this.#say('saidFileRemoved', name);
  }

  #ask(key: string): void {
    this.#asking = key;
    this.#redraw(key, '[data-action="keep"]');
  }

  /** True when there was a question to take back. */
  keep(): boolean {
    const key = this.#asking;
    this.#asking = undefined;
    // The last button of a row is the one that asks.
    if (key !== undefined) this.#redraw(key, '.actions > :last-child');
    return key !== undefined;
  }

  async removeNow(key: string): Promise<void> {
    const record = this.#tools.list.find(key);
    if (record === undefined) {
      this.#stop(key);
      return;
    }
    const issue = record.state.kind === 'refused' ? this.#issueOf(record) : undefined;
    const said: PickerKey = isOnServer(record)
      ? 'saidWillBeRemoved'
      : isRefusedChange(record)
        ? 'saidBack'
        : 'saidFileRemoved';
    const told = { name: record.name, said };
    await this.#settle(key, told, async (controller) => {
      const bytes = canComeBack(record) ? await controller.readAttachment(record).catch(() => null) : null;
      if (issue === undefined)
        await controller.deleteAttachments(record.layerId, record.parentGlobalId, [record.globalId]);
      else await controller.discardEdit(issue.id);
      // It was sent meanwhile: then its removal goes with the next sync, and can be undone in its row.
      const left = await controller.findAttachment(record.layerId, record.globalId);
      if (left !== null && isLeaving(left)) told.said = 'saidWillBeRemoved';
      else if (bytes !== null) this.#removed = [...this.#removed, { record, bytes, controller }].slice(-MOST_KEPT);
    });
    if (this.#asking === key) this.#asking = undefined;
    this.#host.requestUpdate();
  }

  /** Takes back that a file is to be removed with the next sync. */
  async undo(key: string): Promise<void> {
    const record = this.#tools.list.find(key);
    if (record === undefined) return;
    const { layerId, parentGlobalId, globalId, name } = record;
    await this.#settle(key, { name, said: 'saidBack' }, async (controller) => {
      await controller.undoEdit(layerId, parentGlobalId, { attachmentGlobalId: globalId });
    });
    this.#redraw(key, '[data-stop]');
  }

  /** Writes what was removed last to this device again. */
  readonly bringBack = async (): Promise<void> => {
    const last = this.#removedHere.at(-1);
    if (last === undefined || this.#atWork.has(UNDO)) return;
    this.#atWork.add(UNDO);
    const { record, bytes, controller } = last;
    const { layerId, parentGlobalId, globalId, name, keywords } = record;
    this.#problems.delete(this.#tools.list.keyOf(record));
    try {
      const back = await controller.addAttachment(layerId, parentGlobalId, bytes, { name, keywords, globalId });
      this.#removed = this.#removed.filter((one) => one !== last);
      this.#say('saidBack', name);
      await this.#tools.list.refresh();
      this.#redraw(this.#tools.list.keyOf(back), '[data-stop]');
    } catch (error) {
      this.#say('saidRefused', name, this.#tools.reason(summarize(toGdbError(error))));
    }
    this.#atWork.delete(UNDO);
    this.#host.requestUpdate();
  };

  /** No way back is wanted for the one that is named; then the bar names the one before. After the last it had the focus. */
  readonly letGo = (): void => {
    const gone = this.#removedHere.at(-1);
    this.#removed = this.#removed.filter((one) => one !== gone);
    this.#host.requestUpdate();
    if (this.#removedHere.length > 0) return;
    void this.#host.updateComplete.then(() => {
      this.#tools.grid().focusCurrent();
    });
  };

  #note(key: string, text: string): void {
    this.#problems.set(key, { text, of: this.#standOf(key) });
  }

  #standOf(key: string): string {
    const { state, contentVersion } = this.#tools.list.find(key) ?? {};
    return `${state?.kind ?? ''} ${String(contentVersion ?? '')}`;
  }

  #issueOf(record: AttachmentRecord): FeatureEditError | undefined {
    return this.#tools.controller()?.syncErrors.find((error) => error.attachmentGlobalId === record.globalId);
  }

  #say(key: PickerKey, name: string, reason = ''): void {
    this.#tools.say(this.#tools.words.text(key, { name, reason }));
  }

  #redraw(key: string, focus: string): void {
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => {
      this.#tools.grid().focusRow(key, focus);
    });
  }

  async #settle(
    key: string,
    told: { readonly name: string; readonly said: PickerKey },
    work: (controller: SyncController) => Promise<void>,
  ): Promise<void> {
    const controller = this.#tools.controller();
    if (controller === undefined || this.#atWork.has(key)) return;
    this.#atWork.add(key);
    try {
      await work(controller);
      this.#problems.delete(key);
      this.#say(told.said, told.name);
    } catch (error) {
      const reason = this.#tools.reason(summarize(toGdbError(error)));
      this.#note(key, reason);
      this.#say('saidRefused', told.name, reason);
    }
    this.#atWork.delete(key);
    await this.#tools.list.refresh();
    this.#host.requestUpdate();
  }
}

/** Its removal is an edit, which goes with the next sync; until then it can be undone, also after the page was closed. */
function isOnServer({ state }: AttachmentRecord): boolean {
  return state.kind === 'received' || (state.kind === 'pending' && state.operation === 'attachUpdate');
}

/** What was done here to a file of the server, and was not taken. Its removal ends that for good; what the server has stays. */
function isRefusedChange({ state }: AttachmentRecord): boolean {
  return state.kind === 'refused' && state.operation !== 'attachAdd';
}

/** The server has none of it, so that with its removal its bytes are gone; and they are few enough to be kept a while. */
function canComeBack({ state, size }: AttachmentRecord): boolean {
  return size <= LARGEST && state.kind !== 'received' && state.operation === 'attachAdd';
}
