import { expect, waitUntil } from '@open-wc/testing';
import '../../src/elements/sync-button/gdb-sync-button.js';
import type { GdbSyncButton } from '../../src/elements/sync-button/gdb-sync-button.js';
import type { SyncResult } from '../../src/controller/types.js';
import { GdbError } from '../../src/shared/errors.js';
import { ended, pending, scene, scenes } from '../support/controller-states.js';
import { clear, inside, settled, show, textOf } from '../support/element-page.js';
import { ScriptedController } from '../support/scripted-controller.js';

const DONE: SyncResult = {
  status: 'completed',
  sent: { features: 0, attachments: 0 },
  received: { features: 0, attachments: 0 },
  errors: [],
  notes: [],
};
async function make(controller: ScriptedController, attributes: Record<string, string> = {}): Promise<GdbSyncButton> {
  const element = document.createElement('gdb-sync-button');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.controller = controller;
  return show(element);
}
async function menu(element: GdbSyncButton): Promise<void> {
  inside(element, '#more').click();
  await waitUntil(() => element.shadowRoot?.querySelector('.items'), 'the menu');
}
async function page(element: GdbSyncButton, item: string): Promise<void> {
  await menu(element);
  inside(element, `[data-item=${item}]`).click();
  await waitUntil(() => element.shadowRoot?.querySelector('.page-body'), item, { timeout: 5000 });
  await settled(element);
}
const press = (element: GdbSyncButton): void => inside(element, '.main').click();
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
afterEach(clear);

