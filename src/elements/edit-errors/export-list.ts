/** The list of refused edits as a table for a spreadsheet. Loaded when it is asked for. */
import type { FeatureEditError } from '../../controller/types.js';

type Row = readonly (string | number | null)[];

/** Comma-separated, in UTF-8 with its mark, since spreadsheets guess otherwise. `reasonOf`: in words. */
export function errorsAsCsv(errors: readonly FeatureEditError[], reasonOf: (error: FeatureEditError) => string): Blob {
  const head: Row = [
    'layer',
    'title',
    'operation',
    'attachment',
    'reason',
    'code',
    'description',
    'time',
    'objectId',
    'globalId',
  ];
  const rows = errors.map((one): Row => [
    one.layerName,
    one.title,
    one.editOperationString,
    one.attachmentName ?? '',
    reasonOf(one),
    one.error.code,
    one.error.description,
    new Date(one.at).toISOString(),
    one.objectId,
    one.globalId,
  ]);
  const text = [head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n');
  return new Blob(['\u{FEFF}', text, '\r\n'], { type: 'text/csv;charset=utf-8' });
}

/** What came from a service must not be read as a formula by the spreadsheet of whoever opens the file. */
function cell(value: string | number | null): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value ?? '') ? `'${String(value)}` : (value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
