/** Photos as cameras write them, made on the spot: a drawn JPEG with EXIF data of its own. */
import { withPosition, type PhotoPosition } from '../../src/elements/attachment-picker/photo/exif.js';
import { readHead, withExif } from '../../src/elements/attachment-picker/photo/jpeg.js';
import { ASCII, directoryBytes, LONG, SHORT, type Field } from '../../src/elements/attachment-picker/photo/tiff.js';
import { picture } from './pictures.js';

export const BERN: PhotoPosition = {
  latitude: 46.94809,
  longitude: 7.44744,
  accuracy: 4.5,
  altitude: 542,
  at: 1_776_000_000_000,
};

export interface PhotoOptions {
  readonly seed?: number;
  readonly width?: number;
  readonly height?: number;
  /** Null for a photo whose position the phone took out. */
  readonly position?: PhotoPosition | null;
  readonly orientation?: number;
  /** `2026:04:12 10:15:30`. */
  readonly takenAt?: string;
  /** In front of the picture, as another segment: XMP and the like. */
  readonly story?: string;
  /** Behind the picture, where phones put previews. */
  readonly tail?: string;
}

/** Little-endian, as phones write it. */
export function exifOfCamera({
  orientation = 1,
  takenAt = '2026:04:12 10:15:30',
}: PhotoOptions): Uint8Array<ArrayBuffer> {
  const ascii = (text: string): Uint8Array => new TextEncoder().encode(`${text}\0`);
  const short = (value: number): Uint8Array => new Uint8Array([value & 0xff, value >> 8]);
  const text = (tag: number, value: string): Field => ({
    tag,
    type: ASCII,
    count: value.length + 1,
    data: ascii(value),
  });
  const detailsAt = 8;
  const details = directoryBytes(
    [
      text(0x9003, takenAt),
      text(0x9011, '+02:00'),
      { tag: 0x927c, type: 7, count: 12, data: ascii('makers note') },
      { tag: 0xa002, type: SHORT, count: 1, data: short(800) },
      { tag: 0xa003, type: SHORT, count: 1, data: short(600) },
    ],
    { at: detailsAt, next: 0, isLittle: true },
  );
  const firstAt = detailsAt + details.length;
  const pointer = new Uint8Array(new Uint32Array([detailsAt]).buffer);
  const first = directoryBytes(
    [
      text(0x010f, 'Fairphone'),
      { tag: 0x0112, type: SHORT, count: 1, data: short(orientation) },
      { tag: 0x8769, type: LONG, count: 1, data: pointer },
    ],
    { at: firstAt, next: 0, isLittle: true },
  );
  const head = new Uint8Array([0x49, 0x49, 42, 0, ...new Uint8Array(new Uint32Array([firstAt]).buffer)]);
  return new Uint8Array([...head, ...details, ...first]);
}

/** A JPEG of a tree with the EXIF data of a phone. */
export async function photo(options: PhotoOptions = {}): Promise<File> {
  const { seed = 1, width = 800, height = 600, position = BERN, story, tail = '' } = options;
  const bytes = new Uint8Array(await (await picture(seed, width, height)).arrayBuffer());
  const head = readHead(bytes);
  if (head === null) throw new Error('the canvas made no JPEG');
  const plain = exifOfCamera(options);
  const exif = position === null ? plain : withPosition(plain, position);
  const text = new TextEncoder().encode(story ?? '');
  const more = story === undefined ? [] : [new Uint8Array([0xff, 0xe1, 0, text.length + 2]), text];
  const front = withExif(bytes, head, exif);
  const parts = [front.slice(0, 2), ...more, front.slice(2), bytes.slice(head.scan), new TextEncoder().encode(tail)];
  // In one piece, as files come: Firefox decodes no picture whose first piece is the two bytes of its mark.
  const whole = await new Blob(parts).arrayBuffer();
  return new File([whole], `IMG_${String(seed)}.jpg`, { type: 'image/jpeg' });
}
