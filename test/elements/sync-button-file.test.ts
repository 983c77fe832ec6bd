/** The sync button opens a geodatabase file: what a person sees before it is loaded, and what becomes of it. */
import { expect, waitUntil } from '@open-wc/testing';
import '../../src/elements/sync-button/gdb-sync-button.js';
import type { GdbSyncButton } from '../../src/elements/sync-button/gdb-sync-button.js';
import type { GdbBeforeSyncEvent } from '../../src/elements/common/events.js';
import type { GeodatabaseFile } from '../../src/controller/types.js';
import { GdbError } from '../../src/shared/errors.js';
import { axeFindings } from '../support/axe.js';
import { scenes } from '../support/controller-states.js';
import { allInside, clear, inside, looks, settled, show, textOf } from '../support/element-page.js';
import { geodatabaseFile } from '../support/geodatabase-file.js';
import { ScriptedController } from '../support/scripted-controller.js';

async function button(controller: ScriptedController): Promise<GdbSyncButton> {
  const element = document.createElement('gdb-sync-button');
  element.controller = controller;
  return show(element);
}

const file = new File(['bytes'], 'park.geodatabase');

function drop(element: GdbSyncButton, dropped: File = file): void {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(dropped);
  element.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
}

async function shown(element: GdbSyncButton, selector: string): Promise<HTMLElement> {
  await waitUntil(() => element.shadowRoot?.querySelector(selector), selector);
  await settled(element);
  return inside(element, selector);
}

afterEach(clear);

describe('the sync button and a geodatabase file', () => {
  it('offers to load one only where nothing is on this device', async () => {
    expect(allInside(await button(new ScriptedController(scenes.notOffline())), '[data-action=file]').length).to.equal(
      1,
    );
    for (const scene of ['ready', 'changesNotSent', 'takingOffline', 'opening', 'unavailable'] as const)
      expect(
        allInside(await button(new ScriptedController(scenes[scene]())), '[data-action=file]').length,
        scene,
      ).to.equal(0);
  });

  it('opens and closes a panel that asks for a file', async () => {
    const element = await button(new ScriptedController(scenes.notOffline()));
    const menu = inside(element, '[data-action=file]');
    expect(menu.getAttribute('aria-expanded')).to.equal('false');
    menu.click();
    const panel = await shown(element, '.file-panel');
    expect(textOf(panel)).to.contain('Choose a file…');
    expect(inside(element, '[data-action=file]').getAttribute('aria-expanded')).to.equal('true');
    inside(element, '.file-head button').click();
    await settled(element);
    expect(allInside(element, '.file-panel').length).to.equal(0);
  });

  it('shows the file that was chosen last, whichever is read first', async () => {
    const controller = new ScriptedController(scenes.notOffline());
    let isRead: (file: GeodatabaseFile) => void = () => undefined;
    const slow = new Promise<GeodatabaseFile>((resolve) => (isRead = resolve));
    const answers = [slow, Promise.resolve(geodatabaseFile())];
    controller.inspectGeodatabase = () => answers.shift() ?? slow;
    const element = await button(controller);
    drop(element, new File(['slow'], 'slow.geodatabase'));
    expect(textOf(await shown(element, '.file-panel'))).to.contain('slow');
    drop(element, new File(['quick'], 'quick.geodatabase'));
    await shown(element, '[data-action=load]');
    isRead(geodatabaseFile());
    await slow;
    await settled(element);
    expect(textOf(inside(element, '.file-head h3'))).to.contain('quick.geodatabase');
  });

  it('shows what is inside a dropped file, and loads it when a person says so', async () => {
    const controller = new ScriptedController(scenes.notOffline());
    controller.file = geodatabaseFile();
    const element = await button(controller);
    drop(element);
    const load = await shown(element, '[data-action=load]');
    const text = textOf(inside(element, '.file-panel'));
    for (const part of [
      'park.geodatabase',
      '48',
      'https://example.com/',
      'Trees',
      '12,340 rows',
      'Visits',
      'rows not counted',
      '46.5° N',
    ])
      expect(text).to.contain(part);
    expect(controller.count('registerGeodatabase')).to.equal(0);
    const announced: string[] = [];
    element.addEventListener('gdb-before-sync', (event: GdbBeforeSyncEvent) => announced.push(event.detail.operation));
    load.click();
    expect(controller.count('registerGeodatabase')).to.equal(1);
    expect(announced).to.deep.equal(['register']);
  });

  it('loads nothing when the page says no', async () => {
    const controller = new ScriptedController(scenes.notOffline());
    controller.file = geodatabaseFile();
    const element = await button(controller);
    element.addEventListener('gdb-before-sync', (event) => {
      event.preventDefault();
    });
    drop(element);
    (await shown(element, '[data-action=load]')).click();
    expect(controller.count('registerGeodatabase')).to.equal(0);
  });

  it('says what cannot be done with a file, in words, and what to do instead', async () => {
    const controller = new ScriptedController(scenes.notOffline());
    const problem = new GdbError('geodatabase-unregistered', 'It was unregistered.');
    controller.file = geodatabaseFile(problem);
    const element = await button(controller);
    drop(element);
    const anew = await shown(element, '[data-action=anew]');
    expect(textOf(inside(element, '.file-problem'))).to.contain('loaded here before, and removed');
    expect(allInside(element, '[data-action=load]').length).to.equal(0);
    anew.click();
    expect(controller.count('generateGeodatabase')).to.equal(1);
  });

  it('says of what is no geodatabase that it is none', async () => {
    const element = await button(new ScriptedController(scenes.notOffline()));
    drop(element, new File(['text'], 'letter.txt'));
    expect(textOf(await shown(element, '.file-problem'))).to.contain('This file can’t be loaded here');
  });

  it('tells in the panel why loading failed', async () => {
    const controller = new ScriptedController(scenes.notOffline());
    controller.file = geodatabaseFile();
    controller.results.push(new GdbError('original-unregistered', 'gone'));
    const element = await button(controller);
    drop(element);
    (await shown(element, '[data-action=load]')).click();
    expect(textOf(await shown(element, '.file-problem'))).to.contain('no longer knows what this file was made from');
    expect(allInside(element, '[data-action=anew]').length).to.equal(1);
  });

  it('does not say that all is sent of what the server does not know yet', async () => {
    const ready = scenes.ready();
    const { geodatabase } = ready.state;
    if (geodatabase === null) throw new Error('The scene has no geodatabase.');
    const registration = { kind: 'pending', refReplicaId: 'office' } as const;
    const state = { ...ready.state, geodatabase: { ...geodatabase, registration } };
    const element = await button(new ScriptedController({ ...ready, state }));
    expect(textOf(inside(element, '#detail'))).to.contain('Not registered with the server yet');
  });

  for (const look of looks)
    it(`has nothing that axe would mind, ${look.theme}, ${look.dir}`, async () => {
      for (const problem of [
        undefined,
        new GdbError('other-service', 'This file is a copy of https://example.org/.'),
      ]) {
        const controller = new ScriptedController(scenes.notOffline());
        controller.file = geodatabaseFile(problem);
        const element = document.createElement('gdb-sync-button');
        element.controller = controller;
        await show(element, look);
        drop(element);
        await shown(element, '.file-panel dl');
        expect(await axeFindings(element)).to.deep.equal([]);
      }
    });
});
