/** Unsent edits go to another device by a file, and arrive on the service once, whoever comes first and whatever it does with a repeated add. */
import { expect } from '@open-wc/testing';
import type { RescueMode, SyncController } from '../../src/controller/types.js';
import { TestService, sha256 } from '../support/service.js';
import { contentOf, day, device, exported, type Day } from './fixture.js';

async function isOnce(service: TestService, made: Day): Promise<void> {
  const rows = await service.features(0, "name = 'From the field'");
  expect(rows.length, 'added').to.equal(1);
  const objectId = Number(rows[0]?.attributes['OBJECTID']);
  const photos = await service.attachmentInfos(0, objectId);
  expect(photos.map(({ name, size }) => ({ name, size }))).to.deep.equal([
    { name: 'hydrant.jpg', size: made.photo.byteLength },
  ]);
  const bytes = await (
    await fetch(`${service.url}/0/${String(objectId)}/attachments/${String(photos[0]?.id)}`)
  ).arrayBuffer();
  expect(await sha256(bytes)).to.equal(await sha256(made.photo));
  expect((await service.features(0, "notes = 'changed offline'")).length, 'changed').to.equal(1);
  expect((await service.features(0, `GlobalID = '{${made.deleted.toUpperCase()}}'`)).length, 'deleted').to.equal(0);
}

for (const duplicateAdd of ['error', 'update', 'duplicate']) {
  for (const mode of ['hand-over', 'copy'] as const) {
    describe(`a rescue file (${mode}), where a repeated add meets "${duplicateAdd}"`, () => {
      let service: TestService;
      let a: SyncController;
      let b: SyncController;
      let made: Day;

      beforeEach(async () => {
        service = await TestService.create({ duplicateAdd });
        a = await device(service, 'a');
        b = await device(service, 'b');
        made = await day(a);
      });

      afterEach(() => {
        a.close();
        b.close();
      });

      async function handToB(as: RescueMode): Promise<void> {
        const imported = await b.importPendingEdits(await exported(a, { mode: as }));
        expect(imported).to.deep.equal({ features: 3, attachments: 1, known: 0 });
        expect(b.state.pending).to.include({ features: 3, attachments: 1 });
      }

      it('B imports and syncs, A comes back and syncs', async () => {
        await handToB(mode);
        expect((await b.syncGeodatabase()).status).to.equal('completed');
        await isOnce(service, made);
        expect((await a.syncGeodatabase()).status).to.equal('completed');
        await isOnce(service, made);
        for (const sync of [a, b]) expect(sync.state.pending, 'pending').to.include({ features: 0, attachments: 0 });
        expect((await a.syncGeodatabase()).sent).to.deep.equal({ features: 0, attachments: 0 });
      }).timeout(60_000);

      it('A syncs first, then takes back what is frozen; B comes late', async () => {
        await handToB(mode);
        await a.syncGeodatabase();
        if (mode === 'hand-over') {
          expect(await service.features(0, "name = 'From the field'"), 'frozen').to.have.length(0);
          expect(a.state.pending.handedOver).to.equal(4);
          expect(await a.takeBackPendingEdits()).to.equal(4);
          await a.syncGeodatabase();
        }
        await isOnce(service, made);
        expect((await b.syncGeodatabase()).status).to.equal('completed');
        await isOnce(service, made);
        for (const sync of [a, b]) expect(sync.state.pending, 'pending').to.include({ features: 0, attachments: 0 });
      }).timeout(60_000);

      it('its reply to B is lost: it is asked, not sent again', async () => {
        await handToB(mode);
        await service.fault({ operation: 'synchronizeReplica', kind: 'cutBody', atByte: 10, occurrence: 2 });
        await b.syncGeodatabase();
        await a.syncGeodatabase();
        await isOnce(service, made);
      }).timeout(60_000);
    });
  }
}

