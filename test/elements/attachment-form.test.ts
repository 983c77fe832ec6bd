import { expect } from '@open-wc/testing';
import type { GdbAttachmentPicker } from '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import { GdbError } from '../../src/shared/errors.js';
import { attachmentScenes, FEATURE } from '../support/attachment-scenes.js';
import { clear, focused, inside, settled, show } from '../support/element-page.js';
import { file, pressIn, rowOf, stored, summary } from '../support/picker-page.js';
import type { ScriptedController } from '../support/scripted-controller.js';

/** A picker among other fields. */
async function inForm(
  controller: ScriptedController,
  attributes: Readonly<Record<string, string>> = {},
): Promise<{ form: HTMLFormElement; element: GdbAttachmentPicker }> {
  const element = document.createElement('gdb-attachment-picker');
  Object.assign(element, { controller, layerId: 0, globalId: FEATURE });
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  await show(element);
  const form = document.createElement('form');
  element.replaceWith(form);
  form.append(element);
  await settled(element);
  return { form, element };
}

afterEach(clear);

describe('a picker in a form', () => {
  it('gives the GlobalIDs of its files, without those that leave', async () => {
    const controller = await attachmentScenes.everyState();
    const { form, element } = await inForm(controller, { name: 'photos' });
    expect(element.form).to.equal(form);
    const ids = controller.attachments.records
      .filter(({ name }) => name !== 'old-photo.jpg')
      .map(({ globalId }) => globalId);
    expect(new FormData(form).getAll('photos').sort()).to.deep.equal(ids.sort());
  });

  it('gives nothing without a name', async () => {
    const { form } = await inForm(await attachmentScenes.everyState());
    expect([...new FormData(form)]).to.deep.equal([]);
  });

  it('is not valid without a file when one is required, and takes the focus to where one is added', async () => {
    const { form, element } = await inForm(await attachmentScenes.empty(), { required: '' });
    expect(element.validity.valueMissing).to.equal(true);
    expect(element.validationMessage).to.equal('Add at least one file.');
    expect(form.checkValidity()).to.equal(false);
    element.reportValidity();
    await settled(element);
    expect(focused()).to.equal(inside(element, '.add input'));
    element.addFiles([file('a.jpg')]);
    await stored(element);
    expect(form.checkValidity()).to.equal(true);
    pressIn(rowOf('a.jpg', element), 'ask');
    await settled(element);
    pressIn(rowOf('a.jpg', element), 'remove');
    await settled(element);
    expect(form.checkValidity()).to.equal(false);
  });

  it('is not valid while a file is on its way to this device, nor when it did not get there', async () => {
    const controller = await attachmentScenes.empty();
    controller.attachments.holdAt = 0.5;
    const { form, element } = await inForm(controller);
    element.addFiles([file('a.jpg')]);
    await settled(element);
    expect(element.validity.customError).to.equal(true);
    expect(element.validationMessage).to.contain('are being written');
    controller.attachments.goOn();
    await stored(element);
    expect(form.checkValidity()).to.equal(true);
    controller.attachments.writeError = new GdbError('storage-full', 'The storage of this device is full.');
    element.addFiles([file('b.jpg')]);
    await stored(element);
    expect(element.validationMessage).to.equal('1 file could not be written');
    pressIn(rowOf('b.jpg', element), 'dismiss');
    await settled(element);
    expect(form.checkValidity(), 'nothing is gone before the answer').to.equal(false);
    pressIn(rowOf('b.jpg', element), 'remove');
    await settled(element);
    expect(form.checkValidity()).to.equal(true);
  });

  it('takes a reason of the page', async () => {
    const { form, element } = await inForm(await attachmentScenes.allSent());
    element.setCustomValidity('One photo must show the trunk.');
    expect(form.checkValidity()).to.equal(false);
    expect(element.validationMessage).to.equal('One photo must show the trunk.');
    element.setCustomValidity('');
    expect(form.checkValidity()).to.equal(true);
  });

  it('can be changed by nobody in a fieldset that is disabled, and is no obstacle then', async () => {
    const controller = await attachmentScenes.empty();
    const { form, element } = await inForm(controller, { required: '' });
    const fieldset = document.createElement('fieldset');
    fieldset.disabled = true;
    form.append(fieldset);
    fieldset.append(element);
    await settled(element);
    expect(summary(element)).to.contain('Files can’t be changed now');
    expect(element.willValidate).to.equal(false);
    expect(form.checkValidity()).to.equal(true);
    element.addFiles([file('a.jpg')]);
    await settled(element);
    expect(controller.count('addAttachment')).to.equal(0);
  });
});
