import type { GdbAttachmentPicker } from './gdb-attachment-picker.js';
import type { PickerFace } from './picker-face.js';

/** Files that were added before the face was there, each for the feature that was shown then. */
export class WaitingFiles {
  readonly #host: GdbAttachmentPicker;
  #files: { readonly feature: string; readonly file: File }[] = [];

  constructor(host: GdbAttachmentPicker) {
    this.#host = host;
  }

  add(files: Iterable<File>): void {
    for (const file of files) this.#files.push({ feature: this.#feature, file });
  }

  /** Gives the face those of the feature that it shows; others wait until theirs is shown again. */
  handOver(face: PickerFace): void {
    if (this.#files.length === 0 || !face.canAdd) return;
    const own = this.#files.filter(({ feature }) => feature === this.#feature);
    this.#files = this.#files.filter((one) => !own.includes(one));
    face.addFiles(own.map(({ file }) => file));
  }

  get #feature(): string {
    const { controller, layerId, globalId } = this.#host;
    return [controller?.serviceUrl, controller?.geodatabaseName, layerId, globalId].join('\n');
  }
}
