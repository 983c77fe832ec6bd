/** The frame of every operation: one transaction that knows the state, checks the fence, and counts what it changed. */
import { GdbError } from '../shared/errors.js';
import type { GlobalId } from '../shared/ids.js';
import type { Connection, ReadTx, WriteTx } from './database.js';
import { lost } from './errors.js';
import type { OwnChanges, RowName } from './own-changes.js';
import type { GeodatabaseSchema, StoreName } from './schema.js';
import { getState, putMeta, type State } from './state.js';

/** The stores that reading rows needs. */
export const ROW_STORES: readonly StoreName[] = ['meta', 'overlay', 'chunk', 'gid', 'oid'];

/** The stores that a change of rows, edits and attachments can touch. */
export const EDIT_STORES: readonly StoreName[] = [
  ...ROW_STORES,
  'base',
  'edits',
  'issues',
  'attempts',
  'attach',
  'part',
  'thumb',
  'conflicts',
  'sent',
];

/** One writing operation, or several of a group. */
export class Work {
  readonly tx: WriteTx;
  #state: State;
  #dirty = false;
  #visible = false;
  /** Null: not told row by row. */
  #rows: RowName[] | null = [];
  readonly #asked: Promise<unknown>[] = [];

  constructor(tx: WriteTx, state: State) {
    this.tx = tx;
    this.#state = state;
  }

  get state(): State {
    return this.#state;
  }

  /** Something changed that a query, `info` or a list of attachments can show: `rev` goes up. */
  touch(): void {
    this.#visible = true;
    this.#rows = null;
  }

  /** The same of single rows: nothing else shows otherwise than before, but for their attachments and their edits. */
  touchRows(layerId: number, globalIds: readonly GlobalId[]): void {
    this.#visible = true;
    this.#rows?.push(...globalIds.map((globalId) => ({ layerId, globalId })));
  }

  /** The rows that changed, where that is all. */
  get changedRows(): readonly RowName[] | null {
    return this.#visible ? this.#rows : null;
  }

  /** The next value of a counter. */
  take(counter: 'nextObjectId' | 'nextRun' | 'nextContentVersion'): number {
    const value = this.#state[counter];
    this.#patch({ [counter]: counter === 'nextObjectId' ? value - 1 : value + 1 });
    return value;
  }

  /** A new holder. */
  raiseEpoch(): number {
    this.#patch({ epoch: this.#state.epoch + 1 });
    return this.#state.epoch;
  }

  /** Takes a request whose answer nobody needs: it is waited for once, with all others, at the end. */
  ask(request: Promise<unknown>): void {
    this.#asked.push(askedAhead(request));
  }

  /** Writes the state if anything of it changed. Resolves when all that was asked for is done, rejects when any of it failed. */
  async finish(): Promise<void> {
    if (this.#visible) this.#patch({ rev: this.#state.rev + 1 });
    if (this.#dirty) this.ask(putMeta(this.tx, 'state', this.#state));
    await Promise.all(this.#asked);
  }

  #patch(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    this.#dirty = true;
  }
}

/** One open geodatabase, for the functions of this room. */
export interface Session {
  /** Of the database. */
  readonly name: string;
  readonly connection: Connection<GeodatabaseSchema>;
  /** What its own edits changed. */
  readonly own: OwnChanges;
  /** A database with another instance under the same name is not ours: the browser removed the data. */
  readonly storeInstance: string;
}

export interface WriteOptions {
  readonly stores: readonly StoreName[];
  /** The caller's epoch. Not given: an operation that needs no sync lock. */
  readonly epoch?: number;
  readonly durability?: 'strict' | 'relaxed';
}

/** A writing transaction. Rejects `stale-holder` when another tab took over, in the transaction itself. */
export async function write<T>(session: Session, options: WriteOptions, body: (work: Work) => Promise<T>): Promise<T> {
  const { stores, epoch, durability = 'strict' } = options;
  const { result, work } = await session.connection.run({ stores, mode: 'readwrite', durability }, async (tx) => {
    const state = await checkedState(session, tx);
    if (epoch !== undefined) requireEpoch(state, epoch);
    const begun = new Work(tx, state);
    const value = await body(begun);
    await begun.finish();
    return { result: value, work: begun };
  });
  if (work.changedRows) session.own.note(work.state.rev, work.changedRows);
  return result;
}

/** A reading transaction, with the state it reads in. */
export async function read<T>(
  session: Session,
  stores: readonly StoreName[],
  body: (tx: ReadTx, state: State) => Promise<T>,
): Promise<T> {
  return readAhead(session, stores, { ahead: () => null, body });
}

/** The same; `ahead` asks for what will be wanted together with the state, so that it comes no later. See {@link askedAhead}. */
export async function readAhead<T, Asked>(
  session: Session,
  stores: readonly StoreName[],
  {
    ahead,
    body,
  }: {
    readonly ahead: (tx: ReadTx, state: Promise<State>) => Asked;
    readonly body: (tx: ReadTx, state: State, asked: Asked) => Promise<T>;
  },
): Promise<T> {
  return session.connection.run({ stores, mode: 'readonly' }, async (tx) => {
    const state = checkedState(session, tx);
    const asked = ahead(tx, state);
    return body(tx, await state, asked);
  });
}

/** What may turn out not to be wanted: only who waits for it hears that it failed. */
export function askedAhead<T>(asked: Promise<T>): Promise<T> {
  asked.catch(() => undefined);
  return asked;
}

/** Throws `stale-holder` unless `epoch` is the present one. */
export function requireEpoch(state: State, epoch: number): void {
  if (state.epoch !== epoch) throw new GdbError('stale-holder', 'Another tab took over this sync.');
}

async function checkedState(session: Session, tx: ReadTx): Promise<State> {
  const state = await getState(tx);
  if (state.storeInstance !== session.storeInstance) throw lost('it is another one');
  return state;
}
