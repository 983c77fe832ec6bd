import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { toGlobalId, toWireId } from '../../src/shared/ids.js';
import { openCatalogue } from '../../src/store/catalogue.js';
import type { CatalogueEntry, CataloguePort, GeodatabasePort } from '../../src/sync/ports.js';
import { BadService } from './support/bad-service.js';
import { START, TREES, geodatabase, id } from './support/samples.js';
import { story, syncOnce, withoutKnownWindows } from './support/story.js';
import type { Deed } from './support/story.js';
import { SETTLE_MS, World } from './support/world.js';

const ada = { user: 'ada', time: START };
let stories = 0;

interface Disk {
  readonly catalogue: CataloguePort;
  readonly entry: CatalogueEntry;
  readonly store: GeodatabasePort;
}

/** A geodatabase without a row, in a real database of its own. */
async function openDisk(): Promise<Disk> {
  stories += 1;
  const catalogue = await openCatalogue({ name: `bad-days-${crypto.randomUUID()}` });
  const key = { portal: 'p', service: 's', user: 'ada', geodatabase: `story ${stories}` };
  const entry = await catalogue.ensure(key, START);
  const store = await catalogue.open(entry);
  const epoch = await store.takeHold(START);
  const { lastSyncAt: _never, ...record } = geodatabase;
  const download = await store.beginDownload(epoch, { layers: record.layers });
  const take = [{ layerId: TREES, mode: 'replace' }] as const;
  const commit = { take, geodatabase: record, generations: null, lastSyncAt: null, settleAttempt: null };
  await store.commitDownload(epoch, download, commit);
  return { catalogue, entry, store };
}

async function closeDisk({ catalogue, entry, store }: Disk): Promise<void> {
  store.close();
  await catalogue.remove(entry);
  catalogue.close();
}

/** A person who works with the store as a page does, one thing after the other. */
class Person {
  readonly rows = new Map<string, number>();
  readonly photos = new Map<string, string>();
  readonly #store: GeodatabasePort;
  #busy: Promise<void> = Promise.resolve();
  #photoCount = 0;

  constructor(store: GeodatabasePort) {
    this.#store = store;
  }

  /** Resolves when everything is done that was begun. */
  get idle(): Promise<void> {
    return this.#busy;
  }

  do(deed: Deed): void {
    const { kind, n, value } = deed;
    const isThere = this.rows.has(id(n));
    if (kind === 'add' ? isThere : !isThere) return;
    const GlobalID = toWireId(id(n));
    const row = { attributes: { GlobalID, NAME: `v${value}` } };
    if (kind === 'photo') {
      this.#takePhoto(n);
      return;
    }
    if (kind === 'delete') {
      this.rows.delete(id(n));
      for (const [photo, parent] of this.photos) if (parent === id(n)) this.photos.delete(photo);
    } else this.rows.set(id(n), value);
    this.#then(async () => {
      const edits = { add: { adds: [row] }, update: { updates: [row] }, delete: { deletes: [id(n)] } }[kind];
      const results = await this.#store.applyEdits(TREES, edits, ada);
      const failed = Object.values(results)
        .flat()
        .filter(({ success }) => !success);
      expect(failed, JSON.stringify(deed)).to.deep.equal([]);
    });
  }

  #takePhoto(n: number): void {
    const globalId = id(1000 + (this.#photoCount += 1));
    this.photos.set(globalId, id(n));
    const photo = {
      layerId: TREES,
      parentGlobalId: id(n),
      globalId,
      name: 'p.jpg',
      contentType: 'image/jpeg',
      size: 1,
      keywords: '',
    };
    this.#then(async () => {
      const attachment = { ...photo, operation: 'attachAdd' } as const;
      const version = await this.#store.beginAttachment(attachment);
      await this.#store.writePart(globalId, version, 0, new Uint8Array([1]).buffer);
      await this.#store.commitAttachment(attachment, version, ada);
    });
  }

  retryIssues(): void {
    this.#then(async () => {
      for (const issue of (await this.#store.info()).issues) await this.#store.retryIssues([issue.id]);
    });
  }

  #then(deed: () => Promise<void>): void {
    this.#busy = this.#busy.then(deed);
  }
}

/** IndexedDB takes real time. */
async function until(isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  const channel = new MessageChannel();
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error('The sync does nothing any more.');
    await new Promise((resolve) => {
      channel.port1.onmessage = resolve;
      channel.port2.postMessage(null);
    });
  }
  channel.port1.close();
}

describe('bad days, on a real disk', () => {
  it('whatever happens: in the end everything is on the service, once, and here as it is there', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(story, async ({ unique, fates, days, meanwhile }) => {
        const disk = await openDisk();
        const { store } = disk;
        const world = new World();
        world.port = store;
        const service = new BadService(world, { fates: withoutKnownWindows({ unique, fates, meanwhile }), unique });
        const person = new Person(store);
        const day = async (): Promise<void> => {
          await person.idle;
          await syncOnce(world, service, until);
          await person.idle;
        };
        world.onJournal = () => {
          for (const { before, deed } of meanwhile) if (before === world.journal.length) person.do(deed);
        };
        for (const deeds of days) {
          for (const deed of deeds) person.do(deed);
          await day();
          service.tick(world.clock.now() + SETTLE_MS);
          world.clock.advance(SETTLE_MS);
        }
        service.becomeGood();
        world.onJournal = () => undefined;
        for (let round = 0; round < 30 && !(await isDone(store)); round += 1) {
          person.retryIssues();
          await day();
        }
        expect(await isDone(store), 'nothing is left, nothing is unknown').to.equal(true);
        const wanted = [...person.rows].map(([key, value]) => [key, `v${value}`]).sort();
        const there = [...service.rows].flatMap(([key, copies]) => copies.map((copy) => [key, copy['NAME']]));
        expect(there.sort(), 'on the service').to.deep.equal(wanted);
        const { features } = await store.queryFeatures(TREES, {});
        const here = features.map(({ globalId, attributes }) => [toGlobalId(globalId), attributes['NAME']]);
        expect(here.sort(), 'on this device').to.deep.equal(wanted);
        for (const [photo, copies] of service.photos) expect(copies, photo).to.equal(1);
        for (const photo of person.photos.keys()) expect([...service.photos.keys()]).to.include(photo);
        await closeDisk(disk);
      }),
      { numRuns: 12 },
    );
  });
});

async function isDone(store: GeodatabasePort): Promise<boolean> {
  const { pending } = await store.info();
  return pending.features + pending.attachments + pending.refused + (await store.openAttempts()).length === 0;
}
