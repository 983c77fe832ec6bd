/**
 * A map page over the ArcGIS Maps SDK with one line of this library: its FeatureLayers go on working when the service is gone, and what was done
 * meanwhile arrives. Judged by what the map finds under a point of the screen, never by counts of features alone.
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

describe('an ArcGIS page with one line of this library', { timeout: 300_000 }, () => {
  let folder: string;
  let emulator: Awaited<ReturnType<typeof startEmulator>>;
  let service: TestService;
  let demo: Awaited<ReturnType<typeof serveArcGISDemo>>;
  let browser: Browser;
  let page: Page;
  let db: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gdb-arcgis-'));
    db = join(folder, 'service.sqlite');
    emulator = await startEmulator({ port: 0, db, sample: 60 });
    service = TestService.at(emulator.featureServerUrl);
    await buildArcGISDemo(join(folder, 'demo'));
    demo = await serveArcGISDemo(join(folder, 'demo'));
    const args = [...chromiumArgs(), ...SOFTWARE_GL];
    browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args });
    page = await (await browser.newContext({ viewport: { width: 900, height: 700 } })).newPage();
    await page.addInitScript(TOOLS);
    await page.goto(`${demo.url}?service=${encodeURIComponent(service.url)}`);
  });

  after(async () => {
    await browser.close();
    await demo.close();
    await emulator.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  /** Runs in the page, with the tools below. */
  const run = <T>(script: string): Promise<T> => page.evaluate(`(async () => { ${script} })()`);

  it('draws from the service while nothing is on the device', async () => {
    const found = await run<number[]>('await tools.drawn(); return tools.hit(layers[1], 5);');
    assert.deepEqual(found, [5]);
  });

  it('goes on when the service is gone: layers that were there, and layers made since, draw, pan, filter and query', async () => {
    await run(`const controller = getSyncController({ serviceUrl: tools.serviceUrl });
      await controller.ready;
      await controller.generateGeodatabase(await controller.createDefaultGenerateGeodatabaseParameters());`);
    await emulator.close();
    await assert.rejects(fetch(service.url));

    assert.deepEqual(await run('await tools.drawn(); return tools.hit(layers[1], 7);'), [7]);
    assert.deepEqual(await run('await tools.pan(); return tools.hit(layers[1], 7);'), [7]);
    const queried = await run<number>(
      'return (await layers[1].queryFeatures({ where: "OBJECTID < 11" })).features.length;',
    );
    assert.equal(queried, 10);

    const later = await run<number[]>(`
      window.later = new FeatureLayer({ url: tools.serviceUrl + '/0', outFields: ['*'], definitionExpression: 'OBJECTID = 9' });
      view.map.removeAll();
      view.map.add(window.later);
      await tools.drawn();
      return [...await tools.hit(window.later, 9), await window.later.queryFeatureCount()];`);
    assert.deepEqual(later, [9, 1]);
    const areas = await run<number>(`
      window.areas = new FeatureLayer({ url: tools.serviceUrl + '/1', outFields: ['*'] });
      view.map.removeAll();
      view.map.add(window.areas);
      await tools.drawn();
      return (await tools.hitInside(window.areas)).length;`);
    assert.ok(areas > 0, 'no polygon was drawn');
  });

  it('adds, updates, deletes and attaches without the service, and draws what it did', async () => {
    const id = await run<number>(`
      view.map.removeAll();
      view.map.addMany(layers);
      await tools.drawn();
      const { addFeatureResults: [added] } = await layers[1].applyEdits({
        addFeatures: [{ geometry: { type: 'point', x: 10, y: 50, spatialReference: { wkid: 4326 } }, attributes: { name: 'From the map' } }],
      });
      if (added.error) throw added.error;
      await tools.drawn();
      return added.objectId;`);
    assert.ok(id < 0, `a temporary ObjectID is expected, not ${String(id)}`);
    assert.deepEqual(await run(`return tools.hit(layers[1], ${String(id)});`), [id]);
    const name = await run<string>(`
      await layers[1].applyEdits({ updateFeatures: [{ attributes: { OBJECTID: ${String(id)}, notes: 'Changed on the map' } }] });
      await layers[1].applyEdits({ deleteFeatures: [{ objectId: 3 }] });
      const { features: [feature] } = await layers[1].queryFeatures({ objectIds: [${String(id)}], outFields: ['*'] });
      return feature.attributes.notes;`);
    assert.equal(name, 'Changed on the map');
    assert.equal(await run('return layers[1].queryFeatureCount({ where: "OBJECTID = 3" });'), 0);
    const photos = await run<string[]>(`
      const { features: [feature] } = await layers[1].queryFeatures({ objectIds: [${String(id)}], outFields: ['*'] });
      const form = new FormData();
      form.append('attachment', new File([new Uint8Array(30000).fill(7)], 'photo.jpg', { type: 'image/jpeg' }));
      form.append('f', 'json');
      const added = await layers[1].addAttachment(feature, form);
      if (added.error) throw added.error;
      const all = await layers[1].queryAttachments({ objectIds: [${String(id)}] });
      return all[${String(id)}].map(({ name, size }) => name + ' ' + size);`);
    assert.deepEqual(photos, ['photo.jpg 30000']);
  });

  it('sends it all once the service is back; the open layer then has the real ObjectIDs', async () => {
    emulator = await startEmulator({ port: Number(new URL(service.url).port), db });
    await run(`const controller = getSyncController({ serviceUrl: tools.serviceUrl });
      await controller.syncGeodatabase();
      await tools.drawn();`);
    const rows = await service.features(0, "name = 'From the map'");
    assert.equal(rows.length, 1);
    const id = Number(rows[0]?.attributes['OBJECTID']);
    assert.equal(rows[0]?.attributes['notes'], 'Changed on the map');
    assert.equal((await service.attachmentInfos(0, id)).length, 1);
    assert.deepEqual(await service.features(0, 'OBJECTID = 3'), []);
    assert.deepEqual(await run(`return tools.hit(layers[1], ${String(id)});`), [id]);
  });
});

