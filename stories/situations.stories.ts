import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import type { SyncState } from '../src/controller/types.js';
import '../src/elements/all.js';
import { attachmentScenes, FEATURE } from '../test/support/attachment-scenes.js';
import { notLoaded, scenes, type Scene } from '../test/support/controller-states.js';
import { withErrors } from '../test/support/error-scenes.js';
import { PlayingController } from '../test/support/playing-controller.js';
import type { ScriptedController } from '../test/support/scripted-controller.js';
import { press, until } from './support/press.js';

interface Loaded {
  controller?: ScriptedController;
}

/** All four on one controller, as a page would have them. */
function page(controller: ScriptedController | undefined): TemplateResult {
  return html`
    <div style="display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; max-inline-size: 46rem">
      <gdb-sync-button .controller=${controller}></gdb-sync-button>
      <gdb-sync-progress .controller=${controller}></gdb-sync-progress>
      <gdb-edit-errors .controller=${controller}></gdb-edit-errors>
      <gdb-attachment-picker .controller=${controller} layer-id="0" global-id=${FEATURE}></gdb-attachment-picker>
    </div>
  `;
}

/** The files of one feature, in a situation of the whole. */
const inSituation = (shown: () => Scene, files: keyof typeof attachmentScenes) => async (): Promise<Loaded> => {
  const controller = await attachmentScenes[files]();
  controller.show(withFileUnderWay(shown(), controller.state.sync));
  return { controller };
};

/** Of the files that are shown, the one that was being sent still is. */
function withFileUnderWay({ state, ...rest }: Scene, before: SyncState): Scene {
  if (state.sync.kind !== 'uploading-attachments' || before.kind !== 'uploading-attachments') return { state, ...rest };
  return { ...rest, state: { ...state, sync: { ...state.sync, current: before.current } } };
}

const meta: Meta = {
  title: 'Situations/Scenes',
  render: (_args, { loaded }) => page((loaded as Loaded).controller),
};
export default meta;

/** Press sync and watch all four. */
export const AWholeSync: StoryObj = { render: () => page(new PlayingController()) };
/** In the field: everything works, nothing is sent, and it says so. */
export const Offline: StoryObj = { loaders: [inSituation(scenes.offline, 'offline')] };
/** The connection went away while photos were being sent: what is there is not sent again. */
export const HalfAnUpload: StoryObj = { loaders: [inSituation(scenes.offlineInTheMiddle, 'sending')] };
/** The token ended in the middle: sign in, and it goes on where it was. */
export const SignInNeeded: StoryObj = { loaders: [inSituation(scenes.signInNeeded, 'offline')] };
/** The server is unsteady: it waits, says how long, and can be told to try now. */
export const WaitingToRetry: StoryObj = { loaders: [inSituation(scenes.waitingRetry, 'offline')] };
/** No room left on the device: what is here stays. */
export const QuotaFull: StoryObj = { loaders: [inSituation(scenes.storageFull, 'storageFull')] };
/** The browser lets the page keep nothing at all. */
export const Unavailable: StoryObj = { loaders: [inSituation(scenes.unavailable, 'empty')] };
/** What they all work with could not be loaded, under a bar of signal perhaps: each says so, and has a way to try again. */
export const EngineMissing: StoryObj = { loaders: [inSituation(notLoaded, 'empty')] };
/** Another tab is at it: this one shows it and keeps its hands off. */
export const AnotherTab: StoryObj = { loaders: [inSituation(scenes.otherTab, 'sending')] };
/** Most went through, four did not. */
export const SomeRefused: StoryObj = { loaders: [inSituation(scenes.completedWithErrors, 'everyState')] };
/** Ten thousand were refused: found by a word, filtered, and settled at two presses, as quick as four. */
export const TenThousandErrors: StoryObj = {
  // As high as ten thousand rows: no picture of it could be compared.
  tags: ['live'],
  loaders: [() => Promise.resolve({ controller: withErrors(10_000) })],
  play: async ({ canvasElement, loaded }) => {
    const { controller } = loaded as Loaded;
    const find = <Part extends HTMLElement>(selector: string): Part | null =>
      canvasElement.querySelector('gdb-edit-errors')?.shadowRoot?.querySelector<Part>(selector) ?? null;
    const toBeSeen = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 700));
    const left = (count: number): Promise<void> => until(() => controller?.syncErrors.length === count);
    const choose = (selector: string, value: string, event: string): void => {
      const field = find<HTMLInputElement>(selector);
      if (field === null) throw new Error(`No ${selector}`);
      field.value = value;
      field.dispatchEvent(new Event(event, { bubbles: true }));
    };
    await until(() => find('[type=search]') !== null);
    choose('[type=search]', 'oak', 'input');
    await toBeSeen();
    choose('select', 'add', 'change');
    await toBeSeen();
    // Every fifth is an oak, and every fourth of these is new.
    await press(canvasElement, { tag: 'gdb-edit-errors', selector: '[data-action=discard-shown]' });
    await left(9500);
    await toBeSeen();
    await press(canvasElement, { tag: 'gdb-edit-errors', selector: '[data-action=undo]' });
    await left(10_000);
    choose('[type=search]', '', 'input');
    choose('select', 'all', 'change');
    await toBeSeen();
    await press(canvasElement, { tag: 'gdb-edit-errors', selector: '[data-action=retry-shown]' });
    await left(0);
  },
};
