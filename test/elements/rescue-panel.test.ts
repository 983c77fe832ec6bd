/** Behind the three dots of the sync button: unsent edits as a file. */
import { expect, waitUntil } from '@open-wc/testing';
import '../../src/elements/sync-button/gdb-sync-button.js';
import type { GdbSyncButton } from '../../src/elements/sync-button/gdb-sync-button.js';
import { rescueEnglish, type RescueKey } from '../../src/elements/sync-button/rescue-words.en.js';
import { GdbError } from '../../src/shared/errors.js';
import { axeFindings } from '../support/axe.js';
import { pending, scene, scenes } from '../support/controller-states.js';
import { clear, inside, looks, settled, show, textOf } from '../support/element-page.js';
import { ScriptedController } from '../support/scripted-controller.js';

async function opened(controller: ScriptedController, look = looks[0]): Promise<GdbSyncButton> {
  const element = document.createElement('gdb-sync-button');
  element.controller = controller;
  await show(element, look);
  inside(element, '#more').click();
  await waitUntil(() => element.shadowRoot?.querySelector('[data-item=rescueMore]'), 'the menu');
  inside(element, '[data-item=rescueMore]').click();
  await waitUntil(() => element.shadowRoot?.querySelector('.rescue'), 'the panel');
  await settled(element);
  return element;
}

const textOfKey = (key: RescueKey): string => String(rescueEnglish[key]);
const actions = (element: GdbSyncButton): readonly string[] =>
  [...(element.shadowRoot?.querySelectorAll('.rescue-action') ?? [])].map(textOf);
const press = async (element: GdbSyncButton, words: string): Promise<void> => {
  const found = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('.rescue-action') ?? [])];
  found.find((one) => textOf(one) === words)?.click();
  await settled(element);
};
const said = (element: GdbSyncButton): string => textOf(inside(element, '.said'));

/** Downloads that a press would start; the browser of a test should not. */
function watchDownloads(): { readonly names: string[]; stop(): void } {
  const names: string[] = [];
  const click = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function record(): void {
    expect(this.href).to.match(/^blob:/);
    names.push(this.download);
  };
  return {
    names,
    stop: () => {
      HTMLAnchorElement.prototype.click = click;
    },
  };
}

describe('unsent edits as a file', () => {
  let downloads: ReturnType<typeof watchDownloads>;
  beforeEach(() => {
    downloads = watchDownloads();
  });
  afterEach(() => {
    downloads.stop();
    clear();
  });

  it('offers what can be done: nothing to export while all is sent, nothing to take back while nothing is frozen', async () => {
    expect(actions(await opened(new ScriptedController(scenes.ready())))).to.deep.equal([textOfKey('rescueImport')]);
    const unsent = await opened(new ScriptedController(scenes.changesNotSent()));
    expect(actions(unsent)).to.deep.equal([
      textOfKey('rescueExport'),
      textOfKey('rescueHandOver'),
      textOfKey('rescueImport'),
    ]);
    const frozen = scene('changes-not-sent', { pending: { ...pending(3), handedOver: 3 } });
    expect(actions(await opened(new ScriptedController(frozen)))).to.include('Take back 3 changes');
  });

  it('exports a copy as a download, and says how much is in it', async () => {
    const controller = new ScriptedController(scenes.changesNotSent());
    const element = await opened(controller);
    await press(element, textOfKey('rescueExport'));
    expect(controller.calls.at(-1)).to.deep.equal({ method: 'exportPendingEdits', args: [{ mode: 'copy' }] });
    expect(downloads.names).to.deep.equal(['default-2026-11-22.zip']);
    expect(said(element)).to.match(/^3 changes are in the file/);
  });

  it('hands over with the passphrase that was typed', async () => {
    const controller = new ScriptedController(scenes.changesNotSent());
    const element = await opened(controller);
    inside<HTMLInputElement>(element, '[type=password]').value = 'four words';
    await press(element, textOfKey('rescueHandOver'));
    const options = { mode: 'hand-over', passphrase: 'four words' };
    expect(controller.calls.at(-1)).to.deep.equal({ method: 'exportPendingEdits', args: [options] });
    expect(said(element)).to.contain('frozen here');
  });

  it('takes back, and imports what was picked', async () => {
    const frozen = scene('changes-not-sent', { pending: { ...pending(3), handedOver: 3 } });
    const controller = new ScriptedController(frozen);
    const element = await opened(controller);
    await press(element, 'Take back 3 changes');
    expect(controller.count('takeBackPendingEdits')).to.equal(1);
    const input = inside<HTMLInputElement>(element, '.rescue [type=file]');
    const picked = new DataTransfer();
    picked.items.add(new File(['zip'], 'edits.zip'));
    input.files = picked.files;
    input.dispatchEvent(new Event('change'));
    await settled(element);
    expect(controller.count('importPendingEdits')).to.equal(1);
    expect(said(element)).to.equal(textOfKey('rescueKnown'));
  });

  it('says in plain words why it could not, and nothing of it becomes HTML', async () => {
    const controller = new ScriptedController(scenes.changesNotSent());
    controller.exportPendingEdits = () =>
      Promise.reject(new GdbError('other-service', 'The file holds changes of <img src=x onerror=alert(1)>.'));
    const element = await opened(controller);
    await press(element, textOfKey('rescueExport'));
    expect(said(element)).to.contain('another service').and.to.contain('<img src=x');
    expect(element.shadowRoot?.querySelector('img')).to.equal(null);
  });

  for (const look of looks)
    it(`has nothing that axe would mind, ${look.theme}, ${look.dir}`, async () => {
      const element = await opened(new ScriptedController(scenes.changesNotSent()), look);
      expect(await axeFindings(element)).to.deep.equal([]);
    });
});
