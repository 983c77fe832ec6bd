/** What a file is by its first bytes, whatever its name says. */

export interface FileKind {
  readonly contentType: string;
  /** Without dot; the first is the one to write. */
  readonly endings: readonly [string, ...string[]];
}

const JPEG: FileKind = { contentType: 'image/jpeg', endings: ['jpg', 'jpeg', 'jpe', 'jfif'] };
const PNG: FileKind = { contentType: 'image/png', endings: ['png'] };
const WEBP: FileKind = { contentType: 'image/webp', endings: ['webp'] };
const GIF: FileKind = { contentType: 'image/gif', endings: ['gif'] };
const HEIC: FileKind = { contentType: 'image/heic', endings: ['heic', 'heif', 'hif'] };
const AVIF: FileKind = { contentType: 'image/avif', endings: ['avif'] };

/** Brands of ISO media files that hold a picture: HEVC by its many profiles, AV1 by one. */
const BRANDS: Readonly<Record<string, FileKind>> = {
  heic: HEIC,
  heix: HEIC,
  heim: HEIC,
  heis: HEIC,
  hevc: HEIC,
  hevx: HEIC,
  mif1: HEIC,
  msf1: HEIC,
  avif: AVIF,
  avis: AVIF,
};

/** Bytes that tell. */
export const FIRST_BYTES = 16;

/** A kind of picture; null for everything else. */
export function kindOf(bytes: Uint8Array): FileKind | null {
  const text = String.fromCharCode(...bytes.subarray(0, FIRST_BYTES));
  if (text.startsWith('\xff\xd8\xff')) return JPEG;
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return PNG;
  if (text.startsWith('GIF8')) return GIF;
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return WEBP;
  return text.slice(4, 8) === 'ftyp' ? (BRANDS[text.slice(8, 12)] ?? null) : null;
}

/** The kind of this content type that can be drawn and written by a browser; null where it writes none. */
export function kindOfType(contentType: string): FileKind | null {
  return [JPEG, PNG, WEBP].find((kind) => kind.contentType === contentType) ?? null;
}

/** A name that says what the file is: `IMG_1.jpg` that holds HEIC becomes `IMG_1.heic`. */
export function honestName(name: string, { endings }: FileKind): string {
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(name);
  if (ending !== null && endings.includes(ending[1]?.toLowerCase() ?? '')) return name;
  const known = /\.(?:jpe?g|jpe|jfif|png|gif|webp|hei[cf]|hif|avif)$/i;
  return `${name.replace(known, '')}.${endings[0]}`;
}
