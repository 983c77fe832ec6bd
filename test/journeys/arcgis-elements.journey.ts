/**
 * The elements beside a map of the real ArcGIS Maps SDK: the area is taken from the map, by mouse and by keyboard; a click on the map fills the picker;
 * what is not sent is highlighted; a refused edit is shown where it is. Judged by hit tests and by the colours of the screen.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { startEmulator } from '../../emulator/node/serve.js';
import { buildArcGISDemo, serveArcGISDemo } from '../../scripts/arcgis-demo.mjs';
import { chromiumArgs, requireBrowser } from '../../scripts/find-browser.mjs';
import { TestService } from '../support/service.js';

/** WebGL without a graphics card. */
const SOFTWARE_GL = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
/** Of the highlight of what is not sent. */
const AMBER = [218, 124, 11] as const;

describe('the elements beside an ArcGIS map', { timeout: 300_000 }, () => {
  let folder: string;
  let emulator: Awaited<ReturnType<typeof startEmulator>>;
  let service: TestService;
  let demo: Awaited<ReturnType<typeof serveArcGISDemo>>;
  let browser: Browser;
  let page: Page;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gdb-elements-'));
    emulator = await startEmulator({ port: 0, db: join(folder, 'service.sqlite') });
    service = await TestService.create({}, 60, emulator.url.replace(/\/$/, ''));
    await buildArcGISDemo(join(folder, 'demo'));
    demo = await serveArcGISDemo(join(folder, 'demo'));
    const args = [...chromiumArgs(), ...SOFTWARE_GL];
    browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args });
    page = await (await browser.newContext({ viewport: { width: 1200, height: 800 } })).newPage();
    await page.addInitScript(TOOLS);
    // Another spatial reference than the service's, as most maps have.
    await page.goto(`${demo.url}elements.html?wkid=102100&service=${encodeURIComponent(service.url)}`);
    await run('await tools.drawn();');
  });

  after(async () => {
    await browser.close();
    await demo.close();
    await emulator.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const run = <T>(script: string): Promise<T> => page.evaluate(`(async () => { ${script} })()`);
  const button = (): ReturnType<Page['locator']> => page.locator('gdb-sync-button');
  const bounds = async (): Promise<number[]> => {
    const values = await button()
      .locator('[data-side]')
      .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
    return values.map(Number);
  };
  const counted = async (): Promise<number> => {
    const told = button().locator('#area-told');
    await told.getByText('about').waitFor();
    return Number(/^[\d,]+/.exec((await told.textContent()) ?? '')?.[0].replaceAll(',', ''));
  };
  /** Pixels of about this colour within some points of a place on the screen. */
  const near = async (
    [x, y]: readonly [number, number],
    [r, g, b]: readonly [number, number, number],
  ): Promise<number> => {
    const clip = { x: x - 25, y: y - 25, width: 50, height: 50 };
    const image = (await page.screenshot({ clip })).toString('base64');
    return run(`return tools.count('data:image/png;base64,${image}', ${JSON.stringify([r, g, b])});`);
  };

  it('"Take offline" first shows what the map shows, as a rectangle, with what it holds', async () => {
    await button().locator('.main').click();
    const [west, south, east, north] = await bounds();
    assert.ok(west !== undefined && south !== undefined && east !== undefined && north !== undefined);
    assert.ok(
      west > -60 && west < 0 && east > 20 && east < 80 && south > 20 && north < 80,
      String([west, south, east, north]),
    );
    assert.ok((await counted()) > 10);
    assert.equal(await run('return view.graphics.length;'), 1);
    assert.equal(await run('return controller.state.geodatabase;'), null);
  });

  it('arrow keys move it, and with Shift change its size', async () => {
    const before = await bounds();
    await button().locator('[data-action="move"]').focus();
    await page.keyboard.press('ArrowRight');
    const moved = await bounds();
    assert.ok((moved[0] ?? 0) > (before[0] ?? 0) && (moved[2] ?? 0) > (before[2] ?? 0));
    assert.deepEqual([moved[1], moved[3]], [before[1], before[3]]);
    await page.keyboard.press('Shift+ArrowLeft');
    const narrower = await bounds();
    assert.ok((narrower[2] ?? 0) - (narrower[0] ?? 0) < (moved[2] ?? 0) - (moved[0] ?? 0));
  });

  it('a drag on the map draws it, and the map stays where it is', async () => {
    const center = await run<number[]>('return [view.center.longitude, view.center.latitude];');
    await button().locator('[data-action="draw"]').click();
    await page.mouse.move(200, 200);
    await page.mouse.down();
    await page.mouse.move(400, 350, { steps: 5 });
    await page.mouse.up();
    await page.locator('gdb-sync-button [data-action="draw"][aria-pressed="false"]').waitFor();
    const [west, south, east, north] = await bounds();
    const corners = await run<
      number[]
    >(`const [a, b] = [view.toMap({ x: 200, y: 350 }), view.toMap({ x: 400, y: 200 })];
      return [a.longitude, a.latitude, b.longitude, b.latitude];`);
    for (const [at, value] of [west, south, east, north].entries())
      assert.ok(
        Math.abs((value ?? NaN) - (corners[at] ?? NaN)) < 0.5,
        `${String(value)} is not ${String(corners[at])}`,
      );
    assert.deepEqual(await run('return [view.center.longitude, view.center.latitude];'), center);
  });

  it('typed bounds are taken, wrong ones are named, and what is then here is what was counted', async () => {
    const fields = button().locator('[data-side]');
    await fields.nth(0).fill('40');
    await fields.nth(0).blur();
    await button().getByText('These four numbers are no area.').waitFor();
    for (const [at, value] of ['-10', '35', '30', '60'].entries()) await fields.nth(at).fill(value);
    await fields.nth(3).blur();
    const features = await counted();
    await button().locator('[data-action="take"]').click();
    await page.locator('gdb-sync-button[state="ready"]').waitFor({ timeout: 60_000 });
    const here = await run<number>(`let sum = 0;
      for (const { layerId } of controller.state.geodatabase.layers) sum += await controller.queryFeatureCount(layerId);
      return sum;`);
    assert.equal(here, features);
    assert.equal(await run('return view.graphics.length;'), 0);
    assert.equal(await button().locator('.area-panel').count(), 0);
  });

  it('a click on a feature fills the picker', async () => {
    const feature = await run<{ id: string; at: [number, number] }>(
      'await tools.drawn(); return tools.place(layers[1]);',
    );
    await page.mouse.click(...feature.at);
    await page.waitForFunction(`document.querySelector('gdb-attachment-picker').globalId !== undefined`);
    const [layerId, globalId] = await run<[number, string]>(
      `const { layerId, globalId } = document.querySelector('gdb-attachment-picker'); return [layerId, globalId];`,
    );
    assert.equal(layerId, 0);
    assert.equal(globalId, feature.id);
  });

  it('paging through the popup moves the picker to the feature that is shown', async () => {
    const [first, second] = await run<[string, string]>(`const layer = layers[1];
      layer.popupTemplate ??= layer.createPopupTemplate();
      const { features } = await layer.queryFeatures({ where: '1=1', num: 2, outFields: ['*'], returnGeometry: true });
      await view.openPopup({ features, location: features[0].geometry });
      while (view.popup?.selectedFeature !== features[0]) await new Promise((resolve) => setTimeout(resolve, 100));
      return Promise.all(features.map(async ({ attributes }) =>
        (await controller.queryGlobalIds(0, { objectIds: [attributes.OBJECTID] }))[0]));`);
    const shows = (globalId: string): Promise<unknown> =>
      page.waitForFunction(`document.querySelector('gdb-attachment-picker').globalId === ${JSON.stringify(globalId)}`);
    await shows(first);
    await run('view.popup.next();');
    await shows(second);
    await run('view.closePopup();');
  });

  it('what is not sent is highlighted, and no more when it was sent', async () => {
    const { id, at } = await run<{ id: string; at: [number, number] }>(
      `await tools.closePopup(); return tools.place(layers[1]);`,
    );
    assert.equal(await near(at, AMBER), 0);
    await run(`await controller.applyEdits(0, { updates: [{ attributes: { globalid: ${JSON.stringify(id)}, notes: 'Seen' } }] });
      await tools.drawn(); await new Promise((resolve) => setTimeout(resolve, 1000)); await tools.drawn();`);
    assert.ok((await near(at, AMBER)) > 10, 'no highlight is drawn');
    await run(`await controller.syncGeodatabase(); await tools.drawn();
      await new Promise((resolve) => setTimeout(resolve, 1000)); await tools.drawn();`);
    assert.equal(await near(at, AMBER), 0);
  });

  it('a refused edit is shown on the map: brought to the middle, and near', async () => {
    const { id } = await run<{ id: string }>('return tools.place(layers[1]);');
    await run(`await controller.applyEdits(0, { updates: [{ attributes: { globalid: ${JSON.stringify(id)}, condition: 42 } }] });
      await view.goTo({ center: [100, 0] }, { animate: false });
      await controller.syncGeodatabase();`);
    await page.locator('gdb-edit-errors [data-action="show"]').click();
    await page.waitForFunction('view.scale < 10000 && view.center.longitude < 60');
    const off = await run<number>(`await tools.drawn();
      const { features: [feature] } = await controller.queryFeatures(0, { globalIds: [${JSON.stringify(id)}], returnGeometry: true });
      return Math.hypot(view.center.x - feature.geometry.x, view.center.y - feature.geometry.y);`);
    assert.ok(off < 1000, `${String(off)} metres away`);
    const [wanted, found] = await run<[number, number[]]>(`
      const [wanted] = await controller.queryObjectIds(0, { globalIds: [${JSON.stringify(id)}] });
      const { results } = await view.hitTest({ x: view.width / 2, y: view.height / 2 }, { include: layers[1] });
      return [wanted, results.map(({ graphic }) => graphic.attributes.OBJECTID)];`);
    assert.ok(found.includes(wanted), `${found.join()} is not ${String(wanted)}`);
  });
});

