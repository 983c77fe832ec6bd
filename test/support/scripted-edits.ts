/** The features, attachments, refused edits and conflicts of a scripted controller: as told, and changed as the store would change them. */
import { GdbConflictEvent, GdbEditsChangeEvent } from '../../src/controller/events.js';
import type {
  AddAttachmentOptions,
  EditCheck,
  FeatureEditError,
  FeatureStatus,
  Thumbnail,
} from '../../src/controller/types.js';
import type { GlobalId } from '../../src/shared/ids.js';
import type {
  FeatureQuery,
  EditChoice,
  LocalEditResults,
  LocalEdits,
  LocalFeature,
  LocalFeatureSet,
} from '../../src/shared/queries.js';
import type { AttachmentRecord, EditEntry } from '../../src/shared/records.js';
import type { ConflictChoice, EditConflict } from '../../src/shared/conflicts.js';
import { GdbError } from '../../src/shared/errors.js';
import { ScriptedAttachments } from './scripted-attachments.js';
import { ScriptedScene } from './scripted-scene.js';

export class ScriptedEdits extends ScriptedScene {
  readonly attachments: ScriptedAttachments = new ScriptedAttachments();
  discardedEdits: readonly FeatureEditError[] = [];
  /** What validateEdits finds. */
  checks: readonly EditCheck[] = [];
  /** What featureStatus finds of every row; null where it cannot tell. */
  rowStatus: FeatureStatus['row'] | null = null;
  /** Rows that queryFeatures finds, by GlobalID. */
  readonly features = new Map<GlobalId, LocalFeature>();
  #conflicts: readonly EditConflict[] = [];

  get conflicts(): readonly EditConflict[] {
    return this.#conflicts;
  }

