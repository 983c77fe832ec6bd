/** The pages of the elements on the docs site: what a page's author writes, in tables made of the manifest. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { elementTables } from '../../scripts/docs/element-tables.mjs';
import { root } from '../../scripts/run.mjs';

interface Manifest {
  readonly modules: readonly { readonly declarations?: readonly Parameters<typeof elementTables>[0][] }[];
}

const { modules } = JSON.parse(readFileSync(join(root, 'custom-elements.json'), 'utf8')) as Manifest;
const elements = modules.flatMap(({ declarations = [] }) => declarations).filter(({ tagName }) => tagName);

describe('the tables of an element', () => {
  for (const element of elements)
    it(`${element.tagName}: each attribute, event, slot, part and custom property has its row`, () => {
      const html = elementTables(element);
      const { attributes = [], events = [], slots = [], cssParts = [], cssProperties = [] } = element;
      const all = [...attributes, ...events, ...slots, ...cssParts, ...cssProperties];
      assert.ok(all.length > 10);
      assert.equal(html.match(/<th scope="row">/g)?.length, all.length);
      for (const { name } of all) assert.ok(html.includes(`<code>${name || '(default)'}</code>`), name);
    });

  it('hold no markup of their texts', () => {
    const html = elementTables({ name: 'X', tagName: 'x-x', slots: [{ name: 'a', description: '<b> & `<i>`' }] });
    assert.ok(html.includes('&lt;b&gt; &amp; <code>&lt;i&gt;</code>'));
  });
});
