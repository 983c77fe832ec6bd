import { expect, waitUntil } from '@open-wc/testing';
import '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import type { GdbAttachmentPicker } from '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import type { SyncController } from '../../src/controller/types.js';
import { GdbError } from '../../src/shared/errors.js';
import { attachmentScenes } from '../support/attachment-scenes.js';
import { clear, inside, settled, textOf } from '../support/element-page.js';
import { picker, pressIn, rowOf, rows, stored } from '../support/picker-page.js';
import { attachmentOf } from '../support/scripted-attachments.js';
import type { TestService } from '../support/service.js';
import { photoBytes } from '../support/service.js';
import { livePicker } from '../support/live-picker.js';

const pause = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));
let service: TestService;
let element: GdbAttachmentPicker;
let oid = 0;

async function live(): Promise<void> {
  ({ service, element, objectId: oid } = await livePicker());
}

afterEach(() => {
  element.controller?.close();
  clear();
});

describe('the preview of a file that changed meanwhile', () => {
  it('by a sync: a new keyword does not write the old content over that of the server', async () => {
    await live();
    const controller = element.controller!;
    element.addFiles([new File(['OLD'], 'notes.txt', { type: 'text/plain' })]);
    await stored(element);
    await controller.syncGeodatabase();
    await waitUntil(() => rows(element)[0]?.includes('On the server'), 'sent');
    const contentOf = async (): Promise<string> => {
      const [info] = await service.attachmentInfos(0, oid);
      return (await fetch(`${service.url}/0/${oid}/attachments/${info!.id}`)).text();
    };
    expect(await contentOf()).to.equal('OLD');
    pressIn(rowOf('notes.txt', element), 'preview');
    await waitUntil(() => element.shadowRoot?.querySelector('.preview-fields') != null, 'preview');
    // The office replaces it
    const [info] = await service.attachmentInfos(0, oid);
    const form = new FormData();
    form.set('f', 'json');
    form.set('attachmentId', String(info!.id));
    form.set('attachment', new File(['NEW FROM THE OFFICE'], 'notes.txt', { type: 'text/plain' }));
    await fetch(`${service.url}/0/${oid}/updateAttachment`, { method: 'POST', body: form });
    expect(await contentOf()).to.equal('NEW FROM THE OFFICE');
    await controller.syncGeodatabase();
    await pause(500);
    inside<HTMLInputElement>(element, '[name="keywords"]').value = 'elm';
    inside<HTMLFormElement>(element, '.preview-fields').requestSubmit();
    await pause(500);
    await settled(element);
    await controller.syncGeodatabase();
    expect(await contentOf()).to.equal('NEW FROM THE OFFICE');
  }).timeout(40_000);

  const newer = (): File => new File(['NEWER'], 'newer.txt', { type: 'text/plain' });
  async function openNotes(): Promise<SyncController> {
    await live();
    element.addFiles([new File(['OLD'], 'notes.txt', { type: 'text/plain' })]);
    await stored(element);
    pressIn(rowOf('notes.txt', element), 'preview');
    await waitUntil(() => element.shadowRoot?.querySelector('.preview-fields') != null, 'preview');
    return element.controller!;
  }
  function giveKeyword(): void {
    inside<HTMLInputElement>(element, '[name="keywords"]').value = 'elm';
    inside<HTMLFormElement>(element, '.preview-fields').requestSubmit();
  }
  async function kept(controller: SyncController): Promise<readonly string[]> {
    const [record] = await controller.queryAttachments(0, [element.globalId!]);
    return [record!.keywords, await (await controller.readAttachment(record!)).text()];
  }

  it('by another tab: the newer content stays', async () => {
    const controller = await openNotes();
    const [record] = await controller.queryAttachments(0, [element.globalId!]);
    await controller.updateAttachment(record!, newer());
    await pause(300);
    giveKeyword();
    await pause(500);
    expect(await kept(controller)).to.deep.equal(['elm', 'NEWER']);
  }).timeout(40_000);

  it('by another tab, while the keyword is being written: the newer content stays', async () => {
    const controller = await openNotes();
    const update = controller.updateAttachment.bind(controller);
    controller.updateAttachment = async (record, ...change) => {
      controller.updateAttachment = update;
      await update(record, newer());
      return update(record, ...change);
    };
    giveKeyword();
    await pause(800);
    expect(await kept(controller)).to.deep.equal(['elm', 'NEWER']);
  }).timeout(40_000);
});

/** What is said from now on. */
function listen(): readonly string[] {
  const heard: string[] = [];
  const region = inside(element, '[data-live]');
  const changes = { childList: true, subtree: true, characterData: true };
  new MutationObserver(() => heard.push(textOf(region))).observe(region, changes);
  return heard;
}

describe('two presses of Remove', () => {
  for (const size of [5000, 8_000_000])
    it(`of a file only here say what is so, ${size}`, async () => {
      await live();
      element.addFiles([new File([photoBytes(size)], 'a.jpg', { type: 'image/jpeg' })]);
      await stored(element);
      pressIn(rowOf('a.jpg', element), 'ask');
      await settled(element);
      const remove = rowOf('a.jpg', element).querySelector<HTMLElement>('[data-action=remove]')!;
      const heard = listen();
      remove.click();
      await pause(size > 10_000 ? 15 : 0);
      if (remove.isConnected) remove.click();
      await pause(800);
      await settled(element);
      const bar = element.shadowRoot?.querySelector<HTMLElement>('[data-action=bring-back]');
      bar?.click();
      await pause(500);
      expect(heard).to.deep.equal(['a.jpg: removed', 'a.jpg: it is back']);
      expect(element.shadowRoot?.querySelector('.problem')).to.equal(null);
    }).timeout(40_000);
  it('two presses of Undo', async () => {
    await live();
    element.addFiles([new File([photoBytes(5000)], 'a.jpg', { type: 'image/jpeg' })]);
    await stored(element);
    pressIn(rowOf('a.jpg', element), 'ask');
    await settled(element);
    pressIn(rowOf('a.jpg', element), 'remove');
    await waitUntil(() => element.shadowRoot?.querySelector('[data-action=bring-back]') != null);
    const undo = inside(element, '[data-action=bring-back]');
    const heard = listen();
    undo.click();
    undo.click();
    await pause(800);
    expect(heard).to.deep.equal(['a.jpg: it is back']);
  }).timeout(40_000);
});

describe('what went wrong once', () => {
  it('is not said of a file that was sent since', async () => {
    const controller = await attachmentScenes.empty();
    const record = attachmentOf({ name: 'a.jpg' });
    controller.attachments.set(record);
    const element2 = await picker(controller);
    controller.deleteAttachments = () =>
      Promise.reject(new GdbError('storage-full', 'The storage of this device is full.'));
    pressIn(rowOf('a.jpg', element2), 'ask');
    await settled(element2);
    pressIn(rowOf('a.jpg', element2), 'remove');
    await settled(element2);
    controller.attachments.set({ ...record, attachmentId: 5, state: { kind: 'received', bytesHere: true } });
    controller.attachmentsChanged();
    await settled(element2);
    expect(rows(element2)[0]).to.not.contain('full');
  });
});
