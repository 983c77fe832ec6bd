/** What else to know of a sync that ended, in plain words. No DOM. */
import type { SchemaChange, SyncNote } from '../../shared/records.js';
import type { Localizer } from '../common/localizer.js';
import type { ProgressKey } from './words.en.js';

/** One sentence, and what it sums up: one sentence for each, shown when a person wants to know. */
export interface NoteView {
  readonly text: string;
  readonly each: readonly string[];
}

const PHOTOS = {
  manual: 'notePhotosManual',
  mobile: 'notePhotosMobile',
  'data-saver': 'notePhotosSaver',
  unknown: 'notePhotosUnknown',
} as const satisfies Readonly<Record<Extract<SyncNote, { kind: 'photos-waiting' }>['why'], ProgressKey>>;

/** The notes of a run, in the order it made them. Notes of a newer version of this library are left out. */
export function noteViews(notes: readonly SyncNote[] | undefined, words: Localizer<ProgressKey>): readonly NoteView[] {
  return (notes ?? []).flatMap((note) => noteView(note, words) ?? []);
}

function noteView(note: SyncNote, words: Localizer<ProgressKey>): NoteView | undefined {
  const plain = (text: string): NoteView => ({ text, each: [] });
  switch (note.kind) {
    case 'sent-to-version':
      return plain(
        note.version === null ? words.text('noteSomeVersion') : words.text('noteVersion', { version: note.version }),
      );
    case 'received-anew':
      return plain(words.text('noteAnew'));
    case 'replica-replaced':
      return plain(words.text('noteReplaced'));
    case 'conflicts-waiting':
      return plain(words.text('noteConflicts', { count: note.count }));
    case 'photos-waiting':
      return plain(words.text(PHOTOS[note.why], { count: note.count }));
    case 'overwritten-unseen':
      return plain(words.text('noteUnseen'));
    case 'rolled-back':
      return plain(words.text('noteRolledBack', { count: note.count }));
    case 'doubled-rows':
      return {
        text: words.text('noteDoubled', { count: note.rows.length }),
        each: note.rows.map(({ layerName, objectIds }) =>
          words.text('doubledRow', { layer: layerName, ids: objectIds.join(', ') }),
        ),
      };
    case 'both-directions':
      return plain(words.text('noteBoth'));
    case 'schema-changed':
      return {
        text: words.text('noteSchema', { count: note.changes.length }),
        each: note.changes.map((change) => changeWords(change, words)),
      };
  }
}

function changeWords(change: SchemaChange, words: Localizer<ProgressKey>): string {
  const { layerName: layer, field, was, is } = change;
  const values = { layer, field: field ?? '' };
  switch (change.change) {
    case 'added':
      return words.text('fieldAdded', values);
    case 'removed':
      return words.text('fieldRemoved', values);
    case 'type':
      return words.text('fieldType', { ...values, was: bare(was), is: bare(is) });
    case 'length':
      return was === '' || is === ''
        ? words.text('fieldLengthOther', values)
        : words.text('fieldLength', { ...values, was: Number(was), is: Number(is) });
    case 'nullable':
      return words.text(is === 'false' ? 'fieldMustBeFilled' : 'fieldMayBeEmpty', values);
    case 'editable':
      return words.text(is === 'false' ? 'fieldReadOnly' : 'fieldEditable', values);
    case 'geometry-type': {
      const none = words.text('noShape');
      return words.text('shapeKind', { ...values, was: bare(was) || none, is: bare(is) || none });
    }
  }
}

/** `esriFieldTypeSmallInteger` as a person may have met it. */
function bare(type: string): string {
  return type.replace(/^esri(FieldType|Geometry)/, '');
}
