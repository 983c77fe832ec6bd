/** Statistics against SQLite: random rows, the same records. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import sqlite from 'node-sqlite3-wasm';
import type { Field, LayerSchema } from '../../src/shared/esri.js';
import type { StatisticType } from '../../src/shared/queries.js';
import { RecordTable } from '../../src/store/query/statistics/record-table.js';

const fields: readonly Field[] = (
  [
    ['G', 'esriFieldTypeString'],
    ['H', 'esriFieldTypeInteger'],
    ['N', 'esriFieldTypeInteger'],
    ['X', 'esriFieldTypeDouble'],
    ['S', 'esriFieldTypeString'],
  ] as const
).map(([name, type]) => ({ name, type, alias: name, nullable: true, editable: true }));

const layer: LayerSchema = {
  layerId: 0,
  name: 'Rows',
  type: 'Table',
  hasZ: false,
  hasM: false,
  objectIdField: 'N',
  globalIdField: 'G',
  displayField: 'G',
  fields,
  relationships: [],
  hasAttachments: false,
  capabilities: [],
  uniqueGlobalIds: false,
  editorTracking: [],
};

const row = fc.record({
  G: fc.constantFrom('a', 'b', 'A', '', null),
  H: fc.constantFrom(1, 2, null),
  N: fc.option(fc.integer({ min: -1_000_000, max: 1_000_000 })),
  X: fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true })),
  S: fc.option(fc.string({ unit: 'grapheme-ascii', maxLength: 3 })),
});

/** What SQLite has no word for, from the definition: squares of distances from the mean, by n - 1. */
const variance = (of: string): string =>
  `sum((${of} - m) * (${of} - m)) / CASE WHEN count(${of}) > 1 THEN count(${of}) - 1.0 END`;

describe('statistics', () => {
  let database: InstanceType<typeof sqlite.Database>;
  before(() => {
    database = new sqlite.Database();
    database.exec('CREATE TABLE layer (G TEXT, H INTEGER, N INTEGER, X REAL, S TEXT)');
  });
  after(() => {
    database.close();
  });

  const statistics: readonly (readonly [type: StatisticType, of: string])[] = [
    ...(['count', 'sum', 'min', 'max', 'avg', 'var', 'stddev'] as const).flatMap((type) =>
      (['N', 'X', 'N * 2 + H'] as const).map((of) => [type, of] as const),
    ),
    ['count', 'S'],
    ['min', 'S'],
    ['max', 'S'],
  ];

  it('are those that SQLite finds, for each group', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), fc.constantFrom([], ['G'], ['G', 'H']), (rows, groupBy) => {
        database.exec('DELETE FROM layer');
        for (const { G, H, N, X, S } of rows) {
          database.run('INSERT INTO layer VALUES (?, ?, ?, ?, ?)', [G, H, N, X, S] as never);
        }
        for (const [statisticType, of] of statistics) {
          const definition = { statisticType, onStatisticField: of, outStatisticFieldName: 'result' };
          const table = new RecordTable({ layer, now: null, groupBy, statistics: [definition] });
          for (const one of rows) table.add(one);
          const key = (record: Readonly<Record<string, unknown>>): string =>
            JSON.stringify(groupBy.map((name) => record[name]));
          const ours = new Map(table.records().map((record) => [key(record), record['result']]));
          const group = groupBy.length > 0 ? ` GROUP BY ${groupBy.join()}` : '';
          const columns = [...groupBy, ''].join();
          const isSpread = statisticType === 'var' || statisticType === 'stddev';
          const means = `SELECT *, (SELECT avg(${of}) FROM layer i WHERE ${
            groupBy.map((name) => `i.${name} IS layer.${name}`).join(' AND ') || '1'
          }) AS m FROM layer`;
          const theirs = database.all(
            isSpread
              ? `SELECT ${columns} ${variance(of)} AS result FROM (${means})${group}`
              : `SELECT ${columns} ${statisticType}(${of}) AS result FROM layer${group}`,
          );
          assert.equal(ours.size, theirs.length);
          for (const record of theirs) {
            const value = record['result'] as number | string | null;
            const expected = statisticType === 'stddev' && value !== null ? Math.sqrt(Number(value)) : value;
            assertClose(ours.get(key(record)), expected, `${statisticType}(${of}) by ${groupBy.join()}`);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});

function assertClose(actual: unknown, expected: unknown, what: string): void {
  if (typeof actual !== 'number' || typeof expected !== 'number') {
    assert.equal(actual, expected, what);
    return;
  }
  const distance = Math.abs(actual - expected);
  assert.ok(distance <= 1e-9 * Math.max(1, Math.abs(expected)), `${what}: ${String(actual)}, not ${String(expected)}`);
}
