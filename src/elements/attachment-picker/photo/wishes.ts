/** What the attributes ask of photos and files. A wrong value is named in words, never guessed at. */
import { parseWord } from '../../common/attributes.js';
import { TOKENS, unknownToken } from './name-tokens.js';

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
  /** `known`: what it may be, in signs that need no language. */
  | { readonly ok: false; readonly wrong: Readonly<Record<'attribute' | 'value' | 'known', string>> };

/** The default first. */
const EXIF = ['keep', 'strip'] as const;
const POSITION = ['photo', 'device', 'none'] as const;
const CAMERA = ['device', 'page', 'none'] as const;

export function parseWishes(given: FileAttributes): ParsedWishes {
  const exif = parseWord(given.exif, EXIF);
  const position = parseWord(given.position, POSITION);
  const camera = parseWord(given.camera, CAMERA);
  const maxPixels = parseNumber(given.maxPixels, (value) => Number.isInteger(value) && value >= 16);
  const quality = parseNumber(given.quality, (value) => value > 0 && value <= 1);
  const maxFiles = parseNumber(given.maxFiles, (value) => Number.isInteger(value) && value >= 1);
  const maxSize = parseSize(given.maxSize);
  const namePattern = given.namePattern?.trim() ?? '';
  const accept = given.accept?.trim() ?? '';
  const wrong = (attribute: string, value: string | number | undefined, known: string): ParsedWishes => ({
    ok: false,
    wrong: { attribute, value: String(value), known },
  });
  if (!exif.ok) return wrong('exif', given.exif, EXIF.join(', '));
  if (!position.ok) return wrong('position', given.position, POSITION.join(', '));
  if (!camera.ok) return wrong('camera', given.camera, CAMERA.join(', '));
  if (maxPixels === undefined) return wrong('max-pixels', given.maxPixels, '≥ 16');
  if (quality === undefined) return wrong('quality', given.quality, '> 0, ≤ 1');
  if (maxFiles === undefined) return wrong('max-files', given.maxFiles, '≥ 1');
  if (maxSize === undefined) return wrong('max-size', given.maxSize, '10MB, 500kB, 2000000 …');
  if (unknownToken(namePattern) !== null)
    return wrong('name-pattern', namePattern, TOKENS.map((token) => `{${token}}`).join(', '));
  if (!accept.split(',').every(isFileType)) return wrong('accept', accept, '.jpg, image/*, application/pdf …');
  return {
    ok: true,
    photo: { maxPixels, quality, exif: exif.value, position: position.value, namePattern, stamp: given.stamp },
    limits: { accept, maxSize, maxFiles },
    camera: camera.value,
  };
}

/** As in the `accept` of a file input: an ending, or a media type. */
function isFileType(text: string): boolean {
  const type = text.trim();
  return type === '' || /^\.[^\s./]+(\.[^\s./]+)*$/.test(type) || /^[\w.+-]+\/([\w.+-]+|\*)$/.test(type);
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