  /** Shows features that were changed on both sides, in the same scene. */
  showConflicts(conflicts: readonly EditConflict[]): void {
    const fresh = conflicts.filter((one) => !this.#conflicts.includes(one));
    this.#conflicts = conflicts;
    const waiting = conflicts.filter((one) => one.state === 'waiting').length;
    this.show({ ...this.scene, state: { ...this.state, pending: { ...this.state.pending, conflicts: waiting } } });
    if (fresh.length > 0) this.dispatchEvent(new GdbConflictEvent(fresh));
  }

  resolveConflict(layerId: number, globalId: GlobalId, choice: ConflictChoice): Promise<void> {
    this.record('resolveConflict', layerId, globalId, choice);
    const state = choice === 'theirs' ? 'theirs' : 'mine';
    this.showConflicts(this.#conflicts.map((one) => (one.globalId === globalId ? { ...one, state } : one)));
    return Promise.resolve();
  }

  dismissConflict(layerId: number, globalId: GlobalId): Promise<void> {
    this.record('dismissConflict', layerId, globalId);
    this.showConflicts(this.#conflicts.filter((one) => one.globalId !== globalId));
    return Promise.resolve();
  }

  applyEdits(layerId: number, edits: LocalEdits): Promise<LocalEditResults> {
    this.record('applyEdits', layerId, edits);
    return Promise.resolve({ addResults: [], updateResults: [], deleteResults: [] });
  }

  pendingEdits(layerId: number, globalId: GlobalId): Promise<readonly EditEntry[]> {
    this.record('pendingEdits', layerId, globalId);
    return Promise.resolve([]);
  }

  undoEdit(layerId: number, globalId: GlobalId, choice: EditChoice = {}): Promise<EditEntry> {
    this.record('undoEdit', layerId, globalId, choice);
    const { attachmentGlobalId } = choice;
    if (attachmentGlobalId === undefined) return Promise.reject(new Error('There is nothing to undo.'));
    this.attachments.undoDelete(attachmentGlobalId);
    this.attachmentsChanged();
    const edit = { operation: 'attachDelete', seq: 1, user: '', storeInstance: '', time: 0 } as const;
    return Promise.resolve({ ...edit, layerId, globalId, attachmentGlobalId });
  }

  queryFeatures(layerId: number, { globalIds = [] }: FeatureQuery = {}): Promise<LocalFeatureSet> {
    return Promise.resolve({
      layerId,
      objectIdFieldName: 'OBJECTID',
      globalIdFieldName: 'GlobalID',
      spatialReference: null,
      fields: [],
      features: globalIds.flatMap((globalId) => this.features.get(globalId) ?? []),
      exceededTransferLimit: false,
    });
  }

  async addAttachment(
    layerId: number,
    globalId: GlobalId,
    file: File | Blob,
    options: AddAttachmentOptions = {},
  ): Promise<AttachmentRecord> {
    const name = options.name ?? (file instanceof File ? file.name : 'file');
    this.record('addAttachment', layerId, globalId, name);
    const record = await this.attachments.add(name, file, options);
    this.attachmentsChanged();
    return record;
  }

  async updateAttachment(
    attachment: AttachmentRecord,
    file: File | Blob,
    options: AddAttachmentOptions = {},
  ): Promise<AttachmentRecord> {
    this.record('updateAttachment', attachment.globalId, options.name, options.keywords);
    const record = await this.attachments.replace(attachment, file, options);
    this.attachmentsChanged();
    return record;
  }

  deleteAttachments(layerId: number, globalId: GlobalId, ids: readonly GlobalId[]): Promise<void> {
    this.record('deleteAttachments', layerId, globalId, ids);
    for (const id of ids) this.attachments.delete(id);
    this.attachmentsChanged();
    return Promise.resolve();
  }

  readDefinition(): Promise<null> {
    return Promise.resolve(null);
  }

  featureStatus(): Promise<FeatureStatus | null> {
    const files = { attachmentsWaiting: 0, attachmentBytesWaiting: 0, attachmentsRefused: 0 };
    if (this.rowStatus === null) return Promise.reject(new GdbError('storage-lost', 'Nobody knows.'));
    return Promise.resolve({ row: this.rowStatus, ...files });
  }

  findAttachment(): Promise<AttachmentRecord | null> {
    return Promise.resolve(null);
  }

  queryAttachments(): Promise<readonly AttachmentRecord[]> {
    return Promise.resolve(this.attachments.records);
  }

  readAttachment(attachment: AttachmentRecord): Promise<Blob> {
    return this.attachments.read(attachment);
  }

  async readThumbnail(attachment: AttachmentRecord): Promise<Thumbnail> {
    return { kind: 'picture', image: await this.attachments.read(attachment) };
  }

  async streamAttachment(attachment: AttachmentRecord): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    return (await this.attachments.read(attachment)).stream();
  }

  /** Tells the elements to look at the attachments again. */
  attachmentsChanged(): void {
    this.dispatchEvent(new GdbEditsChangeEvent([]));
  }

  retryEdit(id: number): Promise<void> {
    this.record('retryEdit', id);
    this.#sendAgain([id]);
    return Promise.resolve();
  }

  retryEdits(ids: readonly number[]): Promise<void> {
    this.record('retryEdits', ids);
    this.#sendAgain(ids);
    return Promise.resolve();
  }

  #sendAgain(ids: readonly number[]): void {
    const chosen = new Set(ids);
    const left = this.syncErrors.filter(({ id }) => !chosen.has(id));
    this.showErrors(left, this.syncErrors.length - left.length);
  }

  discardEdit(id: number): Promise<void> {
    this.record('discardEdit', id);
    this.showErrors(this.syncErrors.filter((error) => error.id !== id));
    return Promise.resolve();
  }

  discardEdits(ids: readonly number[]): Promise<void> {
    this.record('discardEdits', ids);
    this.discardedEdits = [...this.discardedEdits, ...this.syncErrors.filter(({ id }) => ids.includes(id))];
    this.showErrors(this.syncErrors.filter(({ id }) => !ids.includes(id)));
    return Promise.resolve();
  }

  restoreDiscardedEdits(ids: readonly number[]): Promise<void> {
    this.record('restoreDiscardedEdits', ids);
    const back = this.discardedEdits.filter(({ id }) => ids.includes(id));
    this.discardedEdits = this.discardedEdits.filter(({ id }) => !ids.includes(id));
    this.showErrors([...this.syncErrors, ...back].sort((a, b) => a.id - b.id));
    return Promise.resolve();
  }

  forgetDiscardedEdits(): Promise<void> {
    this.record('forgetDiscardedEdits');
    this.discardedEdits = [];
    this.showErrors(this.syncErrors);
    return Promise.resolve();
  }

  validateEdits(): Promise<readonly EditCheck[]> {
    return Promise.resolve(this.checks);
  }
}
