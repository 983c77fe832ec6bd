/** A chunk of a layer that the disk gives back wrong: said in words, fetched again by the next sync, and nothing made here is lost. */
import { expect } from '@open-wc/testing';
import { PageController } from '../../src/controller/page-controller.js';
import type { GdbError } from '../../src/shared/errors.js';
import { toWireId } from '../../src/shared/ids.js';
import { getAllRaw, keysRaw, putRaw } from '../store/raw.js';
import { TestService } from '../support/service.js';

const POINTS = 0;
const AREAS = 1;

describe('a layer that is damaged on this device', () => {
  let service: TestService;
  let sync: PageController;

  const open = (): PageController =>
    new PageController(
      { serviceUrl: service.url, geodatabase: 'default', settleMs: 100 },
      { onClosed: () => undefined },
    );

  async function takeOffline(options: Record<string, unknown>): Promise<void> {
    service = await TestService.create(options);
    const before = new Set((await indexedDB.databases()).map(({ name }) => name));
    sync = open();
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    const pending = await sync.applyEdits(POINTS, {
      adds: [{ attributes: { name: 'Made here' }, geometry: { x: 8.5, y: 47.4 } }],
    });
    expect(pending.addResults[0]?.success).to.equal(true);
    await damage((name) => !before.has(name));
    // Nothing of what was read before is remembered.
    sync.close();
    sync = open();
    await sync.ready;
    await service.clearLog();
  }

  /** One bit of a chunk of the points. */
  async function damage(isOurs: (name: string) => boolean): Promise<void> {
    for (const { name = '' } of await indexedDB.databases()) {
      if (!isOurs(name)) continue;
      const keys = (await keysRaw(name, 'chunk').catch(() => [])) as number[][];
      const at = keys.findIndex(([layerId]) => layerId === POINTS);
      if (at < 0) continue;
      const value = (await getAllRaw(name, 'chunk'))[at] as { readonly bytes: Uint8Array };
      value.bytes[value.bytes.length >> 1]! ^= 1;
      return putRaw(name, 'chunk', { value, key: keys[at]! });
    }
    expect.fail('no chunk was found');
  }

  async function failure(work: Promise<unknown>): Promise<GdbError> {
    return work.then(
      () => expect.fail('it did not reject'),
      (error: unknown) => error as GdbError,
    );
  }

  async function expectWhole(): Promise<void> {
    const theirs = await service.features(POINTS);
    const { features } = await sync.queryFeatures(POINTS);
    expect(features.map(({ globalId }) => toWireId(globalId)).sort()).to.deep.equal(
      theirs.map(({ attributes }) => String(attributes['GlobalID'])).sort(),
    );
  }

  /** Requests that carried the edit. */
  async function carriers(): Promise<number> {
    return (await service.log()).filter(
      ({ operation, edits = [] }) => operation === 'synchronizeReplica' && edits.some(({ adds }) => adds > 0),
    ).length;
  }

  afterEach(() => {
    sync.close();
  });

  it('is told in words; other layers, other rows and edits go on; the next sync fetches it, and sends once', async () => {
    await takeOffline({});
    const error = await failure(sync.queryFeatures(POINTS));
    expect(error).to.include({ code: 'storage-damaged' });
    expect(error.message).to.match(/is damaged. The next sync fetches the layer again; changes made here are kept/);
    expect((await sync.queryFeatures(AREAS)).features).not.to.be.empty;
    await sync.applyEdits(POINTS, { adds: [{ attributes: { name: 'Later' }, geometry: { x: 8, y: 47 } }] });
    expect(sync.state.pending.features).to.equal(2);

    expect((await sync.syncGeodatabase()).sent.features).to.equal(2);

    await expectWhole();
    for (const name of ['Made here', 'Later'])
      expect(await service.features(POINTS, `name = '${name}'`)).to.have.length(1);
    expect(await carriers()).to.equal(1);
    const [first] = (await service.log()).filter(({ operation }) => operation === 'synchronizeReplica');
    expect(JSON.stringify(first?.params)).to.contain('snapshot');
    await sync.syncGeodatabase();
    expect(await carriers()).to.equal(1);
  }).timeout(20_000);

  describe('by a service without direction control', () => {
    const options = { syncCapabilities: { supportsSyncDirectionControl: false } };

    it('comes whole with another replica; the edit made here is carried over and sent once', async () => {
      await takeOffline(options);
      const before = sync.state.geodatabase?.replicaId;
      await failure(sync.queryFeatures(POINTS));
      const result = await sync.syncGeodatabase();
      expect(result.sent.features).to.equal(1);
      expect(result.notes.map(({ kind }) => kind)).to.include('replica-replaced');
      await expectWhole();
      expect(await service.features(POINTS, "name = 'Made here'")).to.have.length(1);
      expect(await carriers()).to.equal(1);
      const replicas = (await (await fetch(`${service.url}/replicas?f=json`)).json()) as { replicaID: string }[];
      expect(replicas.map(({ replicaID }) => replicaID)).to.deep.equal([sync.state.geodatabase?.replicaId]);
      expect(sync.state.geodatabase?.replicaId).not.to.equal(before);
    }).timeout(20_000);

    it('that gives no other replica: the edit goes all the same, and the way out is said in words', async () => {
      await takeOffline(options);
      await failure(sync.queryFeatures(POINTS));
      await service.fault({ operation: 'createReplica', kind: 'jsonError', code: 403, message: 'Not for you.' });
      const error = await failure(sync.syncGeodatabase());
      expect(error).to.include({ code: 'storage-damaged' });
      expect(error.message).to.match(/Everything else is in sync.*remove the area/s);
      expect(await service.features(POINTS, "name = 'Made here'")).to.have.length(1);
      expect(sync.state.pending.features).to.equal(0);
      // It was for once: the next sync mends it.
      await sync.syncGeodatabase();
      await expectWhole();
    }).timeout(30_000);
  });
});
