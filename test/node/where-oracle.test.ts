/** The query language against SQLite: random clauses over random rows select the same rows. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import sqlite from 'node-sqlite3-wasm';
import type { Attributes, Field, LayerSchema } from '../../src/shared/esri.js';
import { compileWhere } from '../../src/store/query/language/where.js';

const columns = [
  ['ID', 'INTEGER', 'esriFieldTypeOID'],
  ['A', 'INTEGER', 'esriFieldTypeInteger'],
  ['B', 'INTEGER', 'esriFieldTypeInteger'],
  ['X', 'REAL', 'esriFieldTypeDouble'],
  ['S', 'TEXT', 'esriFieldTypeString'],
  ['T', 'TEXT', 'esriFieldTypeString'],
] as const;

const layer: LayerSchema = {
  layerId: 0,
  name: 'Rows',
  type: 'Table',
  hasZ: false,
  hasM: false,
  objectIdField: 'ID',
  globalIdField: 'ID',
  displayField: 'S',
  fields: columns.map(([name, , type]): Field => ({ name, type, alias: name, nullable: true, editable: true })),
  relationships: [],
  hasAttachments: false,
  capabilities: [],
  uniqueGlobalIds: false,
  editorTracking: [],
};

// ---------------------------------------------------------------- clauses whose meaning does not depend on the database

const literalText = fc.string({
  unit: fc.constantFrom('a', 'b', 'A', ' ', '_', '%', "'", '1', 'é', '🚒'),
  maxLength: 4,
});
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const join = (...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => texts.join(' '));
const is = (text: string): fc.Arbitrary<string> => fc.constant(text);

const { condition } = fc.letrec<Record<'number' | 'text' | 'condition', string>>((tie) => {
  const [number, text, inner] = [tie('number'), tie('text'), tie('condition')];
  return {
    number: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'value' },
      fc.constantFrom('A', 'B', 'X', 'a', '"B"'),
      fc.integer({ min: -5, max: 5 }).map(String),
      fc.constantFrom('0.5', '2.25', '-1.5', 'NULL'),
      join(is('('), number, fc.constantFrom('+', '-', '*', '/'), number, is(')')),
      join(number, fc.constantFrom('+', '-', '*', '/'), number),
      join(fc.constantFrom('A', '7'), is('/'), fc.constantFrom('B', '2'), fc.constantFrom('*', '+'), number),
      join(is('-'), is('('), number, is(')')),
      join(is('ABS('), number, is(')')),
      // Of a whole and a real number SQLite returns the value as it is, standard SQL a real one; so both are made real.
      join(is('COALESCE('), number, is('+ 0.0 ,'), number, is('+ 0.0 )')),
      join(is('NULLIF('), number, is(','), number, is(')')),
      join(is('CAST('), number, is('AS INTEGER )')),
    ),
    text: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'value' },
      fc.constantFrom('S', 'T', 's', '"T"', 'NULL'),
      literalText.map(quoted),
      join(is('('), text, is('||'), text, is(')')),
      // SQLite knows the case of ASCII alone.
      join(fc.constantFrom('TRIM(', 'COALESCE(T,'), text, is(')')),
      join(is('NULLIF('), text, is(','), text, is(')')),
    ),
    condition: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'condition' },
      join(number, fc.constantFrom('=', '<>', '!=', '<', '<=', '>', '>='), number),
      join(text, fc.constantFrom('=', '<>', '<', '<=', '>', '>='), text),
      join(fc.oneof(number, text), fc.constantFrom('IS NULL', 'IS NOT NULL')),
      join(number, fc.constantFrom('BETWEEN', 'NOT BETWEEN'), number, is('AND'), number),
      join(text, fc.constantFrom('BETWEEN', 'NOT BETWEEN'), text, is('AND'), text),
      join(number, fc.constantFrom('IN (', 'NOT IN ('), number, is(','), number, is(','), number, is(')')),
      join(text, fc.constantFrom('IN (', 'NOT IN ('), text, is(','), literalText.map(quoted), is(')')),
      join(text, fc.constantFrom('LIKE', 'NOT LIKE'), literalText.map(quoted)),
      join(
        text,
        fc.constantFrom('LIKE', 'NOT LIKE'),
        literalText.map((t) => `${quoted(`${t}b`)} ESCAPE '1'`),
      ),
      join(is('NOT'), inner),
      join(is('NOT ('), inner, is(')')),
      join(inner, fc.constantFrom('AND', 'OR'), inner),
      join(is('('), inner, fc.constantFrom('AND', 'OR'), inner, is(')')),
    ),
  };
});

const small = fc.option(fc.integer({ min: -4, max: 4 }));
const row = fc.record({
  A: small,
  B: small,
  X: fc.option(fc.constantFrom(-2.5, -1, 0, 0.5, 1, 2.25, 3)),
  S: fc.option(literalText),
  T: fc.option(literalText),
});

describe('where clauses', () => {
  let database: InstanceType<typeof sqlite.Database>;

  before(() => {
    database = new sqlite.Database();
    database.exec('PRAGMA case_sensitive_like = ON');
    database.exec(`CREATE TABLE layer (${columns.map(([name, type]) => `${name} ${type}`).join(', ')})`);
  });
  after(() => database.close());

  it('select the rows that SQLite selects', () => {
    let selected = 0;
    fc.assert(
      fc.property(condition, fc.array(row, { minLength: 1, maxLength: 12 }), (where, rows) => {
        const all: readonly Attributes[] = rows.map((values, i) => ({ ID: i + 1, ...values }));
        database.exec('DELETE FROM layer');
        for (const { ID, A, B, X, S, T } of all) {
          database.run('INSERT INTO layer VALUES (?, ?, ?, ?, ?, ?)', [ID, A, B, X, S, T] as never);
        }
        const theirs = database.all(`SELECT ID FROM layer WHERE ${where} ORDER BY ID`).map((found) => found['ID']);
        const select = compileWhere(where, { layer, now: 0 });
        const ours = all.filter(select).map((found) => found['ID']);
        selected += ours.length;
        assert.deepEqual(ours, theirs);
      }),
      { numRuns: 4_000 },
    );
    assert.ok(selected > 1_000, `only ${String(selected)} rows were selected: the test compares nothing`);
  });

  it('agree with SQLite on functions of texts', () => {
    const ascii = fc.string({ unit: fc.constantFrom('a', 'B', 'c', ' ', 'x', '1'), maxLength: 8 });
    fc.assert(
      fc.property(ascii, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 9 }), (text, start, length) => {
        const s = quoted(text);
        for (const [ours, theirs] of [
          [`UPPER(${s})`, `upper(${s})`],
          [`LOWER(${s})`, `lower(${s})`],
          [`SUBSTRING(${s}, ${String(start)}, ${String(length)})`, `substr(${s}, ${String(start)}, ${String(length)})`],
          [`SUBSTRING(${s} FROM ${String(start)})`, `substr(${s}, ${String(start)})`],
          [`TRIM(${s})`, `trim(${s})`],
          [`TRIM(LEADING 'a' FROM ${s})`, `ltrim(${s}, 'a')`],
          [`TRIM(TRAILING ' ' FROM ${s})`, `rtrim(${s})`],
          [`CAST(CHAR_LENGTH(${s}) AS VARCHAR(3))`, `cast(length(${s}) as text)`],
          [`CAST(POSITION('B' IN ${s}) AS VARCHAR(3))`, `cast(instr(${s}, 'B') as text)`],
        ] as const) {
          const value = String(database.get(`SELECT ${theirs} AS v`)?.['v']);
          assert.equal(compileWhere(`${ours} = ${quoted(value)}`, { layer, now: 0 })({}), true, `${ours} = ${value}`);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('agree with SQLite on functions of numbers', () => {
    const number = fc.integer({ min: -5_000, max: 5_000 }).map((n) => n / 8);
    fc.assert(
      fc.property(number, fc.integer({ min: -20, max: 20 }), fc.integer({ min: 1, max: 7 }), (x, a, b) => {
        for (const [ours, theirs] of [
          [`ROUND(${String(x)}, 2)`, `round(${String(x)}, 2)`],
          [`ROUND(${String(x)})`, `round(${String(x)})`],
          [`FLOOR(${String(x)})`, `floor(${String(x)})`],
          [`CEILING(${String(x)})`, `ceil(${String(x)})`],
          [`TRUNCATE(${String(x)}, 0)`, `trunc(${String(x)})`],
          [`MOD(${String(a)}, ${String(b)})`, `${String(a)} % ${String(b)}`],
          [`${String(a)} / ${String(b)}`, `${String(a)} / ${String(b)}`],
          [`SIGN(${String(x)})`, `sign(${String(x)})`],
        ] as const) {
          const value = Number(database.get(`SELECT ${theirs} AS v`)?.['v']);
          assert.equal(
            compileWhere(`${ours} = ${String(value)}`, { layer, now: 0 })({}),
            true,
            `${ours} = ${String(value)}`,
          );
        }
      }),
      { numRuns: 300 },
    );
  });
});
