import type { ReactiveControllerHost } from 'lit';
import type { SyncController } from '../../controller/types.js';
import { isAbort, summarize, toGdbError, type ErrorSummary } from '../../shared/errors.js';
import type { AttachmentRecord } from '../../shared/records.js';

/** A file on its way from a person to this device. */
export interface StoringFile {
  readonly key: string;
  readonly file: File;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly written: number;
  readonly phase: 'queued' | 'writing' | 'failed';
  readonly error: ErrorSummary | null;
}

export interface Destination {
  readonly controller: SyncController;
  readonly layerId: number;
  readonly globalId: string;
}

export interface StoringOptions {
  readonly onStored: (key: string, record: AttachmentRecord) => void;
  readonly onFailed: (file: StoringFile) => void;
}

/** Writes files to this device one after the other, so that memory holds one at a time; what fails stays in the list, to be tried again. */
export class StoringFiles {
  readonly #host: ReactiveControllerHost;
  readonly #options: StoringOptions;
  readonly #files = new Map<string, StoringFile>();
  readonly #destinations = new Map<string, Destination>();
  readonly #aborts = new Map<string, AbortController>();
  #made = 0;
  #work: Promise<void> = Promise.resolve();
  #writing: Promise<void> = Promise.resolve();

  constructor(host: ReactiveControllerHost, options: StoringOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** Those that belong to one feature, in the order in which they came. */
  for(destination: Destination): readonly StoringFile[] {
    return [...this.#files.values()].filter(({ key }) => {
      const own = this.#destinations.get(key);
      return own?.layerId === destination.layerId && own.globalId === destination.globalId;
    });
  }

  get(key: string): StoringFile | undefined {
    return this.#files.get(key);
  }

  add(file: File, destination: Destination): void {
    this.#made += 1;
    const key = `storing-${String(this.#made)}`;
    this.#destinations.set(key, destination);
    this.#set({ key, file, name: file.name, size: file.size, written: 0, phase: 'queued', error: null });
    this.#enqueue(key);
  }

  retry(key: string): void {
    const file = this.#files.get(key);
    if (file?.phase !== 'failed') return;
    this.#set({ ...file, written: 0, phase: 'queued', error: null });
    this.#enqueue(key);
  }

  /** Stops writing it, and forgets it: the person still has the file. */
  stop(key: string): void {
    this.#aborts.get(key)?.abort();
    this.#forget(key);
  }

  /** Resolves when a write that has all its bytes is settled: until then its file would be listed twice. */
  async settled(): Promise<void> {
    const isFinishing = [...this.#files.values()].some(
      ({ phase, written, size }) => phase === 'writing' && written >= size,
    );
    if (isFinishing) await this.#writing;
  }

  #enqueue(key: string): void {
    this.#work = this.#work.then(() => {
      this.#writing = this.#write(key);
      return this.#writing;
    });
  }

  async #write(key: string): Promise<void> {
    const queued = this.#files.get(key);
    const destination = this.#destinations.get(key);
    if (queued?.phase !== 'queued' || destination === undefined) return;
    const { controller, layerId, globalId } = destination;
    const abort = new AbortController();
    this.#aborts.set(key, abort);
    this.#change(key, { phase: 'writing' });
    try {
      const record = await controller.addAttachment(layerId, globalId, queued.file, {
        signal: abort.signal,
        onProgress: (written) => {
          this.#change(key, { written });
        },
      });
      this.#forget(key);
      this.#options.onStored(key, record);
    } catch (error) {
      if (isAbort(error)) this.#forget(key);
      else this.#change(key, { phase: 'failed', error: summarize(toGdbError(error)) });
      const failed = this.#files.get(key);
      if (failed !== undefined) this.#options.onFailed(failed);
    } finally {
      this.#aborts.delete(key);
    }
  }

  #change(key: string, change: Partial<StoringFile>): void {
    const file = this.#files.get(key);
    if (file !== undefined) this.#set({ ...file, ...change });
  }

  #set(file: StoringFile): void {
    this.#files.set(file.key, file);
    this.#host.requestUpdate();
  }

  #forget(key: string): void {
    this.#files.delete(key);
    this.#destinations.delete(key);
    this.#host.requestUpdate();
  }
}
