import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/edit-errors/gdb-edit-errors.js';
import type { GdbBeforeDiscardEvent, GdbZoomRequestEvent } from '../../src/elements/common/events.js';
import type { GdbEditErrors } from '../../src/elements/edit-errors/gdb-edit-errors.js';
import { GdbError } from '../../src/shared/errors.js';
import { axeFindings } from '../support/axe.js';
import { editError, editErrors, error, notLoaded, scene, scenes } from '../support/controller-states.js';
import { allInside, clear, focused, inside, looks, settled, show, textOf } from '../support/element-page.js';
import { withErrors } from '../support/error-scenes.js';
import { pressHolding } from '../support/keys.js';
import { ScriptedController } from '../support/scripted-controller.js';

async function list(controller: ScriptedController): Promise<GdbEditErrors> {
  const element = document.createElement('gdb-edit-errors');
  element.controller = controller;
  return show(element);
}

const refused = (): ScriptedController => new ScriptedController(scenes.completedWithErrors());
const row = (element: GdbEditErrors, id: number): HTMLElement => inside(element, `[data-row="${String(id)}"]`);
const button = (element: GdbEditErrors, id: number, action: string): HTMLElement =>
  inside(element, `[data-row="${String(id)}"] [data-action="${action}"]`);
const names = (element: GdbEditErrors): string[] => allInside(element, '.name').map(textOf);
/** The row that has the focus, and what in it. */
function at(): string {
  const stop = focused();
  const place = stop?.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? stop?.className ?? 'nowhere';
  return `${place} ${(stop as HTMLElement | null)?.dataset['action'] ?? ''}`.trim();
}

afterEach(clear);

