/** Taking a photo: what is made safe before, where it was taken, and the way back when the page did not survive it. */
import type { ReactiveElement, ReactiveController } from 'lit';
import { now } from '../../shared/clock.js';
import type { afterFrame } from '../common/after-frame.js';
import { forgetCamera, noteCamera, takeCameraNote } from './camera-note.js';
import { GdbBeforeCameraEvent, GdbCameraReturnEvent, type CameraFeature } from './host-events.js';
import { localTime } from './photo/local-time.js';
import type { Capture } from './photo/prepare-photo.js';
import { PlaceWatch } from './place-watch.js';
import type { Destination } from './storing-files.js';

/** A photo from the camera app is as new as this; an older one was chosen from an album. */
const JUST_TAKEN = 600_000;
/** How long a photo waits for a position that is on its way. */
const PATIENCE = 4000;

export interface CameraDeskOptions {
  readonly feature: () => Destination | null;
  /** The attributes ask for the position of the device. */
  readonly wantsPlace: () => boolean;
  /** Files that are being written to this device. */
  readonly idle: () => Promise<void>;
  readonly isIdle: () => boolean;
  readonly afterFrame: typeof afterFrame;
}

export class CameraDesk implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #options: CameraDeskOptions;
  readonly place: PlaceWatch;
  #openedFor: Destination | undefined;
  #cutOff: CameraFeature | null = null;
  #mayOpen = false;

  constructor(host: ReactiveElement, options: CameraDeskOptions) {
    this.#host = host;
    this.#options = options;
    this.place = new PlaceWatch(() => {
      host.requestUpdate();
    });
    host.addController(this);
  }

  hostConnected(): void {
    // Once the page's own listeners are there, and not before something is shown: a page's first look into its storage takes a while.
    void this.#options.afterFrame().then(() => this.#comeBack());
  }

  async #comeBack(): Promise<void> {
    if (!this.#host.isConnected) return;
    const feature = await takeCameraNote();
    if (feature === null) return;
    this.#cutOff = feature;
    this.#host.requestUpdate();
    this.#host.dispatchEvent(new GdbCameraReturnEvent(feature));
  }

  hostDisconnected(): void {
    this.place.stop();
    document.removeEventListener('visibilitychange', this.#back);
  }

  /** The feature that was shown when the camera was last opened: its photo belongs to it, whatever is shown by then. */
  get openedFor(): Destination | undefined {
    return this.#openedFor;
  }

  /** The camera was open for this feature when the page was ended. */
  wasCutOff(feature: CameraFeature): boolean {
    return this.#cutOff?.globalId === feature.globalId && this.#cutOff.layerId === feature.layerId;
  }

  /**
   * A press on the label of the camera app. Where something has to be made safe first, the press is held back and given again; a browser that does not
   * open the camera without a fresh press gets one more from the person.
   */
  readonly onPress = (event: Event): void => {
    const input = event.currentTarget as HTMLElement;
    if (this.#mayOpen) {
      this.#mayOpen = false;
      return;
    }
    const saving = this.prepare();
    if (saving === null) event.preventDefault();
    else if (saving !== 'safe') {
      event.preventDefault();
      void saving.then(() => {
        this.#mayOpen = true;
        input.click();
        this.#mayOpen = false;
      });
    }
  };

  /** Null: the page does not want a camera now. `safe`: nothing had to be saved. */
  prepare(): Promise<void> | 'safe' | null {
    const feature = this.#options.feature();
    if (feature === null) return null;
    const before = new GdbBeforeCameraEvent(feature);
    if (!this.#host.dispatchEvent(before)) return null;
    this.#openedFor = feature;
    this.#cutOff = null;
    if (this.#options.wantsPlace()) this.place.start();
    noteCamera(feature);
    document.addEventListener('visibilitychange', this.#back);
    if (before.waits.length === 0 && this.#options.isIdle()) return 'safe';
    return Promise.allSettled([...before.waits, this.#options.idle()]).then(() => undefined);
  }

  /** The camera is closed, with or without a photo. */
  readonly done = (): void => {
    forgetCamera();
    this.place.stop();
  };

  /** Seen again, the page has survived: not every browser tells that its camera was closed without a photo. */
  readonly #back = (): void => {
    if (document.visibilityState !== 'visible') return;
    document.removeEventListener('visibilitychange', this.#back);
    forgetCamera();
  };

  /** What is known of a photo that the camera app gave; null for one that is older than the press. */
  async captureOf(file: File): Promise<Capture | null> {
    const opened = this.#openedFor;
    const position = this.#options.wantsPlace() ? await this.place.settle(PATIENCE) : null;
    // It may be open for the next one by now.
    if (opened === this.#openedFor) this.done();
    if (now() - file.lastModified > JUST_TAKEN) return null;
    return { ...localTime(file.lastModified), position };
  }
}
