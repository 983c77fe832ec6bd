/** A photo made ready to be kept: smaller, with or without its details, as the attributes ask. What cannot be done leaves the photo as it is, and is said. */
import { contentTypeOf } from '../../../shared/files.js';
import { drawAnew, type Drawn } from './draw.js';
import { asDrawn, NO_FACTS, onlyOrientation, readFacts, takenHere, withoutPosition, withPosition } from './exif.js';
import type { PhotoFacts, PhotoPosition } from './exif.js';
import { FIRST_BYTES, honestName, kindOf, type FileKind } from './file-kind.js';
import { endOfPicture, exifOf, hasXmp, readHead, withExif, withoutStories, type JpegHead } from './jpeg.js';
import type { PhotoWishes } from './wishes.js';

/** A photo that was taken by the picker itself, just now. */
export interface Capture {
  /** `2026-04-12T10:15:30` and `+02:00` of this device's clock. */
  readonly takenAt: string;
  readonly offset: string;
  /** As measured at that moment; null where it could not be. */
  readonly position: PhotoPosition | null;
}

/** `photo`: it came with the photo; `written`: measured and written here; `unknown`: nobody looked, since this kind of file is not read. */
export type PositionSaid = 'photo' | 'written' | 'removed' | 'none' | 'unknown';

/** `asItCame`: it could not be made ready here. */
export type PhotoNote = 'asItCame' | 'heic' | 'notResized' | 'stamped' | 'notStamped';

export interface PreparedFile {
  readonly file: File;
  /** Null for what is no photo. */
  readonly position: PositionSaid | null;
  readonly facts: PhotoFacts;
  readonly notes: readonly PhotoNote[];
  /** Bytes that it became smaller by. */
  readonly spared: number;
}

/** What shall be taken out of it cannot be taken out: of this kind of file (`details-stay`), of this one alone (`damaged`). */
export type Preparing =
  | { readonly kind: 'ready'; readonly prepared: PreparedFile }
  | { readonly kind: 'refused'; readonly reason: 'details-stay' | 'damaged' };

export interface PrepareOptions {
  readonly wishes: PhotoWishes;
  /** Null for a file that was chosen: where this device is now says nothing about it. */
  readonly capture: Capture | null;
  /** The lines to be written on a photo; none when nothing is known. */
  readonly stampLines: (facts: Pick<PhotoFacts, 'takenAt' | 'position'>) => readonly string[];
}

/** Segments before the picture are looked for here: cameras write them in the first 200 kB. */
const HEAD_BYTES = 4_194_304;
/** Bytes of a file that is worth decoding. */
const LARGEST = 64_000_000;
const QUALITY = 0.85;

/** Pictures of which only the type is known; BMP holds nothing but the picture. */
const HOLDS_DETAILS = /^image\/(?!bmp|x-ms-bmp|x-icon|vnd\.microsoft\.icon)/;
/** How TIFF begins, and most raw photos, which browsers know no type of. */
const TIFF = /^(?:II\*\0|MM\0\*)/;

export async function preparePhoto(file: File, options: PrepareOptions): Promise<Preparing> {
  const first = await bytesOf(file, 0, FIRST_BYTES);
  const kind = kindOf(first);
  const holdsDetails =
    HOLDS_DETAILS.test(contentTypeOf(file, file.name)) || TIFF.test(String.fromCharCode(...first.slice(0, 4)));
  // Nobody here can take the position out of a TIFF or a raw photo.
  if (kind === null && mustHide(options.wishes) && holdsDetails) return { kind: 'refused', reason: 'details-stay' };
  if (kind === null)
    return { kind: 'ready', prepared: { file, position: null, facts: NO_FACTS, notes: [], spared: 0 } };
  const named = asFile(file, file, { name: honestName(file.name, kind), contentType: kind.contentType });
  return kind.contentType === 'image/jpeg' ? prepareJpeg(named, options) : prepareOther(named, kind, options);
}

