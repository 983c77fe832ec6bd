/** What the picker is made of: drawn by its first look, and by its face in the same place. */
import { html, nothing, type TemplateResult } from 'lit';
import { CAMERA, icon, PLUS } from '../common/first-icons.js';
import type { CameraWish } from './photo/wishes.js';

export interface PickerFrame {
  /** Classes of the whole. */
  readonly base: string;
  readonly title: string;
  readonly summary: TemplateResult | string;
  readonly add: TemplateResult;
  readonly camera: unknown;
  /** All that is below the head. */
  readonly below?: TemplateResult;
}

export function pickerFrame({ base, title, summary, add, camera, below }: PickerFrame): TemplateResult {
  return html`
    <div class="base ${base}" part="base">
      <div class="head">
        <div class="words">
          <div class="title" part="title" id="title"><slot name="title">${title}</slot></div>
          <div class="summary" part="summary" id="summary">${summary}</div>
        </div>
        <div class="adders">${add}${camera}</div>
      </div>
      ${below}
    </div>
  `;
}

export interface AdderInput {
  /** Then it says why when it has the focus, and does nothing. */
  readonly isClosed: boolean;
  /** What the file input lets a person choose; empty for everything. */
  readonly accept: string;
  readonly words: { text(key: 'addFiles' | 'takePhoto'): string };
  readonly onFiles: (event: Event) => void;
}

/** A real file input inside its label: keyboard, voice and screen reader know what to do with it. */
export function adder({ isClosed, accept, words, onFiles }: AdderInput): TemplateResult {
  return html`<label class="button add primary ${isClosed ? 'closed' : ''}" part="add">
    <input
      class="visually-hidden"
      type="file"
      multiple
      accept=${accept === '' ? nothing : accept}
      aria-disabled=${isClosed ? 'true' : nothing}
      aria-describedby="summary"
      @click=${isClosed ? prevent : nothing}
      @change=${onFiles}
    />
    ${icon(PLUS)}${words.text('addFiles')}
  </label>`;
}

export interface CameraInput extends Omit<AdderInput, 'accept'> {
  /** `device`: its own camera app; `page`: a camera in this page. */
  readonly camera: CameraWish;
  /** Before the camera app opens, or in place of it. */
  readonly onPress: (event: Event) => void;
  readonly onCancel?: () => void;
}

/** The camera app takes the page's place on the screen, and some phones end the page meanwhile: a camera in the page has no such gap. */
export function cameraButton(input: CameraInput): TemplateResult | typeof nothing {
  const { camera, isClosed, words, onFiles, onPress, onCancel } = input;
  if (camera === 'none') return nothing;
  const look = html`${icon(CAMERA)}${words.text('takePhoto')}`;
  if (camera === 'page')
    return html`<button
      class="button camera here ${isClosed ? 'closed' : ''}"
      part="camera"
      type="button"
      aria-disabled=${isClosed ? 'true' : nothing}
      aria-describedby="summary"
      @click=${isClosed ? prevent : onPress}
    >
      ${look}
    </button>`;
  return html`<label class="button camera ${isClosed ? 'closed' : ''}" part="camera">
    <input
      class="visually-hidden"
      type="file"
      accept="image/*"
      capture="environment"
      aria-disabled=${isClosed ? 'true' : nothing}
      aria-describedby="summary"
      @click=${isClosed ? prevent : onPress}
      @change=${onFiles}
      @cancel=${onCancel}
    />
    ${look}
  </label>`;
}

/** Takes them out: the same file can be chosen again after it was removed. */
export function filesOf(input: HTMLInputElement): readonly File[] {
  const files = [...(input.files ?? [])];
  input.value = '';
  return files;
}

function prevent(event: Event): void {
  event.preventDefault();
}
