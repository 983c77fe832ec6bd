import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/sync-button/gdb-sync-button.js';
import '../../src/elements/edit-errors/gdb-edit-errors.js';
import { clear, inside, settled, show } from '../support/element-page.js';
import { pressHolding } from '../support/keys.js';
import { pending, scene, scenes } from '../support/controller-states.js';
import { withErrors } from '../support/error-scenes.js';
import { ScriptedController } from '../support/scripted-controller.js';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
afterEach(clear);

describe('a word that changes may be lost', () => {
  it('a word for 1 change is no word for 11', async () => {
    const controller = new ScriptedController(scene('changes-not-sent', { pending: pending(1) }));
    const element = document.createElement('gdb-sync-button');
    element.controller = controller;
    await show(element);
    inside(element, '#more').click();
    await waitUntil(() => element.shadowRoot?.querySelector('.items'));
    inside(element, '[data-item=menuRemove]').click();
    await waitUntil(() => element.shadowRoot?.querySelector('.page-body'), 'page', { timeout: 5000 });
    await settled(element);
    inside(element, '[data-word]').click();
    await settled(element);
    controller.show(scene('changes-not-sent', { pending: pending(11) }));
    await settled(element);
    inside(element, '[data-leave]').click();
    await wait(100);
    expect(controller.count('unregisterGeodatabase')).to.equal(0);
  });
  it('a word for what was refused is asked anew when the replacement failed', async () => {
    const controller = new ScriptedController(scene('attention', { pending: pending(2, 5, { refused: 1 }) }));
    scenes;
    controller.results.push(new Error('no net'));
    const element = document.createElement('gdb-sync-button');
    element.setAttribute('extent', '1,2,3,4');
    element.controller = controller;
    await show(element);
    inside(element, '#more').click();
    await waitUntil(() => element.shadowRoot?.querySelector('.items'));
    inside(element, '[data-item=menuReplace]').click();
    await waitUntil(() => element.shadowRoot?.querySelector('.page-body'), 'page', { timeout: 5000 });
    await settled(element);
    inside(element, '[data-word]').click();
    await settled(element);
    inside(element, '[data-leave]').click();
    await waitUntil(() => element.shadowRoot?.querySelector('[role=alert].row-why'));
    await settled(element);
    expect(inside<HTMLInputElement>(element, '[data-word]').checked).to.equal(false);
  });
  it('is not a key in a form: Backspace on a button of the fields of one row discards no other row', async function () {
    const controller = withErrors(3);
    const element = document.createElement('gdb-edit-errors');
    element.controller = controller;
    await show(element);
    inside(element, '[data-row="2"] [data-action=fix]').focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => element.shadowRoot?.querySelector('.fix .control') != null, 'the fields', { timeout: 5000 });
    await settled(element);
    // back to the row's own button, and down one row
    inside(element, '[data-row="2"] [data-action=fix]').focus();
    await sendKeys({ press: 'ArrowDown' });
    await settled(element);
    if (!(await pressHolding('Shift', 'Tab'))) this.skip();
    await sendKeys({ press: 'Backspace' });
    await settled(element);
    expect(controller.count('discardEdits')).to.equal(0);
  });
});
