/** A page over the ArcGIS Maps SDK becomes one that works offline by one line, and docs/arcgis-maps-sdk.md shows that line. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';

const linesOf = (path: string): readonly string[] =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8').split('\n');
const online = linesOf('demo/arcgis/online.ts');
const offline = linesOf('demo/arcgis/offline.ts');

/** The lines that were put in; undefined where something else changed too. */
function inserted(before: readonly string[], after: readonly string[]): readonly string[] | undefined {
  const more: string[] = [];
  let at = 0;
  for (const line of after) {
    if (line === before[at]) at++;
    else more.push(line);
  }
  return at === before.length ? more : undefined;
}

it('demo/arcgis/offline.ts is demo/arcgis/online.ts with one line more', () => {
  const more = inserted(online, offline) ?? [];
  assert.equal(more.length, 1);
  assert.match(more.join(), /connectArcGIS\(/);
});

it('docs/arcgis-maps-sdk.md shows that line, between the lines that it stands between', () => {
  const [line = ''] = inserted(online, offline) ?? [];
  const place = offline.indexOf(line);
  const shown = [` ${offline[place - 1] ?? ''}`, `+${line}`].join('\n');
  assert.ok(linesOf('docs/arcgis-maps-sdk.md').join('\n').includes(shown), shown);
});

it('a change or a second line would be found', () => {
  assert.equal(inserted(['a', 'b'], ['a', 'c']), undefined);
  assert.deepEqual(inserted(['a'], ['a', 'b', 'c']), ['b', 'c']);
});
