/**
 * `npm run conformance`: prints the table of the protocol, and runs the tests that prove its rows. A row without a test fails, and so does one whose
 * test fails. `-- --mutate` takes each row away in turn, from the emulator and from the client, and its own test must turn red.
 * `-- --docs` writes it into docs/protocol-support.md. `-- --suggest` looks for tests of rows that have none, and writes them to proofs.json. `-- --list` prints every row.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { collectFile, endAll, type CollectedTest } from './collect.js';
import { withTables } from './document.js';
import { install, mutation } from './mutate.js';
import { printTable, summary } from './report.js';
import { rows } from './rows.js';
import { suggest } from './suggest.js';
import type { Row } from './table.js';

/** The tests that prove a row: ids of the client's and the emulator's. */
export type Proofs = Record<string, { client?: string; emulator?: string }>;

const proofsFile = new URL('./proofs.json', import.meta.url);
const sides = ['client', 'emulator'] as const;
type Side = (typeof sides)[number];

const { values } = parseArgs({
  options: {
    mutate: { type: 'boolean' },
    suggest: { type: 'boolean' },
    list: { type: 'boolean' },
    docs: { type: 'boolean' },
  },
});
const began = Date.now();
install();
const tests = { client: await collect('test/service'), emulator: await collect('test/emulator') };
const proofs = JSON.parse(readFileSync(proofsFile, 'utf8')) as Proofs;

if (values.docs) {
  const file = 'docs/protocol-support.md';
  writeFileSync(file, withTables(readFileSync(file, 'utf8'), rows));
} else if (values.suggest) {
  const found = await suggest(rows, tests, proofs);
  writeFileSync(proofsFile, `${JSON.stringify(found, null, 2)}\n`);
} else {
  const faults = [...unknownProofs(), ...(await prove())];
  if (values.mutate && faults.length === 0) faults.push(...(await mutate()));
  if (values.list) printTable(rows, proofs);
  console.log(summary(rows, { seconds: (Date.now() - began) / 1000, faults, mutated: values.mutate === true }));
  if (faults.length > 0) process.exitCode = 1;
}
await endAll();
// What the emulator keeps open must not keep a finished run alive.
process.exit();

async function collect(folder: string): Promise<ReadonlyMap<string, CollectedTest>> {
  // Both rooms at once, processes and files of their own, bodies without end.
  const left = new Set(['emulator', 'restart', 'large-replies', 'geojson', 'demo-data', 'core', 'control', 'faults']);
  const files = readdirSync(folder).filter(
    (file) => file.endsWith('.test.ts') && !left.has(basename(file, '.test.ts')),
  );
  const found = new Map<string, CollectedTest>();
  for (const file of files) {
    const load = (): Promise<unknown> => import(new URL(`../../${folder}/${file}`, import.meta.url).href);
    for (const test of await collectFile(basename(file, '.test.ts'), load)) found.set(test.id, test);
  }
  return found;
}

function unknownProofs(): string[] {
  const ids = new Set(rows.map(({ id }) => id));
  return Object.keys(proofs)
    .filter((id) => !ids.has(id))
    .map((id) => `proofs.json names ${id}, which is no row`);
}

function excuse(row: Row, side: Side): string | null {
  return side === 'client' ? row.clientWithout : row.emulatorWithout;
}

/** Runs every test that a row names, once. */
async function prove(): Promise<string[]> {
  const faults: string[] = [];
  const outcomes = new Map<CollectedTest, Error | null>();
  for (const side of sides) {
    for (const row of rows.filter((one) => excuse(one, side) === null)) {
      const id = proofs[row.id]?.[side];
      const test = id === undefined ? undefined : tests[side].get(id);
      if (test === undefined) {
        faults.push(`${row.id}: ${id === undefined ? `no test proves the ${side}` : `there is no test "${id}"`}`);
        continue;
      }
      if (!outcomes.has(test)) outcomes.set(test, await test.run());
      const failure = outcomes.get(test) ?? null;
      if (failure !== null) faults.push(`${row.id}: "${test.id}" fails: ${firstLine(failure)}`);
    }
  }
  return faults;
}

/** Takes each row away; its test must notice. */
async function mutate(): Promise<string[]> {
  const faults: string[] = [];
  for (const side of sides) {
    for (const row of rows.filter((one) => excuse(one, side) === null)) {
      const test = tests[side].get(proofs[row.id]?.[side] ?? '');
      mutation[side] = row;
      // A test that waits for what was taken away has noticed it too.
      const failure = await test?.run(6000);
      mutation[side] = null;
      if (failure === null)
        faults.push(`${row.id}: taken away from the ${side}, and "${String(test?.id)}" stays green`);
      if (values.list) console.log(`${row.id} | ${side} | ${failure ? firstLine(failure) : 'GREEN'}`);
    }
  }
  return faults;
}

function firstLine(error: Error): string {
  return (error.message.split('\n')[0] ?? '').slice(0, 160);
}
