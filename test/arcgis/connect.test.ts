/** `connectArcGIS` in a page whose SDK is one of its shape: interceptors as `esri/request` calls them, modules as `$arcgis.import` gives them. */
import { expect } from '@open-wc/testing';
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

  it('is told on the map that the basemap is missing, while there is no network and its tiles were not kept', async () => {
    await takeOffline();
    const tiles = 'https://gis.example.com/arcgis/rest/services/Streets/MapServer';
    const shown = new Set<HTMLElement>();
    const view: MapView = {
      map: { allLayers: { toArray: () => [] }, basemap: { baseLayers: { toArray: (): Json[] => [{ url: tiles }] } } },
      ui: { add: (element) => void shown.add(element), remove: (element) => void shown.delete(element) },
    };
    connect({ view });
    const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100));
    await settled();
    expect(shown.size).to.equal(0);
    sync.pause('offline');
    await settled();
    expect([...shown].map(({ textContent }) => textContent)).to.deep.equal(['Basemap not available offline']);
    await tileCache(tiles);
    sync.pause('user');
    await settled();
    expect(shown.size).to.equal(0);
    await removeTiles(tiles);
    sync.resume('user');
    await settled();
    expect(shown.size).to.equal(1);
    connection?.disconnect();
    expect(shown.size).to.equal(0);
  });
});
