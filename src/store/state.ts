/** `meta`: the small records that say what is in a geodatabase's database. */
import { GdbError } from '../shared/errors.js';
import type { LayerSchema } from '../shared/esri.js';
import { newGlobalId, type GlobalId } from '../shared/ids.js';
import type { GeodatabaseRecord, Operation } from '../shared/records.js';
import type { Definitions } from '../shared/replica-messages.js';
import { getRecord, type ReadTx, type WriteTx } from './database.js';

/** Counters and fences. Written with every change, so it stays small. */
export interface State {
  /** Random, made with the database: anew by every re-creation or on another device (invariant 13). */
  readonly storeInstance: string;
  /** Goes up with everything that can change what a query returns. */
  readonly rev: number;
  /** Goes up with every take-over of the sync (invariant 9). */
  readonly epoch: number;
  /** ObjectID for the next local add: negative, going down. */
  readonly nextObjectId: number;
  /** Never given twice, so that writes into an open run need no check. */
  readonly nextRun: number;
  readonly nextContentVersion: number;
}

/** The state of a database that was just made. */
export function initialState(): State {
  return { storeInstance: newGlobalId(), rev: 0, epoch: 0, nextObjectId: -1, nextRun: 1, nextContentVersion: 1 };
}

/** Bytes that were announced and have no record yet. */
export interface BegunContent {
  readonly globalId: GlobalId;
  readonly contentVersion: number;
  /** When the first holder of the sync lock saw it; null before. The store has no clock. */
  readonly seenAt: number | null;
  /** SHA-256 of each part, hex. */
  readonly hashes: readonly (string | null)[];
  /** Bytes of each part. */
  readonly sizes: readonly number[];
  /** Of a download in the making: under a later epoch nobody will finish it. */
  readonly epoch?: number;
}

interface MetaRecords {
  readonly state: State;
  readonly geodatabase: GeodatabaseRecord;
  readonly operation: Operation;
  readonly heartbeat: number;
  /** The service's own words: pages that draw it need them. */
  readonly definitions: Definitions;
  /** Layers of which a part could not be read. */
  readonly damaged: readonly number[];
}

/** One record of `meta`. */
export async function getMeta<K extends keyof MetaRecords>(tx: ReadTx, key: K): Promise<MetaRecords[K] | undefined> {
  return (await getRecord(tx, 'meta', key)) as MetaRecords[K] | undefined;
}

export function putMeta<K extends keyof MetaRecords>(tx: WriteTx, key: K, value: MetaRecords[K]): Promise<unknown> {
  return tx.objectStore('meta').put(value, key);
}

export async function getState(tx: ReadTx): Promise<State> {
  const state = await getMeta(tx, 'state');
  if (!state) throw lacking();
  return state;
}

/** It was there when the database was made. */
export function lacking(): GdbError {
  return new GdbError('storage-lost', 'The local database lacks its own record.');
}

/** The key of a {@link BegunContent}. */
export function begunKey(globalId: string, contentVersion: number): string {
  return `begun:${String(contentVersion)}:${globalId}`;
}

export async function getBegun(tx: ReadTx, key: string): Promise<BegunContent | undefined> {
  return (await metaOf(tx).get(key)) as BegunContent | undefined;
}

/** All of them, with their keys. */
export async function begunEntries(tx: ReadTx): Promise<readonly (readonly [string, BegunContent])[]> {
  const range = IDBKeyRange.bound('begun:', 'begun;', false, true);
  const [keys, values] = await Promise.all([metaOf(tx).getAllKeys(range), metaOf(tx).getAll(range)]);
  return keys.map((key, index) => [key, values[index] as BegunContent]);
}

/** The geodatabase's record, or `no-geodatabase`. */
export async function requireGeodatabase(tx: ReadTx): Promise<GeodatabaseRecord> {
  const record = await getMeta(tx, 'geodatabase');
  if (!record) throw new GdbError('no-geodatabase', 'Nothing was taken offline here yet.');
  return record;
}

/** A layer of the geodatabase, or `layer-not-found`. */
export function requireLayer(geodatabase: GeodatabaseRecord, layerId: number): LayerSchema {
  const layer = geodatabase.layers.find((candidate) => candidate.layerId === layerId);
  if (!layer) throw new GdbError('layer-not-found', `Layer ${layerId} is not part of this geodatabase.`);
  return layer;
}

/** With keys and values as they are used here. */
export function metaOf(tx: ReadTx): MetaStore {
  return tx.objectStore('meta');
}

interface MetaStore {
  get(key: string): Promise<unknown>;
  getAll(range: IDBKeyRange): Promise<unknown[]>;
  getAllKeys(range: IDBKeyRange): Promise<string[]>;
}
