/** The picture of a camera as it comes: opened, turned, lit, and closed for certain. */
import { frameOf } from '../place-watch.js';

export type CameraState =
  | { readonly kind: 'closed' | 'opening' }
  | { readonly kind: 'live'; readonly hasLamp: boolean; readonly isLit: boolean; readonly canTurn: boolean }
  | { readonly kind: 'failed'; readonly reason: 'refused' | 'frame' | 'missing' | 'busy' };

/** Not in the types of TypeScript yet. https://w3c.github.io/mediacapture-image/#torch */
type Torch = MediaTrackCapabilities & { readonly torch?: boolean };

export class LiveCamera {
  readonly #onChange: () => void;
  #stream: MediaStream | undefined;
  #state: CameraState = { kind: 'closed' };
  #facing: 'environment' | 'user' = 'environment';
  /** Of the opening that counts: a slow one that was given up must not leave its light on. */
  #turn = 0;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get state(): CameraState {
    return this.#state;
  }

  get stream(): MediaStream | undefined {
    return this.#stream;
  }

  async open(): Promise<void> {
    this.close();
    this.#turn += 1;
    const turn = this.#turn;
    if (frameOf('camera') === 'keeps') {
      this.#set({ kind: 'failed', reason: 'frame' });
      return;
    }
    this.#set({ kind: 'opening' });
    try {
      const video = { facingMode: this.#facing, width: { ideal: 4096 }, height: { ideal: 3072 } };
      const stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
      if (turn !== this.#turn) {
        end(stream);
        return;
      }
      this.#stream = stream;
      // Unplugged, or taken by another app: a picture of it would be the last one once more.
      stream.getVideoTracks()[0]?.addEventListener('ended', () => {
        if (this.#stream === stream) this.#set({ kind: 'failed', reason: 'busy' });
      });
      const canTurn = (await camerasHere()) > 1;
      this.#set({ kind: 'live', hasLamp: hasLamp(stream), isLit: false, canTurn });
    } catch (error) {
      if (turn === this.#turn) this.#set({ kind: 'failed', reason: reasonOf(error) });
    }
  }

  /** The one in front, or at the back again. */
  async turn(): Promise<void> {
    this.#facing = this.#facing === 'user' ? 'environment' : 'user';
    await this.open();
  }

  async light(isLit: boolean): Promise<void> {
    const [track] = this.#stream?.getVideoTracks() ?? [];
    if (track === undefined || this.#state.kind !== 'live') return;
    try {
      await track.applyConstraints({ advanced: [{ torch: isLit } as MediaTrackConstraintSet] });
      const { state } = this;
      if (state.kind === 'live') this.#set({ ...state, isLit });
    } catch {
      // The lamp is taken by another app: the photo can be taken without it.
    }
  }

  /** Every track ends: a light that stays on makes people doubt the page. */
  close(): void {
    this.#turn += 1;
    if (this.#stream !== undefined) end(this.#stream);
    this.#stream = undefined;
    if (this.#state.kind !== 'closed') this.#set({ kind: 'closed' });
  }

  #set(state: CameraState): void {
    this.#state = state;
    this.#onChange();
  }
}

/** What a video shows now, as a JPEG; null before its first picture. */
export async function shoot(video: HTMLVideoElement): Promise<Blob | null> {
  const { videoWidth: width, videoHeight: height } = video;
  if (width === 0 || height === 0) return null;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d', { alpha: false })?.drawImage(video, 0, 0);
  return new Promise((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', 0.92);
  });
}

function end(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function hasLamp(stream: MediaStream): boolean {
  const [track] = stream.getVideoTracks();
  // Firefox had none before its version 132.
  if (track === undefined || !('getCapabilities' in track)) return false;
  return (track.getCapabilities() as Torch).torch === true;
}

async function camerasHere(): Promise<number> {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return devices.filter(({ kind }) => kind === 'videoinput').length;
}

function reasonOf(error: unknown): (CameraState & { kind: 'failed' })['reason'] {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError')
    return frameOf('camera') === 'passes' ? 'refused' : 'frame';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy';
}
