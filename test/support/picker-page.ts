/** A picker on the page, and what a person sees of it. */
import '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import type { GdbAttachmentPicker } from '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import { FEATURE } from './attachment-scenes.js';
import { allInside, focused, inside, settled, show, textOf, type Look } from './element-page.js';
import type { ScriptedController } from './scripted-controller.js';

export type PickerAttributes = Readonly<Record<string, string>>;

export async function picker(
  controller: ScriptedController,
  look?: Look,
  attributes: PickerAttributes = {},
): Promise<GdbAttachmentPicker> {
  const element = document.createElement('gdb-attachment-picker');
  element.controller = controller;
  element.layerId = 0;
  element.globalId = FEATURE;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return show(element, look);
}

export const rows = (element: GdbAttachmentPicker): string[] => allInside(element, '.row').map((row) => textOf(row));
export const names = (element: GdbAttachmentPicker): string[] => allInside(element, '.name').map(textOf);
export const summary = (element: GdbAttachmentPicker): string => textOf(inside(element, '.summary'));
export const said = (element: GdbAttachmentPicker): string => textOf(inside(element, '[data-live]'));

/** Bytes of its own, so that no two files are the same. */
export const file = (name: string, text = 'bytes', type = 'image/jpeg'): File =>
  new File([`${text} of ${name}`], name, { type });

export function rowOf(name: string, element: GdbAttachmentPicker): HTMLElement {
  const row = allInside(element, '.row').find((candidate) => textOf(candidate).includes(name));
  if (!row) throw new Error(`no row for ${name}`);
  return row;
}

export function pressIn(row: Element, action: string): void {
  row.querySelector<HTMLElement>(`[data-action="${action}"]`)?.click();
}

/** The file that has the focus, and which of its buttons. */
export function at(): string {
  const stop = focused();
  const row = stop?.closest('[data-row]');
  const name = row?.querySelector('.name');
  return name ? `${textOf(name)} ${(stop as HTMLElement).dataset['action'] ?? ''}`.trim() : (stop?.localName ?? '');
}

/** Files as a person would drop or paste them. */
export function transfer(...files: File[]): DataTransfer {
  const data = new DataTransfer();
  for (const each of files) data.items.add(each);
  return data;
}

/** Waits until as many files are listed and none is on its way. */
export async function stored(element: GdbAttachmentPicker): Promise<void> {
  for (let round = 0; round < 200; round += 1) {
    await settled(element);
    if (element.shadowRoot?.querySelector('.row.coming') === null) return;
  }
  throw new Error('a file is still on its way');
}
