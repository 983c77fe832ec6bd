/** The table scanner against the real SQLite, on files that it wrote. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Database } from '../../../src/geodatabase/sqlite/database.js';
import type { GdbError } from '../../../src/shared/errors.js';
import { collect, readAll } from './read-all.js';
import { makeSqliteFile, readWithSqlite, type SqliteDatabase } from './sqlite-file.js';

async function assertSame(bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const database = await Database.open(new Blob([bytes]));
  let rows = 0;
  for (const table of readWithSqlite(bytes)) {
    assert.deepEqual(database.columns(table.name), table.columns, table.name);
    assert.deepEqual(await readAll(database, table.name), table.rows, table.name);
    rows += table.rows.length;
  }
  return rows;
}

/** Numbers that look random and are the same in every run. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ;) yield (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
}

function fill(database: SqliteDatabase, rows: number): void {
  database.exec('CREATE TABLE [a "b" c] (id INTEGER PRIMARY KEY, n, r REAL, t TEXT, b BLOB); BEGIN');
  const insert = database.prepare('INSERT INTO [a "b" c] (n, r, t, b) VALUES (?, ?, ?, ?)');
  const random = numbers(rows);
  const next = (): number => random.next().value as number;
  for (let i = 0; i < rows; i++) {
    const length = next() % 50 === 0 ? next() % 20_000 : next() % 60;
    const integer = (BigInt(next()) << BigInt(next() % 32)) * (next() % 2 === 0 ? 1n : -1n);
    const text = 'aé🚒'.repeat(length / 3);
    insert.run([integer, next() / 7 - 1e8, next() % 9 === 0 ? null : text, Uint8Array.from({ length }, () => next())]);
  }
  insert.finalize();
  database.exec('COMMIT; CREATE INDEX i ON [a "b" c] (t); DELETE FROM [a "b" c] WHERE id % 7 = 3');
}

describe('a table scan', () => {
  for (const pageSize of [512, 1024, 4096, 65536]) {
    it(`reads what SQLite reads, on pages of ${String(pageSize)} bytes`, async () => {
      const bytes = makeSqliteFile((database) => {
        database.exec(`PRAGMA page_size = ${String(pageSize)}`);
        fill(database, 3000);
      });
      assert.ok((await assertSame(bytes)) > 2000);
    });
  }

  it('reads files that keep their free pages in order, and files with bytes left over', async () => {
    const vacuumed = makeSqliteFile((database) => {
      database.exec('PRAGMA auto_vacuum = FULL');
      fill(database, 1000);
    });
    await assertSame(vacuumed);
    await assertSame(Uint8Array.from([...vacuumed, 1, 2, 3]));
  });

  it('reads every kind of value', async () => {
    const bytes = makeSqliteFile((database) =>
      database.exec(`
        CREATE TABLE t (v);
        INSERT INTO t VALUES (NULL), (0), (1), (-1), (127), (-128), (128), (32767), (-32768), (32768), (8388607), (-8388608), (8388608),
          (2147483647), (-2147483648), (2147483648), (140737488355327), (-140737488355328), (140737488355328), (9007199254740991),
          (9007199254740993), (-9007199254740993), (9223372036854775807), (-9223372036854775807 - 1),
          (0.0), (-0.0), (1.5), (1e308), (9e999), (-9e999), (5e-324), (''), (x''), ('a'), ('äöü'), (x'00'), (x'64ff'), (char(65279) || 'with a mark');
        CREATE TABLE r (v REAL); INSERT INTO r VALUES (1), (2.5), (-3), (1e15), (NULL);
        CREATE TABLE ids (id INTEGER PRIMARY KEY, v); INSERT INTO ids VALUES (-9223372036854775807 - 1, 1), (-1, 2), (0, 3), (9007199254740993, 4), (9223372036854775807, 5)`),
    );
    assert.equal(await assertSame(bytes), 48);
  });

  it('knows which column is the rowid, however it was declared', async () => {
    const bytes = makeSqliteFile((database) =>
      database.exec(`
        CREATE TABLE a (id integer primary key not null, v); INSERT INTO a VALUES (5, 'a');
        CREATE TABLE b (v, "the id" INTEGER, CONSTRAINT k PRIMARY KEY ("the id" ASC)); INSERT INTO b VALUES ('b', 6);
        CREATE TABLE c (id int32 primary key, v); INSERT INTO c VALUES (7, 'c');
        CREATE TABLE d (id INTEGER PRIMARY KEY DESC, v); INSERT INTO d VALUES (8, 'd');
        CREATE TABLE e (id INTEGER, v, PRIMARY KEY (id, v)); INSERT INTO e VALUES (9, 'e');
        CREATE TABLE f (\`x\` TEXT DEFAULT 'a, (b' CHECK (x <> ')'), /* , y */ id INTEGER PRIMARY KEY AUTOINCREMENT -- , z
          , [w w] decimal(10, 2)); INSERT INTO f VALUES ('f', 10, 1.5);
        CREATE TABLE g (id INTEGER UNSIGNED PRIMARY KEY, v); INSERT INTO g VALUES (11, 'g')`),
    );
    await assertSame(bytes);
  });

  it('gives rows that are older than a column what the column has by default', async () => {
    const bytes = makeSqliteFile((database) =>
      database.exec(`
        CREATE TABLE t (a); INSERT INTO t VALUES (1);
        ALTER TABLE t ADD COLUMN b TEXT; ALTER TABLE t ADD COLUMN c TEXT DEFAULT 'it''s'; ALTER TABLE t ADD COLUMN d REAL DEFAULT -1.5 NOT NULL;
        INSERT INTO t VALUES (2, 'x', 'y', 3)`),
    );
    await assertSame(bytes);
    const strange = makeSqliteFile((database) =>
      database.exec(`CREATE TABLE t (a); INSERT INTO t VALUES (1); ALTER TABLE t ADD COLUMN b DEFAULT x'01'`),
    );
    await assert.rejects(
      readAll(await Database.open(new Blob([strange])), 't'),
      withCode('unsupported-file', /column b/),
    );
  });

  it('leaves out columns that are worked out and not kept', async () => {
    const bytes = makeSqliteFile((database) =>
      database.exec(
        `CREATE TABLE t (a, b GENERATED ALWAYS AS (a + 1) VIRTUAL, c AS (a + 2) STORED, d DEFAULT 'AS'); INSERT INTO t (a) VALUES (1)`,
      ),
    );
    const database = await Database.open(new Blob([bytes]));
    assert.deepEqual(database.columns('t'), ['a', 'c', 'd']);
    assert.deepEqual(await readAll(database, 't'), [[1, 3, 'AS']]);
  });

  it('reads only what is asked for, and bytes in pieces when they are wanted', async () => {
    const data = Uint8Array.from({ length: 3_000_000 }, (_, i) => i % 251);
    const bytes = makeSqliteFile((database) => {
      database.exec('CREATE TABLE t (a, data, z)');
      database.run(`INSERT INTO t VALUES (1, ?, 'behind'), (2, NULL, NULL)`, [data]);
    });
    let read = 0;
    const blob = new Blob([bytes]);
    const database = await Database.open({
      size: blob.size,
      slice: (start, end) => {
        read += end - start;
        return blob.slice(start, end);
      },
    });
    const rows = await collect(database.rows('T', { columns: ['a', 'nothing'], content: 'DATA' }));
    assert.deepEqual(
      rows.map(({ values }) => values),
      [
        [1, null],
        [2, null],
      ],
    );
    assert.ok(read < 1_000_000, `${String(read)} bytes were read for two small values`);
    const [first, second] = rows;
    assert.equal(second?.content, null);
    for (let time = 0; time < 2; time++) {
      const pieces = await collect(first!.content!.read());
      assert.ok(pieces.length > 5);
      assert.deepEqual(Buffer.concat(pieces), Buffer.from(data));
    }
    assert.deepEqual((await collect(database.rows('t', { columns: ['z'] })))[0]?.values, ['behind']);
  });

  it('ends when it is told to', async () => {
    const database = await Database.open(new Blob([makeSqliteFile((made) => fill(made, 500))]));
    const controller = new AbortController();
    const rows = database.rows('a "b" c', { columns: ['id'], signal: controller.signal });
    await rows.next();
    controller.abort();
    await assert.rejects(collect(rows), withCode('aborted', /stopped/));
  });
});

describe('what is not read', () => {
  const sound = (): Uint8Array<ArrayBuffer> =>
    makeSqliteFile((database) => database.exec(`CREATE TABLE t (a); INSERT INTO t VALUES ('x')`));

  it('is named: a table WITHOUT ROWID', async () => {
    const bytes = makeSqliteFile((made) => made.exec('CREATE TABLE "the keys" (a PRIMARY KEY, b) WITHOUT ROWID'));
    const database = await Database.open(new Blob([bytes]));
    await assert.rejects(
      collect(database.rows('the keys', { columns: ['a'] })),
      withCode('unsupported-file', /the keys.*WITHOUT ROWID/),
    );
  });

  it('is named: texts in UTF-16', async () => {
    const bytes = sound();
    new DataView(bytes.buffer).setUint32(56, 2);
    await assert.rejects(Database.open(new Blob([bytes])), withCode('unsupported-file', /UTF-16/));
  });

  const wrong: [what: string, bytes: () => Uint8Array<ArrayBuffer>, message: RegExp][] = [
    ['nothing at all', () => new Uint8Array(), /no SQLite file, or an encrypted one/],
    [
      'noise, as an encrypted file is',
      () => new Uint8Array(4096).map((_, i) => i * 37),
      /no SQLite file, or an encrypted one/,
    ],
    ['half a file', () => sound().slice(0, 5000), /cut short, 5000 of 8192 bytes/],
    ['an impossible page size', () => sound().fill(3, 16, 18), /page size/],
    ['a text that is not UTF-8', () => replace(sound(), 'x', 0xff), /not UTF-8/],
  ];
  for (const [what, bytes, message] of wrong) {
    it(`is named: ${what}`, async () => {
      const read = async (): Promise<unknown> => readAll(await Database.open(new Blob([bytes()])), 't');
      await assert.rejects(read(), withCode('bad-file', message));
    });
  }

  it('is named: a file that vanished while it was read', async () => {
    const slice = (): { arrayBuffer: () => Promise<ArrayBuffer> } => ({
      arrayBuffer: () => Promise.reject(new Error('gone')),
    });
    await assert.rejects(Database.open({ size: 4096, slice }), withCode('bad-file', /changed, moved or removed/));
  });

  it('reads a file whose header speaks of a write-ahead log that is not there', async () => {
    assert.deepEqual(await readAll(await Database.open(new Blob([sound().fill(2, 18, 20)])), 't'), [['x']]);
  });
});

describe('a hostile file', () => {
  const deep = makeSqliteFile((made) => {
    made.exec('PRAGMA page_size = 512; CREATE TABLE t (a)');
    for (let i = 0; i < 200; i++) made.run('INSERT INTO t VALUES (?)', ['x'.repeat(i === 100 ? 5000 : 100)]);
  });
  const view = new DataView(deep.buffer);
  const pagesOf = (kind: number): number[] =>
    Array.from({ length: deep.length / 512 }, (_, i) => i).filter((page) => page > 0 && deep[page * 512] === kind);
  const read = async (bytes: Uint8Array<ArrayBuffer>): Promise<unknown> =>
    readAll(await Database.open(new Blob([bytes])), 't');
  const changed = (change: (view: DataView) => void): Uint8Array<ArrayBuffer> => {
    const copy = Uint8Array.from(deep);
    change(new DataView(copy.buffer));
    return copy;
  };
  const [root = 0] = pagesOf(5);
  const [leaf = 0] = pagesOf(13);
  const firstCell = view.getUint16(leaf * 512 + 8);

  const lies: [what: string, bytes: Uint8Array<ArrayBuffer>][] = [
    ['a page that is its own child', changed((v) => v.setUint32(root * 512 + 8, root + 1))],
    ['a child beyond the file', changed((v) => v.setUint32(root * 512 + 8, 1e9))],
    ['a child that is no page of a table', changed((v) => v.setUint8(leaf * 512, 10))],
    ['more cells than a page can hold', changed((v) => v.setUint16(leaf * 512 + 3, 65535))],
    ['the same cell twice', changed((v) => v.setUint16(leaf * 512 + 10, firstCell))],
    ['a cell outside its page', changed((v) => v.setUint16(leaf * 512 + 8, 60_000))],
    ['a row larger than the file', changed((v) => v.setUint32(leaf * 512 + firstCell, 0xffffff7f))],
    ['a row header longer than the row', changed((v) => v.setUint8(leaf * 512 + firstCell + 2, 0x7f))],
  ];
  for (const [what, bytes] of lies) {
    it(`is refused: ${what}`, async () => {
      await assert.rejects(read(bytes), withCode('bad-file', /damaged/));
    });
  }

  it('is refused: an overflow chain that comes back to itself', async () => {
    const overflow = pagesOf(0).find((page) => view.getUint32(page * 512) > 0) ?? 0;
    assert.ok(overflow > 0);
    await assert.rejects(
      read(changed((v) => v.setUint32(overflow * 512, overflow + 1))),
      withCode('bad-file', /twice/),
    );
  });
});

function withCode(code: string, message: RegExp): (error: GdbError) => true {
  return (error) => {
    assert.equal(error.code, code, error.stack);
    assert.match(error.message, message);
    return true;
  };
}

/** With the last such character as another byte. */
function replace(bytes: Uint8Array<ArrayBuffer>, character: string, by: number): Uint8Array<ArrayBuffer> {
  bytes[bytes.lastIndexOf(character.charCodeAt(0))] = by;
  return bytes;
}
