/** What is around the list of files: the sentence above, the ways to add, the empty state. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ControllerState } from '../../controller/types.js';
import { CAMERA, icon, IMAGE, PLUS } from '../common/icons.js';
import type { Localizer } from '../common/localizer.js';
import type { FileView } from './file-view.js';
import type { Place } from './place.js';
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
  readonly words: Localizer<PickerKey>;
}

/** One sentence that is always true: why nothing can be added, or how many files are not sent and where they are. */
export function summaryWords({ place, rows, state, words }: SummaryInput): readonly string[] {
  if (place.kind === 'closed') return [words.text(place.reason, { value: place.value })];
  const note = place.note === null ? [] : [words.text(place.note)];
  const count = (tone: FileView['tone']): number => rows.filter(({ view }) => view.tone === tone).length;
  const refused = count('wrong');
  const unsent = count('unsent');
  const failed = count('failed');
  const told = [
    ...(unsent > 0 ? [words.text('filesNotSent', { count: unsent })] : []),
    ...(refused > 0 ? [words.text('refusedCount', { count: refused })] : []),
  ];
  const coming = count('coming');
  const outside = [
    ...(failed > 0 ? [words.text('notStored', { count: failed })] : []),
    ...(coming > 0 ? [words.text('coming', { count: coming })] : []),
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
  return [rows.length === 0 ? words.text('noFiles') : words.text('allFilesSent', { count: rows.length }), ...note];
}

export interface AdderInput {
  readonly kind: 'add' | 'camera';
  /** Then it says why when it has the focus, and does nothing. */
  readonly isClosed: boolean;
  readonly words: Localizer<PickerKey>;
  readonly onFiles: (event: Event) => void;
}

/** A real file input inside its label: keyboard, voice and screen reader know what to do with it. */
export function adder({ kind, isClosed, words, onFiles }: AdderInput): TemplateResult {
  const isCamera = kind === 'camera';
  return html`<label class="button ${kind} ${isCamera ? '' : 'primary'} ${isClosed ? 'closed' : ''}" part=${kind}>
    <input
      class="visually-hidden"
      type="file"
      ?multiple=${!isCamera}
      accept=${isCamera ? 'image/*' : nothing}
      capture=${isCamera ? 'environment' : nothing}
      aria-disabled=${isClosed ? 'true' : nothing}
      aria-describedby="summary"
      @click=${isClosed ? prevent : nothing}
      @change=${onFiles}
    />
    ${icon(isCamera ? CAMERA : PLUS)}${words.text(isCamera ? 'takePhoto' : 'addFiles')}
  </label>`;
}

export function emptyNote(words: Localizer<PickerKey>): TemplateResult {
  return html`<div class="empty">${icon(IMAGE)}<bdi>${words.text('noHint')}</bdi></div>`;
}

function prevent(event: Event): void {
  event.preventDefault();
}
