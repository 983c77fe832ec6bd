import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import '../src/elements/sync-button/gdb-sync-button.js';
import '../src/elements/sync-progress/gdb-sync-progress.js';
import { error, scenes, type SceneName } from '../test/support/controller-states.js';
import { PlayingController } from '../test/support/playing-controller.js';
import { pastRun, pastRuns } from '../test/support/past-runs.js';
import { ScriptedController } from '../test/support/scripted-controller.js';
import { words } from './support/arg-types.js';
import { controllerUnless, given, slotted } from './support/given.js';
import { press, until } from './support/press.js';

/** Comes to these buttons, and no other. */
async function actionsAre(canvas: HTMLElement, wanted: readonly string[]): Promise<void> {
  await until(() => {
    const root = canvas.querySelector('gdb-sync-progress')?.shadowRoot;
    const shown = [...(root?.querySelectorAll<HTMLElement>('.actions button') ?? [])];
    return shown.map((one) => one.dataset['action']).join() === wanted.join();
  });
}

/** Comes to these answers to the question whether photos may go, and no other. */
async function answersAre(canvas: HTMLElement, wanted: readonly string[]): Promise<void> {
  await until(() => {
    const root = canvas.querySelector('gdb-sync-progress')?.shadowRoot;
    const answers = [...(root?.querySelectorAll<HTMLElement>('[data-action^=photos]') ?? [])];
    return answers.map((one) => one.dataset['action']).join() === wanted.join();
  });
}

interface Args {
  [attribute: string]: unknown;
  scene: SceneName;
}

const shown = (controller: ScriptedController, args: Args): TemplateResult =>
  html`<gdb-sync-progress ${given(args)} .controller=${controllerUnless(args, controller)}
    >${slotted(args)}</gdb-sync-progress
  >`;

const meta: Meta<Args> = {
  title: 'Elements/Sync progress',
  component: 'gdb-sync-progress',
  argTypes: {
    scene: { control: 'select', options: Object.keys(scenes), description: 'What the scripted controller shows.' },
    layout: words('card', 'compact'),
  },
  args: { scene: 'uploading' },
  render: (args) => shown(new ScriptedController(scenes[args.scene]()), args),
};
export default meta;

type Story = StoryObj<Args>;

/** Press sync: both follow the same controller. */
export const BesideAButton: Story = {
  render: (args) => {
    const controller = new PlayingController();
    return html`<gdb-sync-button .controller=${controller}></gdb-sync-button>
      <p></p>
      ${shown(controller, args)}`;
  },
};
export const NothingToDo: Story = { args: { scene: 'ready' } };
export const ChangesNotSent: Story = { args: { scene: 'changesNotSent' } };
export const Preparing: Story = { args: { scene: 'preparing' } };
export const AskingTheServer: Story = { args: { scene: 'reconciling' } };
export const SecondLook: Story = { args: { scene: 'secondLook' } };
/** What others changed is received before it would be overwritten. */
export const SeeingWhatOthersChanged: Story = { args: { scene: 'looking' } };
export const SendingAttachments: Story = { args: { scene: 'uploading' } };
export const SendingChanges: Story = { args: { scene: 'submitting' } };
export const WaitingForTheServer: Story = { args: { scene: 'waitingServer' } };
export const ReceivingChanges: Story = { args: { scene: 'downloading' } };
export const ReceivingWithoutTotal: Story = { args: { scene: 'downloadingUnknown' } };
export const Writing: Story = { args: { scene: 'applying' } };
export const TakingTheArea: Story = { args: { scene: 'takingOffline' } };
export const TakingItsAttachments: Story = { args: { scene: 'takingAttachments' } };
export const WaitingToRetry: Story = { args: { scene: 'waitingRetry' } };
export const OfflineInTheMiddle: Story = { args: { scene: 'offlineInTheMiddle' } };
export const Paused: Story = { args: { scene: 'paused' } };
export const OtherTab: Story = { args: { scene: 'otherTab' } };
export const Finished: Story = { args: { scene: 'completed' } };
/** What else there is to know: the version that edits went to, layers that were changed on the server. */
export const FinishedWithNotes: Story = { args: { scene: 'completedWithNotes' } };
export const NothingNew: Story = { args: { scene: 'nothingNew' } };
export const AreaTaken: Story = { args: { scene: 'taken' } };
export const SomeRefused: Story = { args: { scene: 'completedWithErrors' } };
export const Failed: Story = { args: { scene: 'failed' } };
export const NotSupported: Story = { args: { scene: 'notSupported' } };
export const Cancelled: Story = { args: { scene: 'cancelled' } };
export const Unavailable: Story = { args: { scene: 'unavailable' } };

/** The browser cannot tell Wi-Fi from mobile data: both answers are there, for this session. */
export const PhotoQuestion: Story = {
  args: { scene: 'photosAsked' },
  play: ({ canvasElement }) => answersAre(canvasElement, ['photos', 'photos-wait']),
};
/** "Let them wait" was pressed: the question is gone, and the way to send them stays. */
export const PhotosWait: Story = {
  args: { scene: 'photosAsked' },
  play: async ({ canvasElement }) => {
    await press(canvasElement, { tag: 'gdb-sync-progress', selector: '[data-action=photos-wait]' });
    await answersAre(canvasElement, ['photos']);
  },
};

/** After the end: what was sent and received, and the syncs before it. */
export const LastSyncs: Story = {
  render: (args) => {
    const controller = new ScriptedController(scenes.completed());
    controller.pastRuns = pastRuns();
    return shown(controller, args);
  },
  play: async ({ canvasElement }) =>
    press(canvasElement, { tag: 'gdb-sync-progress', selector: '[data-action=receipts]', wanted: '.receipts li' }),
};
/** Loaded anew: what the page before it told is still told. */
export const AfterReload: Story = {
  render: (args) => {
    const controller = new ScriptedController(scenes.ready());
    controller.pastRuns = pastRuns();
    return shown(controller, args);
  },
  play: ({ canvasElement }) => actionsAre(canvasElement, ['receipts']),
};
/** Loaded anew after a sync that failed: why, what to do, and a report for who helps. */
export const AfterReloadFailed: Story = {
  render: (args) => {
    const controller = new ScriptedController(scenes.changesNotSent());
    controller.pastRuns = [
      pastRun({ startedAt: Date.now() - 20 * 60_000, error: error('network', 'The connection broke.') }),
    ];
    return shown(controller, args);
  },
  play: ({ canvasElement }) => actionsAre(canvasElement, ['again', 'report', 'receipts']),
};
/** Where the page has no other element: the card asks, too. */
export const SignInNeeded: Story = { args: { scene: 'signInNeeded' } };
export const RefusedBefore: Story = { args: { scene: 'refusedBefore' } };
/** Somebody has to decide which version counts. */
export const ConflictsWait: Story = { args: { scene: 'conflictsWait' } };
/** One line without a frame, for a header or a toolbar. */
export const CompactSending: Story = { args: { scene: 'uploading', layout: 'compact' } };
export const CompactWaiting: Story = { args: { scene: 'waitingRetry', layout: 'compact' } };
export const CompactFinished: Story = { args: { scene: 'completed', layout: 'compact' } };
export const CompactFailed: Story = { args: { scene: 'failed', layout: 'compact' } };
