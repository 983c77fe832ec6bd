import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { missing, styles as pickerStyles } from '../src/elements/attachment-picker/first-look.js';
import type { GdbAttachmentPicker } from '../src/elements/attachment-picker/gdb-attachment-picker.js';
import { PickerFrame } from '../src/elements/attachment-picker/picker-frame.js';
import { make } from '../src/elements/common/draw.js';
import { ErrorsFrame } from '../src/elements/edit-errors/errors-frame.js';
import { styles as errorsStyles } from '../src/elements/edit-errors/first-look.js';
import { ButtonFrame } from '../src/elements/sync-button/button-frame.js';
import { styles as buttonStyles } from '../src/elements/sync-button/first-look.js';
import { styles as progressStyles } from '../src/elements/sync-progress/first-look.js';
import { ProgressFrame } from '../src/elements/sync-progress/progress-frame.js';
import { press, until } from './support/press.js';
import { defineWithoutFace } from './support/without-face.js';

defineWithoutFace('story-faceless-button', { frame: ButtonFrame, styles: buttonStyles });
defineWithoutFace('story-faceless-progress', { frame: ProgressFrame, styles: progressStyles });
defineWithoutFace('story-faceless-errors', { frame: ErrorsFrame, styles: errorsStyles });
defineWithoutFace('story-faceless-picker', {
  frame: PickerFrame,
  styles: pickerStyles,
  missing: (host) => missing(host as unknown as GdbAttachmentPicker),
});

const link = (name: string): HTMLElement => make('a', { href: '#', download: name }, name);

/** What an element shows when its face could not be fetched: without network, or after a new version of the page was put online. */
const meta: Meta = {
  title: 'Situations/Not loaded',
  args: { files: [] },
  argTypes: { files: { control: 'object', description: 'Names of files that the picker holds meanwhile.' } },
  render: ({ files }) => html`
    <div style="display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; max-inline-size: 46rem">
      <story-faceless-button></story-faceless-button>
      <story-faceless-progress></story-faceless-progress>
      <story-faceless-errors></story-faceless-errors>
      <story-faceless-picker .waiting=${{ links: (files as string[]).map(link) }}></story-faceless-picker>
    </div>
  `,
};
export default meta;

const NAMES = ['button', 'progress', 'errors', 'picker'];

const saidBy = (canvas: HTMLElement): readonly string[] =>
  NAMES.map((name) => {
    const { shadowRoot } = canvas.querySelector(`story-faceless-${name}`) ?? {};
    return shadowRoot?.querySelector('[role=status]')?.textContent ?? '';
  });

const allSay = (canvas: HTMLElement): Promise<void> => until(() => saidBy(canvas).every((words) => words !== ''));

/** All four: button, progress, errors, picker. */
export const AllFour: StoryObj = { play: ({ canvasElement }) => allSay(canvasElement) };

/** It was tried again in vain: some browsers look no second time, so to load the page anew is what helps. */
export const TriedAgain: StoryObj = {
  play: async ({ canvasElement }) => {
    await allSay(canvasElement);
    const [before = ''] = saidBy(canvasElement);
    await press(canvasElement, { tag: 'story-faceless-button', selector: 'button' });
    await until(() => (saidBy(canvasElement)[0] ?? '').length > before.length);
  },
};

/** Files that were chosen meanwhile would be gone with the page: each can be saved, and no reload is advised. */
export const FilesOnlyHere: StoryObj = {
  args: { files: ['IMG_2047.jpg', 'runway lights, north end, after the repair of last winter.pdf'] },
  play: async ({ canvasElement }) => {
    const links = (): number =>
      canvasElement.querySelector('story-faceless-picker')?.shadowRoot?.querySelectorAll('a[download]').length ?? 0;
    await until(() => links() === 2);
  },
};
