/** What the picker is made of: shown by its first look, and by its face in the same nodes. */
import { fill, keepInOrder, make, makeIcon, set, setText, type Attributes, type Draw } from '../common/draw.js';
import type { CameraWish } from './photo/wishes.js';

const PLUS = 'M12 5v14M5 12h14';
const CAMERA = 'M3.5 8h4l1.5-2.5h6L16.5 8h4v11h-17zM12 9.8a3.6 3.6 0 1 0 0 7.2 3.6 3.6 0 0 0 0-7.2z';

type Camera = Exclude<CameraWish, 'none'>;

/** Choosing files, or taking a photo. */
export interface AdderShown {
  readonly text: string;
  readonly onFiles: (event: Event) => void;
  /** Before the dialog or the camera app opens, or in place of it. */
  readonly onPress?: (event: Event) => void;
  readonly onCancel?: () => void;
}

/** The content of places is what `draw` can draw. */
export interface PickerShown {
  readonly draw: Draw;
  /** Classes of the whole. */
  readonly base: string;
  readonly title: string;
  readonly summary: unknown;
  /** Then a control says why when it has the focus, and does nothing. */
  readonly isClosed: boolean;
  /** What the file input lets a person choose; empty for everything. */
  readonly accept: string;
  readonly add: AdderShown;
  /** `device`: its own camera app, which takes the page's place on the screen, and some phones end the page meanwhile; `page`: a camera in this page. */
  readonly camera: CameraWish;
  readonly photo: AdderShown;
  /** All that is below the head. */
  readonly below?: unknown;
}

export class PickerFrame {
  readonly #title = make('slot', { name: 'title' });
  readonly #summary = make('div', { class: 'summary', part: 'summary', id: 'summary' });
  readonly #adders = make('div', { class: 'adders' });
  readonly #files = fileAdder('add', PLUS, { multiple: '' });
  /** Made when it is wanted: a file input that nobody sees costs as much as one that is seen. */
  readonly #cameras: Partial<Record<Camera, Adder>> = {};
  readonly base: HTMLElement = make(
    'div',
    { part: 'base' },
    make(
      'div',
      { class: 'head' },
      make(
        'div',
        { class: 'words' },
        make('div', { class: 'title', part: 'title', id: 'title' }, this.#title),
        this.#summary,
      ),
      this.#adders,
    ),
  );

  show({ draw, isClosed, camera, ...shown }: PickerShown): void {
    set(this.base, { class: `base ${shown.base}` });
    setText(this.#title, shown.title);
    fill(this.#summary, shown.summary, draw);
    const state = isClosed ? 'closed' : '';
    this.#files.show(`button add primary ${state}`, shown.add, isClosed);
    set(this.#files.input, { accept: shown.accept || null });
    const photo = camera === 'none' ? null : (this.#cameras[camera] ??= makeCamera(camera));
    photo?.show(`button camera ${camera === 'page' ? 'here' : ''} ${state}`, shown.photo, isClosed);
    const cameras = Object.values(this.#cameras).map(({ base }) => base);
    keepInOrder(this.#adders, cameras, [this.#files.base, photo?.base ?? null]);
    fill(this.base, shown.below, draw);
  }
}

interface Adder {
  readonly base: HTMLElement;
  /** What is pressed, and has the focus. */
  readonly input: HTMLElement;
  show(classes: string, shown: AdderShown, isClosed: boolean): void;
}

function makeCamera(camera: Camera): Adder {
  if (camera === 'page') return adder(make('button', { type: 'button', part: 'camera' }), CAMERA);
  return fileAdder('camera', CAMERA, { accept: 'image/*', capture: 'environment' });
}

/** A real file input inside its label: keyboard, voice and screen reader know what to do with it. */
function fileAdder(part: string, sign: string, attributes: Attributes): Adder {
  const input = make('input', { class: 'visually-hidden', type: 'file', ...attributes });
  return adder(make('label', { part }, input), sign, input);
}

function adder(base: HTMLElement, sign: string, input: HTMLElement = base): Adder {
  const words = new Text();
  base.append(makeIcon(sign), words);
  return {
    base,
    input,
    show: (classes, { text, onFiles, onPress, onCancel }, isClosed) => {
      set(base, { class: classes });
      set(input, { 'aria-disabled': isClosed || null, 'aria-describedby': 'summary' });
      words.data = text;
      input.onclick = isClosed ? prevent : (onPress ?? null);
      input.onchange = onFiles;
      input.oncancel = onCancel ?? null;
    },
  };
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
