import { expect } from '@open-wc/testing';
import type { GenerateGeodatabaseParameters } from '../../src/shared/records.js';
import type { CreateReplicaRequest } from '../../src/sync/ports.js';
import { call, failure, json, NOTES, OAK, rejection, serve, SERVICE, TREES, wire } from './play-server.js';

const parameters: GenerateGeodatabaseParameters = {
  layers: [
    { layerId: 0, queryOption: 'useFilter', where: "species = 'oak'", useGeometry: true, includeRelated: false },
    { layerId: 1, queryOption: 'all', useGeometry: false, includeRelated: false },
  ],
  extent: { xmin: 0, ymin: 0, xmax: 10, ymax: 10, spatialReference: { wkid: 102100 } },
  outSpatialReference: { wkid: 4326 },
  attachments: 'bidirectional',
  syncModel: 'perLayer',
  syncDirection: 'bidirectional',
};

const request = (
  changes: Partial<CreateReplicaRequest> & { readonly parameters?: GenerateGeodatabaseParameters } = {},
): CreateReplicaRequest => ({
  replicaName: 'gdb-sync_1',
  parameters,
  layers: [TREES, NOTES],
  async: false,
  ...changes,
});

const sent = async (changes: Partial<CreateReplicaRequest> = {}) => {
  const { service, seen } = serve(() => json({ replicaID: 'r1', layers: [] }));
  await service.createReplica(request(changes), call);
  return seen[0]!;
};

