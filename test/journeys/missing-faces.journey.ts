/** Parts of the elements that the network does not bring: what is said in their place, and that they are tried again. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../../scripts/find-browser.mjs';
import type { ScriptPage } from './script-page.js';
import { serveSplit } from './split-page.js';

let browser: Browser;
let served: ScriptPage;
let context: BrowserContext;
/** Files that do not come. */
let cut: RegExp;
const NOTHING = /^$/;

before(async () => {
  served = await serveSplit(
    { files: ['test/support/fresh-page.ts', 'src/elements/autoloader.ts'] },
    { findsControllers: true },
  );
  browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args: chromiumArgs() });
});
after(async () => {
  await browser.close();
  served.close();
});

beforeEach(async () => {
  cut = NOTHING;
  context = await browser.newContext({ hasTouch: true });
  await context.route('**/*', (route) => (cut.test(route.request().url()) ? route.abort() : route.continue()));
});
afterEach(() => context.close());

async function open(query: Record<string, string> = {}): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${served.url}?${new URLSearchParams(query).toString()}`);
  return page;
}

/** With a scripted controller. */
async function openElement(tag: string, scene: string, lang = 'en'): Promise<Page> {
  const page = await open({ lang });
  await page.waitForFunction('window.fresh !== undefined');
  await page.evaluate(
    `window.fresh.make('${tag}', '${scene}').then((made) => { Object.assign(window, made); document.body.append(made.element); })`,
  );
  return page;
}

const button = (page: Page, tag: string): ReturnType<Page['locator']> => page.locator(`${tag} .blank button`);

for (const [tag, scene] of [
  ['gdb-sync-button', 'changesNotSent'],
  ['gdb-sync-progress', 'uploading'],
  ['gdb-edit-errors', '4'],
  ['gdb-attachment-picker', 'empty'],
] as const)
  test(`${tag}: a person tries again by its button, which keeps the focus until the element has it`, async () => {
    cut = /-face-\w+\.js/;
    const page = await openElement(tag, scene, 'de');
    await page.locator(tag).getByText('Nicht geladen').waitFor();
    assert.equal(await button(page, tag).textContent(), 'Nochmals versuchen');
    const box = await button(page, tag).boundingBox();
    assert.ok((box?.height ?? 0) >= 44, 'as high as a finger is wide');
    await button(page, tag).press('Enter');
    await page.locator(tag).getByText('Nicht geladen · Laden Sie diese Seite mit Verbindung neu').waitFor();
    assert.equal(await page.evaluate(`element.shadowRoot.activeElement?.textContent`), 'Nochmals versuchen');
    cut = NOTHING;
    await button(page, tag).press('Enter');
    await page.locator(`${tag} [data-live]`).first().waitFor({ state: 'attached' });
    assert.equal(await page.locator(`${tag} .blank`).count(), 0);
    assert.notEqual(await page.evaluate(`element.shadowRoot.activeElement`), null);
  });

test('without a connection no reload is advised', async () => {
  cut = /-face-\w+\.js/;
  const page = await openElement('gdb-sync-button', 'changesNotSent');
  await page.locator('gdb-sync-button').getByText('Not loaded').waitFor();
  await context.setOffline(true);
  await button(page, 'gdb-sync-button').click();
  await page.waitForTimeout(300);
  assert.equal(await page.locator('gdb-sync-button .blank span').textContent(), 'Not loaded');
  cut = NOTHING;
  // The connection comes back: it is tried again without a press.
  await context.setOffline(false);
  await page.locator('gdb-sync-button [data-live]').first().waitFor({ state: 'attached' });
});

test('files that are only in the page are counted, can be saved, and are added once the picker is there', async () => {
  const tag = 'gdb-attachment-picker';
  cut = /-face-\w+\.js/;
  const page = await openElement(tag, 'empty');
  await page.evaluate(`element.addFiles([new File(['bark'], 'bark.txt'), new File(['leaf'], 'leaf.txt')])`);
  const told = page.locator(`${tag} .blank span`);
  await page.locator(tag).getByText('Files that are only in this page: 2').waitFor();
  await button(page, tag).click();
  await page.waitForTimeout(300);
  assert.doesNotMatch((await told.textContent()) ?? '', /reload/i);
  const saving = page.waitForEvent('download');
  await page.locator(tag).getByRole('link', { name: 'bark.txt' }).click();
  assert.equal((await saving).suggestedFilename(), 'bark.txt');
  cut = NOTHING;
  await button(page, tag).click();
  await page.locator(`${tag} .row`).getByText('bark.txt').waitFor();
  await page.locator(`${tag} .row`).getByText('leaf.txt').waitFor();
});

test('files for which no place is open are kept, named and guarded, until one is', async () => {
  const tag = 'gdb-attachment-picker';
  cut = /-face-\w+\.js/;
  const page = await openElement(tag, 'empty');
  const asksBeforeLeaving = (): Promise<unknown> =>
    page.evaluate(`!dispatchEvent(new Event('beforeunload', { cancelable: true }))`);
  await page.evaluate(`{
    const { scene } = controller;
    window.isTaken = () => controller.show(scene);
    controller.show({ ...scene, state: { ...scene.state, geodatabase: null } });
    element.addFiles([new File(['bark'], 'bark.txt')]);
    element.layerId = 7;
    element.addFiles([new File(['leaf'], 'leaf.txt')]);
    element.layerId = 0;
  }`);
  cut = NOTHING;
  await button(page, tag).click();
  await page.locator(tag).getByText('Take the area offline first', { exact: true }).waitFor();
  await page.locator(`${tag} .waiting`).getByText('Files that are only in this page: 2').waitFor();
  assert.deepEqual(await page.locator(`${tag} .waiting a`).allTextContents(), ['bark.txt', 'leaf.txt']);
  assert.equal(await asksBeforeLeaving(), true);
  // The other is for another layer: it does not hold up this form.
  assert.match(String(await page.evaluate(`element.validationMessage`)), /1 file could not be written/);
  await page.evaluate(`isTaken()`);
  await page.locator(`${tag} .row`).getByText('bark.txt').waitFor();
  // No area has a layer 7, whichever feature is shown.
  await page.locator(`${tag} .waiting`).getByText('Files that are only in this page: 1').waitFor();
  const saving = page.waitForEvent('download');
  await page.locator(tag).getByRole('link', { name: 'leaf.txt' }).click();
  assert.equal((await saving).suggestedFilename(), 'leaf.txt');
  assert.equal(await asksBeforeLeaving(), true);
});

const NAMED = '<gdb-sync-button service-url="/arcgis/rest/services/T/FeatureServer"></gdb-sync-button>';

test('what makes controllers is tried again, by a press and when the connection is back', async () => {
  for (const isPressed of [true, false]) {
    cut = /shared-controller-\w+\.js/;
    const page = await open({ body: NAMED, lang: 'fr' });
    await page.locator('gdb-sync-button').getByText('Non chargé').waitFor();
    cut = NOTHING;
    if (isPressed) await button(page, 'gdb-sync-button').click();
    else await page.evaluate(`dispatchEvent(new Event('online'))`);
    await page.locator('gdb-sync-button .main').waitFor();
    await page.close();
  }
});

test('where what makes controllers is missing, an element that comes later says so as well, and one that is given a controller says it no more', async () => {
  cut = /shared-controller-\w+\.js/;
  const page = await open({ body: NAMED.replace('>', ' id="first">') });
  await page.locator('#first .blank').waitFor();
  // The face of the button is there by now.
  await page.evaluate(`document.body.insertAdjacentHTML('beforeend', '${NAMED.replace('>', ' id="second">')}')`);
  await page.locator('#second .blank button').waitFor();
  await page.waitForFunction('window.fresh !== undefined');
  await page.evaluate(`window.fresh.make('gdb-sync-button', 'changesNotSent').then(({ controller }) => {
    document.getElementById('first').controller = controller;
  })`);
  await page.locator('#first .main').waitFor();
  assert.equal(await page.locator('#first .blank').count(), 0);
  cut = NOTHING;
  await page.locator('#second .blank button').click();
  await page.locator('#second .main').waitFor();
});

test('files that a picker is given while its controller is missing wait for it', async () => {
  cut = /shared-controller-\w+\.js/;
  const tag = 'gdb-attachment-picker';
  const body = `<${tag} service-url="/arcgis/rest/services/T/FeatureServer"></${tag}>`;
  const page = await open({ body });
  await page.locator(`${tag} .blank`).waitFor();
  await page.evaluate(`window.fresh.make('${tag}', 'empty').then(({ element, controller }) => {
    const { layerId, globalId } = element;
    window.made = controller;
    window.shown = Object.assign(document.querySelector('${tag}'), { layerId, globalId });
    shown.addFiles([new File(['bark'], 'bark.txt')]);
  })`);
  await page.locator(tag).getByText('Files that are only in this page: 1').waitFor();
  await page.evaluate(`shown.controller = made`);
  await page.locator(`${tag} .row`).getByText('bark.txt').waitFor();
  assert.equal(await page.locator(`${tag} .blank`).count(), 0);
});

test('the autoloader tries again when the connection is back', async () => {
  cut = /gdb-sync-button-\w+\.js/;
  const page = await open({ body: NAMED, entry: 'autoloader' });
  await page.waitForTimeout(500);
  assert.equal(await page.evaluate(`customElements.get('gdb-sync-button') === undefined`), true);
  cut = NOTHING;
  await page.evaluate(`dispatchEvent(new Event('online'))`);
  await page.locator('gdb-sync-button .main').waitFor();
});
