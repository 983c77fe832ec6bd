import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { GdbAttachmentPicker } from '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import { withPosition } from '../../src/elements/attachment-picker/photo/exif.js';
import { GdbError } from '../../src/shared/errors.js';
import { attachmentScenes } from '../support/attachment-scenes.js';
import { Cameras } from '../support/cameras.js';
import { clear, focused, inside, settled, textOf } from '../support/element-page.js';
import { BERN, exifOfCamera, photo } from '../support/photos.js';
import { file, names, picker, pressIn, rowOf, rows, stored, transfer } from '../support/picker-page.js';
import { dialogOf, opened } from '../support/preview-page.js';

async function until(isSo: () => boolean): Promise<void> {
  for (let round = 0; round < 150 && !isSo(); round += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isSo()).to.equal(true);
}
const press = (element: GdbAttachmentPicker, action: string): void => {
  inside(element, `[data-action="${action}"]`).click();
};
function choose(element: GdbAttachmentPicker, one: File): void {
  const input = inside<HTMLInputElement>(element, '[data-action="replace"]');
  input.files = transfer(one).files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}
async function withPhotos(attributes = {}) {
  const controller = await attachmentScenes.empty();
  const element = await picker(controller, undefined, attributes);
  element.addFiles([await photo({ seed: 1 }), await photo({ seed: 2, position: null })]);
  await stored(element);
  return { element, controller };
}
const text = (name: string, bytes: string): File => new File([bytes], name, { type: 'text/plain' });

afterEach(() => {
  clear();
  localStorage.clear();
});

describe('paste into a text field', () => {
  it('belongs to the field', async () => {
    const { element } = await withPhotos();
    await opened(element);
    const field = inside<HTMLInputElement>(element, '[name=keywords]');
    field.focus();
    const data = transfer(file('image.png', 'cells', 'image/png'));
    data.setData('text/plain', 'Elm');
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, composed: true, cancelable: true });
    field.dispatchEvent(event);
    await stored(element);
    expect(names(element), 'files').to.deep.equal(['IMG_1.jpg', 'IMG_2.jpg']);
    expect(event.defaultPrevented, 'prevented').to.equal(false);
  });
});

