import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/edit-errors/gdb-edit-errors.js';
import type { GdbEditErrors } from '../../src/elements/edit-errors/gdb-edit-errors.js';
import type { Scene } from '../support/controller-states.js';
import { allInside, clear, focused, inside, settled, textOf } from '../support/element-page.js';
import { idOf, TREE_FIELDS, withChecks, withErrors } from '../support/error-scenes.js';
import type { ScriptedController } from '../support/scripted-controller.js';
import { errorsList, openFields } from '../support/errors-page.js';

const labels = (element: GdbEditErrors): string[] => allInside(element, '.fix label').map(textOf);

function choose(element: GdbEditErrors, field: string, value: string): void {
  const input = inside<HTMLInputElement>(element, `#field-${field}`);
  input.value = value;
  input.dispatchEvent(new Event(input.localName === 'select' ? 'change' : 'input', { bubbles: true }));
}

async function apply(element: GdbEditErrors): Promise<void> {
  inside(element, '[data-fix=apply]').click();
  await settled(element);
}

afterEach(clear);

describe('putting a refused row right', () => {
  it('keeps what was typed while another row is put right, until it is sent or cancelled', async () => {
    const element = await errorsList(withErrors(3));
    const typed = (): string => inside<HTMLInputElement>(element, '#field-HEIGHT').value;
    await openFields(element, '2');
    choose(element, 'HEIGHT', '12');
    await openFields(element, '1');
    await openFields(element, '2');
    expect(typed()).to.equal('12');
    inside(element, '[data-fix=cancel]').click();
    await settled(element);
    await openFields(element, '2');
    expect(typed()).not.to.equal('12');
  });

  it('keeps nothing that was typed for another area', async () => {
    const element = await errorsList(withErrors(3));
    await openFields(element, '2');
    choose(element, 'HEIGHT', '12');
    element.controller = withErrors(3);
    await settled(element);
    await openFields(element, '1');
    await openFields(element, '2');
    expect(inside<HTMLInputElement>(element, '#field-HEIGHT').value).not.to.equal('12');
  });

  it('opens the field that is wrong, with its list, and the focus in it', async () => {
    const element = await errorsList(withErrors(3));
    await openFields(element, '1');
    expect(labels(element)).to.deep.equal(['Species (required)']);
    const options = [...inside<HTMLSelectElement>(element, '#field-SPECIES').options].map(textOf);
    expect(options).to.deep.equal(['Empty', 'Lime', 'Oak', 'Plane']);
    expect(inside(element, '#field-SPECIES').getAttribute('aria-required')).to.equal('true');
    expect(focused()).to.equal(inside(element, '#field-SPECIES'));
    expect(textOf(inside(element, '.fix'))).to.contain('Fill this in.');
  });

  it('names the range of a number, and takes none outside it', async () => {
    const controller = withErrors(3);
    const element = await errorsList(controller);
    await openFields(element, '2');
    expect(labels(element)).to.deep.equal(['Height in m']);
    expect(textOf(inside(element, '.fix .todo'))).to.equal('Between 0 and 60.');
    choose(element, 'HEIGHT', '61');
    await apply(element);
    expect(inside(element, '#field-HEIGHT').getAttribute('aria-invalid')).to.equal('true');
    expect(focused()).to.equal(inside(element, '#field-HEIGHT'));
    expect(controller.count('applyEdits')).to.equal(0);
  });

  it('writes what was changed, closes, and is back at its button', async () => {
    const controller = withErrors(3);
    const element = await errorsList(controller);
    await openFields(element, '1');
    choose(element, 'SPECIES', 'que');
    await apply(element);
    expect(controller.calls).to.deep.equal([
      { method: 'applyEdits', args: [0, { updates: [{ attributes: { GlobalID: idOf(0), SPECIES: 'que' } }] }] },
    ]);
    expect(element.shadowRoot?.querySelector('.fix')).to.equal(null);
    expect((focused() as HTMLElement).dataset['action']).to.equal('fix');
    expect(textOf(inside(element, '[data-live][role=status]'))).to.contain('will be sent with the next sync');
  });

  it('shows every field where nobody can tell which is wrong, and others on request', async () => {
    const element = await errorsList(withErrors(3));
    await openFields(element, '3');
    expect(labels(element)).to.deep.equal(['Name', 'Species (required)', 'Height in m', 'Seen on', 'Notes']);
    const other = await errorsList(withErrors(3));
    await openFields(other, '1');
    inside(other, '[data-fix=all]').click();
    await settled(other);
    expect(labels(other)).to.have.length(5);
  });

  it('sends it again where nothing was changed', async () => {
    const controller = withErrors(3);
    const element = await errorsList(controller);
    await openFields(element, '3');
    await apply(element);
    expect(controller.calls).to.deep.equal([{ method: 'retryEdits', args: [[3]] }]);
  });

  it('stays open with the reason when the device does not take it', async () => {
    const controller = withErrors(3);
    controller.applyEdits = () =>
      Promise.resolve({
        addResults: [],
        deleteResults: [],
        updateResults: [
          { objectId: 1, globalId: idOf(0), success: false, error: { code: 1011, description: 'It is gone.' } },
        ],
      });
    const element = await errorsList(controller);
    await openFields(element, '1');
    choose(element, 'SPECIES', 'til');
    await apply(element);
    expect(textOf(inside(element, '[data-row="1"] .wrong'))).to.contain('It is gone.');
    expect(element.shadowRoot?.querySelector('.fix .control')).to.not.equal(null);
  });

  it('by keys alone: Enter opens, applies and closes; Escape gives up', async () => {
    const controller = withErrors(3);
    const element = await errorsList(controller);
    await element.setFocus();
    for (const press of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'Enter']) await sendKeys({ press });
    await waitUntil(() => element.shadowRoot?.querySelector('.fix .control') != null);
    await settled(element);
    await sendKeys({ press: 'Escape' });
    await settled(element);
    expect(element.shadowRoot?.querySelector('.fix')).to.equal(null);
    expect((focused() as HTMLElement).dataset['action']).to.equal('fix');
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => element.shadowRoot?.querySelector('.fix .control') != null);
    await settled(element);
    const input = inside<HTMLInputElement>(element, '.fix input.control');
    input.focus();
    input.select();
    await sendKeys({ type: '12' });
    await sendKeys({ press: 'Enter' });
    await settled(element);
    expect(controller.count('applyEdits') + controller.count('retryEdits')).to.equal(1);
  });

  it('says so when the row is gone', async () => {
    const controller = withErrors(3);
    controller.features.clear();
    const element = await errorsList(controller);
    inside(element, '[data-row="1"] [data-action=fix]').click();
    await waitUntil(() => element.shadowRoot?.querySelector('.fix .wrong') != null);
    expect(textOf(inside(element, '.fix'))).to.contain('not on this device any more');
  });
});

