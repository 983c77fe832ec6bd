import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type * as CameraNote from '../../src/elements/attachment-picker/camera-note.js';
import type { GdbAttachmentPicker } from '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import { afterFrame } from '../../src/elements/common/after-frame.js';
import { GdbCameraReturnEvent, type GdbBeforeCameraEvent } from '../../src/elements/attachment-picker/host-events.js';
import { attachmentScenes, FEATURE } from '../support/attachment-scenes.js';
import { axeFindings } from '../support/axe.js';
import { Cameras } from '../support/cameras.js';
import { allInside, clear, focused, inside, settled, textOf } from '../support/element-page.js';
import type { FreshPage } from '../support/fresh-page.js';
import { file, names, picker, rows, stored, summary } from '../support/picker-page.js';
import type { ScriptedController } from '../support/scripted-controller.js';

const dialogOf = (element: GdbAttachmentPicker): HTMLDialogElement => inside(element, '.camera-dialog');
const press = (element: GdbAttachmentPicker, action: string): void => {
  inside(element, `[data-action="${action}"]`).click();
};

/** The camera in the page, open and showing its picture. */
async function opened(
  controller: ScriptedController,
  attributes: Readonly<Record<string, string>> = {},
): Promise<GdbAttachmentPicker> {
  const element = await picker(controller, undefined, { camera: 'page', ...attributes });
  inside(element, '.camera').focus();
  inside(element, '.camera').click();
  await until(() => element.shadowRoot?.querySelector('.camera-dialog') != null);
  await settled(element);
  return element;
}

async function until(isSo: () => boolean): Promise<void> {
  for (let round = 0; round < 300 && !isSo(); round += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isSo()).to.equal(true);
}

const showsPicture = (element: GdbAttachmentPicker): boolean =>
  (element.shadowRoot?.querySelector('video')?.videoWidth ?? 0) > 0;

