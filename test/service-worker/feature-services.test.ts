/** A real service worker between a page and a feature service: the page knows nothing of this library. */
import { expect } from '@open-wc/testing';
import { forService } from '../../src/shared/own-requests.js';
import type { SyncController } from '../../src/controller/types.js';
import { picture } from '../support/pictures.js';
import { TestService } from '../support/service.js';
import { pause, unregister, WorkerPage } from './worker-page.js';

type Json = Record<string, unknown>;
const COUNT = { where: '1=1', returnCountOnly: 'true' };

describe('feature services behind a service worker', function () {
  this.timeout(40_000);
  let service: TestService;
  let sync: SyncController;
  let page: WorkerPage;

  beforeEach(async () => {
    service = await TestService.create({}, 20);
    sync = service.controller();
    await sync.ready;
  });

  afterEach(async () => {
    page.close();
    sync.close();
    await unregister();
  });

  async function takeOffline(): Promise<void> {
    await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
    await service.clearLog();
  }
  const url = (path: string, params: Record<string, string> = {}): string =>
    `${service.url}${path === '' ? '' : `/${path}`}?${new URLSearchParams({ f: 'json', ...params }).toString()}`;
  const post = (path: string, fields: Record<string, string>): Promise<Json> =>
    page.json(`${service.url}/${path}`, { method: 'POST', body: new URLSearchParams({ f: 'json', ...fields }) });

  it('are asked themselves while nothing of them is on this device', async () => {
    page = await WorkerPage.open();
    await service.clearLog();
    expect(await page.json(url('0/query', COUNT))).to.deep.equal({ count: 20 });
    expect(await service.operations()).to.deep.equal(['query']);
  });

  it('are answered from this device, with the service gone: descriptions, queries, edits, photos in an <img>', async () => {
    await takeOffline();
    page = await WorkerPage.open();
    await service.remove();
    expect((await page.json(url('')))['layers']).to.be.an('array');
    expect((await page.json(url('0')))['geometryType']).to.equal('esriGeometryPoint');
    expect(await page.json(url('0/query', COUNT))).to.deep.equal({ count: 20 });
    const pbf = await page.fetch(url('0/query', { where: '1=1', f: 'pbf' }));
    expect(pbf.headers.get('content-type')).to.equal('application/x-protobuf');
    const info = await page.json(`${service.url.replace(/\/services\/.*/, '')}/info?f=json`);
    expect(info['authInfo']).to.be.an('object');

    const adds = JSON.stringify([{ attributes: { name: 'By the worker' }, geometry: { x: 8, y: 47 } }]);
    const added = (await post('0/applyEdits', { adds }))['addResults'] as Json[];
    const id = String(added[0]?.['objectId']);
    const form = new FormData();
    form.set('attachment', new File([await picture(1, 64, 48)], 'a.jpg', { type: 'image/jpeg' }));
    form.set('f', 'json');
    const sent = await page.json(`${service.url}/0/${id}/addAttachment`, { method: 'POST', body: form });
    const attachment = String((sent['addAttachmentResult'] as Json)['objectId']);
    expect(await page.imageWidth(`${service.url}/0/${id}/attachments/${attachment}?token=whatever`)).to.equal(64);
  });

  it('have their edits heard of by the page that syncs, and sent by it', async () => {
    await takeOffline();
    page = await WorkerPage.open();
    let changes = 0;
    sync.addEventListener('gdb-edits-change', () => (changes += 1));
    await post('0/applyEdits', {
      adds: JSON.stringify([{ attributes: { name: 'By the worker' }, geometry: { x: 8, y: 47 } }]),
    });
    while (sync.state.pending.features === 0) await pause(20);
    expect(changes).to.be.greaterThan(0);
    await sync.syncGeodatabase();
    expect(await service.features(0, "name = 'By the worker'")).to.have.length(1);
    const after = await page.json(url('0/query', { where: "name = 'By the worker'", outFields: 'OBJECTID' }));
    const [row] = after['features'] as { attributes: { OBJECTID: number } }[];
    expect(row?.attributes.OBJECTID).to.be.greaterThan(0);
  });

  it('are never answered in place of the service when the sync asks', async () => {
    await takeOffline();
    page = await WorkerPage.open();
    await page.json(forService(url('0/query', COUNT)));
    await page.json(forService(`${service.url}/0/query`), {
      method: 'POST',
      body: new URLSearchParams({ f: 'json', ...COUNT }),
    });
    expect(await service.operations()).to.deep.equal(['query', 'query']);
  });

  it('are asked for what is their own affair: replicas, layers that were not taken', async () => {
    await takeOffline();
    page = await WorkerPage.open();
    await page.json(url('replicas'));
    await page.json(url('77'));
    expect(await service.operations()).to.deep.equal(['replicas', 'layer']);
  });

  it('are asked first where that is wished, but not waited for', async () => {
    await takeOffline();
    page = await WorkerPage.open({ policy: 'network-first' });
    await page.json(url('0/query', COUNT));
    expect(await service.operations()).to.deep.equal(['query']);
    await service.fault({ operation: 'query', kind: 'slow', delayMs: 5_000, occurrence: 'every' });
    const start = performance.now();
    expect(await page.json(url('0/query', COUNT))).to.deep.equal({ count: 20 });
    expect(performance.now() - start).to.be.below(3_000);
  });

  it('are asked again once their area was removed from this device', async () => {
    await takeOffline();
    page = await WorkerPage.open();
    await page.json(url('0/query', COUNT));
    await sync.unregisterGeodatabase();
    await service.clearLog();
    expect(await page.json(url('0/query', COUNT))).to.deep.equal({ count: 20 });
    expect(await service.operations()).to.deep.equal(['query']);
  });

  it('keep what several people have here apart: which of them is at the page, the worker cannot know', async () => {
    sync.close();
    for (const userId of ['ada', 'ben']) {
      const own = service.controller({ userId, geodatabase: 'shared' });
      await own.ready;
      await own.generateGeodatabase(await own.createDefaultGenerateGeodatabaseParameters());
      own.close();
    }
    await service.clearLog();
    page = await WorkerPage.open({ geodatabase: 'shared' });
    await page.json(url('0/query', COUNT));
    expect(await service.operations()).to.deep.equal(['query']);
  });
});
