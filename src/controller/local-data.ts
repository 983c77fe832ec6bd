/** The verbs that only touch this device: edits, queries, attachments. They work with and without a network, and while a sync runs. */
import type { ConflictChoice } from '../shared/conflicts.js';
import { GdbError } from '../shared/errors.js';
import { newGlobalId, toGlobalId } from '../shared/ids.js';
import type { GlobalId } from '../shared/ids.js';
import type {
  EditChoice,
  EditOptions,
  EditStamp,
  LocalEditResults,
  LocalEdits,
  NewAttachment,
} from '../shared/queries.js';
import type { AttachmentRecord, EditEntry, FeatureOperation } from '../shared/records.js';
import type { ClockPort } from '../sync/ports.js';
import { readAttachment, streamAttachment, writeAttachment } from './attachment-bytes.js';
import type { Engine } from './engine.js';
import type { EditsChange } from './events.js';
import { featureStatus, type FeatureStatus } from './feature-status.js';
import { requireRowName, requireRowNames } from './row-names.js';
import { contentTypeOf, requireFile, safeType, tameName } from '../shared/files.js';
import { Thumbnails, type Thumbnail } from './thumbnails.js';
import { Turns } from './turns.js';
import type { AddAttachmentOptions } from './types.js';

/** What these verbs need of whoever has the geodatabase open. */
export type LocalHost = Pick<Engine, 'local' | 'isCopy' | 'editUser' | 'bringAttachment' | 'localDataChanged'>;

/** Files that are stored at once: one is read and hashed while the other is written. More would only fill memory. */
const FILES_AT_ONCE = 2;
/** A file of a cloud may take for ever to be read, and a video is written part by part: neither fills memory, and no photo waits for them. */
const LONGEST_TURN_MS = 5_000;

export class LocalData {
  readonly #engine: LocalHost;
  readonly #clock: ClockPort;
  readonly #thumbnails = new Thumbnails();
  readonly #files = new Turns(FILES_AT_ONCE, LONGEST_TURN_MS);

  constructor(engine: LocalHost, clock: ClockPort) {
    this.#engine = engine;
    this.#clock = clock;
  }

  async applyEdits(layerId: number, edits: LocalEdits, options: EditOptions): Promise<LocalEditResults> {
    this.#requireReplica();
    const results = await this.#engine.local.applyEdits(layerId, edits, this.#stamp(), options);
    const changes = [
      ...changesOf(layerId, 'add', results.addResults),
      ...changesOf(layerId, 'update', results.updateResults),
      ...changesOf(layerId, 'delete', results.deleteResults),
    ];
    if (results.deleteResults.length > 0) await this.#settleDependants();
    if (changes.length > 0) await this.#engine.localDataChanged(changes);
    return results;
  }

  async pendingEdits(layerId: number, globalId: GlobalId): Promise<readonly EditEntry[]> {
    requireRowName('pendingEdits', layerId, globalId);
    return this.#engine.local.pendingEdits(layerId, globalId);
  }

  async featureStatus(layerId: number, globalId: GlobalId): Promise<FeatureStatus | null> {
    requireRowName('featureStatus', layerId, globalId);
    return featureStatus(this.#engine.local, layerId, globalId);
  }

  async undoEdit(layerId: number, globalId: GlobalId, choice: EditChoice): Promise<EditEntry> {
    requireRowName('undoEdit', layerId, globalId);
    const edit = await this.#engine.local.undoEdit(layerId, globalId, choice);
    await this.#settleDependants();
    await this.#changed(layerId, edit.globalId, edit.operation);
    return edit;
  }

  /** What names a row that is gone, and never was on the service, cannot be sent: better said now than after the next sync. */
  async #settleDependants(): Promise<void> {
    await this.#engine.local.settleDependants({ epoch: null, at: this.#clock.now() });
  }

