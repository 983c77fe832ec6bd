import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/sync-button/gdb-sync-button.js';
import '../../src/elements/sync-progress/gdb-sync-progress.js';
import { statusOf } from '../../src/controller/status.js';
import { NO_TOTALS } from '../../src/sync/state.js';
import type { GdbSyncProgress } from '../../src/elements/sync-progress/gdb-sync-progress.js';
import { axeFindings } from '../support/axe.js';
import {
  ended,
  error,
  notLoaded,
  pending,
  running,
  scene,
  scenes,
  syncOperation,
} from '../support/controller-states.js';
import { allInside, clear, focused, inside, looks, settled, show, textOf } from '../support/element-page.js';
import { pastRun } from '../support/past-runs.js';
import { ScriptedController } from '../support/scripted-controller.js';

async function progress(controller: ScriptedController, layout = 'card'): Promise<GdbSyncProgress> {
  const element = document.createElement('gdb-sync-progress');
  element.controller = controller;
  // As a page writes it, right or wrong.
  element.setAttribute('layout', layout);
  return show(element);
}

const titleOf = (element: GdbSyncProgress): string => textOf(inside(element, '.title'));
const detailsOf = (element: GdbSyncProgress): string => textOf(inside(element, '.details'));
const actionsOf = (element: GdbSyncProgress): string[] => allInside(element, 'button').map(textOf);
const sending = (bytesDone: number): ReturnType<typeof scene> =>
  scene('working', {
    sync: running({ kind: 'uploading-attachments', done: 0, total: 4, bytesDone, bytesTotal: 100 }),
  });

afterEach(clear);

