import { ConnectionDropped, ServiceError } from './errors.js';
import { isRecord } from './json.js';

/** What goes wrong. Times are in milliseconds. */
export type FaultKind =
  | {
      kind:
        | 'dropBeforeCommit'
        | 'dropReplyAfterCommit'
        | 'holdRequest'
        | 'holdReply'
        | 'captivePortal'
        | 'token498'
        | 'token499';
    }
  /** the service goes on `delayMs` after the client closed the connection */
  | { kind: 'commitAfterClientGaveUp'; delayMs?: number }
  | { kind: 'slow'; delayMs: number }
  | { kind: 'cutBody'; atByte: number }
  | { kind: 'httpStatus'; status: number; retryAfter?: string | number; body?: string }
  | { kind: 'jsonError'; code: number; message?: string; details?: string[] }
  /** `reply` says which of the two replies the client sees, by default the second */
  | { kind: 'deliverTwice'; concurrently?: boolean; reply?: 'first' | 'second' }
  /** of an asynchronous operation: `when: 'after'` fails although its edits are committed */
  | { kind: 'jobFails'; code?: number; message?: string }
  | { kind: 'jobForgotten' }
  /** of uploadPart: it answers success and keeps nothing */
  | { kind: 'partLost' }
  /** of synchronizeReplica: the last edit of a layer is neither done nor answered */
  | { kind: 'editIgnored' }
  /** of resultFile: the file is gone, and stays so */
  | { kind: 'resultFileGone' }
  /** of one edit (`occurrence` counts edits): it is refused with this code. 2000 undoes all edits of the layer with it */
  | { kind: 'editFails'; code: number; extendedCode?: number; message?: string; layer?: number; edit?: EditKind }
  /** the job completes, but its result file holds nothing but an error */
  | { kind: 'resultError'; code?: number; message?: string };

/** What an edit does. */
export type EditKind = 'add' | 'update' | 'delete' | 'attachAdd' | 'attachUpdate' | 'attachDelete';

/** A fault with the requests it strikes. */
export type FaultSpec = FaultKind & {
  /** name of an operation as the log shows it, or `*` */
  operation: string;
  /** strikes the nth such request from now on (default 1), or every one */
  occurrence?: number | 'every';
  /** before or after the service did what was asked, where the kind leaves a choice; default before */
  when?: 'before' | 'after';
};

/** A fault that was set, with what it has done so far. */
export interface Fault {
  readonly id: number;
  readonly spec: FaultSpec;
  seen: number;
  fired: number;
  /** requests that wait for a release */
  holding: number;
}

const requestKinds = new Set<string>([
  'dropBeforeCommit',
  'dropReplyAfterCommit',
  'holdRequest',
  'holdReply',
  'captivePortal',
  'token498',
  'token499',
  'commitAfterClientGaveUp',
  'slow',
  'cutBody',
  'httpStatus',
  'jsonError',
  'deliverTwice',
  'partLost',
  'editIgnored',
  'resultFileGone',
]);
const jobKinds = new Set<string>(['jobFails', 'jobForgotten', 'resultError']);
const editKinds = new Set<string>(['editFails']);

/** A fault that refuses an edit. */
export type EditFault = Extract<FaultSpec, { kind: 'editFails' }>;

/** The faults of one service, and the requests that wait in them. */
export class FaultBoard {
  #faults: Fault[] = [];
  #next = 1;
  readonly #waiting = new Map<Fault, Set<() => void>>();
  readonly #sleepers = new Set<() => void>();
  #closed = false;

  /** @throws {ServiceError} 400 for a kind that does not exist */
  add(spec: unknown): Fault {
    if (!isFaultSpec(spec))
      throw new ServiceError(400, 'No such fault', { details: [JSON.stringify(spec)], httpStatus: 400 });
    const fault: Fault = { id: this.#next++, spec, seen: 0, fired: 0, holding: 0 };
    this.#faults.push(fault);
    return fault;
  }

  get all(): readonly Fault[] {
    return this.#faults;
  }

  /** Removes all faults; what waits in them goes on. */
  clear(): void {
    this.#faults = [];
    this.release();
  }

  /** Lets what is held go on. @param id of one fault, without it all */
  release(id?: number): number {
    let released = 0;
    for (const [fault, waiting] of this.#waiting) {
      if (id !== undefined && fault.id !== id) continue;
      for (const goOn of [...waiting]) {
        goOn();
        released++;
      }
    }
    return released;
  }

  /** Ends all waiting for good. */
  close(): void {
    this.#closed = true;
    this.release();
    for (const wake of [...this.#sleepers]) wake();
  }

  /** @returns the faults that strike this request */
  takeForRequest(operation: string): Fault[] {
    return this.#take(operation, requestKinds);
  }

  /** @returns the faults that strike this job */
  takeForJob(operation: string): Fault[] {
    return this.#take(operation, jobKinds);
  }

  /** @returns what an edit is refused with, undefined when it may go on */
  takeForEdit(operation: string, edit: { layer: number; kind: EditKind }): EditFault | undefined {
    const concerns = ({ spec }: Fault): boolean =>
      spec.kind === 'editFails' &&
      (spec.layer === undefined || spec.layer === edit.layer) &&
      (spec.edit === undefined || spec.edit === edit.kind);
    return this.#take(operation, editKinds, concerns)[0]?.spec as EditFault | undefined;
  }

  #take(operation: string, kinds: ReadonlySet<string>, concerns: (fault: Fault) => boolean = () => true): Fault[] {
    const struck = this.#faults.filter((fault) => {
      if (!concerns(fault)) return false;
      if (!kinds.has(fault.spec.kind) || (fault.spec.operation !== operation && fault.spec.operation !== '*'))
        return false;
      fault.seen++;
      const { occurrence = 1 } = fault.spec;
      return occurrence === 'every' || occurrence === fault.seen;
    });
    for (const fault of struck) fault.fired++;
    return struck;
  }

  /** Waits until the fault is released. */
  async hold(fault: Fault): Promise<void> {
    await this.#until(fault, () => undefined);
  }

  /** Waits until the client closed its connection, or the fault is released. */
  async clientGone(fault: Fault, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await this.#until(fault, (goOn) => signal.addEventListener('abort', goOn, { once: true }));
  }

  /** Waits for a time, or the end of the emulator. */
  async sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#sleepers.add(wake);
    });
    if (this.#closed) throw new ConnectionDropped();
  }

  async #until(fault: Fault, also: (goOn: () => void) => void): Promise<void> {
    fault.holding++;
    const waiting = this.#waiting.get(fault) ?? new Set();
    this.#waiting.set(fault, waiting);
    await new Promise<void>((resolve) => {
      const goOn = (): void => {
        waiting.delete(goOn);
        resolve();
      };
      waiting.add(goOn);
      also(goOn);
    });
    fault.holding--;
    if (this.#closed) throw new ConnectionDropped();
  }
}

function isFaultSpec(value: unknown): value is FaultSpec {
  if (!isRecord(value) || typeof value['operation'] !== 'string' || typeof value['kind'] !== 'string') return false;
  const { occurrence, when } = value;
  const timely =
    occurrence === undefined || occurrence === 'every' || (Number.isInteger(occurrence) && Number(occurrence) > 0);
  return (
    timely &&
    (when === undefined || when === 'before' || when === 'after') &&
    (requestKinds.has(value['kind']) ||
      jobKinds.has(value['kind']) ||
      (editKinds.has(value['kind']) && Number.isInteger(value['code'])))
  );
}
