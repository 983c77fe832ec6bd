/**
 * A map page over the ArcGIS Maps SDK with one line of this library: its layers and its Editor go on working when the service is gone, it opens when the
 * web server is gone too, and what was done meanwhile arrives once. Judged by what the map finds under a point of the screen and by its pixels, never by
 * counts of features alone.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ArcGISWorld, type WorldOptions } from './arcgis/arcgis-world.js';

interface Look {
  readonly hit: boolean;
  readonly pixels: number;
}

const VARIANTS: Readonly<Record<string, WorldOptions>> = {
  'in JSON': {},
  'in PBF and quantized coordinates': { pbf: true },
  'secured by tokens': { secured: true },
};

for (const [name, options] of Object.entries(VARIANTS)) {
  describe(`an ArcGIS page with one line of this library, over a service ${name}`, { timeout: 900_000 }, () => {
    let world: ArcGISWorld;
    let added: number;

    before(async () => {
      world = await ArcGISWorld.start(options);
      await world.open();
    });

    after(async () => {
      await world.close();
    });

    const run = <T>(script: string): Promise<T> => world.run<T>(script);
    const look = (layer: number, objectId: number): Promise<Look> =>
      run(`return tools.look(tools.layer(${String(layer)}), ${String(objectId)});`);

    /** As a page does it after its own dialog. */
    async function signIn(): Promise<void> {
      const token = JSON.stringify(await world.token());
      await run(`esriId.registerToken({ server: tools.serviceUrl, token: ${token}, userId: 'inspector' });`);
    }

    async function isDrawn(layer: number, objectId: number): Promise<void> {
      const { hit, pixels } = await look(layer, objectId);
      assert.ok(hit, `layer ${String(layer)}: ${String(objectId)} was not hit`);
      assert.ok(pixels >= 10, `layer ${String(layer)}: ${String(objectId)} has ${String(pixels)} pixels`);
    }

    const shapes = async (): Promise<void> => {
      await isDrawn(0, 5);
      await isDrawn(1, 3);
      await isDrawn(2, 2);
    };

    it('draws points, lines and polygons from the service while nothing is on the device', async () => {
      await shapes();
      const token = await world.token();
      assert.ok((await world.service.features(0, '1=1', token)).length === 12);
    });

    it('draws on when the service is gone: layers that were there, and layers made since', async () => {
      await run(`await tools.controller.ready;
        await tools.controller.generateGeodatabase(await tools.controller.createDefaultGenerateGeodatabaseParameters());`);
      await run('await navigator.serviceWorker.ready;');
      // The second visit goes through the service worker, which keeps what of the SDK it uses.
      await world.page.reload();
      await world.drawn();
      assert.equal(await run('return navigator.serviceWorker.controller !== null;'), true);
      await world.stopService();
      await assert.rejects(fetch(world.serviceUrl));

      await run('for (const layer of layers) layer.refresh();');
      await shapes();
      await run(`const { longitude, latitude } = view.center;
        await view.goTo({ center: [longitude + 1, latitude + 1] }, { animate: false });`);
      await isDrawn(0, 7);
      const queried = 'return (await tools.layer(0).queryFeatures({ where: "OBJECTID < 11" })).features.length;';
      assert.equal(await run(queried), 10);
      const later = await run<Look & { readonly count: number }>(`
        const later = new FeatureLayer({ url: tools.serviceUrl + '/0', outFields: ['*'], definitionExpression: 'OBJECTID = 9' });
        view.map.add(later);
        const seen = await tools.look(later, 9);
        const count = await later.queryFeatureCount();
        view.map.remove(later);
        return { ...seen, count };`);
      assert.ok(later.hit && later.pixels >= 10);
      assert.equal(later.count, 1);
    });

    it('filters, and then draws what the filter leaves alone', async () => {
      const found = await run<readonly Look[]>(`const layer = tools.layer(0);
        layer.definitionExpression = 'OBJECTID = 5';
        await tools.drawn();
        const kept = await tools.look(layer, 5);
        layer.definitionExpression = null;
        await tools.drawn();
        return [kept, await tools.look(layer, 6)];`);
      assert.deepEqual(
        found.map(({ hit }) => hit),
        [true, true],
      );
    });

    it('adds, updates, deletes and attaches without the service, and draws what it did', async () => {
      added = await run<number>(`const layer = tools.layer(0);
        const geometry = { type: 'point', x: -8, y: 60, spatialReference: { wkid: 4326 } };
        const { addFeatureResults: [result] } = await layer.applyEdits({ addFeatures: [{ geometry, attributes: { name: 'From the map' } }] });
        if (result.error) throw result.error;
        await layer.applyEdits({ updateFeatures: [{ attributes: { OBJECTID: result.objectId, notes: 'Changed on the map' } }] });
        await layer.applyEdits({ deleteFeatures: [{ objectId: 3 }] });
        await tools.attach(layer, result.objectId, 'drawing.png', await tools.picture(40));
        return result.objectId;`);
      assert.ok(added < 0, `a temporary ObjectID is expected, not ${String(added)}`);
      await isDrawn(0, added);
      assert.equal(await run('return tools.layer(0).queryFeatureCount({ where: "OBJECTID = 3" });'), 0);
      const line =
        await run<number>(`const geometry = { type: 'polyline', paths: [[[-20, 50], [-12, 50]]], spatialReference: { wkid: 4326 } };
        const { addFeatureResults: [result] } = await tools.layer(1).applyEdits({ addFeatures: [{ geometry, attributes: { name: 'A line' } }] });
        return result.objectId;`);
      await isDrawn(1, line);
    });

    it('has a feature with a photo created by the Editor without the service', async () => {
      await world.createByEditor('By the Editor', { x: 380, y: 600 });
      const query = `(await tools.layer(0).queryFeatures({ where: "name = 'By the Editor'", outFields: ['*'] })).features`;
      // Not waitForFunction: a promise counts as true there.
      for (let tries = 0; tries < 60 && (await run<number>(`return (${query}).length;`)) === 0; tries++)
        await world.page.waitForTimeout(500);
      const id = await run<number>(`return (${query})[0].attributes.OBJECTID;`);
      assert.ok(id < 0);
      await isDrawn(0, id);
      const photos = `return (await tools.attachments(tools.layer(0), ${String(id)})).map(({ name, size }) => name + ' ' + size);`;
      assert.deepEqual(await run(photos), ['photo.jpg 30000']);
    });

    it('opens again with the web server gone too, draws, and shows an attachment in an <img>', async () => {
      await world.stopWeb();
      await world.page.reload();
      await world.drawn();
      await shapes();
      await isDrawn(0, added);
      const width = `const [attachment] = await tools.attachments(tools.layer(0), ${String(added)});
        return tools.imageWidth(attachment.url);`;
      assert.equal(await run(width), 40);
    });

    it('asks for a sign-in once where the service refuses the token in mid-sync, and leaves the page signed in', async (test) => {
      await world.startService();
      await world.startWeb();
      if (options.secured !== true) {
        test.skip('nobody is signed in here');
        return;
      }
      await signIn();
      await world.service.fault({ operation: 'synchronizeReplica', kind: 'token498', occurrence: 'every' });
      const told = await run<object>(`const { controller, serviceUrl } = tools;
        window.asked = [];
        controller.addEventListener('gdb-auth-required', ({ detail }) => asked.push(detail.reason));
        const before = esriId.findCredential(serviceUrl);
        const { token } = before;
        window.syncing = controller.syncGeodatabase();
        syncing.catch(() => undefined);
        while (!controller.state.paused.includes('needs-auth')) await new Promise((resolve) => setTimeout(resolve, 100));
        // Whatever would ask a second time, or sign the page out, has its chance.
        await new Promise((resolve) => setTimeout(resolve, 3000));
        const after = esriId.findCredential(serviceUrl);
        return {
          asked,
          isKept: after === before && after.token === token,
          isSignedIn: await esriId.checkSignInStatus(serviceUrl).then(() => true, () => false),
          dialogs: document.querySelectorAll('calcite-dialog[open]').length,
        };`);
      assert.deepEqual(told, { asked: ['token-required'], isKept: true, isSignedIn: true, dialogs: 0 });
      await world.service.clearFaults();
      await signIn();
      await run(`tools.controller.resume('needs-auth'); await syncing.catch(() => undefined);`);
      assert.deepEqual(await run('return asked;'), ['token-required']);
    });

    it('sends it all once: the open layer then has the real ObjectIDs, and nothing is doubled', async () => {
      const token = await world.token();
      if (options.secured === true) await signIn();
      await run('await tools.controller.syncGeodatabase(); await tools.drawn();');
      for (const name of ['From the map', 'By the Editor']) {
        const rows = await world.service.features(0, `name = '${name}'`, token);
        assert.equal(rows.length, 1, name);
        await isDrawn(0, Number(rows[0]?.attributes['OBJECTID']));
      }
      assert.deepEqual(await world.service.features(0, 'OBJECTID = 3', token), []);
      assert.equal((await world.service.features(0, '1=1', token)).length, 12 + 2 - 1);
      assert.equal((await world.service.features(1, "name = 'A line'", token)).length, 1);
      const drawn = `const { layerViews } = view;
        const layerView = layerViews.find(({ layer }) => layer === tools.layer(0));
        await view.goTo({ center: [5, 50], zoom: 2 }, { animate: false });
        await tools.drawn();
        const { features } = await layerView.queryFeatures({ where: '1=1', outFields: ['*'] });
        return features.map(({ attributes }) => attributes.OBJECTID).filter((id) => id < 0);`;
      assert.deepEqual(await run(drawn), []);
    });
  });
}
