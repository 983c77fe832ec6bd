/**
 * A page that has just connected, with no service worker: web server and service go before anything but drawing was asked. What answers the rest must be in
 * the page by then.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ArcGISWorld } from './arcgis/arcgis-world.js';

describe('an ArcGIS page that is cut off on its first visit', { timeout: 300_000 }, () => {
  let world: ArcGISWorld;

  before(async () => {
    world = await ArcGISWorld.start({ noServiceWorker: true });
    await world.open();
    await world.run(`await tools.controller.ready;
      await tools.controller.generateGeodatabase(await tools.controller.createDefaultGenerateGeodatabaseParameters());`);
    await world.stopWeb();
    await world.stopService();
  });

  after(() => world.close());

  /** By the SDK's own request: its layers would load more of the SDK first. */
  const ask = (path: string, query: object, responseType = 'json'): Promise<unknown> =>
    world.run(`const { data } = await request(tools.serviceUrl + ${JSON.stringify(path)}, {
        query: ${JSON.stringify({ f: 'json', ...query })}, responseType: '${responseType}', method: 'post' });
      return data instanceof ArrayBuffer ? data.byteLength : data;`);

  it('is really alone', async () => {
    await assert.rejects(fetch(world.serviceUrl));
    assert.equal(
      await world.run('return fetch("./offline.js", { cache: "no-store" }).then(() => true, () => false);'),
      false,
    );
  });

  it('has descriptions, queries, edits, attachments and PBF all the same', async () => {
    assert.equal(((await ask('/0', {})) as { readonly id: number }).id, 0);
    assert.deepEqual(await ask('/0/query', { where: '1=1', returnCountOnly: true }), { count: 12 });
    const adds = JSON.stringify([{ geometry: { x: 5, y: 50 }, attributes: { name: 'Alone' } }]);
    const { addResults } = (await ask('/0/applyEdits', { adds })) as {
      readonly addResults: readonly { readonly success: boolean; readonly objectId: number }[];
    };
    assert.equal(addResults[0]?.success, true);
    const objectIds = String(addResults[0].objectId);
    assert.deepEqual(await ask('/0/queryAttachments', { objectIds }), { fields: [], attachmentGroups: [] });
    assert.ok(((await ask('/0/query', { where: '1=1', f: 'pbf' }, 'array-buffer')) as number) > 100);
  });
});
