import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { deadLinks } from '../../scripts/docs/dead-links.mjs';

const folder = mkdtempSync(join(tmpdir(), 'gdb-links-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('links of the docs that lead nowhere are named, with their page', () => {
  mkdirSync(join(folder, 'docs'));
  writeFileSync(join(folder, 'picture.png'), '');
  writeFileSync(
    join(folder, 'index.html'),
    `<h1 id="top"></h1><a href="docs/a.html#there"></a><a href="docs/a.html#gone"></a><a href="#top"></a><a href="#nowhere"></a>
    <a href="https://example.com/x#y"></a><a href="mailto:a@b"></a><img src="picture.png"><img src="lost.png">`,
  );
  writeFileSync(
    join(folder, 'docs/a.html'),
    '<h2 id="there"></h2><a href="../index.html"></a><a href="../b.html"></a>',
  );
  assert.deepEqual(deadLinks(folder, ['index.html', 'docs/a.html']), [
    'index.html: docs/a.html#gone',
    'index.html: #nowhere',
    'index.html: lost.png',
    'docs/a.html: ../b.html',
  ]);
});