describe('the camera in the page', () => {
  let cameras: Cameras;
  beforeEach(() => {
    cameras = new Cameras();
  });
  afterEach(() => {
    clear();
    cameras.restore();
    localStorage.clear();
  });

  it('opens by a press, with the focus on the shutter, and asks for the camera at the back', async () => {
    const element = await opened(await attachmentScenes.empty());
    expect(dialogOf(element).open).to.equal(true);
    expect(focused()).to.equal(inside(element, '.shutter'));
    expect(cameras.asked[0]).to.have.nested.property('video.facingMode', 'environment');
    expect(cameras.asked[0]).to.have.property('audio', false);
    expect(await axeFindings(element)).to.deep.equal([]);
  });

  it('stays off where the element left the page before it could open', async () => {
    const element = await picker(await attachmentScenes.empty(), undefined, { camera: 'page' });
    inside(element, '.camera').click();
    element.remove();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(cameras.asked).to.have.length(0);
  });

  it('a photo that found no room can be saved, and goes only after a question', async () => {
    const controller = await attachmentScenes.storageFull();
    const element = await opened(controller);
    await until(() => showsPicture(element));
    press(element, 'shoot');
    await until(() => element.shadowRoot?.querySelector('[data-action="dismiss"]') != null);
    press(element, 'camera-done');
    await settled(element);
    const [row] = allInside(element, '.row');
    const saved: string[] = [];
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = function (): void {
      saved.push(this.download);
    };
    row?.querySelector<HTMLElement>('[data-action="save"]')?.click();
    HTMLAnchorElement.prototype.click = click;
    expect(saved).to.deep.equal(names(element));
    row?.querySelector<HTMLElement>('[data-action="dismiss"]')?.click();
    await settled(element);
    expect(rows(element)[0]).to.contain('Remove this file for good? It exists only on this device.');
    expect(focused()?.getAttribute('data-action')).to.equal('keep');
    press(element, 'keep');
    await settled(element);
    expect(names(element), 'after a change of mind').to.have.length(1);
    expect(focused()?.getAttribute('data-action')).to.equal('dismiss');
    press(element, 'dismiss');
    await settled(element);
    press(element, 'remove');
    await settled(element);
    expect(names(element)).to.deep.equal([]);
  });

  it('takes one photo after the other, each kept at once with its time', async () => {
    const controller = await attachmentScenes.empty();
    const element = await opened(controller);
    await until(() => showsPicture(element));
    press(element, 'shoot');
    await until(() => controller.attachments.records.length === 1);
    expect(textOf(inside(element, '.camera-facts'))).to.equal('1 photo taken');
    expect(textOf(inside(element, '.camera-dialog [data-live]')), 'said inside the dialog').to.equal('1 photo taken');
    await new Promise((resolve) => setTimeout(resolve, 1100));
    press(element, 'shoot');
    await until(() => controller.attachments.records.length === 2);
    const [first] = controller.attachments.records;
    expect(first?.name).to.match(/^IMG_\d{8}_\d{6}\.jpg$/);
    const bitmap = await createImageBitmap(await controller.readAttachment(first!));
    expect([bitmap.width, bitmap.height]).to.deep.equal([320, 240]);
    const bytes = new TextDecoder('latin1').decode(await (await controller.readAttachment(first!)).arrayBuffer());
    expect(bytes).to.contain(`${String(new Date().getFullYear())}:`);
    expect(rows(element)[0]).to.contain('No position in this photo');
  });

  it('is off, and the focus is where it was, after Escape and after Done', async () => {
    for (const way of ['Escape', 'Done']) {
      const element = await opened(await attachmentScenes.empty());
      await until(() => cameras.tracks.length > 0 && !cameras.areOff);
      if (way === 'Escape') await sendKeys({ press: 'Escape' });
      else press(element, 'camera-done');
      await settled(element);
      expect(cameras.areOff, 'the light').to.equal(true);
      expect(element.shadowRoot?.querySelector('.camera-dialog')).to.equal(null);
      expect(focused()).to.equal(inside(element, '.camera'));
      clear();
    }
  });

  it('is off when the page goes away, and when the element does', async () => {
    const element = await opened(await attachmentScenes.empty());
    await until(() => cameras.tracks.length === 1);
    globalThis.dispatchEvent(new Event('pagehide'));
    expect(cameras.areOff).to.equal(true);
    await settled(element);
    inside(element, '.camera').click();
    await until(() => cameras.tracks.length === 2);
    element.remove();
    expect(cameras.areOff).to.equal(true);
  });

  it('has a lamp where there is one, and another camera where there are two', async () => {
    const plain = await opened(await attachmentScenes.empty());
    await until(() => cameras.tracks.length === 1);
    await settled(plain);
    expect(allInside(plain, '[data-action="lamp"], [data-action="turn"]')).to.deep.equal([]);
    clear();
    cameras.hasLamp = true;
    cameras.count = 2;
    const element = await opened(await attachmentScenes.empty());
    await until(() => element.shadowRoot?.querySelector('[data-action="lamp"]') != null);
    press(element, 'lamp');
    await settled(element);
    expect(cameras.lit).to.deep.equal([{ advanced: [{ torch: true }] }]);
    expect(inside(element, '[data-action="lamp"]').getAttribute('aria-pressed')).to.equal('true');
    press(element, 'turn');
    await until(() => cameras.asked.length === 3);
    expect(cameras.asked[2]).to.have.nested.property('video.facingMode', 'user');
    await until(() => cameras.tracks.filter(({ readyState }) => readyState === 'live').length === 1);
  });

  for (const [name, words] of [
    ['NotAllowedError', window === window.top ? 'is blocked for this page' : 'needs allow="camera"'],
    ['NotFoundError', 'No camera was found'],
    ['NotReadableError', 'another app may have it'],
  ] as const)
    it(`says why there is no picture, and what to do instead: ${name}`, async () => {
      cameras.error = new DOMException('x', name);
      const element = await opened(await attachmentScenes.empty());
      await until(() => element.shadowRoot?.querySelector('.finder-words') != null);
      await settled(element);
      expect(textOf(inside(element, '.finder-words'))).to.contain(words);
      expect(textOf(inside(element, '.finder-words'))).to.contain('Add photos as files');
      expect(await axeFindings(element)).to.deep.equal([]);
    });

  it('waits until the page has saved its draft and every file is written', async () => {
    const controller = await attachmentScenes.empty();
    controller.attachments.holdAt = 0.5;
    const element = await picker(controller, undefined, { camera: 'page' });
    element.addFiles([file('before.jpg')]);
    await settled(element);
    let save: () => void = () => undefined;
    const asked: unknown[] = [];
    element.addEventListener('gdb-before-camera', (event: GdbBeforeCameraEvent) => {
      asked.push(event.detail);
      event.waitUntil(new Promise<void>((resolve) => (save = resolve)));
    });
    inside(element, '.camera').click();
    await settled(element);
    expect(asked).to.have.length(1);
    expect(asked[0]).to.deep.include({ layerId: 0, globalId: FEATURE });
    expect(cameras.asked).to.deep.equal([]);
    save();
    await settled(element);
    expect(cameras.asked, 'a file is still being written').to.deep.equal([]);
    controller.attachments.goOn();
    await until(() => cameras.asked.length === 1);
    expect(names(element)).to.deep.equal(['before.jpg']);
  });

  it('stays closed when the page does not want it', async () => {
    const element = await picker(await attachmentScenes.empty(), undefined, { camera: 'page' });
    element.addEventListener('gdb-before-camera', (event) => {
      event.preventDefault();
    });
    inside(element, '.camera').click();
    await settled(element);
    expect(element.shadowRoot?.querySelector('.camera-dialog')).to.equal(null);
    expect(cameras.asked).to.deep.equal([]);
  });

  it('has no button with camera="none"', async () => {
    const element = await picker(await attachmentScenes.empty(), undefined, { camera: 'none' });
    expect(element.shadowRoot?.querySelector('.camera')).to.equal(null);
  });
});

