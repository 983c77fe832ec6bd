/** The pages of the sync button's menu: ready for the field, last syncs, areas, replace, remove. */
import { expect, waitUntil } from '@open-wc/testing';
import '../../src/elements/sync-button/gdb-sync-button.js';
import type { GdbSyncButton } from '../../src/elements/sync-button/gdb-sync-button.js';
import type { GdbAreaChooseEvent } from '../../src/elements/common/events.js';
import type { ControllerState, SyncResult } from '../../src/controller/types.js';
import { GdbError } from '../../src/shared/errors.js';
import { axeFindings } from '../support/axe.js';
import { error, geodatabase, pending, scene, scenes } from '../support/controller-states.js';
import { allInside, clear, inside, looks, settled, show, textOf } from '../support/element-page.js';
import { ScriptedController } from '../support/scripted-controller.js';

type Item =
  | 'menuReady'
  | 'menuStorage'
  | 'menuReceipts'
  | 'menuAreas'
  | 'menuReplace'
  | 'menuRemove'
  | 'menuSend'
  | 'menuReceive';

const DONE: SyncResult = {
  status: 'completed',
  sent: { features: 0, attachments: 0 },
  received: { features: 0, attachments: 0 },
  errors: [],
  notes: [],
};

async function menu(
  controller: ScriptedController,
  { look = looks[0], ...attributes }: { look?: (typeof looks)[number]; [name: string]: unknown } = {},
): Promise<GdbSyncButton> {
  const element = document.createElement('gdb-sync-button');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.controller = controller;
  await show(element, look);
  inside(element, '#more').click();
  await waitUntil(() => element.shadowRoot?.querySelector('.items'), 'the menu');
  return element;
}

async function page(item: Item, ...args: Parameters<typeof menu>): Promise<GdbSyncButton> {
  const element = await menu(...args);
  inside(element, `[data-item=${item}]`).click();
  await waitUntil(() => element.shadowRoot?.querySelector('.page-body'), `the page ${item}`, { timeout: 5000 });
  await settled(element);
  return element;
}

const ready = (
  more: Partial<ControllerState['readiness']>,
  rest: Partial<ControllerState> = {},
): ScriptedController => {
  const made = scene('ready', rest);
  return new ScriptedController({ ...made, state: { ...made.state, readiness: { ...made.state.readiness, ...more } } });
};
const line = (element: GdbSyncButton, key: string): HTMLElement => inside(element, `[data-line=${key}]`);
const names = (controller: ScriptedController): readonly string[] => controller.calls.map(({ method }) => method);

afterEach(clear);

describe('a page with a fault of its own', () => {
  it('is not told as one that could not be fetched, and nobody swallows the fault', async () => {
    const element = await menu(ready({}));
    const faults: unknown[] = [];
    // Before the runner, which would end the test with it.
    const noteFault = (event: PromiseRejectionEvent): void => {
      event.stopImmediatePropagation();
      event.preventDefault();
      faults.push(event.reason);
    };
    window.addEventListener('unhandledrejection', noteFault, { capture: true });
    const fault = new RangeError('a fault of the page');
    element.addController = () => {
      throw fault;
    };
    inside(element, '[data-item=menuReady]').click();
    await waitUntil(() => faults.length > 0, 'the fault');
    window.removeEventListener('unhandledrejection', noteFault, { capture: true });
    await settled(element);
    expect(faults).to.deep.equal([fault]);
    expect(element.shadowRoot?.querySelector('.part-missing')).to.equal(null);
  });
});

describe('a page whose list cannot be read', () => {
  for (const [item, verb, none] of [
    ['menuReceipts', 'receipts', 'Nothing was synced yet'],
    ['menuAreas', 'copiesHere', 'No other area'],
  ] as const)
    it(`${item} says why, and not that there is nothing`, async () => {
      const controller = ready({});
      Object.assign(controller, { [verb]: () => Promise.reject(new GdbError('storage-lost', 'It cannot be read.')) });
      const element = await page(item, controller);
      await waitUntil(() => element.shadowRoot?.querySelector('.page-body [role=alert]'), 'the reason');
      expect(textOf(inside(element, '.page-body [role=alert]'))).not.to.equal('');
      expect(textOf(inside(element, '.page-body'))).not.to.contain(none);
    });
});

