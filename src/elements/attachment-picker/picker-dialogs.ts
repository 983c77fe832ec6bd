/** The camera and the preview, each fetched when it is first opened. */
import { html, type CSSResult, type TemplateResult } from 'lit';
import { adopt } from '../common/adopt.js';
import type { LocalizedHost } from '../common/localizer.js';
import type { AttachmentRecord } from '../../shared/records.js';
import type { CameraDialog, CameraOptions } from './camera/camera-dialog.js';
import type { PreviewDialog, PreviewOptions } from './preview/preview-dialog.js';

export interface DialogOptions {
  readonly camera: CameraOptions;
  readonly preview: PreviewOptions;
  /** It could not be fetched: without network, and not among what the page keeps. */
  readonly onMissing: () => void;
}

export class PickerDialogs {
  readonly #host: LocalizedHost;
  readonly #options: DialogOptions;
  #camera: CameraDialog | undefined;
  #preview: PreviewDialog | undefined;

  constructor(host: LocalizedHost, options: DialogOptions) {
    this.#host = host;
    this.#options = options;
  }

  async openCamera(): Promise<void> {
    try {
      if (this.#camera === undefined) {
        const part = await import('./camera/camera-dialog.js');
        this.#camera ??= this.#dressed(
          part.CameraDialog.styles,
          new part.CameraDialog(this.#host, this.#options.camera),
        );
      }
      // While it was fetched the element may have left: nobody could see that the camera is on.
      if (this.#host.isConnected) this.#camera.open();
      else this.#options.camera.onClose();
    } catch {
      this.#options.camera.onClose();
      this.#options.onMissing();
    }
  }

  async openPreview(record: AttachmentRecord): Promise<void> {
    try {
      if (this.#preview === undefined) {
        const part = await import('./preview/preview-dialog.js');
        this.#preview ??= this.#dressed(
          part.PreviewDialog.styles,
          new part.PreviewDialog(this.#host, this.#options.preview),
        );
      }
      if (this.#host.isConnected) this.#preview.open(record);
    } catch {
      this.#options.onMissing();
    }
  }

  render(): TemplateResult {
    return html`${this.#camera?.render()}${this.#preview?.render()}`;
  }

  #dressed<Dialog>(styles: CSSResult, dialog: Dialog): Dialog {
    adopt(this.#host, [styles]);
    return dialog;
  }
}