describe('what would be refused', () => {
  it('is shown before it is sent, field by field, and can be put right', async () => {
    const controller = withChecks();
    const element = await errorsList(controller);
    await waitUntil(() => allInside(element, '.row').length === 2);
    expect(textOf(inside(element, '.title'))).to.equal('2 changes would be refused');
    const [first] = allInside(element, '.row');
    expect(textOf(first!)).to.contain('Species: Fill this in.');
    expect(textOf(first!)).to.contain('Height in m: Between 0 and 60.');
    await openFields(element, first!.dataset['row'] ?? '');
    expect(labels(element)).to.deep.equal(['Species (required)']);
  });

  it('stands above what was refused', async () => {
    const element = await errorsList(withChecks(3));
    await waitUntil(() => allInside(element, '.row').length === 5);
    expect(textOf(inside(element, '.title'))).to.equal('3 changes were refused');
    expect(allInside(element, 'h3').map(textOf)).to.deep.equal(['2 changes would be refused', 'Trees3']);
  });

  it('goes when nothing is wrong any more', async () => {
    const controller = withChecks();
    const element = await errorsList(controller);
    await waitUntil(() => allInside(element, '.row').length === 2);
    controller.checks = [];
    controller.attachmentsChanged();
    await waitUntil(() => allInside(element, '.row').length === 0);
    expect(textOf(inside(element, '.title'))).to.equal('No change was refused');
  });
});

