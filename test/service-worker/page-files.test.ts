/** What a page needs besides data: its own files, those of the SDK, tiles. Kept by a real service worker, asked for by a real page. */
import { expect } from '@open-wc/testing';
import { keepTiles } from '../../src/arcgis/tiles/keep-tiles.js';
import { keptTileServices, removeTiles } from '../../src/arcgis/tiles/tile-cache.js';
import { planTiles } from '../../src/arcgis/tiles/tile-plan.js';
import { KEEP_FILES } from '../../src/arcgis/keep-loaded-files.js';
import { OTHER_PAGES_OPEN, TAKE_OVER } from '../../src/service-worker/app-shell.js';
import { active, pause, register, unregister, WorkerPage } from './worker-page.js';

const here = (path: string): string => new URL(`/test/service-worker/tiles/${path}`, location.href).href;
/** Every answer of these addresses is another one, unless it is kept. */
const read = async (page: WorkerPage, url: string): Promise<string> => (await page.fetch(url)).text();

describe('files that a service worker keeps', function () {
  this.timeout(40_000);
  const pages: WorkerPage[] = [];
  const open = async (params: Record<string, string>): Promise<WorkerPage> => {
    const page = await WorkerPage.open(params);
    pages.push(page);
    return page;
  };

  afterEach(async () => {
    for (const page of pages.splice(0)) page.close();
    await unregister();
  });

  describe('of the page itself', () => {
    const files = './page.html ./tiles/resources/a.dat';
    const shells = async (): Promise<readonly string[]> =>
      (await caches.keys()).filter((name) => name.includes('shell'));

    it('come from one version as long as a page of it is open; the next takes over when none is', async () => {
      const page = await open({ files, version: '1' });
      const first = await read(page, here('resources/a.dat'));
      const next = await register({ files, version: '2' });
      while (next.waiting === null) await pause(20);
      expect(await read(page, here('resources/a.dat'))).to.equal(first);
      expect(await shells()).to.deep.equal(['test-shell-1', 'test-shell-2']);
      for (const one of pages.splice(0)) one.close();
      const isWaiting = (): boolean => next.waiting !== null;
      for (let i = 0; isWaiting() && i < 200; i++) await pause(50);
      await active(next);
      expect(await shells()).to.deep.equal(['test-shell-2']);
      pages.push(await WorkerPage.again());
      const second = await read(pages[0] ?? page, here('resources/a.dat'));
      expect(second).not.to.equal(first);
    });

    it('are not replaced under other open pages, though a person asks for the new version', async () => {
      const page = await open({ files, version: '1' });
      pages.push(await WorkerPage.again());
      const next = await register({ files, version: '2' });
      while (next.waiting === null) await pause(20);
      const { waiting } = next;
      const answer = new Promise((resolve) => {
        navigator.serviceWorker.addEventListener('message', ({ data }) => {
          resolve(data);
        });
        navigator.serviceWorker.startMessages();
      });
      waiting.postMessage(TAKE_OVER);
      expect(await answer).to.equal(OTHER_PAGES_OPEN);
      expect(page.window.navigator.serviceWorker.controller?.scriptURL).to.contain('version=1');
    });

    it('are all there or none: with one missing, the version before stays', async () => {
      const page = await open({ files, version: '1' });
      const first = await read(page, here('resources/a.dat'));
      const next = await register({ files: `${files} http://127.0.0.1:9/missing.dat`, version: '2' });
      while (next.installing !== null) await pause(20);
      expect(next.waiting).to.equal(null);
      expect(await read(page, here('resources/a.dat'))).to.equal(first);
    });
  });

  it('of the SDK are kept from their first use on, another version apart', async () => {
    const page = await open({ under: './tiles/resources/', version: '5.1' });
    const first = await read(page, here('resources/chunk.dat'));
    expect(await read(page, here('resources/chunk.dat'))).to.equal(first);
    expect(await (await caches.open('test-files-5.1')).match(here('resources/chunk.dat'))).not.to.equal(undefined);
  });

  it('of the SDK that were loaded before the worker was there are kept when the page tells of them', async () => {
    const page = await open({ under: './tiles/resources/', version: '5.1' });
    const urls = [here('resources/early.dat'), here('elsewhere/resources/not-of-the-sdk.dat')];
    page.window.navigator.serviceWorker.controller?.postMessage({ type: KEEP_FILES, urls });
    const cache = await caches.open('test-files-5.1');
    while ((await cache.keys()).length === 0) await pause(20);
    await pause(200);
    expect((await cache.keys()).map(({ url }) => url)).to.deep.equal([urls[0]]);
  });

  describe('of tile services', () => {
    const extent = { xmin: 5, ymin: 45, xmax: 11, ymax: 48 };
    const levels = { from: 0, to: 6 };
    const services = [here('Cached/MapServer'), here('Vector/VectorTileServer'), `${here('')}{z}/{x}/{y}.png`];

    afterEach(async () => {
      for (const service of await keptTileServices()) await removeTiles(service);
    });

    it('are counted and weighed before they are fetched', async () => {
      const plan = await planTiles({ services, extent, levels });
      const [cached, vector, template] = plan.services;
      expect(cached?.ranges).to.deep.equal(vector?.ranges);
      expect(cached?.ranges).to.deep.equal(template?.ranges);
      // 6° of longitude and 3° of latitude: level 6 has tiles of 5.6°.
      expect(cached?.ranges.at(-1)).to.deep.equal({ level: 6, rows: [22, 23], columns: [32, 33] });
      expect(plan.count).to.equal(3 * (1 + 1 + 1 + 1 + 1 + 1 + 4));
      expect(plan.bytes).to.equal(plan.count * 1000);
      expect(await keptTileServices()).to.deep.equal([]);
    });

    it('are handed out as they were kept, with or without parameters of the address', async () => {
      const page = await open({ tiles: services.join(' ') });
      const progress = await keepTiles(await planTiles({ services, extent, levels }));
      expect(progress).to.deep.equal({ kept: 30, missing: 0, bytes: 30_000 });
      expect(await keptTileServices()).to.have.members(services);
      for (const tile of ['Cached/MapServer/tile/6/22/33', 'Vector/VectorTileServer/tile/6/23/32.pbf', '6/32/22.png']) {
        const first = await read(page, here(tile));
        expect(await read(page, `${here(tile)}?blankTile=false&token=abc`)).to.equal(first);
      }
      expect(await page.json(`${here('Cached/MapServer')}?f=json`)).to.have.property('tileInfo');
      const outside = await read(page, here('Cached/MapServer/tile/6/0/0'));
      expect(await read(page, here('Cached/MapServer/tile/6/0/0'))).not.to.equal(outside);
    });

    it('are not fetched twice', async () => {
      const plan = await planTiles({ services: services.slice(0, 1), extent, levels });
      await keepTiles(plan);
      expect((await keepTiles(plan)).bytes).to.equal(0);
    });

    it('are left alone where their terms forbid it, and where they are too many', async () => {
      const refusal = async (plan: Parameters<typeof planTiles>[0]): Promise<string> =>
        planTiles(plan).then(
          () => '',
          (error: unknown) => (error as Error).message,
        );
      const online = 'https://services.arcgisonline.com/ArcGIS/rest/services/World_Imagery/MapServer';
      expect(await refusal({ services: [online], extent, levels })).to.contain('services.arcgisonline.com');
      expect(
        await refusal({ services: ['https://tile.openstreetmap.org/{z}/{x}/{y}.png'], extent, levels }),
      ).to.contain('may not be kept');
      const world = { xmin: -180, ymin: -80, xmax: 180, ymax: 80 };
      expect(await refusal({ services, extent: world, levels: { from: 0, to: 9 } })).to.contain('tiles');
    });
  });
});
