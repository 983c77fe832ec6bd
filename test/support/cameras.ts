/** Cameras of this device: real tracks of a drawn picture, with a lamp where the test says so. */
export class Cameras {
  readonly tracks: MediaStreamTrack[] = [];
  readonly asked: MediaStreamConstraints[] = [];
  readonly lit: unknown[] = [];
  hasLamp = false;
  /** What stands in front of it; without it, grass. */
  view: ImageBitmap | undefined;
  count = 1;
  error: Error | undefined;
  readonly #own = Object.getOwnPropertyDescriptor(navigator, 'mediaDevices');

  constructor() {
    const value = {
      getUserMedia: (constraints: MediaStreamConstraints) => this.#open(constraints),
      enumerateDevices: () => Promise.resolve(Array.from({ length: this.count }, () => ({ kind: 'videoinput' }))),
    };
    Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value });
  }

  restore(): void {
    for (const track of this.tracks) track.stop();
    if (this.#own) Object.defineProperty(navigator, 'mediaDevices', this.#own);
    else delete (navigator as { mediaDevices?: unknown }).mediaDevices;
  }

  get areOff(): boolean {
    return this.tracks.every(({ readyState }) => readyState === 'ended');
  }

  #open(constraints: MediaStreamConstraints): Promise<MediaStream> {
    this.asked.push(constraints);
    if (this.error !== undefined) return Promise.reject(this.error);
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
    const context = canvas.getContext('2d')!;
    // A picture that stands still sends no frames.
    const paint = setInterval(() => {
      context.fillStyle = `rgb(0 ${String(150 + Math.floor(Math.random() * 20))} 0)`;
      context.fillRect(0, 0, 320, 240);
      if (this.view) context.drawImage(this.view, 0, 0, 320, 240);
    }, 30);
    const stream = canvas.captureStream(30);
    const track = stream.getVideoTracks()[0]!;
    track.addEventListener('ended', () => {
      clearInterval(paint);
    });
    Object.assign(track, {
      getCapabilities: () => ({ torch: this.hasLamp }),
      applyConstraints: (constraint: unknown) => {
        this.lit.push(constraint);
        return Promise.resolve();
      },
    });
    this.tracks.push(track);
    return Promise.resolve(stream);
  }
}
