/** docs/accessibility.md names the test of each criterion: those files, and where it quotes them those tests, are there. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../../scripts/run.mjs';

const doc = readFileSync(join(root, 'docs/accessibility.md'), 'utf8');
const folders = ['test/elements', 'test/journeys'];
const files = new Map(
  folders.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [file, readFileSync(join(root, folder, file), 'utf8')] as const),
  ),
);
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

describe('docs/accessibility.md', () => {
  it('names test files that exist', () => {
    const named = [...doc.matchAll(/`([\w-]+\.(?:test|journey)\.ts)`/g)].map(([, name = '']) => name);
    assert.ok(named.length > 15);
    assert.deepEqual(
      named.filter((name) => !files.has(name)),
      [],
    );
  });

  it('quotes tests that are in them', () => {
    const quoted = [...doc.matchAll(/`([\w-]+\.test\.ts)`: ([^|`;,(]+)/g)].map(
      ([, file = '', title = '']) => [file, title.trim()] as const,
    );
    assert.ok(quoted.length > 3);
    assert.deepEqual(
      quoted.filter(([file, title]) => files.get(file)?.includes(title) !== true),
      [],
    );
  });

  it('names commands that exist', () => {
    const named = [...doc.matchAll(/`npm run ([\w:]+)/g)].map(([, name = '']) => name);
    assert.deepEqual(
      named.filter((name) => !(name in scripts)),
      [],
    );
  });
});