describe('createReplica as it is sent', () => {
  it('says everything whose default differs between versions', async () => {
    const { method, url, fields } = await sent();
    expect([method, url.href]).to.deep.equal(['POST', `${SERVICE}/createReplica`]);
    expect(fields).to.deep.equal({
      f: 'json',
      replicaName: 'gdb-sync_1',
      layers: '0,1',
      layerQueries: JSON.stringify({
        0: { queryOption: 'useFilter', where: "species = 'oak'", useGeometry: true, includeRelated: false },
        1: { queryOption: 'all', useGeometry: false, includeRelated: false },
      }),
      geometry: JSON.stringify(parameters.extent),
      geometryType: 'esriGeometryEnvelope',
      inSR: '{"wkid":102100}',
      replicaSR: '{"wkid":4326}',
      transportType: 'esriTransportTypeEmbedded',
      returnAttachments: 'true',
      returnAttachmentsDataByUrl: 'true',
      attachmentsSyncDirection: 'bidirectional',
      async: 'false',
      syncModel: 'perLayer',
      syncDirection: 'bidirectional',
      targetType: 'client',
      dataFormat: 'json',
    });
  });

  it('asks for a file where the service works asynchronously', async () => {
    const { fields } = await sent({ async: true });
    expect([fields['async'], fields['transportType']]).to.deep.equal(['true', 'esriTransportTypeUrl']);
  });

  for (const [mode, returned] of [
    ['bidirectional', 'true'],
    ['upload', 'false'],
    ['none', 'false'],
  ] as const) {
    it(`has an allowed pair of attachment parameters for "${mode}"`, async () => {
      const { fields } = await sent({ parameters: { ...parameters, attachments: mode } });
      expect([fields['returnAttachments'], fields['attachmentsSyncDirection']]).to.deep.equal([returned, mode]);
    });
  }

  it('lets attachments come with the first load where later ones are only sent', async () => {
    const mode = { attachments: 'upload', returnAttachments: true } as const;
    const { fields } = await sent({ parameters: { ...parameters, ...mode } });
    expect([fields['returnAttachments'], fields['attachmentsSyncDirection']]).to.deep.equal(['true', 'upload']);
  });

  for (const [attachments, returnAttachments] of [
    ['none', true],
    ['bidirectional', false],
  ] as const) {
    it(`is not sent with attachments "${attachments}" and returnAttachments ${String(returnAttachments)}`, async () => {
      const { service, seen } = serve(() => json({}));
      const asked = service.createReplica(
        request({ parameters: { ...parameters, attachments, returnAttachments } }),
        call,
      );
      expect((await rejection(asked)).code).to.equal('invalid-argument');
      expect(seen).to.have.length(0);
    });
  }

  for (const [geometryType, geometry] of [
    ['esriGeometryPoint', { x: 1, y: 2, spatialReference: { wkid: 4326 } }],
    ['esriGeometryMultipoint', { points: [[1, 2]], spatialReference: { wkid: 4326 } }],
    [
      'esriGeometryPolyline',
      {
        paths: [
          [
            [1, 2],
            [3, 4],
          ],
        ],
        spatialReference: { wkid: 4326 },
      },
    ],
    [
      'esriGeometryPolyline',
      {
        curvePaths: [
          [
            [1, 2],
            {
              c: [
                [3, 4],
                [2, 3],
              ],
            },
          ],
        ],
        spatialReference: { wkid: 4326 },
      },
    ],
    [
      'esriGeometryPolygon',
      {
        rings: [
          [
            [1, 2],
            [3, 4],
            [3, 2],
            [1, 2],
          ],
        ],
        spatialReference: { wkid: 4326 },
      },
    ],
    ['esriGeometryEnvelope', { xmin: 1, ymin: 2, xmax: 3, ymax: 4, spatialReference: { wkid: 4326 } }],
  ] as const) {
    it(`takes an area like ${JSON.stringify(geometry)} in place of the extent`, async () => {
      const { fields } = await sent({ parameters: { ...parameters, geometry } });
      expect([fields['geometryType'], fields['geometry'], fields['inSR']]).to.deep.equal([
        geometryType,
        JSON.stringify(geometry),
        '{"wkid":4326}',
      ]);
      expect(JSON.parse(fields['layerQueries']!)['0'].useGeometry).to.equal(true);
    });
  }

  it('is not sent with an area that is none', async () => {
    const { service } = serve(() => json({}));
    const asked = service.createReplica(request({ parameters: { ...parameters, geometry: {} } }), call);
    expect((await rejection(asked)).code).to.equal('invalid-argument');
  });

  it('passes each query option on, with its filter and its related rows', async () => {
    const layers = (['none', 'useFilter', 'all'] as const).map((queryOption, layerId) => ({
      layerId,
      queryOption,
      where: 'n > 1',
      useGeometry: true,
      includeRelated: layerId === 0,
    }));
    const { fields } = await sent({ parameters: { ...parameters, layers } });
    expect(JSON.parse(fields['layerQueries']!)).to.deep.equal({
      0: { queryOption: 'none', where: 'n > 1', useGeometry: true, includeRelated: true },
      1: { queryOption: 'useFilter', where: 'n > 1', useGeometry: true, includeRelated: false },
      2: { queryOption: 'all', where: 'n > 1', useGeometry: true, includeRelated: false },
    });
  });

  for (const [datumTransformation, text] of [
    [1241, '1241'],
    [
      { geoTransforms: [{ wkid: 108889, transformForward: true }] },
      '{"geoTransforms":[{"wkid":108889,"transformForward":true}]}',
    ],
  ] as const) {
    it(`passes the datum transformation ${text} on`, async () => {
      const { fields } = await sent({ parameters: { ...parameters, datumTransformation } });
      expect(fields['datumTransformation']).to.equal(text);
    });
  }

  it('can ask for a copy without a replica', async () => {
    expect((await sent({ parameters: { ...parameters, syncModel: 'none' } })).fields['syncModel']).to.equal('none');
  });

  it('can register data that are here already, with what they are up to date with', async () => {
    const perLayer = { refReplicaId: 'r0', generations: { kind: 'perLayer', byLayer: { 0: 5, 1: 6 } } } as const;
    const { fields } = await sent({ registerExistingData: { ...perLayer, syncDataOptions: 3 } });
    expect(JSON.parse(fields['replicaOptions']!)).to.deep.equal({
      registerExistingData: true,
      refReplicaId: 'r0',
      layerServerGens: [
        { id: 0, serverGen: 5 },
        { id: 1, serverGen: 6 },
      ],
      syncDataOptions: 3,
    });
    const unnamed = await sent({
      registerExistingData: { refReplicaId: null, generations: { kind: 'perReplica', serverGen: 9 } },
    });
    expect(JSON.parse(unnamed.fields['replicaOptions']!)).to.deep.equal({ registerExistingData: true, serverGen: 9 });
  });

  it('filters by no geometry where everything is wanted, and still names one, since it is required', async () => {
    const { fields } = await sent({ parameters: { ...parameters, extent: null } });
    expect(JSON.parse(fields['layerQueries']!)['0'].useGeometry).to.equal(false);
    expect(JSON.parse(fields['geometry']!)).to.include({ xmin: -180, ymax: 90 });
  });

  it('says so when dates are in an unknown time zone', async () => {
    expect((await sent())['fields']['timeReferenceUnknownClient']).to.equal(undefined);
    const { fields } = await sent({ layers: [{ ...TREES, datesInUnknownTimezone: true }] });
    expect(fields['timeReferenceUnknownClient']).to.equal('true');
  });
});

