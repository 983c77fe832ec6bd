/**
 * The test plays the server: every request waits until the test answers it, refuses it or lets it hang. What is not about the story (the service's
 * description, the replica's mark) answers by itself until the test says otherwise.
 */
import { GdbError } from '../../../src/shared/errors.js';
import type { CallOptions, ServerAttachment, ServicePort } from '../../../src/sync/ports.js';
import type { KeyedFeature } from '../../../src/shared/esri.js';
import { description, failure } from './samples.js';
import { soon } from './soon.js';

export type Operation = keyof ServicePort;
type Answer<K extends Operation> = ServicePort[K] extends (...args: never[]) => Promise<infer T> ? T : Uint8Array[];

/** One request, with everything the port was given but the signal. */
export class Request<K extends Operation = Operation> {
  readonly operation: K;
  readonly args: Parameters<ServicePort[K]>;
  readonly signal: AbortSignal;
  readonly #settle: { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void };

  constructor(
    operation: K,
    args: Parameters<ServicePort[K]>,
    settle: { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void },
  ) {
    this.operation = operation;
    this.args = args;
    this.signal = (args.at(-1) as CallOptions).signal;
    this.#settle = settle;
  }

  respond(answer: Answer<K>): void {
    this.#settle.resolve(answer);
  }

  reject(error: Error): void {
    this.#settle.reject(error);
  }

  /** The connection breaks; what the server did is not known. */
  loseReply(): void {
    this.reject(failure('network', { answered: false }));
  }
}

type Automatic = { [K in Operation]?: (...args: Parameters<ServicePort[K]>) => Answer<K> | Promise<Answer<K>> };

export class ScriptedService implements ServicePort {
  /** Answers given without asking the test. An answer may throw. */
  readonly automatic: Automatic = { describe: () => description, replicaMark: () => null };
  readonly #journal: (entry: string) => void;
  readonly #waiting: Request[] = [];
  /** Every request so far, in order. */
  readonly seen: Request[] = [];

  constructor(journal: (entry: string) => void) {
    this.#journal = journal;
  }

  /** The next request, which must be this one. */
  async next<K extends Operation>(operation: K): Promise<Request<K>> {
    await soon(`a ${operation} request`, () => this.#waiting.length > 0);
    const request = this.#waiting.shift() as Request;
    if (request.operation !== operation) throw new Error(`Expected ${operation}, but ${request.operation} came.`);
    return request as unknown as Request<K>;
  }

  /** Requests that nobody has answered yet. */
  get unanswered(): readonly Operation[] {
    return this.#waiting.map((request) => request.operation);
  }

  /** From here on the layers hold these rows and attachments, and answer queries by themselves. */
  hold(content: { readonly rows?: readonly KeyedFeature[]; readonly attachments?: readonly ServerAttachment[] }): void {
    const { rows = [], attachments = [] } = content;
    this.automatic.queryByGlobalIds = (_layer, ids) => rows.filter((row) => ids.includes(row.globalId));
    this.automatic.queryAttachments = (_layer, parents) =>
      attachments.filter((attachment) => parents.includes(attachment.parentGlobalId));
  }

  /** How often an operation was asked for. */
  count(operation: Operation): number {
    return this.seen.filter((request) => request.operation === operation).length;
  }

  #ask<K extends Operation>(operation: K, ...args: Parameters<ServicePort[K]>): Promise<Answer<K>> {
    this.#journal(operation);
    return new Promise<unknown>((resolve, reject) => {
      const request = new Request(operation, args, { resolve, reject });
      this.seen.push(request);
      const aborted = (): void => {
        reject(new GdbError('aborted', 'Cancelled.'));
      };
      if (request.signal.aborted) aborted();
      else request.signal.addEventListener('abort', aborted, { once: true });
      const automatic = this.automatic[operation] as ((...given: unknown[]) => unknown) | undefined;
      if (automatic === undefined) this.#waiting.push(request);
      else resolve(Promise.resolve().then(() => automatic(...args)));
    }) as Promise<Answer<K>>;
  }

  readonly describe: ServicePort['describe'] = (...args) => this.#ask('describe', ...args);
  readonly createReplica: ServicePort['createReplica'] = (...args) => this.#ask('createReplica', ...args);
  readonly synchronizeReplica: ServicePort['synchronizeReplica'] = (...args) =>
    this.#ask('synchronizeReplica', ...args);
  readonly uploadEdits: ServicePort['uploadEdits'] = (...args) => this.#ask('uploadEdits', ...args);
  readonly jobStatus: ServicePort['jobStatus'] = (...args) => this.#ask('jobStatus', ...args);
  readonly readResult: ServicePort['readResult'] = (...args) => this.#ask('readResult', ...args);
  readonly unregisterReplica: ServicePort['unregisterReplica'] = (...args) => this.#ask('unregisterReplica', ...args);
  readonly listReplicas: ServicePort['listReplicas'] = (...args) => this.#ask('listReplicas', ...args);
  readonly replicaInfo: ServicePort['replicaInfo'] = (...args) => this.#ask('replicaInfo', ...args);
  readonly replicaMark: ServicePort['replicaMark'] = (...args) => this.#ask('replicaMark', ...args);
  readonly queryByGlobalIds: ServicePort['queryByGlobalIds'] = (...args) => this.#ask('queryByGlobalIds', ...args);
  readonly queryAttachments: ServicePort['queryAttachments'] = (...args) => this.#ask('queryAttachments', ...args);

  /** Answered with all its pieces at once. */
  async *readAttachment(...args: Parameters<ServicePort['readAttachment']>): AsyncGenerator<Uint8Array> {
    yield* await this.#ask('readAttachment', ...args);
  }
}
