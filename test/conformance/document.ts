/** The part of docs/protocol-support.md that the table of the protocol decides. Pure. */
import type { Row } from './table.js';

/** What stands around that part. */
export const markers = ['<!-- from the conformance table -->', '<!-- end of the conformance table -->'] as const;

/** A document with its generated part as the rows have it. Throws where the markers are missing. */
export function withTables(document: string, rows: readonly Row[]): string {
  const [from, to] = markers.map((marker) => document.indexOf(marker)) as [number, number];
  if (from < 0 || to < from) throw new Error('The document has no place for the table.');
  return `${document.slice(0, from + markers[0].length)}\n\n${tables(rows)}\n\n${document.slice(to)}`;
}

function tables(rows: readonly Row[]): string {
  return [
    '### By operation',
    '',
    ...byOperation(rows),
    '',
    '### Not used by the client',
    '',
    ...reasons(rows, 'clientWithout'),
    '',
    '### Not played by the emulator',
    '',
    ...reasons(rows, 'emulatorWithout'),
    '',
    '### Every variant is accepted; no live service has shown which is right',
    '',
    ...rows.filter(({ evidence }) => evidence === 'UNSURE').map((row) => `- ${titleOf(row)} (${row.spec.section})`),
  ].join('\n');
}

function byOperation(rows: readonly Row[]): readonly string[] {
  const specs = [...new Set(rows.map(({ spec }) => spec))];
  const lines = specs.map((spec) => {
    const own = rows.filter((row) => row.spec === spec);
    const count = (side: 'clientWithout' | 'emulatorWithout', kind: Row['kind']): string => {
      const some = own.filter((row) => row.kind === kind);
      return `${String(some.filter((row) => row[side] === null).length)} of ${String(some.length)}`;
    };
    const cells = [
      spec.operation,
      count('clientWithout', 'parameter'),
      count('clientWithout', 'reply'),
      count('emulatorWithout', 'parameter'),
      count('emulatorWithout', 'reply'),
    ];
    return `- ${cells[0] ?? ''}: the client sends ${cells[1] ?? ''} parameters and reads ${cells[2] ?? ''} reply keys; the emulator reads ${cells[3] ?? ''} and tells ${cells[4] ?? ''}`;
  });
  return lines;
}

/** One line for each reason, with all that is done without for it. */
function reasons(rows: readonly Row[], side: 'clientWithout' | 'emulatorWithout'): readonly string[] {
  const lines = new Map<string, string[]>();
  for (const row of rows) {
    const reason = row[side];
    if (reason === null) continue;
    const key = `${row.spec.operation}\n${reason}`;
    lines.set(key, [...(lines.get(key) ?? []), row.kind === 'operation' ? 'all of it' : `\`${row.key}\``]);
  }
  return [...lines].map(([key, names]) => {
    const [operation = '', reason = ''] = key.split('\n');
    const what = names.includes('all of it') ? '' : `, ${names.join(', ')}`;
    return `- ${operation}${what}: ${reason}`;
  });
}

function titleOf({ spec, kind, key }: Row): string {
  if (kind === 'operation') return spec.operation;
  return `${spec.operation}, ${kind === 'reply' ? 'reply key' : 'parameter'} \`${key}\``;
}