async function prepareJpeg(file: File, options: PrepareOptions): Promise<Preparing> {
  const { wishes, capture } = options;
  const bytes = await bytesOf(file, 0, HEAD_BYTES);
  const head = readHead(bytes);
  if (head === null) return damaged(file, wishes);
  const exif = exifOf(bytes, head);
  const facts = readFacts(exif);
  const { drawn, notes } = await draw(file, { ...options, facts, longest: Math.max(head.width, head.height) });
  const told = details(exif, { facts, drawn, wishes, capture });
  const content = await compose({
    file,
    bytes,
    head,
    facts,
    wishes,
    drawn,
    exif: told.exif,
    isChanged: told.exif !== exif,
  });
  const made = content === null ? file : asFile(content, file, { name: file.name, contentType: 'image/jpeg' });
  return ready(file, made, { position: told.position, facts, notes });
}

/** What goes into the photo about itself, and what is said of its position. */
function details(
  exif: Uint8Array | null,
  photo: {
    readonly facts: PhotoFacts;
    readonly drawn: Drawn | null;
    readonly wishes: PhotoWishes;
    readonly capture: Capture | null;
  },
): { readonly exif: Uint8Array | null; readonly position: PositionSaid } {
  const { facts, drawn, wishes, capture } = photo;
  let kept = exif;
  if (wishes.exif === 'strip') kept = drawn === null ? onlyOrientation(facts.orientation) : null;
  else {
    if (kept !== null && wishes.position === 'none') kept = withoutPosition(kept);
    if (kept === null && capture !== null) kept = takenHere(capture.takenAt, capture.offset);
    if (kept !== null && drawn !== null) kept = asDrawn(kept, drawn);
  }
  const isHidden = mustHide(wishes);
  if (wishes.position === 'device' && facts.position === null && capture?.position != null) {
    const written = withPosition(kept, capture.position);
    if (written !== null) return { exif: written, position: 'written' };
  }
  if (facts.position === null) return { exif: kept, position: 'none' };
  return { exif: kept, position: isHidden ? 'removed' : 'photo' };
}

/** Null when the file can stay as it is. */
async function compose(parts: {
  readonly file: File;
  readonly bytes: Uint8Array;
  readonly head: JpegHead;
  readonly facts: PhotoFacts;
  readonly wishes: PhotoWishes;
  readonly drawn: Drawn | null;
  readonly exif: Uint8Array | null;
  readonly isChanged: boolean;
}): Promise<Blob | null> {
  const { file, bytes, head, facts, wishes, drawn, exif, isChanged } = parts;
  if (drawn !== null) {
    const fresh = await bytesOf(drawn.image, 0, HEAD_BYTES);
    const freshHead = readHead(fresh);
    if (freshHead === null) return drawn.image;
    return new Blob([withExif(fresh, freshHead, exif), drawn.image.slice(freshHead.scan)]);
  }
  const mayTell = facts.position !== null || hasXmp(bytes, head);
  if (wishes.exif === 'strip' || (wishes.position === 'none' && mayTell)) {
    const end = endOfPicture(await bytesOf(file, 0, file.size), head);
    return new Blob([withoutStories(bytes, head, exif), file.slice(head.scan, end ?? file.size)]);
  }
  return isChanged ? new Blob([withExif(bytes, head, exif), file.slice(head.scan)]) : null;
}

