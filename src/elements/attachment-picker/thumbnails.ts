import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Where the picture for a thumbnail comes from; null when there is none to draw. */
export type ReadPicture = (key: string) => Promise<Blob | null>;

/** Edge of the square, in CSS pixels. */
export const THUMBNAIL = 56;

/**
 * Draws thumbnails on `canvas[data-thumb]` when they come into view, one after the other: no blob: or data: address is ever loaded, so the
 * strictest content security policy holds, and never more than one picture is decoded at a time.
 */
export class Thumbnails implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #read: ReadPicture;
  #observer: IntersectionObserver | undefined;
  readonly #drawn = new Set<string>();
  readonly #watched = new Set<Element>();
  #work: Promise<void> = Promise.resolve();

  constructor(host: ReactiveControllerHost & Element, read: ReadPicture) {
    this.#host = host;
    this.#read = read;
    host.addController(this);
  }

  /** The picture of this `data-thumb` is to be seen. */
  isDrawn(thumb: string): boolean {
    return this.#drawn.has(thumb);
  }

  hostUpdated(): void {
    // What comes too late is drawn where the element left the page, too: an observer would hold it there for ever.
    if (!this.#host.isConnected) return;
    this.#observer ??= new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) this.#draw(target as HTMLCanvasElement);
    });
    const present = new Set<Element>(this.#host.shadowRoot?.querySelectorAll('canvas[data-thumb]') ?? []);
    for (const canvas of this.#watched) if (!present.has(canvas)) this.#forget(canvas);
    for (const canvas of present) {
      const { thumb, drawn } = (canvas as HTMLCanvasElement).dataset;
      if (thumb === drawn || this.#watched.has(canvas)) continue;
      this.#watched.add(canvas);
      this.#observer.observe(canvas);
    }
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#watched.clear();
  }

  #forget(canvas: Element): void {
    this.#observer?.unobserve(canvas);
    this.#watched.delete(canvas);
  }

  #draw(canvas: HTMLCanvasElement): void {
    this.#forget(canvas);
    const key = canvas.dataset['thumb'] ?? '';
    this.#work = this.#work.then(async () => {
      if (!canvas.isConnected) return;
      canvas.dataset['drawn'] = key;
      const isDrawn = await drawn(canvas, this.#read(key));
      canvas.toggleAttribute('data-shown', isDrawn);
      if (!isDrawn) return;
      this.#drawn.add(key);
      this.#host.requestUpdate();
    });
  }
}

/** True when there was a picture. What can't be decoded (HEIC in most browsers, a broken file) keeps its icon. */
async function drawn(canvas: HTMLCanvasElement, reading: Promise<Blob | null>): Promise<boolean> {
  try {
    const bytes = await reading;
    if (bytes === null) return false;
    const edge = Math.round(THUMBNAIL * Math.min(devicePixelRatio, 3));
    const bitmap = await decode(bytes, edge * 2);
    const side = Math.min(bitmap.width, bitmap.height);
    canvas.width = edge;
    canvas.height = edge;
    const left = (bitmap.width - side) / 2;
    const top = (bitmap.height - side) / 2;
    canvas.getContext('2d')?.drawImage(bitmap, left, top, side, side, 0, 0, edge, edge);
    bitmap.close();
    return true;
  } catch {
    return false;
  }
}

async function decode(bytes: Blob, width: number): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(bytes, { resizeWidth: width, resizeQuality: 'medium' });
  } catch {
    return createImageBitmap(bytes);
  }
}
