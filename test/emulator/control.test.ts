import assert from 'node:assert/strict';
import { request } from 'node:http';
import { describe, it } from 'node:test';
import { startEmulator } from '../../emulator/node/serve.js';
import { useEmulator } from './support/emulator.js';
import type { Failure } from './support/replies.js';
import { edits, newGlobalId, point } from './support/service.js';

const { fresh, main, running } = useEmulator();

describe('the control endpoint', () => {
  it('makes services that share nothing', async () => {
    const [a, b] = [await fresh(), await fresh({ options: { secured: true } })];
    const globalId = newGlobalId();
    await a.post('0/applyEdits', { useGlobalIds: true, adds: [point(globalId)] });
    assert.ok(await a.row(0, globalId));
    assert.equal(await main().row(0, globalId), undefined);
    assert.equal((await b.get<Failure>('')).error.code, 499);
    assert.ok('layers' in (await a.get<object>('')));
    assert.notEqual(a.site, b.site);
  });

  it('makes a service of a given name, from layers that come with the request', async () => {
    const name = `Trees_${Date.now()}`;
    const geojson = {
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties: { species: 'oak' }, geometry: { type: 'Point', coordinates: [1, 2] } }],
    };
    const service = await fresh({
      name,
      layers: [
        {
          name: 'Trees',
          geojson,
          fields: [
            { name: 'species', nullable: false, length: 20 },
            { name: 'height', type: 'esriFieldTypeDouble' },
          ],
        },
        { name: 'Notes', fields: [{ name: 'text' }], hasAttachments: false },
      ],
    });
    assert.ok(service.url.endsWith(`/rest/services/${name}/FeatureServer`));
    const [tree] = await service.query(0);
    assert.deepEqual([tree?.attributes['species'], tree?.attributes['height']], ['oak', null]);
    const layer = await service.get<{ fields: { name: string; nullable: boolean; length?: number }[] }>('0');
    const species = layer.fields.find((one) => one.name === 'species');
    assert.deepEqual([species?.nullable, species?.length], [false, 20]);
    assert.equal((await service.get<{ type: string }>('1')).type, 'Table');
    await assert.rejects(fresh({ name }), /taken/);
    const listed = (await (await fetch(`${running().url}/control/services`)).json()) as { name: string }[];
    assert.ok(listed.some((one) => one.name === name));
  });

  it('refuses an option that does not exist, or is of another type', async () => {
    await assert.rejects(fresh({ options: { duplicateAdds: 'update' } }), /Unknown option: duplicateAdds/);
    await assert.rejects(fresh({ options: { maxRecordCount: 'many' } }), /maxRecordCount/);
  });

  it('logs each request with its operation, its size and the number of edits', async () => {
    const service = await fresh();
    const replica = await service.createReplica();
    await service.sync(replica, { edits: [edits(0, { adds: [point(newGlobalId())], deleteIds: [newGlobalId()] })] });
    const log = await service.log();
    assert.deepEqual(
      log.map(({ operation, method, status }) => [operation, method, status]),
      [
        ['createReplica', 'POST', 200],
        ['synchronizeReplica', 'POST', 200],
      ],
    );
    const none = { adds: 0, updates: 0, deletes: 0 };
    assert.deepEqual(log[1]?.edits, [{ id: 0, adds: 1, updates: 0, deletes: 1, attachments: none }]);
    assert.ok(log[1].requestBytes > 100 && (log[1].responseBytes ?? 0) > 100);
    await service.ask('DELETE', 'log');
    assert.deepEqual(await service.log(), []);
  });

  it('logs the code of an error in the reply', async () => {
    const service = await fresh();
    await service.get('9');
    assert.equal((await service.log())[0]?.error, 404);
  });

  it('removes a service', async () => {
    const service = await fresh();
    const response = await fetch(service.control, { method: 'DELETE' });
    assert.equal(response.status, 200);
    assert.equal((await fetch(`${service.url}?f=json`)).status, 404);
  });

  it('answers to pages of this machine only', async () => {
    const url = `${running().url}/control/services`;
    const foreign = await fetch(url, { headers: { origin: 'https://evil.example' } });
    assert.equal(foreign.status, 403);
    assert.equal((await fetch(url, { headers: { origin: 'http://localhost:8000' } })).status, 200);
  });

  it('can be left out', async () => {
    const emulator = await startEmulator({ control: false, sample: 1 });
    try {
      assert.equal((await fetch(`${emulator.url}/control/services`)).status, 404);
    } finally {
      await emulator.close();
    }
  });
});

describe('a request that is no request', () => {
  it('larger than the limit is refused with 413', async () => {
    const emulator = await startEmulator({ sample: 1, maxBodyBytes: 1000 });
    try {
      const response = await fetch(`${emulator.featureServerUrl}/0/query`, {
        method: 'POST',
        body: new URLSearchParams({ f: 'json', where: 'x'.repeat(2000) }),
      });
      assert.equal(response.status, 413);
    } finally {
      await emulator.close();
    }
  });

  it('that breaks off in its body does nothing, and the service goes on', async () => {
    const service = await fresh();
    await new Promise<void>((resolve) => {
      const sending = request(`${service.url}/0/addFeatures`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': 1000 },
      });
      sending.on('error', () => resolve());
      sending.write('f=json&features=');
      setTimeout(() => sending.destroy(), 50);
    });
    assert.equal((await service.query(0)).length, 30);
  });

  it('with a multipart body that is none is a plain error', async () => {
    const service = await fresh();
    const response = await fetch(`${service.url}/uploads/upload`, {
      method: 'POST',
      body: 'nonsense',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    });
    assert.equal(response.status, 400);
  });
});