describe('ready for the field', () => {
  it('is said when everything is fine, after looking anew', async () => {
    const controller = ready({});
    const element = await page('menuReady', controller);
    expect(names(controller)).to.include('checkReadiness');
    expect(textOf(inside(element, '.ready-sum'))).to.equal('Ready for the field');
    expect(allInside(element, '.ready li').map((one) => one.className)).to.deep.equal(Array(7).fill('good'));
    expect(textOf(line(element, 'area'))).to.contain('2 layers, as of');
    expect(textOf(line(element, 'room'))).to.contain('4 GB free');
    expect(textOf(inside(element, '[data-live]'))).to.equal('Ready for the field');
  });

  it('counts what to look at, and says it to those who do not see the colours', async () => {
    const element = await page(
      'menuReady',
      ready(
        {
          attachmentsMissing: 12,
          storagePersisted: false,
          bytesFree: 1e8,
          opensOffline: false,
          clockAheadMs: 2 * 3_600_000,
        },
        { paused: ['needs-auth'] },
      ),
    );
    expect(textOf(inside(element, '.ready-sum'))).to.equal('6 things to look at before you go');
    expect(textOf(line(element, 'photos'))).to.contain('12 are not here yet');
    expect(textOf(line(element, 'clock'))).to.contain('Off by 2 hr');
    expect(textOf(line(element, 'user')))
      .to.contain('to do')
      .and.to.contain('Sign-in needed');
  });

  it('has a page for storage alone: what is free, and whether it is kept', async () => {
    const controller = ready({ storagePersisted: false });
    const element = await page('menuStorage', controller);
    expect(names(controller)).to.include('checkReadiness');
    const shown = allInside(element, '.ready li');
    expect(shown.map((one) => [one.dataset['line'], one.className])).to.deep.equal([
      ['room', 'good'],
      ['kept', 'bad'],
    ]);
    expect(element.shadowRoot?.querySelector('.ready-sum')).to.equal(null);
    expect(textOf(inside(element, '[data-live]'))).to.contain('4 GB free');
    line(element, 'kept').querySelector('button')?.click();
    expect(names(controller)).to.include('protectStorage');
  });

  it('does not say good of what nobody can tell', async () => {
    const element = await page(
      'menuReady',
      ready({ bytesFree: null, storagePersisted: null, clockAheadMs: null, opensOffline: null }, { user: null }),
    );
    expect(textOf(line(element, 'page')))
      .to.contain('try once in airplane mode')
      .and.not.contain('Not without');
    for (const key of ['room', 'kept', 'page', 'clock', 'user'])
      expect(line(element, key).className, key).to.equal('open');
    expect(textOf(inside(element, '.ready-sum'))).to.equal('Nothing to do. Not known: 5');
    expect(textOf(inside(element, '[data-live]'))).to.equal('Nothing to do. Not known: 5');
    const old = geodatabase({ lastSyncAt: Date.now() - 3 * 86_400_000 });
    expect(line(await page('menuReady', ready({}, { geodatabase: old })), 'area').className).to.equal('bad');
  });

  it('has one thing to do in each line, and does it', async () => {
    const controller = ready({ storagePersisted: false, attachmentsMissing: 3 }, { paused: ['needs-auth'] });
    const element = await page('menuReady', controller);
    expect(allInside(element, '.ready li').map((one) => one.querySelectorAll('button').length)).to.deep.equal(
      Array(7).fill(1),
    );
    inside(element, '[data-line=kept] button').click();
    expect(names(controller)).to.include('protectStorage');
    inside(element, '[data-line=user] button').click();
    expect(names(controller)).to.include('requestSignIn');
    const fresh = ready({ attachmentsMissing: 3 });
    inside(await page('menuReady', fresh), '[data-line=photos] button').click();
    await waitUntil(() => names(fresh).includes('syncGeodatabase'));
    const looked = names(controller).filter((name) => name === 'checkReadiness').length;
    inside(element, '[data-line=clock] button').click();
    expect(names(controller).filter((name) => name === 'checkReadiness')).to.have.length(looked + 1);
  });
});

describe('the menu', () => {
  it('sends only, or receives only, this once', async () => {
    for (const [item, direction] of [
      ['menuSend', 'upload'],
      ['menuReceive', 'download'],
    ] as const) {
      const controller = new ScriptedController(scenes.changesNotSent());
      const element = await menu(controller);
      inside(element, `[data-item=${item}]`).click();
      await settled(element);
      expect(controller.calls[0]).to.deep.equal({
        method: 'createDefaultSyncGeodatabaseParameters',
        args: [direction],
      });
    }
  });

  it('shows the last syncs: when, how much, how long, and why one failed', async () => {
    const controller = new ScriptedController(scenes.ready());
    const run = {
      uid: 'a',
      operation: 'sync',
      startedAt: Date.now(),
      endedAt: Date.now() + 12_000,
      user: 'maria',
      refused: 0,
      error: null,
    } as const;
    const none = { features: 0, attachments: 0 };
    controller.pastRuns = [
      { ...run, sent: { features: 3, attachments: 2 }, received: { features: 14, attachments: 0 }, refused: 1 },
      { ...run, uid: 'b', sent: none, received: none, error: error('network', 'x') },
      { ...run, uid: 'c', sent: none, received: none },
    ];
    const element = await page('menuReceipts', controller);
    const rows = allInside(element, '.rows li').map(textOf);
    expect(rows[0])
      .to.contain('5 sent')
      .and.to.contain('14 received')
      .and.to.contain('1 refused')
      .and.to.contain('12 sec');
    expect(rows[1]).to.contain('connection');
    expect(rows[2]).to.contain('nothing new');
  });

  it('lists the areas, and shows another by its name, unless the page decides', async () => {
    const controller = new ScriptedController(scenes.ready());
    const copy = {
      user: 'maria',
      createdAt: Date.now() - 86_400_000,
      lastSyncAt: null,
      pending: pending(0),
      bytes: 48e6,
    };
    controller.copies = [
      { ...copy, geodatabase: 'default' },
      { ...copy, geodatabase: 'north', pending: pending(2, 1) },
    ];
    const element = await page('menuAreas', controller);
    expect(allInside(element, '.rows li').map(textOf)).to.deep.equal([
      'Main area All changes sent taken offline yesterday 48 MB shown now',
      'north 3 changes not sent taken offline yesterday 48 MB Show',
    ]);
    const refuse = (event: GdbAreaChooseEvent): void => {
      event.preventDefault();
    };
    document.body.addEventListener('gdb-area-choose', refuse);
    inside(element, '.rows button').click();
    expect(element.geodatabase).to.equal(undefined);
    document.body.removeEventListener('gdb-area-choose', refuse);
    inside(element, '.rows button').click();
    expect(element.geodatabase).to.equal('north');
  });

  it('adds a named area, and says which names it does not take', async () => {
    const element = await page('menuAreas', new ScriptedController(scenes.ready()));
    const input = inside<HTMLInputElement>(element, '.add input');
    input.value = 'a/b';
    inside(element, '.add button').click();
    await settled(element);
    expect(input.getAttribute('aria-invalid')).to.equal('true');
    expect(element.geodatabase).to.equal(undefined);
    input.value = 'South 2';
    inside(element, '.add button').click();
    expect(element.geodatabase).to.equal('South 2');
  });
});

