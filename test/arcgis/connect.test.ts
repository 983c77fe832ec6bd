/** `connectArcGIS` in a page whose SDK is one of its shape: interceptors as `esri/request` calls them, modules as `$arcgis.import` gives them. */
import { expect, waitUntil } from '@open-wc/testing';
import { connectArcGIS, type ArcGISConnection, type ConnectOptions } from '../../src/arcgis/connect.js';
import type { EsriConfig, EsriRequest, MapView, RequestInterceptor } from '../../src/arcgis/host-sdk.js';
import { keptTileServices, removeTiles, tileCache } from '../../src/arcgis/tiles/tile-cache.js';
import type { SyncController } from '../../src/controller/types.js';
import { TestService } from '../support/service.js';

type Json = Record<string, unknown>;

/** The SDK's way through its interceptors: the first whose urls match answers, unless it returns nothing. */
function sdk(): { readonly config: EsriConfig; readonly request: EsriRequest } {
  const config: EsriConfig = { request: { interceptors: [] } };
  const request: EsriRequest = async (url, requestOptions) => {
    const interceptors = config.request.interceptors as RequestInterceptor[];
    const interceptor = interceptors.find(({ urls }) => urls.some((start) => url.startsWith(start)));
    const answer = await interceptor?.before({ url, requestOptions });
    if (answer instanceof Error) throw answer;
    if (answer !== undefined) return { data: answer };
    const query = new URLSearchParams(requestOptions.query as Record<string, string>);
    const { signal } = requestOptions;
    const response = await fetch(`${url}?${query.toString()}`, signal ? { signal } : {});
    return {
      data: requestOptions.responseType === 'array-buffer' ? await response.arrayBuffer() : await response.json(),
    };
  };
  return { config, request };
}

