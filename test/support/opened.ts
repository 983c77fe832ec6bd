/** Everything of the elements that a person opens, opened as a person does: panels, dialogs, forms. For tests that look at all of them. */
import '../../src/elements/all.js';
import { attachmentScenes, FEATURE } from './attachment-scenes.js';
import { withConflicts } from './conflict-scenes.js';
import { pending, scene, scenes, type SceneName } from './controller-states.js';
import { withErrors } from './error-scenes.js';
import { geodatabaseFile } from './geodatabase-file.js';
import { photo } from './photos.js';
import { ScriptedController } from './scripted-controller.js';

type Shown = HTMLElement & { readonly updateComplete: Promise<boolean> };

/** What has to be there, what is pressed for it, and what there is to see then. */
interface Way {
  readonly make: () => Promise<Shown>;
  /** Selectors, in order. */
  readonly press: readonly string[];
  readonly until: string;
}

const button = (name: SceneName): Promise<Shown> =>
  Promise.resolve(
    Object.assign(document.createElement('gdb-sync-button'), { controller: new ScriptedController(scenes[name]()) }),
  );
const errors = (controller: ScriptedController): Promise<Shown> =>
  Promise.resolve(Object.assign(document.createElement('gdb-edit-errors'), { controller }));

async function picker(controller: ScriptedController): Promise<HTMLElementTagNameMap['gdb-attachment-picker']> {
  const element = document.createElement('gdb-attachment-picker');
  return Object.assign(element, { controller, layerId: 0, globalId: FEATURE });
}

async function withPhotos(count: number): Promise<Shown> {
  const controller = await attachmentScenes.empty();
  for (let seed = 1; seed <= count; seed += 1) {
    const file = await photo({ seed });
    await controller.addAttachment(0, FEATURE, file, { name: file.name });
  }
  return picker(controller);
}

const menu = (item: string, name: SceneName = 'changesNotSent'): Way => ({
  make: () => button(name),
  press: ['#more', `[data-item=${item}]`],
  until: '.page-body',
});

const ways = {
  'button: menu': { make: () => button('waitingRetry'), press: ['#more'], until: '.items' },
  'button: ready for the field': {
    ...menu('menuReady'),
    make: () => {
      const { state, ...rest } = scene('ready', { paused: ['needs-auth'] });
      const readiness = { ...state.readiness, attachmentsMissing: 12, bytesFree: 1e8, opensOffline: false };
      const controller = new ScriptedController({ ...rest, state: { ...state, readiness } });
      return Promise.resolve(Object.assign(document.createElement('gdb-sync-button'), { controller }));
    },
  },
  'button: last syncs': menu('menuReceipts'),
  'button: areas': menu('menuAreas'),
  'button: remove': menu('menuRemove'),
  'button: unsent edits as a file': {
    ...menu('rescueMore'),
    make: () => {
      const controller = new ScriptedController(scene('ready', { pending: pending(3, 2) }));
      return Promise.resolve(Object.assign(document.createElement('gdb-sync-button'), { controller }));
    },
  },
  'button: a file to load': {
    make: () => {
      const controller = new ScriptedController(scenes.notOffline());
      controller.file = geodatabaseFile();
      const element = Object.assign(document.createElement('gdb-sync-button'), { controller });
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([], 'park.geodatabase'));
      setTimeout(() => element.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true })), 250);
      return Promise.resolve(element);
    },
    press: [],
    until: '[data-action=load]',
  },
  'progress: while it sends': {
    make: () =>
      Promise.resolve(
        Object.assign(document.createElement('gdb-sync-progress'), {
          controller: new ScriptedController(scenes.uploading()),
        }),
      ),
    press: [],
    until: '[role=progressbar]',
  },
  'errors: the list': { make: () => errors(withErrors(8)), press: [], until: '.row' },
  'errors: the form that fixes one': {
    make: () => errors(withErrors(4)),
    press: ['[data-action=fix]'],
    until: '.fix .control',
  },
  'errors: rarer actions': { make: () => errors(withErrors(4)), press: ['[data-action=more]'], until: '.row .more' },
  'errors: one discarded': {
    make: async () => {
      const controller = withErrors(3);
      await controller.discardEdits([2]);
      return errors(controller);
    },
    press: [],
    until: '.undo',
  },
  'errors: conflicts': {
    make: () => errors(withConflicts('waiting')),
    press: [],
    until: '[data-conflict]',
  },
  'errors: conflicts that are decided': {
    make: () => errors(withConflicts('decided')),
    press: [],
    until: '[data-conflict]',
  },
  'picker: files in every state': {
    make: async () => picker(await attachmentScenes.everyState()),
    press: [],
    until: '.row',
  },
  'picker: 20 files': { make: () => withPhotos(20), press: [], until: '.row:nth-of-type(20)' },
  'picker: the question before a file goes': {
    make: () => withPhotos(1),
    press: ['[data-action=ask]'],
    until: '.question',
  },
  'picker: the preview': {
    make: () => withPhotos(2),
    press: ['[data-action=preview]'],
    until: '.preview-dialog canvas:not([hidden])',
  },
  'picker: the camera': {
    make: async () => Object.assign(await picker(await attachmentScenes.empty()), { camera: 'page' as const }),
    press: ['.camera'],
    until: '.camera-dialog[open] video',
  },
} as const satisfies Readonly<Record<string, Way>>;

export type OpenedName = keyof typeof ways;
export const openedNames: readonly OpenedName[] = Object.keys(ways) as OpenedName[];

/** Puts it into a place, opens it, and waits until it is there. A camera has to be there for the one that wants it. */
export async function open(name: OpenedName, place: Element): Promise<Shown> {
  const { make, press, until }: Way = ways[name];
  const element = await make();
  place.append(element);
  for (const selector of press) (await found(element, selector)).click();
  await found(element, until);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await element.updateComplete;
  return element;
}

async function found(element: Shown, selector: string): Promise<HTMLElement> {
  for (let round = 0; round < 400; round += 1) {
    await element.updateComplete;
    const target = element.shadowRoot?.querySelector<HTMLElement>(selector);
    if (target) return target;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${element.localName} shows no ${selector}`);
}
