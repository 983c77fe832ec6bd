/** Shows one element on an empty page, for `npm run bench:start`: a script of its own, the same for each of them. */
import { attachmentScenes, FEATURE } from '../support/attachment-scenes.js';
import { scenes } from '../support/controller-states.js';
import { withErrors } from '../support/error-scenes.js';
import { ScriptedController } from '../support/scripted-controller.js';

type Shown = HTMLElement & { readonly updateComplete: Promise<boolean> };

/** The control that an element is there for. */
const CONTROLS: Readonly<Record<string, string>> = {
  'bare-element': 'button',
  'gdb-sync-progress': '[data-action="pause"]',
  'gdb-sync-button': '.main',
  'gdb-edit-errors': '[data-action="retry-shown"]',
  'gdb-attachment-picker': '.add input',
};

const controllers: Readonly<Record<string, () => ScriptedController | Promise<ScriptedController>>> = {
  'gdb-sync-progress': () => new ScriptedController(scenes.uploading()),
  'gdb-edit-errors': () => withErrors(4),
  'gdb-attachment-picker': () => attachmentScenes.empty(),
};

/** Of the page's first script, in ms. */
export interface Start {
  /** The frame with the main control in it, which takes a press. */
  readonly first: number;
  /** The frame with all of it. */
  readonly whole: number;
  /** What the controller was asked for by a press at `first`; empty where none was made. */
  readonly asked: readonly string[];
}

/** Shows the element, and says when; with a press in the first frame with something to press when that is wanted. */
export async function show(tag: string, isPressed: boolean): Promise<Start> {
  // The bare element has no use for a controller, but the page makes one.
  const controller = await (controllers[tag] ?? (() => new ScriptedController(scenes.changesNotSent())))();
  const element = document.createElement(tag) as Shown;
  Object.assign(element, { controller, layerId: 0, globalId: FEATURE });
  document.body.append(element);
  const find = (): HTMLElement | null => element.shadowRoot?.querySelector(CONTROLS[tag] ?? '') ?? null;
  while (find() === null) await changeIn(element);
  const first = await painted();
  if (isPressed) press(find());
  await element.updateComplete;
  const whole = await painted();
  if (isPressed) await new Promise((resolve) => setTimeout(resolve, 1000));
  return { first, whole, asked: isPressed ? controller.calls.map(({ method }) => method) : [] };
}

/** As a person would: a button is clicked, files are chosen. */
function press(control: HTMLElement | null): void {
  if (!(control instanceof HTMLInputElement)) {
    control?.click();
    return;
  }
  const chosen = new DataTransfer();
  chosen.items.add(new File(['bark'], 'bark.txt', { type: 'text/plain' }));
  control.files = chosen.files;
  control.dispatchEvent(new Event('change', { bubbles: true }));
}

/** The next change of what the element draws, before anything else happens on the page. */
async function changeIn({ shadowRoot }: HTMLElement): Promise<void> {
  await new Promise<unknown>((resolve) => {
    if (shadowRoot !== null) new MutationObserver(resolve).observe(shadowRoot, { childList: true, subtree: true });
  });
}

/** The frame in which it is painted; its time in ms after the first script of the page. */
async function painted(): Promise<number> {
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now() - (performance.getEntriesByName('start')[0]?.startTime ?? 0);
}
