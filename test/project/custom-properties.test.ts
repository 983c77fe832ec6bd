/** Every custom property that a page can set is told: in the manifest, and with it Storybook and VS Code, and on the page for designers. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../../scripts/run.mjs';

const elements = join(root, 'src/elements');
const sources = readdirSync(elements, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const namesIn = (text: string): readonly string[] => [...text.matchAll(/--gdb-[a-z-]*[a-z]/g)].map(([name]) => name);
const used = new Set(
  sources.flatMap((file) => {
    const code = readFileSync(join(elements, file), 'utf8').replace(/^ \*.*$/gm, '');
    return [...code.matchAll(/var\(\s*(--gdb-[a-z-]*[a-z])/g)].map(([, name = '']) => name);
  }),
);

describe('custom properties', () => {
  it('are used', () => {
    assert.ok(used.size > 10);
  });
  for (const file of ['custom-elements.json', 'stories/designers.mdx'])
    it(`are told in ${file}, all of them`, () => {
      const told = namesIn(readFileSync(join(root, file), 'utf8'));
      assert.deepEqual(
        [...used].filter((name) => !told.includes(name)),
        [],
      );
    });
});
