/** The verbs that only touch this device: edits, queries, attachments. They work with and without a network, and while a sync runs. */
import { GdbError, isAbort } from '../shared/errors.js';
import { newGlobalId, toGlobalId } from '../shared/ids.js';
import type { GlobalId } from '../shared/ids.js';
import { PART_SIZE } from '../shared/parts.js';
import type { EditStamp, LocalEditResults, LocalEdits, NewAttachment } from '../shared/queries.js';
import type { AttachmentRecord, FeatureOperation } from '../shared/records.js';
import type { ClockPort } from '../sync/ports.js';
import type { Engine } from './engine.js';
import type { EditsChange } from './events.js';
import { contentTypeOf, requireFile, safeType, tameName } from './files.js';
import type { AddAttachmentOptions } from './types.js';

export class LocalData {
  readonly #engine: Engine;
  readonly #clock: ClockPort;

  constructor(engine: Engine, clock: ClockPort) {
    this.#engine = engine;
    this.#clock = clock;
  }

  async applyEdits(layerId: number, edits: LocalEdits): Promise<LocalEditResults> {
    const results = await this.#engine.local.applyEdits(layerId, edits, this.#stamp());
    const changes = [
      ...changesOf(layerId, 'add', results.addResults),
      ...changesOf(layerId, 'update', results.updateResults),
      ...changesOf(layerId, 'delete', results.deleteResults),
    ];
    if (changes.length > 0) await this.#engine.localDataChanged(changes);
    return results;
  }

  /** Writes part after part, so that a large video needs no memory; resolves when bytes and edit are committed (invariant 1). */
  async putAttachment(
    target: { readonly layerId: number; readonly globalId: GlobalId; readonly attachmentGlobalId: GlobalId | null },
    file: Blob,
    options: AddAttachmentOptions,
  ): Promise<AttachmentRecord> {
    requireFile(file);
    const given = options.name ?? (file instanceof File ? file.name : '');
    const contentType = contentTypeOf(file, given);
    const attachment: NewAttachment = {
      layerId: target.layerId,
      parentGlobalId: toGlobalId(target.globalId),
      globalId: target.attachmentGlobalId === null ? newGlobalId() : toGlobalId(target.attachmentGlobalId),
      name: tameName(given, contentType),
      contentType,
      size: file.size,
      keywords: options.keywords ?? '',
      operation: target.attachmentGlobalId === null ? 'attachAdd' : 'attachUpdate',
    };
    const store = this.#engine.local;
    const contentVersion = await store.beginAttachment(attachment);
    for (let partNo = 0, start = 0; start < file.size; partNo += 1, start += PART_SIZE) {
      if (options.signal?.aborted === true)
        throw new GdbError('aborted', `${attachment.name} was not added: cancelled.`);
      const bytes = await readPart(file.slice(start, start + PART_SIZE), attachment.name);
      await store.writePart(attachment.globalId, contentVersion, partNo, bytes);
      options.onProgress?.(Math.min(start + PART_SIZE, file.size));
    }
    const record = await store.commitAttachment(attachment, contentVersion, this.#stamp());
    await this.#changed(attachment.layerId, attachment.parentGlobalId, attachment.operation);
    return record;
  }

  async deleteAttachments(
    layerId: number,
    globalId: GlobalId,
    attachmentGlobalIds: readonly GlobalId[],
  ): Promise<void> {
    const parent = toGlobalId(globalId);
    await this.#engine.local.deleteAttachments(layerId, parent, attachmentGlobalIds.map(toGlobalId), this.#stamp());
    await this.#changed(layerId, parent, 'attachDelete');
  }

  /** The bytes of an attachment as a Blob whose type no browser runs as a document. */
  async readAttachment(attachment: AttachmentRecord, signal: AbortSignal | undefined): Promise<Blob> {
    const store = this.#engine.local;
    const parts: ArrayBuffer[] = [];
    for (let partNo = 0; partNo < attachment.partCount; partNo += 1) {
      if (signal?.aborted === true) throw new GdbError('aborted', 'Cancelled.');
      parts.push(await store.readPart(attachment.globalId, attachment.contentVersion, partNo));
    }
    if (parts.length === 0) throw new GdbError('attachment-not-found', `${attachment.name} is not on this device yet.`);
    return new Blob(parts, { type: safeType(attachment.contentType) });
  }

  async retryEdit(id: number): Promise<void> {
    await this.#engine.local.retryIssue(id);
    await this.#engine.localDataChanged([]);
  }

  async discardEdit(id: number): Promise<void> {
    await this.#engine.local.discardIssue(id);
    await this.#engine.localDataChanged([]);
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

/** A picked file can vanish or change before it is read: cloud files, a card taken out. */
async function readPart(slice: Blob, name: string): Promise<ArrayBuffer> {
  try {
    return await slice.arrayBuffer();
  } catch (cause) {
    if (isAbort(cause)) throw cause;
    throw new GdbError(
      'attachment-refused',
      `${name} could not be read: it was moved or changed since it was picked. Pick it again.`,
      { cause },
    );
  }
}