describe('replacing the area', () => {
  it('asks the service for the new one and syncs, before the old one is removed', async () => {
    const controller = new ScriptedController(scenes.changesNotSent());
    controller.syncGeodatabase = () => {
      controller.calls.push({ method: 'syncGeodatabase', args: [] });
      controller.show(scenes.ready());
      return Promise.resolve(DONE);
    };
    controller.results.push(DONE);
    const element = await page('menuReplace', controller, { extent: '1,2,3,4' });
    inside(element, '[data-leave]').click();
    await waitUntil(() => controller.count('generateGeodatabase') === 1);
    expect(names(controller)).to.deep.equal([
      'createDefaultGenerateGeodatabaseParameters',
      'syncGeodatabase',
      'unregisterGeodatabase',
      'generateGeodatabase',
    ]);
  });

  it('removes nothing when the new area cannot be had, or something stays unsent', async () => {
    const controller = new ScriptedController(scenes.ready());
    controller.parametersError = new GdbError('network', 'gone');
    inside(await page('menuReplace', controller), '[data-leave]').click();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(names(controller)).not.to.include('unregisterGeodatabase');

    const stuck = new ScriptedController(scenes.changesNotSent());
    stuck.results.push(DONE);
    const element = await page('menuReplace', stuck);
    inside(element, '[data-leave]').click();
    await waitUntil(() => element.shadowRoot?.querySelector('[role=alert]'), 'why');
    expect(names(stuck)).not.to.include('unregisterGeodatabase');
    expect(textOf(inside(element, '.lost'))).to.contain('3 changes');
  });
});

describe('removing the area', () => {
  it('says what would be lost, and takes a word for it', async () => {
    const controller = new ScriptedController(scenes.changesNotSent());
    const element = await page('menuRemove', controller);
    const remove = inside(element, '[data-leave]');
    expect(textOf(inside(element, '.lost'))).to.contain('3 changes were not sent');
    expect(remove.getAttribute('aria-disabled')).to.equal('true');
    remove.click();
    expect(names(controller)).not.to.include('unregisterGeodatabase');
    inside(element, '[data-word]').click();
    await settled(element);
    remove.click();
    await waitUntil(() => controller.count('unregisterGeodatabase') === 1);
  });

  it('is possible without the server, once it was asked in vain', async () => {
    const controller = new ScriptedController(scenes.ready());
    const asked: unknown[] = [];
    controller.unregisterGeodatabase = ((options: unknown) => {
      asked.push(options);
      return asked.length === 1 ? Promise.reject(new GdbError('network', 'gone')) : Promise.resolve();
    }) as typeof controller.unregisterGeodatabase;
    const element = await page('menuRemove', controller);
    expect(allInside(element, '[data-alone]')).to.have.length(0);
    inside(element, '[data-leave]').click();
    await waitUntil(() => element.shadowRoot?.querySelector('[data-alone]'), 'the other way');
    inside(element, '[data-alone]').click();
    await waitUntil(() => asked.length === 2);
    expect(asked[1]).to.include({ leaveReplica: true });
  });
});

for (const look of looks)
  it(`no page of the menu has anything that axe would mind, ${look.theme}, ${look.dir}`, async function () {
    this.timeout(30_000);
    for (const item of ['menuReady', 'menuReceipts', 'menuAreas', 'menuReplace', 'menuRemove'] as const) {
      const controller = new ScriptedController(scenes.changesNotSent());
      controller.copies = [
        { geodatabase: 'north', user: 'a', createdAt: 1, lastSyncAt: 1, pending: pending(1), bytes: 1 },
      ];
      expect(await axeFindings(await page(item, controller, { look })), item).to.deep.equal([]);
    }
  });
