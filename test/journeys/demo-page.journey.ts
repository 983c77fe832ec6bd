/** The demo page as a page: it opens offline, an update takes nothing from an open page, and it keeps the documented header. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startEmulator, type RunningEmulator } from '../../emulator/node/serve.js';
import { buildDemo, serveDemo } from '../../scripts/demo.mjs';
import { chromiumArgs, requireBrowser } from '../../scripts/find-browser.mjs';
import { Person } from './person.js';

let folder: string;
let emulator: RunningEmulator;
let browser: Browser;
let demo: { readonly url: string; readonly close: () => Promise<void> };

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gdb-demo-page-'));
  emulator = await startEmulator({ port: 0, sample: 15 });
  await buildDemo({ outDir: folder, serviceUrl: emulator.featureServerUrl });
  demo = await serveDemo({ dir: folder, connectSrc: [emulator.url] });
  browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args: chromiumArgs() });
});
after(async () => {
  await browser.close();
  await demo.close();
  await emulator.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** A page in a browser that has never seen it, with what the policy of the page refused. */
async function freshPage(): Promise<{ context: BrowserContext; page: Page; person: Person; refused: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/content security policy|trusted/i.test(message.text())) refused.push(message.text());
  });
  page.on('pageerror', (error) => refused.push(error.message));
  await page.goto(demo.url);
  const person = new Person(page);
  await person.by('opens-offline', '[data-value="yes"]').waitFor();
  return { context, page, person, refused };
}

test('after one visit the page opens without a network, with and without a query', async () => {
  const { context, page, person } = await freshPage();
  await context.setOffline(true);
  await page.goto(`${demo.url}?secured`);
  await page.goto(demo.url);
  await person.by('empty').waitFor();
  assert.equal(await person.by('opens-offline').getAttribute('data-value'), 'yes');
  await context.close();
});

test('requests to the service never pass through the service worker', async () => {
  const { context, page, person } = await freshPage();
  await page.reload();
  const throughWorker: string[] = [];
  page.on('response', (response) => {
    if (response.fromServiceWorker()) throughWorker.push(response.url());
  });
  await page.reload();
  await person.takeOffline();
  assert.ok(throughWorker.length > 0, 'the page itself comes from the worker');
  assert.deepEqual(
    throughWorker.filter((url) => url.includes('FeatureServer')),
    [],
  );
  await context.close();
});

test('a new version waits while two pages are open, takes over on a press, and works offline', async () => {
  const { context, page, person } = await freshPage();
  const other = await context.newPage();
  await other.goto(demo.url);
  const undo = publishWithTitle('Another version');
  try {
    await page.reload();
    const update = person.by('update');
    await update.getByRole('button').click();
    await update.getByText('Close its other tabs first').waitFor();
    // Longer than the page waits for the worker's word: it has that, and does not load itself anew under what a person types.
    await page.evaluate(() => document.body.setAttribute('data-same-page', ''));
    await page.waitForTimeout(3500);
    assert.equal(await page.locator('body[data-same-page]').count(), 1);
    assert.match(await page.title(), /^Inspections/);
    await other.close();
    await page.reload();
    await Promise.all([page.waitForEvent('load'), update.getByRole('button').click()]);
    await page.waitForFunction(() => document.title === 'Another version');
    await context.setOffline(true);
    await page.reload();
    assert.equal(await page.title(), 'Another version');
    const kept = await page.evaluate(async () => (await caches.keys()).filter((name) => name.includes('shell')));
    assert.equal(kept.length, 1, 'the old version is gone');
  } finally {
    undo();
    await context.close();
  }
});

test('a version that arrives in pieces is not taken: the one before stays', async () => {
  const { context, page } = await freshPage();
  const undo = publishWithTitle('Half a version', { isBroken: true });
  try {
    const state = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      const worker = registration.installing ?? registration.waiting;
      while (worker !== null && worker.state === 'installing') await new Promise((resolve) => setTimeout(resolve, 50));
      return worker?.state;
    });
    assert.equal(state, 'redundant');
    await context.setOffline(true);
    await page.reload();
    assert.match(await page.title(), /^Inspections/);
  } finally {
    undo();
    await context.close();
  }
});

test('under the documented header nothing is refused, and axe finds nothing, light, dark and at 320 px', async () => {
  const { context, page, person, refused } = await freshPage();
  await assertAccessible(page, 'before anything is on the device');
  await person.takeOffline();
  await person.by('feature-row').first().click();
  await person.fill({ notes: 'Lid is loose' });
  await person.save();
  await person.by('server-feature').waitFor();
  await assertAccessible(page, 'with a feature');
  await page.emulateMedia({ colorScheme: 'dark' });
  await assertAccessible(page, 'dark');
  await page.setViewportSize({ width: 320, height: 700 });
  await assertAccessible(page, 'dark at 320 px');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, 'nothing sticks out');
  assert.deepEqual(refused, []);
  await context.close();
});

async function assertAccessible(page: Page, when: string): Promise<void> {
  const { violations, incomplete } = await new AxeBuilder({ page }).analyze();
  const found = [...violations, ...incomplete].map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
  assert.deepEqual(found, [], when);
}

/** Puts another version of the page into the served folder, as a new build would. Returns what puts the old one back. */
function publishWithTitle(title: string, { isBroken = false } = {}): () => void {
  const [page, worker] = ['index.html', 'app-shell.js'].map((name) => join(folder, name)) as [string, string];
  const before = { page: readFileSync(page, 'utf8'), worker: readFileSync(worker, 'utf8') };
  const after = before.page.replace(/<title>.*<\/title>/, `<title>${title}</title>`);
  const version = createHash('sha256').update(title).digest('hex').slice(0, 12);
  const announced = before.worker
    .replace(integrityOf(before.page), integrityOf(after))
    .replace(/version:"\w+"/, `version:"${version}"`);
  assert.notEqual(announced, before.worker);
  writeFileSync(worker, announced);
  if (!isBroken) writeFileSync(page, after);
  return () => {
    writeFileSync(page, before.page);
    writeFileSync(worker, before.worker);
  };
}

function integrityOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
