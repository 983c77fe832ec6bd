import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SyncController } from '../../controller/types.js';
import { isAbort } from '../../shared/errors.js';
import type { LeaveGuard } from '../../shared/leave-guard.js';
import type { AttachmentRecord } from '../../shared/records.js';
import { errorProblem, mustBeStored, type FileProblem } from './file-problem.js';
import type { Intake } from './intake.js';
import type { PreparedFile } from './photo/prepare-photo.js';
import type { WaitingFile } from './waiting-files.js';

/** A file on its way from a person to this device. */
export interface StoringFile {
  readonly key: string;
  /** As it came, until it was made ready. */
  readonly file: File;
  /** As of a file that waits. */
  readonly capture: NonNullable<WaitingFile['capture']> | null;
  /** Bytes. */
  readonly written: number;
  readonly phase: 'queued' | 'preparing' | 'writing' | 'stopped';
  readonly mayBeTwice: boolean;
  readonly asItCame: boolean;
  readonly problem: FileProblem | null;
}

export interface Destination {
  readonly controller: SyncController;
  readonly layerId: number;
  readonly globalId: string;
}

export interface StoringOptions {
  readonly takeIn: (file: StoringFile, destination: Destination) => Promise<Intake>;
  readonly onStored: (
    key: string,
    record: AttachmentRecord,
    prepared: PreparedFile | null,
    controller: SyncController,
  ) => void;
  readonly onStopped: (file: StoringFile) => void;
  /** Asks before the page goes while files are on their way. */
  readonly leaving: LeaveGuard;
}

/** Writes files to this device one after the other, so that memory holds one at a time; what fails stays in the list, to be tried again. */
export class StoringFiles implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: StoringOptions;
  readonly #files = new Map<string, StoringFile>();
  readonly #destinations = new Map<string, Destination>();
  readonly #aborts = new Map<string, AbortController>();
  #isOnPage = false;
  #made = 0;
  #work: Promise<void> = Promise.resolve();
  #writing: Promise<void> = Promise.resolve();

  constructor(host: ReactiveControllerHost, options: StoringOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isOnPage = true;
    this.#guard();
  }

  hostDisconnected(): void {
    this.#isOnPage = false;
    this.#guard();
  }

  /** Those that belong to one feature, in the order in which they came. */
  for(destination: Destination): readonly StoringFile[] {
    return [...this.#files.values()].filter(({ key }) => {
      const own = this.#destinations.get(key);
      return (
        own?.controller === destination.controller &&
        own.layerId === destination.layerId &&
        own.globalId === destination.globalId
      );
    });
  }

  get(key: string): StoringFile | undefined {
    return this.#files.get(key);
  }

  add(file: File, destination: Destination, capture: StoringFile['capture']): void {
    this.#made += 1;
    const key = `storing-${String(this.#made)}`;
    this.#destinations.set(key, destination);
    this.#set({ key, file, capture, written: 0, phase: 'queued', mayBeTwice: false, asItCame: false, problem: null });
    this.#enqueue(key);
  }

  /** Once more. `anyway`: although the same is there already, or although it could not be made ready. */
  retry(key: string, how: 'anyway' | 'again'): void {
    const file = this.#files.get(key);
    if (file?.phase !== 'stopped') return;
    const isWanted = (problem: FileProblem['kind']): boolean => how === 'anyway' && file.problem?.kind === problem;
    const mayBeTwice = file.mayBeTwice || isWanted('twice') || isWanted('twice-on-server');
    const asItCame = file.asItCame || isWanted('part-missing');
    this.#set({ ...file, written: 0, phase: 'queued', mayBeTwice, asItCame, problem: null });
    this.#enqueue(key);
  }

  /** Stops writing it, and forgets it: the person still has the file, or was asked. */
  stop(key: string): void {
    this.#aborts.get(key)?.abort();
    this.#forget(key);
  }

  /** Resolves when a write that has all its bytes is settled: until then its file would be listed twice. */
  async settled(): Promise<void> {
    const isFinishing = [...this.#files.values()].some(
      ({ phase, written, file }) => phase === 'writing' && written >= file.size,
    );
    if (isFinishing) await this.#writing;
  }

  /** Nothing is on its way. */
  get isIdle(): boolean {
    return [...this.#files.values()].every(({ phase }) => phase === 'stopped');
  }

  /** Resolves when everything that was added is on this device, or could not be. */
  async idle(): Promise<void> {
    for (let work; work !== this.#work;) {
      work = this.#work;
      await work;
    }
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
    const abort = new AbortController();
    this.#aborts.set(key, abort);
    this.#change(key, { phase: 'preparing' });
    try {
      const intake = await this.#options.takeIn(queued, destination);
      if (intake.kind === 'stopped') this.#stopWith(key, intake.problem);
      else if (!abort.signal.aborted) await this.#store(key, intake, { destination, signal: abort.signal });
    } catch (error) {
      if (isAbort(error)) this.#forget(key);
      else this.#stopWith(key, errorProblem(error));
    } finally {
      this.#aborts.delete(key);
    }
  }

  async #store(
    key: string,
    { file, prepared }: Intake & { readonly kind: 'ready' },
    { destination, signal }: { readonly destination: Destination; readonly signal: AbortSignal },
  ): Promise<void> {
    const { controller, layerId, globalId } = destination;
    // The row has its new name and size; trying again begins with the file as it came.
    const came = this.#files.get(key)?.file;
    this.#change(key, { phase: 'writing', file });
    try {
      const onProgress = (written: number): void => {
        this.#change(key, { written });
      };
      const record = await controller.addAttachment(layerId, globalId, file, { name: file.name, signal, onProgress });
      this.#forget(key);
      this.#options.onStored(key, record, prepared, controller);
    } catch (error) {
      if (came !== undefined) this.#change(key, { file: came });
      throw error;
    }
  }

  #stopWith(key: string, problem: FileProblem): void {
    this.#change(key, { phase: 'stopped', problem });
    const stopped = this.#files.get(key);
    if (stopped !== undefined) this.#options.onStopped(stopped);
    if (problem.kind === 'part-missing') this.#whenOnline(key);
  }

  /** What was only waiting for the connection needs nobody to press. */
  #whenOnline(key: string): void {
    const again = (): void => {
      if (isHeldBack(this.#files.get(key))) this.retry(key, 'again');
    };
    addEventListener('online', again, { once: true });
  }

  /** What is not stored is in memory alone, so the page asks before it goes; not for an element that the page took away. */
  #guard(): void {
    this.#options.leaving.unsent = this.#isOnPage ? [...this.#files.values()].filter(isLost).length : 0;
  }

  #change(key: string, change: Partial<StoringFile>): void {
    const file = this.#files.get(key);
    if (file !== undefined) this.#set({ ...file, ...change });
  }

  #set(file: StoringFile): void {
    this.#files.set(file.key, file);
    this.#guard();
    this.#host.requestUpdate();
  }

  #forget(key: string): void {
    this.#files.delete(key);
    this.#guard();
    this.#destinations.delete(key);
    this.#host.requestUpdate();
  }
}

/** Nobody is known to have it elsewhere: it was taken here, or should be on this device and is not. */
export function isOnlyHere({ capture, problem }: StoringFile): boolean {
  return capture !== null || (problem !== null && mustBeStored(problem));
}

/** Gone with the page: being written, or to be tried again. */
function isLost({ problem }: StoringFile): boolean {
  return problem === null || mustBeStored(problem);
}

function isHeldBack(file: StoringFile | undefined): boolean {
  return file?.problem?.kind === 'part-missing';
}
