/**
 * `npm run docs`: docs-site, which opens from any folder: the API, every page of docs, and the Storybook with its live situations where one was
 * built (`npm run storybook:build`).
 */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runTool } from './run.mjs';

const out = join(root, 'docs-site');
const stories = join(root, 'storybook-static');
rmSync(out, { recursive: true, force: true });
const code = await runTool('typedoc', ['--logLevel', 'Warn']);
if (code === 0) {
  if (existsSync(join(stories, 'index.html'))) {
    cpSync(stories, join(out, 'storybook'), { recursive: true });
    const index = join(out, 'index.html');
    const page = readFileSync(index, 'utf8');
    writeFileSync(index, page.replace('<h1>', '<p><a href="storybook/index.html">Live examples</a></p><h1>'));
  } else console.log('No storybook-static: the site has no live examples. Run first: npm run storybook:build');
  const pages = /** @type {string[]} */ (readdirSync(out, { recursive: true })).filter((file) =>
    file.endsWith('.html'),
  );
  console.log(`docs-site: ${pages.length} pages.`);
}
process.exitCode = code;
