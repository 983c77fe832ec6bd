/**
 * The upgrade ladders: step n leads from version n to version n + 1, the number of steps is the version. From 0.1.0 on a step only adds
 * (invariant 15), and a step that was released is never changed.
 */
import { initialState } from './state.js';

/** One step, inside the upgrade transaction. Synchronous: it only issues requests. */
export type UpgradeStep = (db: IDBDatabase, tx: IDBTransaction) => void;

export const geodatabaseLadder: readonly UpgradeStep[] = [
  (db) => {
    for (const name of ['chunk', 'gid', 'oid', 'overlay', 'base', 'attach', 'part', 'thumb']) {
      db.createObjectStore(name);
    }
    db.createObjectStore('edits', { keyPath: 'seq', autoIncrement: true }).createIndex('feature', [
      'layerId',
      'globalId',
    ]);
    db.createObjectStore('issues', { keyPath: 'id', autoIncrement: true }).createIndex('feature', [
      'layerId',
      'globalId',
    ]);
    db.createObjectStore('attempts', { keyPath: 'id', autoIncrement: true });
    db.createObjectStore('receipts', { autoIncrement: true });
    db.createObjectStore('meta').put(initialState(), 'state');
  },
  (db) => {
    db.createObjectStore('conflicts');
    db.createObjectStore('sent', { autoIncrement: true }).createIndex('at', 'at');
  },
  // Boxes of chunks lie apart from the list of runs, where older code would look for them in vain. They move when a list is next written.
  () => undefined,
];

export const catalogueLadder: readonly UpgradeStep[] = [
  (db) => {
    const geodatabases = db.createObjectStore('geodatabases', { keyPath: 'name' });
    geodatabases.createIndex('key', ['key.portal', 'key.service', 'key.user', 'key.geodatabase'], { unique: true });
    geodatabases.createIndex('service', ['key.service', 'key.geodatabase']);
    db.createObjectStore('meta');
    db.createObjectStore('tombstones', { keyPath: 'replicaId' });
    db.createObjectStore('creates', { keyPath: 'uid' }).createIndex('service', 'service');
  },
  (db) => {
    db.createObjectStore('leftReplicas', { keyPath: 'replicaId' }).createIndex('service', 'service');
  },
];
