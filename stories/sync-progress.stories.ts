import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../src/elements/sync-button/gdb-sync-button.js';
import '../src/elements/sync-progress/gdb-sync-progress.js';
import { scenes, type SceneName } from '../test/support/controller-states.js';
import { PlayingController } from '../test/support/playing-controller.js';
import { ScriptedController } from '../test/support/scripted-controller.js';

interface Args {
  scene: SceneName;
}

const meta: Meta<Args> = {
  title: 'Elements/Sync progress',
  component: 'gdb-sync-progress',
  argTypes: {
    scene: { control: 'select', options: Object.keys(scenes), description: 'What the scripted controller shows.' },
  },
  args: { scene: 'uploading' },
  render: ({ scene }) =>
    html`<gdb-sync-progress .controller=${new ScriptedController(scenes[scene]())}></gdb-sync-progress>`,
};
export default meta;

type Story = StoryObj<Args>;

/** Press sync: both follow the same controller. */
export const BesideAButton: Story = {
  render: () => {
    const controller = new PlayingController();
    return html`<gdb-sync-button .controller=${controller}></gdb-sync-button>
      <p></p>
      <gdb-sync-progress .controller=${controller}></gdb-sync-progress>`;
  },
};
export const NothingToDo: Story = { args: { scene: 'ready' } };
export const ChangesNotSent: Story = { args: { scene: 'changesNotSent' } };
export const Preparing: Story = { args: { scene: 'preparing' } };
export const AskingTheServer: Story = { args: { scene: 'reconciling' } };
export const SecondLook: Story = { args: { scene: 'secondLook' } };
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
