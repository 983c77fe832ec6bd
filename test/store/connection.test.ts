/** Connections that come and go: upgrades, other tabs, browsers that take the data away. */
import { expect } from '@open-wc/testing';
import { newGlobalId } from '../../src/shared/ids.js';
import { Connection } from '../../src/store/database.js';
import { requireStorage, toStoreError } from '../../src/store/errors.js';
import type { GeodatabaseSchema } from '../../src/store/schema.js';
import { geodatabaseLadder, type UpgradeStep } from '../../src/store/upgrade.js';
import { Device, id, POINTS, row } from './fixture.js';
import { rejects } from './rejects.js';
import { getAllRaw, namesOfDatabases, openRaw } from './raw.js';

type Opened = Connection<GeodatabaseSchema>;

const nextStep: UpgradeStep = (db) => void db.createObjectStore('later');
const newer = [...geodatabaseLadder, nextStep];
const open = (name: string, ladder: readonly UpgradeStep[]): Promise<Opened> => Connection.open(name, ladder);
const readState = (connection: Opened): Promise<unknown> =>
  connection.run({ stores: ['meta'], mode: 'readonly' }, (tx) => tx.objectStore('meta').get('state'));

describe('a connection', () => {
  let name: string;
  const opened: { close(): void }[] = [];
  const keep = <T extends { close(): void }>(connection: T): T => {
    opened.push(connection);
    return connection;
  };
  beforeEach(() => {
    name = `test-${newGlobalId()}`;
  });
  afterEach(() => {
    for (const connection of opened.splice(0)) connection.close();
    indexedDB.deleteDatabase(name);
  });

  it('climbs the ladder from wherever a database stands, and keeps what is in it', async () => {
    const old = await open(name, geodatabaseLadder);
    const state = await readState(old);
    old.close();
    const upgraded = keep(await open(name, newer));
    expect(await readState(upgraded)).to.deep.equal(state);
    const raw = keep(await openRaw(name));
    expect(raw.version).to.equal(geodatabaseLadder.length + 1);
    expect([...raw.objectStoreNames]).to.include('later');
  });

  it('of older code refuses a newer schema and damages nothing (invariant 15)', async () => {
    const device = await Device.start();
    await device.load([row(1)]);
    await device.update(1, { NAME: 'mine' });
    device.store.close();
    const upgraded = await open(device.entry.name, newer);
    upgraded.close();
    const before = await getAllRaw(device.entry.name, 'edits');
    await rejects(device.catalogue.open(device.entry), 'schema-newer');
    expect(await getAllRaw(device.entry.name, 'edits')).to.deep.equal(before);
    await device.stop();
  });

  it('lets a newer tab upgrade: it closes by itself, then finds the schema newer', async () => {
    const old = keep(await open(name, geodatabaseLadder));
    keep(await open(name, newer));
    await rejects(readState(old), 'schema-newer');
  });

  it('says blocked-by-other-tab when an older tab does not let go; later it works', async () => {
    (await open(name, geodatabaseLadder)).close();
    const stubborn = await openRaw(name);
    await rejects(open(name, newer), 'blocked-by-other-tab');
    stubborn.close();
    keep(await open(name, newer));
  });

  it('that waits for an older tab says so at once, and goes on by itself when that one is closed', async () => {
    (await open(name, geodatabaseLadder)).close();
    const stubborn = await openRaw(name);
    const heard: boolean[] = [];
    let tell: () => void = () => undefined;
    const blocked = new Promise<void>((resolve) => (tell = resolve));
    const opening = Connection.open<GeodatabaseSchema>(name, newer, (isBlocked) => {
      heard.push(isBlocked);
      if (isBlocked) tell();
    });
    await blocked;
    expect(heard).to.deep.equal([true]);
    stubborn.close();
    keep(await opening);
    expect(heard).to.deep.equal([true, false]);
  });

  it('that the browser dropped opens again by itself', async () => {
    const device = await Device.start();
    await device.load([row(1)]);
    const transaction = IDBDatabase.prototype.transaction;
    let dies = true;
    IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args: Parameters<typeof transaction>) {
      // Every browser throws this from a connection that has died.
      if (dies) this.close();
      dies = false;
      return transaction.apply(this, args);
    };
    try {
      expect(await device.nameOf(1)).to.equal('row 1');
    } finally {
      IDBDatabase.prototype.transaction = transaction;
    }
    expect(await device.store.queryCount(POINTS, {})).to.equal(1);
    await device.stop();
  });

  it('that answers no request any more is replaced by another', async () => {
    const connection = keep(await open(name, geodatabaseLadder));
    const failing = connection.run({ stores: ['meta'], mode: 'readonly' }, async () => {
      // Safari says this of every request once its storage process died.
      throw new DOMException(
        'Connection to Indexed Database server lost. Refresh the page to try again',
        'UnknownError',
      );
    });
    await rejects(failing, 'storage-lost');
    let opens = 0;
    const openDatabase = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (this: IDBFactory, ...args: Parameters<typeof openDatabase>) {
      opens++;
      return openDatabase.apply(this, args);
    };
    try {
      expect(await readState(connection)).to.have.property('rev', 0);
    } finally {
      IDBFactory.prototype.open = openDatabase;
    }
    expect(opens).to.equal(1);
  });

  it('that stays dead rejects storage-lost', async () => {
    const connection = keep(await open(name, geodatabaseLadder));
    const transaction = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException('The database connection is closing.', 'InvalidStateError');
    };
    try {
      await rejects(readState(connection), 'storage-lost');
    } finally {
      IDBDatabase.prototype.transaction = transaction;
    }
    expect(await readState(connection)).to.have.property('rev', 0);
  });

  it('whose data the browser removed rejects storage-lost instead of starting empty', async () => {
    const device = await Device.start();
    await device.load([row(1)]);
    await new Promise((resolve) => (indexedDB.deleteDatabase(device.entry.name).onsuccess = resolve));
    await rejects(device.store.applyEdits(POINTS, { deletes: [id(1)] }, { user: 'ada', time: 1 }), 'storage-lost');
    await rejects(device.store.info(), 'storage-lost');
    expect(await namesOfDatabases()).not.to.include(device.entry.name);
    await device.stop();
  });

  it('rolls a transaction back when its body throws', async () => {
    const connection = keep(await open(name, geodatabaseLadder));
    const failing = connection.run({ stores: ['meta'], mode: 'readwrite' }, async (tx) => {
      await tx.objectStore('meta').put(1, 'x');
      throw new Error('no');
    });
    await rejects(failing, 'internal');
    const value = await connection.run({ stores: ['meta'], mode: 'readonly' }, (tx) => tx.objectStore('meta').get('x'));
    expect(value).to.equal(undefined);
  });
});