describe('createReplica as it is answered', () => {
  const answered = (body: unknown) => serve(() => json(body)).service.createReplica(request(), call);
  const row = { attributes: { OBJECTID: 1, GlobalID: wire(OAK), species: 'oak' }, geometry: { x: 1, y: 2 } };

  it('with the data, per layer', async () => {
    const submission = await answered({
      replicaName: 'gdb-sync_1',
      replicaID: 'r1',
      transportType: 'esriTransportTypeEmbedded',
      responseType: 'esriReplicaResponseTypeData',
      layerServerGens: [
        { id: 0, serverGen: 123 },
        { id: 1, serverGen: 124 },
      ],
      layers: [{ id: 0, features: [row] }],
    });
    expect(submission).to.deep.equal({
      kind: 'reply',
      reply: {
        replicaId: 'r1',
        replicaName: 'gdb-sync_1',
        generations: { kind: 'perLayer', byLayer: { 0: 123, 1: 124 } },
        results: [],
        changes: [
          {
            layerId: 0,
            mode: 'replace',
            rows: [{ globalId: OAK, attributes: row.attributes, geometry: { x: 1, y: 2 } }],
            deleteIds: [],
            attachments: [],
            attachmentDeleteIds: [],
          },
        ],
      },
    });
  });

  it('with the data, per replica', async () => {
    const submission = await answered({ replicaID: 'r1', replicaServerGen: 55, layers: [] });
    expect(submission.kind === 'reply' && submission.reply.generations).to.deep.equal({
      kind: 'perReplica',
      serverGen: 55,
    });
  });

  for (const key of ['resultUrl', 'URL', 'responseUrl', 'url']) {
    it(`with a file, named by ${key}`, async () => {
      const submission = await answered({
        replicaID: '',
        transportType: 'esriTransportTypeURL',
        [key]: 'https://gis.example.com/out/a.json',
      });
      expect(submission).to.deep.equal({ kind: 'file', url: 'https://gis.example.com/out/a.json' });
    });
  }

  it('with a file by a pre-signed URL, which is kept whole for the one who reads it now', async () => {
    const url = 'https://blob.example.net/replicafiles/a.json?sv=1&sig=abc';
    expect(await answered({ URL: url })).to.deep.equal({ kind: 'file', url });
  });

  for (const key of ['statusUrl', 'statusURL']) {
    it(`with a job, named by ${key}`, async () => {
      const submission = await answered({
        replicaID: 'r1',
        targetType: 'client',
        [key]: `${SERVICE}/jobs/j1?statusId=4&token=abc`,
      });
      expect(submission).to.deep.equal({ kind: 'job', statusUrl: `${SERVICE}/jobs/j1?statusId=4` });
    });
  }

  it('with a job whose URL is relative, or http although the service is https', async () => {
    expect(await answered({ statusUrl: 'jobs/j1' })).to.deep.equal({ kind: 'job', statusUrl: `${SERVICE}/jobs/j1` });
    const http = SERVICE.replace('https:', 'http:');
    expect(await answered({ statusUrl: `${http}/jobs/j1` })).to.deep.equal({
      kind: 'job',
      statusUrl: `${SERVICE}/jobs/j1`,
    });
  });

  it('with a file, beside which empty lists are no data', async () => {
    const url = 'https://gis.example.com/out/a.json';
    for (const layers of [null, []]) expect(await answered({ layers, URL: url })).to.deep.equal({ kind: 'file', url });
  });

  it('with the data, beside which a file is not needed', async () => {
    const submission = await answered({
      replicaServerGen: 1,
      layers: [{ id: 0, features: [row] }],
      resultUrl: 'https://gis.example.com/a',
    });
    expect(submission.kind).to.equal('reply');
  });

  it('with no data for data that are here already', async () => {
    const submission = await answered({
      responseType: 'esriReplicaResponseTypeInfo',
      replicaID: 'r1',
      replicaServerGen: 3,
    });
    expect(submission.kind === 'reply' && submission.reply.changes).to.deep.equal([]);
  });

  for (const url of [
    'javascript:alert(1)',
    'data:application/json,{}',
    'file:///etc/passwd',
    'ftp://example.com/a',
    'https://',
    ' ',
  ]) {
    it(`is a bad reply when it leads to ${url}`, async () => {
      expect((await rejection(answered({ URL: url }))).code).to.equal('bad-reply');
      expect((await rejection(answered({ statusUrl: url }))).code).to.equal('bad-reply');
    });
  }

  for (const body of [{}, [], null, 'ok', { success: true }]) {
    it(`is a bad reply when it is ${JSON.stringify(body)}`, async () => {
      expect((await rejection(answered(body))).code).to.equal('bad-reply');
    });
  }

  it('with an error inside HTTP 200', async () => {
    const { service } = serve(() => failure(500, 'Unable to create replica.'));
    const error = await rejection(service.createReplica(request(), call));
    expect([error.code, error.details.answered]).to.deep.equal(['service', true]);
  });
});