describe('importing a rescue file', () => {
  let service: TestService;
  let a: SyncController;
  let b: SyncController;

  beforeEach(async () => {
    service = await TestService.create();
    a = await device(service, 'a');
    b = await device(service, 'b');
  });

  afterEach(() => {
    a.close();
    b.close();
  });

  it('twice is once, before and after it was sent', async () => {
    await day(a);
    const file = await exported(a);
    await b.importPendingEdits(file);
    const before = await contentOf(b);
    expect(await b.importPendingEdits(file)).to.deep.equal({ features: 0, attachments: 0, known: 4 });
    expect(await contentOf(b)).to.deep.equal(before);
    await b.syncGeodatabase();
    expect(await b.importPendingEdits(file)).to.deep.equal({ features: 0, attachments: 0, known: 4 });
    expect(b.state.pending).to.include({ features: 0, attachments: 0 });
  }).timeout(60_000);

  it('takes a later file of the same device for what it has more', async () => {
    const { added } = await day(a);
    await b.importPendingEdits(await exported(a));
    await a.applyEdits(0, { updates: [{ attributes: { GlobalID: added, notes: 'said later' } }] });
    expect(await b.importPendingEdits(await exported(a))).to.deep.equal({ features: 1, attachments: 0, known: 4 });
    await b.syncGeodatabase();
    await a.syncGeodatabase();
    const [row] = await service.features(0, "name = 'From the field'");
    expect(row?.attributes['notes']).to.equal('said later');
  }).timeout(60_000);

  it('of its own device changes nothing', async () => {
    await day(a);
    const file = await exported(a);
    const before = await contentOf(a);
    expect((await a.importPendingEdits(file)).known).to.equal(4);
    expect(await contentOf(a)).to.deep.equal(before);
  });

  it('brings what the service had refused, to be tried again', async () => {
    const { addResults } = await a.applyEdits(0, {
      adds: [{ attributes: { name: 'x'.repeat(5000) }, geometry: { x: 1, y: 1 } }],
    });
    await a.syncGeodatabase();
    expect(a.syncErrors.length).to.equal(1);
    await b.importPendingEdits(await exported(a));
    expect((await b.pendingEdits(0, addResults[0]?.globalId ?? '')).length).to.equal(1);
  });

  it('holds back on A what comes after a frozen edit of the same feature', async () => {
    const { changed } = await day(a);
    await exported(a, { mode: 'hand-over' });
    await a.applyEdits(0, {
      adds: [{ attributes: { name: 'New day' }, geometry: { x: 1, y: 1 } }],
      updates: [{ attributes: { GlobalID: changed, notes: 'overtakes' } }],
    });
    await a.syncGeodatabase();
    expect(await service.features(0, "name = 'New day'")).to.have.length(1);
    expect(await service.features(0, "notes = 'overtakes'")).to.have.length(0);
    await a.takeBackPendingEdits();
    await a.syncGeodatabase();
    expect(await service.features(0, "notes = 'overtakes'")).to.have.length(1);
    expect(a.state.pending.features).to.equal(0);
  }).timeout(60_000);

  it('says so where there is nothing to export', async () => {
    const error = await a.exportPendingEdits().catch((thrown: unknown) => thrown);
    expect(error).to.include({ code: 'edit-not-found' });
  });

  it('that is not finished freezes nothing: no room for it, cancelled', async () => {
    await day(a, 5_000_000);
    const failing = async (write: () => Promise<void>): Promise<{ code: unknown }> => {
      const to = new WritableStream<Uint8Array>({ write });
      const error = await a.exportPendingEdits({ mode: 'hand-over', to }).catch((thrown: unknown) => thrown);
      return error as { code: unknown };
    };
    const full = new DOMException('full', 'QuotaExceededError');
    expect((await failing(() => Promise.reject(full))).code).to.equal('storage-full');
    const broken = await failing(() => Promise.reject(new Error('The card was taken out.')));
    expect(broken.code).to.equal('internal');
    const cancelled = await a
      .exportPendingEdits({ mode: 'hand-over', signal: AbortSignal.abort() })
      .catch((thrown: unknown) => thrown);
    expect(cancelled).to.include({ code: 'aborted' });
    expect(a.state.pending.handedOver).to.equal(undefined);
  });

  it('exports while a sync is stuck, and with no connection', async () => {
    const made = await day(a);
    await service.fault({ operation: 'synchronizeReplica', kind: 'holdRequest' });
    const stuck = a.syncGeodatabase().catch(() => undefined);
    await service.held();
    await b.importPendingEdits(await exported(a));
    await b.syncGeodatabase();
    await service.release();
    await stuck;
    await a.syncGeodatabase();
    await isOnce(service, made);
  }).timeout(60_000);
});
