/** Columns and values of a layer's rows in a mobile geodatabase. */
import { quoted, type Database, type SqlValue } from '../database/driver.js';
import {
  objectIdField,
  type AttributeValue,
  type Field,
  type FieldType,
  type LayerDefinition,
} from '../data/layer-definition.js';

const julianDayOfEpoch = 2_440_587.5;
const msPerDay = 86_400_000;

/** Names of columns, and what GDB_ColumnRegistry calls them. */
const columnTypes: Readonly<Record<FieldType, readonly [declared: string, sde: number]>> = {
  esriFieldTypeOID: ['int32', 2],
  esriFieldTypeGlobalID: ['uuidtext', 12],
  esriFieldTypeGUID: ['uuidtext', 12],
  esriFieldTypeString: ['text', 5],
  esriFieldTypeInteger: ['int32', 2],
  esriFieldTypeSmallInteger: ['int16', 1],
  esriFieldTypeDouble: ['float64', 4],
  esriFieldTypeSingle: ['float32', 3],
  esriFieldTypeBigInteger: ['int64', 11],
  esriFieldTypeDate: ['realdate', 7],
  esriFieldTypeDateOnly: ['text', 5],
  esriFieldTypeTimeOnly: ['text', 5],
  esriFieldTypeTimestampOffset: ['text', 5],
};

/** @returns the columns of a layer, as CREATE TABLE wants them */
export function columnsOf({ fields, geometryType }: LayerDefinition): string[] {
  const columns = fields.map(
    ({ name, type, length }) =>
      `${quoted(name)} ${columnTypes[type][0]}${type === 'esriFieldTypeString' ? `(${length ?? 256})` : ''}`,
  );
  return geometryType === null ? columns : [...columns, 'SHAPE geometryblob'];
}

/** Tells GDB_ColumnRegistry of the columns of a table. */
export function registerColumns(db: Database, table: string, { fields }: LayerDefinition): void {
  for (const { name, type, length } of fields)
    db.run('INSERT INTO GDB_ColumnRegistry VALUES (?, ?, ?, ?, ?)', [
      table,
      name,
      columnTypes[type][1],
      length ?? 0,
      name === objectIdField ? 3 : 4,
    ]);
}

/** @returns a value as a file keeps it */
export function cellOf({ type }: Field, value: AttributeValue): SqlValue {
  return type === 'esriFieldTypeDate' && typeof value === 'number' ? julianDay(value) : value;
}

/** @returns a moment as the number of a day, in UTC */
export function julianDay(ms: number): number {
  return ms / msPerDay + julianDayOfEpoch;
}
