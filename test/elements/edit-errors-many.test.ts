import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/edit-errors/gdb-edit-errors.js';
import type { GdbEditErrors } from '../../src/elements/edit-errors/gdb-edit-errors.js';
import { axeFindings } from '../support/axe.js';
import { allInside, clear, focused, inside, settled, show, textOf } from '../support/element-page.js';
import { withErrors } from '../support/error-scenes.js';
import type { ScriptedController } from '../support/scripted-controller.js';

async function list(controller: ScriptedController): Promise<GdbEditErrors> {
  const element = document.createElement('gdb-edit-errors');
  element.controller = controller;
  await show(element);
  await settled(element);
  return element;
}

const at = (): string => focused()?.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? focused()?.localName ?? '';
const press = async (element: GdbEditErrors, selector: string): Promise<void> => {
  inside(element, selector).focus();
  inside(element, selector).click();
  await settled(element);
};

async function typeSearch(element: GdbEditErrors, text: string): Promise<void> {
  const input = inside<HTMLInputElement>(element, '[type=search]');
  input.focus();
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await settled(element);
}

afterEach(() => {
  clear();
  scrollTo(0, 0);
});

describe('gdb-edit-errors with many', () => {
  it('groups by cause within a layer, the most frequent first, with what to do', async () => {
    const element = await list(withErrors(10));
    expect(allInside(element, 'h3').map(textOf)).to.deep.equal(['Trees10']);
    expect(allInside(element, 'h4').map(textOf)).to.deep.equal([
      'A field that must be filled in is empty.4',
      'The server could not take over one of the values.3',
      'Only the person who made this feature may change it.3',
    ]);
    expect(textOf(inside(element, '.cause .todo'))).to.contain('Open the feature, fill it in');
  });

  it('shows 10,000 with at most 1,000 nodes and one Tab stop in the list', async () => {
    const element = await list(withErrors(10_000));
    const nodes = (): number => element.shadowRoot?.querySelectorAll('*').length ?? 0;
    expect(nodes()).to.be.at.most(1000);
    expect(allInside(element, '.list [tabindex="0"]')).to.have.length(1);
    scrollTo(0, document.documentElement.scrollHeight / 2);
    await settled(element);
    expect(nodes()).to.be.at.most(1000);
    expect(allInside(element, '.row').length).to.be.above(2);
  });

  it('shows words and buttons first, then icons and times, into room that was kept for them', async () => {
    await list(withErrors(2));
    const element = document.createElement('gdb-edit-errors');
    element.controller = withErrors(100);
    const shown = show(element);
    while (!(await element.updateComplete));
    const boxes = (): string[] =>
      allInside(element, '.bulk, .list, .row:nth-child(-n + 5), .row:nth-child(-n + 5) .button').map((one) => {
        const { left, top, width, height } = one.getBoundingClientRect();
        return [left, top, width, height].map((length) => length.toFixed(1)).join(' ');
      });
    const icons = (): number => allInside(element, '.row .icon').length;
    expect(icons(), 'icons in the first frame').to.equal(0);
    expect(allInside(element, '[type=search]'), 'a search in the first frame').to.have.length(0);
    expect(textOf(inside(element, '.row')))
      .to.contain('Retry')
      .and.not.to.match(/ago|now/);
    const before = boxes();
    expect(before.length).to.be.above(6);
    await shown;
    await waitUntil(() => icons() > 6, 'icons in the next');
    expect(allInside(element, '[type=search]')).to.have.length(1);
    expect(boxes()).to.deep.equal(before);
    expect(textOf(inside(element, '.row'))).to.match(/ago|now/);
  });

  it('leaves a search alone when a short list grows long', async () => {
    const controller = withErrors(10);
    const element = await list(controller);
    const input = inside<HTMLInputElement>(element, '[type=search]');
    input.focus();
    controller.showErrors(withErrors(200).syncErrors);
    await element.updateComplete;
    expect(element.shadowRoot?.activeElement).to.equal(input);
    expect(allInside(element, '.row .icon').length, 'icons do not go for a frame').to.be.above(6);
    await settled(element);
    expect(element.shadowRoot?.activeElement).to.equal(input);
    expect(textOf(inside(element, '.title'))).to.contain('200');
  });

  it('tells assistive technology how many rows there are, and which one this is', async () => {
    const element = await list(withErrors(10_000));
    const grid = inside(element, '[role=grid]');
    // With a heading for the layer and for each of three causes.
    expect(grid.getAttribute('aria-rowcount')).to.equal('10004');
    await element.setFocus();
    await sendKeys({ press: 'End' });
    await settled(element);
    expect(focused()?.closest('[role=row]')?.getAttribute('aria-rowindex')).to.equal('10004');
    expect(await axeFindings(element)).to.deep.equal([]);
  });

  it('keeps its row and the focus while it is scrolled away, and after a removal there', async () => {
    const controller = withErrors(10_000);
    const element = await list(controller);
    await element.setFocus();
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'ArrowDown' });
    const row = at();
    scrollTo(0, 300_000);
    await settled(element);
    expect(at()).to.equal(row);
    await sendKeys({ press: 'Delete' });
    await settled(element);
    expect(controller.discardedEdits.map(({ id }) => String(id))).to.deep.equal([row]);
    expect(focused()).not.to.equal(document.body);
    expect(Number(at())).to.be.above(Number(row));
  });

  it('finds by name, by reason and by code, and says how many', async () => {
    const element = await list(withErrors(60));
    await typeSearch(element, 'oak 2');
    expect(allInside(element, '.name').map(textOf)).to.deep.equal(['Oak 2', 'Oak 22', 'Oak 27']);
    expect(textOf(inside(element, '[data-live][role=status]'))).to.equal('3 changes found');
    await typeSearch(element, 'must be filled in');
    expect(textOf(inside(element, '.finder'))).to.contain('20 changes found');
    await typeSearch(element, '1016');
    expect(textOf(inside(element, '.finder'))).to.contain('20 changes found');
    await typeSearch(element, 'no such thing');
    expect(allInside(element, '.name')).to.have.length(0);
    await press(element, '[data-action=show-all]');
    expect(textOf(inside(element, 'h3'))).to.equal('Trees60');
    expect(focused()).not.to.equal(document.body);
  });

  it('filters by what was done', async () => {
    const element = await list(withErrors(60));
    const select = inside<HTMLSelectElement>(element, 'select');
    expect([...select.options].map(textOf)).to.deep.equal(['All', 'New feature', 'Change']);
    select.value = 'add';
    select.dispatchEvent(new Event('change'));
    await settled(element);
    expect(textOf(inside(element, 'h3'))).to.equal('Trees15');
  });

  it('retries, and discards, all of a cause or all that is shown', async () => {
    const controller = withErrors(30);
    const element = await list(controller);
    await press(element, '.cause [data-action=retry-all]');
    expect(controller.syncErrors).to.have.length(20);
    await typeSearch(element, 'oak');
    const shown = controller.syncErrors.filter(({ title }) => title.startsWith('Oak')).length;
    await press(element, '[data-action=discard-shown]');
    expect(controller.discardedEdits).to.have.length(shown);
    expect(focused()).not.to.equal(document.body);
    await press(element, '[data-action=undo]');
    expect(controller.discardedEdits).to.have.length(0);
    expect(controller.syncErrors).to.have.length(20);
  });

  it('draws the shape of each feature that is in view, and of no other', async () => {
    const controller = withErrors(2000);
    let asked = 0;
    const query = controller.queryFeatures.bind(controller);
    controller.queryFeatures = (layerId, wish) => {
      asked += wish?.globalIds?.length ?? 0;
      return query(layerId, wish);
    };
    const element = await list(controller);
    await waitUntil(() => allInside(element, '.shape path').length > 3);
    expect(asked).to.be.at.most(60);
    const kinds = new Set(allInside(element, '.shape').map((shape) => shape.getAttribute('class')));
    expect([...kinds].every((kind) => /^shape (points|line|area)$/.test(kind ?? ''))).to.equal(true);
  });

  it('exports one that is alone from its row', async () => {
    const element = await list(withErrors(1));
    await press(element, '[data-action=more]');
    await press(element, '[data-action=export]');
    const said = (): string => textOf(inside(element, '[data-live][role=status]'));
    await waitUntil(() => said() === 'The list was written to a file');
    const few = await list(withErrors(2));
    await press(few, '[data-action=more]');
    expect(allInside(few, '[data-action=export]'), 'above the list alone').to.have.length(1);
  });

  it('offers nothing to search in a few', async () => {
    const element = await list(withErrors(4));
    expect(element.shadowRoot?.querySelector('[type=search]')).to.equal(null);
    expect(element.shadowRoot?.querySelector('[data-action=retry-shown]')).to.not.equal(null);
    const one = await list(withErrors(1));
    expect(one.shadowRoot?.querySelector('.tools')).to.equal(null);
  });
});
