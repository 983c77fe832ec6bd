import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/edit-errors/gdb-edit-errors.js';
import type { GdbEditErrors } from '../../src/elements/edit-errors/gdb-edit-errors.js';
import { GdbError } from '../../src/shared/errors.js';
import type { EditConflict } from '../../src/shared/conflicts.js';
import { axeFindings } from '../support/axe.js';
import { conflict, withConflicts } from '../support/conflict-scenes.js';
import { scenes } from '../support/controller-states.js';
import { allInside, clear, focused, inside, settled, show, textOf } from '../support/element-page.js';
import type { ScriptedController } from '../support/scripted-controller.js';

async function list(controller: ScriptedController): Promise<GdbEditErrors> {
  const element = document.createElement('gdb-edit-errors');
  element.controller = controller;
  await show(element);
  await waitUntil(() => allInside(element, '[data-conflict]').length > 0, 'the list of conflicts');
  await settled(element);
  return element;
}

function many(count: number, more: Partial<EditConflict> = {}): ScriptedController {
  const controller = withConflicts('waiting');
  controller.showConflicts(
    Array.from({ length: count }, (_, at) => conflict({ title: `Tree ${String(at)}`, ...more })),
  );
  return controller;
}

const stops = (element: GdbEditErrors): HTMLElement[] =>
  allInside(element, '.conflict-list :is(button, input, [tabindex])').filter(({ tabIndex }) => tabIndex >= 0);
/** The feature whose row has the focus. */
const at = (): string => {
  const row = focused()?.closest('[data-row]');
  return row == null ? (focused()?.localName ?? '') : textOf(row.querySelector('.name, .title') ?? row);
};
const press = async (element: GdbEditErrors, selector: string): Promise<void> => {
  inside(element, selector).focus();
  inside(element, selector).click();
  await settled(element);
};

/** All that is said aloud from now on. */
function saidIn(element: GdbEditErrors): readonly string[] {
  const said: string[] = [];
  const region = inside(element, '[data-live][role=status]');
  new MutationObserver(() => {
    if (textOf(region) !== '' && textOf(region) !== said.at(-1)) said.push(textOf(region));
  }).observe(region, { subtree: true, characterData: true, childList: true });
  return said;
}

afterEach(() => {
  clear();
  scrollTo(0, 0);
});

describe('the focus in the list of conflicts', () => {
  it('goes on to the next one that waits when one is decided', async () => {
    const element = await list(many(3));
    await press(element, '[data-conflict] [data-action=mine]');
    expect(at()).to.equal('Tree 1');
    await press(element, '[data-conflict] [data-action=theirs]');
    expect(at()).to.equal('Tree 2');
  });

  it('stays in the row where the other side is brought back', async () => {
    const element = await list(withConflicts('decided'));
    await press(element, '[data-conflict] [data-action=theirs]');
    expect(at()).to.equal('Oak at the bridge');
    expect((focused() as HTMLElement).dataset['action']).to.equal('mine');
  });

  it('goes on when one is forgotten, and to the title when it was the last', async () => {
    const controller = withConflicts('decided');
    const element = await list(controller);
    await press(element, '[data-action=ask]');
    await press(element, '[data-action=forget]');
    expect(at()).to.equal('Lime tree');
    await press(element, '[data-action=ask]');
    await press(element, '[data-action=forget]');
    expect(controller.conflicts).to.have.length(0);
    expect(focused()?.matches('.title')).to.equal(true);
  });

  it('is on the title when all are decided at once', async () => {
    const element = await list(many(3));
    await press(element, '[data-bulk=mine]');
    expect(focused()?.matches('.title')).to.equal(true);
    expect(textOf(focused() as Element)).to.equal('Decided: 3');
  });
});

describe('all conflicts decided at once', () => {
  it('are told of once, with how many they were', async () => {
    const controller = many(30);
    const resolve = controller.resolveConflict.bind(controller);
    controller.resolveConflict = async (...args) => {
      await new Promise((done) => setTimeout(done, 2));
      return resolve(...args);
    };
    const element = await list(controller);
    const said = saidIn(element);
    await press(element, '[data-bulk=mine]');
    await waitUntil(() => controller.conflicts.every(({ state }) => state === 'mine'));
    await settled(element);
    expect(said).to.deep.equal(['Decided: 30']);
  });

  it('say how many, and what kept the others', async () => {
    const controller = many(3);
    const resolve = controller.resolveConflict.bind(controller);
    controller.resolveConflict = (...args) =>
      args[1] === controller.conflicts[1]?.globalId
        ? Promise.reject(new GdbError('storage-full', 'No room.'))
        : resolve(...args);
    const element = await list(controller);
    const said = saidIn(element);
    await press(element, '[data-bulk=theirs]');
    expect(said).to.have.length(1);
    expect(said[0]).to.match(/^Decided: 2\. That did not work\. The storage of this device is full\./);
    expect(allInside(element, '.conflict .wrong')).to.have.length(1);
  });
});

