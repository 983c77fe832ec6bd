/** Why a file that was chosen is not on this device, in words. */
import { summarize, toGdbError, type ErrorSummary } from '../../shared/errors.js';
import type { Localizer } from '../common/localizer.js';
import type { Refusal } from './photo/limits.js';
import type { PickerKey } from './words.en.js';

export type FileProblem =
  | { readonly kind: 'error'; readonly error: ErrorSummary }
  | { readonly kind: 'refused'; readonly refusal: Refusal | { readonly kind: 'details' } }
  /** What makes photos ready could not be fetched. */
  | { readonly kind: 'part-missing'; readonly mayComeAsItIs: boolean }
  /** This photo could not be made ready, and what would stay in it must not. */
  | { readonly kind: 'not-ready' }
  /** The same bytes are there under this name. */
  | { readonly kind: 'twice'; readonly name: string }
  /** The server has one of this name, size and kind, whose bytes are not here: nobody knows whether it is the same. */
  | { readonly kind: 'twice-on-server' };

export function errorProblem(error: unknown): FileProblem {
  return { kind: 'error', error: summarize(toGdbError(error)) };
}

/** A form is not whole without it: nothing is wrong with the file, and nobody knows that it is elsewhere. */
export function mustBeStored({ kind }: FileProblem): boolean {
  return kind !== 'refused' && kind !== 'twice';
}

export function problemText(
  problem: FileProblem,
  size: number,
  { words, explain }: { readonly words: Localizer<PickerKey>; readonly explain: (error: ErrorSummary) => string },
): string {
  switch (problem.kind) {
    case 'error':
      return explain(problem.error);
    case 'twice':
      return words.text('twice', { name: problem.name });
    case 'twice-on-server':
      return words.text('twiceOnServer');
    case 'part-missing':
      return words.text('photoPartMissing');
    case 'not-ready':
      return words.text('photoNotReady');
    case 'refused':
      return refusalText(problem.refusal, size, words);
  }
}

function refusalText(
  refusal: Refusal | { readonly kind: 'details' },
  size: number,
  words: Localizer<PickerKey>,
): string {
  switch (refusal.kind) {
    case 'type':
      return words.text('refusedType', { allowed: refusal.allowed });
    case 'size':
      return words.text('refusedSize', { bytes: words.bytes(size), limit: words.bytes(refusal.limit) });
    case 'count':
      return words.text('refusedMany', { count: refusal.limit });
    case 'empty':
      return words.text('refusedEmpty');
    case 'details':
      return words.text('refusedDetails');
    case 'service-type':
      return words.text('refusedServerType', { allowed: listOf(refusal.fileTypes, words) });
    case 'service-size':
      return words.text('refusedServerSize', { bytes: words.bytes(size), limit: words.bytes(refusal.limit) });
  }
}

/** Types that are named: services may take dozens. */
const NAMED = 12;

function listOf(fileTypes: readonly string[], { lang }: Localizer<PickerKey>): string {
  const named = fileTypes.slice(0, NAMED).map((type) => `.${type}`);
  const rest = fileTypes.length > NAMED ? ['…'] : [];
  return new Intl.ListFormat(lang, { type: 'unit', style: 'short' }).format([...named, ...rest]);
}
