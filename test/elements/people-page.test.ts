/** Several people's copies on one device, nobody signed in: a person says whose is meant. */
import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { PageController } from '../../src/controller/page-controller.js';
import type { ControllerOptions } from '../../src/controller/types.js';
import '../../src/elements/sync-button/gdb-sync-button.js';
import type { GdbSyncButton } from '../../src/elements/sync-button/gdb-sync-button.js';
import { GdbError } from '../../src/shared/errors.js';
import { axeFindings } from '../support/axe.js';
import { scenes } from '../support/controller-states.js';
import { copiesOfSeveral, localCopy, nobodySignedIn } from '../support/copies.js';
import { allInside, clear, focused, inside, looks, settled, show, textOf } from '../support/element-page.js';
import { ScriptedController } from '../support/scripted-controller.js';
import { TestService } from '../support/service.js';

type Look = (typeof looks)[number];

async function button(controller: ScriptedController, look?: Look): Promise<GdbSyncButton> {
  const element = document.createElement('gdb-sync-button');
  element.controller = controller;
  return show(element, look);
}

function several(...args: Parameters<typeof nobodySignedIn>): ScriptedController {
  const controller = new ScriptedController(nobodySignedIn(...args));
  controller.copies = copiesOfSeveral();
  return controller;
}

/** The button, pressed, with the list below it. */
async function pressed(controller: ScriptedController, look?: Look): Promise<GdbSyncButton> {
  const element = await button(controller, look);
  inside(element, '.main').click();
  await waitUntil(() => element.shadowRoot?.querySelector('[part=people] li'), 'the list', { timeout: 5000 });
  await settled(element);
  return element;
}

const labelOf = (element: GdbSyncButton): string => textOf(inside(element, '#label'));

afterEach(clear);

describe('whose copy', () => {
  it('is what the button asks where nobody is signed in and several people have one, with a connection or without', async () => {
    for (const paused of [[], ['offline']] as const) {
      const element = await button(several(paused));
      expect(labelOf(element)).to.equal('Whose copy?');
      expect(textOf(inside(element, '#detail'))).to.equal('Several people have this area on this device');
    }
  });

  it('is not asked where one person alone has one, where somebody is signed in, or where one is open', async () => {
    const alone = new ScriptedController(nobodySignedIn());
    alone.copies = [localCopy()];
    expect(labelOf(await button(alone))).to.equal('Take offline');

    const signedIn = several();
    signedIn.show({ ...scenes.notOffline() });
    expect(labelOf(await button(signedIn))).to.equal('Take offline');

    const open = several();
    open.show(scenes.changesNotSent());
    expect(labelOf(await button(open))).to.equal('Sync');
  });

  it('is a list of this area’s copies: who, what is not sent, when last synced, how large', async () => {
    const element = await pressed(several());
    expect(allInside(element, '[part=people] li').map(textOf)).to.deep.equal([
      'maria 3 changes not sent last sync 1 hour ago 48 MB Open',
      'jonas All changes sent taken offline yesterday 31 MB Open',
      'Made without signing in 4 changes not sent taken offline yesterday Open',
    ]);
    expect(textOf(inside(element, '.page-body p'))).to.equal(
      'Choose whose copy to open. It can be read and edited; nothing is sent until that person signs in.',
    );
  });

  it('is chosen by keyboard alone: the list is told, the copy opens, and the focus stays at the button', async () => {
    const controller = several();
    const element = await button(controller);
    await element.setFocus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => focused()?.id === 'menu-title', 'the focus goes to what was opened', { timeout: 5000 });
    await waitUntil(() => element.shadowRoot?.querySelector('[part=people] li'));
    await sendKeys({ press: 'Tab' });
    expect(focused()?.getAttribute('aria-label')).to.equal('Open: maria');
    await sendKeys({ press: 'Tab' });
    expect(focused()?.getAttribute('aria-label')).to.equal('Open: jonas');
    await sendKeys({ press: 'Enter' });
    await settled(element);
    expect(controller.calls).to.deep.equal([{ method: 'openAs', args: ['jonas'] }]);
    expect(element.shadowRoot?.querySelector('[part=menu]')).to.equal(null);
    expect(element.shadowRoot?.contains(focused())).to.equal(true);
    expect(textOf(inside(element, '[data-live]'))).to.equal('The copy of jonas is open');
    expect(labelOf(element)).to.equal('Sync');
  });

  it('can be changed afterwards from the menu, which says whose is shown', async () => {
    const controller = several();
    const element = await pressed(controller);
    allInside(element, '[part=people] button')[1]?.click();
    await settled(element);
    inside(element, '#more').click();
    await waitUntil(() => element.shadowRoot?.querySelector('[data-item=menuPeople]'));
    inside(element, '[data-item=menuPeople]').click();
    await waitUntil(() => element.shadowRoot?.querySelector('[part=people] li'));
    await settled(element);
    expect(
      allInside(element, '[part=people] li').map((row) => textOf(row).split(' ').slice(-2).join(' ')),
    ).to.deep.equal(['MB Open', 'shown now', 'yesterday Open']);
  });

  it('stays a question, with the reason, where the copy cannot be opened', async () => {
    const controller = several();
    controller.openError = new GdbError('storage-damaged', 'Damaged.');
    const element = await pressed(controller);
    inside(element, '[part=people] button').click();
    await settled(element);
    expect(textOf(inside(element, '.row-why'))).not.to.equal('');
    expect(labelOf(element)).to.equal('Whose copy?');
  });

  it('is closed by Escape, and the focus goes back', async () => {
    const element = await pressed(several());
    await sendKeys({ press: 'Escape' });
    await settled(element);
    expect(element.shadowRoot?.querySelector('[part=menu]')).to.equal(null);
    expect(element.shadowRoot?.contains(focused())).to.equal(true);
  });

  for (const look of looks)
    it(`has nothing that axe would mind, ${look.theme}, ${look.dir}`, async () => {
      expect(await axeFindings(await pressed(several(), look))).to.deep.equal([]);
    });
});

