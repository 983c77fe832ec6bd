/** In a frame of its own: elements whose faces no other test has fetched. */
import '../../src/elements/attachment-picker/gdb-attachment-picker.js';
import '../../src/elements/edit-errors/gdb-edit-errors.js';
import '../../src/elements/sync-button/gdb-sync-button.js';
import '../../src/elements/sync-progress/gdb-sync-progress.js';
import { addLanguage } from '../../src/elements/common/languages.js';
import { attachmentScenes, FEATURE, type AttachmentSceneName } from './attachment-scenes.js';
import { scenes, type SceneName } from './controller-states.js';
import { withErrors } from './error-scenes.js';
import { ScriptedController } from './scripted-controller.js';

export const freshTags = ['gdb-sync-button', 'gdb-sync-progress', 'gdb-edit-errors', 'gdb-attachment-picker'] as const;
export type FreshTag = (typeof freshTags)[number];

export interface FreshPage {
  readonly addLanguage: typeof addLanguage;
  /** An element with its controller, not on the page yet. */
  make(
    tag: FreshTag,
    scene: string,
  ): Promise<{ readonly element: HTMLElement; readonly controller: ScriptedController }>;
}

const page: FreshPage = {
  addLanguage,
  async make(tag, scene) {
    const controller =
      tag === 'gdb-attachment-picker'
        ? await attachmentScenes[scene as AttachmentSceneName]()
        : tag === 'gdb-edit-errors'
          ? withErrors(Number(scene))
          : new ScriptedController(scenes[scene as SceneName]());
    const element = document.createElement(tag);
    return { element: Object.assign(element, { controller, layerId: 0, globalId: FEATURE }), controller };
  },
};
(window as unknown as { fresh: FreshPage }).fresh = page;
