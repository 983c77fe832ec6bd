import { expect, waitUntil } from '@open-wc/testing';
import type { GdbAttachmentPicker } from '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import { attachmentScenes } from '../support/attachment-scenes.js';
import { clear, inside, settled } from '../support/element-page.js';
import { livePicker } from '../support/live-picker.js';
import type { FreshPage } from '../support/fresh-page.js';
import { file, names, picker, pressIn, rowOf, stored, summary, transfer } from '../support/picker-page.js';
import { photoBytes } from '../support/service.js';

const OTHER = 'a5f1f2f2-6a1c-4b7c-9a5e-2f7cf4a1b002';
const pause = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));
let frame: HTMLIFrameElement | undefined;
async function fresh(scene: string, wish: (page: FreshPage) => void = () => undefined) {
  frame = document.createElement('iframe');
  frame.style.cssText = 'width: 700px; height: 500px; border: 0';
  frame.src = new URL('../support/fresh-page.html', import.meta.url).href;
  document.body.append(frame);
  const window = (): { fresh?: FreshPage } => frame?.contentWindow as unknown as { fresh?: FreshPage };
  await waitUntil(() => window().fresh !== undefined, 'the page is there', { timeout: 10_000 });
  wish(window().fresh!);
  const { element, controller } = await window().fresh!.make('gdb-attachment-picker', scene);
  return {
    element: element as unknown as GdbAttachmentPicker,
    controller: controller,
    doc: frame.contentDocument!,
  };
}
afterEach(() => {
  frame?.remove();
  clear();
});

describe('the first look', () => {
  it('files chosen for one feature do not go to another', async () => {
    const { element, controller, doc } = await fresh('empty');
    doc.body.append(element);
    await waitUntil(() => element.shadowRoot?.querySelector('.add input') != null, 'look', { interval: 1 });
    expect(element.shadowRoot!.querySelector('[data-live]')).to.equal(null);
    const input = inside<HTMLInputElement>(element, '.add input');
    input.addEventListener('click', (event) => event.preventDefault(), { once: true });
    input.click();
    element.globalId = OTHER;
    await waitUntil(() => element.shadowRoot?.querySelector('[data-live]') != null, 'face');
    await settled(element);
    input.files = transfer(file('a.jpg')).files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await waitUntil(() => controller.attachments.records.length === 1);
    expect(
      controller.calls.filter(({ method }) => method === 'addAttachment').map(({ args }) => args[1]),
    ).to.not.deep.equal([OTHER]);
  }).timeout(20_000);
});
describe('the form', () => {
  it('waits for files that wait for the face', async () => {
    const { element, doc } = await fresh('empty');
    const form = doc.createElement('form');
    form.append(element);
    doc.body.append(form);
    await waitUntil(() => element.shadowRoot?.querySelector('.add input') != null, 'look', { interval: 1 });
    element.addFiles([file('a.jpg')]);
    await Promise.resolve();
    await Promise.resolve();
    expect(form.checkValidity()).to.equal(false);
  }).timeout(20_000);

  it('does not say that a feature has no files while they are being looked for', async () => {
    const controller = await attachmentScenes.allSent();
    const query = controller.queryAttachments.bind(controller);
    let go: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    controller.queryAttachments = async () => {
      await held;
      return query();
    };
    const element = await picker(controller, undefined, { name: 'photos' });
    const form = document.createElement('form');
    element.replaceWith(form);
    form.append(element);
    await settled(element);
    const said = summary(element),
      valid = form.checkValidity();
    go();
    await settled(element);
    expect(valid && said === 'No files yet').to.equal(false);
  });
});
describe('a file that is removed while it is sent', () => {
  it('is told truly', async () => {
    const { service, element } = await livePicker();
    const controller = element.controller!;
    element.addFiles([new File([photoBytes(5000)], 'a.jpg', { type: 'image/jpeg' })]);
    await stored(element);
    await service.fault({ operation: 'synchronizeReplica', kind: 'holdReply' });
    const sync = controller.syncGeodatabase().catch((e: unknown) => e);
    await service.held();
    pressIn(rowOf('a.jpg', element), 'ask');
    await settled(element);
    pressIn(rowOf('a.jpg', element), 'remove');
    await pause(500);
    await settled(element);
    element.shadowRoot?.querySelector<HTMLElement>('[data-action=bring-back]')?.click();
    await pause(500);
    const isBarTrue = element.shadowRoot?.querySelector('.gone') === null;
    await service.release();
    await Promise.race([sync, pause(5000)]);
    controller.close();
    expect(isBarTrue).to.equal(true);
  }).timeout(40_000);
});
names;

describe('a feature that this device does not know', () => {
  it('is said, with the attribute that names it, and nothing is promised', async () => {
    const { element } = await livePicker();
    element.globalId = 'x';
    await waitUntil(() => summary(element).includes('not on this device'), 'what is said');
    expect(summary(element)).to.contain('Check global-id: “x”');
    expect(element.shadowRoot?.querySelector('.empty')).to.equal(null);
    element.controller?.close();
    clear();
  }).timeout(20_000);
});
