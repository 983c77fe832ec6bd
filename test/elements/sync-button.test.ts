import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/sync-button/gdb-sync-button.js';
import type { GdbSyncButton } from '../../src/elements/sync-button/gdb-sync-button.js';
import type { GdbBeforeSyncEvent } from '../../src/elements/common/events.js';
import { addLanguage } from '../../src/elements/common/languages.js';
import { GdbError } from '../../src/shared/errors.js';
import { axeFindings } from '../support/axe.js';
import { gaps, notLoaded, pending, running, scene, scenes } from '../support/controller-states.js';
import { allInside, clear, focused, inside, looks, settled, show, textOf } from '../support/element-page.js';
import { ScriptedController } from '../support/scripted-controller.js';

async function button(controller: ScriptedController, attributes: Record<string, string> = {}): Promise<GdbSyncButton> {
  const element = document.createElement('gdb-sync-button');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.controller = controller;
  return show(element);
}

const labelOf = (element: GdbSyncButton): string => textOf(inside(element, '.label'));
const detailOf = (element: GdbSyncButton): string => textOf(inside(element, '#detail'));
const press = (element: GdbSyncButton): void => {
  inside(element, '.main').click();
};

const URL_OF = 'https://example.com/FeatureServer';

afterEach(clear);

describe('gdb-sync-button', () => {
  for (const look of looks)
    it(`has nothing that axe would mind in any state, ${look.theme}, ${look.dir}`, async function () {
      this.timeout(60_000);
      for (const [name, make] of Object.entries(scenes)) {
        const element = document.createElement('gdb-sync-button');
        element.controller = new ScriptedController(make());
        await show(element, look);
        expect(await axeFindings(element), name).to.deep.equal([]);
      }
    });

  describe('says the truth', () => {
    const said: [name: keyof typeof scenes, label: string, detail: string][] = [
      ['notOffline', 'Take offline', 'Not on this device yet'],
      ['ready', 'Sync', 'All changes sent last sync 5 minutes ago'],
      ['takenNeverSynced', 'Sync', 'All changes sent taken offline 3 days ago'],
      ['changesNotSent', 'Sync', '3 changes not sent last sync 5 minutes ago'],
      ['manyChanges', 'Sync', '1,234 changes not sent last sync 5 minutes ago'],
      ['uploading', 'Syncing', 'Sending attachment 3 of 8'],
      ['takingOffline', 'Taking offline', 'Receiving the area'],
      ['waitingRetry', 'Try now', 'Next try in 25 seconds 3 changes not sent'],
      ['offline', 'Sync', 'No connection 3 changes kept on this device'],
      [
        'copyMissing',
        'Take offline',
        'A copy made on Nov 12, 2026 is not in this browser: its unsent changes, if any, are lost',
      ],
      ['offlineNotTaken', 'Take offline', 'No connection Not on this device yet'],
      ['signInNeeded', 'Sign in', 'Sign-in needed 3 changes kept on this device'],
      ['paused', 'Go on', 'Paused 13 changes kept on this device'],
      ['otherTab', 'Syncing', 'In another tab: Sending attachment 6 of 8'],
      ['completedWithErrors', 'Sync', '4 changes refused last sync now'],
      ['conflictsWait', 'Sync', 'Features changed here and by others: 2 last sync 5 minutes ago'],
      ['failed', 'Try again', 'The service reported an error 3 changes not sent'],
      ['storageFull', 'Try again', 'The storage of this device is full 3 changes kept on this device'],
      ['unavailable', 'Not available', 'This page was opened without https'],
    ];
    it('that what is not sent could be cleared here', async () => {
      const { state, ...rest } = scenes.changesNotSent();
      const readiness = { ...state.readiness, storagePersisted: false };
      const element = await button(new ScriptedController({ ...rest, state: { ...state, readiness } }));
      expect(detailOf(element)).to.equal(
        '3 changes not sent The browser may clear what is kept here when space is short',
      );
    });

    for (const [name, label, detail] of said)
      it(`${name}: ${label}, ${detail}`, async () => {
        const element = await button(new ScriptedController(scenes[name]()));
        expect(labelOf(element)).to.equal(label);
        expect(detailOf(element)).to.equal(detail);
      });

    it('which tab to close, while one with an older version keeps the data from being opened', async () => {
      const opening = scenes.opening();
      const element = await button(
        new ScriptedController({ ...opening, state: { ...opening.state, paused: ['upgrade'] } }),
      );
      expect(detailOf(element)).to.equal(
        'Another tab has an older version of this page open: close it, and this one goes on by itself',
      );
    });

    it('never a bare "saved"', async () => {
      for (const make of Object.values(scenes)) {
        const element = await button(new ScriptedController(make()));
        expect(textOf(inside(element, '.base')).toLowerCase()).not.to.match(/\bsaved\b/);
      }
    });

    it('counts what is not sent, up to 99+', async () => {
      const element = await button(new ScriptedController(scenes.changesNotSent()));
      expect(textOf(inside(element, '.count'))).to.equal('3');
      element.controller = new ScriptedController(scenes.manyChanges());
      await settled(element);
      expect(textOf(inside(element, '.count'))).to.equal('99+');
    });

    it('counts in the digits of the language', async () => {
      const controller = new ScriptedController(scenes.changesNotSent());
      const element = Object.assign(document.createElement('gdb-sync-button'), { controller, lang: 'ar' });
      await show(element);
      expect(textOf(inside(element, '.count'))).to.equal((3).toLocaleString('ar'));
    });

    it('counts the seconds to the next try down', async () => {
      const element = await button(new ScriptedController(scenes.waitingRetry()));
      expect(detailOf(element)).to.contain('in 25 seconds');
      await new Promise((resolve) => setTimeout(resolve, 1200));
      expect(detailOf(element)).to.match(/in 2[34] seconds/);
    });

    it('in the same width and height, whatever it says', async () => {
      for (const wide of ['20rem', '34rem']) {
        const sizes = new Set<string>();
        for (const name of ['notOffline', 'ready', 'changesNotSent', 'uploading', 'offline', 'failed'] as const) {
          const element = await button(new ScriptedController(scenes[name]()), {
            style: `--gdb-sync-button-width: ${wide}`,
          });
          const { width, height } = element.getBoundingClientRect();
          sizes.add(`${String(Math.round(width))} x ${String(Math.round(height))}`);
        }
        expect([...sizes]).to.have.length(1);
      }
    });
  });

  describe('pressed', () => {
    it('takes the area of its attributes offline', async () => {
      const controller = new ScriptedController(scenes.notOffline());
      const element = await button(controller, {
        layers: '0, 1',
        extent: '5.9,45.8,10.5,47.8',
        where: "CITY = 'Bern'",
      });
      press(element);
      await settled(element);
      expect(controller.calls.map(({ method }) => method)).to.deep.equal([
        'createDefaultGenerateGeodatabaseParameters',
        'generateGeodatabase',
      ]);
      expect(controller.calls[0]?.args).to.deep.equal([
        { xmin: 5.9, ymin: 45.8, xmax: 10.5, ymax: 47.8, spatialReference: { wkid: 4326 } },
        { layerIds: [0, 1], where: "CITY = 'Bern'" },
      ]);
    });

    it('takes the one layer that its address names', async () => {
      const controller = new ScriptedController(scenes.notOffline());
      const element = await button(controller, { 'service-url': 'https://example.com/Trees/FeatureServer/3' });
      press(element);
      await settled(element);
      expect(controller.calls[0]?.args[1]).to.deep.equal({ layerIds: [3], where: undefined });
    });

    it('syncs in its direction once the area is here', async () => {
      const controller = new ScriptedController(scenes.changesNotSent());
      const element = await button(controller, { 'sync-direction': 'upload' });
      press(element);
      await settled(element);
      expect(controller.calls).to.deep.equal([
        { method: 'createDefaultSyncGeodatabaseParameters', args: ['upload'] },
        { method: 'syncGeodatabase', args: [{ syncDirection: 'upload', layerIds: null, rollbackOnFailure: false }] },
      ]);
    });

    it('asks the page first, through shadow roots, and takes no for an answer', async () => {
      const controller = new ScriptedController(scenes.changesNotSent());
      const element = await button(controller);
      let asked: GdbBeforeSyncEvent | undefined;
      const refuse = (event: GdbBeforeSyncEvent): void => {
        asked = event;
        event.preventDefault();
      };
      document.body.addEventListener('gdb-before-sync', refuse);
      press(element);
      await settled(element);
      document.body.removeEventListener('gdb-before-sync', refuse);
      expect(asked?.composed).to.equal(true);
      expect(asked?.detail).to.deep.equal({ operation: 'sync', syncDirection: 'bidirectional' });
      expect(controller.count('syncGeodatabase')).to.equal(0);
    });

    for (const [attachments, asked] of [
      ['eager', { attachments: 'bidirectional', attachmentDownload: 'eager' }],
      ['lazy', { attachments: 'bidirectional', attachmentDownload: 'lazy' }],
      ['upload', { attachments: 'upload' }],
      ['none', { attachments: 'none' }],
    ] as const)
      it(`takes attachments as asked: ${attachments}`, async () => {
        const controller = new ScriptedController(scenes.notOffline());
        const element = await button(controller, { attachments });
        press(element);
        await settled(element);
        expect(controller.calls.at(-1)?.args[0]).to.deep.include(asked);
      });

    it('does nothing while the page has a reason against it, says the reason, and keeps the focus', async () => {
      const controller = new ScriptedController(scenes.changesNotSent());
      const element = await button(controller, { 'disabled-reason': 'Choose a team first' });
      const main = inside(element, '.main');
      press(element);
      await settled(element);
      expect(controller.calls).to.deep.equal([]);
      expect(detailOf(element)).to.equal('Choose a team first');
      expect(main.getAttribute('aria-disabled')).to.equal('true');
      main.focus();
      expect(focused()).to.equal(main);
      expect(await axeFindings(element)).to.deep.equal([]);
    });

    it('twice starts once', async () => {
      const controller = new ScriptedController(scenes.changesNotSent());
      const element = await button(controller);
      press(element);
      press(element);
      await settled(element);
      expect(controller.count('syncGeodatabase')).to.equal(1);
    });

    it('shows at once that it works, before the controller says so', async () => {
      const controller = new ScriptedController(scenes.changesNotSent());
      const element = await button(controller);
      press(element);
      await element.updateComplete;
      expect(labelOf(element)).to.equal('Syncing');
      expect(inside(element, '.main').getAttribute('aria-disabled')).to.equal('true');
    });

    it('is done when the controller says so, not when the promise of the press settles', async () => {
      const controller = new ScriptedController(scenes.changesNotSent());
      const element = await button(controller);
      press(element);
      controller.show(scenes.uploading());
      await settled(element);
      controller.show(scenes.completed());
      await settled(element);
      expect(labelOf(element)).to.equal('Sync');
    });

    it('says why it could not begin', async () => {
      const controller = new ScriptedController(scenes.notOffline());
      controller.parametersError = new GdbError('not-json', 'HTML came back.');
      const element = await button(controller);
      press(element);
      await settled(element);
      expect(labelOf(element)).to.equal('Try again');
      expect(element.getAttribute('state')).to.equal('attention');
      expect(detailOf(element)).to.equal('Something other than the service answered Not on this device yet');
    });

    it('says nothing of it at another area, and closes what was open', async () => {
      const controller = new ScriptedController(scenes.notOffline());
      controller.parametersError = new GdbError('not-json', 'HTML came back.');
      const element = await button(controller);
      press(element);
      await settled(element);
      inside(element, '#more').click();
      await waitUntil(() => element.shadowRoot?.querySelector('#menu'), 'the menu');
      element.controller = new ScriptedController(scenes.ready());
      await settled(element);
      expect(labelOf(element)).to.equal('Sync');
      expect(element.getAttribute('state')).to.equal('ready');
      expect(allInside(element, '#menu')).to.have.length(0);
    });

    it('says what the service lacks, and what an admin has to switch on, before anything was tried', async () => {
      const controller = new ScriptedController(scenes.notOffline());
      controller.parametersError = new GdbError('not-supported', 'x', { gaps });
      const element = await button(controller);
      expect(element.shadowRoot?.querySelector('.missing')).to.equal(null);
      press(element);
      await settled(element);
      expect(allInside(element, '.missing > li').map(textOf)).to.deep.equal([
        'Sync is off, so nothing can be taken offline. In ArcGIS Online or on a hosted layer: item page, Settings, "Enable sync".',
        'Layer 1 (Benches) has no GlobalIDs, and cannot be taken offline.',
      ]);
      expect(controller.count('generateGeodatabase')).to.equal(0);
      expect(inside(element, '.main').getAttribute('aria-describedby')).to.equal('detail missing');
      expect(textOf(inside(element, '[data-live]'))).to.contain('Sync is off, so nothing can be taken offline.');
      controller.parametersError = undefined;
      press(element);
      await settled(element);
      expect(element.shadowRoot?.querySelector('.missing')).to.equal(null);
    });

    it('says it after the area could not be taken, in the language of the page', async () => {
      addLanguage('nn', {
        messages: {},
        gaps: { 'no-global-ids': ['Lag {layer} manglar GlobalID.', 'Legg dei til.'] },
      });
      const element = document.createElement('gdb-sync-button');
      element.lang = 'nn';
      element.controller = new ScriptedController(scenes.notSupported());
      await show(element);
      expect(allInside(element, '.missing > li').map(textOf)[1]).to.equal(
        'Lag 1 (Benches) manglar GlobalID. Legg dei til.',
      );
    });

    it('shows the message itself where nobody could ask what is missing', async () => {
      const controller = new ScriptedController(scenes.notOffline());
      controller.parametersError = new GdbError('not-supported', 'The service does not list Sync.');
      const element = await button(controller);
      press(element);
      await settled(element);
      expect(allInside(element, '.missing > li').map(textOf)).to.deep.equal(['The service does not list Sync.']);
    });

    it('tries again at once while it waits to retry', async () => {
      const controller = new ScriptedController(scenes.waitingRetry());
      press(await button(controller));
      expect(controller.calls).to.deep.equal([{ method: 'retryNow', args: [] }]);
    });

    it('asks again for what the controller works with, where that could not be loaded', async () => {
      const controller = new ScriptedController(notLoaded());
      const element = await button(controller);
      expect([labelOf(element), detailOf(element)]).to.deep.equal([
        'Try again',
        'A part of this page could not be loaded. Try again with a connection. If that does not help, reload the page',
      ]);
      press(element);
      expect(controller.calls).to.deep.equal([{ method: 'retryNow', args: [] }]);
    });

    it('tries although the browser says it is offline: browsers err', async () => {
      const controller = new ScriptedController(scenes.offline());
      const element = await button(controller);
      press(element);
      await settled(element);
      expect(controller.calls.map(({ method }) => method)).to.deep.equal([
        'resume',
        'createDefaultSyncGeodatabaseParameters',
        'syncGeodatabase',
      ]);
      expect(controller.calls[0]?.args).to.deep.equal(['offline']);
    });

    it('goes on after a pause', async () => {
      const controller = new ScriptedController(scenes.paused());
      press(await button(controller));
      expect(controller.calls[0]).to.deep.equal({ method: 'resume', args: ['user'] });
    });

    it('asks for the sign-in again, with the way to hand in a token', async () => {
      const controller = new ScriptedController(scenes.signInNeeded());
      const element = await button(controller);
      const tokens: string[] = [];
      element.addEventListener('gdb-auth-required', ({ detail, bubbles }) => {
        expect(bubbles).to.equal(false);
        detail.provideToken('secret', { userId: 'maria' });
        tokens.push(detail.url);
      });
      press(element);
      expect(tokens).to.deep.equal([controller.serviceUrl]);
      expect(controller.calls.at(-1)).to.deep.equal({ method: 'provideToken', args: ['secret', { userId: 'maria' }] });
    });

    it('sends what was made without signing in only by name', async () => {
      const controller = new ScriptedController(scenes.signInNeeded());
      const element = await button(controller);
      controller.askForSignIn('anonymous-edits');
      await settled(element);
      expect(labelOf(element)).to.equal('Send as maria');
      press(element);
      await settled(element);
      expect(controller.calls[0]?.method).to.equal('adoptAnonymousEdits');
    });

    it('does nothing in another tab’s sync, and says so', async () => {
      const controller = new ScriptedController(scenes.otherTab());
      const element = await button(controller);
      const main = inside(element, '.main');
      expect(main.getAttribute('aria-disabled')).to.equal('true');
      expect(main.hasAttribute('disabled')).to.equal(false);
      main.click();
      expect(controller.calls).to.deep.equal([]);
    });
  });

  describe('cancelled', () => {
    it('by its own button, and keeps the focus', async () => {
      const controller = new ScriptedController(scenes.uploading());
      const element = await button(controller);
      const cancel = inside(element, '.cancel');
      expect(cancel.getAttribute('aria-label')).to.equal('Cancel the sync');
      cancel.focus();
      cancel.click();
      expect(controller.count('cancel')).to.equal(1);
      controller.show(scenes.cancelled());
      await settled(element);
      expect(focused()).to.equal(inside(element, '.main'));
    });

    it('by Escape from inside', async () => {
      const controller = new ScriptedController(scenes.uploading());
      await (await button(controller)).setFocus();
      await sendKeys({ press: 'Escape' });
      expect(controller.count('cancel')).to.equal(1);
    });
  });

  it('is pressed by Enter', async () => {
    const controller = new ScriptedController(scenes.changesNotSent());
    const element = await button(controller);
    await element.setFocus();
    await sendKeys({ press: 'Enter' });
    await settled(element);
    expect(controller.count('syncGeodatabase')).to.equal(1);
  });

  describe('set up wrongly', () => {
    const wrong: [attributes: Record<string, string>, words: string][] = [
      [{}, 'service-url is missing'],
      [{ 'service-url': 'ftp://x' }, 'service-url: “ftp://x” is not the web address'],
      [{ 'service-url': 'https://example.com/FeatureServer', layers: '0;1' }, 'layers: “0;1” is not a list'],
      [{ 'service-url': 'https://example.com/FeatureServer', extent: '1,2,3' }, 'extent: “1,2,3” is not'],
      [{ 'service-url': 'https://example.com/FeatureServer', 'sync-direction': 'up' }, 'sync-direction: “up” is none'],
      [{ 'service-url': URL_OF, photos: 'lan' }, 'photos: “lan” is none of always, wifi, manual'],
      [{ 'service-url': URL_OF, 'conflict-policy': 'x' }, 'conflict-policy: “x” is none of mine, theirs, ask'],
      [{ 'service-url': URL_OF, attachments: 'all' }, 'attachments: “all” is none of eager, lazy, upload, none'],
      [{ 'service-url': URL_OF, 'auto-sync': 'hourly' }, 'auto-sync: “hourly” is not a list of load, online'],
      [{ 'service-url': URL_OF, scale: 'xl' }, 'scale: “xl” is none of s, m, l'],
      [{ 'service-url': URL_OF, appearance: 'flat' }, 'appearance: “flat” is none of solid'],
      [{ 'service-url': URL_OF, width: '3' }, 'width: “3” is none of auto, full'],
    ];
    for (const [attributes, words] of wrong)
      it(`names the attribute: ${words}`, async () => {
        const element = document.createElement('gdb-sync-button');
        if (Object.keys(attributes).length > 1) element.controller = new ScriptedController();
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        await show(element);
        expect(detailOf(element)).to.contain(words);
        expect(inside(element, '.main').getAttribute('aria-disabled')).to.equal('true');
        expect(await axeFindings(element)).to.deep.equal([]);
      });
  });

  it('is larger or smaller, fills its place, and can be quieter', async () => {
    const height = async (attributes: Record<string, string>): Promise<number> =>
      (await button(new ScriptedController(scenes.changesNotSent()), attributes)).getBoundingClientRect().height;
    expect(await height({ scale: 'l' })).to.be.greaterThan(await height({}));
    const wide = await button(new ScriptedController(scenes.changesNotSent()), {
      width: 'full',
      appearance: 'outline',
    });
    expect(wide.getBoundingClientRect().width).to.be.greaterThan(500);
    expect(await axeFindings(wide)).to.deep.equal([]);
  });

  it('shows texts from outside as text', async () => {
    const attack = '<img src=x onerror="window.attacked = true">';
    const controller = new ScriptedController(
      scene('sign-in-needed', { paused: ['needs-auth'], user: attack, pending: pending(1) }),
    );
    const element = await button(controller);
    controller.askForSignIn('anonymous-edits');
    await settled(element);
    expect(labelOf(element)).to.equal(`Send as ${attack}`);
    expect(element.shadowRoot?.querySelector('img')).to.equal(null);
  });

  it('tells start and end once, and politely', async () => {
    const controller = new ScriptedController(scenes.changesNotSent());
    const element = await button(controller);
    const region = inside(element, '[data-live]');
    expect(region.getAttribute('role')).to.equal('status');
    expect(textOf(region)).to.equal('');
    controller.show(scene('working', { sync: running({ kind: 'preparing' }) }));
    await settled(element);
    expect(textOf(region)).to.equal('Sync started');
    controller.show(scenes.completed());
    await settled(element);
    expect(textOf(region)).to.equal('Sync finished');
  });
});