describe('putting a row of a layer with subtypes right', () => {
  const species = (names: Readonly<Record<string, string>>) => ({
    type: 'codedValue' as const,
    name: 'species',
    codedValues: Object.entries(names).map(([code, name]) => ({ code, name })),
  });
  const KIND = { name: 'KIND', alias: 'Kind', type: 'esriFieldTypeString', nullable: true, editable: true };
  const subtypes = {
    field: 'KIND',
    isClosed: true,
    values: [
      { code: 'b', name: 'Broadleaf', domains: { SPECIES: species({ til: 'Lime', que: 'Oak' }) } },
      { code: 'c', name: 'Conifer', domains: { SPECIES: species({ pin: 'Pine', pic: 'Spruce' }) } },
    ],
  };

  function trees(row: Record<string, string>): ScriptedController {
    const controller = withErrors(1);
    const { state } = controller;
    const layer = { ...state.geodatabase!.layers[0]!, fields: [...TREE_FIELDS, KIND], subtypes };
    const geodatabase = { ...state.geodatabase!, layers: [layer] };
    controller.show({ ...sceneOf(controller), state: { ...state, geodatabase } });
    const feature = controller.features.get(idOf(0))!;
    controller.features.set(idOf(0), { ...feature, attributes: { ...feature.attributes, ...row } });
    return controller;
  }
  const sceneOf = ({ status, state, syncErrors, syncError }: ScriptedController): Scene => ({
    ...{ status, state, syncErrors, syncError },
  });
  const options = (element: GdbEditErrors, field: string): string[] =>
    [...inside<HTMLSelectElement>(element, `#field-${field}`).options].map(textOf);

  it('offers what its subtype takes, and names what that does not', async () => {
    const element = await errorsList(trees({ KIND: 'c', SPECIES: 'que' }));
    await openFields(element, '1');
    expect(labels(element)).to.deep.equal(['Species (required)']);
    expect(options(element, 'SPECIES')).to.deep.equal(['que', 'Pine', 'Spruce']);
    expect(textOf(inside(element, '.fix'))).to.contain('Choose one of the list.');
  });

  it('offers the subtypes by name, and with another one chosen what that takes', async () => {
    const controller = trees({ KIND: 'b', SPECIES: 'que' });
    const element = await errorsList(controller);
    await openFields(element, '1');
    inside(element, '[data-fix=all]').click();
    await settled(element);
    expect(options(element, 'KIND')).to.deep.equal(['Empty', 'Broadleaf', 'Conifer']);
    choose(element, 'KIND', 'c');
    await settled(element);
    expect(options(element, 'SPECIES')).to.deep.equal(['que', 'Pine', 'Spruce']);
    await apply(element);
    expect(controller.count('applyEdits'), 'an oak is no conifer').to.equal(0);
    expect(focused()).to.equal(inside(element, '#field-SPECIES'));
    choose(element, 'SPECIES', 'pic');
    await apply(element);
    expect(controller.calls).to.deep.equal([
      {
        method: 'applyEdits',
        args: [0, { updates: [{ attributes: { GlobalID: idOf(0), SPECIES: 'pic', KIND: 'c' } }] }],
      },
    ]);
  });

  it('shows a field that only the new subtype makes wrong', async () => {
    const controller = trees({ KIND: 'x', SPECIES: 'que' });
    controller.show({
      ...sceneOf(controller),
      syncErrors: [{ ...controller.syncErrors[0]!, error: { code: 1016, description: 'Unable to set the value.' } }],
    });
    const element = await errorsList(controller);
    await openFields(element, '1');
    expect(labels(element)).to.deep.equal(['Kind']);
    choose(element, 'KIND', 'c');
    await settled(element);
    expect(labels(element)).to.deep.equal(['Species (required)', 'Kind']);
    expect(inside(element, '#field-SPECIES').getAttribute('aria-invalid')).to.equal('true');
    choose(element, 'KIND', 'b');
    await settled(element);
    expect(labels(element)).to.deep.equal(['Kind']);
  });
});
