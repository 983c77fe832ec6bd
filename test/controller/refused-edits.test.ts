/** Refused edits by the hundred, what a person gives up and brings back, and what is seen before it is sent. The real stack, over real HTTP. */
import { expect } from '@open-wc/testing';
import type { SyncController } from '../../src/controller/types.js';
import type { LocalFeature } from '../../src/shared/queries.js';
import { TestService } from '../support/service.js';

const COUNT = 12;

describe('refused edits', () => {
  let service: TestService;
  let sync: SyncController;
  let rows: readonly LocalFeature[];

  const update = (notes: string) =>
    sync.applyEdits(0, { updates: rows.map(({ globalId }) => ({ attributes: { GlobalID: globalId, notes } })) });
  const notesHere = async () =>
    new Set((await sync.queryFeatures(0)).features.map(({ attributes }) => attributes['notes']));
  const notesThere = async () => new Set((await service.features(0)).map(({ attributes }) => attributes['notes']));
  const ids = (): number[] => sync.syncErrors.map(({ id }) => id);
  const refuseAll = () =>
    service.fault({
      operation: 'synchronizeReplica',
      kind: 'editFails',
      code: 1016,
      message: 'No.',
      occurrence: 'every',
    });

  beforeEach(async () => {
    service = await TestService.create({}, COUNT);
    sync = service.controller({ settleMs: 100 });
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    rows = (await sync.queryFeatures(0)).features;
    await update('Made offline');
    await refuseAll();
    await sync.syncGeodatabase();
    await service.clearFaults();
    expect(sync.syncErrors).to.have.length(rows.length);
  });
  afterEach(() => sync.close());

  it('are the same list as long as nothing in it changed', async () => {
    const before = sync.syncErrors;
    await sync.applyEdits(1, { adds: [{ attributes: {} }] });
    expect(sync.syncErrors === before).to.equal(true);
  });

  it('go again together', async () => {
    await sync.retryEdits(ids());
    expect(sync.syncErrors).to.deep.equal([]);
    await sync.syncGeodatabase();
    expect([...(await notesThere())]).to.deep.equal(['Made offline']);
  });

  it('that are given up leave the list, and nothing else changes until a sync', async () => {
    await sync.discardEdits(ids());
    expect(sync.syncErrors).to.deep.equal([]);
    expect(sync.discardedEdits).to.have.length(rows.length);
    expect(sync.state.pending.refused).to.equal(0);
    expect([...(await notesHere())]).to.deep.equal(['Made offline']);
  });

  it('that are given up are still so after a reload, and can be brought back', async () => {
    await sync.discardEdits(ids());
    const { geodatabaseName: geodatabase } = sync;
    sync.close();
    sync = service.controller({ geodatabase });
    await sync.ready;
    expect(sync.discardedEdits).to.have.length(rows.length);
    await sync.restoreDiscardedEdits(sync.discardedEdits.map(({ id }) => id));
    expect(sync.discardedEdits).to.deep.equal([]);
    expect(sync.syncErrors).to.have.length(rows.length);
    await sync.retryEdits(ids());
    await sync.syncGeodatabase();
    expect([...(await notesThere())]).to.deep.equal(['Made offline']);
  });

  it('that are given up go for good with a sync that ends well, and not with one that does not', async () => {
    await sync.discardEdits(ids().slice(1));
    await service.fault({ operation: 'synchronizeReplica', kind: 'httpStatus', status: 400, occurrence: 'every' });
    await sync.syncGeodatabase().catch(() => undefined);
    expect(sync.discardedEdits).to.have.length(rows.length - 1);
    await service.clearFaults();
    await sync.syncGeodatabase();
    expect(sync.discardedEdits).to.deep.equal([]);
    expect(sync.syncErrors).to.have.length(1);
    expect([...(await notesHere())]).to.have.length.above(1);
    expect((await notesThere()).has('Made offline')).to.equal(false);
  });

  it('that are given up go at once when a person says so', async () => {
    await sync.discardEdits(ids());
    await sync.forgetDiscardedEdits();
    expect(sync.discardedEdits).to.deep.equal([]);
    expect((await notesHere()).has('Made offline')).to.equal(false);
  });

  it('that are given up keep nobody from removing the area, and leave with no file', async () => {
    await sync.discardEdits(ids());
    const failure = await sync.exportPendingEdits().catch((error: unknown) => error);
    expect(failure).to.have.property('code', 'edit-not-found');
    await sync.unregisterGeodatabase();
    expect(sync.state.geodatabase).to.equal(null);
  });
});

