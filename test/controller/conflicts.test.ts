/** Two devices and one feature, over the real stack (10, 11). */
import { expect, waitUntil } from '@open-wc/testing';
import type { ConflictPolicies, EditConflict } from '../../src/shared/conflicts.js';
import { PageController } from '../../src/controller/page-controller.js';
import type { SyncController } from '../../src/controller/types.js';
import { toWireId } from '../../src/shared/ids.js';
import { TestService } from '../support/service.js';

const DAY = 24 * 3_600_000;

describe('a feature changed by two devices', () => {
  let service: TestService;
  let devices: PageController[];
  let target: string;

  /** A device of its own: another local copy. */
  async function device(name: string, conflictPolicy?: ConflictPolicies): Promise<PageController> {
    const made = new PageController(
      {
        serviceUrl: service.url,
        geodatabase: name,
        settleMs: 100,
        ...(conflictPolicy === undefined ? {} : { conflictPolicy }),
      },
      { onClosed: () => undefined },
    );
    devices.push(made);
    await made.ready;
    await made.generateGeodatabase(await made.createDefaultGenerateGeodatabaseParameters());
    return made;
  }
  const edit = (one: PageController, notes: string) =>
    one.applyEdits(0, { updates: [{ attributes: { GlobalID: target, notes } }] });
  const onService = async () => (await service.features(0, `GlobalID = '${toWireId(target)}'`))[0]?.attributes['notes'];
  const onDevice = async (one: PageController) =>
    (await one.queryFeatures(0, { globalIds: [target] })).features[0]?.attributes['notes'];
  const sides = ({ base, mine, theirs }: EditConflict) => [base, mine, theirs].map((side) => side?.attributes['notes']);

  /** Another device was first. */
  async function othersWrote(notes: string): Promise<void> {
    const other = await device('other');
    await edit(other, notes);
    await other.syncGeodatabase();
  }

  beforeEach(async () => {
    service = await TestService.create();
    devices = [];
    const [row] = await service.features(0);
    target = String(row?.attributes['GlobalID']).replaceAll(/[{}]/g, '').toLowerCase();
  });
  afterEach(() => {
    for (const one of devices) one.close();
  });

  it('mine wins by default; theirs is kept, told of, and can be brought back', async () => {
    const mine = await device('mine');
    await othersWrote('theirs');
    const told: EditConflict[] = [];
    const sync: SyncController = mine;
    sync.addEventListener('gdb-conflict', (event) => told.push(...event.detail.conflicts));
    await edit(mine, 'mine');
    await mine.syncGeodatabase();
    expect(await onService()).to.equal('mine');
    await waitUntil(() => told.length > 0, 'gdb-conflict');
    expect(told.map(({ globalId, state }) => [globalId, state])).to.deep.equal([[target, 'mine']]);
    expect(sides(mine.conflicts[0] as EditConflict).slice(1)).to.deep.equal(['mine', 'theirs']);
    expect((await mine.receipts(1))[0]?.conflicts).to.equal(1);
    await mine.resolveConflict(0, target, 'theirs');
    await mine.syncGeodatabase();
    expect(await onService()).to.equal('theirs');
  }).timeout(20_000);

  it('an edit made earlier but synced later wins, a day’s difference of the clocks or not', async () => {
    const early = await device('early');
    const clock = Date.now;
    Date.now = () => clock() - DAY;
    await edit(early, 'made first, on a clock a day behind');
    Date.now = clock;
    await othersWrote('made later, synced first');
    Date.now = () => clock() - DAY;
    try {
      await early.syncGeodatabase();
    } finally {
      Date.now = clock;
    }
    expect(await onService()).to.equal('made first, on a clock a day behind');
    const ahead = await device('ahead');
    Date.now = () => clock() + DAY;
    try {
      await edit(ahead, 'a clock a day ahead');
    } finally {
      Date.now = clock;
    }
    await edit(early, 'synced last');
    await ahead.syncGeodatabase();
    await early.syncGeodatabase();
    expect(await onService()).to.equal('synced last');
  }).timeout(30_000);

  it('theirs stays where the layer says so, and mine can be brought back', async () => {
    const mine = await device('mine', { 0: 'theirs' });
    await othersWrote('theirs');
    await edit(mine, 'mine');
    const result = await mine.syncGeodatabase();
    expect(result.sent.features).to.equal(0);
    expect([await onService(), await onDevice(mine)]).to.deep.equal(['theirs', 'theirs']);
    expect(mine.state.pending.features).to.equal(0);
    await mine.resolveConflict(0, target, 'mine');
    await mine.syncGeodatabase();
    expect(await onService()).to.equal('mine');
  }).timeout(20_000);

  it('ask: it waits while the rest goes, and goes when a person has decided', async () => {
    const mine = await device('mine', 'ask');
    await othersWrote('theirs');
    await edit(mine, 'mine');
    await mine.applyEdits(0, { adds: [{ attributes: { name: 'The rest' }, geometry: { x: 1, y: 1 } }] });
    const result = await mine.syncGeodatabase();
    expect(result.sent.features).to.equal(1);
    expect(result.notes.map(({ kind }) => kind)).to.include('conflicts-waiting');
    expect(await onService()).to.equal('theirs');
    expect(mine.state.pending).to.include({ features: 1, conflicts: 1 });
    expect(mine.status).to.equal('attention');
    await mine.syncGeodatabase();
    expect(await onService(), 'however often it is synced').to.equal('theirs');
    await mine.resolveConflict(0, target, 'mine');
    await mine.syncGeodatabase();
    expect(await onService()).to.equal('mine');
    expect(mine.state.pending).to.include({ features: 0, conflicts: 0 });
  }).timeout(20_000);

  it('upload only: theirs is seen by a query before it is overwritten', async () => {
    const mine = await device('mine');
    await othersWrote('theirs');
    await edit(mine, 'mine');
    await mine.syncGeodatabase(await mine.createDefaultSyncGeodatabaseParameters('upload'));
    expect(await onService()).to.equal('mine');
    expect(mine.conflicts[0]?.theirs?.attributes['notes']).to.equal('theirs');
  }).timeout(20_000);

  it('what came back from this device’s own edits is never a conflict (10)', async () => {
    const mine = await device('mine', 'ask');
    await edit(mine, 'one');
    await mine.syncGeodatabase();
    await edit(mine, 'two');
    await mine.syncGeodatabase();
    await mine.syncGeodatabase();
    expect(mine.conflicts).to.be.empty;
    expect(await onService()).to.equal('two');
  }).timeout(20_000);
});
