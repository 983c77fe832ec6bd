/**
 * ArcGIS map components with the four elements beside them, tied to the map by its id: the copy is taken in the map's spatial reference, the basemap goes
 * and the features stay, and the Editor component creates a feature with a photo while the service is stopped.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ArcGISWorld } from './arcgis/arcgis-world.js';
import { GREEN, startTileServer, type TileServer } from './arcgis/tile-server.js';

describe('ArcGIS map components with the four elements beside them', { timeout: 600_000 }, () => {
  let world: ArcGISWorld;
  let tiles: TileServer;

  before(async () => {
    world = await ArcGISWorld.start({});
    tiles = await startTileServer();
    // The Editor must not cover the middle of the map.
    await world.page.setViewportSize({ width: 1400, height: 750 });
    await world.open('components.html', { basemap: tiles.urlTemplate });
  });

  after(async () => {
    await world.close();
    await tiles.close();
  });

  const run = <T>(script: string): Promise<T> => world.run<T>(script);

  async function isDrawn(layer: number, objectId: number): Promise<void> {
    const { hit, pixels } = await run<{ readonly hit: boolean; readonly pixels: number }>(
      `return tools.look(tools.layer(${String(layer)}), ${String(objectId)});`,
    );
    assert.ok(hit, `layer ${String(layer)}: ${String(objectId)} was not hit`);
    assert.ok(pixels >= 10, `layer ${String(layer)}: ${String(objectId)} has ${String(pixels)} pixels`);
  }

  /** The colour of the map where there is no feature. */
  const background = (): Promise<readonly number[]> =>
    run(`await view.goTo({ center: [-25, 0] }, { animate: false });
      await tools.drawn();
      const area = { x: Math.round(view.width / 2), y: Math.round(view.height / 2), width: 2, height: 2 };
      return [...(await view.takeScreenshot({ area })).data.data.slice(0, 3)];`);

  const isGreen = (colour: readonly number[]): boolean =>
    colour.every((value, channel) => Math.abs(value - (GREEN[channel] ?? NaN)) < 8);

  const notice = () => world.page.locator('.gdb-basemap-notice');

  it('shows the service over its basemap', async () => {
    await run('await tools.drawn();');
    assert.equal(await run('return view.spatialReference.wkid;'), 102100);
    assert.ok(isGreen(await background()), String(await background()));
    await run('await view.goTo({ center: [10, 50] }, { animate: false });');
    await isDrawn(0, 5);
    await isDrawn(1, 3);
    await isDrawn(2, 2);
  });

  it('takes what the map shows, in the spatial reference of the map', async () => {
    await run('await view.goTo({ center: [15, 50], zoom: 3 }, { animate: false });');
    const button = world.page.locator('gdb-sync-button');
    await button.locator('.main').click();
    await button.locator('#area-told').getByText('about').waitFor();
    await button.locator('[data-action="take"]').click();
    await world.page.locator('gdb-sync-button[state="ready"]').waitFor();
    assert.equal(await run('return controller.state.geodatabase.spatialReference.wkid;'), 102100);
    assert.equal(await run('return controller.queryFeatureCount(0);'), 12);
    const widest = `const { features } = await controller.queryFeatures(0, { returnGeometry: true });
      return Math.max(...features.map(({ geometry }) => Math.abs(geometry.x)));`;
    assert.ok((await run<number>(widest)) > 180, 'the rows are not in metres');
  });

  it('says that the basemap is missing when there is no network, and goes on drawing the features', async () => {
    assert.equal(await notice().count(), 0);
    await tiles.close();
    await world.page.context().setOffline(true);
    await notice().getByText('Basemap not available offline').waitFor();
    // Another scale: nothing of the basemap that is in memory fits.
    await run('await view.goTo({ center: [10, 50], zoom: 6 }, { animate: false });');
    assert.ok(!isGreen(await background()), 'the basemap is still there');
    await isDrawn(0, 5);
    await isDrawn(2, 2);
    await world.page.context().setOffline(false);
    await notice().waitFor({ state: 'detached' });
  });

  it('fills the picker with the feature that a person clicks', async () => {
    const [globalId, x, y] = await run<[string, number, number]>(`
      const [{ globalId }] = (await controller.queryFeatures(0, { objectIds: [5] })).features;
      const { features: [{ geometry }] } = await tools.layer(0).queryFeatures({ objectIds: [5], returnGeometry: true });
      await view.goTo({ target: geometry, zoom: 5 }, { animate: false });
      await tools.drawn();
      const place = view.toScreen(geometry);
      return [globalId, place.x, place.y];`);
    await world.page.mouse.click(x, y);
    await world.page.waitForFunction(
      `document.querySelector('gdb-attachment-picker').globalId === ${JSON.stringify(globalId)}`,
    );
  });

  it('has a switch that cuts the service off', async () => {
    const asks = `return fetch(tools.serviceUrl + '?f=json').then(({ ok }) => ok, () => false);`;
    assert.equal(await run(asks), true);
    await world.page.locator('#network').uncheck();
    assert.equal(await run(asks), false);
    await isDrawn(0, 5);
    await world.page.locator('#network').check();
    assert.equal(await run(asks), true);
  });

  it('has a feature with a photo created by the Editor component while the service is stopped', async () => {
    await world.stopService();
    await assert.rejects(fetch(world.serviceUrl));
    await run('await view.goTo({ center: [10, 50], zoom: 3 }, { animate: false }); await tools.drawn();');
    assert.equal(await run('return editor.localName;'), 'arcgis-editor');
    await world.createByEditor('By the component', { x: 200, y: 600 });
    const query = `(await controller.queryFeatures(0, { where: "name = 'By the component'" })).features`;
    for (let tries = 0; tries < 60 && (await run<number>(`return (${query}).length;`)) === 0; tries++)
      await world.page.waitForTimeout(500);
    const id = await run<number>(`return (${query})[0].objectId;`);
    assert.ok(id < 0);
    await isDrawn(0, id);
    const photos = `return (await tools.attachments(tools.layer(0), ${String(id)})).map(({ name, size }) => name + ' ' + size);`;
    assert.deepEqual(await run(photos), ['photo.jpg 30000']);
  });

  it('sends it once with a press on the sync button, to the place where it was put', async () => {
    const geometry = `const [{ geometry }] = (await controller.queryFeatures(0, { where: "name = 'By the component'", returnGeometry: true })).features;
      const { x, y } = geometry; return [x, y];`;
    const [x = NaN] = await run<number[]>(geometry);
    await world.startService();
    await world.page.locator('gdb-sync-button .main').click();
    await world.page.waitForFunction('controller.state.pending.features + controller.state.pending.attachments === 0');
    await world.page.locator('gdb-sync-button[state="ready"]').waitFor();
    const rows = await world.service.features(0, "name = 'By the component'");
    assert.equal(rows.length, 1);
    const sent = rows[0]?.geometry as unknown as { readonly x: number };
    assert.ok(Math.abs(sent.x - (x / 20_037_508.342_789_244) * 180) < 1e-6, `${String(sent.x)} for ${String(x)} m`);
    const objectId = Number(rows[0]?.attributes['OBJECTID']);
    const infos = await world.service.attachmentInfos(0, objectId);
    assert.deepEqual(
      infos.map(({ name, size }) => `${name} ${String(size)}`),
      ['photo.jpg 30000'],
    );
    await isDrawn(0, objectId);
  });
});