/** Other kinds are read no further: what they say of a place is not known. */
async function prepareOther(file: File, kind: FileKind, options: PrepareOptions): Promise<Preparing> {
  const { wishes } = options;
  const isHidden = mustHide(wishes);
  const isHeic = kind.contentType === 'image/heic' || kind.contentType === 'image/avif';
  const notes: PhotoNote[] = kind.contentType === 'image/heic' ? ['heic'] : [];
  const isRedrawn = kind.contentType === 'image/png' || kind.contentType === 'image/webp';
  if (isHidden && isHeic) return { kind: 'refused', reason: 'details-stay' };
  const mayLose = isRedrawn && !isHidden && (await hasDetails(file));
  if (!isRedrawn || mayLose) {
    const isAsked = (wishes.maxPixels !== null || wishes.quality !== null) && kind.contentType !== 'image/gif';
    if (isAsked) notes.push('notResized');
    if (wishes.stamp) notes.push('notStamped');
    return ready(file, file, { position: isHeic || mayLose ? 'unknown' : 'none', facts: NO_FACTS, notes });
  }
  const longest = isHidden ? Infinity : null;
  const { drawn, notes: drawNotes } = await draw(file, { ...options, facts: NO_FACTS, longest });
  if (isHidden && drawn === null) return { kind: 'refused', reason: 'details-stay' };
  const made = drawn === null ? file : asFile(drawn.image, file, { name: file.name, contentType: kind.contentType });
  return ready(file, made, { position: 'none', facts: NO_FACTS, notes: [...notes, ...drawNotes] });
}

/** Null: it is better, or only possible, to keep the pixels. `longest` null: not known before it is decoded. */
async function draw(
  file: File,
  options: PrepareOptions & { readonly facts: PhotoFacts; readonly longest: number | null },
): Promise<{ readonly drawn: Drawn | null; readonly notes: readonly PhotoNote[] }> {
  const { wishes, capture, facts, longest, stampLines } = options;
  const { maxPixels, quality } = wishes;
  const isHidden = mustHide(wishes);
  const position = isHidden ? null : (facts.position ?? capture?.position ?? null);
  const stamp = wishes.stamp ? stampLines({ takenAt: facts.takenAt ?? capture?.takenAt ?? null, position }) : [];
  const isLarge = maxPixels !== null && (longest === null || longest === 0 || longest > maxPixels);
  const missing: PhotoNote[] = wishes.stamp && stamp.length === 0 ? ['notStamped'] : [];
  if (!isLarge && quality === null && stamp.length === 0 && longest !== Infinity)
    return { drawn: null, notes: missing };
  const drawing = { file, maxPixels, quality: quality ?? QUALITY, stamp, contentType: file.type };
  const drawn = file.size > LARGEST ? null : await drawAnew(drawing).catch(() => null);
  if (drawn === null || drawn.image.type !== file.type) {
    const failed: PhotoNote[] = isLarge || quality !== null ? ['notResized'] : [];
    return { drawn: null, notes: wishes.stamp ? [...failed, 'notStamped'] : failed };
  }
  if (stamp.length > 0) return { drawn, notes: ['stamped'] };
  // Drawing a small photo again only costs it sharpness.
  const isWorth = longest === Infinity || drawn.image.size < file.size;
  return { drawn: isWorth ? drawn : null, notes: missing };
}

function mustHide({ exif, position }: PhotoWishes): boolean {
  return exif === 'strip' || position === 'none';
}

/** A JPEG whose frame cannot be read is kept, unless something had to be taken out of it. */
function damaged(file: File, wishes: PhotoWishes): Preparing {
  if (mustHide(wishes)) return { kind: 'refused', reason: 'damaged' };
  return ready(file, file, { position: 'unknown', facts: NO_FACTS, notes: ['asItCame'] });
}

function ready(from: File, file: File, said: Pick<PreparedFile, 'position' | 'facts' | 'notes'>): Preparing {
  return { kind: 'ready', prepared: { file, ...said, spared: Math.max(0, from.size - file.size) } };
}

/** PNG and WebP can hold EXIF data as well, which drawing would lose. */
async function hasDetails(file: File): Promise<boolean> {
  const text = new TextDecoder('latin1').decode(await bytesOf(file, 0, HEAD_BYTES));
  return text.includes('eXIf') || text.includes('EXIF') || text.includes('XML:com.adobe.xmp');
}

function asFile(content: Blob, from: File, as: { readonly name: string; readonly contentType: string }): File {
  if (content === from && as.name === from.name && as.contentType === from.type) return from;
  return new File([content], as.name, { type: as.contentType, lastModified: from.lastModified });
}

async function bytesOf(file: Blob, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.slice(from, to).arrayBuffer());
}
