import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../src/elements/attachment-picker/gdb-attachment-picker.js';
import type { GdbAttachmentPicker } from '../src/elements/attachment-picker/gdb-attachment-picker.js';
import { attachmentScenes, FEATURE, manyPhotos, type AttachmentSceneName } from '../test/support/attachment-scenes.js';
import { photo } from '../test/support/photos.js';
import { picture } from '../test/support/pictures.js';
import type { ScriptedController } from '../test/support/scripted-controller.js';
import { press } from './support/press.js';

interface Args {
  scene: AttachmentSceneName;
  'layer-id': number;
  'global-id': string;
  accept: string;
  'max-size': string;
  'max-files': string;
  'max-pixels': string;
  quality: string;
  exif: 'keep' | 'strip';
  position: 'photo' | 'device' | 'none';
  'name-pattern': string;
  stamp: boolean;
  camera: 'device' | 'page' | 'none';
  required: boolean;
  disabled: boolean;
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
    exif: { control: 'inline-radio', options: ['keep', 'strip'] },
    position: { control: 'inline-radio', options: ['photo', 'device', 'none'] },
    camera: { control: 'inline-radio', options: ['device', 'page', 'none'] },
  },
  args: {
    scene: 'everyState',
    'layer-id': 0,
    'global-id': FEATURE,
    accept: '',
    'max-size': '',
    'max-files': '',
    'max-pixels': '',
    quality: '',
    exif: 'keep',
    position: 'photo',
    'name-pattern': '',
    stamp: false,
    camera: 'device',
    required: false,
    disabled: false,
  },
  loaders: [async ({ args }) => ({ controller: await attachmentScenes[args.scene]() })],
  render: (args, { loaded }) => html`
    <gdb-attachment-picker
      .controller=${(loaded as Loaded).controller}
      layer-id=${args['layer-id']}
      global-id=${args['global-id']}
      accept=${args.accept}
      max-size=${args['max-size']}
      max-files=${args['max-files']}
      max-pixels=${args['max-pixels']}
      quality=${args.quality}
      exif=${args.exif}
      position=${args.position}
      name-pattern=${args['name-pattern']}
      camera=${args.camera}
      ?stamp=${args.stamp}
      ?required=${args.required}
      ?disabled=${args.disabled}
    ></gdb-attachment-picker>
  `,
};
export default meta;

type Story = StoryObj<Args>;

const pickerIn = (canvas: HTMLElement): GdbAttachmentPicker => {
  const element = canvas.querySelector<GdbAttachmentPicker>('gdb-attachment-picker');
  if (element === null) throw new Error('no picker');
  return element;
};
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const tag = 'gdb-attachment-picker';

/** Adds files once the picker knows its feature, and waits until none is on its way. */
async function add(canvas: HTMLElement, files: readonly File[]): Promise<void> {
  const element = pickerIn(canvas);
  await element.updateComplete;
  await wait(50);
  element.addFiles(files);
  for (let round = 0; round < 100; round += 1) {
    await wait(50);
    const rows = element.shadowRoot?.querySelectorAll('.row').length ?? 0;
    if (rows >= files.length && element.shadowRoot?.querySelector('.row.coming') === null) return;
  }
}

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

/** Whether each photo has a position is said, and how much smaller it became. */
export const Photos: Story = {
  args: { scene: 'empty', 'max-pixels': '400' },
  play: async ({ canvasElement }) => {
    await add(canvasElement, [await photo({ seed: 4 }), await photo({ seed: 5, position: null })]);
  },
};
/** Each refusal names the file and the reason; what is there already can be added all the same. */
export const NotAdded: Story = {
  args: { scene: 'empty', accept: 'image/*', 'max-size': '2MB' },
  play: async ({ canvasElement }) => {
    const own = await photo({ seed: 6 });
    await add(canvasElement, [
      own,
      new File([own], 'the-same-photo.jpg', { type: 'image/jpeg' }),
      new File(['notes'], 'notes.txt', { type: 'text/plain' }),
      new File([new Uint8Array(3_000_000)], 'panorama.tif', { type: 'image/tiff' }),
    ]);
  },
};
/** The last removal can be taken back until somebody dismisses the way back. */
export const Removed: Story = {
  args: { scene: 'empty' },
  play: async ({ canvasElement }) => {
    await add(canvasElement, [await photo({ seed: 7 })]);
    await press(canvasElement, { tag, selector: '[data-action="ask"]' });
    await press(canvasElement, { tag, selector: '[data-action="remove"]' });
    await wait(100);
  },
};
/** Looked at closely, with what the photo says about itself. */
export const Preview: Story = {
  args: { scene: 'empty' },
  play: async ({ canvasElement }) => {
    await add(canvasElement, [await photo({ seed: 8 })]);
    await press(canvasElement, { tag, selector: '[data-action="preview"]' });
    await press(canvasElement, { tag, selector: '.preview-dialog summary' });
    await press(canvasElement, { tag, selector: '[data-action="closer"]' });
  },
};
/** The camera in the page, as it says that it may not be used. */
export const CameraBlocked: Story = {
  args: { scene: 'empty', camera: 'page' },
  play: async ({ canvasElement }) => {
    const refuse = (): Promise<never> => Promise.reject(new DOMException('refused', 'NotFoundError'));
    Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: { getUserMedia: refuse } });
    await press(canvasElement, { tag, selector: '.camera' });
    await wait(200);
  },
};
/** A day of photos: only those near the view are drawn. */
export const TwoHundredPhotos: Story = {
  loaders: [async () => ({ controller: await manyPhotos(200) })],
};
export const Disabled: Story = { args: { scene: 'allSent', disabled: true } };
export const Required: Story = { args: { scene: 'empty', required: true } };
/** A wrong value is named, never guessed at. */
export const WrongAttribute: Story = { args: { scene: 'empty', 'max-pixels': 'large' } };
