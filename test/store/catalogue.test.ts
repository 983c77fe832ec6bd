/** The catalogue of the origin. */
import { expect } from '@open-wc/testing';
import { newGlobalId } from '../../src/shared/ids.js';
import { openCatalogue } from '../../src/store/catalogue.js';
import type { CataloguePort } from '../../src/sync/ports.js';
import { rejects } from './rejects.js';
import { namesOfDatabases, openRaw } from './raw.js';

const key = { portal: 'p', service: 'https://example.com/FeatureServer', user: 'ada', geodatabase: 'default' };

describe('the catalogue', () => {
  let name: string;
  let catalogue: CataloguePort;
  beforeEach(async () => {
    name = `test-${newGlobalId()}`;
    catalogue = await openCatalogue({ name });
  });
  afterEach(() => {
    catalogue.close();
    indexedDB.deleteDatabase(name);
  });

  it('makes one entry for a key, also when asked twice at once, and finds it by service and name', async () => {
    const [a, b] = await Promise.all([catalogue.ensure(key, 1), catalogue.ensure(key, 2)]);
    expect(b).to.deep.equal(a);
    const other = await catalogue.ensure({ ...key, user: 'bob' }, 3);
    await catalogue.ensure({ ...key, geodatabase: 'other' }, 4);
    expect(other.name).not.to.equal(a.name);
    const found = await catalogue.find({ service: key.service, geodatabase: 'default' });
    expect(found.map((entry) => entry.key.user)).to.have.members(['ada', 'bob']);
  });

  it('knows entries, device and create attempts after a reload', async () => {
    const entry = await catalogue.ensure(key, 1);
    const device = await catalogue.deviceId();
    const note = { uid: 'u', service: key.service, replicaName: 'r-u', startedAt: 5, database: entry.name };
    await catalogue.noteCreate(note);
    catalogue.close();
    catalogue = await openCatalogue({ name });
    expect(await catalogue.find({ service: key.service, geodatabase: 'default' })).to.deep.equal([entry]);
    expect(await catalogue.deviceId()).to.equal(device);
    const own = { service: key.service, database: entry.name };
    expect(await catalogue.orphans(own)).to.deep.equal([note]);
    expect(await catalogue.orphans({ ...own, service: 'https://example.com/other' })).to.be.empty;
    await catalogue.forgetCreate('u');
    expect(await catalogue.orphans(own)).to.be.empty;
  });

  it('remembers replicas that were unregistered, in any spelling, when their data are gone', async () => {
    const entry = await catalogue.ensure(key, 1);
    const replicaId = '{7D5C2A4B-0F5E-4B8C-9C55-3A1C7B1D9E10}';
    expect(await catalogue.isBuried(replicaId)).to.equal(false);
    await catalogue.bury([replicaId], key.service);
    await catalogue.remove(entry);
    catalogue.close();
    catalogue = await openCatalogue({ name });
    expect(await catalogue.isBuried(replicaId.toLowerCase().slice(1, -1))).to.equal(true);
    expect(await catalogue.isBuried('another')).to.equal(false);
  });

  it('hands out the create attempts of databases that are gone, not those of others that are here', async () => {
    const mine = await catalogue.ensure(key, 1);
    const other = await catalogue.ensure({ ...key, geodatabase: 'other' }, 2);
    const gone = await catalogue.ensure({ ...key, user: 'bob' }, 3);
    for (const { name: database } of [mine, other, gone])
      await catalogue.noteCreate({ uid: database, service: key.service, replicaName: 'r', startedAt: 5, database });
    await catalogue.remove(gone);
    const found = await catalogue.orphans({ service: key.service, database: mine.name });
    expect(found.map((note) => note.database)).to.have.members([mine.name, gone.name]);
  });

  it('remembers replicas that were left, of this database and of such that are gone, until they are ended', async () => {
    const mine = await catalogue.ensure(key, 1);
    const other = await catalogue.ensure({ ...key, user: 'bob' }, 1);
    const { service } = key;
    await catalogue.noteLeftReplica({ replicaId: 'mine', service, database: mine.name });
    await catalogue.noteLeftReplica({ replicaId: 'gone', service, database: 'gone' });
    await catalogue.noteLeftReplica({ replicaId: 'of-bob', service, database: other.name });
    await catalogue.noteLeftReplica({
      replicaId: 'elsewhere',
      service: 'https://example.com/other',
      database: mine.name,
    });
    expect(await catalogue.leftReplicas({ service, database: mine.name })).to.have.members(['mine', 'gone']);
    await catalogue.forgetLeftReplica('gone');
    expect(await catalogue.leftReplicas({ service, database: mine.name })).to.deep.equal(['mine']);
  });

  it('removes a geodatabase with its data; an open one in another tab finds it lost, not empty', async () => {
    const entry = await catalogue.ensure(key, 1);
    const open = await catalogue.open(entry);
    const { storeInstance } = await open.info();
    await catalogue.remove(entry);
    expect(await catalogue.find({ service: key.service, geodatabase: 'default' })).to.be.empty;
    await rejects(open.info(), 'storage-lost');
    expect(await namesOfDatabases()).not.to.include(entry.name);

    const again = await catalogue.open(entry);
    expect((await again.info()).storeInstance).not.to.equal(storeInstance);
    await rejects(open.info(), 'storage-lost');
    again.close();
    await catalogue.remove(entry);
  });

  it('says blocked-by-other-tab when a tab does not let go, and the data goes once it does', async () => {
    const entry = await catalogue.ensure(key, 1);
    (await catalogue.open(entry)).close();
    const stubborn = await openRaw(entry.name);
    await rejects(catalogue.remove(entry), 'blocked-by-other-tab');
    stubborn.close();
    await catalogue.remove(entry);
    expect(await catalogue.find({ service: key.service, geodatabase: 'default' })).to.be.empty;
  });

  it('closed is closed', async () => {
    const entry = await catalogue.ensure(key, 1);
    const open = await catalogue.open(entry);
    open.close();
    await rejects(open.info(), 'controller-closed');
    await catalogue.remove(entry);
    catalogue.close();
    await rejects(catalogue.deviceId(), 'controller-closed');
  });
});
