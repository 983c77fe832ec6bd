/** Files from a person, tamed before they are kept; kept files, made safe before they are handed out. */
import { GdbError } from './errors.js';

const TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  heic: 'image/heic',
  heif: 'image/heif',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  bmp: 'image/bmp',
  pdf: 'application/pdf',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  wav: 'audio/wav',
  txt: 'text/plain',
  csv: 'text/csv',
  json: 'application/json',
  zip: 'application/zip',
};

/** Longer names are cut in the middle of nowhere by some services; ArcGIS attachment names hold 250 characters. */
const MAX_NAME = 250;

/** A file name without folders, control characters and reserved signs; never empty. */
export function tameName(name: string, contentType: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? '';
  const plain = base
    // Format characters too: one of them writes "gpj.exe" backwards.
    .replaceAll(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '')
    .trim()
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '');
  const named = plain === '' ? `file${extensionFor(contentType)}` : plain;
  if (named.length <= MAX_NAME) return named;
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(named)?.[0] ?? '';
  return named.slice(0, MAX_NAME - extension.length) + extension;
}

function extensionFor(contentType: string): string {
  const found = Object.entries(TYPES).find(([, type]) => type === contentType);
  return found === undefined ? '' : `.${found[0]}`;
}

/** The file's own type, else by its extension, else `application/octet-stream`. `image/pjpeg` is a JPEG. */
export function contentTypeOf(file: Blob, name: string): string {
  const own = file.type.toLowerCase();
  if (own === 'image/pjpeg') return 'image/jpeg';
  if (/^[\w.+-]+\/[\w.+-]+$/.test(own)) return own;
  return TYPES[/\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}

/** The type with which bytes are handed to the page: one that a browser would run as a document becomes plain bytes. */
export function safeType(contentType: string): string {
  const type = contentType.toLowerCase();
  const runnable = /html|svg|xml|javascript|ecmascript/.test(type);
  return runnable || !/^[\w.+-]+\/[\w.+-]+$/.test(type) ? 'application/octet-stream' : type;
}

/** Rejects what is no file, or an empty one. */
export function requireFile(file: unknown): asserts file is Blob {
  if (!(file instanceof Blob)) throw new GdbError('invalid-argument', 'An attachment must be a File or a Blob.');
  if (file.size === 0)
    throw new GdbError(
      'attachment-refused',
      'This file is empty. If it is a photo in the cloud, download it to the device first.',
    );
}
