/**
 * Screenshots of every element in every state, to be looked at: `node test/visual/shots.mjs --out FOLDER [name ...]`.
 * `--scenes a,b`, `--modes light,dark` for some; `--bare --width 720` cuts to the elements alone, for the docs.
 * Light, dark, 320 px, right to left, double text size, forced colours.
 */
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../../scripts/find-browser.mjs';

const { values, positionals } = parseArgs({
  options: {
    out: { type: 'string' },
    scenes: { type: 'string' },
    modes: { type: 'string' },
    bare: { type: 'boolean' },
    width: { type: 'string' },
  },
  allowPositionals: true,
});
const only = values.modes?.split(',');
const out = values.out ?? 'shots';
const names =
  positionals.length > 0
    ? positionals
    : ['sync-button', 'sync-progress', 'edit-errors', 'conflicts', 'attachment-picker'];

const here = fileURLToPath(new URL('.', import.meta.url));
const bundle = await build({
  entryPoints: [`${here}gallery.ts`],
  bundle: true,
  write: false,
  // The gallery's elements are given their controllers.
  external: ['*/shared-controller.js'],
  format: 'esm',
  target: 'es2022',
  tsconfig: `${here}../../tsconfig.test.json`,
});
const script = bundle.outputFiles[0]?.text ?? '';

const page = (
  /** @type {string} */ attributes,
  /** @type {string} */ css,
) => `<!doctype html><html lang="en" ${attributes}>
<meta charset="utf-8"><title>gallery</title><link rel="icon" href="data:,">
<style>body { margin: 16px; font: 1rem/1.5 'Liberation Sans', sans-serif; display: flex; flex-wrap: wrap; gap: 16px 24px; align-items: start;
background: Canvas; color: CanvasText } figure { margin: 0; max-inline-size: 100% } figcaption { font-size: 11px; opacity: .7 } ${css} ${values.bare ? 'figcaption { display: none } body { margin: 0; padding: 16px }' : ''}</style>
<body><script type="module">${script.replaceAll('</script', '<\\/script')}</script></body></html>`;

/** @type {Record<string, { width: number, height?: number, attributes: string, css: string }>} */
const modes = {
  light: { width: 1080, attributes: '', css: ':root { color-scheme: light }' },
  dark: { width: 1080, attributes: '', css: ':root { color-scheme: dark } body { background: #1b1b1b }' },
  narrow: { width: 320, height: 1400, attributes: '', css: '' },
  rtl: { width: 1080, attributes: 'dir="rtl"', css: '' },
  double: { width: 1440, height: 1600, attributes: '', css: 'html { font-size: 200% }' },
  forced: { width: 1080, attributes: '', css: '' },
};

let current = modes['light'] ?? { width: 1080, attributes: '', css: '' };
const server = createServer((_request, response) => {
  response.setHeader('content-type', 'text/html').end(page(current.attributes, current.css));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const address = server.address();
const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;

await mkdir(out, { recursive: true });
const browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args: chromiumArgs() });
for (const [mode, settings] of Object.entries(modes)) {
  if (only && !only.includes(mode)) continue;
  current = settings;
  const context = await browser.newContext({
    viewport: { width: Number(values.width ?? settings.width), height: settings.height ?? 600 },
    reducedMotion: 'reduce',
    forcedColors: mode === 'forced' ? 'active' : 'none',
    hasTouch: mode === 'narrow',
  });
  const tab = await context.newPage();
  tab.on('pageerror', (error) => console.error(mode, String(error)));
  tab.on('console', (message) => message.type() === 'error' && console.error(mode, message.text()));
  for (const name of names) {
    await tab.goto(url);
    await tab.evaluate(
      ([element, only]) => /** @type {any} */ (globalThis).show(element, only),
      [name, values.scenes?.split(',')],
    );
    const path = `${out}/${name}-${mode}.png`;
    if (values.bare) await tab.locator('body').screenshot({ path });
    else await tab.screenshot({ path, fullPage: settings.height === undefined });
  }
  await context.close();
}
await browser.close();
server.close();
