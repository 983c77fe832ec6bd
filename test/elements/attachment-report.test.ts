/** "Copy report" of the picker: once for all that went wrong with the files, by keyboard, and with nothing in it that belongs to a person. */
import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import type { GdbAttachmentPicker } from '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import { attachmentScenes } from '../support/attachment-scenes.js';
import { axeFindings } from '../support/axe.js';
import { notLoaded, scene, scenes } from '../support/controller-states.js';
import { allInside, clear, focused, inside, looks, settled, textOf } from '../support/element-page.js';
import { file, picker, pressIn, rowOf, rows, said, stored, summary } from '../support/picker-page.js';
import type { TestService } from '../support/service.js';
import { photoBytes } from '../support/service.js';
import { ScriptedController } from '../support/scripted-controller.js';
import { livePicker } from '../support/live-picker.js';

const buttons = (element: GdbAttachmentPicker): HTMLElement[] => allInside(element, '[data-action=report]');
const button = async (element: GdbAttachmentPicker): Promise<HTMLElement> => {
  await waitUntil(() => buttons(element).length > 0, 'a button for the report');
  return inside(element, '[data-action=report]');
};

describe('a report of the picker', () => {
  const { clipboard } = navigator;
  const setClipboard = (value: unknown): void => {
    Object.defineProperty(navigator, 'clipboard', { value, configurable: true });
  };
  let copied: string[] = [];
  beforeEach(() => {
    copied = [];
    setClipboard({
      write: ([item]: readonly ClipboardItem[]) =>
        item?.getType('text/plain').then(async (blob) => copied.push(await blob.text())),
    });
  });
  afterEach(() => {
    setClipboard(clipboard);
    clear();
  });

  const refuseClipboard = (): void => {
    const denied = (): Promise<never> => Promise.reject(new DOMException('denied', 'NotAllowedError'));
    setClipboard({ write: denied, writeText: denied });
  };

  describe('of a real upload that the service refused', () => {
    const NAME = 'Elm street 12, broken branch.jpg';
    let service: TestService;
    let element: GdbAttachmentPicker;

    beforeEach(async function () {
      this.timeout(30_000);
      ({ service, element } = await livePicker());
      element.addFiles([new File([photoBytes(5000)], NAME, { type: 'image/jpeg' })]);
      await stored(element);
      await service.fault({
        ...{ operation: 'synchronizeReplica', kind: 'editFails', code: 1008, edit: 'attachAdd' },
        message: `${NAME} is not wanted`,
      });
      await element.controller!.syncGeodatabase();
      await waitUntil(() => rows(element)[0]?.includes('Code 1008'), 'the refusal');
    });
    afterEach(() => element.controller?.close());

    it('holds the code, and neither the file’s name nor the server’s words nor the address', async () => {
      (await button(element)).click();
      await waitUntil(() => copied.length > 0, 'the report');
      const [text = ''] = copied;
      expect(JSON.parse(text)).to.include({ format: 'gdb-sync-report/1' });
      expect(text).to.contain('1008');
      for (const secret of [NAME, 'Elm', 'broken', 'is not wanted', service.url, element.globalId])
        expect(text, secret).not.to.contain(secret);
    });

    it('nor does the one to be copied by hand', async () => {
      refuseClipboard();
      (await button(element)).click();
      await waitUntil(() => element.shadowRoot?.querySelector('.report-by-hand'), 'the text');
      const { value } = inside<HTMLTextAreaElement>(element, '.report-by-hand textarea');
      expect(value).to.contain('1008').and.not.contain('Elm').and.not.contain('.jpg');
    });
  });

  it('is offered once, however many files could not be written, and is one Tab stop', async () => {
    const element = await picker(await attachmentScenes.storageFull());
    element.addFiles(['a', 'b', 'c', 'd'].map((name) => file(`${name}.jpg`)));
    await stored(element);
    const copy = await button(element);
    expect(buttons(element)).to.have.length(1);
    expect(allInside(element, '.rows [data-action=report]')).to.have.length(0);
    inside(element, '.add input').focus();
    while (focused() !== copy) {
      const before = focused();
      await sendKeys({ press: 'Tab' });
      expect(focused(), 'Tab leads to it').not.to.equal(before);
    }
    await sendKeys({ press: 'Tab' });
    expect(focused()?.closest('[data-row]'), 'and from it to the files').not.to.equal(null);
  });

  it('says that it was copied, and leaves the focus where it is, also when nothing is wrong any more', async () => {
    const controller = await attachmentScenes.storageFull();
    const element = await picker(controller);
    element.addFiles([file('photo.jpg')]);
    await stored(element);
    const copy = await button(element);
    copy.focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => said(element).includes('Report copied'), 'what is said');
    expect(textOf(inside(element, '.report-said'))).to.contain('Report copied');
    expect(focused()).to.equal(copy);
    controller.attachments.writeError = undefined;
    pressIn(rowOf('photo.jpg', element), 'retry');
    await stored(element);
    expect(focused()).to.equal(copy);
    inside(element, '.add input').focus();
    await settled(element);
    expect(buttons(element), 'who left it sees it no more').to.have.length(0);
  });

  it('is offered where what this device keeps could not be read, and why is said', async () => {
    const element = await picker(await attachmentScenes.unreadable());
    expect(summary(element)).to.equal('The browser closed the storage of this page. Reload the page');
    (await button(element)).click();
    await waitUntil(() => copied.length > 0, 'the report');
  });

  it('is offered where this device can keep nothing, and why is said', async () => {
    const unavailable = { code: 'storage-unavailable', message: 'none', retryable: false, details: {} } as const;
    const shown = scene('unavailable', { geodatabase: null, unavailable });
    const element = await picker(new ScriptedController(shown));
    expect(summary(element))
      .to.match(/^This browser does not let the page keep data\./)
      .and.not.contain('Take the area offline');
    await button(element);
    expect(element.shadowRoot?.querySelector('[data-action=open-again]'), 'trying again is no help').to.equal(null);
  });

  it('stands beside a way to try again, where that can help; the focus finds its way when it did', async () => {
    const controller = await attachmentScenes.empty();
    const element = await picker(controller);
    controller.show(notLoaded());
    await settled(element);
    await button(element);
    const again = inside(element, '[data-action=open-again]');
    expect(textOf(again)).to.equal('Try again');
    again.focus();
    await sendKeys({ press: 'Enter' });
    expect(controller.count('retryNow')).to.equal(1);
    controller.show(scenes.ready());
    await settled(element);
    expect(element.shadowRoot?.querySelector('[data-action=open-again]')).to.equal(null);
    expect(focused()?.localName).to.equal('input');
    expect(summary(element)).to.equal('No files yet');
  });

  it('is not offered while nothing is wrong, nor for a file that is not taken here', async () => {
    const element = await picker(await attachmentScenes.offline(), undefined, { accept: 'image/*' });
    element.addFiles([file('notes.txt', 'x', 'text/plain')]);
    await stored(element);
    expect(rows(element).join(' ')).to.contain('Not added: only');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(buttons(element)).to.have.length(0);
  });

  for (const look of looks)
    it(`has nothing that axe would mind, ${look.theme}, ${look.dir}`, async () => {
      refuseClipboard();
      const element = await picker(await attachmentScenes.everyState(), look);
      (await button(element)).click();
      await waitUntil(() => element.shadowRoot?.querySelector('.report-by-hand'), 'the text');
      await waitUntil(() => focused()?.localName === 'textarea', 'the focus');
      expect(await axeFindings(element)).to.deep.equal([]);
    });
});
