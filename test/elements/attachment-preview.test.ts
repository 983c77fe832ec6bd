import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { GdbAttachmentPicker } from '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import { coordinateWords, timeWords } from '../../src/elements/attachment-picker/preview/fact-words.js';
import { fitOf, moved, placeIn, WHOLE, zoomed } from '../../src/elements/attachment-picker/preview/zoom.js';
import { GdbError } from '../../src/shared/errors.js';
import { attachmentScenes } from '../support/attachment-scenes.js';
import { axeFindings } from '../support/axe.js';
import { clear, focused, inside, looks, settled, textOf } from '../support/element-page.js';
import { photo } from '../support/photos.js';
import { at, picker, pressIn, rowOf, stored, transfer } from '../support/picker-page.js';
import type { ScriptedController } from '../support/scripted-controller.js';
import { dialogOf, opened } from '../support/preview-page.js';

async function withPhotos(attributes = {}): Promise<{ element: GdbAttachmentPicker; controller: ScriptedController }> {
  const controller = await attachmentScenes.empty();
  const element = await picker(controller, undefined, attributes);
  element.addFiles([await photo({ seed: 1 }), await photo({ seed: 2, position: null })]);
  await stored(element);
  return { element, controller };
}

async function until(isSo: () => boolean): Promise<void> {
  for (let round = 0; round < 200 && !isSo(); round += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isSo()).to.equal(true);
}

const press = (element: GdbAttachmentPicker, action: string): void => {
  inside(element, `.preview-dialog [data-action="${action}"]`).click();
};
const titleOf = (element: GdbAttachmentPicker): string => textOf(inside(element, '#preview-title'));
const isDrawnAt = (canvas: HTMLCanvasElement, x: number, y: number): boolean =>
  canvas.getContext('2d')?.getImageData(x, y, 1, 1).data[3] === 255;

afterEach(clear);

