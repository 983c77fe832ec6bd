/** Looks for the tests that turn red when a row is taken away, for rows that have none. */
import type { CollectedTest } from './collect.js';
import type { Proofs } from './main.js';
import { mutation } from './mutate.js';
import { meets, type Row } from './table.js';

type Tests = Readonly<Record<'client' | 'emulator', ReadonlyMap<string, CollectedTest>>>;

interface Seen {
  readonly where: URL | string;
  readonly fields: readonly string[];
  readonly reply: unknown;
}

/** The proofs, with those found. */
export async function suggest(rows: readonly Row[], tests: Tests, proofs: Proofs): Promise<Proofs> {
  const found: Proofs = {};
  for (const row of rows) if (proofs[row.id]) found[row.id] = { ...proofs[row.id] };
  for (const side of ['client', 'emulator'] as const) {
    const traces = await trace([...tests[side].values()]);
    for (const row of rows) {
      const kept = found[row.id]?.[side];
      if ((kept !== undefined && tests[side].has(kept)) || row[`${side}Without`] !== null) continue;
      const id = await findTest(row, side, traces);
      console.log(`${row.id} | ${side} | ${id ?? 'NONE'}`);
      if (id !== undefined) found[row.id] = { ...found[row.id], [side]: id };
    }
  }
  return found;
}

/** What each passing test asks for. */
async function trace(tests: readonly CollectedTest[]): Promise<ReadonlyMap<CollectedTest, readonly Seen[]>> {
  const traces = new Map<CollectedTest, Seen[]>();
  for (const test of tests) {
    const seen: Seen[] = [];
    mutation.trace = (where, fields, reply) => seen.push({ where, fields, reply });
    const failure = await test.run();
    mutation.trace = null;
    if (failure === null) traces.set(test, seen);
    else console.log(`(fails here: ${test.id}: ${failure.message.split('\n')[0] ?? ''})`);
  }
  return traces;
}

async function findTest(
  row: Row,
  side: 'client' | 'emulator',
  traces: ReadonlyMap<CollectedTest, readonly Seen[]>,
): Promise<string | undefined> {
  const head = row.key.split('.')[0]?.toLowerCase() ?? '';
  const concerns = ({ where, fields, reply }: Seen): boolean => {
    const isIt =
      typeof where === 'string'
        ? row.spec.paths.some((path) => path === '*' || path === where)
        : meets(row.spec, where);
    if (!isIt || row.kind === 'operation') return isIt;
    if (row.kind === 'parameter')
      return head === 'file' || head === 'attachment' || fields.some((name) => name.toLowerCase() === head);
    return side === 'client' || JSON.stringify(reply).toLowerCase().includes(`"${head}"`);
  };
  const words = [row.key.split('.').at(-1) ?? '', row.spec.operation].filter((word) => word !== '');
  const score = ([test, seen]: readonly [CollectedTest, readonly Seen[]]): number =>
    seen.length - words.filter((word) => test.id.toLowerCase().includes(word.toLowerCase())).length * 20;
  const candidates = [...traces].filter(([, seen]) => seen.some(concerns)).sort((a, b) => score(a) - score(b));
  for (const [test] of candidates) {
    mutation[side] = row;
    const failure = await test.run();
    mutation[side] = null;
    // On a busy machine a test can be late without having noticed anything.
    if (failure !== null && !failure.message.startsWith('not done')) return test.id;
  }
  return undefined;
}