describe('what a button does belongs to the area it was asked for', () => {
  it('replace: a word for 1 refused change does not throw away what else could not be sent', async () => {
    const controller = new ScriptedController(scene('attention', { pending: pending(2, 5, { refused: 1 }) }));
    const removed: unknown[] = [];
    controller.syncGeodatabase = () => {
      // the sync ends; photos wait for Wi-Fi, one feature waits for a decision
      controller.show(scene('attention', { pending: pending(1, 5, { refused: 1, conflicts: 1 }) }));
      return Promise.resolve(DONE);
    };
    controller.unregisterGeodatabase = ((options: unknown) => {
      removed.push(options);
      return Promise.resolve();
    }) as typeof controller.unregisterGeodatabase;
    controller.results.push(DONE);
    const element = await make(controller, { extent: '1,2,3,4' });
    await page(element, 'menuReplace');
    inside(element, '[data-word]').click();
    await settled(element);
    inside(element, '[data-leave]').click();
    await wait(200);
    expect(JSON.stringify(removed)).to.equal('[]');
  });

  it('readiness "Sync" does not adopt anonymous edits', async () => {
    const controller = new ScriptedController(scenes.signInNeeded());
    const element = await make(controller);
    controller.askForSignIn('anonymous-edits');
    await settled(element);
    await page(element, 'menuReady');
    const buttons = ['area', 'photos'].map((key) => inside(element, `[data-line=${key}] button`));
    buttons[0]!.click();
    await wait(50);
    expect(controller.count('adoptAnonymousEdits')).to.equal(0);
  });

  it('a press works for the area that is shown now, while another one syncs', async () => {
    const a = new ScriptedController(scenes.changesNotSent());
    const b = new ScriptedController(scenes.changesNotSent());
    const element = await make(a);
    press(element);
    await settled(element);
    a.show(scenes.uploading());
    await settled(element);
    element.controller = b;
    await settled(element);
    expect(textOf(inside(element, '.label'))).to.equal('Sync');
    press(element);
    await settled(element);
    expect(b.count('syncGeodatabase')).to.equal(1);
  });
  it('the failure of the area left behind is not told of the area shown', async () => {
    const a = new ScriptedController(scenes.changesNotSent());
    let fail: (error: Error) => void = () => undefined;
    a.syncGeodatabase = () =>
      new Promise((_, reject) => {
        fail = reject;
      });
    const element = await make(a);
    press(element);
    await settled(element);
    element.controller = new ScriptedController(scenes.ready());
    await settled(element);
    fail(new GdbError('not-json', 'x'));
    await settled(element);
    expect(element.getAttribute('state')).to.equal('ready');
  });
  it('cancel on the area shown does not abort the run of the one left behind', async () => {
    const a = new ScriptedController(scenes.changesNotSent());
    let signal: AbortSignal | undefined;
    a.syncGeodatabase = ((_: unknown, options: { signal: AbortSignal }) => {
      signal = options.signal;
      return new Promise(() => undefined);
    }) as typeof a.syncGeodatabase;
    const element = await make(a);
    press(element);
    await settled(element);
    const b = new ScriptedController(scenes.uploading());
    element.controller = b;
    await settled(element);
    inside(element, '#cancel').click();
    expect(b.count('cancel')).to.equal(1);
    expect(signal?.aborted).to.equal(false);
  });
  it('B looks idle right after the switch', async () => {
    const a = new ScriptedController(scenes.changesNotSent());
    const element = await make(a);
    press(element);
    await settled(element);
    element.controller = new ScriptedController(scenes.ready());
    await settled(element);
    expect(element.getAttribute('state')).to.equal('ready');
  });

  it('disabled-reason: nothing is started from the menu either', async () => {
    const controller = new ScriptedController(scenes.changesNotSent());
    const element = await make(controller, { 'disabled-reason': 'The office is closed' });
    await menu(element);
    inside(element, '[data-item=menuSend]').click();
    await settled(element);
    expect(controller.count('syncGeodatabase')).to.equal(0);
  });

  it('the focus stays where a person is typing when the removal is through', async () => {
    const controller = new ScriptedController(scenes.ready());
    let done: () => void = () => undefined;
    controller.unregisterGeodatabase = () =>
      new Promise((resolve) => {
        done = resolve;
      });
    const element = await make(controller);
    const field = document.createElement('input');
    element.after(field);
    await page(element, 'menuRemove');
    inside(element, '[data-leave]').click();
    await settled(element);
    field.focus();
    done();
    await wait(100);
    expect(document.activeElement === field).to.equal(true);
  });

  it('the rescue page says nothing of another area', async () => {
    const a = new ScriptedController(scenes.changesNotSent());
    a.exportPendingEdits = () =>
      Promise.resolve({
        name: 'default.zip',
        size: 3,
        mode: 'hand-over',
        sealed: false,
        edits: 3,
        attachments: 0,
        file: null,
      });
    const element = await make(a);
    await page(element, 'rescueMore');
    inside(element, '.rescue-action:nth-of-type(2)').click();
    await settled(element);
    element.controller = new ScriptedController(scenes.ready());
    await settled(element);
    await page(element, 'rescueMore');
    expect(textOf(inside(element, '.said'))).to.equal('');
  });

  it('the last syncs are those of the area shown', async () => {
    const a = new ScriptedController(scenes.ready());
    a.pastRuns = [
      {
        operation: 'sync',
        startedAt: 1,
        endedAt: 2,
        sent: { features: 7, attachments: 0 },
        received: { features: 0, attachments: 0 },
        refused: 0,
        error: null,
      } as never,
    ];
    const element = await make(a);
    await page(element, 'menuReceipts');
    const b = new ScriptedController(scenes.ready());
    b.receipts = () => new Promise(() => undefined);
    element.controller = b;
    await settled(element);
    await page(element, 'menuReceipts');
    expect(textOf(inside(element, '.page-body'))).not.to.contain('7');
  });

  it('the ring of a new press does not begin full', async () => {
    const controller = new ScriptedController(scene('working', { sync: scenes.uploading().state.sync }));
    const element = await make(controller);
    controller.show(scene('ready', { sync: ended({ kind: 'completed' } as never) }));
    await settled(element);
    controller.createDefaultSyncGeodatabaseParameters = () => new Promise(() => undefined);
    press(element);
    await settled(element);
    const ring = inside(element, '.sign .ring');
    expect(ring.classList.contains('turning')).to.equal(true);
  });
});
