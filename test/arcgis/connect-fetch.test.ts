/** A page whose SDK cannot be reached: its own `fetch` is answered from this device, by the policy that holds for every adapter. */
import { expect } from '@open-wc/testing';
import { connectFetch, type ConnectFetchOptions, type FetchConnection } from '../../src/arcgis/connect-fetch.js';
import type { SyncController } from '../../src/controller/types.js';
import { photoBytes, TestService } from '../support/service.js';

type Json = Record<string, unknown>;

describe('fetch of a page that is answered from this device', function () {
  this.timeout(30_000);
  const original = window.fetch;
  let service: TestService;
  let sync: SyncController;
  let connection: FetchConnection | undefined;

  beforeEach(async () => {
    service = await TestService.create({}, 20);
    sync = service.controller();
    await sync.ready;
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    await service.clearLog();
  });

  afterEach(() => {
    connection?.disconnect();
    connection = undefined;
    sync.close();
    expect(window.fetch).to.equal(original);
  });

  function connect(options: Partial<ConnectFetchOptions> = {}): void {
    connection = connectFetch({ controller: sync, ...options });
  }

  const url = (path: string, params: Record<string, string> = {}): string =>
    `${service.url}/${path}?${new URLSearchParams({ f: 'json', ...params }).toString()}`;
  const get = async (path: string, params: Record<string, string> = {}): Promise<Json> =>
    (await (await fetch(url(path, params))).json()) as Json;
  const post = async (path: string, fields: Record<string, string>): Promise<Json> =>
    (await (
      await fetch(`${service.url}/${path}`, { method: 'POST', body: new URLSearchParams({ f: 'json', ...fields }) })
    ).json()) as Json;
  /** What the service was asked, past the wrapper. */
  async function asked(): Promise<readonly string[]> {
    const kept = window.fetch;
    window.fetch = original;
    const operations = await service.operations();
    window.fetch = kept;
    return operations;
  }
  const idOf = (body: Json): number => ((body['addResults'] as Json[])[0]?.['objectId'] ?? 0) as number;
  const adds = (name: string): Record<string, string> => ({
    adds: JSON.stringify([{ attributes: { name }, geometry: { x: 8, y: 47 } }]),
  });

  it('has queries, descriptions, edits and attachments answered without a request', async () => {
    connect();
    expect((await get('0'))['geometryType']).to.equal('esriGeometryPoint');
    expect(await get('0/query', { where: '1=1', returnCountOnly: 'true' })).to.deep.equal({ count: 20 });
    const id = idOf(await post('0/applyEdits', adds('By fetch')));
    expect(id).to.be.below(0);
    const form = new FormData();
    form.set('attachment', new File([photoBytes(5_000)], 'a.jpg', { type: 'image/jpeg' }));
    form.set('f', 'json');
    const sent = await fetch(`${service.url}/0/${String(id)}/addAttachment`, { method: 'POST', body: form });
    const { addAttachmentResult } = (await sent.json()) as { addAttachmentResult: { objectId: number } };
    const bytes = await fetch(url(`0/${String(id)}/attachments/${String(addAttachmentResult.objectId)}`));
    expect(bytes.headers.get('content-type')).to.equal('image/jpeg');
    expect((await bytes.arrayBuffer()).byteLength).to.equal(5_000);
    expect(await asked()).to.deep.equal([]);
  });

  it('takes Request objects, and answers in PBF what is asked for in PBF', async () => {
    connect();
    const reply = await fetch(new Request(url('0/query', { where: '1=1', f: 'pbf' })));
    expect(reply.headers.get('content-type')).to.equal('application/x-protobuf');
    expect(await asked()).to.deep.equal([]);
  });

  it('writes an error as ArcGIS does', async () => {
    connect();
    const body = await get('0/query', { where: '1=1', having: 'COUNT(*) > 1' });
    expect((body['error'] as Json)['message']).to.contain('having');
  });

  it('leaves all other requests as they are, also of other layers and services', async () => {
    connect();
    const other = await TestService.create({}, 20);
    expect((await (await fetch(`${other.url}/0?f=json`)).json()) as Json).to.have.property('name');
    expect(await other.operations()).to.deep.equal(['layer']);
    await get('77');
    await get('replicas');
    expect(await asked()).to.deep.equal(['layer', 'replicas']);
    let thrown: unknown;
    await fetch('http://[').catch((error: unknown) => (thrown = error));
    expect(thrown).to.be.instanceOf(TypeError);
  });

  it('never answers the sync itself, which asks the service what it has', async () => {
    connect();
    await post('0/applyEdits', adds('Sent'));
    await service.fault({ operation: 'synchronizeReplica', kind: 'dropReplyAfterCommit' });
    await sync.syncGeodatabase().catch(() => undefined);
    await sync.syncGeodatabase();
    expect(sync.state.pending.features).to.equal(0);
    connection?.disconnect();
    expect(await service.features(0, "name = 'Sent'")).to.have.length(1);
  });

  it('is gone after disconnect, also under a wrapper that came later', async () => {
    connect();
    const ours = window.fetch;
    const later: typeof fetch = (...request) => ours(...request);
    window.fetch = later;
    connection?.disconnect();
    expect(window.fetch).to.equal(later);
    await get('0/query', { where: '1=1', returnCountOnly: 'true' });
    window.fetch = original;
    expect(await service.operations()).to.deep.equal(['query']);
  });

  describe('network first', () => {
    const count = { where: '1=1', returnCountOnly: 'true' };

    it('asks the service, layer by layer as the page decides', async () => {
      connect({ policy: (layerId) => (layerId === 0 ? 'network-first' : 'local-first') });
      await get('0/query', count);
      await get('1/query', count);
      expect(await asked()).to.deep.equal(['query']);
    });

    it('answers from this device when the service takes too long, and does not ask again for a while', async () => {
      connect({ policy: 'network-first', timeoutMs: 200 });
      await service.fault({ operation: 'query', kind: 'slow', delayMs: 3_000, occurrence: 'every' });
      const start = performance.now();
      expect(await get('0/query', count)).to.deep.equal({ count: 20 });
      expect(performance.now() - start).to.be.below(2_000);
      const again = performance.now();
      expect(await get('0/query', count)).to.deep.equal({ count: 20 });
      expect(performance.now() - again).to.be.below(150);
    });

    it('asks again after that while', async () => {
      connect({ policy: 'network-first', restMs: 50 });
      await service.fault({ operation: 'query', kind: 'httpStatus', status: 503, body: 'no' });
      await get('0/query', count);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await get('0/query', count);
      expect(await asked()).to.deep.equal(['query', 'query']);
    });

    for (const fault of [{ kind: 'captivePortal' }, { kind: 'httpStatus', status: 503, body: 'no' }]) {
      it(`answers from this device when something else answers: ${fault.kind}`, async () => {
        connect({ policy: 'network-first' });
        await service.fault({ operation: 'query', ...fault });
        expect(await get('0/query', count)).to.deep.equal({ count: 20 });
      });
    }

    it('hands on what the service itself refuses', async () => {
      connect({ policy: 'network-first' });
      await service.fault({ operation: 'query', kind: 'jsonError', code: 400, message: 'Not like that' });
      expect(((await get('0/query', count))['error'] as Json)['message']).to.equal('Not like that');
    });

    it('keeps edits on this device, where a lost answer cannot double them, and then shows them', async () => {
      connect({ policy: 'network-first' });
      await post('0/applyEdits', adds('Mine'));
      expect(await get('0/query', count)).to.deep.equal({ count: 21 });
      expect(await asked()).to.deep.equal([]);
      await sync.syncGeodatabase();
      await get('0/query', count);
      expect((await asked()).filter((operation) => operation === 'query')).to.have.length(1);
    });

    it('gives up when the page does', async () => {
      connect({ policy: 'network-first' });
      await service.fault({ operation: 'query', kind: 'slow', delayMs: 2_000 });
      const abort = new AbortController();
      const asking = fetch(url('0/query', count), { signal: abort.signal });
      setTimeout(() => {
        abort.abort();
      }, 50);
      let thrown: unknown;
      await asking.catch((error: unknown) => (thrown = error));
      expect((thrown as Error).name).to.equal('AbortError');
    });
  });
});
