/** What docs/security.md says of the source, held against the source; and the tests it names are there. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const doc = readFileSync('docs/security.md', 'utf8');
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(`src/${path}`, 'utf8') }));

/** Ways by which text becomes markup or code, or leaves the page unasked. */
const FORBIDDEN: Readonly<Record<string, RegExp>> = {
  'makes HTML of text':
    /\b(innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|unsafeSVG|srcdoc|DOMParser)\b|document\.write/,
  'makes code of text': /\beval\s*\(|new Function\b|setTimeout\(\s*['"`]/,
  'prints to the console': /\bconsole\.\w+\(/,
  'navigates or opens a window': /\b(location\.(href|assign|replace)\s*[=(]|window\.open\s*\()/,
  'writes to a storage that is no database': /\bsessionStorage\b|document\.cookie\s*=/,
};

for (const [what, pattern] of Object.entries(FORBIDDEN))
  test(`no file of src ${what}`, () => {
    const guilty = sources.filter(({ text }) => pattern.test(withoutComments(text))).map(({ path }) => path);
    assert.deepEqual(guilty, []);
  });

test('the patterns find what they look for', () => {
  assert.match('element.innerHTML = text', FORBIDDEN['makes HTML of text'] as RegExp);
  assert.match('console.log(token)', FORBIDDEN['prints to the console'] as RegExp);
  assert.doesNotMatch(withoutComments('/** innerHTML */ x; // eval(y)'), /innerHTML|eval/);
});

test('docs/security.md names tests that exist, and says what is not protected', () => {
  for (const [, path = ''] of doc.matchAll(/`(test\/[\w./-]+)`/g)) assert.ok(existsSync(path), path);
  assert.match(doc, /What is on the device is not encrypted by this library/);
});

test('the run-time dependencies are those that docs/security.md names', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
  for (const name of Object.keys(dependencies)) assert.ok(doc.includes(`\`${name}\``), name);
});

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$|\s\/\/ .*$/gm, '');
}
