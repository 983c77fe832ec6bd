import { expect } from '@open-wc/testing';
import type { GdbAttachmentPicker } from '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import { attachmentScenes, FEATURE } from '../support/attachment-scenes.js';
import { axeFindings } from '../support/axe.js';
import { Cameras } from '../support/cameras.js';
import { allInside, clear, inside, settled, show, textOf } from '../support/element-page.js';
import { photo } from '../support/photos.js';
import { file, names, picker, said, stored, transfer } from '../support/picker-page.js';
import type { ScriptedController } from '../support/scripted-controller.js';

const OTHER = 'a5f1f2f2-6a1c-4b7c-9a5e-2f7cf4a1b002';

const mayLeave = (): boolean => dispatchEvent(new Event('beforeunload', { cancelable: true }));
/** Of the calls: a scripted controller keeps every file with the same feature. */
const featuresOf = (controller: ScriptedController): readonly unknown[] =>
  controller.calls.filter(({ method }) => method === 'addAttachment').map(({ args }) => args[1]);
const heldNames = (element: GdbAttachmentPicker): readonly string[] => allInside(element, '.held a').map(textOf);

async function until(isSo: () => boolean): Promise<void> {
  for (let round = 0; round < 400 && !isSo(); round += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isSo()).to.equal(true);
}

/** A photo from the camera app of the device; the dialog of this browser stays closed. */
async function takePhoto(element: GdbAttachmentPicker): Promise<void> {
  const input = inside<HTMLInputElement>(element, '.camera input');
  const stayClosed = (event: Event): void => {
    event.preventDefault();
  };
  input.addEventListener('click', stayClosed, { once: true });
  input.click();
  const taken = await photo({ seed: 3, position: null });
  choose(input, new File([taken], 'IMG_3.jpg', { type: 'image/jpeg', lastModified: Date.now() }));
}

