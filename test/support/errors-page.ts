/** A list of refused edits on the page, and what a person does in it. */
import { waitUntil } from '@open-wc/testing';
import '../../src/elements/edit-errors/gdb-edit-errors.js';
import type { GdbEditErrors } from '../../src/elements/edit-errors/gdb-edit-errors.js';
import { inside, settled, show } from './element-page.js';
import type { ScriptedController } from './scripted-controller.js';

export async function errorsList(controller: ScriptedController): Promise<GdbEditErrors> {
  const element = document.createElement('gdb-edit-errors');
  element.controller = controller;
  return show(element);
}

/** Opens the fields of a row. */
export async function openFields(element: GdbEditErrors, row: string): Promise<void> {
  inside(element, `[data-row="${row}"] [data-action=fix]`).click();
  await waitUntil(() => element.shadowRoot?.querySelector('.fix .control') != null, 'the form is there');
  await settled(element);
}
