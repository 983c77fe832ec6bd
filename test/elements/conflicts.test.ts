import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../src/elements/edit-errors/gdb-edit-errors.js';
import type { GdbEditErrors } from '../../src/elements/edit-errors/gdb-edit-errors.js';
import { axeFindings } from '../support/axe.js';
import { conflictScenes, withConflicts, type ConflictSceneName } from '../support/conflict-scenes.js';
import type { ScriptedController } from '../support/scripted-controller.js';

async function shown(name: ConflictSceneName): Promise<{ element: GdbEditErrors; controller: ScriptedController }> {
  const controller = withConflicts(name);
  const element = await fixture<GdbEditErrors>(html`<gdb-edit-errors .controller=${controller}></gdb-edit-errors>`);
  await waitUntil(() => rows(element).length > 0, 'the list is fetched with the first conflict');
  return { element, controller };
}

const root = (element: GdbEditErrors): ShadowRoot => element.shadowRoot as ShadowRoot;
const rows = (element: GdbEditErrors): HTMLElement[] => [
  ...root(element).querySelectorAll<HTMLElement>('[data-conflict]'),
];
const press = (within: ParentNode | undefined, action: string): void => {
  within?.querySelector<HTMLElement>(`[data-action="${action}"]`)?.click();
};
const choices = (controller: ScriptedController): unknown[] =>
  controller.calls.filter(({ method }) => method === 'resolveConflict').map(({ args }) => args[2]);

describe('features changed here and by others, in gdb-edit-errors', () => {
  it('are listed with what differs, whose value is whose, and what it was before', async () => {
    const { element } = await shown('waiting');
    expect(root(element).querySelector('.title')?.textContent).to.equal('Features changed here and by others: 3');
    const [first] = rows(element);
    const fields = [...(first?.querySelectorAll('.field') ?? [])].map((one) =>
      one.textContent.replaceAll(/\s+/g, ' ').trim(),
    );
    expect(fields).to.have.length(4);
    expect(fields[0]).to.equal('StateBefore: Healthy YoursFallen TheirsEmpty');
    expect(fields[3]).to.contain('As you drew it');
  });

  it('say in words that one side deleted it', async () => {
    const { element } = await shown('waiting');
    expect(rows(element)[1]?.textContent).to.contain('You deleted it. Others changed it since.');
    expect(rows(element)[2]?.textContent).to.contain('Others deleted it. You changed it since.');
  });

  it('keep mine and take theirs decide one', async () => {
    const { element, controller } = await shown('waiting');
    press(rows(element)[0], 'mine');
    await waitUntil(() => choices(controller).length === 1);
    await element.updateComplete;
    press(rows(element)[0], 'theirs');
    await waitUntil(() => choices(controller).length === 2);
    expect(choices(controller)).to.deep.equal(['mine', 'theirs']);
  });

  it('value by value: what was chosen is used', async () => {
    const { element, controller } = await shown('waiting');
    const row = rows(element)[0];
    expect(row?.querySelector('[data-action="selection"]')).to.equal(null);
    row?.querySelector<HTMLElement>('[data-field="NOTES"][data-side="theirs"]')?.click();
    row?.querySelector<HTMLElement>('[data-field=" shape"][data-side="theirs"]')?.click();
    await element.updateComplete;
    press(row, 'selection');
    await waitUntil(() => choices(controller).length === 1);
    expect(choices(controller)).to.deep.equal([{ attributes: { NOTES: 'theirs' }, geometry: 'theirs' }]);
  });

  it('all at once', async () => {
    const { element, controller } = await shown('waiting');
    root(element).querySelector<HTMLElement>('[data-bulk="theirs"]')?.click();
    await waitUntil(() => choices(controller).length === 3);
    expect(choices(controller)).to.deep.equal(['theirs', 'theirs', 'theirs']);
  });

  it('that were decided offer the other side, or to forget it', async () => {
    const { element, controller } = await shown('decided');
    expect(root(element).querySelector('[data-bulk]')).to.equal(null);
    press(rows(element)[1], 'mine');
    await waitUntil(() => choices(controller).length === 1);
    expect(choices(controller)).to.deep.equal(['mine']);
    press(rows(element)[0], 'ask');
    await element.updateComplete;
    press(rows(element)[0], 'forget');
    await waitUntil(() => controller.calls.some(({ method }) => method === 'dismissConflict'));
  });

  it('of several layers and states are accessible', async () => {
    for (const name of Object.keys(conflictScenes) as ConflictSceneName[]) {
      const { element } = await shown(name);
      expect(await axeFindings(element), name).to.deep.equal([]);
    }
  });

  it('never make HTML of what others wrote', async () => {
    const { element, controller } = await shown('waiting');
    const [first] = controller.conflicts;
    if (first?.theirs == null) throw new Error('There is none.');
    const theirs = {
      ...first.theirs,
      attributes: { ...first.theirs.attributes, NOTES: '<img src=x onerror=alert(1)>' },
    };
    controller.showConflicts([{ ...first, theirs }]);
    await element.updateComplete;
    expect(root(element).querySelector('img')).to.equal(null);
    expect(rows(element)[0]?.textContent).to.contain('<img src=x');
  });
});