describe('gdb-edit-errors', () => {
  for (const look of looks)
    it(`has nothing that axe would mind in any state, ${look.theme}, ${look.dir}`, async function () {
      this.timeout(60_000);
      for (const name of ['opening', 'ready', 'completedWithErrors', 'unavailable'] as const) {
        const element = document.createElement('gdb-edit-errors');
        element.controller = new ScriptedController(scenes[name]());
        await show(element, look);
        expect(await axeFindings(element), name).to.deep.equal([]);
      }
      const element = document.createElement('gdb-edit-errors');
      const controller = withErrors(8);
      element.controller = controller;
      await show(element, look);
      button(element, 4, 'more').click();
      button(element, 1, 'fix').click();
      await waitUntil(() => element.shadowRoot?.querySelector('.fix .control') != null);
      await settled(element);
      expect(await axeFindings(element), 'everything open').to.deep.equal([]);
      // Few enough that the bar with the way back lies over no row, below which axe cannot see.
      const few = document.createElement('gdb-edit-errors');
      const undoable = withErrors(3);
      await undoable.discardEdits([2]);
      few.controller = undoable;
      await show(few, look);
      expect(await axeFindings(few), 'one discarded').to.deep.equal([]);
      const unset = await show(document.createElement('gdb-edit-errors'), look);
      expect(await axeFindings(unset), 'set up wrongly').to.deep.equal([]);
    });

  it('groups by layer, with counts', async () => {
    const element = await list(refused());
    expect(textOf(inside(element, '.title'))).to.equal('4 changes were refused');
    expect(allInside(element, 'h3').map(textOf)).to.deep.equal(['Trees3', 'Benches1']);
    expect(names(element)).to.deep.equal(['Lime tree at the well', 'Oak 17', 'Plane tree, Mill Street 4', 'Bench 204']);
  });

  it('says of each what it was, when, why in plain words, what to do, and the code', async () => {
    const element = await list(refused());
    expect(textOf(row(element, 1))).to.contain('Lime tree at the well Change 5 minutes ago');
    expect(textOf(row(element, 1))).to.contain('A field that must be filled in is empty. Open the feature, fill it in');
    expect(textOf(row(element, 1))).to.contain("Code 1001 Field 'SPECIES' is not nullable");
    expect(textOf(row(element, 2))).to.contain('New feature');
    expect(textOf(row(element, 3))).to.contain('New attachment crown-from-the-south.jpg');
    expect(textOf(row(element, 4))).to.contain('Deletion');
  });

  it('does not say that nothing was refused where nobody can know', async () => {
    const element = await list(new ScriptedController(notLoaded()));
    expect(textOf(inside(element, '.title'))).to.equal('A part of this page could not be loaded.');
  });

  it('says why the device could not be opened, never that nothing was refused, and offers to try again', async () => {
    const controller = new ScriptedController(scenes.ready());
    const element = await list(controller);
    const failure = error('storage-unavailable', 'No storage.');
    const closed = { ...scenes.unavailable().state, unavailable: { ...failure, retryable: true } };
    controller.show({ ...scenes.unavailable(), state: closed });
    await settled(element);
    const head = inside(element, '[part=summary]');
    expect(textOf(head)).to.match(/^This browser does not let the page keep data\. Leave private browsing/);
    expect(textOf(head)).not.to.contain('No change was refused');
    expect(textOf(inside(element, '[data-live][role=status]'))).to.contain('does not let the page keep data');
    const again = inside(element, '[data-action=open-again]');
    again.focus();
    again.click();
    expect(controller.count('retryNow')).to.equal(1);
    controller.show(scenes.ready());
    await settled(element);
    expect(textOf(focused() as Element)).to.equal('No change was refused');
  });

  it('offers no second try where none would help', async () => {
    const element = await list(new ScriptedController(scenes.unavailable()));
    expect(textOf(inside(element, '[part=summary]'))).to.match(/^This page was opened without https\./);
    expect(allInside(element, '[data-action=open-again]')).to.have.length(0);
    await element.setFocus();
    expect(focused()?.matches('.title')).to.equal(true);
  });

  it('says so when nothing was refused', async () => {
    const element = await list(new ScriptedController(scenes.ready()));
    expect(textOf(inside(element, '.title'))).to.equal('No change was refused');
  });

  it('shows texts from outside as text', async () => {
    const attack = '<img src=x onerror="window.attacked = true">';
    const error = editError({
      title: attack,
      layerName: attack,
      attachmentName: attack,
      error: { code: 1, description: attack },
    });
    const element = await list(new ScriptedController(scene('attention', {}, { syncErrors: [error] })));
    expect(names(element)).to.deep.equal([attack]);
    expect(textOf(row(element, 1)).split(attack)).to.have.length(4);
    expect(element.shadowRoot?.querySelector('img')).to.equal(null);
  });

  it('retries', async () => {
    const controller = refused();
    const element = await list(controller);
    button(element, 2, 'retry').click();
    await settled(element);
    expect(controller.calls).to.deep.equal([{ method: 'retryEdits', args: [[2]] }]);
    expect(names(element)).not.to.contain('Oak 17');
    expect(textOf(inside(element, '[data-live][role=status]'))).to.equal('Oak 17: will be sent with the next sync');
  });

  it('says why when that did not work, and keeps the row', async () => {
    const controller = refused();
    controller.retryEdits = () => Promise.reject(new GdbError('storage-full', 'x'));
    const element = await list(controller);
    button(element, 2, 'retry').click();
    await settled(element);
    expect(textOf(row(element, 2))).to.contain('That did not work. The storage of this device is full.');
  });

  it('asks the page to show the feature on its map', async () => {
    const element = await list(refused());
    const asked: GdbZoomRequestEvent[] = [];
    const hear = (event: GdbZoomRequestEvent): void => void asked.push(event);
    document.body.addEventListener('gdb-zoom-request', hear);
    button(element, 4, 'show').click();
    document.body.removeEventListener('gdb-zoom-request', hear);
    expect(asked.map(({ detail, composed, cancelable }) => ({ detail, composed, cancelable }))).to.deep.equal([
      {
        detail: { layerId: 1, globalId: 'a5f1f2f2-6a1c-4b7c-9a5e-2f7cf4a1b004', objectId: 4711 },
        composed: true,
        cancelable: true,
      },
    ]);
  });

  it('offers no map for a row of a table', async () => {
    const shown = scenes.completedWithErrors();
    const { geodatabase } = shown.state;
    const layers = geodatabase!.layers.map((layer) => ({ ...layer, type: 'Table' as const }));
    const state = { ...shown.state, geodatabase: { ...geodatabase!, layers } };
    const element = await list(new ScriptedController({ ...shown, state }));
    expect(element.shadowRoot?.querySelector('[data-action=show]')).to.equal(null);
  });

  describe('discards', () => {
    const discard = async (element: GdbEditErrors, id: number): Promise<void> => {
      button(element, id, 'more').click();
      await settled(element);
      button(element, id, 'discard').click();
      await settled(element);
    };

    it('never beside what is wanted most: behind "More", at the far end', async () => {
      const element = await list(refused());
      expect(element.shadowRoot?.querySelector('[data-action=discard]')).to.equal(null);
      button(element, 1, 'more').click();
      await settled(element);
      expect(button(element, 1, 'more').getAttribute('aria-expanded')).to.equal('true');
      const before = button(element, 1, 'discard').previousElementSibling as HTMLElement;
      expect(before.dataset['action']).to.equal('report');
    });

    it('so that it can be undone, without asking and without a clock', async () => {
      const controller = refused();
      const element = await list(controller);
      await discard(element, 1);
      expect(controller.calls).to.deep.equal([{ method: 'discardEdits', args: [[1]] }]);
      expect(names(element)).not.to.contain('Lime tree at the well');
      expect(textOf(inside(element, '.undo'))).to.contain('1 change is discarded with the next sync');
      await new Promise((resolve) => setTimeout(resolve, 6500));
      inside(element, '[data-action=undo]').click();
      await settled(element);
      expect(names(element)).to.have.length(4);
      expect(at()).to.equal('1');
      expect(element.shadowRoot?.querySelector('.undo')).to.equal(null);
    }).timeout(12_000);

    it('and undoes the last first, then what was discarded before a reload', async () => {
      const controller = refused();
      await controller.discardEdits([3]);
      const element = await list(controller);
      await discard(element, 1);
      await discard(element, 2);
      for (const left of [3, 2, 0]) {
        inside(element, '[data-action=undo]').click();
        await settled(element);
        const { length } = controller.discardedEdits;
        expect([left, length]).to.deep.equal(left === 3 ? [3, 2] : left === 2 ? [2, 1] : [0, 0]);
      }
    });

    it('for good when a person says so', async () => {
      const controller = refused();
      const element = await list(controller);
      await discard(element, 1);
      inside(element, '[data-action=forget]').focus();
      inside(element, '[data-action=forget]').click();
      await settled(element);
      expect(controller.count('forgetDiscardedEdits')).to.equal(1);
      expect(element.shadowRoot?.querySelector('.undo')).to.equal(null);
      expect(focused()).not.to.equal(document.body);
    });

    it('not when the page says no', async () => {
      const controller = refused();
      const element = await list(controller);
      let asked: GdbBeforeDiscardEvent | undefined;
      element.addEventListener('gdb-before-discard', (event) => {
        asked = event;
        event.preventDefault();
      });
      await discard(element, 1);
      expect(asked?.detail.error.id).to.equal(1);
      expect(asked?.bubbles).to.equal(true);
      expect(controller.calls).to.deep.equal([]);
      expect(names(element)).to.have.length(4);
    });
  });

  describe('by keyboard', () => {
    it('is one Tab stop, however many rows', async () => {
      const element = await list(refused());
      expect(allInside(element, '.list [tabindex="0"]')).to.have.length(1);
      const after = document.createElement('button');
      element.after(after);
      await element.setFocus();
      expect(at()).to.equal('layer 0 toggle');
      await sendKeys({ press: 'Tab' });
      expect(focused()).to.equal(after);
      after.remove();
    });

    it('moves by arrows, Home and End, over the layers, and across a row', async () => {
      const element = await list(refused());
      await element.setFocus();
      const path: string[] = [];
      for (const press of [
        'ArrowDown',
        'ArrowRight',
        'ArrowRight',
        'ArrowDown',
        'End',
        'ArrowDown',
        'ArrowUp',
        'ArrowLeft',
        'Home',
        'ArrowUp',
      ]) {
        await sendKeys({ press });
        path.push(at());
      }
      expect(path).to.deep.equal([
        '1',
        '1 fix',
        '1 retry',
        '2 retry',
        '4 show',
        '4 show',
        'layer 1 toggle',
        'layer 1 toggle',
        'layer 0 toggle',
        'layer 0 toggle',
      ]);
    });

    it('mirrors left and right where the page does', async () => {
      const element = document.createElement('gdb-edit-errors');
      element.controller = refused();
      await show(element, { theme: 'light', dir: 'rtl' });
      await element.setFocus();
      await sendKeys({ press: 'ArrowDown' });
      await sendKeys({ press: 'ArrowLeft' });
      expect(at()).to.equal('1 fix');
    });

    it('shows on the map by Enter', async () => {
      const element = await list(refused());
      const asked: number[] = [];
      element.addEventListener('gdb-zoom-request', ({ detail }) => asked.push(detail.layerId));
      await element.setFocus();
      await sendKeys({ press: 'End' });
      await sendKeys({ press: 'Enter' });
      expect(asked).to.deep.equal([1]);
    });

    it('hides and shows the rows of a layer by Enter', async () => {
      const element = await list(refused());
      await element.setFocus();
      await sendKeys({ press: 'Enter' });
      await settled(element);
      expect(names(element)).to.deep.equal(['Bench 204']);
      expect(at()).to.equal('layer 0 toggle');
      await sendKeys({ press: 'Enter' });
      await settled(element);
      expect(names(element)).to.have.length(4);
    });

    it('closes what is open in a row by Escape', async () => {
      const element = await list(refused());
      await element.setFocus();
      for (const press of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter'])
        await sendKeys({ press });
      await settled(element);
      expect(inside(element, '.more')).to.not.equal(null);
      await sendKeys({ press: 'ArrowRight' });
      expect(at()).to.equal('1 report');
      await sendKeys({ press: 'Escape' });
      await settled(element);
      expect(element.shadowRoot?.querySelector('.more')).to.equal(null);
      expect(at()).to.equal('1 more');
    });

    it('discards by Delete: the focus is on the next row, on the last after the last, on "Undo" after all', async () => {
      const controller = refused();
      const element = await list(controller);
      await element.setFocus();
      const path: string[] = [];
      for (const keys of [['ArrowDown', 'ArrowDown'], ['End'], ['Home', 'ArrowDown'], []]) {
        for (const press of keys) await sendKeys({ press });
        await sendKeys({ press: 'Delete' });
        await settled(element);
        path.push(at());
      }
      expect(controller.calls.map(({ args }) => args[0])).to.deep.equal([[2], [4], [1], [3]]);
      expect(path).to.deep.equal(['3', '3', '3', 'button tonal undo']);
      expect(focused()).not.to.equal(document.body);
    });

    it('brings back by Ctrl+Z', async function () {
      const controller = refused();
      const element = await list(controller);
      await element.setFocus();
      await sendKeys({ press: 'ArrowDown' });
      await sendKeys({ press: 'Delete' });
      await settled(element);
      if (!(await pressHolding('Control', 'z'))) this.skip();
      await settled(element);
      expect(names(element)).to.have.length(4);
      expect(at()).to.equal('1');
    });

    it('never discards a whole layer by one key', async () => {
      const controller = refused();
      const element = await list(controller);
      await element.setFocus();
      await sendKeys({ press: 'Delete' });
      await settled(element);
      expect(controller.calls).to.deep.equal([]);
    });

    it('stays on its row when another goes away', async () => {
      const controller = refused();
      const element = await list(controller);
      await element.setFocus();
      await sendKeys({ press: 'End' });
      controller.showErrors(editErrors().slice(2));
      await settled(element);
      expect(at()).to.equal('4');
    });
  });

  it('alerts once when edits were refused, not for each, and not for what was there before', async () => {
    const controller = new ScriptedController(scenes.preparing());
    const element = await list(controller);
    const alert = inside(element, '[role=alert]');
    expect(textOf(alert)).to.equal('');
    controller.show(scenes.completedWithErrors());
    await settled(element);
    expect(textOf(alert)).to.equal('4 changes were refused');
    expect(allInside(element, '[role=alert]')).to.have.length(1);
  });
});
