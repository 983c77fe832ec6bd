import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { startEmulator, type RunningEmulator } from '../../emulator/node/serve.js';
import { edits, newGlobalId, Service } from './support/service.js';

const folder = mkdtempSync(join(tmpdir(), 'emulator-geojson-'));
const emulators: RunningEmulator[] = [];
after(async () => {
  for (const emulator of emulators) await emulator.close();
  rmSync(folder, { recursive: true });
});

async function publish(name: string, geojson: object): Promise<Service> {
  const data = join(folder, name);
  writeFileSync(data, JSON.stringify(geojson));
  const emulator = await startEmulator({ data });
  emulators.push(emulator);
  return new Service({
    url: emulator.featureServerUrl,
    site: `${emulator.url}/arcgis`,
    control: `${emulator.url}/control/services/arcgis`,
  });
}

const feature = (properties: object | null, geometry: object | null): object => ({
  type: 'Feature',
  properties,
  geometry,
});
const pointAt = (x: number, y: number): object => ({ type: 'Point', coordinates: [x, y, 100] });
const collection = (...features: object[]): object => ({ type: 'FeatureCollection', features });

interface Layer {
  name: string;
  hasAttachments: boolean;
  geometryType?: string;
  editFieldsInfo: object | null;
  fields: { name: string; alias: string; type: string; length?: number }[];
}

describe('a GeoJSON file', () => {
  it('becomes a service named after it, with fields of the narrowest type that holds every value', async () => {
    const known = newGlobalId();
    const service = await publish(
      'city trees.geojson',
      collection(
        feature(
          {
            GlobalID: known,
            n: 1,
            size: 1,
            ok: true,
            day: '2024-05-01',
            text: 'a',
            mixed: 1,
            'Größe (cm)': 2,
            tags: ['x'],
          },
          pointAt(1, 2),
        ),
        feature(
          { n: 2, size: 2.5, ok: false, day: '2024-05-01T10:00:00Z', text: 'b'.repeat(300), mixed: 'x', OBJECTID: 7 },
          pointAt(3, 4),
        ),
        feature(null, null),
      ),
    );
    assert.match(service.url, /\/services\/city_trees\/FeatureServer$/);
    const layer = await service.get<Layer>('0');
    const types = Object.fromEntries(
      layer.fields.map((field) => [field.name, field.type.replace('esriFieldType', '')]),
    );
    assert.deepEqual(types, {
      OBJECTID: 'OID',
      GlobalID: 'GlobalID',
      n: 'Integer',
      size: 'Double',
      ok: 'SmallInteger',
      day: 'Date',
      text: 'String',
      mixed: 'String',
      Gro_e__cm_: 'Integer',
      tags: 'String',
      CreationDate: 'Date',
      Creator: 'String',
      EditDate: 'Date',
      Editor: 'String',
    });
    assert.equal(layer.fields.find(({ name }) => name === 'text')?.length, 512);
    assert.equal(layer.fields.find(({ name }) => name === 'Gro_e__cm_')?.alias, 'Größe (cm)');
    assert.equal(layer.hasAttachments, true);
    assert.ok(layer.editFieldsInfo);
    const [first, second, third] = await service.query(0);
    assert.equal(first?.attributes['GlobalID'], known);
    assert.match(String(second?.attributes['GlobalID']), /^\{[0-9A-F-]{36}\}$/);
    assert.deepEqual(first.geometry, { x: 1, y: 2 });
    assert.equal(first.attributes['day'], Date.UTC(2024, 4, 1));
    assert.equal(first.attributes['tags'], '["x"]');
    assert.equal(third?.geometry, null);
  });

  it('can be taken offline, edited and synchronized', async () => {
    const service = await publish(
      'lines.geojson',
      collection(
        feature(
          { name: 'a' },
          {
            type: 'LineString',
            coordinates: [
              [0, 0],
              [10, 10],
            ],
          },
        ),
      ),
    );
    const replica = await service.createReplica({ layers: '0', geometry: '4,4,6,6' });
    assert.equal(replica.layers[0]?.features.length, 1);
    const globalId = newGlobalId();
    const added = {
      attributes: { GlobalID: globalId, name: 'b' },
      geometry: {
        paths: [
          [
            [5, 0],
            [5, 9],
          ],
        ],
      },
    };
    const reply = await service.sync(replica, { edits: [edits(0, { adds: [added] })] });
    assert.equal(reply.editResults?.[0]?.addResults[0]?.success, true);
    assert.ok(await service.row(0, globalId));
  });

  it('of several kinds of geometry becomes a layer for each', async () => {
    const ring = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ];
    const service = await publish(
      'mixed.geojson',
      collection(
        feature({}, pointAt(0, 0)),
        feature({}, { type: 'Polygon', coordinates: [ring] }),
        feature({}, { type: 'MultiPolygon', coordinates: [[ring]] }),
      ),
    );
    const { layers } = await service.get<{ layers: { name: string; geometryType: string }[] }>('');
    assert.deepEqual(
      layers.map(({ name, geometryType }) => [name, geometryType]),
      [
        ['mixed_point', 'esriGeometryPoint'],
        ['mixed_polygon', 'esriGeometryPolygon'],
      ],
    );
    assert.equal((await service.query(1)).length, 2);
  });

  it('that is none is refused', async () => {
    await assert.rejects(publish('bad.geojson', { type: 'Topology' }), /no GeoJSON/);
  });
});
