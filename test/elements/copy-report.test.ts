/** "Copy report", wherever an element tells of an error. What is in a report and what is not: test/controller/report*. */
import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { LitElement } from 'lit';
import '../../src/elements/edit-errors/gdb-edit-errors.js';
import '../../src/elements/sync-button/gdb-sync-button.js';
import '../../src/elements/sync-progress/gdb-sync-progress.js';
import { GdbError } from '../../src/shared/errors.js';
import { axeFindings } from '../support/axe.js';
import { withConflicts } from '../support/conflict-scenes.js';
import { scenes } from '../support/controller-states.js';
import { allInside, clear, focused, inside, settled, show, textOf } from '../support/element-page.js';
import { geodatabaseFile } from '../support/geodatabase-file.js';
import { ScriptedController } from '../support/scripted-controller.js';

type Shown = Pick<LitElement, 'shadowRoot' | 'updateComplete'> & HTMLElement;

const REPORT = '[data-action=report]';
const clipboard = Object.getOwnPropertyDescriptor(navigator, 'clipboard');
const setClipboard = (value: object): void => {
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value });
};

/** What reached the clipboard. */
function readClipboard(): string[] {
  const copied: string[] = [];
  setClipboard({
    write: ([item]: readonly ClipboardItem[]) =>
      item?.getType('text/plain').then(async (blob) => copied.push(await blob.text())),
  });
  return copied;
}

async function saysCopied(element: Shown, copied: readonly string[]): Promise<void> {
  await waitUntil(() => element.shadowRoot?.querySelector('.report-said'), 'it says so');
  expect(JSON.parse(copied[0] ?? '')).to.include({ format: 'gdb-sync-report/1' });
  expect(
    allInside(element as never, '[data-live]')
      .map(textOf)
      .join(),
  ).to.contain('Report copied');
  expect(await axeFindings(element)).to.deep.equal([]);
}

afterEach(() => {
  clear();
  if (clipboard === undefined) Reflect.deleteProperty(navigator, 'clipboard');
  else Object.defineProperty(navigator, 'clipboard', clipboard);
});

describe('"Copy report"', () => {
  const card = (name: keyof typeof scenes, layout = 'card') =>
    show(
      Object.assign(document.createElement('gdb-sync-progress'), {
        controller: new ScriptedController(scenes[name]()),
        layout,
      }),
    );

  for (const name of ['failed', 'waitingRetry', 'unavailable', 'completedWithErrors', 'notSupported'] as const)
    it(`stands on the progress card: ${name}`, async () => {
      const copied = readClipboard();
      const element = await card(name);
      inside(element, REPORT).click();
      await saysCopied(element, copied);
    });

  it('stands in its compact line, too', async () => {
    expect(allInside(await card('failed', 'compact'), REPORT)).to.have.length(1);
  });

  for (const name of ['ready', 'uploading', 'completed', 'paused', 'offline', 'cancelled'] as const)
    it(`is not in the way where nothing went wrong: ${name}`, async () => {
      expect(allInside(await card(name), REPORT)).to.have.length(0);
    });

  it('is pressed by keyboard, keeps the focus, and takes back what it said with the error', async () => {
    readClipboard();
    const element = await card('failed');
    inside(element, REPORT).focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => element.shadowRoot?.querySelector('.report-said'), 'it says so');
    expect(focused()).to.equal(inside(element, REPORT));
    const controller = element.controller as ScriptedController;
    controller.show(scenes.preparing());
    await settled(element);
    controller.show(scenes.failed());
    await settled(element);
    expect(allInside(element, '.report-said')).to.have.length(0);
  });

  it('shows the text on the card where the browser does not let the page copy', async () => {
    const denied = (): Promise<never> => Promise.reject(new DOMException('denied', 'NotAllowedError'));
    setClipboard({ write: denied, writeText: denied });
    const element = await card('failed');
    inside(element, REPORT).click();
    await waitUntil(() => focused()?.localName === 'textarea', 'the text has the focus');
    expect(JSON.parse((focused() as HTMLTextAreaElement).value)).to.include({ format: 'gdb-sync-report/1' });
  });

  it('stands in the list of errors of a device that cannot be opened', async () => {
    const copied = readClipboard();
    const controller = new ScriptedController(scenes.unavailable());
    const element = await show(Object.assign(document.createElement('gdb-edit-errors'), { controller }));
    inside(element, REPORT).click();
    await saysCopied(element, copied);
  });

  it('stands below a decision that did not work, once, and goes when it did', async () => {
    const copied = readClipboard();
    const controller = withConflicts('waiting');
    const works = controller.resolveConflict.bind(controller);
    controller.resolveConflict = () => Promise.reject(new GdbError('storage-full', 'No room.'));
    const element = await show(Object.assign(document.createElement('gdb-edit-errors'), { controller }));
    const row = (at: number): HTMLElement | undefined => allInside(element, '[data-conflict]')[at];
    const press = (at: number): void => row(at)?.querySelector<HTMLElement>('[data-action=mine]')?.click();
    await waitUntil(() => row(1), 'the list of conflicts');
    press(0);
    await waitUntil(() => row(0)?.querySelector(REPORT), 'offered');
    press(1);
    await waitUntil(() => row(1)?.querySelector(REPORT), 'offered where it was last');
    expect(allInside(element, `[data-conflict] ${REPORT}`)).to.have.length(1);
    row(1)?.querySelector<HTMLElement>(REPORT)?.click();
    await saysCopied(element, copied);
    controller.resolveConflict = works;
    press(1);
    await waitUntil(() => allInside(element, `[data-conflict] ${REPORT}`).length === 0, 'gone');
  });

  it('stands below a file that cannot be loaded', async () => {
    const copied = readClipboard();
    const controller = new ScriptedController(scenes.notOffline());
    controller.file = geodatabaseFile(new GdbError('geodatabase-unregistered', 'It was unregistered here.'));
    const element = await show(Object.assign(document.createElement('gdb-sync-button'), { controller }));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['bytes'], 'secret-park.geodatabase'));
    element.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    await waitUntil(() => element.shadowRoot?.querySelector(`.file-panel ${REPORT}`), 'offered');
    inside(element, `.file-panel ${REPORT}`).click();
    await saysCopied(element, copied);
    expect(copied[0]).not.to.contain('secret-park');
  });
});
