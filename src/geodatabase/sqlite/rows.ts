/** Rows out of the cells of a table: only the columns that are asked for are read. */
import { GdbError } from '../../shared/errors.js';
import { unsupported } from '../failures.js';
import type { Cell } from './cell.js';
import type { Columns } from './create-table.js';
import { Cursor } from './cursor.js';
import { readSlots, readValue, type Slot, type SqlValue } from './values.js';

export interface Row {
  /** In the order of the columns asked for. */
  readonly values: readonly SqlValue[];
  /** The column asked for as content; null where it is NULL. */
  readonly content: Content | null;
}

/** A value that is read in pieces, when someone wants it: now or later, as often as they like. */
export interface Content {
  /** Bytes. */
  readonly size: number;
  read(): AsyncGenerator<Uint8Array<ArrayBuffer>>;
}

export interface RowsOptions {
  /** In any case. A column that the table lacks is null in every row. */
  readonly columns: readonly string[];
  /** A column whose bytes are not read with the row. */
  readonly content?: string;
  /** Rows whose first column fails are left out before the others are read. */
  readonly keep?: (first: SqlValue) => boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Bytes of a piece of content. */
const pieceSize = 2 ** 18;

export async function* readRows(
  leaves: AsyncIterable<readonly Cell[]>,
  { names, rowid, defaults }: Columns,
  { columns, content, keep, signal }: RowsOptions,
): AsyncGenerator<Row> {
  const places = new Map(names.map((name, i) => [name.toLowerCase(), i]));
  const placeOf = (name = ''): number => places.get(name.toLowerCase()) ?? -1;
  const wanted = columns.map(placeOf);
  /** For rows older than the column, and for columns that are not there. */
  const defaultAt = (place: number): SqlValue => {
    const value = place < 0 ? null : defaults[place];
    if (value === undefined) throw unsupported(`The default of column ${names[place] ?? ''}`);
    return value;
  };
  for await (const cells of leaves) {
    if (signal?.aborted) throw new GdbError('aborted', 'The reading was stopped.', { cause: signal.reason });
    rows: for (const cell of cells) {
      const { local, size } = cell;
      const header = new Cursor(local).count(size);
      const slots = readSlots(header > local.length ? await cell.range(0, header) : local, size);
      const values: SqlValue[] = [];
      for (const place of wanted) {
        const slot = slots[place];
        let value: SqlValue;
        if (slot === undefined) value = defaultAt(place);
        else if (slot.type === 0 && place === rowid) value = cell.rowid;
        else if (slot.end > local.length) value = readValue(slot.type, await cell.range(slot.start, slot.end));
        else value = readValue(slot.type, local.subarray(slot.start, slot.end));
        if (keep && values.length === 0 && !keep(value)) continue rows;
        values.push(value);
      }
      const slot = slots[placeOf(content)];
      yield { values, content: slot?.type ? contentOf(cell, slot) : null };
    }
  }
}

function contentOf(cell: Cell, { start, end }: Slot): Content {
  return {
    size: end - start,
    async *read() {
      for (let at = start; at < end; at += pieceSize) yield cell.range(at, Math.min(end, at + pieceSize));
    },
  };
}