describe('focus in the preview', () => {
  it('stays in the dialog by ArrowRight from Download', async () => {
    const { element } = await withPhotos();
    await opened(element);
    inside(element, '.preview-dialog [data-action=download]').focus();
    await sendKeys({ press: 'ArrowRight' });
    await until(() => textOf(inside(element, '#preview-title')) === 'IMG_2.jpg');
    await settled(element);
    await sendKeys({ press: 'ArrowLeft' });
    await settled(element);
    expect(focused()?.localName).to.not.equal('body');
  });
  it('stays in the dialog after Try again worked', async () => {
    const controller = await attachmentScenes.empty();
    const element = await picker(controller);
    element.addFiles([text('a.txt', 'AAAA')]);
    await stored(element);
    await opened(element, 'a.txt');
    const { updateAttachment } = controller;
    controller.updateAttachment = () =>
      Promise.reject(new GdbError('not-loaded', 'A part is missing.', { retryable: true }));
    choose(element, text('c.txt', 'CCCC'));
    await until(() => dialogOf(element)?.querySelector('[data-action="replace-again"]') != null);
    controller.updateAttachment = updateAttachment;
    inside(element, '[data-action="replace-again"]').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => textOf(inside(element, '#preview-title')) === 'c.txt');
    await settled(element);
    expect(focused()?.localName).to.not.equal('body');
  });
  it('is somewhere after closing when the feature changed', async () => {
    const { element } = await withPhotos();
    await opened(element);
    element.globalId = undefined;
    await settled(element);
    await sendKeys({ press: 'Escape' });
    await settled(element);
    expect(dialogOf(element)).to.equal(null);
    expect(focused()?.localName).to.not.equal('body');
  });
});
describe('camera', () => {
  it('focus after Done where the press gave the button no focus (Safari)', async () => {
    const cameras = new Cameras();
    const element = await picker(await attachmentScenes.empty(), undefined, { camera: 'page' });
    inside(element, '.camera').click();
    await until(() => cameras.tracks.length > 0);
    await settled(element);
    press(element, 'camera-done');
    await settled(element);
    cameras.restore();
    expect(focused()?.localName).to.not.equal('body');
  });
  it('a photo that could not be kept is told in the dialog', async () => {
    const cameras = new Cameras();
    const controller = await attachmentScenes.storageFull();
    const element = await picker(controller, undefined, { camera: 'page' });
    inside(element, '.camera').click();
    await until(() => (element.shadowRoot?.querySelector('video')?.videoWidth ?? 0) > 0);
    press(element, 'shoot');
    await until(() => element.shadowRoot?.querySelector('[data-action="dismiss"]') != null);
    await settled(element);
    const dialog = inside(element, '.camera-dialog');
    cameras.restore();
    expect(textOf(dialog)).to.match(/full|not|could/i);
  });

  it('that ended takes no photo', async () => {
    const cameras = new Cameras();
    const controller = await attachmentScenes.empty();
    const element = await picker(controller, undefined, { camera: 'page' });
    inside(element, '.camera').click();
    await until(() => (element.shadowRoot?.querySelector('video')?.videoWidth ?? 0) > 0);
    const [track] = cameras.tracks;
    track!.stop();
    track!.dispatchEvent(new Event('ended'));
    await settled(element);
    const shutter = inside(element, '.shutter');
    press(element, 'shoot');
    await new Promise((r) => setTimeout(r, 500));
    cameras.restore();
    expect(shutter.getAttribute('aria-disabled')).to.equal('true');
  });
});
describe('disabled', () => {
  it('an open question removes nothing', async () => {
    const controller = await attachmentScenes.everyState();
    const element = await picker(controller);
    pressIn(rowOf('bark.jpg', element), 'ask');
    await settled(element);
    element.disabled = true;
    await settled(element);
    const has = rowOf('bark.jpg', element).querySelector('[data-action=remove]') !== null;
    if (has) pressIn(rowOf('bark.jpg', element), 'remove');
    await settled(element);
    expect(controller.calls.map(({ method }) => method)).to.deep.equal([]);
  });
  it('the way back adds nothing', async () => {
    const { element, controller } = await withPhotos();
    pressIn(rowOf('IMG_1.jpg', element), 'ask');
    await settled(element);
    pressIn(rowOf('IMG_1.jpg', element), 'remove');
    await settled(element);
    element.disabled = true;
    await settled(element);
    element.shadowRoot?.querySelector<HTMLElement>('[data-action=bring-back]')?.click();
    await settled(element);
    expect(controller.attachments.records.map(({ name }) => name)).to.deep.equal(['IMG_2.jpg']);
  });
});
describe('TIFF with a position', () => {
  for (const [attribute, value] of [
    ['position', 'none'],
    ['exif', 'strip'],
  ] as const)
    it(`is refused by ${attribute}=${value}, also a raw photo of which the browser knows no type`, async () => {
      const tiff = withPosition(exifOfCamera({}), BERN)!;
      const controller = await attachmentScenes.empty();
      const element = await picker(controller, undefined, { [attribute]: value });
      element.addFiles([new File([tiff as BlobPart], 'scan.tif', { type: 'image/tiff' })]);
      element.addFiles([new File([tiff as BlobPart], 'IMG_1.dng')]);
      await stored(element);
      expect(controller.attachments.records).to.have.length(0);
    });
});
describe('controller', () => {
  it('a file of one geodatabase is not shown in another of the same feature', async () => {
    const first = await attachmentScenes.empty();
    const second = await attachmentScenes.empty();
    first.attachments.holdAt = 0.5;
    const element = await picker(first, undefined, { name: 'photos' });
    element.addFiles([file('a.jpg')]);
    await settled(element);
    element.controller = second;
    await settled(element);
    const during = rows(element);
    first.attachments.goOn();
    await until(() => first.attachments.records.length === 1);
    await settled(element);
    const form = document.createElement('form');
    element.replaceWith(form);
    expect(names(element), 'after').to.deep.equal([]);
    expect(during, 'during').to.deep.equal([]);
  });
});
describe('ways back', () => {
  it('Dismiss of the last named keeps the way back of the others', async () => {
    const { element, controller } = await withPhotos();
    for (const name of ['IMG_1.jpg', 'IMG_2.jpg']) {
      pressIn(rowOf(name, element), 'ask');
      await settled(element);
      pressIn(rowOf(name, element), 'remove');
      await settled(element);
    }
    press(element, 'let-go');
    await settled(element);
    expect(element.shadowRoot?.querySelector('[data-action=bring-back]'), 'for IMG_1').to.not.equal(null);
    controller;
  });
});
describe('words of a photo', () => {
  it('are not those of one that did not take its place', async () => {
    const { element, controller } = await withPhotos();
    controller.attachments.writeError = new GdbError('storage-full', 'The storage of this device is full.');
    await opened(element);
    choose(element, await photo({ seed: 7, position: null }));
    await until(() => dialogOf(element)?.querySelector('.preview-problem') != null);
    press(element, 'preview-close');
    await settled(element);
    expect(textOf(rowOf('IMG_1.jpg', element)))
      .to.contain('With its position')
      .and.not.contain('No position');
  });
  it('are not those of the photo that was replaced by a text', async () => {
    const { element } = await withPhotos();
    await opened(element);
    choose(element, text('notes.txt', 'notes'));
    await until(() => textOf(inside(element, '#preview-title')) === 'notes.txt');
    press(element, 'preview-close');
    await settled(element);
    expect(textOf(rowOf('notes.txt', element))).to.not.contain('With its position');
  });
});