describe('the areas of a device that several people use', () => {
  it('are those of whoever’s copy is open', async () => {
    const controller = several();
    const open = scenes.ready();
    controller.show({ ...open, state: { ...open.state, user: 'jonas' } });
    const element = await button(controller);
    inside(element, '#more').click();
    await waitUntil(() => element.shadowRoot?.querySelector('[data-item=menuAreas]'));
    inside(element, '[data-item=menuAreas]').click();
    await waitUntil(() => element.shadowRoot?.querySelector('[part=areas] li'));
    await settled(element);
    expect(allInside(element, '[part=areas] .row-title').map(textOf)).to.deep.equal(['Main area']);
  });
});

describe('two people’s copies in the browser’s own storage', () => {
  it('are listed with what each has not sent, without network, and the one that is chosen opens', async () => {
    const service = await TestService.create();
    const open = async (more: Partial<ControllerOptions>): Promise<PageController> => {
      const options = { serviceUrl: service.url, geodatabase: 'default', settleMs: 100, ...more };
      const made = new PageController(options, { onClosed: () => undefined });
      await made.ready;
      return made;
    };
    for (const userId of ['ada', 'bob']) {
      const one = await open({ userId });
      await one.generateGeodatabase(await one.createDefaultGenerateGeodatabaseParameters());
      if (userId === 'bob')
        await one.applyEdits(0, { adds: [{ attributes: { name: 'By bob' }, geometry: { x: 1, y: 1 } }] });
      one.close();
    }
    const nobody = await open({ fetch: () => Promise.reject(new TypeError('Failed to fetch')) });
    const element = document.createElement('gdb-sync-button');
    element.controller = nobody;
    await show(element);
    await waitUntil(() => labelOf(element) === 'Whose copy?', 'the question');
    inside(element, '.main').click();
    await waitUntil(() => allInside(element, '[part=people] li').length === 2, 'both');
    const rows = allInside(element, '[part=people] li').map(textOf);
    expect(rows.find((row) => row.startsWith('ada'))).to.contain('All changes sent');
    expect(rows.find((row) => row.startsWith('bob'))).to.contain('1 change not sent');
    inside(element, '[aria-label="Open: bob"]').click();
    await waitUntil(() => nobody.state.geodatabase !== null, 'the copy');
    expect(nobody.state.user).to.equal('bob');
    expect(nobody.state.pending.features).to.equal(1);
    nobody.close();
  }).timeout(20_000);
});
