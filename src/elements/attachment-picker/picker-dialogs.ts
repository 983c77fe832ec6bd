/** The camera and the preview, each fetched when it is first opened. */
import { html, type CSSResult, type TemplateResult } from 'lit';
import { adopt } from '../common/adopt.js';
import type { LocalizedHost } from '../common/localizer.js';
import type { PartFetcher } from '../common/part-fetcher.js';
import type { AttachmentRecord } from '../../shared/records.js';
import type { CameraDialog, CameraOptions } from './camera/camera-dialog.js';
import type { PreviewDialog, PreviewOptions } from './preview/preview-dialog.js';

/** Where it is told that the camera could not be fetched. */
export const CAMERA = 'camera';

export interface DialogOptions {
  readonly camera: CameraOptions;
  readonly preview: PreviewOptions;
  readonly parts: PartFetcher;
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
    const { camera, parts } = this.#options;
    const part = await parts.get(() => import('./camera/camera-dialog.js'), { place: CAMERA });
    if (part !== null)
      this.#camera ??= this.#dressed(part.CameraDialog.styles, new part.CameraDialog(this.#host, camera));
    // While it was fetched the element may have left: nobody could see that the camera is on.
    if (part !== null && this.#host.isConnected) this.#camera?.open();
    else camera.onClose();
  }

  /** Also in the camera, where it is open. */
  tellCamera(problem: string): void {
    this.#camera?.tell(problem);
  }

  /** `key`: of the row from which it is opened. */
  async openPreview(record: AttachmentRecord, key: string): Promise<void> {
    const { preview, parts } = this.#options;
    const part = await parts.get(() => import('./preview/preview-dialog.js'), { place: key });
    if (part === null) return;
    this.#preview ??= this.#dressed(part.PreviewDialog.styles, new part.PreviewDialog(this.#host, preview));
    if (this.#host.isConnected) this.#preview.open(record);
  }

  render(): TemplateResult {
    return html`${this.#camera?.render()}${this.#preview?.render()}`;
  }

  #dressed<Dialog>(styles: CSSResult, dialog: Dialog): Dialog {
    adopt(this.#host, [styles]);
    return dialog;
  }
}
