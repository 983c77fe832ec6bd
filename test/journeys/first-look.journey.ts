/** The first looks of the elements under a person's hands, while the network holds their faces back, or has none. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, afterEach, test } from 'node:test';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../../scripts/find-browser.mjs';
import type { ScriptPage } from './script-page.js';
import { serveSplit } from './split-page.js';

const MISSING = 'Not loaded';
let browser: Browser;
let served: ScriptPage;
let context: BrowserContext;
/** Lets the faces come. */
let release: () => void = () => undefined;
let isCut = false;

before(async () => {
  served = await serveSplit({ files: ['test/support/fresh-page.ts'] });
  browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args: chromiumArgs() });
});
after(async () => {
  await browser.close();
  served.close();
});

beforeEach(async () => {
  isCut = false;
  const coming = new Promise<void>((resolve) => {
    release = resolve;
  });
  context = await browser.newContext({ hasTouch: true });
  await context.route(/-face-\w+\.js$/, async (route) => {
    await coming;
    await (isCut ? route.abort() : route.continue());
  });
});
afterEach(() => context.close());

async function open(tag: string, scene: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(served.url);
  await page.waitForFunction('window.fresh !== undefined');
  await page.evaluate(
    `window.fresh.make('${tag}', '${scene}').then((made) => { Object.assign(window, made); document.body.append(made.element); })`,
  );
  await page.locator(`${tag} .base`).waitFor();
  return page;
}

const calls = (page: Page, method: string): Promise<unknown> =>
  page.evaluate(`window.element.updateComplete.then(() => window.controller.count('${method}'))`);

test('a press of the mouse, of Enter, of the space bar and of a finger: each is carried out once', async () => {
  const presses: readonly ((page: Page) => Promise<void>)[] = [
    (page) => page.locator('gdb-sync-button .main').click(),
    (page) => page.locator('gdb-sync-button .main').press('Enter'),
    (page) => page.locator('gdb-sync-button .main').press(' '),
    (page) => page.locator('gdb-sync-button .main').tap(),
  ];
  for (const press of presses) {
    await afterOne();
    const page = await open('gdb-sync-button', 'changesNotSent');
    await press(page);
    assert.equal(await page.evaluate('window.controller.calls.length'), 0);
    release();
    assert.equal(await calls(page, 'syncGeodatabase'), 1);
  }
});

/** A context for each press: its faces are held anew. */
async function afterOne(): Promise<void> {
  await context.close();
  const coming = new Promise<void>((resolve) => {
    release = resolve;
  });
  context = await browser.newContext({ hasTouch: true });
  await context.route(/-face-\w+\.js$/, async (route) => {
    await coming;
    await route.continue();
  });
}

test('a pointer that is held down while the face comes presses when it is let go', async () => {
  const page = await open('gdb-sync-button', 'changesNotSent');
  await page.locator('gdb-sync-button .label').hover();
  await page.mouse.down();
  release();
  await page.locator('gdb-sync-button [data-live]').waitFor({ state: 'attached' });
  assert.equal(await calls(page, 'syncGeodatabase'), 0);
  await page.mouse.up();
  assert.equal(await calls(page, 'syncGeodatabase'), 1);
});

test('the Tab key reaches the control, and stays there', async () => {
  const page = await open('gdb-sync-progress', 'uploading');
  await page.keyboard.press('Tab');
  const focused = `window.element.shadowRoot.activeElement?.dataset.action`;
  assert.equal(await page.evaluate(focused), 'pause');
  release();
  await page.locator('gdb-sync-progress [data-live]').waitFor({ state: 'attached' });
  assert.equal(await page.evaluate(focused), 'pause');
});

