import type { AttributeValue, Field, LayerDefinition } from '../data/layer-definition.js';
import { findField } from '../data/layer-definition.js';
import type { LayerTable, RowFilter } from '../data/layer-table.js';
import { groupRows, readStatistics, statisticFields } from '../data/statistics.js';
import { wireValue } from '../data/wire-feature.js';
import { invalidParameter } from '../errors.js';
import { without } from '../json.js';
import type { Call } from '../site.js';

/** @returns the reply to a query with `outStatistics`, grouped by `groupByFieldsForStatistics` */
export function statisticsReply(call: Call, layer: LayerTable, filter: RowFilter): Record<string, unknown> {
  const { params } = call;
  const statistics = readStatistics(params.json('outStatistics'), layer.definition);
  const groupBy = readFields(params.list('groupByFieldsForStatistics') ?? [], layer.definition);
  const rows = groupRows(layer.select(filter), groupBy, statistics);
  return tableReply(call, statisticFields(groupBy, statistics), rows);
}

/** @returns the reply to a query with `returnDistinctValues` */
export function distinctReply(
  call: Call,
  filter: RowFilter,
  of: { layer: LayerTable; fields: readonly Field[] },
): Record<string, unknown> {
  const rows = groupRows(of.layer.select(filter), of.fields, []);
  if (call.params.flag('returnCountOnly', false)) return { count: rows.length };
  return tableReply(call, of.fields, rows);
}

function tableReply(
  call: Call,
  fields: readonly Field[],
  rows: readonly Record<string, AttributeValue>[],
): Record<string, unknown> {
  const { options } = call.service;
  const offset = call.params.integer('resultOffset') ?? 0;
  const limit = Math.min(call.params.integer('resultRecordCount') ?? Infinity, options.maxRecordCount);
  const shown = order(rows, call.params.list('orderByFields') ?? []).slice(offset, offset + limit);
  return {
    displayFieldName: '',
    fieldAliases: Object.fromEntries(fields.map(({ name, alias }) => [name, alias])),
    fields: fields.map((field) => without(field, 'editable', 'nullable')),
    features: shown.map((row) => ({
      attributes: Object.fromEntries(
        fields.map((field) => [field.name, wireValue(field, row[field.name] ?? null, options.guidFormat)]),
      ),
    })),
    ...(rows.length > offset + limit ? { exceededTransferLimit: true } : {}),
  };
}

function order(
  rows: readonly Record<string, AttributeValue>[],
  terms: readonly string[],
): readonly Record<string, AttributeValue>[] {
  const keys = terms.map((term) => {
    const [, name = '', direction = 'ASC'] = /^(\S+)(?:\s+(asc|desc))?$/i.exec(term) ?? [];
    const known = Object.keys(rows[0] ?? {}).find((one) => one.toLowerCase() === name.toLowerCase());
    if (known === undefined && rows.length > 0) throw invalidParameter('orderByFields', `unknown field ${term}`);
    return { name: known ?? name, sign: direction.toUpperCase() === 'DESC' ? -1 : 1 };
  });
  return rows.toSorted((a, b) => {
    for (const { name, sign } of keys) {
      const [left, right] = [a[name] ?? null, b[name] ?? null];
      if (left === right) continue;
      if (left === null || right === null) return left === null ? -sign : sign;
      return left < right ? -sign : sign;
    }
    return 0;
  });
}

function readFields(names: readonly string[], definition: LayerDefinition): Field[] {
  return names.map((name) => {
    const found = findField(definition, name);
    if (found === undefined) throw invalidParameter('groupByFieldsForStatistics', `unknown field ${name}`);
    return found;
  });
}