describe('many conflicts', () => {
  it('are shown with at most 1,000 nodes and one Tab stop, however many', async () => {
    const element = await list(many(10_000));
    const nodes = (): number => element.shadowRoot?.querySelectorAll('*').length ?? 0;
    expect(nodes()).to.be.at.most(1000);
    expect(stops(element)).to.have.length(1);
    scrollTo(0, document.documentElement.scrollHeight / 2);
    await settled(element);
    expect(nodes()).to.be.at.most(1000);
    expect(allInside(element, '.conflict').length).to.be.above(1);
    expect(stops(element)).to.have.length(1);
  });

  it('are reached by arrows, Home and End, and so is all that is in a row', async () => {
    const controller = many(10_000);
    const element = await list(controller);
    await element.setFocus();
    expect(at()).to.equal('Tree 0');
    await sendKeys({ press: 'ArrowDown' });
    expect(at()).to.equal('Tree 1');
    await sendKeys({ press: 'End' });
    await settled(element);
    expect(at()).to.equal('Tree 9999');
    expect(focused()?.closest('[role=row]')?.getAttribute('aria-rowindex')).to.equal('10000');
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'ArrowRight' });
    expect(focused()?.getAttribute('aria-checked')).to.equal('false');
    await sendKeys({ press: ' ' });
    await settled(element);
    expect(focused()?.getAttribute('aria-checked'), 'theirs is chosen for the first field').to.equal('true');
    for (let stop = 0; stop < 7; stop += 1) await sendKeys({ press: 'ArrowRight' });
    expect((focused() as HTMLElement).dataset['action']).to.equal('selection');
    await sendKeys({ press: 'Enter' });
    await settled(element);
    expect(controller.calls.at(-1)).to.deep.include({ method: 'resolveConflict' });
    expect(controller.calls.at(-1)?.args[2]).to.deep.equal({ attributes: { STATE: 'theirs' } });
    await sendKeys({ press: 'Home' });
    await settled(element);
    expect(at()).to.equal('Tree 0');
  });

  it('are told to assistive technology with their number and places', async () => {
    const controller = many(200);
    const [first, ...rest] = controller.conflicts;
    if (first === undefined) throw new Error('There is none.');
    controller.showConflicts([{ ...first, state: 'mine' }, ...rest]);
    const element = await list(controller);
    // With the heading before the one that is decided.
    expect(inside(element, '.conflict-list').getAttribute('aria-rowcount')).to.equal('201');
    await element.setFocus();
    await sendKeys({ press: 'End' });
    await settled(element);
    expect(at()).to.equal('Tree 0');
    await sendKeys({ press: 'ArrowUp' });
    expect(at()).to.equal('Decided: 1');
    expect(await axeFindings(element)).to.deep.equal([]);
  });
});

describe('a conflict', () => {
  it('is shown on the map, by its button and by Enter', async () => {
    const controller = many(2);
    const element = await list(controller);
    const wanted: unknown[] = [];
    element.addEventListener('gdb-zoom-request', (event) => wanted.push(event.detail));
    await press(element, '[data-action=show]');
    await element.setFocus();
    await sendKeys({ press: 'Home' });
    inside(element, '.about').focus();
    await sendKeys({ press: 'Enter' });
    const [one] = controller.conflicts;
    const detail = { layerId: 0, globalId: one?.globalId, objectId: one?.objectId };
    expect(wanted).to.deep.equal([detail, detail]);
  });

  it('is not, where the row that shows here was deleted', async () => {
    const element = await list(many(2, { mine: null }));
    expect(allInside(element, '[data-action=show]')).to.have.length(0);
  });

  it('draws both shapes in one frame where they differ', async () => {
    const element = await list(many(1));
    const drawn = allInside(element, '.side .drawn').map((one) =>
      [...one.querySelectorAll('path')].map((path) => path.getAttribute('d')),
    );
    expect(drawn).to.have.length(2);
    const [mine, theirs] = drawn;
    expect(mine?.[0]).to.equal(theirs?.[1]);
    expect(mine?.[1]).to.equal(theirs?.[0]);
    expect(mine?.[0]).not.to.equal(mine?.[1]);
  });

  it('has numbers as the language writes them, to the last digit', async () => {
    const controller = withConflicts('waiting');
    const [first] = controller.conflicts;
    const row = { attributes: { HEIGHT: 12345.678901 } };
    controller.showConflicts([
      { ...(first as EditConflict), base: null, mine: row, theirs: { attributes: { HEIGHT: 12345.678902 } } },
    ]);
    const [layer] = controller.state.geodatabase?.layers ?? [];
    if (layer === undefined) throw new Error('There is no layer.');
    const height = {
      name: 'HEIGHT',
      alias: 'Height',
      type: 'esriFieldTypeDouble',
      nullable: true,
      editable: true,
    } as const;
    const { geodatabase } = controller.state;
    controller.show({
      ...scenes.ready(),
      state: {
        ...controller.state,
        geodatabase: geodatabase && { ...geodatabase, layers: [{ ...layer, fields: [height] }] },
      },
    });
    const element = await list(controller);
    expect(allInside(element, '.value').map(textOf)).to.deep.equal(['12,345.678901', '12,345.678902']);
  });

  it('is forgotten only after a question, which stands where it was asked, and not beside what brings it back', async () => {
    const controller = withConflicts('decided');
    const element = await list(controller);
    const row = inside(element, '[data-conflict]');
    const actions = (): (string | undefined)[] =>
      [...row.querySelectorAll<HTMLElement>('.actions button')].map((one) => one.dataset['action']);
    expect(actions()).to.deep.equal(['theirs', 'show', 'ask']);
    await press(element, '[data-action=ask]');
    expect(actions()).to.deep.equal(['forget', 'keep']);
    expect((focused() as HTMLElement).dataset['action']).to.equal('keep');
    expect(await axeFindings(element)).to.deep.equal([]);
    await sendKeys({ press: 'Escape' });
    await settled(element);
    expect(actions()).to.deep.equal(['theirs', 'show', 'ask']);
    expect((focused() as HTMLElement).dataset['action']).to.equal('ask');
    expect(controller.count('dismissConflict')).to.equal(0);
    await press(element, '[data-action=ask]');
    await press(element, '[data-action=forget]');
    expect(controller.count('dismissConflict')).to.equal(1);
  });
});
