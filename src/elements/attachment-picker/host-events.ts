/** Events by which the picker and its page keep a draft safe while a camera app has the screen. */

/** Which feature the photo is for. */
export interface CameraFeature {
  readonly layerId: number;
  readonly globalId: string;
}

/**
 * A camera is about to open. The page saves what is only in its memory, its form above all; a promise given to `waitUntil` keeps the camera closed
 * until it settles. Cancelled, it does not open.
 */
export class GdbBeforeCameraEvent extends Event {
  readonly detail: CameraFeature;
  readonly #waits: Promise<unknown>[] = [];

  constructor(detail: CameraFeature) {
    super('gdb-before-camera', { bubbles: true, composed: true, cancelable: true });
    this.detail = detail;
  }

  waitUntil(saving: Promise<unknown>): void {
    this.#waits.push(saving);
  }

  /** What was given to `waitUntil`. */
  get waits(): readonly Promise<unknown>[] {
    return this.#waits;
  }
}

/** The page was ended while a camera app was open, and is here again: it can go back to this feature. */
export class GdbCameraReturnEvent extends Event {
  readonly detail: CameraFeature;

  constructor(detail: CameraFeature) {
    super('gdb-camera-return', { bubbles: true, composed: true });
    this.detail = detail;
  }
}

declare global {
  // They bubble: of elements, of the document and of the window.
  interface GlobalEventHandlersEventMap {
    'gdb-before-camera': GdbBeforeCameraEvent;
    'gdb-camera-return': GdbCameraReturnEvent;
  }
}