describe('gdb-sync-progress', () => {
  for (const look of looks)
    it(`has nothing that axe would mind in any state, ${look.theme}, ${look.dir}`, async function () {
      this.timeout(60_000);
      for (const [name, make] of Object.entries(scenes)) {
        const element = document.createElement('gdb-sync-progress');
        element.controller = new ScriptedController(make());
        await show(element, look);
        expect(await axeFindings(element), name).to.deep.equal([]);
      }
    });

  describe('says what is being done', () => {
    const said: [name: keyof typeof scenes, title: string, details: string][] = [
      ['preparing', 'Getting ready', ''],
      ['reconciling', 'Asking what the server already has', ''],
      ['secondLook', 'Making sure that nothing is sent twice: second look in 75 seconds', ''],
      ['uploading', 'Sending attachment 3 of 8', '14 MB of 36 MB'],
      ['submitting', 'Sending changes', ''],
      ['waitingServer', 'The server is working', ''],
      ['downloading', 'Receiving changes', '1.2 MB of 4.8 MB'],
      ['downloadingUnknown', 'Receiving changes', '1.2 MB'],
      ['applying', 'Writing to this device', ''],
      ['takingAttachments', 'Receiving attachment 42 of 120', '90 MB'],
      ['waitingRetry', 'Next try in 25 seconds', 'The connection broke. 3 changes kept on this device'],
      ['offlineInTheMiddle', 'No connection', '13 changes kept on this device'],
      ['otherTab', 'In another tab: Sending attachment 6 of 8', '24 MB of 36 MB'],
    ];
    for (const [name, title, details] of said)
      it(`${name}: ${title}`, async () => {
        const element = await progress(new ScriptedController(scenes[name]()), 'compact');
        expect(titleOf(element)).to.equal(title);
        expect(detailsOf(element)).to.equal(details);
      });
  });

  describe('shows its steps', () => {
    const phasesOf = (element: GdbSyncProgress): string[] => allInside(element, '.phase').map(textOf);

    it('names a layout that there is none of', async () => {
      const element = await progress(new ScriptedController(scenes.uploading()), 'narrow');
      expect(textOf(inside(element, '.title'))).to.equal('layout: “narrow” is none of card, compact.');
      expect(element.shadowRoot?.querySelector('[role=progressbar]')).to.equal(null);
      element.layout = 'compact';
      await settled(element);
      expect(element.shadowRoot?.querySelector('[role=progressbar]')).not.to.equal(null);
    });

    it('with their state in words, and how much is done of the present one', async () => {
      const element = await progress(new ScriptedController(scenes.waitingServer()));
      expect(phasesOf(element)).to.deep.equal([
        'Send attachments done',
        'Send changes done',
        'The server works on it being done',
        'Receive changes to come',
        'Write to this device to come',
        'Receive attachments to come',
      ]);
      expect(inside(element, '[aria-current=step]').dataset['phase']).to.equal('server');
    });

    it('with counts and bytes in the step, and not a second time above', async () => {
      const element = await progress(new ScriptedController(scenes.uploading()));
      expect(phasesOf(element)[0]).to.equal('Send attachments being done 2 of 8 14 MB of 36 MB');
      expect(detailsOf(element)).to.equal('');
    });

    it('with what was sent and received, once that is recorded', async () => {
      const controller = new ScriptedController(scenes.looking());
      const element = await progress(controller);
      expect(phasesOf(element)[0]).to.equal('See what others changed being done 400 kB of 1.2 MB');
      const totals = { ...NO_TOTALS, receivedFeatures: 14 };
      const sync = running({ kind: 'submitting' }, syncOperation(), { totals });
      controller.show(scene('working', { sync }));
      await settled(element);
      expect(phasesOf(element).slice(0, 3)).to.deep.equal([
        'See what others changed done 14 features received',
        'Send attachments done',
        'Send changes being done',
      ]);
    });

    it('waiting while a person has paused, or there is no connection', async () => {
      for (const name of ['paused', 'offlineInTheMiddle'] as const) {
        const element = await progress(new ScriptedController(scenes[name]()));
        expect(phasesOf(element)[0], name).to.equal('Send attachments waits 2 of 8 14 MB of 36 MB');
      }
    });

    it('of another tab too', async () => {
      const element = await progress(new ScriptedController(scenes.otherTab()));
      expect(phasesOf(element)[0]).to.equal('Send attachments being done 5 of 8 24 MB of 36 MB');
    });

    it('with speed and time left while bytes move, and without when they stop', async function () {
      this.timeout(20_000);
      const controller = new ScriptedController(scenes.uploading());
      const element = await progress(controller);
      for (let moment = 1; moment <= 12; moment += 1) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        const bytesDone = 14.2e6 + moment * 0.25e6;
        controller.show(
          scene('working', {
            sync: running({ kind: 'uploading-attachments', done: 2, total: 8, bytesDone, bytesTotal: 36e6 }),
          }),
        );
      }
      await settled(element);
      expect(phasesOf(element)[0]).to.match(/17 MB of 36 MB (\d+ kB|0\.\d MB)\/s about (40|50) sec left$/);
      await new Promise((resolve) => setTimeout(resolve, 6500));
      expect(phasesOf(element)[0]).to.match(/17 MB of 36 MB$/);
    });

    it('only in the card, and only while something is being done', async () => {
      expect(phasesOf(await progress(new ScriptedController(scenes.uploading()), 'compact'))).to.deep.equal([]);
      expect(phasesOf(await progress(new ScriptedController(scenes.completed())))).to.deep.equal([]);
    });
  });

  describe('says how it ended', () => {
    it('and shows the last syncs when a person asks for them, by keyboard', async () => {
      const controller = new ScriptedController(scenes.completed());
      controller.pastRuns = [pastRun()];
      const element = await progress(controller);
      const button = inside(element, '[data-action=receipts]');
      expect(button.getAttribute('aria-expanded')).to.equal('false');
      button.focus();
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => element.shadowRoot?.querySelector('.receipts li'));
      expect(textOf(inside(element, '.receipts li'))).to.match(/^Sync .* 5 sent 15 received took 5 sec$/);
      expect(button.getAttribute('aria-expanded')).to.equal('true');
      controller.show(scenes.preparing());
      await settled(element);
      controller.show(scenes.completed());
      await settled(element);
      expect(element.shadowRoot?.querySelector('.receipts')).to.equal(null);
    });

    it('with what was sent and received', async () => {
      const element = await progress(new ScriptedController(scenes.completed()));
      expect(titleOf(element)).to.equal('Sync finished');
      expect(detailsOf(element)).to.equal(
        '3 changes sent 2 attachments sent 14 features received 1 attachment received now',
      );
    });

    it('with what was refused', async () => {
      const element = await progress(new ScriptedController(scenes.completedWithErrors()));
      expect(titleOf(element)).to.equal('Sync finished, 4 changes refused');
    });

    it('with what else there is to know, changed layers field by field', async () => {
      const element = await progress(new ScriptedController(scenes.completedWithNotes()));
      expect(allInside(element, '.notes > li > bdi, summary').map(textOf)).to.deep.equal([
        'Sent to the version OFFICE.field_maria: others see it after the office has posted it.',
        'Sent to a version of its own: others see it after the office has posted it.',
        'The server could not say what had changed: everything was received anew.',
        'The server no longer knew this area. It was set up there again, and changes not sent were carried over.',
        'This service can’t only send or only receive: both was done.',
        'The layers were changed on the server: 10 differences',
      ]);
      const each = inside(element, '.notes ul');
      expect(each.checkVisibility()).to.equal(false);
      inside(element, 'summary').click();
      expect(each.checkVisibility()).to.equal(true);
      expect([...each.children].map(textOf)).to.deep.equal([
        'Trees: the field HEIGHT is new.',
        'Trees: the field AGE is gone.',
        'Trees: the field CODE was of type Integer and is of type String now.',
        'Trees: the field NAME took 50 characters and takes 2,000 now.',
        'Trees: the length of the field PLACE was changed.',
        'Trees: the field SPECIES must be filled in now.',
        'Trees: the field REMARK may be empty now.',
        'Trees: the field STATE can’t be edited any more.',
        'Trees: the field OWNER can be edited now.',
        'Trees: the shapes were Point and are none now.',
      ]);
    });

    it('with what the service lacks, which the server did not say itself', async () => {
      const element = await progress(new ScriptedController(scenes.notSupported()));
      expect(allInside(element, '.notes > li').map(textOf)).to.deep.equal([
        'Sync is off, so nothing can be taken offline. In ArcGIS Online or on a hosted layer: item page, Settings, "Enable sync".',
        'Layer 1 (Benches) has no GlobalIDs, and cannot be taken offline.',
      ]);
      expect(element.shadowRoot?.querySelector('.small')).to.equal(null);
    });

    it('without a list where there is nothing else to know', async () => {
      const element = await progress(new ScriptedController(scenes.completed()));
      expect(element.shadowRoot?.querySelector('.notes')).to.equal(null);
    });

    it('with nothing new', async () => {
      const element = await progress(new ScriptedController(scenes.nothingNew()));
      expect(detailsOf(element)).to.equal('Nothing new on either side now');
    });

    it('with the reason, what to do, and the server’s own words', async () => {
      const element = await progress(new ScriptedController(scenes.failed()));
      expect(titleOf(element)).to.equal('Sync failed');
      expect(detailsOf(element)).to.equal(
        'The service reported an error. Try again. If it stays, tell your admin what the server said. 3 changes not sent last sync 5 minutes ago',
      );
      expect(textOf(inside(element, '.small'))).to.equal(
        'The server said: Unable to complete operation. Replica is locked by another sync.',
      );
    });
  });

  describe('the bar', () => {
    it('is a named progressbar with its value, and draws it', async () => {
      const element = await progress(new ScriptedController(sending(50)));
      const bar = inside(element, '[role=progressbar]');
      expect(bar.getAttribute('aria-label')).to.equal('Sync progress');
      expect(bar.getAttribute('aria-valuenow')).to.equal('28');
      expect(bar.getAttribute('aria-valuetext')).to.equal('Sending attachment 1 of 4, 28%');
      // Reduced motion is not asked for here: the fill may still be growing.
      await new Promise((resolve) => setTimeout(resolve, 400));
      const share = inside(element, '.fill').getBoundingClientRect().width / bar.getBoundingClientRect().width;
      expect(share).to.be.closeTo(0.28, 0.01);
    });

    it('has no value while nobody knows it', async () => {
      const element = await progress(new ScriptedController(scenes.waitingServer()));
      const bar = inside(element, '[role=progressbar]');
      expect(bar.hasAttribute('aria-valuenow')).to.equal(false);
      expect(bar.getAttribute('aria-valuetext')).to.equal('The server is working');
    });

    it('never goes back, not even when a retry starts over', async () => {
      const controller = new ScriptedController(sending(80));
      const element = await progress(controller);
      const valueOf = (): number => Number(inside(element, '[role=progressbar]').getAttribute('aria-valuenow'));
      expect(valueOf()).to.equal(45);
      controller.show(sending(10));
      await settled(element);
      expect(valueOf()).to.equal(45);
      controller.show(scenes.preparing());
      await settled(element);
      expect(valueOf()).to.equal(45);
    });

    it('is gone when nothing is being done', async () => {
      const element = await progress(new ScriptedController(scenes.completed()));
      expect(element.shadowRoot?.querySelector('[role=progressbar]')).to.equal(null);
    });

    it('needs no style attribute in its template, which a strict policy would drop', async () => {
      const element = await progress(new ScriptedController(sending(50)));
      for (const node of allInside(element, '*'))
        if (!node.matches('.fill')) expect(node.hasAttribute('style'), node.className).to.equal(false);
    });
  });

  describe('lets a person', () => {
    it('pause and cancel', async () => {
      const controller = new ScriptedController(scenes.uploading());
      const element = await progress(controller);
      expect(actionsOf(element)).to.deep.equal(['Pause', 'Cancel']);
      for (const node of allInside(element, 'button')) node.click();
      expect(controller.calls).to.deep.equal([
        { method: 'pause', args: ['user'] },
        { method: 'cancel', args: [] },
      ]);
    });

    it('go on, by keyboard, and the focus stays in the card', async () => {
      const controller = new ScriptedController(scenes.paused());
      const element = await progress(controller);
      await element.setFocus();
      await sendKeys({ press: 'Enter' });
      expect(controller.calls).to.deep.equal([{ method: 'resume', args: ['user'] }]);
      controller.show(scenes.uploading());
      await settled(element);
      expect(element.shadowRoot?.contains(focused())).to.equal(true);
      controller.show(scenes.completed());
      await settled(element);
      expect(focused()).to.equal(inside(element, '.title'));
    });

    for (const [end, paused, told] of [
      ['changesNotSent', 'user', 'Paused'],
      ['cancelled', 'user', 'Paused'],
      ['failed', 'user', 'Paused'],
      ['completed', 'user', 'Paused'],
      ['completedWithErrors', 'user', 'Paused'],
      ['copyMissing', 'user', 'Paused'],
      ['changesNotSent', 'metered', 'Paused on mobile data'],
      ['failed', 'metered', 'Paused on mobile data'],
      ['uploading', 'metered', 'Paused on mobile data'],
      ['failed', 'storage', 'The storage of this device is full'],
      ['uploading', 'storage', 'The storage of this device is full'],
    ] as const)
      it(`go on where the pause stands: ${end}, ${paused}`, async () => {
        for (const layout of ['card', 'compact']) {
          const { state, ...rest } = scenes[end]();
          const held = { ...rest, state: { ...state, paused: [paused] } };
          const controller = new ScriptedController({ ...held, status: statusOf(held.state) });
          const element = await progress(controller, layout);
          expect(`${titleOf(element)} ${detailsOf(element)}`, layout).to.contain(told);
          const button = inside(element, '[data-action^=resume]');
          expect(textOf(button)).to.equal('Go on');
          button.click();
          expect(controller.calls[0]).to.deep.equal({ method: 'resume', args: [paused] });
          // What is on its way goes on by itself; at rest, what waits is sent.
          const isAtRest = end !== 'uploading' && end !== 'copyMissing';
          expect(controller.calls.slice(1).map(({ method }) => method)).to.deep.equal(
            isAtRest ? ['syncGeodatabase'] : [],
          );
        }
      });

    it('not go on where nothing is held', async () => {
      for (const [name, make] of Object.entries(scenes)) {
        const controller = new ScriptedController(make());
        const element = await progress(controller);
        const holds = controller.state.paused.some((reason) => ['user', 'metered', 'storage'].includes(reason));
        expect(element.shadowRoot?.querySelector('[data-action^=resume]') !== null, name).to.equal(holds);
      }
    });

    it('try now instead of waiting', async () => {
      const controller = new ScriptedController(scenes.waitingRetry());
      const element = await progress(controller);
      expect(actionsOf(element)).to.deep.equal(['Try now', 'Cancel', 'Copy report']);
      inside(element, 'button').click();
      expect(controller.calls).to.deep.equal([{ method: 'retryNow', args: [] }]);
    });

    it('try now where what the controller works with could not be loaded', async () => {
      const controller = new ScriptedController(notLoaded());
      const element = await progress(controller);
      expect(textOf(inside(element, '.title'))).to.equal('A part of this page could not be loaded.');
      expect(actionsOf(element)).to.deep.equal(['Try now', 'Copy report']);
      inside(element, 'button').click();
      expect(controller.calls).to.deep.equal([{ method: 'retryNow', args: [] }]);
    });

    it('only watch what another tab does', async () => {
      const element = await progress(new ScriptedController(scenes.otherTab()));
      expect(actionsOf(element)).to.deep.equal([]);
    });
  });

  describe('is heard', () => {
    const heard = (element: GdbSyncProgress): string => textOf(inside(element, '[data-live]'));

    it('at the start, at each quarter, and at the end', async () => {
      const controller = new ScriptedController(scenes.changesNotSent());
      const element = await progress(controller);
      const said: string[] = [];
      for (const moment of [
        scenes.preparing(),
        sending(1),
        sending(20),
        sending(44),
        sending(50),
        sending(60),
        sending(90),
        scene('ready', { sync: ended({ kind: 'completed' }, { sentAttachments: 4 }) }),
      ]) {
        controller.show(moment);
        await settled(element);
        if (heard(element) !== said.at(-1)) said.push(heard(element));
      }
      expect(said).to.deep.equal([
        'Sync started',
        'Sending attachment 1 of 4, 25%',
        'Sending attachment 1 of 4, 51%',
        'Sync finished',
      ]);
    });

    it('with the reason when it fails', async () => {
      const controller = new ScriptedController(scenes.preparing());
      const element = await progress(controller);
      const failure = error('token-invalid', 'x');
      controller.show(scene('attention', { sync: ended({ kind: 'failed', error: failure }) }, { syncError: failure }));
      await settled(element);
      expect(heard(element)).to.equal('Sync failed: Your sign-in has ended.');
    });

    it('not about what was over before it came', async () => {
      const controller = new ScriptedController(scenes.failed());
      const element = await progress(controller);
      controller.show(scenes.failed());
      await settled(element);
      expect(heard(element)).to.equal('');
    });

    it('once, when a button beside it would say the same', async () => {
      const controller = new ScriptedController(scenes.changesNotSent());
      const element = await progress(controller);
      const button = document.createElement('gdb-sync-button');
      button.controller = controller;
      element.after(button);
      await settled(button);
      controller.show(scenes.preparing());
      await settled(button);
      const both = [element, button].map((node) => textOf(inside(node, '[data-live]')));
      expect(both.filter((text) => text === 'Sync started')).to.have.length(1);
    });
  });
  it('says that photos wait though their features are sent, why, and sends them when a person says so', async () => {
    const notes = [{ kind: 'photos-waiting', count: 2, why: 'unknown' }] as const;
    const sync = ended({ kind: 'completed', notes }, { sentFeatures: 3 });
    const controller = new ScriptedController(scene('changes-not-sent', { sync, pending: pending(0, 2) }));
    const element = await progress(controller);
    expect(textOf(inside(element, '.notes'))).to.contain('this browser can’t tell Wi-Fi from mobile data');
    inside(element, '[data-action="photos"]').click();
    expect(controller.calls.map(({ method }) => method)).to.deep.equal(['sendPhotos']);
  });

  it('asks whether photos may go where the browser cannot tell, and takes either answer for the session', async () => {
    const notes = [{ kind: 'photos-waiting', count: 2, why: 'unknown' }] as const;
    const sync = ended({ kind: 'completed', notes }, { sentFeatures: 3 });
    const more = { sync, pending: pending(0, 2), photoQuestion: 'open' } as const;
    const controller = new ScriptedController(scene('changes-not-sent', more));
    const element = await progress(controller);
    expect(textOf(inside(element, '.details'))).to.contain('May attachments go over this connection?');
    inside(element, '[data-action="photos"]').click();
    inside(element, '[data-action="photos-wait"]').click();
    expect(controller.calls).to.deep.equal([
      { method: 'answerPhotoQuestion', args: ['send'] },
      { method: 'answerPhotoQuestion', args: ['wait'] },
    ]);
    controller.show(scene('changes-not-sent', { ...more, photoQuestion: 'wait' }));
    await element.updateComplete;
    expect(textOf(inside(element, '.details'))).not.to.contain('May attachments');
    expect(element.shadowRoot?.querySelector('[data-action="photos-wait"]')).to.equal(null);
    expect(element.shadowRoot?.querySelector('[data-action="photos"]')).not.to.equal(null);
  });
});
