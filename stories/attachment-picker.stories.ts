import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import '../src/elements/attachment-picker/gdb-attachment-picker.js';
import type { GdbAttachmentPicker } from '../src/elements/attachment-picker/gdb-attachment-picker.js';
import { attachmentScenes, FEATURE, manyPhotos, type AttachmentSceneName } from '../test/support/attachment-scenes.js';
import { Cameras } from '../test/support/cameras.js';
import { photo } from '../test/support/photos.js';
import { picture } from '../test/support/pictures.js';
import type { ScriptedController } from '../test/support/scripted-controller.js';
import { controllerUnless, given, slotted } from './support/given.js';
import { press, until } from './support/press.js';

interface Args {
  [attribute: string]: unknown;
  scene: AttachmentSceneName;
}

interface Loaded {
  controller?: ScriptedController;
}

const shown = (args: Args, { controller }: Loaded): TemplateResult =>
  html`<gdb-attachment-picker ${given(args)} .controller=${controllerUnless(args, controller)}
    >${slotted(args)}</gdb-attachment-picker
  >`;

const meta: Meta<Args> = {
  title: 'Elements/Attachment picker',
  component: 'gdb-attachment-picker',
  argTypes: {
    scene: {
      control: 'select',
      options: Object.keys(attachmentScenes),
      description: 'What the scripted controller shows.',
    },
  },
  args: { scene: 'everyState', 'layer-id': 0, 'global-id': FEATURE },
  loaders: [async ({ args }) => ({ controller: await attachmentScenes[args.scene]() })],
  render: (args, { loaded }) => shown(args, loaded as Loaded),
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
/** What this device keeps cannot be read: why is said, and a report for who helps can be copied. */
export const Unreadable: Story = { args: { scene: 'unreadable' } };
export const TakenWithoutAttachments: Story = { args: { scene: 'takenWithout' } };
export const UploadOnly: Story = { args: { scene: 'uploadOnly' } };
export const NotOfflineYet: Story = { args: { scene: 'notOffline' } };
export const NoFeatureChosen: Story = { args: { scene: 'empty', 'global-id': '' } };
/** As wide as a small phone. */
export const Narrow: Story = {
  render: (args, { loaded }) => html`<div style="max-inline-size: 288px">${shown(args, loaded as Loaded)}</div>`,
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
/** The camera in the page: picture, shutter, lamp, the other camera, and how many photos there are so far. */
export const Camera: Story = {
  args: { scene: 'empty', camera: 'page' },
  beforeEach: async () => {
    const cameras = new Cameras();
    const view = await createImageBitmap(await picture(9));
    Object.assign(cameras, { hasLamp: true, count: 2, view });
    return () => {
      cameras.restore();
    };
  },
  play: async ({ canvasElement }) => {
    await press(canvasElement, { tag, selector: '.camera', wanted: '.camera-dialog' });
    await until(() => (pickerIn(canvasElement).shadowRoot?.querySelector('video')?.videoWidth ?? 0) > 0);
    await press(canvasElement, { tag, selector: '.shutter' });
    await until(() => pickerIn(canvasElement).shadowRoot?.querySelector('.row') != null);
    await wait(400);
  },
};
/** Before something would be lost, one question in its place. */
export const AskedToRemove: Story = {
  args: { scene: 'allSent' },
  play: ({ canvasElement }) =>
    press(canvasElement, { tag, selector: '[data-action="ask"]', wanted: '[data-action="keep"]' }),
};
/** A day of photos: only those near the view are drawn. */
export const TwoHundredPhotos: Story = {
  loaders: [async () => ({ controller: await manyPhotos(200) })],
};
export const Disabled: Story = { args: { scene: 'allSent', disabled: true } };
export const Required: Story = { args: { scene: 'empty', required: true } };
/** A wrong value is named, never guessed at. */
export const WrongAttribute: Story = { args: { scene: 'empty', 'max-pixels': 'large' } };
