/** The preview of a file, opened by what a person does. */
import { waitUntil } from '@open-wc/testing';
import type { GdbAttachmentPicker } from '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import { settled } from './element-page.js';
import { rowOf } from './picker-page.js';

export const dialogOf = (element: GdbAttachmentPicker): HTMLDialogElement | null =>
  element.shadowRoot?.querySelector('.preview-dialog') ?? null;

/** Waits for the picture. */
export async function opened(element: GdbAttachmentPicker, name = 'IMG_1.jpg'): Promise<HTMLDialogElement> {
  const button = rowOf(name, element).querySelector<HTMLElement>('[data-action=preview]')!;
  button.focus();
  button.click();
  const isThere = (): boolean => dialogOf(element)?.querySelector('canvas, .preview-words svg, [role=alert]') != null;
  await waitUntil(isThere, `the preview of ${name}`, { timeout: 4000 });
  await settled(element);
  return dialogOf(element)!;
}
