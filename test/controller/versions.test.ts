/** Versioned data: what is sent stays in a version until the office posts it. The whole library against the emulator over real HTTP. */
import { expect } from '@open-wc/testing';
import type { SyncController } from '../../src/controller/types.js';
import { toGlobalId, toWireId, type GlobalId } from '../../src/shared/ids.js';
import { TestService, photoBytes } from '../support/service.js';

const open = new Set<SyncController>();

async function takeOffline(service: TestService, geodatabase: string): Promise<SyncController> {
  const sync = service.controller({ geodatabase, settleMs: 100 });
  open.add(sync);
  await sync.ready;
  await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
  return sync;
}

const onService = (service: TestService, globalId: GlobalId) =>
  service.features(0, `GlobalID = '${toWireId(globalId)}'`);

async function addHere(sync: SyncController): Promise<GlobalId> {
  const point = { attributes: { name: 'Made offline' }, geometry: { x: 8.5, y: 47.4 } };
  const made = await sync.applyEdits(0, { adds: [point] });
  return toGlobalId(made.addResults[0]?.globalId ?? '');
}

async function versionsOf(service: TestService): Promise<readonly string[]> {
  const reply = await fetch(`${service.url}/replicas?f=json&returnVersion=true`);
  return ((await reply.json()) as { replicaVersion: string }[]).map(({ replicaVersion }) => replicaVersion);
}

describe('versioned data', () => {
  afterEach(() => {
    for (const sync of open) sync.close();
    open.clear();
  });

  for (const versioning of ['branch', 'traditional'])
    for (const versionPer of ['map', 'user'])
      it(`${versioning}, a version per ${versionPer}: the receipt names the version, and others see it once it was posted`, async () => {
        const service = await TestService.create({ versioning, versionPer }, 6);
        const mine = await takeOffline(service, `mine-${versioning}-${versionPer}`);
        const [version] = await versionsOf(service);
        const globalId = await addHere(mine);
        await mine.addAttachment(0, globalId, new File([photoBytes(40_000)], 'a.jpg', { type: 'image/jpeg' }));
        const receipt = await mine.syncGeodatabase();
        expect(receipt.sent).to.deep.equal({ features: 1, attachments: 1 });
        expect(receipt.notes).to.deep.include({ kind: 'sent-to-version', version });
        expect(version).to.be.a('string').that.includes('.');
        expect(await onService(service, globalId)).to.have.length(0);

        await service.postVersion(version);
        const [row] = await onService(service, globalId);
        expect(row?.attributes['name']).to.equal('Made offline');
        expect(await service.attachmentInfos(0, Number(row?.attributes['OBJECTID']))).to.have.length(1);
        const theirs = await takeOffline(service, `theirs-${versioning}-${versionPer}`);
        expect(await theirs.queryFeatureCount(0, { where: "name = 'Made offline'" })).to.equal(1);
      });

  for (const duplicateAdd of ['error', 'duplicate'])
    it(`a lost reply doubles nothing and loses nothing, where a repeat leads to ${duplicateAdd}`, async () => {
      const syncCapabilities = { supportsAsync: false };
      const service = await TestService.create({ versioning: 'branch', duplicateAdd, syncCapabilities }, 6);
      const sync = await takeOffline(service, `lost-${duplicateAdd}`);
      const globalId = await addHere(sync);
      await sync.addAttachment(0, globalId, new File([photoBytes(40_000)], 'a.jpg', { type: 'image/jpeg' }));
      await service.clearLog();
      await service.fault({ operation: 'synchronizeReplica', kind: 'cutBody', atByte: 0 });
      await sync.syncGeodatabase();
      expect(sync.state.pending).to.deep.include({ features: 0, attachments: 0 });
      const log = await service.log();
      const adds = log.flatMap(({ operation, edits }) => (operation === 'synchronizeReplica' ? (edits ?? []) : []));
      expect(adds.reduce((total, edit) => total + edit.adds, 0)).to.equal(1);
      expect(log.find(({ operation }) => operation === 'query')?.params['gdbversion']).to.equal(
        (await versionsOf(service))[0],
      );
      await service.postVersion();
      const rows = await onService(service, globalId);
      expect(rows).to.have.length(1);
      expect(await service.attachmentInfos(0, Number(rows[0]?.attributes['OBJECTID']))).to.have.length(1);
    });

  it('what others posted arrives with a sync that reconciles', async () => {
    const service = await TestService.create({ versioning: 'branch' }, 6);
    const sync = await takeOffline(service, 'reconciles');
    await service.applyEdits(0, { adds: [{ attributes: { name: 'By the office' }, geometry: { x: 7, y: 46 } }] });
    const count = () => sync.queryFeatureCount(0, { where: "name = 'By the office'" });
    await sync.syncGeodatabase();
    expect(await count()).to.equal(0);
    const parameters = await sync.createDefaultSyncGeodatabaseParameters();
    await sync.syncGeodatabase({ ...parameters, reconcileBranchVersion: true });
    expect(await count()).to.equal(1);
  });
});