test('files that a person chose are added when the face is there', async () => {
  const page = await open('gdb-attachment-picker', 'empty');
  const chosen = { name: 'bark.txt', mimeType: 'text/plain', buffer: Buffer.from('bark') };
  const chooser = page.waitForEvent('filechooser');
  await page.locator('gdb-attachment-picker .add').click();
  await (await chooser).setFiles(chosen);
  release();
  await page.locator('gdb-attachment-picker .row').getByText('bark.txt').waitFor();
});

test('a dialog that stays open while the face comes gives its files to the face', async () => {
  const page = await open('gdb-attachment-picker', 'empty');
  const chooser = page.waitForEvent('filechooser');
  await page.locator('gdb-attachment-picker .add').click();
  const dialog = await chooser;
  release();
  await page.locator('gdb-attachment-picker [data-live]').waitFor({ state: 'attached' });
  await dialog.setFiles({ name: 'bark.txt', mimeType: 'text/plain', buffer: Buffer.from('bark') });
  await page.locator('gdb-attachment-picker .row').getByText('bark.txt').waitFor();
});

test('the camera app has its button from the first on where a finger can press it, and nowhere else', async () => {
  const camera = 'gdb-attachment-picker .camera';
  const page = await open('gdb-attachment-picker', 'empty');
  assert.equal(await page.locator(camera).isVisible(), true);
  const chooser = page.waitForEvent('filechooser');
  await page.locator(camera).tap();
  release();
  await chooser;
  await context.close();
  context = await browser.newContext();
  assert.equal(await (await open('gdb-attachment-picker', 'empty')).locator(camera).isVisible(), false);
});

for (const [tag, scene, control] of [
  ['gdb-sync-button', 'changesNotSent', '.main'],
  ['gdb-edit-errors', '4', '[data-action="retry-shown"]'],
  ['gdb-sync-progress', 'uploading', '[data-action="cancel"]'],
] as const)
  test(`${tag}: where the face cannot be fetched it says so, and what was pressed is given up for good`, async () => {
    const page = await open(tag, scene);
    await page.locator(`${tag} ${control}`).click();
    isCut = true;
    release();
    await page.locator(tag).getByText(MISSING).waitFor();
    isCut = false;
    await page.evaluate(`dispatchEvent(new Event('online'))`);
    await page.locator(`${tag} [data-live]`).first().waitFor({ state: 'attached' });
    await page.waitForTimeout(300);
    // Nor is it marked as if it were still to come.
    assert.equal(await page.locator(`${tag} [data-kept]`).count(), 0);
    assert.equal(
      await page.evaluate('window.controller.calls.filter(({ method }) => method !== "usersHere").length'),
      0,
    );
  });

test('what a person sees does not move when the face comes', async () => {
  for (const [tag, scene, control, width] of [
    ['gdb-sync-button', 'changesNotSent', '.main', 320],
    ['gdb-sync-progress', 'uploading', '[data-action="pause"]', 900],
    ['gdb-sync-progress', 'uploading', '[data-action="pause"]', 420],
    ['gdb-edit-errors', '4', '[data-action="retry-shown"]', 320],
    ['gdb-edit-errors', '40', '[data-action="retry-shown"]', 900],
    ['gdb-attachment-picker', 'empty', '.add', 900],
    ['gdb-attachment-picker', 'empty', '.camera', 320],
  ] as const) {
    await afterOne();
    const page = await open(tag, scene);
    await page.setViewportSize({ width, height: 700 });
    const first = await page.locator(`${tag} ${control}`).boundingBox();
    release();
    await page.locator(`${tag} [data-live]`).first().waitFor({ state: 'attached' });
    await page.waitForTimeout(100);
    const box = await page.locator(`${tag} ${control}`).boundingBox();
    const moved = (['x', 'y', 'width', 'height'] as const).map((one) =>
      Math.abs((box?.[one] ?? NaN) - (first?.[one] ?? NaN)),
    );
    assert.ok(
      moved.every((pixels) => pixels < 1),
      `${tag} at ${String(width)} px: moved by ${moved.join()}`,
    );
  }
});
