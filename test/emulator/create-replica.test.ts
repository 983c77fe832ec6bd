import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { Failure, ReplicaJson } from './support/replies.js';
import { newGlobalId, point, type Params, type Service } from './support/service.js';

const { fresh } = useEmulator();

async function refusal(service: Service, params: Params): Promise<string> {
  const { error } = (await service.createReplica(params)) as unknown as Failure;
  return [error.code, error.message, ...error.details].join(' ');
}

describe('createReplica', () => {
  it('gives all rows of the layers with their generation, by the sync model perReplica', async () => {
    const service = await fresh();
    const replica = await service.createReplica({ replicaName: 'Mine' });
    assert.equal(replica.replicaName, 'Mine');
    assert.equal(replica.responseType, 'esriReplicaResponseTypeData');
    assert.equal(replica.targetType, 'client');
    assert.equal(typeof replica.replicaServerGen, 'number');
    assert.equal(replica.layerServerGens, undefined);
    assert.deepEqual(
      replica.layers.map(({ id, features }) => [id, features.length > 0]),
      [
        [0, true],
        [1, true],
        [2, true],
      ],
    );
    const [row] = replica.layers[0]?.features ?? [];
    assert.match(String(row?.attributes['GlobalID']), /^\{[0-9A-F-]{36}\}$/);
    assert.equal(typeof row?.geometry?.x, 'number');
    assert.equal('geometry' in (replica.layers[2]?.features[0] ?? {}), false, 'rows of a table have no geometry');
  });

  it('gives a generation per layer by the sync model perLayer', async () => {
    const replica = await (await fresh()).createReplica({ syncModel: 'perLayer', layers: '[0,1]' });
    assert.equal(replica.replicaServerGen, undefined);
    assert.deepEqual(
      replica.layerServerGens.map(({ id }) => id),
      [0, 1],
    );
  });

  it('exports without registering by the sync model none', async () => {
    const service = await fresh();
    const replica = await service.createReplica({ syncModel: 'none', layers: '0' });
    assert.equal(replica.replicaID, '');
    assert.equal(replica.layers[0]?.features.length, 30);
    assert.deepEqual(await service.get('replicas'), []);
  });

  it('takes layers as a list or an array, and parameter names and booleans in any case', async () => {
    const service = await fresh();
    const a = await service.createReplica({ layers: '0, 2' });
    const b = await service.post<ReplicaJson>('createReplica', {
      LAYERS: '[0,2]',
      Geometry: '-180,-90,180,90',
      TRANSPORTTYPE: 'ESRITRANSPORTTYPEEMBEDDED',
      returnAttachments: 'False',
    });
    assert.deepEqual(
      a.layers.map(({ id }) => id),
      [0, 2],
    );
    assert.deepEqual(
      b.layers.map(({ id }) => id),
      [0, 2],
    );
  });

  it('appends a number to a name that is taken', async () => {
    const service = await fresh();
    const names = [];
    for (let n = 0; n < 3; n++) names.push((await service.createReplica({ replicaName: 'Same' })).replicaName);
    assert.deepEqual(names, ['Same', 'Same_0', 'Same_1']);
  });

  it('works by GET as well, as some clients send it', async () => {
    const service = await fresh();
    const replica = await service.get<ReplicaJson>('createReplica', {
      layers: '0',
      geometry: '0,0,1,1',
      transportType: 'esriTransportTypeEmbedded',
    });
    assert.ok(replica.replicaID);
  });

  describe('by its filters', () => {
    const three = async (): Promise<{ service: Service; names: (params: Params) => Promise<unknown[]> }> => {
      const service = await fresh({ sample: 0 });
      const at = { a: { x: 1, y: 1 }, b: { x: 9, y: 9 }, c: { x: 50, y: 50 } };
      await service.post('0/applyEdits', {
        useGlobalIds: true,
        adds: Object.entries(at).map(([name, place]) =>
          point(newGlobalId(), { name, status: name === 'a' ? 'closed' : 'open' }, place),
        ),
      });
      const names = async (params: Params): Promise<unknown[]> => {
        const { layers } = await service.createReplica({ layers: '0', ...params });
        return (layers[0]?.features ?? []).map(({ attributes }) => attributes['name']);
      };
      return { service, names };
    };

    it('takes what an envelope meets, in any form', async () => {
      const { names } = await three();
      assert.deepEqual(await names({ geometry: '0,0,10,10' }), ['a', 'b']);
      assert.deepEqual(
        await names({ geometry: { xmin: 0, ymin: 0, xmax: 5, ymax: 5 }, geometryType: 'esriGeometryEnvelope' }),
        ['a'],
      );
      const mercator = { xmin: 0, ymin: 0, xmax: 556597, ymax: 556597, spatialReference: { wkid: 102100 } };
      assert.deepEqual(await names({ geometry: mercator }), ['a']);
      assert.deepEqual(await names({ geometry: '0,0,556597,556597', inSR: 3857 }), ['a']);
    });

    it('takes what a point, points or a line meet, in another spatial reference too', async () => {
      const service = await fresh({
        layers: [
          {
            name: 'Fields',
            geojson: {
              type: 'FeatureCollection',
              features: [0, 10, 20].map((x) => ({
                type: 'Feature',
                properties: { x },
                geometry: {
                  type: 'Polygon',
                  coordinates: [
                    [
                      [x, 0],
                      [x + 5, 0],
                      [x + 5, 5],
                      [x, 5],
                      [x, 0],
                    ],
                  ],
                },
              })),
            },
          },
        ],
      });
      const found = async (geometryType: string, geometry: object, inSR: number): Promise<unknown[]> => {
        const { layers } = await service.createReplica({ layers: '0', geometry, geometryType, inSR });
        return (layers[0]?.features ?? []).map(({ attributes }) => attributes['x']);
      };
      const metres = 111319.49079327358;
      const far = (x: number): number[] => [x * metres, 2 * metres];
      assert.deepEqual(await found('esriGeometryPoint', { x: 12, y: 2 }, 4326), [10]);
      assert.deepEqual(await found('esriGeometryPoint', { x: 12 * metres, y: 2 * metres }, 102100), [10]);
      assert.deepEqual(await found('esriGeometryMultipoint', { points: [far(1), far(22)] }, 3857), [0, 20]);
      assert.deepEqual(await found('esriGeometryPolyline', { paths: [[far(7), far(30)]] }, 102100), [10, 20]);
    });

    it('takes what a polygon meets, not its envelope', async () => {
      const { names } = await three();
      const triangle = {
        rings: [
          [
            [0, 0],
            [0, 10],
            [10, 0],
            [0, 0],
          ],
        ],
      };
      assert.deepEqual(await names({ geometry: triangle, geometryType: 'esriGeometryPolygon' }), ['a']);
    });

    it('obeys layerQueries: useFilter, all and none', async () => {
      const { names } = await three();
      const query = (more: object): Params => ({ geometry: '0,0,10,10', layerQueries: { 0: more } });
      assert.deepEqual(await names(query({ queryOption: 'useFilter', where: "status = 'open'" })), ['b']);
      assert.deepEqual(await names(query({ where: "status = 'open'", useGeometry: false })), ['b', 'c']);
      assert.deepEqual(await names(query({ queryOption: 'all', where: '1=0' })), ['a', 'b', 'c']);
      assert.deepEqual(await names(query({ queryOption: 'none' })), []);
    });

    it('takes polygons that an envelope cuts, and only those', async () => {
      const service = await fresh({ sample: 0 });
      const ring = (x: number): number[][] => [
        [x, 0],
        [x, 10],
        [x + 10, 10],
        [x + 10, 0],
        [x, 0],
      ];
      const adds = [0, 20].map((x) => ({
        attributes: { GlobalID: newGlobalId(), name: `at ${x}` },
        geometry: { rings: [ring(x)] },
      }));
      await service.post('1/applyEdits', { useGlobalIds: true, adds });
      const inner = await service.createReplica({ layers: '1', geometry: '4,4,5,5' });
      assert.deepEqual(
        inner.layers[0]?.features.map(({ attributes }) => attributes['name']),
        ['at 0'],
      );
      const between = await service.createReplica({ layers: '1', geometry: '11,4,19,5' });
      assert.deepEqual(between.layers[0]?.features, []);
    });

    it('takes rows related to those of the replica where a table asks for queryOption none', async () => {
      const service = await fresh();
      const [parent] = await service.query(2);
      const where = `GlobalID = '${String(parent?.attributes['point_guid'])}'`;
      const { layers } = await service.createReplica({
        layers: '0,2',
        layerQueries: { 0: { where }, 2: { queryOption: 'none', includeRelated: true } },
      });
      const visits = layers.find(({ id }) => id === 2)?.features ?? [];
      assert.ok(visits.length > 0);
      assert.ok(visits.every(({ attributes }) => attributes['point_guid'] === parent?.attributes['point_guid']));
      const none = await service.createReplica({
        layers: '0,2',
        layerQueries: { 0: { where }, 2: { queryOption: 'none', includeRelated: false } },
      });
      assert.deepEqual(none.layers.find(({ id }) => id === 2)?.features, []);
    });
  });

  it('gives geometries in the spatial reference asked for', async () => {
    const service = await fresh();
    const [plain] = (await service.createReplica({ layers: '0' })).layers[0]?.features ?? [];
    for (const replicaSR of ['102100', '3857', '{"wkid":102100,"latestWkid":3857}']) {
      const [moved] = (await service.createReplica({ layers: '0', replicaSR })).layers[0]?.features ?? [];
      assert.ok(
        Math.abs((moved?.geometry?.x ?? 0) - ((plain?.geometry?.x ?? 0) * 20037508.342789244) / 180) < 1e-6,
        replicaSR,
      );
    }
    assert.match(await refusal(service, { replicaSR: 25832 }), /400 Unsupported spatial reference/);
  });

  it('of a service in Web Mercator reads and gives its coordinates unless told otherwise', async () => {
    const service = await fresh({ wkid: 102100, sample: 0 });
    const { spatialReference } = await service.get<{ spatialReference: { latestWkid: number } }>('');
    assert.equal(spatialReference.latestWkid, 3857);
    const globalId = newGlobalId();
    const at = { x: 1113194.9079327357, y: 6446275.841017161 };
    await service.post('0/applyEdits', { useGlobalIds: true, adds: [point(globalId, {}, at)] });
    const inMercator = await service.createReplica({ layers: '0', geometry: '1113000,6446000,1114000,6447000' });
    assert.deepEqual(inMercator.layers[0]?.features[0]?.geometry, at);
    const inDegrees = await service.createReplica({ layers: '0', geometry: '9,49,11,51', inSR: 4326, replicaSR: 4326 });
    assert.ok(Math.abs((inDegrees.layers[0]?.features[0]?.geometry?.x ?? 0) - 10) < 1e-9);
  });

  it('and a sync refuse what the sync capabilities of the service deny', async () => {
    const denied: [string, Params][] = [
      ['supportsAsync', { async: true }],
      ['supportsPerLayerSync', { syncModel: 'perLayer' }],
      ['supportsPerReplicaSync', { syncModel: 'perReplica' }],
      ['supportsSyncModelNone', { syncModel: 'none' }],
      ['supportsAttachmentsSyncDirection', { attachmentsSyncDirection: 'upload' }],
    ];
    for (const [capability, params] of denied) {
      const service = await fresh({ options: { syncCapabilities: { [capability]: false } } });
      assert.match(await refusal(service, params), new RegExp(capability));
    }
    const service = await fresh({
      options: { syncCapabilities: { supportsRollbackOnFailure: false, supportsSyncDirectionControl: false } },
    });
    const replica = await service.createReplica();
    for (const params of [{ rollbackOnFailure: true }, { syncDirection: 'upload' }]) {
      const { error } = (await service.sync(replica, params)) as unknown as Failure;
      assert.match(error.message, /is false/);
    }
  });

  describe('with attachments', () => {
    it('gives them by URL, or as base64', async () => {
      const service = await fresh();
      const byUrl = await service.createReplica({ layers: '0', returnAttachments: true });
      const embedded = await service.createReplica({
        layers: '0',
        returnAttachments: true,
        returnAttachmentsDataByUrl: false,
      });
      const [a, b] = [byUrl.layers[0]?.attachments?.[0], embedded.layers[0]?.attachments?.[0]];
      assert.equal(a?.contentType, 'image/jpeg');
      const bytes = Buffer.from(await (await fetch(a.url ?? '')).arrayBuffer());
      assert.equal(bytes.length, a.size);
      assert.equal(b?.data, bytes.toString('base64'));
      assert.equal(a.globalId, b.globalId);
    });

    it('leaves them out when they are only sent up, or not asked for', async () => {
      const service = await fresh();
      const up = await service.createReplica({
        layers: '0',
        returnAttachments: true,
        attachmentsSyncDirection: 'upload',
      });
      const off = await service.createReplica({ layers: '0' });
      assert.equal(up.layers[0]?.attachments, undefined);
      assert.equal(off.layers[0]?.attachments, undefined);
    });

    it('refuses pairs of directions that do not go together', async () => {
      const service = await fresh();
      assert.match(
        await refusal(service, { returnAttachments: true, attachmentsSyncDirection: 'none' }),
        /attachmentsSyncDirection/,
      );
      assert.match(
        await refusal(service, { returnAttachments: false, attachmentsSyncDirection: 'bidirectional' }),
        /attachmentsSyncDirection/,
      );
    });
  });

  it('delivers by URL unless told to embed, under the key the service is set to', async () => {
    for (const urlKey of ['URL', 'resultUrl', 'responseUrl', 'url']) {
      const service = await fresh({ options: { urlKey } });
      const reply = await service.createReplica({ transportType: 'esriTransportTypeUrl' });
      assert.deepEqual(Object.keys(reply).toSorted(), ['responseType', 'transportType', urlKey].toSorted());
      const file = await service.get<ReplicaJson>(reply[urlKey as 'replicaID']);
      assert.equal(file.layers.length, 3);
    }
  });

  it('deletes a result file that was not touched for a while', async () => {
    const service = await fresh();
    const { URL: url } = (await service.createReplica({ transportType: 'esriTransportTypeUrl' })) as unknown as {
      URL: string;
    };
    assert.equal((await fetch(url)).status, 200);
    await service.configure({ resultFileLifetimeMs: 1 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal((await fetch(url)).status, 404);
  });

  it('registers data that a client has already, from another replica', async () => {
    const service = await fresh();
    const first = await service.createReplica({ layers: '0' });
    const copy = await service.createReplica({
      replicaOptions: { refReplicaId: first.replicaID },
      replicaName: 'Copy',
    });
    assert.equal(copy.responseType, 'esriReplicaResponseTypeInfo');
    assert.equal(copy.layers, undefined);
    assert.notEqual(copy.replicaID, first.replicaID);
    assert.equal(copy.replicaServerGen, first.replicaServerGen);
    assert.equal((await service.sync(copy)).responseType, 'esriReplicaResponseTypeNoEdits');
  });

  it('registers data that a client brought from elsewhere, at the generation it names', async () => {
    const service = await fresh();
    const { replicaServerGen } = await service.createReplica();
    await service.post('0/addFeatures', { features: [{ attributes: { name: 'later' }, geometry: { x: 1, y: 1 } }] });
    const replicaOptions = { registerExistingData: true, serverGen: replicaServerGen };
    const registered = await service.createReplica({ replicaOptions });
    assert.deepEqual(
      [registered.responseType, registered.replicaServerGen, 'layers' in registered],
      ['esriReplicaResponseTypeInfo', replicaServerGen, false],
    );
    assert.equal((await service.sync(registered)).edits.find(({ id }) => id === 0)?.features.adds.length, 1);
  });

  it('is download-only on a service that cannot be edited', async () => {
    const service = await fresh({ options: { capabilities: 'Query,Sync' } });
    const replica = await service.createReplica();
    const info = await service.get<{ syncDirection: string }>(`replicas/${replica.replicaID}`);
    assert.equal(info.syncDirection, 'download');
    const edits = [{ id: 0, features: { adds: [point(newGlobalId())] } }];
    assert.match(((await service.sync(replica, { edits })) as unknown as Failure).error.message, /download-only/);
  });

  it('refuses what it cannot do, with a reason', async () => {
    const service = await fresh();
    assert.match(await refusal(service, { geometry: '' }), /geometry.*required/);
    assert.match(await refusal(service, { layers: '7' }), /no layer 7/);
    assert.match(await refusal(service, { dataFormat: 'shapefile' }), /dataFormat shapefile is not supported/);
    assert.match(await refusal(service, { syncModel: 'perRow' }), /syncModel/);
    assert.match(await refusal(service, { layerQueries: { 0: { where: 'nonsense = 1' } } }), /unknown field nonsense/);
    assert.match(await refusal(await fresh({ options: { capabilities: 'Query,Create' } }), {}), /Sync capability/);
  });
});
