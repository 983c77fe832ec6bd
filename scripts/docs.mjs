/**
 * `npm run docs`: docs-site, which opens from any folder: the API, every page of docs, and the Storybook with its live situations where one was
 * built (`npm run storybook:build`); the pages of the elements then show theirs.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deadLinks } from './docs/dead-links.mjs';
import { addElementTables } from './docs/element-tables.mjs';
import { addLiveExamples } from './docs/live-examples.mjs';
import { reactTypes } from './generate-typings.mjs';
import { root, runTool } from './run.mjs';

const out = join(root, 'docs-site');
const stories = join(root, 'storybook-static');
rmSync(out, { recursive: true, force: true });
// Nobody writes it: it is made of custom-elements.json, as the one of dist is.
mkdirSync(join(root, '.cache/docs'), { recursive: true });
writeFileSync(join(root, '.cache/docs/react.d.ts'), reactTypes('../../src/'));
let code = await runTool('typedoc', ['--logLevel', 'Warn']);
if (code === 0) {
  const hasStories = existsSync(join(stories, 'index.html'));
  if (hasStories) cpSync(stories, join(out, 'storybook'), { recursive: true });
  else console.log('No storybook-static: the site has no live examples. Run first: npm run storybook:build');
  const index = join(out, 'index.html');
  const examples = hasStories ? '<p><a href="storybook/index.html">Live examples</a></p>' : '';
  // The readme has the name as its own title.
  writeFileSync(index, readFileSync(index, 'utf8').replace(/<div class="tsd-page-title">.*?<\/div>/s, examples));
  const missing = [...(hasStories ? addLiveExamples(out, elements()) : []), ...addElementTables(out, elements())];
  for (const line of missing) console.error(line);
  const pages = /** @type {string[]} */ (readdirSync(out, { recursive: true })).filter((file) =>
    file.endsWith('.html'),
  );
  const dead = deadLinks(out, pages);
  for (const line of dead) console.error(line);
  if (dead.length + missing.length > 0) code = 1;
  console.log(`docs-site: ${pages.length} pages, ${dead.length} dead links.`);
}
process.exitCode = code;

/** @returns {readonly import('./docs/element-tables.mjs').Element[]} */
function elements() {
  const { modules } = JSON.parse(readFileSync(join(root, 'custom-elements.json'), 'utf8'));
  return modules
    .flatMap((/** @type {any} */ one) => one.declarations ?? [])
    .filter((/** @type {any} */ one) => one.tagName);
}
