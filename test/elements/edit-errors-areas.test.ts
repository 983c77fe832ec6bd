import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/edit-errors/gdb-edit-errors.js';
import type { GdbEditErrors } from '../../src/elements/edit-errors/gdb-edit-errors.js';
import { allInside, clear, focused, inside, settled, textOf } from '../support/element-page.js';
import { editError, ended, pending, scene, syncOperation } from '../support/controller-states.js';
import { conflict, withConflicts } from '../support/conflict-scenes.js';
import { manyErrors, withChecks, withErrors } from '../support/error-scenes.js';
import { errorsList, openFields } from '../support/errors-page.js';

const rows = (element: GdbEditErrors): string[] =>
  allInside(element, '[data-row]').map((row) => row.dataset['row'] ?? '');
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
afterEach(clear);

describe('what a list does belongs to the row and the area it was asked for', () => {
  it('the one refused change that is left can be reached after a search', async () => {
    const controller = withErrors(8);
    const element = await errorsList(controller);
    const search = inside<HTMLInputElement>(element, '[type=search]');
    search.value = 'oak';
    search.dispatchEvent(new Event('input'));
    await settled(element);
    // everything else went with a sync, but a lime tree
    controller.showErrors(controller.syncErrors.filter(({ title }) => title === 'Lime tree 1'));
    await settled(element);
    expect(inside<HTMLInputElement>(element, '[type=search]').value, 'what hides it').to.equal('oak');
    inside(element, '[data-action=show-all]').click();
    await settled(element);
    expect(rows(element)).to.contain('1');
  });
  it('what a search hides is not hidden without a word once there are few', async () => {
    const controller = withErrors(8);
    const element = await errorsList(controller);
    const search = inside<HTMLInputElement>(element, '[type=search]');
    search.value = 'oak';
    search.dispatchEvent(new Event('input'));
    await settled(element);
    inside(element, '[data-row="2"] [data-action=retry]').click();
    await settled(element);
    inside(element, '[data-row="7"] [data-action=more]').click();
    await settled(element);
    controller.showErrors(controller.syncErrors.filter(({ id }) => [1, 3, 4, 7].includes(id)));
    await settled(element);
    expect(inside<HTMLInputElement>(element, '[type=search]').value, 'what hides it').to.equal('oak');
    expect(textOf(inside(element, '.finder'))).to.contain('1 change found');
  });
  it('the focus is not lost when the search goes', async () => {
    const controller = withErrors(8);
    const element = await errorsList(controller);
    inside(element, '[type=search]').focus();
    controller.showErrors(controller.syncErrors.slice(0, 4));
    await settled(element);
    expect(document.activeElement === document.body).to.equal(false);
  });
  it('the filter shown is the filter used', async () => {
    const controller = withErrors(8);
    controller.showErrors([
      ...controller.syncErrors,
      editError({ id: 91, layerId: 1, layerName: 'Benches', title: 'Bench 1' }),
      editError({ id: 92, layerId: 1, layerName: 'Benches', title: 'Bench 2' }),
    ]);
    const element = await errorsList(controller);
    const select = inside<HTMLSelectElement>(element, 'select');
    select.value = 'layer 1';
    select.dispatchEvent(new Event('change'));
    await settled(element);
    inside(element, '[data-action=retry-shown]').click();
    await settled(element);
    expect(rows(element)).to.have.length.greaterThan(0);
  });

  it('Enter on Apply applies, and does not go to the map', async () => {
    const controller = withErrors(3);
    const element = await errorsList(controller);
    let zooms = 0;
    element.addEventListener('gdb-zoom-request', () => {
      zooms += 1;
    });
    await openFields(element, '2');
    // by keys: back to the row itself, then by Tab into its form
    inside(element, '[data-row="2"] .main').focus();
    const apply = inside(element, '[data-fix=apply]');
    for (let at = 0; at < 8 && focused() !== apply; at += 1) await sendKeys({ press: 'Tab' });
    expect(focused() === apply).to.equal(true);
    await sendKeys({ press: 'Enter' });
    await settled(element);
    expect(zooms).to.equal(0);
  });
  it('Delete on a button of the form discards nothing, least of all another row', async () => {
    const controller = withErrors(3);
    const element = await errorsList(controller);
    await openFields(element, '2');
    // to the row above by a click, then Tab: the form of row 2 comes next
    inside(element, '[data-row="3"] .main').focus();
    const apply = inside(element, '[data-fix=apply]');
    apply.focus();
    await sendKeys({ press: 'Backspace' });
    await settled(element);
    expect(controller.count('discardEdits')).to.equal(0);
  });
  it('Escape in the form closes the form', async () => {
    const controller = withErrors(3);
    const element = await errorsList(controller);
    await openFields(element, '2');
    inside(element, '[data-row="1"] .main').focus();
    inside(element, '.fix .control').focus();
    await sendKeys({ press: 'Escape' });
    await settled(element);
    expect(allInside(element, '.fix')).to.have.length(0);
  });

  it('a form that was open does not stand in a row of another area, nor write there', async () => {
    const a = withErrors(3);
    const element = await errorsList(a);
    await openFields(element, '2');
    const b = withErrors(3);
    b.showErrors(
      b.syncErrors.map((one) => ({ ...one, title: `B ${one.title}`, globalId: one.globalId.replace('a5f1', 'bbbb') })),
    );
    element.controller = b;
    await settled(element);
    const form = allInside(element, '.fix form');
    const input = element.shadowRoot!.querySelector<HTMLInputElement>('#field-HEIGHT');
    if (input) {
      input.value = '12';
      input.dispatchEvent(new Event('input'));
      await settled(element);
      inside(element, '[data-fix=apply]').click();
      await settled(element);
    }
    expect(form).to.have.length(0);
  });
  it('why something did not work in one area is not told of a row of another', async () => {
    const a = withErrors(3);
    a.retryEdits = () => Promise.reject(new Error('full'));
    const element = await errorsList(a);
    inside(element, '[data-row="2"] [data-action=retry]').click();
    await settled(element);
    element.controller = withErrors(3);
    await settled(element);
    expect(allInside(element, '[data-row] .wrong').map(textOf)).to.deep.equal([]);
  });

  it('"Keep all mine" does not go on in another area', async () => {
    const a = withConflicts('waiting');
    const resolve = a.resolveConflict.bind(a);
    a.resolveConflict = async (...args) => {
      await wait(50);
      return resolve(...args);
    };
    const b = withConflicts('waiting');
    b.showConflicts(a.conflicts);
    const element = await errorsList(a);
    await waitUntil(() => element.shadowRoot?.querySelector('[data-bulk=theirs]'));
    inside(element, '[data-bulk=theirs]').click();
    await wait(20);
    element.controller = b;
    await wait(300);
    expect(b.count('resolveConflict')).to.equal(0);
  });
  it('what a person decides meanwhile stands', async () => {
    const a = withConflicts('waiting');
    const resolve = a.resolveConflict.bind(a);
    a.resolveConflict = async (...args) => {
      await wait(60);
      return resolve(...args);
    };
    const element = await errorsList(a);
    await waitUntil(() => element.shadowRoot?.querySelector('[data-bulk=mine]'));
    const last = a.conflicts[2]!;
    inside(element, '[data-bulk=mine]').click();
    await wait(10);
    inside(element, `[data-conflict="0/${last.globalId}"] [data-action=theirs]`).click();
    await wait(400);
    expect(a.conflicts.find(({ globalId }) => globalId === last.globalId)?.state).to.equal('theirs');
  });

  it('the focus stays where a person is typing when all are retried', async () => {
    const controller = withErrors(8);
    const retry = controller.retryEdits.bind(controller);
    controller.retryEdits = async (ids) => {
      await wait(100);
      return retry(ids);
    };
    const element = await errorsList(controller);
    const field = document.createElement('input');
    element.after(field);
    inside(element, '[data-action=retry-shown]').focus();
    inside(element, '[data-action=retry-shown]').click();
    field.focus();
    await wait(300);
    expect(document.activeElement === field).to.equal(true);
  });

  it('what would be refused is looked at again when the element is back on the page', async () => {
    const controller = withChecks();
    const element = await errorsList(controller);
    await wait(400);
    const place = element.parentElement!;
    element.remove();
    controller.checks = [];
    await wait(50);
    place.append(element);
    await wait(800);
    expect(rows(element).filter((key) => key.startsWith('check'))).to.deep.equal([]);
  });
  conflict;
  ended;
  pending;
  scene;
  syncOperation;
  manyErrors;

  it('the same words a little later are said again', async () => {
    const controller = withErrors(3);
    controller.retryEdits = () => Promise.reject(new Error('full'));
    const element = await errorsList(controller);
    let changes = 0;
    new MutationObserver(() => {
      changes += 1;
    }).observe(inside(element, '[data-live]'), { childList: true, characterData: true, subtree: true });
    inside(element, '[data-row="2"] [data-action=retry]').click();
    await settled(element);
    const before = changes;
    await wait(3600);
    inside(element, '[data-row="2"] [data-action=retry]').click();
    await settled(element);
    expect(changes).to.be.greaterThan(before);
  });
});
