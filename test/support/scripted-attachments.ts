/** The attachments of a scripted controller: records as told, bytes in memory, writing as slow as told. */
import type { AddAttachmentOptions } from '../../src/controller/types.js';
import { partHashesOf } from '../../src/elements/attachment-picker/photo/part-hashes.js';
import { GdbError } from '../../src/shared/errors.js';
import type { GlobalId } from '../../src/shared/ids.js';
import type { AttachmentRecord } from '../../src/shared/records.js';

let made = 0;

/** An attachment that is made here and not sent, unless told otherwise. */
export function attachmentOf(more: Partial<AttachmentRecord> = {}): AttachmentRecord {
  made += 1;
  return {
    layerId: 0,
    parentGlobalId: 'a5f1f2f2-6a1c-4b7c-9a5e-2f7cf4a1b001',
    globalId: `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`,
    attachmentId: null,
    name: 'photo.jpg',
    contentType: 'image/jpeg',
    size: 2_400_000,
    keywords: '',
    partHashes: [],
    contentVersion: 1,
    partCount: 2,
    state: { kind: 'pending', operation: 'attachAdd' },
    upload: { kind: 'none' },
    url: null,
    ...more,
  };
}

export class ScriptedAttachments {
  readonly #records = new Map<GlobalId, AttachmentRecord>();
  readonly #bytes = new Map<GlobalId, Blob>();
  /** Rejects the next writes with this. */
  writeError: GdbError | undefined;
  /** Writing stops at this share, 0 to 1, until told to go on. */
  holdAt: number | undefined;
  #goOn: (() => void)[] = [];

  get records(): readonly AttachmentRecord[] {
    return [...this.#records.values()];
  }

  set(record: AttachmentRecord, bytes?: Blob): void {
    this.#records.set(record.globalId, record);
    if (bytes !== undefined) this.#bytes.set(record.globalId, bytes);
  }

  /** As the store does it: what the server has goes with the next sync, everything else at once. */
  delete(globalId: GlobalId): void {
    const record = this.#records.get(globalId);
    if (record?.state.kind !== 'received') this.#records.delete(globalId);
    else this.#records.set(globalId, { ...record, state: { kind: 'pending', operation: 'attachDelete' } });
  }

  undoDelete(globalId: GlobalId): void {
    const record = this.#records.get(globalId);
    if (record !== undefined) this.#records.set(globalId, { ...record, state: { kind: 'received', bytesHere: true } });
  }

  read(attachment: AttachmentRecord): Promise<Blob> {
    const bytes = this.#bytes.get(attachment.globalId);
    if (bytes === undefined) return Promise.reject(new GdbError('attachment-not-found', 'Not on this device.'));
    return Promise.resolve(bytes);
  }

  async add(name: string, file: Blob, options: AddAttachmentOptions): Promise<AttachmentRecord> {
    await this.write(file, options);
    const { globalId, keywords = '' } = options;
    const own = globalId === undefined ? {} : { globalId };
    const content = { contentType: file.type, size: file.size, partHashes: await partHashesOf(file) };
    const record = attachmentOf({ ...own, name, keywords, ...content });
    this.set(record, file);
    return record;
  }

  async replace(known: AttachmentRecord, file: Blob, options: AddAttachmentOptions): Promise<AttachmentRecord> {
    await this.write(file, options);
    const { name = known.name, keywords = '' } = options;
    const contentVersion = known.contentVersion + 1;
    const record = { ...known, name, keywords, size: file.size, contentType: file.type, contentVersion };
    this.set(record, file);
    return record;
  }

  async write(file: Blob, { onProgress, signal }: AddAttachmentOptions): Promise<void> {
    await Promise.resolve();
    if (this.writeError !== undefined) throw this.writeError;
    if (this.holdAt !== undefined) {
      onProgress?.(file.size * this.holdAt);
      await new Promise<void>((resolve, reject) => {
        this.#goOn.push(resolve);
        signal?.addEventListener('abort', () => {
          reject(new GdbError('aborted', 'The operation was cancelled.'));
        });
      });
    }
    onProgress?.(file.size);
  }

  /** Lets the writes that are held go on. */
  goOn(): void {
    this.holdAt = undefined;
    for (const resolve of this.#goOn.splice(0)) resolve();
  }
}
