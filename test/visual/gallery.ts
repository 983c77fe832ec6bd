/** Every element in every state on one page, for screenshots: `node test/visual/shots.mjs`. */
import '../../src/elements/all.js';
import { attachmentScenes, FEATURE, type AttachmentSceneName } from '../support/attachment-scenes.js';
import { GdbError } from '../../src/shared/errors.js';
import { geodatabaseFile } from '../support/geodatabase-file.js';
import { conflictScenes, withConflicts, type ConflictSceneName } from '../support/conflict-scenes.js';
import { scenes, type SceneName } from '../support/controller-states.js';
import { picture } from '../support/pictures.js';
import { ScriptedController } from '../support/scripted-controller.js';

type Maker = (scene: string) => HTMLElement | Promise<HTMLElement>;

const controllerFor = (scene: string): ScriptedController => new ScriptedController(scenes[scene as SceneName]());

const makers: Record<string, Maker> = {
  'sync-button': (scene) =>
    Object.assign(document.createElement('gdb-sync-button'), { controller: controllerFor(scene) }),
  'sync-button-file': (scene) => {
    const controller = controllerFor('notOffline');
    controller.file = geodatabaseFile(
      scene === 'problem' ? new GdbError('geodatabase-unregistered', 'It was unregistered here.') : undefined,
    );
    const element = Object.assign(document.createElement('gdb-sync-button'), { controller });
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([], 'northern-park.geodatabase'));
    setTimeout(() => element.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true })), 250);
    return element;
  },
  'sync-progress': (scene) => {
    const element = document.createElement('gdb-sync-progress');
    element.controller = controllerFor(scene);
    element.style.inlineSize = scene === 'paused' ? '44rem' : '20rem';
    return element;
  },
  'edit-errors': (scene) => {
    const element = document.createElement('gdb-edit-errors');
    element.controller = controllerFor(scene);
    element.style.inlineSize = '46rem';
    return element;
  },
  conflicts: (scene) => {
    const element = document.createElement('gdb-edit-errors');
    element.controller = withConflicts(scene as ConflictSceneName);
    element.style.inlineSize = '46rem';
    return element;
  },
  'attachment-picker': async (scene) => {
    const element = document.createElement('gdb-attachment-picker');
    element.controller = await attachmentScenes[scene as AttachmentSceneName]();
    element.layerId = 0;
    element.globalId = scene === 'noFeature' ? undefined : FEATURE;
    element.style.inlineSize = '30rem';
    if (scene === 'storing' || scene === 'storageFull') {
      const files = [new File([await picture(9)], 'IMG_20260412_102201.jpg', { type: 'image/jpeg' })];
      // Files are taken once the element knows its feature.
      setTimeout(() => {
        element.addFiles([...files, new File(['notes'], 'notes.txt', { type: 'text/plain' })]);
      }, 50);
    }
    return element;
  },
};

/** What an element is shown in; `scene:action` presses the first button of that action. */
const shown: Record<string, readonly string[]> = {
  'sync-button-file': ['inside', 'problem'],
  'edit-errors': ['completedWithErrors', 'completedWithErrors:ask', 'ready', 'opening'],
  conflicts: Object.keys(conflictScenes),
  'attachment-picker': ['everyState', 'everyState:ask', ...Object.keys(attachmentScenes).slice(1)],
};

/** Shows one element in all its scenes, or in those named. */
export async function show(name: string, only: readonly string[] = shown[name] ?? Object.keys(scenes)): Promise<void> {
  const make = makers[name];
  if (make === undefined) throw new Error(`no element ${name}`);
  document.body.replaceChildren();
  for (const text of only) {
    const [scene = '', action] = text.split(':');
    const figure = document.createElement('figure');
    const caption = document.createElement('figcaption');
    caption.textContent = text;
    const element = await make(scene);
    figure.append(element, caption);
    document.body.append(figure);
    setTimeout(() => {
      element.shadowRoot?.querySelector<HTMLElement>(`[data-action="${action ?? ''}"]`)?.click();
    }, 150);
  }
  await new Promise((resolve) => setTimeout(resolve, 600));
}

Object.assign(globalThis, { show });
