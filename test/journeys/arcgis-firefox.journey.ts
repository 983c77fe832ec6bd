/** The page of one line in Firefox: the layers' requests are answered without the service; what they draw depends on WebGL, which a test machine may not have. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startEmulator, type RunningEmulator } from '../../emulator/node/serve.js';
import { buildArcGISDemo, serveArcGISDemo } from '../../scripts/arcgis-demo.mjs';
import { MAP_TOOLS } from './arcgis/map-tools.js';
import { firefoxClients, type Client, type Engine } from './engines.js';

describe('an ArcGIS page with one line of this library, in Firefox', { timeout: 300_000 }, () => {
  let folder: string;
  let emulator: RunningEmulator;
  let demo: Awaited<ReturnType<typeof serveArcGISDemo>>;
  let firefox: Engine;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gdb-arcgis-firefox-'));
    const point = { type: 'Feature', properties: { name: 'P' }, geometry: { type: 'Point', coordinates: [10, 50] } };
    writeFileSync(join(folder, 'data.json'), JSON.stringify({ type: 'FeatureCollection', features: [point, point] }));
    emulator = await startEmulator({ port: 0, db: join(folder, 'service.sqlite'), data: join(folder, 'data.json') });
    await buildArcGISDemo(join(folder, 'demo'));
    demo = await serveArcGISDemo(join(folder, 'demo'));
    const service = encodeURIComponent(emulator.featureServerUrl);
    firefox = await firefoxClients(`${demo.url}?layers=0&service=${service}`, 1);
    await run(MAP_TOOLS);
    await run(`while (!window.layers || !window.getSyncController) await new Promise((resolve) => setTimeout(resolve, 100));
      await tools.controller.ready;
      await tools.controller.generateGeodatabase(await tools.controller.createDefaultGenerateGeodatabaseParameters());`);
    await emulator.close();
  });

  after(async () => {
    await firefox.close();
    await demo.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const run = (script: string): Promise<unknown> => {
    const [client] = firefox.clients as readonly [Client];
    return client.run(`(async () => { ${script} })()`);
  };

  it('queries and edits with the service stopped', async () => {
    await assert.rejects(fetch(emulator.featureServerUrl));
    assert.equal(await run('return tools.layer(0).queryFeatureCount();'), 2);
    const added = `const geometry = { type: 'point', x: 12, y: 50, spatialReference: { wkid: 4326 } };
      const { addFeatureResults: [result] } = await tools.layer(0).applyEdits({ addFeatures: [{ geometry, attributes: { name: 'Firefox' } }] });
      return [result.error ?? null, result.objectId < 0, await tools.layer(0).queryFeatureCount({ where: "name = 'Firefox'" })];`;
    assert.deepEqual(await run(added), [null, true, 1]);
  });

  it('draws with the service stopped, where there is WebGL', async (test) => {
    const webgl = await run('return document.createElement("canvas").getContext("webgl2") !== null;');
    if (webgl !== true) {
      test.skip('this Firefox has no WebGL 2');
      return;
    }
    const look = `await tools.drawn(); tools.layer(0).refresh(); await tools.drawn(); return tools.look(tools.layer(0), 1);`;
    const { hit, pixels } = (await run(look)) as { readonly hit: boolean; readonly pixels: number };
    assert.ok(hit && pixels >= 10, `hit: ${String(hit)}, ${String(pixels)} pixels`);
  });
});
