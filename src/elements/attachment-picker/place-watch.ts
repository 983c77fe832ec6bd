import { now } from '../../shared/clock.js';
import type { PhotoPosition } from './photo/exif.js';

/** Where this device is, as far as it tells. `frame`: the page around this one does not pass it on. */
export type PlaceState =
  | { readonly kind: 'off' | 'waiting' }
  | { readonly kind: 'here'; readonly position: PhotoPosition }
  | { readonly kind: 'blocked'; readonly reason: 'refused' | 'frame' | 'unknown' };

/** Older is where the device was, not where it is. */
const FRESH = 30_000;

/** Measures while a photo is being taken, and not a moment longer: the battery pays for it. */
export class PlaceWatch {
  readonly #onChange: () => void;
  #watch: number | undefined;
  #state: PlaceState = { kind: 'off' };

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get state(): PlaceState {
    return this.#state;
  }

  /** What was measured last, while it is fresh; null else. */
  get position(): PhotoPosition | null {
    if (this.#state.kind !== 'here') return null;
    const { position } = this.#state;
    return now() - (position.at ?? 0) <= FRESH ? position : null;
  }

  start(): void {
    if (this.#watch !== undefined) return;
    if (frameOf('geolocation') === 'keeps') {
      this.#set({ kind: 'blocked', reason: 'frame' });
      return;
    }
    this.#set({ kind: 'waiting' });
    this.#watch = navigator.geolocation.watchPosition(this.#found, this.#failed, {
      enableHighAccuracy: true,
      maximumAge: 5000,
      timeout: 20_000,
    });
  }

  stop(): void {
    if (this.#watch !== undefined) navigator.geolocation.clearWatch(this.#watch);
    this.#watch = undefined;
  }

  /** The position of this moment: the one there is, else the first that comes within that time. */
  async settle(ms: number): Promise<PhotoPosition | null> {
    const end = now() + ms;
    while (this.position === null && this.#state.kind === 'waiting' && now() < end)
      await new Promise((resolve) => setTimeout(resolve, 50));
    return this.position;
  }

  readonly #found = ({ coords, timestamp }: GeolocationPosition): void => {
    const { latitude, longitude, accuracy, altitude } = coords;
    this.#set({ kind: 'here', position: { latitude, longitude, accuracy, altitude, at: timestamp } });
  };

  readonly #failed = ({ code }: GeolocationPositionError): void => {
    if (code === 3 && this.#state.kind === 'here') return;
    const refused = frameOf('geolocation') === 'passes' ? 'refused' : 'frame';
    this.#set({ kind: 'blocked', reason: code === 1 ? refused : 'unknown' });
  };

  #set(state: PlaceState): void {
    this.#state = state;
    this.#onChange();
  }
}

interface PolicyDocument {
  readonly featurePolicy?: { allowsFeature(feature: string): boolean };
}

/** Whether the frame that this page is in passes it on. Only some browsers tell; the others refuse, as they do when a person said no. */
export function frameOf(feature: 'camera' | 'geolocation'): 'passes' | 'keeps' | 'unknown' {
  if (window === window.top) return 'passes';
  const { featurePolicy } = document as PolicyDocument;
  if (featurePolicy === undefined) return 'unknown';
  return featurePolicy.allowsFeature(feature) ? 'passes' : 'keeps';
}