describe('the camera app of the device', () => {
  afterEach(() => {
    clear();
    localStorage.clear();
  });

  it('opens only when the draft is safe; then the press is given again', async () => {
    const element = await picker(await attachmentScenes.empty());
    let save: () => void = () => undefined;
    element.addEventListener('gdb-before-camera', (event) => {
      event.waitUntil(new Promise<void>((resolve) => (save = resolve)));
    });
    const input = inside<HTMLInputElement>(element, '.camera input');
    const opened: boolean[] = [];
    element.shadowRoot?.addEventListener('click', (event) => {
      if (event.target === input) opened.push(!event.defaultPrevented);
      event.preventDefault();
    });
    input.click();
    expect(opened).to.deep.equal([false]);
    save();
    await settled(element);
    expect(opened).to.deep.equal([false, true]);
  });

  it('may end the page: the next one is told which feature to go back to, once; none while that page lives', async () => {
    const frame = document.createElement('iframe');
    frame.src = new URL('../support/fresh-page.html', import.meta.url).href;
    document.body.append(frame);
    const inFrame = (): { fresh?: FreshPage } => frame.contentWindow as unknown as { fresh?: FreshPage };
    await until(() => inFrame().fresh !== undefined);
    const { element } = await inFrame().fresh!.make('gdb-attachment-picker', 'empty');
    frame.contentDocument!.body.append(element);
    await until(() => element.shadowRoot?.querySelector('.summary') != null);
    await until(() => element.shadowRoot?.querySelector('.camera input') != null);
    await afterFrame();
    const input = inside<HTMLInputElement>(element, '.camera input');
    input.addEventListener('click', (event) => {
      event.preventDefault();
    });
    input.click();
    expect(localStorage.length).to.equal(1);
    const told: unknown[] = [];
    const hear = (event: Event): void => {
      if (event instanceof GdbCameraReturnEvent)
        told.push({ layerId: event.detail.layerId, globalId: event.detail.globalId });
    };
    document.addEventListener('gdb-camera-return', hear);
    const lookedIn = async (): Promise<string> => {
      const other = await picker(await attachmentScenes.empty());
      await afterFrame();
      await new Promise((resolve) => setTimeout(resolve, 200));
      await settled(other);
      const words = summary(other);
      clear();
      return words;
    };
    expect(await lookedIn(), 'in a second tab').not.to.contain('This page was closed');
    expect(localStorage.length, 'its own way back').to.equal(1);
    // What a phone does: the page is gone without a word.
    frame.remove();
    expect(await lookedIn()).to.contain('This page was closed while the camera was open');
    expect(await lookedIn()).not.to.contain('This page was closed');
    expect(told).to.deep.equal([{ layerId: 0, globalId: FEATURE }]);
    document.removeEventListener('gdb-camera-return', hear);
  });

  it("leaves a note that is nobody else's though another picker was just looking for one", async () => {
    // A page of its own, as far as the note goes: the others of this file hold the lock of this one.
    const fresh = new URL('../../src/elements/attachment-picker/camera-note.ts?fresh', import.meta.url).href;
    const { noteCamera, takeCameraNote } = (await import(fresh)) as typeof CameraNote;
    const looking = takeCameraNote();
    noteCamera({ layerId: 0, globalId: FEATURE });
    expect(await looking).to.equal(null);
    expect(localStorage.length, 'the way back').to.equal(1);
  });

  it('leaves no such note when it was closed, or gave a photo', async () => {
    const element = await picker(await attachmentScenes.empty());
    const input = inside<HTMLInputElement>(element, '.camera input');
    input.addEventListener('click', (event) => {
      event.preventDefault();
    });
    input.click();
    expect(localStorage.length).to.equal(1);
    input.dispatchEvent(new Event('cancel'));
    expect(localStorage.length).to.equal(0);
    input.click();
    expect(localStorage.length).to.equal(1);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(localStorage.length, 'the page is seen again').to.equal(0);
    input.click();
    const data = new DataTransfer();
    data.items.add(file('taken.jpg'));
    input.files = data.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await stored(element);
    expect(localStorage.length).to.equal(0);
  });
});
