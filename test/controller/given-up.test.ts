/** What names a feature that a person gave up before the service had it. The real stack, over real HTTP. */
import { expect } from '@open-wc/testing';
import { toGlobalId, type GlobalId } from '../../src/shared/ids.js';
import type { SyncController } from '../../src/controller/types.js';
import { TestService, photoBytes } from '../support/service.js';

const POINTS = 0;
const VISITS = 2;
const PARENT_GIVEN_UP = 9001;

describe('a feature that is given up before the service had it (14)', () => {
  let service: TestService;
  let sync: SyncController;
  let parent: GlobalId;
  let visit: GlobalId;

  const addPoint = async (name: string): Promise<GlobalId> => {
    const adds = [{ attributes: { name, status: 'open' }, geometry: { x: 8.5, y: 47.4 } }];
    return (await sync.applyEdits(POINTS, { adds })).addResults[0]?.globalId ?? '';
  };
  const addVisit = async (of: GlobalId): Promise<GlobalId> => {
    const adds = [{ attributes: { visitor: 'Zuse', point_guid: of } }];
    return (await sync.applyEdits(VISITS, { adds })).addResults[0]?.globalId ?? '';
  };
  const errorsOf = (globalId: GlobalId) => sync.syncErrors.filter((error) => error.globalId === globalId);
  const idsOf = (globalId: GlobalId): number[] => errorsOf(globalId).map(({ id }) => id);
  const unsent = async (layerId: number, globalId: GlobalId) => (await sync.pendingEdits(layerId, globalId)).length;
  const visitsThere = () => service.features(VISITS, "visitor LIKE 'Zuse%'");
  /** Nothing on the service names what is not there. */
  const noneIsOrphaned = async (): Promise<void> => {
    const points = await service.features(POINTS);
    const there = new Set(points.map(({ attributes }) => toGlobalId(String(attributes['GlobalID']))));
    for (const { attributes } of await visitsThere())
      expect(there.has(toGlobalId(String(attributes['point_guid']))), 'a visit without its point').to.equal(true);
  };

  beforeEach(async () => {
    service = await TestService.create({}, 4);
    sync = service.controller({ settleMs: 100 });
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    parent = await addPoint('New');
    await service.fault({
      operation: 'synchronizeReplica',
      kind: 'editFails',
      layer: POINTS,
      code: 1016,
      message: 'No.',
      occurrence: 'every',
    });
    await sync.syncGeodatabase();
    await service.clearFaults();
    expect(idsOf(parent)).to.have.length(1);
    visit = await addVisit(parent);
    await sync.addAttachment(POINTS, parent, new File([photoBytes(2000)], 'new.jpg', { type: 'image/jpeg' }));
  });
  afterEach(() => sync.close());

  it('sets the rows aside that name it, at once and with words, and no sync sends them', async () => {
    const told: number[] = [];
    sync.addEventListener('gdb-edit-error', ({ detail }) => told.push(...detail.errors.map(({ error }) => error.code)));
    await sync.discardEdits(idsOf(parent));
    const [error] = errorsOf(visit);
    expect(error).to.include({ layerId: VISITS, editOperation: 'add', givenUpParent: parent });
    expect(error?.error.code).to.equal(PARENT_GIVEN_UP);
    expect(error?.error.description).to.contain('point_guid').and.to.contain(parent.toUpperCase());
    expect(told).to.deep.equal([PARENT_GIVEN_UP]);
    await sync.syncGeodatabase();
    await sync.syncGeodatabase();
    expect(await visitsThere()).to.deep.equal([]);
    expect(idsOf(visit)).to.have.length(1);
    expect(await sync.queryAttachments(POINTS, [parent])).to.deep.equal([]);
  });

  it('takes them along when it is brought back, with its photo, and all goes when it goes', async () => {
    await sync.discardEdits(idsOf(parent));
    await sync.restoreDiscardedEdits(sync.discardedEdits.map(({ id }) => id));
    expect(errorsOf(visit)).to.deep.equal([]);
    expect(await unsent(VISITS, visit)).to.equal(1);
    await sync.retryEdits(idsOf(parent));
    await sync.syncGeodatabase();
    expect(sync.syncErrors).to.deep.equal([]);
    expect(await visitsThere()).to.have.length(1);
    await noneIsOrphaned();
    expect((await sync.queryAttachments(POINTS, [parent])).map(({ state }) => state.kind)).to.deep.equal(['received']);
  });

  it('lets them go once they name another feature', async () => {
    await sync.discardEdit(idsOf(parent)[0] ?? 0);
    const other = (await sync.queryFeatures(POINTS)).features[0]?.globalId ?? '';
    await sync.applyEdits(VISITS, { updates: [{ attributes: { GlobalID: visit, point_guid: other } }] });
    expect(errorsOf(visit)).to.deep.equal([]);
    await sync.syncGeodatabase();
    expect(await visitsThere()).to.have.length(1);
    await noneIsOrphaned();
  });

  it('holds them back however often they are tried again, or changed elsewhere', async () => {
    await sync.discardEdit(idsOf(parent)[0] ?? 0);
    await sync.retryEdits(idsOf(visit));
    expect(errorsOf(visit)).to.have.length(1);
    await sync.applyEdits(VISITS, { updates: [{ attributes: { GlobalID: visit, visitor: 'Zuse K.' } }] });
    const { status } = await sync.syncGeodatabase();
    expect(status).to.equal('completed-with-errors');
    expect(errorsOf(visit).map(({ error }) => error.code)).to.deep.equal([PARENT_GIVEN_UP]);
    expect(await visitsThere()).to.deep.equal([]);
  });

  it('holds back what a form that was open meanwhile adds to it, over a reload', async () => {
    await sync.discardEdit(idsOf(parent)[0] ?? 0);
    const { geodatabaseName: geodatabase } = sync;
    sync.close();
    sync = service.controller({ geodatabase, settleMs: 100 });
    await sync.ready;
    const late = await addVisit(parent);
    await sync.syncGeodatabase();
    expect(errorsOf(late).map(({ givenUpParent }) => givenUpParent)).to.deep.equal([parent]);
    expect(await visitsThere()).to.deep.equal([]);
  });

  it('holds back a row of the service that was given to it, and leaves the row as the service has it when that is given up too', async () => {
    const row = (await sync.queryFeatures(VISITS)).features[0]!;
    const before = row.attributes['point_guid'];
    await sync.applyEdits(VISITS, { updates: [{ attributes: { GlobalID: row.globalId, point_guid: parent } }] });
    await sync.discardEdit(idsOf(parent)[0] ?? 0);
    expect(errorsOf(row.globalId).map(({ editOperation }) => editOperation)).to.deep.equal(['update']);
    await sync.discardEdit(idsOf(row.globalId)[0] ?? 0);
    const [after] = (await sync.queryFeatures(VISITS, { globalIds: [row.globalId] })).features;
    expect(after?.attributes['point_guid']).to.equal(before);
  });

  it('does the same where its add was never sent, and is taken back or deleted', async () => {
    const other = await addPoint('Other');
    const third = await addPoint('Third');
    const ofOther = await addVisit(other);
    const ofThird = await addVisit(third);
    await sync.undoEdit(POINTS, other);
    await sync.applyEdits(POINTS, { deletes: [third] });
    expect([...errorsOf(ofOther), ...errorsOf(ofThird)].map(({ givenUpParent }) => givenUpParent)).to.deep.equal([
      other,
      third,
    ]);
    await sync.discardEdits(idsOf(parent));
    await sync.syncGeodatabase();
    expect(await visitsThere()).to.deep.equal([]);
  });

  it('takes them along when a row is added under its GlobalID again', async () => {
    await sync.discardEdit(idsOf(parent)[0] ?? 0);
    const adds = [{ attributes: { GlobalID: parent, name: 'Again', status: 'open' }, geometry: { x: 8.5, y: 47.4 } }];
    await sync.applyEdits(POINTS, { adds });
    await sync.syncGeodatabase();
    expect(sync.syncErrors).to.deep.equal([]);
    expect(await visitsThere()).to.have.length(1);
    await noneIsOrphaned();
  });

  it('is remembered in a rescue file: another device does not send them either', async () => {
    await sync.discardEdit(idsOf(parent)[0] ?? 0);
    const { file } = await sync.exportPendingEdits();
    const other = service.controller({ geodatabase: 'other', settleMs: 100 });
    await other.ready;
    await other.generateGeodatabase(await other.createDefaultGenerateGeodatabaseParameters());
    await other.importPendingEdits(file as File);
    await other.syncGeodatabase();
    expect(other.syncErrors.map(({ globalId, givenUpParent }) => [globalId, givenUpParent])).to.deep.equal([
      [visit, parent],
    ]);
    expect(await visitsThere()).to.deep.equal([]);
    other.close();
  });
});
