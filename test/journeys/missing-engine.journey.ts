/** The engine of a controller does not come over the network: it is told what to do, it is tried again, and what was edited before is there. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { startEmulator } from '../../emulator/node/serve.js';
import { chromiumArgs, requireBrowser } from '../../scripts/find-browser.mjs';
import { TestService } from '../support/service.js';
import type { ScriptPage } from './script-page.js';
import { serveSplit } from './split-page.js';

const SCRIPT = `
import './src/elements/all.ts';
import { getSyncController } from './src/index.ts';

globalThis.open = (serviceUrl) => {
  globalThis.sync = getSyncController({ serviceUrl });
  globalThis.told = [];
  sync.addEventListener('gdb-sync-status-change', () => told.push(sync.status));
};
globalThis.codeOf = (work) => work.then(() => 'done', ({ code, retryable }) => code + (retryable ? ', retryable' : ''));
globalThis.asksBeforeLeaving = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));
`;

const ENGINE = /\/assemble-\w+\.js/;
const MISSING =
  'A part of this page could not be loaded. Try again with a connection. If that does not help, reload the page';

let browser: Browser;
let served: ScriptPage;
let emulator: Awaited<ReturnType<typeof startEmulator>>;
let service: TestService;
let context: BrowserContext;
let page: Page;
/** The network does not bring the engine. */
let isCut: boolean;
/** How often it was asked for. */
let asked: number;
/** What no promise of the page caught. */
let unhandled: string[];

before(async () => {
  [browser, served, emulator] = await Promise.all([
    chromium.launch({ executablePath: requireBrowser('chromium'), args: chromiumArgs() }),
    serveSplit({ contents: SCRIPT }, { findsControllers: true }),
    startEmulator({ port: 0, db: ':memory:' }),
  ]);
});
after(async () => {
  await browser.close();
  served.close();
  await emulator.close();
});

beforeEach(async () => {
  service = await TestService.create({}, 3, emulator.url.replace(/\/$/, ''));
  context = await browser.newContext();
  isCut = true;
  asked = 0;
  unhandled = [];
  await context.route(ENGINE, (route) => {
    asked += 1;
    return isCut ? route.abort() : route.continue();
  });
});
afterEach(async () => {
  await context.close();
  assert.deepEqual(unhandled, []);
});

async function openPage(body = '', lang = 'en'): Promise<void> {
  page = await context.newPage();
  page.on('pageerror', ({ message }) => unhandled.push(message));
  await page.goto(`${served.url}?${new URLSearchParams({ body, lang }).toString()}`);
  await page.waitForFunction('globalThis.open !== undefined && globalThis.codeOf !== undefined');
  await page.evaluate(`open('${service.url}')`);
}

const named = (tag: string): string => `<${tag} service-url="${service.url}"></${tag}>`;
const codeOf = (work: string): Promise<unknown> => page.evaluate(`codeOf(${work})`);
const missing = (): Promise<unknown> => page.waitForFunction(`sync.state.unavailable?.code === 'not-loaded'`);

/** The area is taken, a feature added, and the page closed. Resolves to the GlobalID of another feature. */
async function workBefore(): Promise<string> {
  isCut = false;
  await openPage();
  const globalId = await page.evaluate<string>(`(async () => {
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    await sync.applyEdits(0, { adds: [{ attributes: { name: 'Oak' }, geometry: { x: 8.5, y: 47.4 } }] });
    return (await sync.queryFeatures(0, { where: "name <> 'Oak'" })).features[0].globalId;
  })()`);
  await page.close();
  isCut = true;
  asked = 0;
  return globalId;
}

