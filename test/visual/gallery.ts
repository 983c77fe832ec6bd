/** Every element in every state on one page, for screenshots: `node test/visual/shots.mjs`. */
import '../../src/elements/sync-button/gdb-sync-button.js';
import '../../src/elements/sync-progress/gdb-sync-progress.js';
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
};

/** Shows one element in all scenes, or in those named. */
export async function show(name: string, only: readonly string[] = Object.keys(scenes)): Promise<void> {
  const make = galleries[name];
  if (make === undefined) throw new Error(`no gallery ${name}`);
  document.body.replaceChildren(
    ...only.map((sceneName) => {
      const figure = document.createElement('figure');
      const caption = document.createElement('figcaption');
      caption.textContent = sceneName;
      figure.append(make(scenes[sceneName as keyof typeof scenes]()), caption);
      return figure;
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
}

Object.assign(globalThis, { show });
