/** What the attributes ask of photos and files. A wrong value is named in words, never guessed at. */
import { parseWord } from '../../common/attributes.js';
import { unknownToken } from './name-tokens.js';

export type PositionWish = 'photo' | 'device' | 'none';

export interface PhotoWishes {
  /** Longest edge in pixels; null keeps the size. */
  readonly maxPixels: number | null;
  /** 0 to 1; null keeps the bytes where the size is kept. */
  readonly quality: number | null;
  readonly exif: 'keep' | 'strip';
  readonly position: PositionWish;
  /** Empty keeps the file's own name. */
  readonly namePattern: string;
  readonly stamp: boolean;
}

export interface FileLimits {
  /** As the `accept` of a file input; empty for everything. */
  readonly accept: string;
  /** Bytes; null for no limit. */
  readonly maxSize: number | null;
  /** Null for no limit. */
  readonly maxFiles: number | null;
}

/** The attributes as they are written. */
export interface FileAttributes {
  readonly maxPixels: string | number | undefined;
  readonly quality: string | number | undefined;
  readonly exif: string | undefined;
  readonly position: string | undefined;
  readonly namePattern: string | undefined;
  readonly stamp: boolean;
  readonly accept: string | undefined;
  readonly maxSize: string | number | undefined;
  readonly maxFiles: string | number | undefined;
  readonly camera: string | undefined;
}

export type CameraWish = 'device' | 'page' | 'none';

export type ParsedWishes =
  | { readonly ok: true; readonly photo: PhotoWishes; readonly limits: FileLimits; readonly camera: CameraWish }
  | { readonly ok: false; readonly attribute: string; readonly value: string };

export function parseWishes(given: FileAttributes): ParsedWishes {
  const exif = parseWord(given.exif, ['keep', 'strip']);
  const position = parseWord(given.position, ['photo', 'device', 'none']);
  const camera = parseWord(given.camera, ['device', 'page', 'none']);
  const maxPixels = parseNumber(given.maxPixels, (value) => Number.isInteger(value) && value >= 16);
  const quality = parseNumber(given.quality, (value) => value > 0 && value <= 1);
  const maxFiles = parseNumber(given.maxFiles, (value) => Number.isInteger(value) && value >= 1);
  const maxSize = parseSize(given.maxSize);
  const namePattern = given.namePattern?.trim() ?? '';
  const wrong = (attribute: string, value: string | number | undefined): ParsedWishes => ({
    ok: false,
    attribute,
    value: String(value),
  });
  if (!exif.ok) return wrong('exif', given.exif);
  if (!position.ok) return wrong('position', given.position);
  if (!camera.ok) return wrong('camera', given.camera);
  if (maxPixels === undefined) return wrong('max-pixels', given.maxPixels);
  if (quality === undefined) return wrong('quality', given.quality);
  if (maxFiles === undefined) return wrong('max-files', given.maxFiles);
  if (maxSize === undefined) return wrong('max-size', given.maxSize);
  if (unknownToken(namePattern) !== null) return wrong('name-pattern', namePattern);
  return {
    ok: true,
    photo: { maxPixels, quality, exif: exif.value, position: position.value, namePattern, stamp: given.stamp },
    limits: { accept: given.accept?.trim() ?? '', maxSize, maxFiles },
    camera: camera.value,
  };
}

/** Null when nothing is given, undefined for what is no such number. */
function parseNumber(
  given: string | number | undefined,
  isRight: (value: number) => boolean,
): number | null | undefined {
  const text = String(given ?? '').trim();
  if (text === '') return null;
  const value = Number(text);
  return isRight(value) ? value : undefined;
}

const UNITS: Readonly<Record<string, number>> = { '': 1, b: 1, kb: 1e3, mb: 1e6, gb: 1e9 };

/** `10MB`, `500 kB`, or bytes. */
function parseSize(given: string | number | undefined): number | null | undefined {
  const text = String(given ?? '').trim();
  if (text === '') return null;
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text) ?? [];
  const factor = UNITS[unit.toLowerCase()];
  const bytes = Math.round(Number(digits) * (factor ?? NaN));
  return digits !== '' && bytes > 0 ? bytes : undefined;
}
