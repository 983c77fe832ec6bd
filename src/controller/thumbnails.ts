/**
 * Thumbnails of pictures, made once and kept. `createImageBitmap` decodes beside the page's own thread where the browser can; one picture at a time,
 * since a decoded photo takes fifty times the memory of its file.
 */
import type { AttachmentRecord } from '../shared/records.js';
import type { LocalStorePort, StorePort } from '../sync/ports.js';
import { readAttachment } from './attachment-bytes.js';

/** A small picture of an attachment, or why there is none. */
export type Thumbnail =
  | { readonly kind: 'picture'; readonly image: Blob }
  /** `not-a-picture`: another kind of file; `not-here`: its bytes are not on this device; `unreadable`: damaged, too large, or not known to this browser. */
  | { readonly kind: 'none'; readonly reason: 'not-a-picture' | 'not-here' | 'unreadable' };

/** Longest edge, in pixels: a square of 56 CSS pixels at three times the density, cut from the middle of most pictures. */
const EDGE = 320;
/** Bytes of a file that is worth decoding for a thumbnail. */
const LARGEST = 64_000_000;

type Store = Pick<LocalStorePort & StorePort, 'readThumbnail' | 'saveThumbnail' | 'readPart'>;

export class Thumbnails {
  readonly #making = new Map<string, Promise<Thumbnail>>();
  #last: Promise<unknown> = Promise.resolve();

  /** What was asked for and is not ready yet is not made twice. */
  async read(store: Store, attachment: AttachmentRecord): Promise<Thumbnail> {
    if (!attachment.contentType.startsWith('image/')) return { kind: 'none', reason: 'not-a-picture' };
    const key = `${attachment.globalId}/${String(attachment.contentVersion)}`;
    const making = this.#making.get(key) ?? this.#readOrMake(store, attachment);
    this.#making.set(key, making);
    return making.finally(() => this.#making.delete(key));
  }

  async #readOrMake(store: Store, attachment: AttachmentRecord): Promise<Thumbnail> {
    const { contentVersion } = attachment;
    const kept = await store.readThumbnail(attachment, contentVersion);
    if (kept !== null) return toThumbnail(kept.picture);
    if (attachment.partHashes.length < attachment.partCount || attachment.partCount === 0)
      return { kind: 'none', reason: 'not-here' };
    const turn = this.#last.then(async () => {
      const image = attachment.size > LARGEST ? null : await draw(await readAttachment(store, attachment, undefined));
      const picture = image === null ? null : { type: image.type, bytes: await image.arrayBuffer() };
      // That a picture cannot be read is kept as well: nobody should try it again each time it is looked at. A full disk only costs the time.
      await store.saveThumbnail(attachment, { contentVersion, picture }).catch(() => undefined);
      return toThumbnail(picture);
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

function toThumbnail(picture: { readonly type: string; readonly bytes: ArrayBuffer } | null): Thumbnail {
  if (picture === null) return { kind: 'none', reason: 'unreadable' };
  return { kind: 'picture', image: new Blob([picture.bytes], { type: picture.type }) };
}

/** Null for what this browser cannot decode. */
async function draw(file: Blob): Promise<Blob | null> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) return null;
  try {
    const scale = Math.min(1, EDGE / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    return await encode(bitmap, width, height);
  } finally {
    bitmap.close();
  }
}

async function encode(bitmap: ImageBitmap, width: number, height: number): Promise<Blob | null> {
  const format = { type: 'image/webp', quality: 0.8 } as const;
  if (typeof OffscreenCanvas !== 'undefined') {
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, width, height);
    return canvas.convertToBlob(format);
  }
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, width, height);
  return new Promise((resolve) => {
    canvas.toBlob(resolve, format.type, format.quality);
  });
}