describe('the preview', () => {
  it('opens by Enter on a file, is closed by Escape, and gives the focus back', async () => {
    const { element } = await withPhotos();
    inside(element, '.row [data-stop]').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => dialogOf(element)?.open === true);
    await sendKeys({ press: 'Escape' });
    await settled(element);
    expect(dialogOf(element)).to.equal(null);
    expect(at()).to.equal('IMG_1.jpg preview');
  });

  it('does not open where the element left the page before it could', async () => {
    const { element } = await withPhotos();
    const place = element.parentElement!;
    pressIn(rowOf('IMG_1.jpg', element), 'preview');
    element.remove();
    await new Promise((resolve) => setTimeout(resolve, 300));
    place.append(element);
    await settled(element);
    expect(dialogOf(element)).to.equal(null);
  });

  for (const look of looks)
    it(`has nothing that axe would mind, ${look.theme}, ${look.dir}`, async () => {
      const controller = await attachmentScenes.empty();
      const element = await picker(controller, look);
      element.addFiles([await photo({})]);
      await stored(element);
      const dialog = await opened(element);
      dialog.querySelector('details')!.open = true;
      await settled(element);
      expect(await axeFindings(element)).to.deep.equal([]);
    });

  it('draws the whole picture, then closer, by buttons and by keys', async () => {
    const { element } = await withPhotos();
    const dialog = await opened(element);
    const canvas = dialog.querySelector('canvas')!;
    expect(canvas.getAttribute('aria-label')).to.equal('IMG_1.jpg');
    expect(isDrawnAt(canvas, canvas.width / 2, canvas.height / 2), 'the middle').to.equal(true);
    expect(canvas.checkVisibility({ visibilityProperty: true }), 'to be seen').to.equal(true);
    const [drawn, frame] = [canvas, inside(element, '.preview-frame')].map((one) => one.getBoundingClientRect());
    expect(drawn?.bottom, 'within its frame').to.be.at.most(frame?.bottom ?? NaN);
    const zoom = (): string => textOf(inside(element, '[data-action="whole"]'));
    expect(zoom()).to.equal('100%');
    press(element, 'closer');
    press(element, 'closer');
    await settled(element);
    expect(zoom()).to.equal('225%');
    const drawing = (): string => canvas.toDataURL();
    const before = drawing();
    inside(element, '[data-action="closer"]').focus();
    await sendKeys({ press: 'ArrowRight' });
    await settled(element);
    expect(drawing() === before, 'it stayed where it was').to.equal(false);
    await sendKeys({ press: '0' });
    await settled(element);
    expect(zoom()).to.equal('100%');
  });

  it('goes to the next file by arrow, and stops at the ends', async () => {
    const { element } = await withPhotos();
    await opened(element);
    expect(titleOf(element)).to.equal('IMG_1.jpg');
    await sendKeys({ press: 'ArrowRight' });
    await settled(element);
    expect(titleOf(element)).to.equal('IMG_2.jpg');
    expect(textOf(inside(element, '.preview-count'))).to.equal('2 of 2');
    expect(inside(element, '[data-action="next"]').getAttribute('aria-disabled')).to.equal('true');
    await sendKeys({ press: 'ArrowRight' });
    await settled(element);
    expect(titleOf(element)).to.equal('IMG_2.jpg');
  });

  it('tells position, time and hash, or that there is no position', async () => {
    const { element } = await withPhotos();
    await opened(element);
    const facts = textOf(inside(element, '.preview-facts'));
    expect(facts).to.contain('Apr 12, 2026, 10:15:30 AM +02:00');
    expect(facts).to.contain('46.94809°, 7.44744°, within 5 m');
    expect(facts).to.match(/SHA-256 [0-9a-f]{64}/);
    press(element, 'next');
    await until(() => dialogOf(element)?.querySelector('.preview-facts') != null && titleOf(element) === 'IMG_2.jpg');
    await settled(element);
    expect(textOf(inside(element, '.preview-facts'))).to.contain('No position in this photo');
  });

  it('tells them as the language writes them, the time as the camera’s own clock showed it', () => {
    const photo = { takenAt: '2026-04-12T22:15:30', offset: '-09:30' };
    expect(timeWords(photo, 'de')).to.equal('12.04.2026, 22:15:30 -09:30');
    expect(timeWords({ ...photo, offset: null }, 'ar-EG')).to.match(/١٢.*٢٠٢٦/);
    expect(timeWords({ takenAt: '2026-99-12T22:15:30', offset: null }, 'de'), 'a clock that was never set').to.equal(
      '2026-99-12 22:15:30',
    );
    expect(coordinateWords(-46.5, 7.447_441, 'de')).to.equal('-46,50000°, 7,44744°');
    expect(coordinateWords(-46.5, 7.447_441, 'ar-EG'))
      .to.contain('٤٦٫٥٠٠٠٠')
      .and.contain('٧٫٤٤٧٤٤');
  });

  it('gives a file another name and keywords, keeping what kind it is', async () => {
    const { element, controller } = await withPhotos();
    await opened(element);
    const name = inside<HTMLInputElement>(element, '[name="file-name"]');
    const keywords = inside<HTMLInputElement>(element, '[name="keywords"]');
    name.focus();
    await sendKeys({ press: 'Delete' });
    name.value = 'crown/from: the south';
    keywords.value = 'crown, south';
    name.form?.requestSubmit();
    await settled(element);
    expect(titleOf(element)).to.equal('from the south.jpg');
    expect(controller.attachments.records[0]).to.deep.include({ name: 'from the south.jpg', keywords: 'crown, south' });
    const said = textOf(inside(element, '.preview-dialog [data-live]'));
    expect(said).to.equal('from the south.jpg: changed, and kept on this device until sent');
  });

  it('replaces a file by another, made ready as any new one', async () => {
    const { element, controller } = await withPhotos({ position: 'none' });
    await opened(element);
    const input = inside<HTMLInputElement>(element, '[data-action="replace"]');
    input.files = transfer(await photo({ seed: 9 })).files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await until(() => titleOf(element) === 'IMG_9.jpg');
    await settled(element);
    const record = controller.attachments.records[0]!;
    expect(controller.count('updateAttachment')).to.equal(1);
    const bytes = new TextDecoder('latin1').decode(await (await controller.readAttachment(record)).arrayBuffer());
    expect(bytes).not.to.contain('WGS-84');
  });

  it('or says why it was not replaced', async () => {
    const { element, controller } = await withPhotos({ accept: 'image/*' });
    await opened(element);
    const input = inside<HTMLInputElement>(element, '[data-action="replace"]');
    input.files = transfer(new File(['x'], 'notes.txt', { type: 'text/plain' })).files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await until(() => dialogOf(element)?.querySelector('.preview-problem') != null);
    expect(textOf(inside(element, '.preview-problem'))).to.contain('only image/* can be added here');
    expect(controller.count('updateAttachment')).to.equal(0);
  });

  it('hands the file out by its name', async () => {
    const { element } = await withPhotos();
    await opened(element);
    const clicked: { download: string; href: string }[] = [];
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function (): void {
      clicked.push({ download: this.download, href: this.href });
    };
    press(element, 'download');
    HTMLAnchorElement.prototype.click = click;
    expect(clicked[0]?.download).to.equal('IMG_1.jpg');
    expect(clicked[0]?.href).to.match(/^blob:/);
  });

  it('removes only after the question of the list', async () => {
    const { element, controller } = await withPhotos();
    await opened(element);
    press(element, 'preview-remove');
    await settled(element);
    expect(dialogOf(element)).to.equal(null);
    expect(at()).to.equal('IMG_1.jpg keep');
    expect(focused()?.textContent.trim()).to.equal('Keep it');
    expect(controller.count('deleteAttachments')).to.equal(0);
  });

  it('says why a file cannot be shown', async () => {
    const element = await picker(await attachmentScenes.everyState());
    const dialog = await opened(element, '.pdf');
    expect(textOf(dialog.querySelector('[role=alert]')!)).not.to.equal('');
    expect(textOf(dialog)).to.contain('Its name and keywords can be changed once its content is here.');
    expect(await axeFindings(element)).to.deep.equal([]);
    const plain = await picker(await attachmentScenes.empty());
    plain.addFiles([new File(['notes'], 'notes.txt', { type: 'text/plain' })]);
    await stored(plain);
    expect(textOf(await opened(plain, 'notes.txt'))).to.contain('This browser can’t show this kind of file');
  });

  it('changes nothing while the picker is disabled', async () => {
    const { element } = await withPhotos();
    element.disabled = true;
    await settled(element);
    await opened(element);
    expect(dialogOf(element)?.querySelector('form, [data-action="replace"], [data-action="preview-remove"]')).to.equal(
      null,
    );
  });
});

