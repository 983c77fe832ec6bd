/** docs/errors.md out of the strings that people see, and the words for admins. */
import { editErrorsEnglish } from '../../src/elements/common/words/edit-errors.en.js';
import { errorsEnglish } from '../../src/elements/common/words/errors.en.js';
import { adminEditWords, adminWords, serviceCodes } from './admin-words.js';

/** The whole document. */
export function errorsDoc(): string {
  const own = Object.entries(errorsEnglish).map(([code, [what, todo]]) => [
    `\`${code}\``,
    what,
    todo,
    adminWords[code as keyof typeof adminWords],
  ]);
  const edits = Object.entries(editErrorsEnglish)
    .flatMap(([code, words]) => (words === undefined ? [] : [{ code: Number(code), words }]))
    .sort((a, b) => a.code - b.code)
    .map(({ code, words }) => [`\`${String(code)}\``, ...words, adminEditWords[code] ?? '']);
  const codes = serviceCodes.map(({ code, becomes, again }) => [code, `\`${becomes}\``, again ? 'yes' : 'no']);
  return `# Errors

Written by \`npm run docs:errors\` out of the texts that the elements show; a test fails when this page is not fresh, or a code has no text.
An error never discards an edit. Where the service said something itself, the elements show its own words beside ours.

## Errors of the library

Each is a \`GdbError\` with this \`code\`, in \`sync.syncError\` or as the rejection of a call.

${table(['code', 'what happened', 'what to do in the field', 'what the admin does'], own)}

## Refused edits

The ArcGIS code of one feature or attachment, in \`sync.syncErrors\` and in \`<gdb-edit-errors>\`. The edit is set aside; the others are through.
From 9001 on the codes are ours: this device set the edit aside, and says why.

${table(['code', 'what happened', 'what to do in the field', 'what the admin does'], edits)}

Any other code has the words of \`1000\`. With it stands what the server said, word for word.

## What the service answers for the whole request

HTTP statuses without a JSON error, and codes of \`{"error":{...}}\`. The words decide too: a missing replica becomes \`replica-not-found\`, a generation
that is too old \`stale-generation\`, a lock is tried again, 503 with Retry-After is \`rate-limited\`. Any other code becomes \`service\`, with the server's own words.

${table(['answer', 'becomes', 'tried again by itself'], codes)}
`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, i) => Math.max(3, ...all.map((row) => Array.from(row[i] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - Array.from(cell).length)).join(' | ')} |`;
  const [first = [], ...rest] = all;
  return [line(first), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rest.map(line)].join('\n');
}
