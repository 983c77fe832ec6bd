/** Rows to records: one for each combination of the group's values, with its statistics. Distinct values are groups without statistics. */
import { GdbError } from '../../../shared/errors.js';
import type { Attributes, Field, FieldType } from '../../../shared/esri.js';
import { toWireId } from '../../../shared/ids.js';
import type { JsonValue } from '../../../shared/json.js';
import type { StatisticDefinition } from '../../../shared/queries.js';
import { fieldNamed } from '../../rows/attributes.js';
import { isNumeric, nameOf } from '../language/computed.js';
import { momentText } from '../language/dates.js';
import type { Value, ValueType } from '../language/syntax.js';
import { compileExpression, type CompileOptions } from '../language/where.js';
import { accumulator, type Accumulator } from './accumulators.js';

export interface RecordTableOptions extends CompileOptions {
  /** Fields or expressions. */
  readonly groupBy: readonly string[];
  readonly statistics: readonly StatisticDefinition[];
}

interface Column {
  readonly field: Field;
  readonly read: (row: Attributes) => Value;
  readonly write: (value: Value) => JsonValue;
}

interface Group {
  readonly values: readonly Value[];
  readonly accumulators: readonly Accumulator[];
}

export class RecordTable {
  readonly fields: readonly Field[];
  readonly #groupColumns: readonly Column[];
  readonly #statistics: readonly (Column & Pick<StatisticDefinition, 'statisticType'>)[];
  readonly #groups = new Map<string, Group>();

  /** Throws `unsupported-query` for a field, an expression or a statistic that cannot be. */
  constructor({ groupBy, statistics, ...options }: RecordTableOptions) {
    this.#groupColumns = groupBy.map((text) => groupColumn(text, options));
    this.#statistics = statistics.map((definition) => ({
      ...statisticColumn(definition, options),
      statisticType: definition.statisticType,
    }));
    this.fields = [...this.#groupColumns, ...this.#statistics].map(({ field }) => field);
    const names = new Set(this.fields.map(({ name }) => name.toLowerCase()));
    if (names.size < this.fields.length) refuse('Two columns of the statistics have the same name.');
    // Statistics of no rows at all are a record too.
    if (groupBy.length === 0 && statistics.length > 0) this.#groupOf([]);
  }

  add(row: Attributes): void {
    const { accumulators } = this.#groupOf(this.#groupColumns.map(({ read }) => read(row)));
    for (const [i, { read }] of this.#statistics.entries()) {
      const value = read(row);
      if (value !== null) accumulators[i]?.add(value);
    }
  }

  /** The records, in the order in which their first rows came. */
  records(): readonly Attributes[] {
    return [...this.#groups.values()].map(({ values, accumulators }) => {
      const record: Record<string, JsonValue> = {};
      for (const [i, { field, write }] of this.#groupColumns.entries()) record[field.name] = write(values[i] ?? null);
      for (const [i, { field, write }] of this.#statistics.entries()) {
        record[field.name] = write(accumulators[i]?.result() ?? null);
      }
      return record;
    });
  }

  #groupOf(values: readonly Value[]): Group {
    const key = values.map((value) => `${typeof value}:${String(value)}`).join('\u0000');
    const known = this.#groups.get(key);
    if (known) return known;
    const group = { values, accumulators: this.#statistics.map(({ statisticType }) => accumulator(statisticType)) };
    this.#groups.set(key, group);
    return group;
  }
}

function groupColumn(text: string, options: CompileOptions): Column {
  const { type, value } = compileExpression(text, 'groupByFieldsForStatistics', options);
  if (type === 'unsupported') refuse(`${text} cannot be grouped by.`);
  const field = fieldNamed(options.layer, unquoted(text));
  return { field: field ?? madeField(text.trim(), type), read: value, write: writerOf(type, field) };
}

function statisticColumn(definition: StatisticDefinition, options: CompileOptions): Column {
  const { statisticType, onStatisticField, outStatisticFieldName } = definition;
  if (!TYPES.has(statisticType)) refuse(`There is no statistic "${statisticType}".`);
  const { type, value } = compileExpression(onStatisticField, 'onStatisticField', options);
  const source = fieldNamed(options.layer, unquoted(onStatisticField));
  if (NUMBERS_ONLY.has(statisticType) && !isNumeric(type) && type !== 'null') {
    refuse(`${statisticType} takes numbers; ${onStatisticField} is ${nameOf(type)}.`);
  }
  if (statisticType === 'min' || statisticType === 'max') {
    const field = { ...madeField(outStatisticFieldName, type), ...(source && { type: source.type }) };
    return { field, read: value, write: writerOf(type, source) };
  }
  const result: ValueType =
    statisticType === 'count' || (statisticType === 'sum' && type === 'integer') ? 'integer' : 'double';
  return { field: madeField(outStatisticFieldName, result), read: value, write: writerOf(result, undefined) };
}

const TYPES: ReadonlySet<string> = new Set(['count', 'sum', 'min', 'max', 'avg', 'stddev', 'var']);
const NUMBERS_ONLY: ReadonlySet<string> = new Set(['sum', 'avg', 'stddev', 'var']);

function unquoted(text: string): string {
  return text.trim().replace(/^"(.*)"$/, '$1');
}

function madeField(name: string, type: ValueType): Field {
  return { name, type: FIELD_TYPES[type], alias: name, nullable: true, editable: false };
}

const FIELD_TYPES: Readonly<Record<ValueType, FieldType>> = {
  integer: 'esriFieldTypeInteger',
  double: 'esriFieldTypeDouble',
  text: 'esriFieldTypeString',
  guid: 'esriFieldTypeGUID',
  timestamp: 'esriFieldTypeDate',
  date: 'esriFieldTypeDateOnly',
  time: 'esriFieldTypeTimeOnly',
  interval: 'esriFieldTypeDouble',
  unsupported: 'esriFieldTypeString',
  null: 'esriFieldTypeString',
};

/** Values as the JSON of a row has them. */
function writerOf(type: ValueType, field: Field | undefined): (value: Value) => JsonValue {
  return (value) => {
    if (value === null) return null;
    if (typeof value === 'bigint') return String(value);
    if (type === 'guid') return toWireId(String(value));
    if (type === 'date' || type === 'time') return momentText(Number(value), type);
    if (field?.type === 'esriFieldTypeTimestampOffset') return new Date(Number(value)).toISOString();
    return value;
  };
}

function refuse(message: string): never {
  throw new GdbError('unsupported-query', message);
}