describe('a page that is connected to this device', function () {
  this.timeout(30_000);
  const count = { f: 'json', where: '1=1', returnCountOnly: true };
  let service: TestService;
  let sync: SyncController;
  let connection: ArcGISConnection | undefined;

  beforeEach(async () => {
    service = await TestService.create({}, 20);
    sync = service.controller();
    await sync.ready;
  });

  afterEach(async () => {
    connection?.disconnect();
    sync.close();
    for (const one of await keptTileServices()) await removeTiles(one);
  });

  async function takeOffline(): Promise<void> {
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    await service.clearLog();
  }

  function connect(options: Partial<Omit<ConnectOptions, 'serviceUrl'>> = {}): ReturnType<typeof sdk> {
    const page = sdk();
    connection = connectArcGIS({ controller: sync, ...page, ...options });
    return page;
  }

  it('gets modules as $arcgis.import gives them, by the address of the service alone', async () => {
    await takeOffline();
    const { config, request } = sdk();
    const modules: Readonly<Record<string, unknown>> = {
      '@arcgis/core/config.js': { default: config },
      '@arcgis/core/request.js': request,
    };
    const $arcgis = { import: (paths: readonly string[]) => Promise.resolve(paths.map((path) => modules[path])) };
    const imported = await $arcgis.import(Object.keys(modules));
    connection = connectArcGIS({
      serviceUrl: service.url,
      config: imported[0] as { default: EsriConfig },
      request: imported[1] as EsriRequest,
    });
    expect((await request(`${service.url}/0/query`, { query: count })).data).to.deep.equal({ count: 20 });
    expect(await service.operations()).to.deep.equal([]);
  });

  it('intercepts nothing while nothing is on this device, and nothing after disconnect', async () => {
    const { config, request } = connect();
    const [ours] = config.request.interceptors as RequestInterceptor[];
    expect(ours?.urls).to.deep.equal([]);
    await takeOffline();
    await request(`${service.url}/0/query`, { query: count });
    expect(await service.operations()).to.deep.equal([]);
    connection?.disconnect();
    await request(`${service.url}/0/query`, { query: count });
    expect(await service.operations()).to.deep.equal(['query']);
    expect(config.request.interceptors).to.deep.equal([]);
  });

  it('holds a request back until it is known what is on this device: a layer asks once, when it loads', async () => {
    await takeOffline();
    sync.close();
    await service.remove();
    sync = service.controller();
    const { request } = connect();
    expect(sync.state.opened).to.equal(false);
    expect((await request(`${service.url}/0/query`, { query: count })).data).to.deep.equal({ count: 20 });
  });

  it('leaves the page’s own interceptors to their addresses', async () => {
    await takeOffline();
    const { config, request } = connect();
    config.request.interceptors.push({ urls: ['https://other.example.com'], before: () => Promise.resolve('theirs') });
    expect((await request('https://other.example.com/0', {})).data).to.equal('theirs');
  });

  it('answers the SDK’s workers with bytes', async () => {
    await takeOffline();
    const { request } = connect();
    const { data } = await request(`${service.url}/0/query`, { query: count, responseType: 'array-buffer' });
    expect(JSON.parse(new TextDecoder().decode(data as ArrayBuffer))).to.deep.equal({ count: 20 });
  });

  it('rejects as the SDK does what cannot be answered', async () => {
    await takeOffline();
    const { request } = connect();
    let thrown: unknown;
    await request(`${service.url}/0/query`, { query: { ...count, having: 'x' } }).catch(
      (error: unknown) => (thrown = error),
    );
    expect(thrown).to.have.property('name', 'request:server');
    expect(thrown).to.have.nested.property('details.httpStatus', 400);
  });

  it('asks the service first where that is wished, but waits for it no longer than it is told to', async () => {
    await takeOffline();
    const { request } = connect({ policy: 'network-first', timeoutMs: 200 });
    await request(`${service.url}/0/query`, { query: count });
    expect(await service.operations()).to.deep.equal(['query']);
    await service.fault({ operation: 'query', kind: 'slow', delayMs: 4_000, occurrence: 'every' });
    const start = performance.now();
    expect((await request(`${service.url}/0/query`, { query: count })).data).to.deep.equal({ count: 20 });
    expect(performance.now() - start).to.be.below(2_000);
  });

  it('takes the page of a captive portal for no answer, also where a worker asked for bytes', async () => {
    await takeOffline();
    const { request } = connect({ policy: 'network-first' });
    await service.fault({ operation: 'query', kind: 'captivePortal' });
    const { data } = await request(`${service.url}/0/query`, { query: count, responseType: 'array-buffer' });
    expect(new TextDecoder().decode(data as ArrayBuffer)).to.equal('{"count":20}');
  });

  describe('with a map in another spatial reference than the service', () => {
    const metres = { wkid: 102100, latestWkid: 3857 };
    const view = { spatialReference: { ...metres, isWebMercator: true, toJSON: () => metres } };
    const wanted = async (): Promise<unknown> =>
      (await sync.createDefaultGenerateGeodatabaseParameters()).outSpatialReference;

    it('takes the copy in that of the map, and sends what was changed in it to the right place', async () => {
      connect({ view });
      await takeOffline();
      expect(sync.state.geodatabase?.spatialReference).to.deep.equal(metres);
      const placeOf = (geometry: unknown): readonly number[] =>
        ['x', 'y'].map((name) => Number((geometry as Json)[name]));
      const shown = async (): Promise<readonly number[]> =>
        placeOf((await sync.queryFeatures(0, { objectIds: [1], returnGeometry: true })).features[0]?.geometry);
      const theirs = async (): Promise<readonly number[]> =>
        placeOf((await service.features(0, 'OBJECTID = 1'))[0]?.geometry);
      expect((await shown())[0]).to.be.closeTo((((await theirs())[0] ?? NaN) / 180) * 20_037_508.342_789_244, 0.01);
      const moved = { x: 1_113_194.907_932_735_7, y: 0 };
      await sync.applyEdits(0, { updates: [{ attributes: { OBJECTID: 1 }, geometry: moved }] });
      await sync.syncGeodatabase();
      const [longitude, latitude] = await theirs();
      expect(longitude).to.be.closeTo(10, 1e-6);
      expect(latitude).to.be.closeTo(0, 1e-6);
      expect((await shown())[0]).to.be.closeTo(moved.x, 0.01);
    });

    it('asks the map that was connected last, at the time when a copy is taken', async () => {
      const later: { spatialReference: typeof view.spatialReference | null } = { spatialReference: null };
      connect({ view });
      connection?.watchView(later);
      expect(await wanted()).to.equal(null);
      later.spatialReference = view.spatialReference;
      expect(await wanted()).to.deep.equal(metres);
    });

    it('leaves the choice to the page', async () => {
      connect({ view, outSpatialReference: null });
      expect(await wanted()).to.equal(null);
    });

    it('leaves a copy as it is that is on this device already', async () => {
      await takeOffline();
      connect({ view });
      await sync.syncGeodatabase();
      expect(sync.state.geodatabase?.spatialReference).to.have.property('wkid', 4326);
    });
  });

  it('is told on the map that the basemap is missing, while there is no network and its tiles were not kept', async () => {
    await takeOffline();
    const tiles = 'https://gis.example.com/arcgis/rest/services/Streets/MapServer';
    const shown = new Set<HTMLElement>();
    const view: MapView = {
      map: { allLayers: { toArray: () => [] }, basemap: { baseLayers: { toArray: (): Json[] => [{ url: tiles }] } } },
      ui: { add: (element) => void shown.add(element), remove: (element) => void shown.delete(element) },
    };
    connect({ view });
    const shows = (count: number): Promise<void> =>
      waitUntil(() => shown.size === count, `${String(count)} notices`, { timeout: 5_000 });
    // What draws it is fetched first.
    await import('../../src/arcgis/basemap-notice.js');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(shown.size).to.equal(0);
    sync.pause('offline');
    await shows(1);
    expect([...shown].map(({ textContent }) => textContent)).to.deep.equal(['Basemap not available offline']);
    await tileCache(tiles);
    sync.pause('user');
    await shows(0);
    await removeTiles(tiles);
    sync.resume('user');
    await shows(1);
    connection?.disconnect();
    expect(shown.size).to.equal(0);
  });
});
