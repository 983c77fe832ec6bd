import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { addLiveExamples, examples } from '../../scripts/docs/live-examples.mjs';
import { root } from '../../scripts/run.mjs';

interface Manifest {
  readonly modules: readonly {
    readonly declarations?: readonly { readonly name: string; readonly tagName?: string }[];
  }[];
}

const manifest = JSON.parse(readFileSync(join(root, 'custom-elements.json'), 'utf8')) as Manifest;
const elements = manifest.modules
  .flatMap(({ declarations = [] }) => declarations)
  .flatMap(({ name, tagName }) => (tagName === undefined ? [] : [{ name, tagName }]));

const folder = mkdtempSync(join(tmpdir(), 'gdb-examples-'));
const pageOf = (name: string): string => join(folder, 'classes', `gdb-sync_all.js.${name}.html`);

describe('live examples', () => {
  beforeEach(() => {
    for (const part of ['classes', 'storybook']) mkdirSync(join(folder, part), { recursive: true });
    const stories = Object.values(examples).map(({ story }) => [story, {}] as const);
    writeFileSync(join(folder, 'storybook/index.json'), JSON.stringify({ entries: Object.fromEntries(stories) }));
    for (const { name } of elements)
      writeFileSync(
        pageOf(name),
        `<h1>${name}</h1><div class="tsd-comment tsd-typography"><p>Words.</p>\n</div></section>\n<section class="tsd-panel tsd-hierarchy">Rest`,
      );
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('stand in the page of every element, below its first words: lazy, with a title and a link that opens it alone', () => {
    assert.deepEqual(addLiveExamples(folder, elements), []);
    assert.ok(elements.length >= 4);
    for (const { name, tagName } of elements) {
      const html = readFileSync(pageOf(name), 'utf8');
      const [, address = ''] =
        /<\/div><\/section>\n<figure[^>]*>\n<iframe src="([^"]+)" loading="lazy" title="[^"]+">/.exec(html) ?? [];
      assert.match(html, new RegExp(`title="Live example of ${tagName}: \\w`));
      assert.match(address, /^\.\.\/storybook\/iframe\.html\?/);
      assert.ok(html.includes(`<a href="${address}">`), 'it opens alone');
      assert.ok(html.endsWith('Rest'));
    }
  });

  it('are stories that exist', () => {
    const source = readFileSync(join(root, 'stories/live-examples.stories.ts'), 'utf8');
    const [, title = ''] = /title: '([^']+)'/.exec(source) ?? [];
    const stories = [...source.matchAll(/^export const (\w+): StoryObj/gm)].map(
      ([, name = '']) =>
        `${title.toLowerCase().replace('/', '-')}--${name.replace(/\B[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}`,
    );
    assert.deepEqual(
      Object.values(examples)
        .map(({ story }) => story)
        .sort(),
      stories.sort(),
    );
  });

  it('that are missing are named, with the page', () => {
    rmSync(pageOf('GdbSyncButton'));
    writeFileSync(join(folder, 'storybook/index.json'), JSON.stringify({ entries: {} }));
    assert.deepEqual(
      addLiveExamples(folder, [
        { name: 'GdbSyncButton', tagName: 'gdb-sync-button' },
        { name: 'GdbEditErrors', tagName: 'gdb-edit-errors' },
      ]),
      ['gdb-sync-button has no page', 'gdb-sync_all.js.GdbEditErrors.html has no live example'],
    );
  });

  it('an element without one is named', () => {
    writeFileSync(pageOf('GdbNew'), 'new');
    assert.deepEqual(addLiveExamples(folder, [{ name: 'GdbNew', tagName: 'gdb-new' }]), [
      'gdb-sync_all.js.GdbNew.html has no live example',
    ]);
  });
});
