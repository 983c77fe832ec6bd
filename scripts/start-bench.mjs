/**
 * `npm run bench:start`: each element of the built package alone on a page, at a quarter of the speed of this machine, from the first script to two
 * frames: the first in which its main control is drawn and takes a press, and that of its face. Beside a bare Lit element with a button and a bar; a new
 * browser context for each, interleaved, medians. What makes the controllers is a script before, the same on each page. Prints the ratios, for pages bundled by esbuild, which puts what an entry shares with later files into files of their own,
 * and by rollup, which, as Vite, leaves it in the entry. Before that, outside the clock, a press in the first of the two frames must be carried out.
 * Fails where the first frame is above 1.25 times the bare one's. `-- --rounds=35` for more of them, `-- --bundler=rollup` for one.
 */
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import nodeResolve from '@rollup/plugin-node-resolve';
import { build, transform } from 'esbuild';
import { chromium } from 'playwright-core';
import { rollup } from 'rollup';
import compile from 'rollup-plugin-esbuild';
import { chromiumArgs, requireBrowser } from './find-browser.mjs';
import { root } from './run.mjs';

if (!existsSync(`${root}/dist/index.js`)) throw new Error('No dist. Run first: npm run build');

const LIMIT = 1.25;
const SLOWDOWN = 4;
const BARE = 'bare-element';
const elements = ['sync-progress', 'sync-button', 'edit-errors', 'attachment-picker'].map((name) => `gdb-${name}`);
const tags = [BARE, ...elements];

/** @param {string} name */
const option = (name) => process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
const only = option('bundler');
const bundlers = Object.entries({ esbuild: byEsbuild, rollup: byRollup }).filter(([name]) => !only || name === only);

/** As a page bundles it: one entry, and files for what the element fetches later. @type {Map<string, string>} */
const files = new Map();
files.set('/start.js', await whole(`import { show } from '${root}/test/visual/start.ts'; globalThis.show = show;`));
for (const [bundler, bundle] of bundlers)
  for (const tag of tags)
    for (const [name, code] of await bundle(entryOf(tag))) files.set(`/${bundler}/${tag}/${name}`, code);

/** @param {string} tag */
function entryOf(tag) {
  const own =
    tag === BARE
      ? `import { BareElement } from '${root}/test/visual/${BARE}.ts'; customElements.define('${BARE}', BareElement);`
      : `import '${root}/dist/elements/${tag.slice(4)}/${tag}.js';`;
  return `${own}
    show('${tag}', location.search === '?press').then((start) => { globalThis.shown = start; });`;
}

/** The elements are given their controllers. @param {string} id */
function isLeftOut(id) {
  return id.endsWith('/shared-controller.js');
}

/** @param {string} contents @returns {import('esbuild').BuildOptions & { write: false }} */
function optionsOf(contents) {
  return {
    stdin: { contents, resolveDir: root },
    bundle: true,
    write: false,
    minify: true,
    external: ['*/shared-controller.js'],
    format: 'esm',
    outdir: '/',
    entryNames: 'entry',
    target: 'es2022',
    tsconfig: `${root}/tsconfig.test.json`,
  };
}

/** @param {string} contents */
async function whole(contents) {
  const { outputFiles } = await build(optionsOf(contents));
  return outputFiles[0]?.text ?? '';
}

/** @param {string} contents @returns {Promise<[string, string][]>} */
async function byEsbuild(contents) {
  const { outputFiles } = await build({ ...optionsOf(contents), splitting: true });
  return outputFiles.map(({ path, text }) => [path.slice(1), text]);
}

/** @param {string} contents @returns {Promise<[string, string][]>} */
async function byRollup(contents) {
  const entry = {
    name: 'entry',
    resolveId: (/** @type {string} */ id) => (id === 'entry' ? '\0entry' : null),
    load: (/** @type {string} */ id) => (id === '\0entry' ? contents : null),
  };
  const bundle = await rollup({
    input: 'entry',
    external: isLeftOut,
    preserveEntrySignatures: 'allow-extension',
    plugins: [
      entry,
      nodeResolve({ rootDir: root }),
      compile({ target: 'es2022', tsconfig: `${root}/tsconfig.test.json` }),
    ],
  });
  const { output } = await bundle.generate({
    format: 'es',
    entryFileNames: 'entry.js',
    chunkFileNames: '[name]-[hash].js',
  });
  return Promise.all(
    output.map(async (chunk) => {
      const code = chunk.type === 'chunk' ? chunk.code : '';
      const small = await transform(code, { minify: true, target: 'es2022', format: 'esm', legalComments: 'none' });
      return /** @type {[string, string]} */ ([chunk.fileName, small.code]);
    }),
  );
}

/** @param {string} path */
const pageOf = (path) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>start</title><body>
<script>performance.mark('start')</script>
<script type="module" src="/start.js"></script><script type="module" src="${path}/entry.js"></script>`;

const server = createServer((request, response) => {
  const [path = '/'] = (request.url ?? '/').split('?');
  const script = files.get(path);
  response.setHeader('content-type', script === undefined ? 'text/html' : 'text/javascript');
  response.end(script ?? pageOf(path));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const address = server.address();
const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;

const browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args: chromiumArgs() });

/**
 * @param {string} path
 * @returns {Promise<import('../test/visual/start.js').Start>}
 */
async function start(path) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
  await page.goto(`${origin}${path}`);
  await page.waitForFunction(() => 'shown' in globalThis);
  const shown = await page.evaluate(() => /** @type {any} */ (globalThis).shown);
  await context.close();
  return shown;
}

for (const [bundler] of bundlers)
  for (const tag of elements) {
    const { asked } = await start(`/${bundler}/${tag}?press`);
    if (asked.length > 0) continue;
    console.error(`${tag}, ${bundler}: a press in its first frame was lost.`);
    process.exitCode = 1;
  }

const rounds = Number(option('rounds') ?? 25);
for (const [bundler] of bundlers) await measure(bundler);
await browser.close();
server.close();

/** @param {string} bundler */
async function measure(bundler) {
  /** @type {Map<string, { first: number[], whole: number[] }>} */
  const times = new Map(tags.map((tag) => [tag, { first: [], whole: [] }]));
  await start(`/${bundler}/${BARE}`);
  for (let round = 0; round < rounds; round += 1)
    for (const [tag, all] of times) {
      const { first, whole } = await start(`/${bundler}/${tag}`);
      all.first.push(first);
      all.whole.push(whole);
    }
  const bare = median(times.get(BARE)?.first ?? []);
  console.log(`${bundler.padEnd(22)}  first   from     to   x bare   whole   x bare`);
  for (const [tag, { first, whole }] of times) {
    const ratio = median(first) / bare;
    const isOver = tag !== BARE && ratio > LIMIT;
    const ms = [median(first), Math.min(...first), Math.max(...first)]
      .map((one) => one.toFixed(0).padStart(6))
      .join(' ');
    const after = `${median(whole).toFixed(0).padStart(7)} ${(median(whole) / bare).toFixed(2).padStart(8)}`;
    console.log(
      `${tag.padEnd(22)} ${ms} ${ratio.toFixed(2).padStart(8)} ${after}${isOver ? `  SHORT: at most ${String(LIMIT)}` : ''}`,
    );
    if (isOver) process.exitCode = 1;
  }
}

/** @param {readonly number[]} all */
function median(all) {
  const sorted = [...all].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
