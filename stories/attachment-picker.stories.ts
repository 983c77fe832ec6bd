import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../src/elements/attachment-picker/gdb-attachment-picker.js';
import type { GdbAttachmentPicker } from '../src/elements/attachment-picker/gdb-attachment-picker.js';
import { attachmentScenes, FEATURE, type AttachmentSceneName } from '../test/support/attachment-scenes.js';
import { picture } from '../test/support/pictures.js';
import type { ScriptedController } from '../test/support/scripted-controller.js';

interface Args {
  scene: AttachmentSceneName;
  'layer-id': number;
  'global-id': string;
}

interface Loaded {
  controller?: ScriptedController;
}

const meta: Meta<Args> = {
  title: 'Elements/Attachment picker',
  component: 'gdb-attachment-picker',
  argTypes: {
    scene: {
      control: 'select',
      options: Object.keys(attachmentScenes),
      description: 'What the scripted controller shows.',
    },
    'layer-id': { control: 'number', description: 'Layer of the feature.' },
    'global-id': { control: 'text', description: 'GlobalID of the feature.' },
  },
  args: { scene: 'everyState', 'layer-id': 0, 'global-id': FEATURE },
  loaders: [async ({ args }) => ({ controller: await attachmentScenes[args.scene]() })],
  render: ({ 'layer-id': layerId, 'global-id': globalId }, { loaded }) => html`
    <gdb-attachment-picker
      .controller=${(loaded as Loaded).controller}
      layer-id=${layerId}
      global-id=${globalId}
    ></gdb-attachment-picker>
  `,
};
export default meta;

type Story = StoryObj<Args>;

/** A picture and a text, added as a person would. */
async function addTwo(canvas: HTMLElement): Promise<void> {
  const element = canvas.querySelector<GdbAttachmentPicker>('gdb-attachment-picker');
  await element?.updateComplete;
  element?.addFiles([
    new File([await picture(9)], 'IMG_20260412_102201.jpg', { type: 'image/jpeg' }),
    new File(['notes'], 'notes.txt', { type: 'text/plain' }),
  ]);
}

/** On the server, on this device, on its way, refused, leaving. Add files of your own: the scripted controller keeps them until you reload. */
export const EveryState: Story = {};
export const Empty: Story = { args: { scene: 'empty' } };
export const AllSent: Story = { args: { scene: 'allSent' } };
export const Offline: Story = { args: { scene: 'offline' } };
export const Sending: Story = { args: { scene: 'sending' } };
/** While a large file is written to this device. */
export const Writing: Story = { args: { scene: 'storing' }, play: ({ canvasElement }) => addTwo(canvasElement) };
/** The device is full: each file is named with the reason, and can be tried again. */
export const StorageFull: Story = {
  args: { scene: 'storageFull' },
  play: ({ canvasElement }) => addTwo(canvasElement),
};
export const TakenWithoutAttachments: Story = { args: { scene: 'takenWithout' } };
export const UploadOnly: Story = { args: { scene: 'uploadOnly' } };
export const NotOfflineYet: Story = { args: { scene: 'notOffline' } };
export const NoFeatureChosen: Story = { args: { scene: 'empty', 'global-id': '' } };
/** As wide as a small phone. */
export const Narrow: Story = {
  render: ({ 'layer-id': layerId, 'global-id': globalId }, { loaded }) => html`
    <div style="max-inline-size: 288px">
      <gdb-attachment-picker
        .controller=${(loaded as Loaded).controller}
        layer-id=${layerId}
        global-id=${globalId}
      ></gdb-attachment-picker>
    </div>
  `,
};