describe('a change in the preview that ends late', () => {
  const text = (name: string, bytes: string): File => new File([bytes], name, { type: 'text/plain' });

  async function withTexts(attributes = {}): Promise<{ element: GdbAttachmentPicker; controller: ScriptedController }> {
    const controller = await attachmentScenes.empty();
    const element = await picker(controller, undefined, attributes);
    element.addFiles([text('a.txt', 'AAAA'), text('b.txt', 'BBBB')]);
    await stored(element);
    await opened(element, 'a.txt');
    return { element, controller };
  }

  async function apply(element: GdbAttachmentPicker, fields: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, value] of Object.entries(fields))
      inside<HTMLInputElement>(element, `[name="${name}"]`).value = value;
    inside<HTMLFormElement>(element, '.preview-fields').requestSubmit();
    await settled(element);
  }

  function choose(element: GdbAttachmentPicker, file: File): void {
    const input = inside<HTMLInputElement>(element, '[data-action="replace"]');
    input.files = transfer(file).files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  async function contents(controller: ScriptedController): Promise<Record<string, string>> {
    const read = controller.attachments.records.map(
      async (record) => [record.name, await (await controller.readAttachment(record)).text()] as const,
    );
    return Object.fromEntries(await Promise.all(read));
  }

  it('never gives one file the bytes of another', async () => {
    const { element, controller } = await withTexts();
    controller.attachments.holdAt = 0.5;
    await apply(element, { 'file-name': 'a2.txt' });
    press(element, 'next');
    await settled(element);
    controller.attachments.goOn();
    await settled(element);
    expect(titleOf(element), 'where the person went').to.equal('b.txt');
    await apply(element, { keywords: 'mine' });
    expect(await contents(controller)).to.deep.equal({ 'a2.txt': 'AAAA', 'b.txt': 'BBBB' });
    expect(controller.attachments.records.map(({ keywords }) => keywords)).to.deep.equal(['', 'mine']);
  });

  it('is shown where its file is shown again', async () => {
    const { element, controller } = await withTexts();
    controller.attachments.holdAt = 0.5;
    await apply(element, { 'file-name': 'a2.txt' });
    press(element, 'next');
    await settled(element);
    press(element, 'before');
    await settled(element);
    controller.attachments.goOn();
    await settled(element);
    expect(titleOf(element)).to.equal('a2.txt');
  });

  it('lets no second change of the same file overtake it', async () => {
    const { element, controller } = await withTexts();
    controller.attachments.holdAt = 0.5;
    choose(element, text('c.txt', 'CCCC'));
    await settled(element);
    expect(inside(element, '[data-action="apply"]').getAttribute('aria-disabled')).to.equal('true');
    await apply(element, { 'file-name': 'a2.txt' });
    controller.attachments.goOn();
    await until(() => titleOf(element) === 'c.txt');
    await settled(element);
    expect(await contents(controller)).to.deep.equal({ 'c.txt': 'CCCC', 'b.txt': 'BBBB' });
    await apply(element, { 'file-name': 'a2.txt' });
    expect(await contents(controller)).to.deep.equal({ 'a2.txt': 'CCCC', 'b.txt': 'BBBB' });
  });

  it('does not open again what was closed', async () => {
    const { element, controller } = await withTexts();
    controller.attachments.holdAt = 0.5;
    choose(element, text('c.txt', 'CCCC'));
    await settled(element);
    press(element, 'preview-close');
    await settled(element);
    controller.attachments.goOn();
    await until(() => controller.attachments.records.some(({ name }) => name === 'c.txt'));
    await settled(element);
    expect(dialogOf(element)).to.equal(null);
  });

  it('and is refused, is told at its own file, there and in the list', async () => {
    const { element } = await withTexts({ 'max-size': '100kB' });
    choose(element, new File([new Uint8Array(200_000)], 'big.txt', { type: 'text/plain' }));
    press(element, 'next');
    await settled(element);
    expect(titleOf(element)).to.equal('b.txt');
    expect(dialogOf(element)?.querySelector('.preview-problem')).to.equal(null);
    expect(textOf(inside(element, '.preview-dialog [data-live]'))).to.match(/^a\.txt: Not added: 200 kB/);
    expect(textOf(rowOf('a.txt', element))).to.contain('Not added: 200 kB');
    expect(textOf(rowOf('b.txt', element))).not.to.contain('Not added');
    press(element, 'before');
    await settled(element);
    expect(textOf(inside(element, '.preview-problem'))).to.contain('Not added: 200 kB');
  });

  it('is not begun in another geodatabase', async () => {
    const { element, controller } = await withTexts();
    const other = await attachmentScenes.empty();
    for (const record of controller.attachments.records) other.attachments.set(record, new Blob(['theirs']));
    element.controller = other;
    await settled(element);
    expect(titleOf(element)).to.equal('a.txt');
    expect(dialogOf(element)?.querySelector('form, [data-action="replace"], [data-action="preview-remove"]')).to.equal(
      null,
    );
  });

  it('is not offered for a file that another tab removed: it says so, and can still be saved', async () => {
    const { element, controller } = await withTexts();
    inside(element, '[name="file-name"]').focus();
    controller.attachments.delete(controller.attachments.records[0]!.globalId);
    controller.dispatchEvent(new CustomEvent('gdb-edits-change', { detail: {} }));
    await settled(element);
    await settled(element);
    expect(textOf(inside(element, '.preview-problem'))).to.equal('a.txt: removed');
    expect(textOf(inside(element, '.preview-dialog [data-live]'))).to.equal('a.txt: removed');
    expect(textOf(inside(element, '.preview-count'))).to.equal('');
    expect(dialogOf(element)?.querySelector('form, [data-action="replace"]')).to.equal(null);
    expect(dialogOf(element)?.querySelector('[data-action="download"]')).not.to.equal(null);
    expect(focused()).to.equal(inside(element, '[data-action="preview-close"]'));
    press(element, 'next');
    await settled(element);
    expect(titleOf(element)).to.equal('b.txt');
    expect(textOf(inside(element, '.preview-count'))).to.equal('1 of 1');
  });

  it('gives the focus to what is left when the file it was opened for is gone', async () => {
    const { element, controller } = await withTexts();
    controller.attachments.delete(controller.attachments.records[0]!.globalId);
    controller.dispatchEvent(new CustomEvent('gdb-edits-change', { detail: {} }));
    await until(() => textOf(inside(element, '.preview-count')) === '');
    press(element, 'preview-close');
    await settled(element);
    expect(at()).to.equal('b.txt');
  });

  it('is held until it can be made, whatever its file is called meanwhile', async () => {
    const { element, controller } = await withTexts();
    const { updateAttachment } = controller;
    controller.updateAttachment = () =>
      Promise.reject(new GdbError('not-loaded', 'A part is missing.', { retryable: true }));
    choose(element, text('c.txt', 'CCCC'));
    await until(() => dialogOf(element)?.querySelector('[data-action="replace-again"]') != null);
    controller.updateAttachment = updateAttachment;
    await apply(element, { 'file-name': 'a2.txt' });
    expect(titleOf(element)).to.equal('a2.txt');
    press(element, 'replace-again');
    await until(() => titleOf(element) === 'c.txt');
    await settled(element);
    expect(await contents(controller)).to.deep.equal({ 'c.txt': 'CCCC', 'b.txt': 'BBBB' });
    expect(dialogOf(element)?.querySelector('[data-action="replace-again"]')).to.equal(null);
  });
});

