/** The page's side: calls go to the worker by number, answers come back by it. */
import { fromSummary, GdbError } from '../../shared/errors.js';
import type { Call, FromWorker, LoadPort, ToWorker } from './protocol.js';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: GdbError) => void;
}

/**
 * Browsers end a worker without a word, for lack of memory. While it owes an answer it is asked whether it is there; after so many questions in a
 * row without a sound from it, it is gone. A device that slept meanwhile asked once.
 */
const ASK_MS = 5_000;
const QUESTIONS = 4;

export class RemoteLoader implements LoadPort {
  readonly #worker: Worker;
  readonly #askMs: number;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #lost: GdbError | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unanswered = 0;

  private constructor(worker: Worker, askMs: number) {
    this.#worker = worker;
    this.#askMs = askMs;
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      this.#hear(data);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#lose(`it failed: ${event.message}`);
    });
    worker.addEventListener('messageerror', () => {
      this.#lose('a message could not be read');
    });
  }

  /** Has the worker open the database. Ends the worker when it cannot. `askMs`: between two questions whether it is there. */
  static async open(worker: Worker, name: string, askMs: number = ASK_MS): Promise<RemoteLoader> {
    const loader = new RemoteLoader(worker, askMs);
    try {
      await loader.#call('open', [name]);
    } catch (error) {
      worker.terminate();
      throw error;
    }
    return loader;
  }

  /** True when the worker is gone: nothing that it had begun can be finished. */
  get isLost(): boolean {
    return this.#lost !== null;
  }

  readonly beginDownload: LoadPort['beginDownload'] = (...args) => this.#call('beginDownload', args);
  readonly feed: LoadPort['feed'] = (...args) => this.#call('feed', args, [args[2]]);
  readonly endOfBody: LoadPort['endOfBody'] = (...args) => this.#call('endOfBody', args);
  readonly stage: LoadPort['stage'] = (...args) => this.#call('stage', args);
  readonly commitDownload: LoadPort['commitDownload'] = (...args) => this.#call('commitDownload', args);
  readonly dropDownload: LoadPort['dropDownload'] = (...args) => this.#call('dropDownload', args);
  readonly compact: LoadPort['compact'] = (...args) => this.#call('compact', args);
  readonly stopCompaction: LoadPort['stopCompaction'] = (...args) => this.#call('stopCompaction', args);

  /** What was begun is finished first. */
  close(): void {
    this.#send({ method: 'end' });
    this.#lost ??= new GdbError('controller-closed', 'This geodatabase is closed.');
  }

  #call<K extends Call['method'], T>(
    method: K,
    args: Extract<Call, { method: K }>['args'],
    transfer: readonly Transferable[] = [],
  ): Promise<T> {
    return new Promise<unknown>((resolve, reject) => {
      if (this.#lost) {
        reject(this.#lost);
        return;
      }
      const id = ++this.#lastId;
      this.#waiting.set(id, { resolve, reject });
      this.#watch();
      this.#send({ id, method, args } as Call, transfer);
    }) as Promise<T>;
  }

  #send(message: ToWorker, transfer: readonly Transferable[] = []): void {
    this.#worker.postMessage(message, [...transfer]);
  }

  /** Until nothing is owed any more. */
  #watch(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#waiting.size === 0) return;
      if (this.#unanswered === QUESTIONS) {
        this.#lose('it gives no sign of life');
        return;
      }
      this.#unanswered += 1;
      this.#send({ method: 'ask' });
      this.#watch();
    }, this.#askMs);
  }

  #hear(message: FromWorker): void {
    this.#unanswered = 0;
    if (message.kind === 'hello' || message.kind === 'here') return;
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === 'value') waiting?.resolve(message.value);
    else waiting?.reject(fromSummary(message.error));
  }

  #lose(why: string): void {
    this.#lost = new GdbError('storage-lost', `The worker that takes in layers is gone: ${why}. Nothing was changed.`, {
      retryable: true,
    });
    clearTimeout(this.#timer);
    this.#worker.terminate();
    for (const { reject } of this.#waiting.values()) reject(this.#lost);
    this.#waiting.clear();
  }
}