describe('what the browser says', () => {
  it('becomes one of the library’s own errors', () => {
    const codeOf = (domName: string) => toStoreError(new DOMException('m', domName)).code;
    expect(codeOf('QuotaExceededError')).to.equal('storage-full');
    expect(codeOf('VersionError')).to.equal('schema-newer');
    expect(codeOf('SecurityError')).to.equal('storage-unavailable');
    expect(codeOf('InvalidStateError')).to.equal('storage-lost');
    expect(codeOf('UnknownError')).to.equal('storage-lost');
    expect(codeOf('DataError')).to.equal('internal');
    const denied = toStoreError(new DOMException('The user denied permission to access the database.', 'UnknownError'));
    expect(denied.code).to.equal('storage-unavailable');
    expect(denied.message).to.match(/denies its storage to this page: .*tab of its own/);
  });

  it('an insecure page and a browser without IndexedDB are named', () => {
    expect(() => requireStorage({ isSecureContext: false, indexedDB }))
      .to.throw()
      .with.property('code', 'insecure-context');
    expect(() => requireStorage({ isSecureContext: true, indexedDB: null }))
      .to.throw()
      .with.property('code', 'storage-unavailable');
    expect(() => requireStorage({ isSecureContext: true, indexedDB })).not.to.throw();
  });
});
