/** What a conformance run prints. */
import type { Proofs } from './main.js';
import type { Row } from './table.js';

/** Every row, with the tests that prove it or the reason to do without. */
export function printTable(rows: readonly Row[], proofs: Proofs): void {
  for (const row of rows) {
    const told = (side: 'client' | 'emulator', reason: string | null): string =>
      `    ${side}: ${reason === null ? (proofs[row.id]?.[side] ?? 'NO TEST') : `without: ${reason}`}`;
    console.log(`${row.id}  [${row.spec.section}, ${row.evidence}]`);
    console.log(told('client', row.clientWithout));
    console.log(told('emulator', row.emulatorWithout));
  }
}

/** Counts, then what is wrong. */
export function summary(
  rows: readonly Row[],
  run: { readonly seconds: number; readonly faults: readonly string[]; readonly mutated: boolean },
): string {
  const kinds = (['operation', 'parameter', 'reply'] as const).map((kind) => {
    const some = rows.filter((row) => row.kind === kind);
    const [client, emulator] = [
      some.filter((row) => row.clientWithout === null),
      some.filter((row) => row.emulatorWithout === null),
    ];
    const name = kind === 'reply' ? 'reply keys' : `${kind}s`;
    return `${name.padEnd(11)} ${String(some.length).padStart(4)}   client ${String(client.length).padStart(4)}   emulator ${String(emulator.length).padStart(4)}`;
  });
  const unsure = rows.filter(({ evidence }) => evidence === 'UNSURE').length;
  const proofs = rows
    .flatMap((row) => [row.clientWithout, row.emulatorWithout])
    .filter((reason) => reason === null).length;
  const told = run.mutated
    ? `${String(proofs)} proofs, each red when its row is taken away`
    : `${String(proofs)} proofs`;
  const verdict = run.faults.length === 0 ? told : `${String(run.faults.length)} of ${String(proofs)} proofs are wrong`;
  return [
    ...run.faults.map((fault) => `✖ ${fault}`),
    ...kinds,
    `${String(rows.length)} rows (${String(unsure)} UNSURE), ${verdict}, ${run.seconds.toFixed(1)} s`,
  ].join('\n');
}
