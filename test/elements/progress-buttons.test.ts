import { expect, oneEvent, waitUntil } from '@open-wc/testing';
import type { AuthRequired } from '../../src/controller/events.js';
import type { SyncController } from '../../src/controller/types.js';
import '../../src/elements/sync-progress/gdb-sync-progress.js';
import { scenes } from '../support/controller-states.js';
import { allInside, clear, inside, settled, show, textOf } from '../support/element-page.js';
import { ScriptedController } from '../support/scripted-controller.js';
import { TestService } from '../support/service.js';

describe('a button of the progress card', () => {
  for (const [scene, action, look] of [
    ['waitingRetry', 'retry', 'primary'],
    ['paused', 'resume', 'primary'],
    ['photosAsked', 'photos', 'primary'],
    ['photosAsked', 'receipts', 'bare'],
    ['completed', 'receipts', 'bare'],
  ] as const)
    it(`${scene}: ${action} is ${look}`, async () => {
      const element = Object.assign(document.createElement('gdb-sync-progress'), {
        controller: new ScriptedController(scenes[scene]()),
      });
      await show(element);
      const button = inside(element, `[data-action="${action}"]`);
      expect(button.className).to.contain(look);
      const { backgroundColor, borderTopColor } = getComputedStyle(button);
      if (look === 'primary') expect(backgroundColor).not.to.equal('rgba(0, 0, 0, 0)');
      expect(borderTopColor).to.equal('rgba(0, 0, 0, 0)');
    });

  it('tries again where a sync failed, and offers nothing of the kind where taking the area did', async () => {
    const controller = new ScriptedController(scenes.failed());
    const element = Object.assign(document.createElement('gdb-sync-progress'), { controller });
    await show(element);
    expect(allInside(element, '.primary').map(textOf)).to.deep.equal(['Try again']);
    inside(element, '[data-action=again]').click();
    expect(controller.count('syncGeodatabase')).to.equal(1);
    controller.show(scenes.notSupported());
    await settled(element);
    expect(allInside(element, '[data-action=again]')).to.have.length(0);
  });

  it('is the only primary one: to go on comes before photos that wait', async () => {
    const { state, ...rest } = scenes.photosAsked();
    const element = Object.assign(document.createElement('gdb-sync-progress'), {
      controller: new ScriptedController({ ...rest, state: { ...state, paused: ['user'] } }),
    });
    await show(element);
    expect(inside(element, '[data-action=photos]').className).not.to.contain('primary');
    expect(allInside(element, '.primary').map(textOf)).to.deep.equal(['Go on']);
  });
});

describe('a progress card that needs somebody to sign in', () => {
  const REASONS: readonly [AuthRequired['reason'], title: string, action: string, method: keyof SyncController][] = [
    ['token-required', 'Sign-in needed', 'Sign in', 'requestSignIn'],
    ['user-mismatch', 'Changes here belong to someone else', 'Sign in', 'requestSignIn'],
    ['anonymous-edits', 'Changes were made without signing in', 'Send as maria', 'adoptAnonymousEdits'],
  ];
  for (const [reason, title, action, method] of REASONS)
    it(`${reason}: says why, and has the button that ends it`, async () => {
      const controller = new ScriptedController(scenes.signInNeeded());
      const element = Object.assign(document.createElement('gdb-sync-progress'), { controller });
      await show(element);
      controller.askForSignIn(reason);
      await settled(element);
      expect(textOf(inside(element, '.title'))).to.equal(title);
      expect(allInside(element, '.primary').map(textOf)).to.deep.equal([action]);
      inside(element, '.primary').click();
      await waitUntil(() => controller.count(method) === 1, method);
    });

  it('asks the page, by an event of its own', async () => {
    const controller = new ScriptedController(scenes.signInNeeded());
    const element = Object.assign(document.createElement('gdb-sync-progress'), { controller });
    await show(element);
    const asked = oneEvent<CustomEvent<AuthRequired>>(element, 'gdb-auth-required');
    inside(element, '[data-action=sign-in]').click();
    expect((await asked).detail.provideToken).to.be.a('function');
  });
});

describe('a page with nothing but the progress card', () => {
  it('syncs by itself again once a person who paused and cancelled goes on', async () => {
    const service = await TestService.create();
    const sync = service.controller({
      settleMs: 100,
      autoSync: { on: ['edits'], afterEditsMs: 50, spreadMs: 0, notBeforeMs: 0 },
    });
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    const element = Object.assign(document.createElement('gdb-sync-progress'), { controller: sync });
    await show(element);
    const press = async (action: string): Promise<void> => {
      await waitUntil(() => element.shadowRoot?.querySelector(`[data-action=${action}]`), action, { timeout: 10_000 });
      inside(element, `[data-action=${action}]`).click();
    };
    const add = (name: string): Promise<unknown> =>
      sync.applyEdits(0, { adds: [{ attributes: { name }, geometry: { x: 1, y: 1 } }] });
    await service.fault({ operation: 'synchronizeReplica', kind: 'holdRequest' });
    await add('Paused');
    await waitUntil(() => sync.state.sync.kind === 'submitting', 'submitting', { timeout: 10_000 });
    await press('pause');
    await press('cancel');
    await waitUntil(() => sync.state.sync.kind === 'cancelled', 'cancelled', { timeout: 10_000 });
    await service.clearFaults();
    await add('Held');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(sync.state.sync.kind).to.equal('cancelled');
    await press('resume');
    await add('Going on');
    await waitUntil(() => sync.state.sync.kind === 'completed', 'completed', { timeout: 15_000 });
    expect(sync.state.pending.features).to.equal(0);
    for (const name of ['Paused', 'Held', 'Going on'])
      expect(await service.features(0, `name = '${name}'`), name).to.have.length(1);
    clear();
    sync.close();
  }).timeout(40_000);
});
