/** docs/glossary.md: forty terms, each with its word in every language, and each of those words is one that the elements really say. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../../scripts/run.mjs';

const rows = readFileSync(join(root, 'docs/glossary.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|') && !line.startsWith('| -'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const [head = [], ...terms] = rows;
const languages = head.slice(2);
const locales = join(root, 'src/elements/locales');

/** Without accents and points, which come and go with the form of a word. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** What stays of a word in its other forms: its beginning, and of a script without letters its first sign. */
function stems(cell: string): readonly string[] {
  const words = plain(cell)
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 3 || /[\u0590-\u06ff\u3040-\u9fff\uac00-\ud7af]/u.test(word));
  return (words.length > 0 ? words : [plain(cell)]).map((word) =>
    word.slice(0, Math.max(2, Math.ceil(word.length / 2))),
  );
}

describe('the glossary', () => {
  it('has forty terms, each in every language that is shipped', () => {
    const shipped = readdirSync(locales, { withFileTypes: true }).filter((one) => one.isDirectory());
    assert.deepEqual([...languages].sort(), shipped.map(({ name }) => name).sort());
    assert.equal(terms.length, 40);
    assert.deepEqual(
      terms.filter((cells) => cells.slice(2).some((cell) => cell === '')).map(([term]) => term),
      [],
    );
  });

  for (const [at, language] of languages.entries())
    it(`says what the elements say, ${language}`, () => {
      const folder = join(locales, language);
      const said = plain(
        readdirSync(folder)
          .map((file) => readFileSync(join(folder, file), 'utf8'))
          .join('\n'),
      );
      const unsaid = terms.filter((cells) => !stems(cells[at + 2] ?? '').every((stem) => said.includes(stem)));
      assert.deepEqual(
        unsaid.map(([term, , ...cells]) => `${term ?? ''}: ${cells[at] ?? ''}`),
        [],
      );
    });
});
