import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { GeodatabaseFile } from '../src/controller/types.js';
import '../src/elements/sync-button/gdb-sync-button.js';
import { GdbError } from '../src/shared/errors.js';
import { geodatabaseFile } from '../test/support/geodatabase-file.js';
import { scenes, type Scene, type SceneName } from '../test/support/controller-states.js';
import { copiesOfSeveral, nobodySignedIn } from '../test/support/copies.js';
import { PlayingController } from '../test/support/playing-controller.js';
import { ScriptedController } from '../test/support/scripted-controller.js';
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
  scene: SceneName;
  layers?: string;
  extent?: string;
  'sync-direction'?: string;
  label?: string;
}

const meta: Meta<Args> = {
  title: 'Elements/Sync button',
  component: 'gdb-sync-button',
  argTypes: {
    scene: { control: 'select', options: Object.keys(scenes), description: 'What the scripted controller shows.' },
    layers: { control: 'text', description: 'Layers to take offline, `0,1`.' },
    extent: { control: 'text', description: 'Area to take offline, `xmin,ymin,xmax,ymax` with an optional wkid.' },
    'sync-direction': {
      control: 'select',
      options: ['', 'bidirectional', 'upload', 'download'],
      description: 'Direction of a sync.',
    },
    label: { control: 'text', description: 'Words of your own, in the slot `label`.' },
  },
  args: { scene: 'changesNotSent' },
  render: ({ scene, layers, extent, 'sync-direction': direction, label }) => html`
    <gdb-sync-button
      .controller=${new ScriptedController(scenes[scene]())}
      layers=${layers ?? nothing}
      extent=${extent ?? nothing}
      sync-direction=${direction ?? nothing}
      >${label ? html`<span slot="label">${label}</span>` : nothing}</gdb-sync-button
    >
  `,
};
export default meta;

type Story = StoryObj<Args>;

/** Press it: a whole sync is played. Cancel works too. */
export const PressIt: Story = {
  render: () => html`<gdb-sync-button .controller=${new PlayingController()}></gdb-sync-button>`,
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
export const WordsOfYourOwn: Story = { args: { scene: 'notOffline', label: 'Take the park with me' } };
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
  render: () => html`<gdb-sync-button .controller=${notReady()}></gdb-sync-button>`,
  play: ({ canvasElement }) => openMenu(canvasElement, 'menuReady', '.ready'),
};
/** Several people work on one device, and nobody is signed in: the button asks, and nothing is sent until that person signs in. */
export const WhoseCopy: Story = {
  render: () => html`<gdb-sync-button .controller=${withCopies(nobodySignedIn())}></gdb-sync-button>`,
  play: ({ canvasElement }) =>
    press(canvasElement, { tag: 'gdb-sync-button', selector: '.main[data-action=choose]', wanted: '[part=people] li' }),
};
/** Each area is a copy of its own, with its size, its last sync and what is not sent. */
export const SeveralAreas: Story = {
  render: () => html`<gdb-sync-button .controller=${withCopies(scenes.ready())}></gdb-sync-button>`,
  play: ({ canvasElement }) => openMenu(canvasElement, 'menuAreas', '[part=areas] li'),
};
/** What would be lost is said before it is, and asks for a word. */
export const RemoveTheArea: Story = {
  args: { scene: 'changesNotSent' },
  play: ({ canvasElement }) => openMenu(canvasElement, 'menuRemove', '.leave'),
};
/** Disabled by the page, with its reason. */
export const NotNow: Story = {
  render: () =>
    html`<gdb-sync-button
      disabled-reason="Choose a team first"
      .controller=${new ScriptedController(scenes.changesNotSent())}
    ></gdb-sync-button>`,
};
