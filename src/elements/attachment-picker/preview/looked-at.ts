/** What there is to know of a file that is looked at: its picture, and what it says about itself. */
import { readFacts, NO_FACTS, type PhotoFacts } from '../photo/exif.js';
import { exifOf, readHead } from '../photo/jpeg.js';
import { sha256 } from '../../../shared/sha256.js';

export interface LookedAt {
  readonly bytes: Blob;
  /** Undefined for what this browser cannot draw. */
  readonly picture: ImageBitmap | undefined;
  /** Null for what is no photo, or one that is not read for it. */
  readonly facts: PhotoFacts | null;
  /** Hex; null for a file that is too large to be read at once. */
  readonly hash: string | null;
}

const LARGEST = 64_000_000;
const HEAD_BYTES = 4_194_304;

export async function lookAt(bytes: Blob, contentType: string): Promise<LookedAt> {
  const isSmall = bytes.size <= LARGEST;
  const isImage = contentType.startsWith('image/') && isSmall;
  const hash = isSmall ? await sha256(await bytes.arrayBuffer()) : null;
  const facts = isImage ? factsOf(new Uint8Array(await bytes.slice(0, HEAD_BYTES).arrayBuffer())) : null;
  const picture = isImage ? await createImageBitmap(bytes).catch(() => undefined) : undefined;
  return { bytes, picture, facts, hash };
}

function factsOf(bytes: Uint8Array): PhotoFacts | null {
  const head = readHead(bytes);
  if (head === null) return null;
  const exif = exifOf(bytes, head);
  return exif === null ? NO_FACTS : readFacts(exif);
}
