/** A SceneView with one line of this library: a smoke test, since a browser without a graphics card may refuse to draw in three dimensions. */
import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { ArcGISWorld } from './arcgis/arcgis-world.js';

describe('an ArcGIS scene with one line of this library', { timeout: 300_000 }, () => {
  let world: ArcGISWorld;
  /** Why there is no scene; null where there is one. */
  let refusal: string | null;

  before(async () => {
    world = await ArcGISWorld.start({});
    await world.visit('scene.html');
    refusal = await world.run<string | null>(`
      const late = new Promise((resolve) => setTimeout(() => resolve('it was not ready within 90 seconds'), 90000));
      while (!window.view) await new Promise((resolve) => setTimeout(resolve, 100));
      return Promise.race([view.when().then(() => null, (error) => error.message), late]);`);
  });

  after(() => world.close());

  function isRefused(test: TestContext): boolean {
    if (refusal !== null) test.skip(`this browser shows no scene: ${refusal}`);
    return refusal !== null;
  }

  /** Some pixel of the scene has the colour of the layer's symbols; one of a scene without features has not. */
  const colours = (): Promise<number> =>
    world.run(`const { data: { data } } = await view.takeScreenshot({ width: 500, height: 400 });
      const seen = new Set();
      for (let at = 0; at < data.length; at += 4) seen.add((data[at] >> 4) * 256 + (data[at + 1] >> 4) * 16 + (data[at + 2] >> 4));
      return seen.size;`);

  it('draws the layers of the service, also when it is stopped', async (test) => {
    if (isRefused(test)) return;
    await world.run(`await tools.controller.ready;
      await tools.controller.generateGeodatabase(await tools.controller.createDefaultGenerateGeodatabaseParameters());`);
    await world.stopService();
    await world.run('for (const layer of layers) layer.refresh();');
    await world.run(
      `await tools.settled(60000); for (const layer of layers) layer.visible = false; await tools.settled(30000);`,
    );
    const without = await colours();
    await world.run(`for (const layer of layers) layer.visible = true; await tools.settled(60000);`);
    assert.ok((await colours()) > without, 'the scene looks the same with and without features');
  });

  it('answers its queries when the service is stopped', async (test) => {
    if (isRefused(test)) return;
    await assert.rejects(fetch(world.serviceUrl));
    assert.equal(await world.run('return tools.layer(0).queryFeatureCount({ where: "OBJECTID < 6" });'), 5);
    const layerView = `const layerView = await view.whenLayerView(tools.layer(0)); await tools.settled(30000); return layerView.queryFeatureCount();`;
    assert.ok((await world.run<number>(layerView)) > 0);
  });
});
