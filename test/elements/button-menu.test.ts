/** The three dots of the sync button: what else can be done, and "Copy report". */
import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/sync-button/gdb-sync-button.js';
import type { GdbSyncButton } from '../../src/elements/sync-button/gdb-sync-button.js';
import { axeFindings } from '../support/axe.js';
import { ended, pending, scene, scenes, type SceneName } from '../support/controller-states.js';
import { allInside, clear, focused, inside, looks, settled, show, textOf } from '../support/element-page.js';
import { ScriptedController } from '../support/scripted-controller.js';

async function opened(controller: ScriptedController, look = looks[0]): Promise<GdbSyncButton> {
  const element = document.createElement('gdb-sync-button');
  element.controller = controller;
  await show(element, look);
  inside(element, '#more').click();
  await waitUntil(() => element.shadowRoot?.querySelector('.items'), 'the menu');
  await settled(element);
  return element;
}

const items = (element: GdbSyncButton): readonly string[] => allInside(element, '.items .item').map(textOf);
const isSeen = (element: GdbSyncButton, selector: string): boolean => inside(element, selector).offsetParent !== null;

describe('the menu of the sync button', () => {
  const { clipboard } = navigator;
  const setClipboard = (value: unknown): void => {
    Object.defineProperty(navigator, 'clipboard', { value, configurable: true });
  };
  afterEach(() => {
    setClipboard(clipboard);
    clear();
  });

  it('is there in every state that has a controller, so that a report can always be copied', async () => {
    for (const name of Object.keys(scenes) as SceneName[]) {
      const element = await opened(new ScriptedController(scenes[name]()));
      expect(items(element), name).to.include('Copy report');
    }
  });

  it('has no page of an area before one is here', async () => {
    expect(items(await opened(new ScriptedController(scenes.notOffline())))).not.to.include('Unsent edits as a file');
  });

  it('has what there is no room for beside a narrow button, which is beside a wide one', async () => {
    const element = await opened(new ScriptedController(scenes.waitingRetry()));
    expect(isSeen(element, '.cancel')).to.equal(false);
    expect(items(element)).to.include('Cancel the sync');
    element.style.setProperty('--gdb-sync-button-width', '34rem');
    await settled(element);
    expect(isSeen(element, '.cancel')).to.equal(true);
    expect(isSeen(element, '.more')).to.equal(true);
    element.style.removeProperty('--gdb-sync-button-width');
    element.controller = new ScriptedController(scenes.uploading());
    await settled(element);
    expect(isSeen(element, '.cancel')).to.equal(true);
    expect(isSeen(element, '.more')).to.equal(false);
  });

  it('cancels, and opens the panel for a file', async () => {
    const retrying = new ScriptedController(scenes.waitingRetry());
    inside(await opened(retrying), '[data-item=cancelSync]').click();
    expect(retrying.count('cancel')).to.equal(1);
    const element = await opened(new ScriptedController(scenes.notOffline()));
    inside(element, '[data-item=fileMenu]').click();
    await waitUntil(() => element.shadowRoot?.querySelector('.file-panel'), 'the panel for a file');
    expect(allInside(element, '.items')).to.have.length(0);
  });

  it('opens a page with the focus on its title, and goes back to where it came from', async () => {
    const element = await opened(new ScriptedController(scenes.changesNotSent()));
    inside(element, '[data-item=rescueMore]').click();
    await waitUntil(() => element.shadowRoot?.querySelector('#menu-title'), 'the page');
    await settled(element);
    expect(focused()).to.equal(inside(element, '#menu-title'));
    inside(element, '.page-head button').click();
    await settled(element);
    expect(focused()).to.equal(inside(element, '[data-item=rescueMore]'));
  });

  it('has both answers while it is asked whether photos may go, and the button says that they wait', async () => {
    const notes = [{ kind: 'photos-waiting', count: 2, why: 'unknown' }] as const;
    const sync = ended({ kind: 'completed', notes }, { sentFeatures: 3 });
    const more = { sync, pending: pending(0, 2), photoQuestion: 'open' } as const;
    const controller = new ScriptedController(scene('changes-not-sent', more));
    const element = await opened(controller);
    expect(textOf(inside(element, '#detail'))).to.contain('may they go over this connection?');
    inside(element, '[data-item=photosWait]').click();
    await settled(element);
    expect(controller.calls.at(-1)).to.deep.equal({ method: 'answerPhotoQuestion', args: ['wait'] });
    controller.show(scene('changes-not-sent', { ...more, photoQuestion: 'wait' }));
    inside(element, '#more').click();
    await waitUntil(() => element.shadowRoot?.querySelector('.items'), 'the menu');
    expect(items(element)).to.include('Send attachments now').and.not.to.include('Let them wait');
    inside(element, '[data-item=sendPhotos]').click();
    expect(controller.count('sendPhotos')).to.equal(1);
  });

  it('is closed by Escape, which then cancels nothing, and gives the focus back', async () => {
    const controller = new ScriptedController(scenes.waitingRetry());
    const element = await opened(controller);
    inside(element, '.item').focus();
    await sendKeys({ press: 'Escape' });
    await settled(element);
    expect(allInside(element, '.items')).to.have.length(0);
    expect(focused()).to.equal(inside(element, '#more'));
    expect(controller.count('cancel')).to.equal(0);
  });

  describe('copies a report', () => {
    it('to the clipboard, and says what is in it and what is not', async () => {
      const copied: string[] = [];
      setClipboard({
        write: ([item]: readonly ClipboardItem[]) =>
          item?.getType('text/plain').then(async (blob) => copied.push(await blob.text())),
      });
      const element = await opened(new ScriptedController(scenes.failed()));
      inside(element, '[data-action=report]').click();
      await waitUntil(() => element.shadowRoot?.querySelector('.report-said'), 'what it says');
      expect(JSON.parse(copied[0] ?? '')).to.include({ format: 'gdb-sync-report/1', status: 'attention' });
      expect(copied[0]).not.to.contain('Replica is locked');
      expect(textOf(inside(element, '[data-live]'))).to.contain('Nothing that you entered is in it');
    });

    it('by hand where the browser does not let the page copy', async () => {
      const denied = (): Promise<never> => Promise.reject(new DOMException('denied', 'NotAllowedError'));
      setClipboard({ write: denied, writeText: denied });
      const element = await opened(new ScriptedController(scenes.failed()));
      inside(element, '[data-action=report]').click();
      await waitUntil(() => element.shadowRoot?.querySelector('.report-by-hand'), 'the text');
      const area = inside<HTMLTextAreaElement>(element, '.report-by-hand textarea');
      expect(JSON.parse(area.value)).to.include({ format: 'gdb-sync-report/1' });
      await waitUntil(() => focused() === area, 'the focus');
      expect(await axeFindings(element)).to.deep.equal([]);
    });
  });

  for (const look of looks)
    it(`has nothing that axe would mind, ${look.theme}, ${look.dir}`, async () => {
      for (const name of ['notOffline', 'waitingRetry', 'changesNotSent'] as const) {
        const element = await opened(new ScriptedController(scenes[name]()), look);
        expect(await axeFindings(element), name).to.deep.equal([]);
      }
    });
});
