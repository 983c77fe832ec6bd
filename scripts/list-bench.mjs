/**
 * `npm run bench:lists`: long lists in the elements beside a bare windowed list in Lit, interleaved in one run, medians of nine rounds. Fails
 * where 10,000 rows take more than 1.5 times as long as 1,000, or 3 times as long as the bare list, hold more than 1,000 nodes, or a task
 * takes more than 50 ms while they are scrolled. The bare list holds the same refused edits; memory is tidied before each is put on the page.
 * 200 photos in the picker are held to the same beside 20 and beside their names in a bare list, and what they hold in memory must level off while
 * they are scrolled up and down: medians of three times, since one alone is often some 0.2 MB above those around it.
 * `-- --rounds=15` for more of them.
 */
import { createServer } from 'node:http';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { chromiumArgs, requireBrowser } from './find-browser.mjs';
import { root } from './run.mjs';

/** @typedef {import('../test/visual/measured-list.js').Measured} Measured */

/** The page of an entry point. @param {string} entry */
async function pageOf(entry) {
  const bundle = await build({
    entryPoints: [`${root}/test/visual/${entry}`],
    bundle: true,
    write: false,
    minify: true,
    // The elements are given their controllers.
    external: ['*/shared-controller.js'],
    format: 'esm',
    target: 'es2022',
    tsconfig: `${root}/tsconfig.test.json`,
  });
  const script = (bundle.outputFiles[0]?.text ?? '').replaceAll('</script', '<\\/script');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>lists</title><body><script type="module">${script}</script></body></html>`;
}

const pages = { '/lists': await pageOf('lists.ts'), '/photos': await pageOf('photos.ts') };
const server = createServer(({ url: path }, response) => {
  response.setHeader('content-type', 'text/html').end(path === '/photos' ? pages['/photos'] : pages['/lists']);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const address = server.address();
const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;

/** @type {[path: keyof typeof pages, list: string, count: number][]} */
const runs = [
  ['/lists', 'bare', 10_000],
  ['/lists', 'errors', 1000],
  ['/lists', 'errors', 10_000],
  ['/photos', 'bare', 200],
  ['/photos', 'photos', 20],
  ['/photos', 'photos', 200],
];
/** @type {Map<string, Measured[]>} */
const results = new Map();
const browser = await chromium.launch({
  executablePath: requireBrowser('chromium'),
  args: [...chromiumArgs(), '--js-flags=--expose-gc'],
});
const rounds = Number(process.argv.find((argument) => argument.startsWith('--rounds='))?.slice(9) ?? 9);
for (let round = 0; round < rounds; round += 1)
  for (const [path, list, count] of runs) {
    const { page, measured } = await shown(path, list, count);
    const key = `${list} ${String(count)}`;
    results.set(key, [...(results.get(key) ?? []), measured]);
    await page.close();
  }
const memory = await memoryOfPhotos();
await browser.close();
server.close();

console.log('list           shown ms   whole ms   nodes   longest task ms   slow frames of 121');
for (const key of results.keys())
  console.log(
    `${key.padEnd(14)} ${of(key, 'shown').toFixed(1).padStart(8)} ${of(key, 'whole').toFixed(1).padStart(10)} ${String(of(key, 'nodes')).padStart(7)} ${of(key, 'longestTask').toFixed(0).padStart(17)} ${String(of(key, 'slowFrames')).padStart(20)}`,
  );
const growth = of('errors 10000', 'shown') / of('errors 1000', 'shown');
const over = of('errors 10000', 'shown') / of('bare 10000', 'shown');
judge('10,000 over 1,000 rows', growth, 1.5, 'x');
judge('10,000 rows over a bare windowed list', over, 3, 'x');
judge('nodes', of('errors 10000', 'nodes'), 1000, '');
judge('longest task while scrolling', of('errors 10000', 'longestTask'), 50, ' ms');
judge('200 over 20 photos', of('photos 200', 'shown') / of('photos 20', 'shown'), 1.5, 'x');
judge('200 photos over a bare windowed list', of('photos 200', 'shown') / of('bare 200', 'shown'), 3, 'x');
judge('nodes of 200 photos', of('photos 200', 'nodes'), 1000, '');
judge('longest task while scrolling them', of('photos 200', 'longestTask'), 50, ' ms');
console.log(`200 photos, up and down ten times: ${memory.map((bytes) => (bytes / 1e6).toFixed(2)).join(', ')} MB`);
judge('memory after ten times over after three', middle(memory.slice(7)) / middle(memory.slice(1, 4)), 1.05, 'x');

/**
 * A list on a page of its own.
 * @param {keyof typeof pages} path
 * @param {string} list
 * @param {number} count
 */
async function shown(path, list, count) {
  const page = await browser.newPage({ viewport: { width: 800, height: 900 } });
  await page.goto(url + path);
  await page.waitForFunction(() => 'lists' in globalThis);
  /** @type {Measured} */
  const measured = await page.evaluate(
    ([name, size]) => /** @type {any} */ (globalThis).lists[name](size),
    /** @type {const} */ ([list, count]),
  );
  return { page, measured };
}

/** What 200 photos hold each time they were scrolled through, tidied: objects of JavaScript, and the pixels of canvases; in bytes. */
async function memoryOfPhotos() {
  const { page } = await shown('/photos', 'photos', 200);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  /** @type {number[]} */
  const held = [];
  for (let time = 0; time < 10; time += 1) {
    /** @type {number} */
    const pixels = await page.evaluate(() => /** @type {any} */ (globalThis).upAndDown());
    await devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = await devtools.send('Performance.getMetrics');
    held.push(pixels + (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN));
  }
  await page.close();
  return held;
}

/**
 * @param {string} what
 * @param {number} value
 * @param {number} limit
 * @param {string} unit
 */
function judge(what, value, limit, unit) {
  const isWell = value <= limit;
  console.log(
    `${isWell ? 'ok   ' : 'SHORT'} ${what}: ${value.toFixed(unit === 'x' ? 2 : 0)}${unit}, at most ${limit}${unit}`,
  );
  if (!isWell) process.exitCode = 1;
}

/**
 * The median of a figure.
 * @param {string} key
 * @param {keyof Measured} figure
 */
function of(key, figure) {
  return middle((results.get(key) ?? []).map((one) => one[figure]));
}

/** @param {readonly number[]} numbers */
function middle(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
