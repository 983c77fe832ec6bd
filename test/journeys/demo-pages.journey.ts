/** The small pages of the demo, under its strict header: one with a script tag and attributes, and one over MapLibre, without any Esri code. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../../scripts/find-browser.mjs';
import { createWorld, type World } from './world.js';

/** WebGL without a graphics card. */
const SOFTWARE_GL = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

interface MapPage {
  readonly map: {
    isSourceLoaded(source: string): boolean;
    queryRenderedFeatures(options: { readonly layers: readonly string[] }): readonly unknown[];
  };
}

interface Picker {
  readonly globalId: string | undefined;
}

describe('the small pages of the demo', { timeout: 300_000 }, () => {
  let world: World;
  let browser: Browser;

  before(async () => {
    world = await createWorld();
    const args = [...chromiumArgs(), ...SOFTWARE_GL];
    browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args });
  });

  after(async () => {
    await browser.close();
    await world.close();
  });

  async function open(name: string): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width: 1100, height: 800 } })).newPage();
    await page.goto(`${world.pageUrl}${name}`);
    return page;
  }

  it('are all named on one page', async () => {
    const page = await open('pages.html');
    // Those over the ArcGIS Maps SDK have a server of their own.
    const addresses = await page
      .locator('a[href^="./"]')
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
    for (const address of addresses) assert.equal((await fetch(address)).status, 200, address);
    assert.ok(addresses.length >= 4);
  });

  it('a portal page with a script tag and attributes takes its area offline and says so', async () => {
    const source = readFileSync('demo/portal.html', 'utf8');
    assert.equal(source.match(/<script/g)?.length, 1);
    const page = await open('portal.html');
    await page.locator('gdb-sync-button[state="not-offline"] .main').click();
    await page.locator('gdb-sync-button[state="ready"]').waitFor({ timeout: 60_000 });
    await page.close();
  });

  it('MapLibre draws what is on this device, and a click on it fills the picker', async () => {
    const page = await open('maplibre.html');
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    await page.locator('gdb-sync-button[state="not-offline"] .main').click();
    await page.locator('gdb-sync-button[state="ready"]').waitFor({ timeout: 60_000 });
    // A function, not a text: the header lets no text be run, and what is asked again and again is not exempt from it.
    await page.waitForFunction(() => {
      const { map } = globalThis as unknown as MapPage;
      return map.isSourceLoaded('points') && map.queryRenderedFeatures({ layers: ['points'] }).length > 5;
    });
    const [x, y, globalId] = await page.evaluate<[number, number, string]>(`(() => {
      for (const { geometry, properties } of map.queryRenderedFeatures({ layers: ['points'] })) {
        const { x, y } = map.project(geometry.coordinates);
        const alone = map.queryRenderedFeatures([x, y], { layers: ['points'] }).length === 1;
        if (alone && x > 20 && y > 20 && x < 600 && y < 700) return [x, y, properties.globalId];
      }
      throw new Error('no feature is in sight');
    })()`);
    await page.mouse.click(x, y);
    await page.waitForFunction(
      (wanted) => document.querySelector<HTMLElement & Picker>('gdb-attachment-picker')?.globalId === wanted,
      globalId,
    );
    assert.deepEqual(problems, []);
    const loaded = await page.evaluate<string[]>(`performance.getEntriesByType('resource').map(({ name }) => name)`);
    assert.deepEqual(
      loaded.filter((address) => /esri|arcgis\/core/i.test(address)),
      [],
    );
    await page.close();
  });
});
