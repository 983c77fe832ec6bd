/** Questions about the service itself, over real HTTP: what it can do, and which replicas it keeps for whom. */
import { expect } from '@open-wc/testing';
import type { SyncController } from '../../src/controller/types.js';
import { isGdbError } from '../../src/shared/errors.js';
import { TestService } from '../support/service.js';

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (isGdbError(error)) return error.code;
    throw error;
  }
  return 'none';
}

describe('the service desk', () => {
  let service: TestService;
  let sync: SyncController;

  beforeEach(async () => {
    service = await TestService.create({});
    sync = service.controller({ settleMs: 200 });
    await sync.ready;
  });

  afterEach(() => {
    sync.close();
  });

  /** As a phone makes it. */
  const replicaOfAnother = async (replicaName: string): Promise<void> => {
    const area = { xmin: -180, ymin: -90, xmax: 180, ymax: 90, spatialReference: { wkid: 4326 } };
    const fields = { replicaName, layers: '0', geometry: JSON.stringify(area), syncModel: 'perLayer' };
    await service.post('createReplica', { ...fields, transportType: 'esriTransportTypeEmbedded' });
  };

  const takeOffline = async (one: SyncController): Promise<void> => {
    await one.ready;
    await one.generateGeodatabase(await one.createDefaultGenerateGeodatabaseParameters());
  };

  it('says that a service can go offline, and which of its layers', async () => {
    const check = await sync.checkService();
    expect(check.canSync).to.equal(true);
    expect(check.layerIds).to.deep.equal([0, 1, 2]);
  });

  it('lists the replica of this device with what is known of it', async () => {
    expect(await sync.listReplicas()).to.deep.equal([]);
    await takeOffline(sync);
    const [mine] = await sync.listReplicas();
    expect(mine).to.include({ place: 'here', replicaId: sync.state.geodatabase?.replicaId });
    expect(mine?.createdAt).to.be.a('number');
    expect(mine?.device).to.match(/^\w{1,8}$/);
  });

  it('tells another area of this device from replicas of others', async () => {
    const other = service.controller({ settleMs: 200, geodatabase: 'north' });
    await takeOffline(other);
    await replicaOfAnother('MyReplica_0123');
    const places = new Map((await sync.listReplicas()).map(({ replicaName, place }) => [replicaName, place]));
    expect(places.get('MyReplica_0123')).to.equal('elsewhere');
    expect(places.get(other.state.geodatabase?.replicaName ?? '')).to.equal('this-device');
    other.close();
  });

  it('ends a replica of another only with the word that its unsent work may be lost', async () => {
    await replicaOfAnother('MyReplica_0123');
    const [theirs] = await sync.listReplicas();
    const id = theirs?.replicaId ?? '';
    expect(await codeOf(sync.unregisterReplica(id))).to.equal('pending-edits');
    expect(await sync.listReplicas()).to.have.length(1);
    await sync.unregisterReplica(id, { mayLoseUnsentWork: true });
    expect(await sync.listReplicas()).to.deep.equal([]);
  });

  it('never ends the replica of the area that is here, nor all at once', async () => {
    await takeOffline(sync);
    const mine = sync.state.geodatabase?.replicaId ?? '';
    expect(await codeOf(sync.unregisterReplica(mine, { mayLoseUnsentWork: true }))).to.equal('invalid-argument');
    expect(await codeOf(sync.unregisterReplica('*', { mayLoseUnsentWork: true }))).to.equal('invalid-argument');
    expect(await sync.listReplicas()).to.have.length(1);
  });

  it('a replica that somebody ended is replaced, and what was made here is sent', async () => {
    await takeOffline(sync);
    const before = sync.state.geodatabase?.replicaId ?? '';
    await sync.applyEdits(0, { adds: [{ attributes: { name: 'Made in the field' }, geometry: { x: 8.5, y: 47.4 } }] });
    const other = service.controller({ settleMs: 200, geodatabase: 'office' });
    await other.ready;
    await other.unregisterReplica(before, { mayLoseUnsentWork: true });
    other.close();
    const result = await sync.syncGeodatabase();
    expect(result.notes.map(({ kind }) => kind)).to.include('replica-replaced');
    expect(sync.state.geodatabase?.replicaId).not.to.equal(before);
    expect(sync.state.pending.features).to.equal(0);
    const rows = await service.features(0);
    expect(rows.filter(({ attributes }) => attributes['name'] === 'Made in the field')).to.have.length(1);
    const [receipt] = await sync.receipts();
    expect(receipt?.notes?.map(({ kind }) => kind)).to.deep.equal(['replica-replaced']);
  });
});
