import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { Service } from './support/service.js';

const { fresh } = useEmulator();

const page = async (service: Service, path = ''): Promise<string> => (await fetch(`${service.url}${path}`)).text();

describe('the pages for a person', () => {
  it('show layers with their rows, and replicas with their generations, as links', async () => {
    const service = await fresh({ sample: 2 });
    const replica = await service.createReplica({ layers: '0', replicaName: 'Phone of Ina' });
    await service.post('0/addFeatures', { features: [{ attributes: { name: 'x' }, geometry: { x: 1, y: 1 } }] });
    const root = await page(service);
    assert.match(root, /<a href="[^"]*\/0">Inspection_Points<\/a>/);
    assert.match(root, />3 rows</);
    assert.ok(root.includes('Phone of Ina'));
    assert.ok(root.includes(`0: ${replica.replicaServerGen} (1 behind)`));
    const rows = /href="([^"]*query[^"]*)"/.exec(root)?.[1]?.replaceAll('&#38;', '&') ?? '';
    assert.match(await (await fetch(rows)).text(), /<th>elevation_m<\/th>/);
    assert.ok((await page(service, '/replicas')).includes('Phone of Ina'));
  });

  it('hold no script, allow none, and show what clients wrote as text', async () => {
    const service = await fresh({ sample: 1, options: { rejectHtml: false } });
    const evil = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;
    await service.createReplica({ layers: '0', replicaName: evil });
    await service.post('0/addFeatures', { features: [{ attributes: { name: evil }, geometry: { x: 1, y: 1 } }] });
    for (const path of [
      '',
      '/replicas',
      '/0',
      '/0/query?where=1%3D1&outFields=*',
      `/0/query?where=${encodeURIComponent(evil)}`,
    ]) {
      const text = await page(service, path);
      assert.equal(/<(script|img)|<[^>]*\bon\w+=/i.test(text), false, path);
    }
    const policy = (await fetch(service.url)).headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
  });
});