  /** Resolves when bytes and edit are committed (invariant 1). */
  async putAttachment(
    target: { readonly layerId: number; readonly globalId: GlobalId; readonly attachmentGlobalId: GlobalId | null },
    file: Blob,
    options: AddAttachmentOptions,
  ): Promise<AttachmentRecord> {
    this.#requireReplica();
    const verb = target.attachmentGlobalId === null ? 'addAttachment' : 'updateAttachment';
    requireRowName(verb, target.layerId, target.globalId);
    requireFile(file);
    const given = options.name ?? (file instanceof File ? file.name : '');
    const contentType = contentTypeOf(file, given);
    const attachment: NewAttachment = {
      layerId: target.layerId,
      parentGlobalId: toGlobalId(target.globalId),
      globalId:
        target.attachmentGlobalId === null
          ? toGlobalId(options.globalId ?? newGlobalId())
          : toGlobalId(target.attachmentGlobalId),
      name: tameName(given, contentType),
      contentType,
      size: file.size,
      keywords: options.keywords ?? '',
      operation: target.attachmentGlobalId === null ? 'attachAdd' : 'attachUpdate',
      ifContentVersion: options.ifContentVersion,
    };
    const stamp = this.#stamp();
    // Whoever's copy is open when its turn has come, it belongs to this one.
    const store = this.#engine.local;
    const write = (): Promise<AttachmentRecord> => writeAttachment(store, attachment, { file, stamp, options });
    const record = await this.#files.take(write, options.signal);
    await this.#changed(attachment.layerId, attachment.parentGlobalId, attachment.operation);
    return record;
  }

  async deleteAttachments(
    layerId: number,
    globalId: GlobalId,
    attachmentGlobalIds: readonly GlobalId[],
  ): Promise<void> {
    this.#requireReplica();
    requireRowName('deleteAttachments', layerId, globalId);
    requireRowNames('deleteAttachments', layerId, attachmentGlobalIds, 'attachmentGlobalIds');
    const parent = toGlobalId(globalId);
    await this.#engine.local.deleteAttachments(layerId, parent, attachmentGlobalIds.map(toGlobalId), this.#stamp());
    await this.#changed(layerId, parent, 'attachDelete');
  }

  async findAttachment(layerId: number, globalId: GlobalId): Promise<AttachmentRecord | null> {
    requireRowName('findAttachment', layerId, globalId);
    return this.#engine.local.findAttachment(layerId, globalId);
  }

  async queryAttachments(layerId: number, globalIds: readonly GlobalId[]): Promise<readonly AttachmentRecord[]> {
    requireRowNames('queryAttachments', layerId, globalIds);
    return this.#engine.local.queryAttachments(layerId, globalIds);
  }

  /** What is not here is fetched, and kept. */
  async readAttachment(attachment: AttachmentRecord, signal: AbortSignal | undefined): Promise<Blob> {
    const store = this.#engine.local;
    const isOwn = ({ globalId }: AttachmentRecord): boolean => globalId === attachment.globalId;
    const find = async (): Promise<AttachmentRecord> =>
      (await store.queryAttachments(attachment.layerId, [attachment.parentGlobalId])).find(isOwn) ?? attachment;
    const known = await find();
    if (known.state.kind !== 'received' || known.state.bytesHere) return readAttachment(store, known, signal);
    const passing = await this.#engine.bringAttachment(known, signal);
    if (passing !== null) return new Blob([passing], { type: safeType(known.contentType) });
    await this.#engine.localDataChanged([]);
    return readAttachment(store, await find(), signal);
  }

  streamAttachment(attachment: AttachmentRecord): ReadableStream<Uint8Array<ArrayBuffer>> {
    return streamAttachment(this.#engine.local, attachment);
  }

  readThumbnail(attachment: AttachmentRecord): Promise<Thumbnail> {
    return this.#thumbnails.read(this.#engine.local, attachment);
  }

  async resolveConflict(layerId: number, globalId: GlobalId, choice: ConflictChoice): Promise<void> {
    requireRowName('resolveConflict', layerId, globalId);
    await this.#engine.local.resolveConflict(layerId, globalId, choice, this.#stamp());
    await this.#engine.localDataChanged([]);
  }

  async dismissConflict(layerId: number, globalId: GlobalId): Promise<void> {
    requireRowName('dismissConflict', layerId, globalId);
    await this.#engine.local.dismissConflict(layerId, globalId);
    await this.#engine.localDataChanged([]);
  }

  /** Nothing made in a copy could ever be sent: better said now than after a day in the field. */
  #requireReplica(): void {
    if (this.#engine.isCopy)
      throw new GdbError(
        'not-supported',
        'This area was taken as a copy (syncModel "none"), to be read only: edits of it could never be sent. Take it with a replica to edit it.',
      );
  }

  #stamp(): EditStamp {
    return { user: this.#engine.editUser, time: this.#clock.now() };
  }

  #changed(layerId: number, globalId: GlobalId, operation: EditsChange['operation']): Promise<void> {
    return this.#engine.localDataChanged([{ layerId, globalId, operation }]);
  }
}

function changesOf(
  layerId: number,
  operation: FeatureOperation,
  results: LocalEditResults['addResults'],
): readonly EditsChange[] {
  return results.flatMap((result) =>
    result.success && result.globalId !== null ? [{ layerId, globalId: result.globalId, operation }] : [],
  );
}