/** What the page's scripts above share. */
const TOOLS = `
  window.tools = {
    get serviceUrl() { return new URLSearchParams(location.search).get('service'); },
    /** Every layer view has drawn what it has. */
    async drawn() {
      for (let quiet = 0; quiet < 5; ) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        const busy = !window.view?.ready || view.updating || view.layerViews.length < view.map.layers.length;
        quiet = busy ? 0 : quiet + 1;
      }
    },
    async pan() {
      const [x, y] = [view.center.longitude, view.center.latitude];
      await view.goTo({ center: [x + 1, y + 1] }, { animate: false });
      await tools.drawn();
    },
    /** ObjectIDs of the layer that the map finds where this feature is. */
    async hit(layer, objectId) {
      const { features: [feature] } = await layer.queryFeatures({ objectIds: [objectId], returnGeometry: true, outFields: ['*'] });
      await view.goTo({ target: feature.geometry, zoom: view.zoom }, { animate: false });
      await tools.drawn();
      const { results } = await view.hitTest(view.toScreen(feature.geometry), { include: layer });
      const ids = results.map(({ graphic }) => graphic.attributes.OBJECTID);
      return ids.includes(objectId) ? [objectId] : ids;
    },
    async hitInside(layer) {
      const { features: [feature] } = await layer.queryFeatures({ where: '1=1', num: 1, returnGeometry: true, outFields: ['*'] });
      await view.goTo(feature.geometry.extent.expand(1.5), { animate: false });
      await tools.drawn();
      const ring = feature.geometry.rings[0];
      const { results } = await view.hitTest(view.toScreen({ type: 'point', x: (ring[0][0] + ring[1][0]) / 2, y: (ring[0][1] + ring[1][1]) / 2, spatialReference: feature.geometry.spatialReference }), { include: layer });
      return results;
    },
  };
`;
