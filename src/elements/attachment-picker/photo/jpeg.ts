/** The frame of a JPEG around its picture: segments before the first scan, and where the picture ends. Every length comes from outside and is checked. */

/** From its 0xFF to the byte after it. */
export interface Segment {
  readonly marker: number;
  readonly start: number;
  readonly end: number;
}

export interface JpegHead {
  readonly segments: readonly Segment[];
  /** Where the first scan begins. */
  readonly scan: number;
  /** As the pixels lie in the file, before they are turned; 0 where no frame tells. */
  readonly width: number;
  readonly height: number;
}

const APP1 = 0xe1;
const APP2 = 0xe2;
const APP13 = 0xed;
const COMMENT = 0xfe;
const SCAN = 0xda;
const END = 0xd9;
const EXIF = 'Exif\0\0';
const XMP = 'http://ns.adobe.com/';
/** No camera writes so many; a forged file shall not keep us busy. */
const MOST_SEGMENTS = 1000;
/** What the two bytes of a segment's length can hold, less themselves and the word before the EXIF data. */
export const LARGEST_EXIF: number = 0xffff - 2 - EXIF.length;

/** The segments before the first scan; null for what is no JPEG, is damaged, or has no scan within these bytes. */
export function readHead(bytes: Uint8Array): JpegHead | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const segments: Segment[] = [];
  let size = { width: 0, height: 0 };
  let at = 2;
  while (at + 4 <= bytes.length && segments.length < MOST_SEGMENTS) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) at += 1;
    else if (marker === SCAN) return { segments, scan: at, ...size };
    else {
      const length = word(bytes, at + 2);
      const end = at + 2 + length;
      if (length < 2 || end > bytes.length) return null;
      segments.push({ marker, start: at, end });
      if (isFrame(marker) && length >= 7) size = { width: word(bytes, at + 7), height: word(bytes, at + 5) };
      at = end;
    }
  }
  return null;
}

/** The EXIF data inside their segment: a TIFF of its own. Null when there are none. */
export function exifOf(bytes: Uint8Array, { segments }: JpegHead): Uint8Array | null {
  const found = segments.find((segment) => isExif(bytes, segment));
  return found === undefined ? null : bytes.subarray(found.start + 4 + EXIF.length, found.end);
}

/** The same head with these EXIF data, or none, in place of its own. The rest is copied as it is. */
export function withExif(bytes: Uint8Array, head: JpegHead, exif: Uint8Array | null): Uint8Array<ArrayBuffer> {
  return assemble(
    bytes,
    exif,
    head.segments.filter((segment) => !isExif(bytes, segment)),
  );
}

/** Without what tells of a place, a person or a device beside the EXIF data: XMP, captions, comments, and the index of pictures after this one. */
export function withoutStories(bytes: Uint8Array, head: JpegHead, exif: Uint8Array | null): Uint8Array<ArrayBuffer> {
  return assemble(
    bytes,
    exif,
    head.segments.filter((segment) => !isStory(bytes, segment)),
  );
}

/** True for XMP, which can name the place once more. */
export function hasXmp(bytes: Uint8Array, { segments }: JpegHead): boolean {
  return segments.some((segment) => segment.marker === APP1 && starts(bytes, segment.start + 4, XMP));
}

/** Where the picture ends: phones put previews, with their own EXIF data, and notes behind it. Null when the end is missing. */
export function endOfPicture(bytes: Uint8Array, { scan }: JpegHead): number | null {
  let at = scan;
  while (at + 1 < bytes.length) {
    const next = bytes.indexOf(0xff, at);
    if (next < 0) return null;
    const marker = bytes[next + 1] ?? 0;
    const isPicture = marker === 0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7);
    if (marker === END) return next + 2;
    // Between two scans stand tables, with a length like any segment.
    if (isPicture) at = next + (marker === 0xff ? 1 : 2);
    else at = next + 2 + Math.max(2, word(bytes, next + 2));
  }
  return null;
}

function assemble(bytes: Uint8Array, exif: Uint8Array | null, segments: readonly Segment[]): Uint8Array<ArrayBuffer> {
  const parts = segments.map(({ start, end }) => bytes.subarray(start, end));
  const own = exif === null ? [] : [exifSegment(exif)];
  return joinBytes([new Uint8Array([0xff, 0xd8]), ...own, ...parts]);
}

function exifSegment(exif: Uint8Array): Uint8Array {
  const length = 2 + EXIF.length + exif.length;
  const head = [0xff, APP1, length >> 8, length & 0xff, ...Array.from(EXIF, (char) => char.charCodeAt(0))];
  return joinBytes([new Uint8Array(head), exif]);
}

/** One after the other. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function isExif(bytes: Uint8Array, { marker, start }: Segment): boolean {
  return marker === APP1 && starts(bytes, start + 4, EXIF);
}

function isStory(bytes: Uint8Array, { marker, start }: Segment): boolean {
  if (marker === APP2) return !starts(bytes, start + 4, 'ICC_PROFILE');
  return (
    marker === APP1 || marker === APP13 || marker === COMMENT || (marker > APP2 && marker <= 0xef && marker !== 0xee)
  );
}

/** Start of a frame: every SOF but the tables that share its numbers. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function starts(bytes: Uint8Array, at: number, text: string): boolean {
  return Array.from(text).every((char, index) => bytes[at + index] === char.charCodeAt(0));
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
