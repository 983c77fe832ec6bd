/** A file as the attributes ask for it. What makes photos ready is fetched with the first of them, and may not come. */
import { contentTypeOf } from '../../shared/files.js';
import type { FileProblem } from './file-problem.js';
import type { Capture, PreparedFile, preparePhoto } from './photo/prepare-photo.js';
import type { stampLines } from './photo/stamp-lines.js';
import type { PhotoWishes } from './photo/wishes.js';

/** `prepared`: null for what is no photo. */
export type Ready =
  | { readonly kind: 'ready'; readonly prepared: PreparedFile | null }
  | { readonly kind: 'stopped'; readonly problem: FileProblem };

export interface ReadyOptions {
  readonly wishes: PhotoWishes;
  /** Null for a file that was chosen, dropped or pasted. */
  readonly capture: Capture | null;
  /** A person wants it as it is, where it cannot be made ready now. */
  readonly asItCame: boolean;
}

/** Never rejects. A photo as it came is better than none, but not where somebody was promised that its position goes, nor unasked where the page wants more. */
export async function makeReady(file: File, { wishes, capture, asItCame }: ReadyOptions): Promise<Ready> {
  const type = contentTypeOf(file, file.name);
  if (!type.startsWith('image/') && type !== 'application/octet-stream') return { kind: 'ready', prepared: null };
  const isHidden = wishes.exif === 'strip' || wishes.position === 'none';
  const part = await fetchPart();
  if (part === null) {
    const mayStay = !isHidden && (asItCame || !wantsMore(wishes, capture));
    return mayStay ? unchanged(file) : stopped({ kind: 'part-missing', mayComeAsItIs: !isHidden });
  }
  try {
    const preparing = await part.preparePhoto(file, { wishes, capture, stampLines: part.stampLines });
    if (preparing.kind === 'ready') return preparing;
    return stopped(
      preparing.reason === 'damaged' ? { kind: 'not-ready' } : { kind: 'refused', refusal: { kind: 'details' } },
    );
  } catch {
    return isHidden ? stopped({ kind: 'not-ready' }) : unchanged(file);
  }
}

interface PhotoPart {
  readonly preparePhoto: typeof preparePhoto;
  readonly stampLines: typeof stampLines;
}

/** Null without network, where it is not among what the page keeps. */
async function fetchPart(): Promise<PhotoPart | null> {
  try {
    const [prepare, stamp] = await Promise.all([import('./photo/prepare-photo.js'), import('./photo/stamp-lines.js')]);
    return { ...prepare, ...stamp };
  } catch {
    return null;
  }
}

/** The photo would be another one, or have another name, if it were made ready. */
function wantsMore(
  { maxPixels, quality, stamp, position, namePattern }: PhotoWishes,
  capture: Capture | null,
): boolean {
  const wantsPlace = position === 'device' && capture !== null;
  return maxPixels !== null || quality !== null || stamp || wantsPlace || namePattern !== '';
}

function unchanged(file: File): Ready {
  const facts = { position: null, takenAt: null, offset: null, orientation: 1 };
  return { kind: 'ready', prepared: { file, position: 'unknown', facts, notes: ['asItCame'], spared: 0 } };
}

function stopped(problem: FileProblem): Ready {
  return { kind: 'stopped', problem };
}