const TOOLS = `
  window.tools = {
    async drawn() {
      for (let quiet = 0; quiet < 5; ) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        const busy = !window.view?.ready || view.updating || view.layerViews.length < view.map.layers.length;
        quiet = busy ? 0 : quiet + 1;
      }
    },
    /** A feature of this device that is in sight and alone, and where on the screen it is. */
    async place(layer) {
      const { features } = await controller.queryFeatures(layer.layerId, { returnGeometry: true });
      for (const { globalId, objectId } of features) {
        const { features: [{ geometry }] } = await layer.queryFeatures({ objectIds: [objectId], returnGeometry: true, outSpatialReference: view.spatialReference });
        const { x, y } = view.toScreen(geometry);
        if (x < 60 || y < 60 || x > view.width - 60 || y > view.height - 60) continue;
        const { results } = await view.hitTest({ x, y }, { include: layer });
        if (results.length === 1) return { id: globalId, at: [x, y] };
      }
      throw new Error('no feature is in sight');
    },
    closePopup() { if (view.popup?.visible) view.popup.close?.(); },
    /** Pixels of about this colour. */
    async count(url, wanted) {
      const image = await createImageBitmap(await (await fetch(url)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      let count = 0;
      for (let at = 0; at < data.length; at += 4)
        if (wanted.every((value, channel) => Math.abs(data[at + channel] - value) < 40)) count += 1;
      return count;
    },
  };
`;
