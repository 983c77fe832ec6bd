/** docs/sync-machine.md names the tests that enforce each invariant: a name that no test has any more is a promise without proof. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const doc = readFileSync('docs/sync-machine.md', 'utf8');

/** `test/x.test.ts`: "name", "name" */
function namedTests(text: string): { file: string; names: string[] }[] {
  return [...text.matchAll(/`(test\/[^`]+\.ts)`: ("[^\n]+")/g)].map(([, file = '', names = '']) => ({
    file,
    names: [...names.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? ''),
  }));
}

test('every test that docs/sync-machine.md names exists', () => {
  const named = namedTests(doc);
  assert.ok(named.length > 20, 'the document names its tests');
  for (const { file, names } of named) {
    assert.ok(existsSync(file), `${file} exists`);
    const source = readFileSync(file, 'utf8').replaceAll(/\$\{[^}]*\}/g, '');
    for (const name of names) assert.ok(source.includes(name), `${file} has "${name}"`);
  }
});

test('every invariant from 1 to 15 is there', () => {
  for (let number = 1; number <= 15; number += 1) assert.match(doc, new RegExp(`^${String(number)}\\. \\*\\*`, 'm'));
});

test('a name that no test has is found', () => {
  const [planted] = namedTests('- `test/sync/jobs.test.ts`: "no such test"');
  assert.equal(readFileSync(planted?.file ?? '', 'utf8').includes(planted?.names[0] ?? ''), false);
});
