/** What the progress card tells on a page that was loaded anew: how the last run ended, and the runs before it. */
import { expect, waitUntil } from '@open-wc/testing';
import '../../src/elements/sync-progress/gdb-sync-progress.js';
import type { SyncController } from '../../src/controller/types.js';
import type { GdbSyncProgress } from '../../src/elements/sync-progress/gdb-sync-progress.js';
import type { SyncNote, SyncReceipt } from '../../src/shared/records.js';
import { axeFindings } from '../support/axe.js';
import { error, pending, scene, scenes, type Scene } from '../support/controller-states.js';
import { allInside, clear, inside, looks, settled, show, textOf } from '../support/element-page.js';
import { pastRun } from '../support/past-runs.js';
import { ScriptedController } from '../support/scripted-controller.js';
import { TestService } from '../support/service.js';

async function card(controller: SyncController): Promise<GdbSyncProgress> {
  const element = document.createElement('gdb-sync-progress');
  element.controller = controller;
  return show(element);
}

/** It took five seconds: its end is as long ago as words that stay need. */
const FIVE_MINUTES_AGO = (): number => Date.now() - 5 * 60_000 - 15_000;

async function opened(run: Partial<SyncReceipt> = {}, at: Scene = scenes.ready()): Promise<GdbSyncProgress> {
  const controller = new ScriptedController(at);
  controller.pastRuns = [pastRun({ startedAt: FIVE_MINUTES_AGO(), ...run })];
  const element = await card(controller);
  await waitUntil(() => actions(element).includes('receipts'), 'the last run is read');
  return element;
}

const titleOf = (element: GdbSyncProgress): string => textOf(inside(element, '.title'));
const detailsOf = (element: GdbSyncProgress): string => textOf(inside(element, '.details'));
const actions = (element: GdbSyncProgress): readonly (string | undefined)[] =>
  allInside(element, '.actions button').map((one) => one.dataset['action']);

afterEach(clear);

describe('a progress card on a page that was loaded anew', () => {
  it('tells what the sync before has sent and received, and opens the list of the last ones', async () => {
    const element = await opened();
    expect(titleOf(element)).to.equal('All changes sent');
    expect(detailsOf(element)).to.equal(
      'last sync 5 minutes ago 3 changes sent 2 attachments sent 14 features received 1 attachment received',
    );
    inside(element, '[data-action=receipts]').click();
    await waitUntil(() => element.shadowRoot?.querySelector('.receipts li'), 'the list');
  });

  it('tells why the sync before failed, what to do, when it was, and copies a report', async () => {
    const failure = error('network', 'The connection broke.');
    const element = await opened({ error: failure }, scenes.changesNotSent());
    expect(titleOf(element)).to.equal('Sync failed');
    expect(detailsOf(element)).to.match(/^The connection broke\..* 5 minutes ago 3 changes not sent last sync/);
    expect(actions(element)).to.deep.equal(['again', 'report', 'receipts']);
  });

  it('does not call it a failure that somebody cancelled', async () => {
    const element = await opened({ error: error('aborted', 'Cancelled.') }, scenes.changesNotSent());
    expect(titleOf(element)).to.equal('3 changes not sent');
  });

  it('does not say that all is sent while some of it was refused', async () => {
    const element = await opened({ refused: 4 }, scenes.refusedBefore());
    expect(titleOf(element)).to.equal('4 changes refused');
    expect(detailsOf(element)).not.to.contain('All changes sent');
    expect(inside(element, '.base').className).to.contain('attention');
  });

  it('does not say that all is sent while somebody has to decide', async () => {
    expect(titleOf(await opened({}, scenes.conflictsWait()))).to.equal('Features changed here and by others: 2');
  });

  it('keeps of its notes those that still hold, and the button for photos that wait', async () => {
    const notes: SyncNote[] = [
      { kind: 'received-anew' },
      { kind: 'conflicts-waiting', count: 2 },
      { kind: 'photos-waiting', count: 4, why: 'manual' },
    ];
    const told = (element: GdbSyncProgress): string[] => allInside(element, '.notes > li').map(textOf);
    const waiting = scene('changes-not-sent', { pending: pending(0, 4) });
    const before = await opened({ notes }, waiting);
    expect(told(before)).to.deep.equal([
      'The server could not say what had changed: everything was received anew.',
      'Attachments that wait until you send them: 4. Their features are sent.',
    ]);
    expect(actions(before)).to.deep.equal(['photos', 'receipts']);
    const after = await opened({ notes });
    expect(told(after)).to.have.length(1);
    expect(actions(after)).to.deep.equal(['receipts']);
  });

  it('shows nothing of another area: neither its last syncs nor its report', async () => {
    const element = await opened();
    inside(element, '[data-action=receipts]').click();
    await waitUntil(() => element.shadowRoot?.querySelector('.receipts li'), 'the list');
    element.controller = new ScriptedController(scenes.completed());
    await settled(element);
    expect(allInside(element, '.receipts')).to.have.length(0);
    expect(inside(element, '[data-action=receipts]').getAttribute('aria-expanded')).to.equal('false');
  });

  it('gives way to what this page does itself', async () => {
    const element = await opened({ error: error('network', 'The connection broke.') });
    const controller = element.controller as ScriptedController;
    controller.show(scenes.completed());
    await settled(element);
    expect(titleOf(element)).to.equal('Sync finished');
  });

  it('of a real controller: the same as before it was closed', async () => {
    const service = await TestService.create();
    const first = service.controller();
    await first.ready;
    await first.generateGeodatabase(await first.createDefaultGenerateGeodatabaseParameters());
    await first.applyEdits(0, { adds: [{ attributes: { name: 'Sent' }, geometry: { x: 1, y: 1 } }] });
    await first.syncGeodatabase();
    const options = { serviceUrl: service.url, geodatabase: first.geodatabaseName };
    first.close();
    const again = service.controller(options);
    await again.ready;
    const element = await card(again);
    await waitUntil(() => actions(element).includes('receipts'), 'the last run is read', { timeout: 5000 });
    expect(titleOf(element)).to.equal('All changes sent');
    expect(detailsOf(element)).to.contain('1 change sent');
    again.close();
  }).timeout(20_000);

  for (const look of looks)
    it(`has nothing that axe would mind, ${look.theme}, ${look.dir}`, async () => {
      const controller = new ScriptedController(scenes.changesNotSent());
      controller.pastRuns = [pastRun({ error: error('network', 'The connection broke.') })];
      const element = Object.assign(document.createElement('gdb-sync-progress'), { controller });
      await show(element, look);
      await waitUntil(() => actions(element).includes('receipts'), 'the last run is read');
      expect(await axeFindings(element)).to.deep.equal([]);
    });
});
