/**
 * `npm run bench:start`: each element alone on a page, at a quarter of the speed of this machine, from the first script to the frame in which it
 * can be pressed, beside a bare Lit element with a button and a bar; a new browser context for each, interleaved, medians. Prints the ratios.
 * `-- --check` fails where one is above 1.25; `-- --rounds=15` for more of them.
 */
import { createServer } from 'node:http';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { chromiumArgs, requireBrowser } from './find-browser.mjs';
import { root } from './run.mjs';

const LIMIT = 1.25;
const SLOWDOWN = 4;
const BARE = 'bare-element';
const elements = ['sync-progress', 'sync-button', 'edit-errors', 'attachment-picker'].map((name) => `gdb-${name}`);

/** As a page bundles it: one entry, and a file for what the element fetches later. @type {Map<string, string>} */
const files = new Map();
for (const tag of [BARE, ...elements]) {
  const own = tag === BARE ? '' : `import './src/elements/${tag.slice(4)}/${tag}.js';`;
  const { outputFiles } = await build({
    stdin: {
      contents: `${own} import { show } from './test/visual/start.js'; globalThis.shown = show('${tag}');`,
      resolveDir: root,
    },
    bundle: true,
    splitting: true,
    write: false,
    minify: true,
    // The elements are given their controllers.
    external: ['*/controller/registry.js'],
    format: 'esm',
    outdir: `/${tag}`,
    target: 'es2022',
    tsconfig: `${root}/tsconfig.test.json`,
  });
  for (const { path, text } of outputFiles) files.set(path, text);
}

/** @param {string} tag */
const pageOf = (tag) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>start</title><body>
<script>performance.mark('start')</script><script type="module" src="/${tag}/stdin.js"></script>`;

const server = createServer((request, response) => {
  const path = request.url ?? '/';
  const script = files.get(path);
  response.setHeader('content-type', script === undefined ? 'text/html' : 'text/javascript');
  response.end(script ?? pageOf(path.slice(1)));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const address = server.address();
const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;

const browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args: chromiumArgs() });

/** @param {string} tag */
async function start(tag) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
  await page.goto(`${origin}/${tag}`);
  await page.waitForFunction(() => 'shown' in globalThis);
  /** @type {number} */
  const ms = await page.evaluate(() => /** @type {any} */ (globalThis).shown);
  await context.close();
  return ms;
}

const rounds = Number(process.argv.find((argument) => argument.startsWith('--rounds='))?.slice(9) ?? 11);
/** @type {Map<string, number[]>} */
const times = new Map([BARE, ...elements].map((tag) => [tag, []]));
await start(BARE);
for (let round = 0; round < rounds; round += 1) for (const [tag, all] of times) all.push(await start(tag));
await browser.close();
server.close();

console.log('element                     ms   from     to   x bare');
for (const [tag, all] of times) {
  all.sort((a, b) => a - b);
  const [least = NaN, most = NaN] = [all[0], all.at(-1)];
  const ratio = median(tag) / median(BARE);
  const isOver = tag !== BARE && ratio > LIMIT;
  console.log(
    `${tag.padEnd(22)} ${[median(tag), least, most].map((ms) => ms.toFixed(0).padStart(6)).join(' ')}   ${ratio.toFixed(2).padStart(6)}${isOver ? `  SHORT: at most ${String(LIMIT)}` : ''}`,
  );
  if (isOver && process.argv.includes('--check')) process.exitCode = 1;
}

/** @param {string} tag */
function median(tag) {
  const all = times.get(tag) ?? [];
  return all[Math.floor(all.length / 2)] ?? NaN;
}
