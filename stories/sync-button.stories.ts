import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { GeodatabaseFile } from '../src/controller/types.js';
import '../src/elements/sync-button/gdb-sync-button.js';
import { GdbError } from '../src/shared/errors.js';
import { geodatabaseFile } from '../test/support/geodatabase-file.js';
import { error, scenes, type Scene, type SceneName } from '../test/support/controller-states.js';
import { copiesOfSeveral, nobodySignedIn } from '../test/support/copies.js';
import { pastRuns } from '../test/support/past-runs.js';
import { PlayingController } from '../test/support/playing-controller.js';
import { ScriptedController } from '../test/support/scripted-controller.js';
import { words } from './support/arg-types.js';
import { controllerUnless, given, slotted } from './support/given.js';
import { paperMap } from './support/paper-map.js';
import { press, until } from './support/press.js';

function dropped(file: GeodatabaseFile): TemplateResult {
  const controller = new ScriptedController(scenes.notOffline());
  controller.file = file;
  const drop = (button?: Element): void => {
    if (button === undefined) return;
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([], 'northern-park.geodatabase'));
    // Once the button is drawn: before, it takes none.
    setTimeout(() => button.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true })), 500);
  };
  return html`<gdb-sync-button ${ref(drop)} .controller=${controller}></gdb-sync-button>`;
}

/** Opens the menu, and a page of it. */
async function openMenu(canvas: HTMLElement, item?: string, wanted?: string): Promise<void> {
  const tag = 'gdb-sync-button';
  await press(canvas, { tag, selector: '#more', wanted: '[data-item]' });
  if (item !== undefined)
    await press(canvas, { tag, selector: `[data-item=${item}]`, wanted: wanted ?? '#menu-title' });
}

/** The same state in several looks, below one another. */
const side = (looks: readonly Args[]): TemplateResult =>
  html`<div style="display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; justify-items: start">
    ${looks.map((args) => shown(new ScriptedController(scenes[args.scene]()), args))}
  </div>`;

const withCopies = (shown: Scene): ScriptedController => {
  const controller = new ScriptedController(shown);
  controller.copies = copiesOfSeveral();
  return controller;
};

const notReady = (): ScriptedController => {
  const scene = scenes.changesNotSent();
  const readiness = {
    ...scene.state.readiness,
    attachmentsMissing: 12,
    storagePersisted: false,
    clockAheadMs: 7_200_000,
  };
  return new ScriptedController({ ...scene, state: { ...scene.state, readiness } });
};

interface Args {
  [attribute: string]: unknown;
  scene: SceneName;
}

const shown = (controller: ScriptedController, args: Args): TemplateResult =>
  html`<gdb-sync-button ${given(args)} .controller=${controllerUnless(args, controller)}
    >${slotted(args)}</gdb-sync-button
  >`;

const meta: Meta<Args> = {
  title: 'Elements/Sync button',
  component: 'gdb-sync-button',
  argTypes: {
    scene: { control: 'select', options: Object.keys(scenes), description: 'What the scripted controller shows.' },
    'sync-direction': words('bidirectional', 'upload', 'download'),
    photos: words('always', 'wifi', 'manual'),
    'conflict-policy': words('mine', 'theirs', 'ask'),
    'auto-sync': words('load', 'edits', 'online', 'visible', 'load edits 30'),
    attachments: words('eager', 'lazy', 'upload', 'none'),
    appearance: words('solid', 'outline', 'transparent'),
    scale: words('s', 'm', 'l'),
    width: words('full'),
  },
  args: { scene: 'changesNotSent' },
  render: (args) => shown(new ScriptedController(scenes[args.scene]()), args),
};
export default meta;

type Story = StoryObj<Args>;

