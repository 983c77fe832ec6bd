/** The demo page that looks into a mobile geodatabase: a real browser, a file from disk, and not one request for it. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import { chromium, type Browser, type Page } from 'playwright-core';
import { buildDemo, serveDemo } from '../../scripts/demo.mjs';
import { chromiumArgs, requireBrowser } from '../../scripts/find-browser.mjs';
import { makeGeodatabase } from '../node/geodatabase/geodatabase-file.js';
import { idOf } from '../support/geodatabase/write-geodatabase.js';

let folder: string;
let browser: Browser;
let demo: { readonly url: string; readonly close: () => Promise<void> };

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gdb-open-file-'));
  await buildDemo({ outDir: join(folder, 'page') });
  demo = await serveDemo({ dir: join(folder, 'page') });
  browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args: chromiumArgs() });
});
after(async () => {
  await browser.close();
  await demo.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** The page, with what its policy refused, and every address it asked for. */
async function visit(): Promise<{ page: Page; refused: string[]; asked: string[] }> {
  const page = await (await browser.newContext({ viewport: { width: 1000, height: 900 } })).newPage();
  const [refused, asked]: [string[], string[]] = [[], []];
  page.on('console', (message) => {
    if (/content security policy|trusted/i.test(message.text())) refused.push(message.text());
  });
  page.on('pageerror', (error) => refused.push(error.message));
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${demo.url}geodatabase.html`);
  return { page, refused, asked };
}

test('a file shows its layers, rows, shapes and attachments, and nothing is sent', async () => {
  const path = join(folder, 'trees.geodatabase');
  const features = Array.from({ length: 1200 }, (_, i) => ({
    ...{
      globalId: idOf(i),
      name: `Tree ${String(i)}`,
      status: 1,
      seen: 2460000.5,
      geometry: { x: i % 1000, y: (i * 7) % 1000 },
    },
  }));
  const attachments = [{ parent: idOf(1), name: 'photo.jpg', data: new Uint8Array(5000) }];
  writeFileSync(path, makeGeodatabase({ features, attachments }));

  const { page, refused, asked } = await visit();
  await page.getByTestId('file').setInputFiles(path);
  await page.locator('[data-testid=read][data-value="1200"]').waitFor();
  await page.getByTestId('attachment').waitFor();
  assert.deepEqual(await page.getByTestId('layer').allInnerTexts(), ['Old trees, 1,200', 'Visits, 2']);
  assert.equal(await page.getByTestId('row').count(), 100);
  assert.match(await page.getByTestId('row').first().innerText(), /Tree 0\t.*Alive/);
  assert.match(await page.getByTestId('attachment').innerText(), /photo\.jpg, 5 kB/);
  const inked = await page.locator('canvas.map').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    return data.filter((value, i) => i % 4 === 3 && value > 0).length;
  });
  assert.ok(inked > 10_000, `${String(inked)} dots of the canvas are drawn`);
  await page.getByTestId('layer').nth(1).click();
  await page.locator('[data-testid=read][data-value="2"]').waitFor();
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${String(nodes[0]?.html)}`),
    [],
  );
  assert.deepEqual(refused, []);
  assert.deepEqual(
    asked.filter((address) => !/^\/(geodatabase\.html|icon\.svg|assets\/.+)$/.test(address)),
    [],
  );
  await page.context().close();
});

test('a file that is none says so', async () => {
  const path = join(folder, 'none.geodatabase');
  writeFileSync(path, 'PK and what else');
  const { page } = await visit();
  await page.getByTestId('file').setInputFiles(path);
  await page.getByTestId('problem').filter({ hasText: 'no mobile geodatabase' }).waitFor();
  await page.context().close();
});