describe('zooming', () => {
  const picture = { width: 4000, height: 3000 };
  const frame = { width: 400, height: 400 };

  it('begins with the whole picture in the middle', () => {
    expect(placeIn(WHOLE, picture, frame)).to.deep.equal({ x: 0, y: 50, width: 400, height: 300 });
    expect(fitOf({ width: 10, height: 10 }, frame), 'small ones are not blown up').to.equal(
      Math.max(1, devicePixelRatio),
    );
  });

  it('keeps what is under the finger where it is', () => {
    const near = { x: 300, y: 200 };
    const view = zoomed(WHOLE, 4, { picture, frame, at: near });
    const place = placeIn(view, picture, frame);
    expect((near.x - place.x) / place.width).to.be.closeTo(0.75, 1e-9);
    expect((near.y - place.y) / place.height).to.be.closeTo(0.5, 1e-9);
  });

  it('never leaves the picture, nor comes closer than it may', () => {
    const close = zoomed(WHOLE, 1000, { picture, frame, at: { x: 0, y: 0 } });
    expect(close.scale).to.equal(16);
    const far = placeIn(moved(close, { x: 1e6, y: 1e6 }, { picture, frame }), picture, frame);
    expect(far.x).to.be.at.most(0);
    expect(far.y).to.be.at.most(0);
    expect(zoomed(close, 0.0001, { picture, frame, at: { x: 0, y: 0 } })).to.deep.equal(WHOLE);
  });
});
