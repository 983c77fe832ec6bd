import { ServiceError, invalidParameter } from '../errors.js';
import { asArray, asText, isRecord } from '../json.js';
import type { AttributeValue, Feature, Field, LayerDefinition } from './layer-definition.js';
import { field, findField } from './layer-definition.js';

const kinds = ['count', 'sum', 'min', 'max', 'avg', 'stddev', 'var'] as const;

/** One statistic that is asked for. */
export interface Statistic {
  readonly kind: (typeof kinds)[number];
  readonly of: Field;
  readonly name: string;
}

/** @returns the `outStatistics` of a query. @throws {ServiceError} 400 for a statistic or field that does not exist */
export function readStatistics(value: unknown, definition: LayerDefinition): Statistic[] {
  return asArray(value).map((wish) => {
    const told = isRecord(wish) ? wish : {};
    const named = (asText(told['statisticType']) ?? '').toLowerCase();
    const kind = kinds.find((one) => one === named);
    const of = findField(definition, asText(told['onStatisticField']) ?? '');
    if (kind === undefined || of === undefined)
      throw new ServiceError(400, 'Unable to complete operation.', {
        details: [`'outStatistics' parameter is invalid: ${named} of ${String(told['onStatisticField'])}`],
      });
    return { kind, of, name: asText(told['outStatisticFieldName']) ?? `${kind}_${of.name}` };
  });
}

/** @returns the fields of a row of statistics: those it is grouped by, and one for each statistic */
export function statisticFields(groupBy: readonly Field[], statistics: readonly Statistic[]): Field[] {
  return [
    ...groupBy,
    ...statistics.map(({ kind, of, name }) => {
      if (kind === 'count') return field(name, 'esriFieldTypeInteger');
      return field(name, kind === 'min' || kind === 'max' ? of.type : 'esriFieldTypeDouble');
    }),
  ];
}

/** @returns a row for each group, in the order of first appearance; one row where nothing is grouped */
export function groupRows(
  rows: readonly Feature[],
  groupBy: readonly Field[],
  statistics: readonly Statistic[],
): Record<string, AttributeValue>[] {
  const groups = new Map<string, Feature[]>();
  for (const row of rows) {
    const key = JSON.stringify(groupBy.map(({ name }) => String(row.attributes[name] ?? '\0')));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  if (groupBy.length === 0 && groups.size === 0) groups.set('', []);
  return [...groups.values()].map((group) => ({
    ...Object.fromEntries(groupBy.map(({ name }) => [name, group[0]?.attributes[name] ?? null])),
    ...Object.fromEntries(statistics.map((one) => [one.name, compute(one, group)])),
  }));
}

/** Nulls count for nothing, as in SQL. */
function compute({ kind, of }: Statistic, rows: readonly Feature[]): AttributeValue {
  const values = rows.map(({ attributes }) => attributes[of.name] ?? null).filter((value) => value !== null);
  if (kind === 'count') return values.length;
  if (values.length === 0) return null;
  if (kind === 'min' || kind === 'max') {
    const sign = kind === 'min' ? -1 : 1;
    return values.reduce((best, value) => ((value > best ? 1 : -1) === sign ? value : best));
  }
  const numbers = values.map(Number);
  if (!numbers.every(Number.isFinite))
    throw invalidParameter('outStatistics', `${kind} of ${of.name}, which is no number`);
  const sum = numbers.reduce((total, number) => total + number, 0);
  if (kind === 'sum') return sum;
  const mean = sum / numbers.length;
  if (kind === 'avg') return mean;
  const spread = numbers.reduce((total, number) => total + (number - mean) ** 2, 0);
  const variance = numbers.length > 1 ? spread / (numbers.length - 1) : 0;
  return kind === 'var' ? variance : Math.sqrt(variance);
}