test('the button says so and tries again when it is pressed: what was edited before is there', async () => {
  await workBefore();
  await openPage(named('gdb-sync-button'));
  const button = page.locator('gdb-sync-button');
  await button.getByText(MISSING).waitFor();
  assert.equal(await page.evaluate('sync.status'), 'unavailable');
  const main = button.locator('.main');
  assert.match(await main.innerText(), /Try again/);
  const before = asked;
  await main.press('Enter');
  // Missing again: it is read out, and the focus is where it was.
  await button.locator('[data-live]').getByText(MISSING).waitFor({ state: 'attached' });
  assert.equal(asked, before + 1);
  assert.equal(await page.evaluate(`document.activeElement.shadowRoot.activeElement.className.includes('main')`), true);
  isCut = false;
  await main.press('Enter');
  await button.getByText('1 change not sent').waitFor();
  assert.deepEqual(await page.evaluate('[sync.status, sync.state.unavailable]'), ['changes-not-sent', null]);
  assert.equal(await page.evaluate('told.at(-1)'), 'changes-not-sent');
  await main.press('Enter');
  await button.getByText('All changes sent').waitFor();
  assert.equal((await service.features(0, "name = 'Oak'")).length, 1);
});

test('it is tried again when the connection is back', async () => {
  await openPage(named('gdb-sync-button'), 'de');
  await page.getByText('Ein Teil dieser Seite wurde nicht geladen.').waitFor();
  await page.getByText('Nochmals versuchen').waitFor();
  isCut = false;
  await page.evaluate(`dispatchEvent(new Event('online'))`);
  await page.waitForFunction(`sync.status === 'not-offline'`);
  assert.equal(await codeOf('sync.ready'), 'done');
});

test('each verb tries again, and rejects in words where it is missing still; all that ask at once ask for one file', async () => {
  await workBefore();
  await openPage();
  assert.equal(await codeOf('sync.ready'), 'not-loaded, retryable');
  await missing();
  asked = 0;
  const verbs = [
    `sync.applyEdits(0, { adds: [{ attributes: { name: 'Ash' } }] })`,
    `sync.addAttachment(0, crypto.randomUUID(), new File(['bark'], 'bark.txt'))`,
    `sync.queryFeatures(0)`,
    `sync.syncGeodatabase()`,
    `sync.exportPendingEdits()`,
    `sync.adoptAnonymousEdits()`,
  ];
  const codes = await page.evaluate(`Promise.all([${verbs.map((verb) => `codeOf(${verb})`).join()}])`);
  assert.deepEqual(
    codes,
    verbs.map(() => 'not-loaded, retryable'),
  );
  assert.equal(asked, 1);
  isCut = false;
  assert.equal(await page.evaluate(`sync.queryFeatureCount(0, { where: "name = 'Oak'" })`), 1);
  assert.equal(await page.evaluate('sync.status'), 'changes-not-sent');
  assert.equal(await codeOf('sync.ready'), 'done');
});

test('what nobody waits for rejects nothing: cancel, wake, sign-in, options that come late', async () => {
  await openPage();
  await missing();
  await page.evaluate(`sync.cancel(), sync.retryNow(), sync.pause(), sync.resume()`);
  await page.evaluate(
    `sync.requestSignIn(), sync.provideToken('secret'), sync.fillOptions({ serviceUrl: sync.serviceUrl, autoSync: true, userId: 'ada' })`,
  );
  await page.waitForTimeout(300);
  await page.evaluate('sync.close()');
  assert.equal(await codeOf('sync.queryFeatures(0)'), 'controller-closed');
});

test('a page that asks at each change of the state does not ask for ever', async () => {
  await openPage();
  await missing();
  asked = 0;
  await page.evaluate(`sync.addEventListener('gdb-sync-status-change', () => void codeOf(sync.queryFeatures(0)))`);
  await page.evaluate('sync.retryNow()');
  await page.waitForTimeout(500);
  assert.ok(asked <= 2, `asked ${String(asked)} times`);
});

