/** What is around the list of files: the sentence above, the way back from a removal, the empty state. */
import { html, type TemplateResult } from 'lit';
import type { ControllerState, FeatureStatus } from '../../controller/types.js';
import { GdbError, summarize } from '../../shared/errors.js';
import type { ErrorExplainer } from '../common/error-words.js';
import { CLOSE, icon, IMAGE, UNDO } from '../common/icons.js';
import type { Localizer } from '../common/localizer.js';
import type { FileView } from './file-view.js';
import type { Place } from './place.js';
import type { RecordList } from './record-list.js';
import type { PickerKey } from './words.en.js';

export interface PickerRow {
  readonly key: string;
  readonly view: FileView;
  readonly version: number;
}

export interface SummaryInput {
  readonly place: Place;
  readonly rows: readonly PickerRow[];
  readonly state: ControllerState | undefined;
  readonly list: Pick<RecordList, 'row' | 'isUnknown'>;
  /** Why nothing can be added although the place would take it; empty when it can. */
  readonly shut: string;
  readonly explainer: ErrorExplainer;
  /** What else is to be known: of the position, of a camera that was cut off. */
  readonly said: readonly string[];
  readonly words: Localizer<PickerKey>;
}

const FEATURE: Readonly<Record<FeatureStatus['row'], PickerKey>> = {
  sent: 'featureSent',
  waiting: 'featureWaits',
  deleting: 'featureGoes',
  refused: 'featureRefused',
};

/** Files that are not on this device, and how each is counted. */
const OUTSIDE: readonly (readonly [tone: FileView['tone'], key: PickerKey])[] = [
  ['failed', 'notStored'],
  ['unfit', 'unfitCount'],
  ['twin', 'twinCount'],
  ['coming', 'coming'],
];

/** One sentence that is always true: why nothing can be added, or how many files are not sent and where they are. */
export function summaryWords({
  place,
  shut,
  rows,
  state,
  said,
  list,
  explainer,
  words,
}: SummaryInput): readonly string[] {
  if (place.kind === 'closed') return [words.text(place.reason, { value: place.value })];
  const note = [shut, ...(place.note === null ? [] : [words.text(place.note)]), ...said];
  const count = (tone: FileView['tone']): number => rows.filter(({ view }) => view.tone === tone).length;
  const refused = count('wrong');
  const unsent = count('unsent');
  const bytes = rows.reduce((sum, { view }) => (view.tone === 'unsent' ? sum + view.size : sum), 0);
  const told = [
    // That the feature has arrived does not mean that its photos have.
    ...(unsent + refused > 0 && list.row !== null ? [words.text(FEATURE[list.row])] : []),
    ...(unsent > 0
      ? [words.text('filesNotSent', { count: unsent }), words.text('unsentBytes', { bytes: words.bytes(bytes) })]
      : []),
    ...(refused > 0 ? [words.text('refusedCount', { count: refused })] : []),
  ];
  const outside = [
    ...OUTSIDE.flatMap(([tone, key]) => (count(tone) > 0 ? [words.text(key, { count: count(tone) })] : [])),
  ];
  if (told.length > 0) {
    const isOffline = state?.paused.includes('offline') === true;
    return [
      ...outside,
      ...(isOffline ? [words.text('offline')] : []),
      ...told,
      words.text(unsent > 0 ? 'keptUntilSent' : 'kept'),
      ...note,
    ];
  }
  if (outside.length > 0) return [...outside, ...note];
  if (list.isUnknown) return [unknownWords(place.globalId, explainer, words), ...note];
  return [rows.length === 0 ? words.text('noFiles') : words.text('allFilesSent', { count: rows.length }), ...note];
}

/** What it is, and which attribute named it. */
function unknownWords(value: string, explainer: ErrorExplainer, words: Localizer<PickerKey>): string {
  const { what } = explainer.explain(summarize(new GdbError('feature-not-found', '')), words.language);
  return `${what} ${words.text('checkAttribute', { attribute: 'global-id', value })}`;
}

/** What was taken away last, and the way back. It stays until somebody dismisses it. */
export function undoBar(
  name: string,
  words: Localizer<PickerKey>,
  act: { readonly onUndo: () => void; readonly onDismiss: () => void },
): TemplateResult {
  return html`<div class="gone" part="undo" role="group" aria-label=${words.text('removedNow', { name })}>
    <span class="gone-words"><bdi>${words.text('removedNow', { name })}</bdi></span>
    <button
      class="button tonal"
      type="button"
      data-action="bring-back"
      aria-label=${words.text('undoRemove', { name })}
      @click=${act.onUndo}
    >
      ${icon(UNDO)}${words.text('undoRemoval')}
    </button>
    <button
      class="button square bare"
      type="button"
      data-action="let-go"
      aria-label=${words.text('dismissFile', { name })}
      @click=${act.onDismiss}
    >
      ${icon(CLOSE)}
    </button>
  </div>`;
}

export function emptyNote(words: Localizer<PickerKey>): TemplateResult {
  return html`<div class="empty">${icon(IMAGE)}<bdi>${words.text('noHint')}</bdi></div>`;
}