/** Press it: a whole sync is played. Cancel works too. */
export const PressIt: Story = {
  render: (args) => shown(new PlayingController(), args),
};
export const Opening: Story = { args: { scene: 'opening' } };
export const NotOfflineYet: Story = { args: { scene: 'notOffline' } };
export const TakingOffline: Story = { args: { scene: 'takingOffline' } };
export const Ready: Story = { args: { scene: 'ready' } };
export const ChangesNotSent: Story = { args: { scene: 'changesNotSent' } };
export const ManyChanges: Story = { args: { scene: 'manyChanges' } };
export const SendingAttachments: Story = { args: { scene: 'uploading' } };
export const WaitingForTheServer: Story = { args: { scene: 'waitingServer' } };
export const SecondLook: Story = { args: { scene: 'secondLook' } };
export const Receiving: Story = { args: { scene: 'downloading' } };
export const WaitingToRetry: Story = { args: { scene: 'waitingRetry' } };
export const Offline: Story = { args: { scene: 'offline' } };
export const OfflineInTheMiddle: Story = { args: { scene: 'offlineInTheMiddle' } };
export const SignInNeeded: Story = { args: { scene: 'signInNeeded' } };
export const Paused: Story = { args: { scene: 'paused' } };
export const OnMobileData: Story = { args: { scene: 'metered' } };
export const StorageFull: Story = { args: { scene: 'storageFull' } };
export const OtherTab: Story = { args: { scene: 'otherTab' } };
export const SomeRefused: Story = { args: { scene: 'completedWithErrors' } };
/** Somebody has to decide which version counts. */
export const ConflictsWait: Story = { args: { scene: 'conflictsWait' } };
export const Failed: Story = { args: { scene: 'failed' } };
/** The service cannot go offline: below stands what is missing, and what its admin has to switch on. */
export const NotSupported: Story = { args: { scene: 'notSupported' } };
export const Unavailable: Story = { args: { scene: 'unavailable' } };
/** A file was dropped on the button: what is inside, before anything is loaded. */
export const FileDropped: Story = { render: () => dropped(geodatabaseFile()) };
/** A file that cannot be used any more: why, and what to do instead. */
export const FileNotLoadable: Story = {
  render: () => dropped(geodatabaseFile(new GdbError('geodatabase-unregistered', 'It was unregistered here.'))),
};
/** A wrong attribute is named in words. */
export const WrongAttribute: Story = { args: { scene: 'notOffline', layers: 'trees' } };
export const WordsOfYourOwn: Story = { args: { scene: 'notOffline', 'slot:label': 'Take the park with me' } };
/** Behind the three dots. */
export const Menu: Story = { args: { scene: 'changesNotSent' }, play: ({ canvasElement }) => openMenu(canvasElement) };
/** The browser cannot tell Wi-Fi from mobile data: the button asks, and the menu has both answers. */
export const PhotoQuestion: Story = {
  args: { scene: 'photosAsked' },
  play: async ({ canvasElement }) => {
    await openMenu(canvasElement);
    const find = (item: string) => () =>
      canvasElement.querySelector('gdb-sync-button')?.shadowRoot?.querySelector(`[data-item=${item}]`) != null;
    await until(find('sendPhotos'));
    await until(find('photosWait'));
  },
};
/** Before leaving the office: seven lines, each with one thing to do. */
export const ReadyForTheField: Story = {
  args: { scene: 'ready' },
  play: ({ canvasElement }) => openMenu(canvasElement, 'menuReady', '.ready'),
};
export const NotReadyForTheField: Story = {
  render: (args) => shown(notReady(), args),
  play: ({ canvasElement }) => openMenu(canvasElement, 'menuReady', '.ready'),
};
/** Several people work on one device, and nobody is signed in: the button asks, and nothing is sent until that person signs in. */
export const WhoseCopy: Story = {
  render: (args) => shown(withCopies(nobodySignedIn()), args),
  play: ({ canvasElement }) =>
    press(canvasElement, { tag: 'gdb-sync-button', selector: '.main[data-action=choose]', wanted: '[part=people] li' }),
};
/** Each area is a copy of its own, with its size, its last sync and what is not sent. */
export const SeveralAreas: Story = {
  render: (args) => shown(withCopies(scenes.ready()), args),
  play: ({ canvasElement }) => openMenu(canvasElement, 'menuAreas', '[part=areas] li'),
};
/** What would be lost is said before it is, and asks for a word. */
export const RemoveTheArea: Story = {
  args: { scene: 'changesNotSent' },
  play: ({ canvasElement }) => openMenu(canvasElement, 'menuRemove', '.leave'),
};
/** Disabled by the page, with its reason. */
export const NotNow: Story = { args: { 'disabled-reason': 'Choose a team first' } };
/** The last syncs of this area: what went, what came, what was refused, and how each ended. */
export const Receipts: Story = {
  render: (args) => {
    const controller = new ScriptedController(scenes.ready());
    controller.pastRuns = pastRuns();
    return shown(controller, args);
  },
  play: ({ canvasElement }) => openMenu(canvasElement, 'menuReceipts', '[part=receipts] li'),
};
/** Another area in place of this one: what would be lost is named before, and asks for a word. */
export const ReplaceTheArea: Story = {
  args: { scene: 'changesNotSent', extent: '7.3,46.8,7.6,47.1' },
  play: ({ canvasElement }) => openMenu(canvasElement, 'menuReplace', '.leave'),
};
/** Unsent edits as a file: when a sync is stuck, or the battery of this device is. */
export const UnsentEditsAsAFile: Story = {
  args: { scene: 'changesNotSent' },
  play: ({ canvasElement }) => openMenu(canvasElement, 'rescueMore', '[part=rescue]'),
};
/** With a map the area is chosen before it is taken: what it shows, a rectangle drawn there, moved by keys, or typed; with what it holds. */
export const AreaOnAMap: Story = {
  args: { scene: 'notOffline' },
  render: (args) => {
    const map = paperMap();
    const controller = new ScriptedController(scenes[args.scene]());
    controller.estimate = { features: 1240, bytes: 38e6, withAttachments: false, layers: [] };
    return html`${map.template}
      <gdb-sync-button ${given(args)} .view=${map.view} .controller=${controllerUnless(args, controller)}
        >${slotted(args)}</gdb-sync-button
      >`;
  },
  play: async ({ canvasElement }) => {
    const tag = 'gdb-sync-button';
    const told = (): string =>
      canvasElement.querySelector(tag)?.shadowRoot?.querySelector('#area-told')?.textContent.trim() ?? '';
    await press(canvasElement, { tag, selector: '.main', wanted: '[part=area]' });
    await until(() => /\d/.test(told()));
  },
};
/** A newer page has changed what is kept here: this tab says so, and asks to be loaded anew. */
export const OlderTab: Story = {
  render: (args) => {
    const gone = scenes.unavailable();
    const newer = error('schema-newer', 'This data was written by a newer version.');
    return shown(new ScriptedController({ ...gone, state: { ...gone.state, unavailable: newer } }), args);
  },
};
/** Filled while pressing it is what to do next, outlined, or without a border, for a toolbar. */
export const Appearances: Story = {
  render: (args) => side(['solid', 'outline', 'transparent'].map((appearance) => ({ ...args, appearance }))),
};
/** Small, medium and large. Targets stay as large as a thumb in all of them on a touch screen. */
export const Scales: Story = { render: (args) => side(['s', 'm', 'l'].map((scale) => ({ ...args, scale }))) };
/** As wide as its place. */
export const FullWidth: Story = { args: { width: 'full' } };