describe('unsent edits', () => {
  let service: TestService;
  let sync: SyncController;

  beforeEach(async () => {
    service = await TestService.create({}, 4);
    sync = service.controller({ settleMs: 100 });
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
  });
  afterEach(() => sync.close());

  it('that the layer would not take are told before they are sent, without a request', async () => {
    const [row] = (await sync.queryFeatures(0)).features;
    await sync.applyEdits(0, {
      updates: [{ attributes: { GlobalID: row!.globalId, status: 'no such state' } }],
      adds: [{ attributes: { name: 'x'.repeat(5000), status: 'open' }, geometry: { x: 8.5, y: 47.4 } }],
    });
    await service.clearLog();
    const found = await sync.validateEdits();
    expect(found.map(({ editOperation, layerId, title }) => ({ editOperation, layerId, title }))).to.deep.include({
      editOperation: 'update',
      layerId: 0,
      title: String(row!.attributes['name']),
    });
    const problemsOf = (operation: string) =>
      found.find(({ editOperation }) => editOperation === operation)?.problems ?? [];
    expect(problemsOf('update')).to.deep.equal([{ kind: 'not-in-list', field: 'status', alias: 'Status' }]);
    expect(problemsOf('add')).to.deep.equal([{ kind: 'too-long', limit: 120, by: 4880, field: 'name', alias: 'Name' }]);
    expect(await service.log()).to.deep.equal([]);
  });

  it('are asked about layer by layer, and are fine where nothing is wrong', async () => {
    const [row] = (await sync.queryFeatures(0)).features;
    await sync.applyEdits(0, { updates: [{ attributes: { GlobalID: row!.globalId, notes: 'Fine' } }] });
    expect(await sync.validateEdits()).to.deep.equal([]);
    await sync.applyEdits(0, { updates: [{ attributes: { GlobalID: row!.globalId, status: 'nonsense' } }] });
    expect(await sync.validateEdits(0)).to.have.length(1);
    expect(await sync.validateEdits(1)).to.deep.equal([]);
  });
});

describe('unsent edits of a layer with subtypes', () => {
  const list = (name: string, ...codes: readonly string[]) => ({
    type: 'codedValue',
    name,
    codedValues: codes.map((code) => ({ code, name: code })),
  });
  const subtypes = {
    field: 'kind',
    values: [
      { code: 1, name: 'Main', domains: { material: list('OfMains', 'steel') } },
      { code: 2, name: 'Service', domains: { material: list('OfServices', 'copper') } },
    ],
  };
  const fields = [
    { name: 'kind', type: 'esriFieldTypeSmallInteger' },
    { name: 'material', domain: list('Materials', 'steel', 'copper', 'clay') },
  ];

  for (const kind of ['subtypes', 'types'])
    it(`are told as the service refuses them, where it calls them ${kind}`, async () => {
      const service = await TestService.of({
        layers: [{ name: 'Pipes', geometryType: 'esriGeometryPoint', fields, subtypes: { ...subtypes, kind } }],
      });
      const sync = service.controller({ settleMs: 100 });
      await sync.ready;
      await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
      const geometry = { x: 8.5, y: 47.4 };
      const pipe = (type: number, material: string) => ({ attributes: { kind: type, material }, geometry });
      await sync.applyEdits(0, { adds: [pipe(1, 'steel'), pipe(2, 'copper'), pipe(1, 'copper'), pipe(2, 'clay')] });
      const told = (await sync.validateEdits()).map(({ globalId, problems }) => [
        globalId,
        problems.map((one) => [one.kind, 'field' in one && one.field]),
      ]);
      expect(told.map(([, problems]) => problems)).to.deep.equal([
        [['not-in-list', 'material']],
        [['not-in-list', 'material']],
      ]);
      await sync.syncGeodatabase();
      expect(sync.syncErrors.map(({ globalId }) => globalId).sort()).to.deep.equal(told.map(([id]) => id).sort());
      const sent = (await sync.queryFeatures(0, { where: "material = 'steel'" })).features[0]!;
      await sync.applyEdits(0, { updates: [{ attributes: { GlobalID: sent.globalId, kind: 2 } }] });
      const moved = (await sync.validateEdits()).find(({ globalId }) => globalId === sent.globalId);
      expect(moved?.problems.map((one) => [one.kind, 'field' in one && one.field])).to.deep.equal([
        ['not-in-list', 'material'],
      ]);
      sync.close();
    });
});
