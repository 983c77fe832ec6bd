/** The number of changes not sent on the icon of the app (`app-badge`). */
import { expect } from '@open-wc/testing';
import '../../src/elements/sync-button/gdb-sync-button.js';
import type { GdbSyncButton } from '../../src/elements/sync-button/gdb-sync-button.js';
import { scenes } from '../support/controller-states.js';
import { clear, settled, show } from '../support/element-page.js';
import { ScriptedController } from '../support/scripted-controller.js';

async function button(controller: ScriptedController, appBadge = true): Promise<GdbSyncButton> {
  return show(Object.assign(document.createElement('gdb-sync-button'), { controller, appBadge }));
}

let shown: number[] = [];
const app = {
  setAppBadge: (count: number) => Promise.resolve(shown.push(count)),
  clearAppBadge: () => Promise.resolve(shown.push(0)),
};

beforeEach(() => {
  shown = [];
  for (const [name, value] of Object.entries(app))
    Object.defineProperty(navigator, name, { value, configurable: true });
});
afterEach(() => {
  clear();
  for (const name of Object.keys(app)) Reflect.deleteProperty(navigator, name);
});

describe('the icon of the app', () => {
  it('puts the number of changes not sent on the icon of the app, only where the page wants it', async () => {
    const quiet = await button(new ScriptedController(scenes.changesNotSent()), false);
    expect(shown).to.deep.equal([]);
    quiet.remove();
    const controller = new ScriptedController(scenes.changesNotSent());
    const element = await button(controller);
    controller.show(scenes.completedWithErrors());
    await settled(element);
    controller.show(scenes.completed());
    await settled(element);
    expect(shown).to.deep.equal([3, 4, 0]);
  });

  it('leaves the number of an earlier page where nothing could be opened yet', async () => {
    const controller = new ScriptedController(scenes.opening());
    const element = await button(controller);
    controller.show(scenes.unavailable());
    await settled(element);
    expect(shown).to.deep.equal([]);
    controller.show(scenes.changesNotSent());
    await settled(element);
    expect(shown).to.deep.equal([3]);
  });

  it('puts the sum of all buttons on the icon, those of one controller once, and takes it away with the last', async () => {
    const trees = new ScriptedController(scenes.changesNotSent());
    const first = await button(trees);
    const beside = async (controller: ScriptedController): Promise<GdbSyncButton> => {
      const element = Object.assign(document.createElement('gdb-sync-button'), { controller, appBadge: true });
      first.after(element);
      await settled(element);
      return element;
    };
    const again = await beside(trees);
    const benches = new ScriptedController(scenes.ready());
    const other = await beside(benches);
    expect(shown, 'a button at 0').to.deep.equal([3]);
    benches.show(scenes.completedWithErrors());
    await settled(other);
    expect(shown).to.deep.equal([3, 7]);
    first.remove();
    await settled(again);
    expect(shown, 'the other button of the same controller is there').to.deep.equal([3, 7]);
    again.remove();
    other.remove();
    expect(shown).to.deep.equal([3, 7, 4, 0]);
  });
});
