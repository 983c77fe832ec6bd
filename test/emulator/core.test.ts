import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createEmulator, type Emulator } from '../../emulator/core.js';
import { layersFromGeoJson } from '../../emulator/data/infer-service.js';
import { openNodeSqlite } from '../../emulator/database/node-sqlite.js';
import { ConnectionDropped } from '../../emulator/errors.js';
import type { FaultSpec } from '../../emulator/faults.js';

const geojson = {
  type: 'FeatureCollection',
  features: [{ type: 'Feature', properties: { name: 'a' }, geometry: { type: 'Point', coordinates: [1, 2] } }],
};

function create(more: { now?: () => number; faults?: FaultSpec[] } = {}): Emulator {
  const publication = { name: 'Trees', site: 'arcgis', seed: () => layersFromGeoJson('Trees', geojson) };
  return createEmulator({ db: openNodeSqlite(), publication, ...more });
}

const origin = 'https://emulator.example';

describe('the core of the emulator', () => {
  it('is a function from a request to a reply, without any server', async () => {
    const emulator = create();
    const url = emulator.featureServerUrl(origin);
    assert.equal(url, `${origin}/arcgis/rest/services/Trees/FeatureServer`);
    const reply = await emulator.fetch(new Request(`${url}/0/query?f=json&where=1=1&outFields=name`));
    const { features } = (await reply.json()) as { features: { attributes: object }[] };
    assert.deepEqual(features[0]?.attributes, { name: 'a' });
    await emulator.close();
  });

  it('takes its time from the clock that it is given', async () => {
    const emulator = create({ now: () => 1234567890000 });
    const url = `${emulator.featureServerUrl(origin)}/0/addFeatures`;
    await emulator.fetch(
      new Request(url, {
        method: 'POST',
        body: new URLSearchParams({ f: 'json', features: '[{"attributes":{"name":"b"}}]' }),
      }),
    );
    const reply = await emulator.fetch(
      new Request(`${emulator.featureServerUrl(origin)}/0/query?f=json&where=name='b'&outFields=EditDate`),
    );
    const { features } = (await reply.json()) as { features: { attributes: { EditDate: number } }[] };
    assert.equal(features[0]?.attributes.EditDate, 1234567890000);
    await emulator.close();
  });

  it('rejects where a fault says that there is no reply, as fetch does', async () => {
    const emulator = create({ faults: [{ operation: 'service', kind: 'dropBeforeCommit' }] });
    await assert.rejects(emulator.fetch(new Request(`${emulator.featureServerUrl(origin)}?f=json`)), ConnectionDropped);
    await emulator.close();
  });

  it('ends what waits in a fault when it is closed', async () => {
    const emulator = create({ faults: [{ operation: 'service', kind: 'holdRequest' }] });
    const held = assert.rejects(
      emulator.fetch(new Request(`${emulator.featureServerUrl(origin)}?f=json`)),
      ConnectionDropped,
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    await emulator.close();
    await held;
  });

  it('keeps its control endpoint from requests that are not of this machine', async () => {
    const emulator = create();
    const ask = (local: boolean): Promise<Response> =>
      emulator.fetch(new Request(`${origin}/control/services`), { local });
    assert.deepEqual([(await ask(true)).status, (await ask(false)).status], [200, 403]);
    await emulator.close();
  });
});
