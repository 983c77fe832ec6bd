/** Parts of the elements that are fetched when they are asked for, while the network is gone: it is said, nothing that was given is lost, and the same press works later. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../../scripts/find-browser.mjs';
import type { ScriptPage } from './script-page.js';
import { serveSplit } from './split-page.js';

const MISSING = 'This part of the page could not be loaded';

const SCRIPT = `
import './src/elements/all.ts';
import { attachmentScenes, FEATURE, manyPhotos } from './test/support/attachment-scenes.ts';
import { withConflicts } from './test/support/conflict-scenes.ts';
import { scenes } from './test/support/controller-states.ts';
import { withErrors } from './test/support/error-scenes.ts';
import { photo } from './test/support/photos.ts';
import { ScriptedController } from './test/support/scripted-controller.ts';

const make = {
  conflicts: () => withConflicts('waiting'),
  errors: () => withErrors(4),
  photos: () => manyPhotos(3),
  empty: () => attachmentScenes.empty(),
  reporting: () => {
    const controller = new ScriptedController(scenes.ready());
    const report = controller.report.bind(controller);
    return Object.assign(controller, { report: () => import('./src/elements/common/download.ts').then(report) });
  },
};
globalThis.page = {
  async show(tag, scene, attributes) {
    const controller = await (make[scene]?.() ?? new ScriptedController(scenes[scene]()));
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    Object.assign(element, { controller, layerId: 0, globalId: FEATURE });
    Object.assign(globalThis, { controller, element });
    document.body.replaceChildren(element);
    await element.updateComplete;
  },
  drop(name) {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['sqlite'], name));
    element.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
  },
  async take(name) {
    element.addFiles([new File([await photo()], name, { type: 'image/jpeg' })]);
  },
  /** Of a photo that does not say where it was taken. */
  bytes: async () => [...new Uint8Array(await (await photo({ position: null })).arrayBuffer())],
  /** The browser would ask before this page is left. */
  asksBeforeLeaving: () => !dispatchEvent(new Event('beforeunload', { cancelable: true })),
};
`;

let browser: Browser;
let served: ScriptPage;
let page: Page;
/** Parts that the network does not bring. */
let cut: RegExp | null = null;
/** What no promise of the page caught. */
let unhandled: string[] = [];

before(async () => {
  [browser, served] = await Promise.all([
    chromium.launch({ executablePath: requireBrowser('chromium'), args: chromiumArgs() }),
    serveSplit({ contents: SCRIPT }),
  ]);
});
after(async () => {
  await browser.close();
  served.close();
});
afterEach(async () => {
  await page.close();
  assert.deepEqual(unhandled, []);
});

async function open(
  tag: string,
  scene: string,
  { missing, attributes = {} }: { readonly missing: RegExp; readonly attributes?: Readonly<Record<string, string>> },
): Promise<Locator> {
  cut = missing;
  unhandled = [];
  page = await browser.newPage({
    hasTouch: true,
    geolocation: { latitude: 46.95, longitude: 7.44 },
    permissions: ['geolocation'],
  });
  page.on('pageerror', ({ message }) => unhandled.push(message));
  await page.route('**/*.js', (route) =>
    cut?.test(new URL(route.request().url()).pathname) === true ? route.abort() : route.continue(),
  );
  await page.goto(served.url);
  await page.waitForFunction('globalThis.page !== undefined');
  await page.evaluate(`page.show('${tag}', '${scene}', ${JSON.stringify(attributes)})`);
  return page.locator(tag);
}

/** In sight, and read out. */
async function told(element: Locator, place: string): Promise<Locator> {
  const words = element.locator(place).getByText(MISSING);
  await words.waitFor();
  await element.locator('[data-live]').getByText(MISSING).waitFor({ state: 'attached' });
  return words;
}

const focused = (): Promise<unknown> =>
  page.evaluate('element.shadowRoot.activeElement?.dataset.action ?? element.shadowRoot.activeElement?.className');
const stored = (): Promise<unknown> =>
  page.evaluate('controller.calls.filter(({ method }) => method === "addAttachment").map(({ args }) => args[2])');

for (const { name, tag, scene, part, press, focus, place, there, attributes } of [
  {
    name: 'the form that fixes a row',
    ...{ tag: 'gdb-edit-errors', scene: 'errors', part: 'fix-form', attributes: {} },
    ...{ press: '.row >> nth=1 >> [data-action=fix]', focus: 'fix' },
    ...{ place: '.row >> nth=1 >> .wrong', there: '.row >> nth=1 >> .fix .control >> nth=0' },
  },
  {
    name: 'the menu',
    ...{ tag: 'gdb-sync-button', scene: 'changesNotSent', part: 'menu-panel', attributes: {} },
    ...{ press: '#more', focus: 'menu', place: '.part-missing', there: '[data-item=menuReceipts]' },
  },
  {
    name: 'a page of the menu',
    ...{ tag: 'gdb-sync-button', scene: 'changesNotSent', part: 'receipts-page', attributes: {} },
    ...{ press: '[data-item=menuReceipts]', focus: 'item', place: 'li:has([data-item=menuReceipts])' },
    there: '#menu-title',
  },
  {
    name: 'the panel for a file',
    ...{ tag: 'gdb-sync-button', scene: 'notOffline', part: 'file-panel', attributes: { width: 'full' } },
    ...{ press: '#open-file', focus: 'file', place: '.part-missing', there: '.file-panel' },
  },
  {
    name: 'the receipts after a sync',
    ...{ tag: 'gdb-sync-progress', scene: 'completed', part: 'receipts-page', attributes: {} },
    ...{ press: '[data-action=receipts]', focus: 'receipts', place: '.part-missing', there: '.receipts' },
  },
  {
    name: 'the camera',
    ...{ tag: 'gdb-attachment-picker', scene: 'empty', part: 'camera-dialog', attributes: { camera: 'page' } },
    ...{ press: '.camera', focus: null, place: '.summary', there: '.camera-dialog[open]' },
  },
  {
    name: 'the preview of a file',
    ...{ tag: 'gdb-attachment-picker', scene: 'photos', part: 'preview-dialog', attributes: {} },
    ...{ press: '.row >> nth=1 >> [data-action=preview]', focus: 'preview' },
    ...{ place: '.row >> nth=1 >> .problem', there: '.preview-dialog[open]' },
  },
] as const satisfies readonly {
  readonly name: string;
  readonly tag: string;
  readonly scene: string;
  readonly part: string;
  readonly press: string;
  /** What keeps the focus; null for what the browser does not focus by a press. */
  readonly focus: string | null;
  readonly place: string;
  readonly there: string;
  readonly attributes: Readonly<Record<string, string>>;
}[])
  test(`${name}: says where it was asked for that it could not be loaded, and opens at the next press`, async () => {
    const element = await open(tag, scene, { missing: new RegExp(`/${part}-`), attributes });
    if (press.includes('data-item')) await element.locator('#more').click();
    await element.locator(press).click();
    const words = await told(element, place);
    if (focus !== null) assert.equal(await focused(), focus);
    assert.equal(await element.locator(there).count(), 0);
    cut = null;
    await element.locator(press).click();
    await element.locator(there).waitFor();
    await words.waitFor({ state: 'detached' });
  });

test('the list of refused edits as a file: says above the rows that it could not be written, and writes it at the next press', async () => {
  const element = await open('gdb-edit-errors', 'errors', { missing: /\/(export-list|download)-/ });
  const press = element.locator('[data-action=export]');
  await press.click();
  const words = await told(element, '.part-missing');
  assert.equal(await focused(), 'export');
  cut = null;
  const [file] = await Promise.all([page.waitForEvent('download'), press.click()]);
  assert.match(file.suggestedFilename(), /-refused-.*\.csv$/);
  await words.waitFor({ state: 'detached' });
});

test('the report for who helps: says that it could not be written, and is there at the next press', async () => {
  const element = await open('gdb-sync-button', 'reporting', { missing: /\/download-/ });
  await element.locator('#more').click();
  await element.locator('[data-action=report]').click();
  const words = await told(element, '.part-missing');
  assert.equal(await focused(), 'report');
  cut = null;
  await element.locator('[data-action=report]').click();
  await element.locator('.report-said, .report-by-hand').first().waitFor();
  await words.waitFor({ state: 'detached' });
});

test('a file that was dropped waits, by name, for its panel', async () => {
  const element = await open('gdb-sync-button', 'notOffline', { missing: /\/file-panel-/ });
  await page.evaluate("page.drop('park.geodatabase')");
  await told(element, '.part-missing');
  await element.locator('.part-missing').getByText('park.geodatabase').waitFor();
  await element.locator('[data-action=part-again]').click();
  await element.locator('.part-missing').getByText('park.geodatabase').waitFor();
  cut = null;
  await element.locator('[data-action=part-again]').click();
  await element.locator('.file-panel h3').getByText('park.geodatabase').waitFor();
  assert.equal(await element.locator('.part-missing').count(), 0);
});

for (const [how, again] of [
  ['a press', (element: Locator) => element.locator('[data-action=part-again]').press('Enter')],
  ['the connection that is back', () => page.evaluate("dispatchEvent(new Event('online'))")],
] as const)
  test(`features changed on both sides: how many they are is said without their list, which comes with ${how}`, async () => {
    const element = await open('gdb-edit-errors', 'conflicts', { missing: /\/conflict-list-/ });
    await told(element, '.part-missing');
    await element.locator('.part-missing').getByText('Features changed here and by others: 3').waitFor();
    let asked = 0;
    page.on('request', () => (asked += 1));
    await page.evaluate('element.requestUpdate()');
    await page.evaluate('element.updateComplete');
    assert.equal(asked, 0, 'drawing alone asks no more');
    cut = null;
    await again(element);
    await element.locator('[data-conflict]').first().waitFor();
    assert.equal(await element.locator('.part-missing').count(), 0);
    if (how === 'a press') await page.waitForFunction("element.shadowRoot.activeElement?.className === 'title'");
  });

const PHOTOS = /\/(prepare-photo|stamp-lines)-/;
const HELD_BACK = 'Not added yet: what makes photos ready could not be loaded';

test('a photo whose position must go is held back while nothing can take it out, and added at the next press', async () => {
  const element = await open('gdb-attachment-picker', 'empty', { missing: PHOTOS, attributes: { position: 'none' } });
  await page.evaluate("page.take('bark.jpg')");
  const row = element.locator('.row');
  await row.locator('.problem').getByText(HELD_BACK).waitFor();
  await element.locator('[data-live]').getByText(HELD_BACK).waitFor({ state: 'attached' });
  assert.equal((await row.innerText()).includes('JPEG'), false);
  assert.equal(await row.locator('[data-action=anyway]').count(), 0);
  assert.deepEqual(await stored(), []);
  assert.equal(await page.evaluate('page.asksBeforeLeaving()'), true);
  cut = null;
  await row.locator('[data-action=retry]').click();
  await row.getByText('Position taken out').waitFor();
  assert.deepEqual(await stored(), ['bark.jpg']);
  assert.equal(await page.evaluate('page.asksBeforeLeaving()'), false);
});

test('it is added by itself once the connection is back', async () => {
  const element = await open('gdb-attachment-picker', 'empty', { missing: PHOTOS, attributes: { exif: 'strip' } });
  await page.evaluate("page.take('bark.jpg')");
  await element.locator('.row .problem').getByText(HELD_BACK).waitFor();
  cut = null;
  await page.evaluate("dispatchEvent(new Event('online'))");
  await element.locator('.row').getByText('Position taken out').waitFor();
  assert.deepEqual(await stored(), ['bark.jpg']);
});

test('a photo that should be made smaller or written on is held back; a person may add it as it came, and is told so', async () => {
  const element = await open('gdb-attachment-picker', 'empty', { missing: PHOTOS, attributes: { stamp: '' } });
  await page.evaluate("page.take('bark.jpg')");
  const row = element.locator('.row');
  await row.locator('.problem').getByText(HELD_BACK).waitFor();
  await row.getByText('Or add it as it came').waitFor();
  assert.deepEqual(await stored(), []);
  await row.locator('[data-action=anyway]').click();
  await row.getByText('Kept as it came').waitFor();
  assert.deepEqual(await stored(), ['bark.jpg']);
});

test('a photo into which the position of the device is to be written waits with that position', async () => {
  const element = await open('gdb-attachment-picker', 'empty', { missing: PHOTOS, attributes: { position: 'device' } });
  const bytes = await page.evaluate<number[]>('page.bytes()');
  const chooser = page.waitForEvent('filechooser');
  await element.locator('.camera').click();
  await (await chooser).setFiles({ name: 'bark.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(bytes) });
  const row = element.locator('.row');
  await row.locator('.problem').getByText(HELD_BACK).waitFor();
  assert.deepEqual(await stored(), []);
  cut = null;
  await row.locator('[data-action=retry]').click();
  await row.getByText('Position written into it').waitFor();
  assert.deepEqual(await stored(), ['bark.jpg']);
});

/** A photo for which another was chosen that cannot be made ready: the picker, and its preview. */
async function withHeldReplacement(): Promise<{ readonly element: Locator; readonly dialog: Locator }> {
  const element = await open('gdb-attachment-picker', 'photos', { missing: PHOTOS, attributes: { position: 'none' } });
  const buffer = Buffer.from(await page.evaluate<number[]>('page.bytes()'));
  await element.locator('[data-action=preview]').first().click();
  const dialog = element.locator('.preview-dialog');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    dialog.getByText('Replace', { exact: true }).click(),
  ]);
  await chooser.setFiles({ name: 'bark.jpg', mimeType: 'image/jpeg', buffer });
  await dialog.locator('.preview-problem').getByText(HELD_BACK).waitFor();
  await dialog.locator('.preview-problem').getByText('bark.jpg').waitFor();
  return { element, dialog };
}

test('a photo that is to replace another is held until it can be made ready, also while the preview is closed', async () => {
  const { element, dialog } = await withHeldReplacement();
  const replaced = (): Promise<unknown> =>
    page.evaluate("controller.calls.filter(({ method }) => method === 'updateAttachment').length");
  assert.equal(await replaced(), 0);
  assert.equal(await page.evaluate('page.asksBeforeLeaving()'), true);
  await dialog.locator('[data-action=preview-close]').click();
  assert.equal(await page.evaluate('page.asksBeforeLeaving()'), true);
  await element.locator('[data-action=preview]').first().click();
  await dialog.locator('[data-action=replace-again]').click();
  await dialog.locator('.preview-problem').getByText(HELD_BACK).waitFor();
  cut = null;
  await dialog.locator('[data-action=replace-again]').click();
  await dialog.locator('#preview-title').getByText('bark.jpg').waitFor();
  assert.equal(await replaced(), 1);
  assert.equal(await dialog.locator('.preview-problem').count(), 0);
  assert.equal(await page.evaluate('page.asksBeforeLeaving()'), false);
});

test('a photo that is to replace another goes with it: nothing asks for what nobody can see', async () => {
  const { dialog } = await withHeldReplacement();
  await dialog.locator('[data-action=preview-close]').click();
  // A sync brings that somebody else removed them.
  await page.evaluate('controller.queryAttachments = () => Promise.resolve([]); controller.attachmentsChanged()');
  await page.waitForFunction('!page.asksBeforeLeaving()');
});

test('a photo of which nothing is asked is kept at once, as it came', async () => {
  const element = await open('gdb-attachment-picker', 'empty', { missing: PHOTOS });
  await page.evaluate("page.take('bark.jpg')");
  await element.locator('.row').getByText('Kept as it came').waitFor();
  assert.deepEqual(await stored(), ['bark.jpg']);
});