test('what arrives after the controller was closed opens no database', async () => {
  let arrive: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await context.unrouteAll();
  await context.route(ENGINE, async (route) => {
    await arrived;
    await route.continue();
  });
  await openPage();
  const ready = codeOf('sync.ready');
  await page.evaluate('sync.close()');
  arrive();
  assert.equal(await ready, 'controller-closed');
  await page.waitForTimeout(200);
  assert.deepEqual(await page.evaluate('indexedDB.databases()'), []);
});

test('card, list and picker say it too, and a file that the picker is given meanwhile is kept until it can be added', async () => {
  const globalId = await workBefore();
  const picker = named('gdb-attachment-picker');
  await openPage(`${named('gdb-sync-progress')}${named('gdb-edit-errors')}${picker}`);
  const PART = /part of (the|this) page could not be loaded/;
  await page.locator('gdb-sync-progress').getByText('A part of this page could not be loaded.').waitFor();
  await page.locator('gdb-sync-progress [data-action=retry]').waitFor();
  await page.locator('gdb-edit-errors').getByText(PART).first().waitFor();
  const element = page.locator('gdb-attachment-picker');
  await element.getByText(PART).first().waitFor();
  await page.evaluate(`{
    const picker = document.querySelector('gdb-attachment-picker');
    Object.assign(picker, { layerId: 0, globalId: '${globalId}' });
    picker.addFiles([new File(['bark'], 'bark.txt')]);
  }`);
  assert.equal(await page.evaluate('asksBeforeLeaving()'), true);
  // A file more is a reason to look again.
  assert.equal(await codeOf('sync.ready'), 'not-loaded, retryable');
  isCut = false;
  await page.evaluate(`document.querySelector('gdb-attachment-picker').addFiles([new File(['leaf'], 'leaf.txt')])`);
  await page.waitForFunction(`sync.status === 'changes-not-sent'`);
  await page.locator('gdb-edit-errors').getByText('No change was refused').waitFor();
  await element.locator('.row').getByText('bark.txt').waitFor();
  await element.locator('.row').getByText('leaf.txt').waitFor();
  await page.waitForFunction('sync.state.pending.attachments === 2');
});

test('only the file: what the browser refuses when it opens the database stays what it was', async () => {
  await context.addInitScript(`Object.defineProperty(globalThis, 'indexedDB', { value: undefined })`);
  isCut = false;
  await openPage(named('gdb-sync-button'));
  assert.equal(await codeOf('sync.ready'), 'storage-unavailable');
  await page.evaluate('sync.retryNow()');
  assert.equal(await codeOf('sync.queryFeatures(0)'), 'storage-unavailable');
  await page.locator('gdb-sync-button').getByText('Not available').waitFor();
});

/** By a word of their file's name. */
const PARTS: readonly (readonly [part: string, verb: string, then?: string])[] = [
  ['where', `sync.queryFeatures(0, { where: "name = 'Oak'" })`],
  ['spatial', `sync.queryFeatures(1, { geometry: { x: 8.5, y: 47.4 } })`],
  ['record-table', `sync.queryDistinctValues(0, { outFields: ['name'] })`],
  ['rescue', `sync.exportPendingEdits()`],
  // Which has a reason of its own: something is not sent.
  ['pre-planned', `sync.exportGeodatabase()`, 'pending-edits'],
  ['support-report', `sync.report()`],
];
for (const [part, verb, then = 'done'] of PARTS)
  test(`a verb whose own part does not come (${part}) rejects in words, and works at the next call`, async () => {
    await workBefore();
    isCut = false;
    await openPage();
    await page.evaluate('sync.ready');
    const file = new RegExp(`/${part}-\\w+\\.js`);
    await context.route(file, (route) => {
      asked += 1;
      return route.abort();
    });
    asked = 0;
    assert.equal(await codeOf(verb), 'not-loaded, retryable');
    assert.equal(asked, 1);
    await context.unroute(file);
    assert.equal(await codeOf(verb), then);
    assert.equal(await page.evaluate('sync.state.pending.features'), 1);
  });
