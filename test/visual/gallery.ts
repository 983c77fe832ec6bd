/** Every element in every state on one page, for screenshots: `node test/visual/shots.mjs`. */
import '../../src/elements/sync-button/gdb-sync-button.js';
import '../../src/elements/sync-progress/gdb-sync-progress.js';
import '../../src/elements/edit-errors/gdb-edit-errors.js';
import { scenes, type Scene } from '../support/controller-states.js';
import { ScriptedController } from '../support/scripted-controller.js';

type Maker = (scene: Scene) => HTMLElement;

const galleries: Record<string, Maker> = {
  'sync-button': (scene) => {
    const element = document.createElement('gdb-sync-button');
    element.controller = new ScriptedController(scene);
    return element;
  },
  'sync-progress': (scene) => {
    const element = document.createElement('gdb-sync-progress');
    element.controller = new ScriptedController(scene);
    element.style.inlineSize = '20rem';
    return element;
  },
  'edit-errors': (scene) => {
    const element = document.createElement('gdb-edit-errors');
    element.controller = new ScriptedController(scene);
    element.style.inlineSize = '46rem';
    return element;
  },
};

/** What each element is shown with, where not all scenes differ. */
const telling: Record<string, readonly string[]> = {
  'edit-errors': ['completedWithErrors', 'completedWithErrors:ask', 'ready', 'opening'],
};

/** Shows one element in all scenes, or in those named. */
export async function show(
  name: string,
  only: readonly string[] = telling[name] ?? Object.keys(scenes),
): Promise<void> {
  const make = galleries[name];
  if (make === undefined) throw new Error(`no gallery ${name}`);
  document.body.replaceChildren(
    ...only.map((sceneName) => {
      const figure = document.createElement('figure');
      const caption = document.createElement('figcaption');
      caption.textContent = sceneName;
      const [scene = '', action] = sceneName.split(':');
      const element = make(scenes[scene as keyof typeof scenes]());
      figure.append(element, caption);
      // `scene:action` presses the first button of that action.
      setTimeout(() => element.shadowRoot?.querySelector<HTMLElement>(`[data-action="${action ?? ''}"]`)?.click(), 50);
      return figure;
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
}

Object.assign(globalThis, { show });
