/** A picker over the real store and the emulator, at the first feature of an area that was just taken. */
import { waitUntil } from '@open-wc/testing';
import type { GdbAttachmentPicker } from '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import { show } from './element-page.js';
import { summary } from './picker-page.js';
import { TestService } from './service.js';

export interface LivePicker {
  readonly service: TestService;
  readonly element: GdbAttachmentPicker;
  readonly objectId: number;
}

export async function livePicker(): Promise<LivePicker> {
  const service = await TestService.create({}, 3);
  const controller = service.controller({ settleMs: 100 });
  await controller.ready;
  await controller.generateGeodatabase(await controller.createDefaultGenerateGeodatabaseParameters());
  const [feature] = (await controller.queryFeatures(0, { outFields: ['*'] })).features;
  const element = document.createElement('gdb-attachment-picker');
  element.controller = controller;
  element.layerId = 0;
  element.globalId = String(feature?.attributes['GlobalID'] ?? feature?.attributes['globalid']);
  await show(element);
  await waitUntil(() => summary(element) === 'No files yet', 'the feature');
  const objectId = Number(feature?.attributes['OBJECTID'] ?? feature?.attributes['objectid']);
  return { service, element, objectId };
}