function choose(input: HTMLInputElement, chosen: File): void {
  input.files = transfer(chosen).files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

function drop(element: GdbAttachmentPicker, ...files: File[]): void {
  const dataTransfer = transfer(...files);
  element.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
}

/** A picker without a controller, in a form. */
async function early(): Promise<{ readonly element: GdbAttachmentPicker; readonly form: HTMLFormElement }> {
  const element = document.createElement('gdb-attachment-picker');
  element.layerId = 0;
  element.globalId = FEATURE;
  await show(element);
  const form = document.createElement('form');
  element.replaceWith(form);
  form.append(element);
  await settled(element);
  return { element, form };
}

afterEach(() => {
  clear();
  localStorage.clear();
});

describe('a photo goes to the feature for which it was taken', () => {
  describe('by the camera app, while its position is on its way', () => {
    const { watchPosition } = navigator.geolocation;
    beforeEach(() => {
      navigator.geolocation.watchPosition = () => 1;
    });
    afterEach(() => {
      navigator.geolocation.watchPosition = watchPosition;
    });

    it('listed at once; the form waits, and the page asks before it goes', async () => {
      const controller = await attachmentScenes.empty();
      const element = await picker(controller, undefined, { position: 'device' });
      await takePhoto(element);
      await settled(element);
      expect(names(element)).to.deep.equal(['IMG_3.jpg']);
      expect(element.validationMessage).to.contain('are being written');
      expect(mayLeave()).to.equal(false);
      await until(() => controller.attachments.records.length === 1);
      await stored(element);
      expect(element.checkValidity()).to.equal(true);
      expect(mayLeave()).to.equal(true);
    }).timeout(15_000);

    for (const [then, globalId] of [
      ['another feature', OTHER],
      ['none', undefined],
    ] as const)
      it(`although ${then} is shown by then`, async () => {
        const controller = await attachmentScenes.empty();
        const element = await picker(controller, undefined, { position: 'device' });
        await takePhoto(element);
        await settled(element);
        element.globalId = globalId;
        await until(() => controller.attachments.records.length === 1);
        expect(featuresOf(controller)).to.deep.equal([FEATURE]);
        await settled(element);
        expect(said(element)).to.equal('IMG_3.jpg: kept on this device until sent');
      }).timeout(15_000);
  });

  it('by the camera in the page, although no feature is shown any more', async () => {
    const cameras = new Cameras();
    const controller = await attachmentScenes.empty();
    const element = await picker(controller, undefined, { camera: 'page' });
    inside(element, '.camera').click();
    await until(() => (element.shadowRoot?.querySelector('video')?.videoWidth ?? 0) > 0);
    element.globalId = undefined;
    await settled(element);
    inside(element, '[data-action="shoot"]').click();
    await until(() => controller.attachments.records.length === 1);
    expect(featuresOf(controller)).to.deep.equal([FEATURE]);
    expect(textOf(inside(element, '.camera-facts'))).to.equal('1 photo taken');
    cameras.restore();
  }).timeout(20_000);

  it('and so does a file, although another feature is shown when the dialog closes', async () => {
    const controller = await attachmentScenes.empty();
    const element = await picker(controller);
    const input = inside<HTMLInputElement>(element, '.add input');
    input.addEventListener(
      'click',
      (event) => {
        event.preventDefault();
      },
      { once: true },
    );
    input.click();
    element.globalId = OTHER;
    await settled(element);
    choose(input, file('a.jpg'));
    await until(() => controller.attachments.records.length === 1);
    expect(featuresOf(controller)).to.deep.equal([FEATURE]);
  });

  it('kept, and told, where nothing can be added by then', async () => {
    const controller = await attachmentScenes.empty();
    const element = await picker(controller);
    element.disabled = true;
    choose(inside(element, '.add input'), file('a.jpg'));
    await settled(element);
    expect(heldNames(element)).to.deep.equal(['a.jpg']);
    expect(said(element)).to.equal('a.jpg: Files can’t be changed now.');
    element.disabled = false;
    await stored(element);
    expect(names(element)).to.deep.equal(['a.jpg']);
    expect(heldNames(element)).to.deep.equal([]);
  });
});

describe('a file that is held', () => {
  it('is told once, can be saved, and is dismissed by a person', async () => {
    const { element, form } = await early();
    element.addFiles([file('a.jpg'), file('b.jpg')]);
    await settled(element);
    element.controller = await attachmentScenes.takenWithout();
    await settled(element);
    expect(heldNames(element)).to.deep.equal(['a.jpg', 'b.jpg']);
    expect(said(element)).to.equal(
      'a.jpg, b.jpg: This area was taken without attachments, so files can’t be added here.',
    );
    expect(form.checkValidity()).to.equal(false);
    expect(await axeFindings(element)).to.deep.equal([]);
    const first = inside(element, '.held button');
    expect(first.getAttribute('aria-label')).to.equal('Dismiss: a.jpg');
    first.click();
    await settled(element);
    expect(heldNames(element)).to.deep.equal(['b.jpg']);
    expect(element.shadowRoot?.activeElement?.getAttribute('aria-label'), 'the focus stays').to.equal('Dismiss: b.jpg');
    expect(mayLeave()).to.equal(false);
    inside(element, '.held button').click();
    await settled(element);
    expect(form.checkValidity()).to.equal(true);
    expect(mayLeave()).to.equal(true);
  });

  it('keeps the form of another feature from nothing, and is still to be seen there', async () => {
    const { element, form } = await early();
    element.addFiles([file('a.jpg')]);
    await settled(element);
    element.controller = await attachmentScenes.takenWithout();
    await settled(element);
    expect(form.checkValidity()).to.equal(false);
    element.globalId = OTHER;
    element.controller = await attachmentScenes.empty();
    await settled(element);
    expect(heldNames(element)).to.deep.equal(['a.jpg']);
    expect(form.checkValidity()).to.equal(true);
  });

  it('asks nobody, and keeps no address, once the page took the element away; put back, it does again', async () => {
    const { element, form } = await early();
    element.addFiles([file('a.jpg')]);
    await settled(element);
    element.controller = await attachmentScenes.takenWithout();
    await settled(element);
    const { href } = inside<HTMLAnchorElement>(element, '.held a');
    const works = (address: string): Promise<boolean> =>
      fetch(address).then(
        ({ ok }) => ok,
        () => false,
      );
    expect(await works(href)).to.equal(true);
    element.remove();
    expect(mayLeave()).to.equal(true);
    expect(await works(href)).to.equal(false);
    form.append(element);
    await settled(element);
    expect(mayLeave()).to.equal(false);
    expect(await works(inside<HTMLAnchorElement>(element, '.held a').href)).to.equal(true);
  });

  it('belongs to the first controller that the element is given', async () => {
    const { element } = await early();
    element.addFiles([file('a.jpg')]);
    await settled(element);
    const [first, second] = [await attachmentScenes.empty(), await attachmentScenes.empty()];
    element.controller = first;
    element.controller = second;
    await until(() => first.attachments.records.length === 1);
    await settled(element);
    expect(second.attachments.records).to.have.length(0);
  });

  it('and waits for it, although it can only say later whether files can be added', async () => {
    const { element } = await early();
    element.addFiles([file('a.jpg')]);
    await settled(element);
    const first = await attachmentScenes.takenWithout();
    element.controller = first;
    await settled(element);
    const second = await attachmentScenes.empty();
    element.controller = second;
    await settled(element);
    expect(second.attachments.records).to.have.length(0);
    expect(heldNames(element)).to.deep.equal(['a.jpg']);
  });
});

describe('files that are dropped or pasted where nothing can be added', () => {
  for (const [where, reason] of [
    ['takenWithout', 'This area was taken without attachments, so files can’t be added here.'],
    ['notOffline', 'Take the area offline first.'],
    ['disabled', 'Files can’t be changed now.'],
  ] as const)
    it(`are named with the reason: ${where}`, async () => {
      const element = await picker(await attachmentScenes[where === 'disabled' ? 'empty' : where]());
      element.disabled = where === 'disabled';
      await settled(element);
      drop(element, file('a.jpg'), file('b.jpg'));
      await settled(element);
      const told = `a.jpg, b.jpg: ${reason}`;
      expect(said(element)).to.equal(told);
      expect(textOf(inside(element, '.waiting'))).to.equal(told);
      expect(names(element)).to.deep.equal([]);
      expect(mayLeave(), 'who dropped them has them').to.equal(true);
      expect(await axeFindings(element)).to.deep.equal([]);
      inside(element, '[data-action="let-go-held"]').click();
      await settled(element);
      expect(element.shadowRoot?.querySelector('.waiting')).to.equal(null);
    });

  it('and those of the next drop stand in their place', async () => {
    const element = await picker(await attachmentScenes.takenWithout());
    drop(element, file('a.jpg'));
    await settled(element);
    drop(element, file('b.jpg'));
    await settled(element);
    expect(allInside(element, '.waiting').map(textOf)).to.have.length(1);
    expect(textOf(inside(element, '.waiting'))).to.match(/^b\.jpg: /);
  });
});
