import { expect } from '@open-wc/testing';
import type { LayerSchema } from '../../src/shared/esri.js';
import type { LayerEdits, SynchronizeRequest } from '../../src/sync/ports.js';
import { call, ELM, json, NOTES, OAK, PHOTO, rejection, serve, SERVICE, TREES, wire } from './play-server.js';

const nothing = { adds: [], updates: [], deleteIds: [] };
const edits = (changes: Partial<LayerEdits> = {}): LayerEdits => ({
  layerId: 0,
  features: nothing,
  attachments: nothing,
  ...changes,
});
const add = {
  attributes: { OBJECTID: -5, globalid: OAK, species: 'oak', plot: ELM, edited: 7 },
  geometry: { x: 1, y: 2 },
};

const request = (changes: Partial<SynchronizeRequest> = {}): SynchronizeRequest => ({
  replicaId: 'r1',
  syncModel: 'perLayer',
  leg: { direction: 'bidirectional', layerIds: [0, 1] },
  generations: { kind: 'perLayer', byLayer: { 0: 10, 1: 11 } },
  edits: [],
  rollbackOnFailure: false,
  async: false,
  attachments: 'url',
  layers: [TREES, NOTES],
  ...changes,
});

const sent = async (changes: Partial<SynchronizeRequest> = {}) => {
  const { service, seen } = serve(() => json({ responseType: 'esriReplicaResponseTypeNoEdits' }));
  await service.synchronizeReplica(request(changes), call);
  return seen[0]!;
};
const sentEdits = async (changes: Partial<LayerEdits>) =>
  JSON.parse((await sent({ edits: [edits(changes)] })).fields['edits']!)[0];

describe('synchronizeReplica as it is sent', () => {
  it('says everything whose default differs between versions', async () => {
    const { method, url, fields } = await sent();
    expect([method, url.href]).to.deep.equal(['POST', `${SERVICE}/synchronizeReplica`]);
    expect(fields).to.deep.equal({
      f: 'json',
      replicaID: 'r1',
      syncDirection: 'bidirectional',
      syncLayers: JSON.stringify([
        { id: 0, serverGen: 10, syncDirection: 'bidirectional' },
        { id: 1, serverGen: 11, syncDirection: 'bidirectional' },
      ]),
      transportType: 'esriTransportTypeEmbedded',
      closeReplica: 'false',
      returnIdsForAdds: 'true',
      returnAttachmentsDataByUrl: 'true',
      async: 'false',
      dataFormat: 'json',
      rollbackOnFailure: 'false',
    });
  });

  it('names one generation for a perReplica replica', async () => {
    const { fields } = await sent({ syncModel: 'perReplica', generations: { kind: 'perReplica', serverGen: 42 } });
    expect([fields['replicaServerGen'], fields['syncLayers']]).to.deep.equal(['42', undefined]);
  });

  it('names no generation when it only uploads', async () => {
    const perReplica = await sent({
      syncModel: 'perReplica',
      generations: { kind: 'perReplica', serverGen: 42 },
      leg: { direction: 'upload', layerIds: [0, 1] },
    });
    expect(perReplica.fields['replicaServerGen']).to.equal(undefined);
    const perLayer = await sent({ leg: { direction: 'upload', layerIds: [0] } });
    expect(JSON.parse(perLayer.fields['syncLayers']!)).to.deep.equal([{ id: 0, syncDirection: 'upload' }]);
  });

  for (const direction of ['download', 'snapshot'] as const) {
    it(`carries no edits and no rollback as a ${direction}`, async () => {
      const { fields } = await sent({
        leg: { direction, layerIds: [0] },
        edits: [edits({ features: { ...nothing, deleteIds: [OAK] } })],
      });
      expect([fields['edits'], fields['rollbackOnFailure'], fields['syncDirection']]).to.deep.equal([
        undefined,
        undefined,
        direction,
      ]);
    });
  }

  it('names no generation when it asks for a snapshot: everything comes anew', async () => {
    const perReplica = await sent({
      syncModel: 'perReplica',
      generations: { kind: 'perReplica', serverGen: 42 },
      leg: { direction: 'snapshot', layerIds: [0, 1] },
    });
    expect(perReplica.fields['replicaServerGen']).to.equal(undefined);
    const perLayer = await sent({ leg: { direction: 'snapshot', layerIds: [0] } });
    expect(JSON.parse(perLayer.fields['syncLayers']!)).to.deep.equal([{ id: 0, syncDirection: 'snapshot' }]);
  });

  it('names the upload item that holds the edits, in place of the edits', async () => {
    const { fields } = await sent({
      edits: [edits({ features: { ...nothing, deleteIds: [OAK] } })],
      editsUploadId: '{12345678-AB}',
    });
    expect([fields['editsUploadId'], fields['editsUploadFormat'], fields['edits']]).to.deep.equal([
      '{12345678-AB}',
      'json',
      undefined,
    ]);
  });

  it('can end the replica, reconcile its version, and name a datum transformation', async () => {
    const { fields } = await sent({ closeReplica: true, reconcileBranchVersion: true, datumTransformation: 1241 });
    expect(fields).to.include({ closeReplica: 'true', reconcileBranchVersion: 'true', datumTransformation: '1241' });
    expect((await sent()).fields).not.to.have.any.keys('reconcileBranchVersion', 'datumTransformation');
  });

  it('sends a BigInteger with all its digits, which no JavaScript number holds', async () => {
    const big: LayerSchema = {
      ...TREES,
      fields: [
        ...TREES.fields,
        { name: 'serial', type: 'esriFieldTypeBigInteger', alias: 'Serial', nullable: true, editable: true },
      ],
    };
    const rows = ['9007199254740993', '-9223372036854775808', 7, null, 'no number'].map((serial) => ({
      attributes: { GlobalID: OAK, serial, species: '9007199254740993' },
    }));
    const { fields } = await sent({ layers: [big], edits: [edits({ features: { ...nothing, adds: rows } })] });
    expect([...fields['edits']!.matchAll(/"serial":("[^"]*"|[^,}]*)/g)].map(([, value]) => value)).to.deep.equal([
      '9007199254740993',
      '-9223372036854775808',
      '7',
      'null',
      '"no number"',
    ]);
    expect(JSON.parse(fields['edits']!)[0].features.adds[0].attributes.species).to.equal('9007199254740993');
  });

  it('sends what it does not understand of a geometry untouched: true curves, z, m, many parts, and none', async () => {
    const shapes = [
      {
        curvePaths: [
          [
            [0, 0],
            {
              c: [
                [3, 3],
                [1, 4],
              ],
            },
          ],
        ],
        hasZ: true,
      },
      {
        rings: [
          [
            [0, 0, 5, 7],
            [1, 1, 5, 8],
            [1, 0, 5, 9],
            [0, 0, 5, 7],
          ],
          [
            [9, 9, 1, 1],
            [8, 8, 1, 1],
            [9, 8, 1, 1],
            [9, 9, 1, 1],
          ],
        ],
      },
      { x: 'NaN', y: 'NaN' },
      null,
    ] as const;
    const adds = shapes.map((geometry) => ({ attributes: { GlobalID: OAK }, geometry }));
    const { features } = await sentEdits({ features: { ...nothing, adds } });
    expect(features.adds.map(({ geometry }: { geometry: unknown }) => geometry)).to.deep.equal(shapes);
  });

  it('sends text of any script as it is', async () => {
    const species = '\u0000 "樫の木" \\ \u2028 \ud83c\udf33 <script>&amp; שׁ';
    const { features } = await sentEdits({
      features: { ...nothing, adds: [{ attributes: { GlobalID: OAK, species } }] },
    });
    expect(features.adds[0].attributes.species).to.equal(species);
  });

  it('asks for a rollback where the caller does', async () => {
    expect((await sent({ rollbackOnFailure: true })).fields['rollbackOnFailure']).to.equal('true');
  });

  it('asks for a file where the service works asynchronously', async () => {
    const { fields } = await sent({ async: true });
    expect([fields['async'], fields['transportType']]).to.deep.equal(['true', 'esriTransportTypeUrl']);
  });

  it('is not sent at all when a generation is unknown: the service would take it for a first sync', async () => {
    const { service, seen } = serve(() => json({}));
    expect(
      (
        await rejection(
          service.synchronizeReplica(request({ generations: { kind: 'perLayer', byLayer: { 0: 1 } } }), call),
        )
      ).code,
    ).to.equal('internal');
    expect((await rejection(service.synchronizeReplica(request({ syncModel: 'perReplica' }), call))).code).to.equal(
      'internal',
    );
    expect(seen).to.have.length(0);
  });

  it('leaves layers without edits out of the edits', async () => {
    expect((await sent({ edits: [edits(), edits({ layerId: 1 })] })).fields['edits']).to.equal(undefined);
  });

  it('sends rows by GlobalID in wire form, as the layer spells its fields, without ObjectID and without what cannot be edited', async () => {
    const { id, features } = await sentEdits({ features: { ...nothing, adds: [add] } });
    expect(id).to.equal(0);
    expect(features).to.deep.equal({
      adds: [{ attributes: { GlobalID: wire(OAK), species: 'oak', plot: wire(ELM) }, geometry: { x: 1, y: 2 } }],
      updates: [],
      deleteIds: [],
    });
  });

  it('sends an update with its fields alone, and a geometry only where one is given', async () => {
    const updates = [
      { attributes: { GlobalID: OAK, species: null } },
      { attributes: { GlobalID: ELM }, geometry: null },
    ];
    const { features } = await sentEdits({ features: { ...nothing, updates } });
    expect(features.updates).to.deep.equal([
      { attributes: { GlobalID: wire(OAK), species: null } },
      { attributes: { GlobalID: wire(ELM) }, geometry: null },
    ]);
  });

  it('sends deletes as GlobalIDs in wire form', async () => {
    expect((await sentEdits({ features: { ...nothing, deleteIds: [OAK] } })).features.deleteIds).to.deep.equal([
      wire(OAK),
    ]);
  });

  it('never sends a row without GlobalID', async () => {
    const { service, seen } = serve(() => json({}));
    const nameless = edits({ features: { ...nothing, adds: [{ attributes: { species: 'oak' } }] } });
    expect((await rejection(service.synchronizeReplica(request({ edits: [nameless] }), call))).code).to.equal(
      'internal',
    );
    expect(seen).to.have.length(0);
  });

  it('has an attachments block only when there are some', async () => {
    expect(await sentEdits({ features: { ...nothing, deleteIds: [OAK] } })).not.to.have.property('attachments');
  });

  it('sends attachments by upload item or as base64, keywords only where there are some', async () => {
    const photo = { globalId: PHOTO, parentGlobalId: OAK, contentType: 'image/jpeg', name: 'a.jpg', keywords: '' };
    const { attachments } = await sentEdits({
      attachments: {
        adds: [{ ...photo, content: { kind: 'item', uploadId: 'i123' } }],
        updates: [{ ...photo, keywords: 'front', content: { kind: 'inline', base64: 'AAEC' } }],
        deleteIds: [PHOTO],
      },
    });
    const common = { globalId: wire(PHOTO), parentGlobalId: wire(OAK), contentType: 'image/jpeg', name: 'a.jpg' };
    expect(attachments).to.deep.equal({
      adds: [{ ...common, uploadId: 'i123' }],
      updates: [{ ...common, keywords: 'front', data: 'AAEC' }],
      deleteIds: [wire(PHOTO)],
    });
  });

  it('sends no keywords to a layer that has them switched off', async () => {
    const photo = { globalId: PHOTO, parentGlobalId: OAK, contentType: 'image/jpeg', name: 'a.jpg', keywords: 'front' };
    const adds = [{ ...photo, content: { kind: 'item', uploadId: 'i123' } as const }];
    const changes = [edits({ attachments: { ...nothing, adds } })];
    const keywordsSentTo = async (layer: LayerSchema): Promise<unknown> => {
      const { fields } = await sent({ edits: changes, layers: [layer, NOTES] });
      return JSON.parse(fields['edits']!)[0].attachments.adds[0].keywords;
    };
    expect(await keywordsSentTo(TREES)).to.equal('front');
    expect(await keywordsSentTo({ ...TREES, attachmentKeywords: false })).to.equal(undefined);
  });
});

describe('edits as a file', () => {
  const changes = [edits({ features: { ...nothing, adds: [add] } })];
  const item = (committed: boolean, more = {}) => ({ success: true, item: { itemID: 'i-1', committed, ...more } });

  it('are the same JSON as inside a request, uploaded', async () => {
    const { service, seen } = serve(() => json(item(true)));
    expect(await service.uploadEdits(changes, [TREES], call)).to.equal('i-1');
    const [request] = seen;
    expect([request?.url.href, request?.file?.name]).to.deep.equal([`${SERVICE}/uploads/upload`, 'edits.json']);
    const inline = await sent({ edits: changes });
    expect(await request?.file?.text()).to.equal(inline.fields['edits']);
  });

  it('are committed where the service leaves that to the client', async () => {
    const { service, seen } = serve(({ url }) => json(item(url.pathname.endsWith('/commit'))));
    await service.uploadEdits(changes, [TREES], call);
    expect(seen.map(({ url }) => url.pathname.split('/').at(-1))).to.deep.equal(['upload', 'commit']);
  });

  it('that did not arrive whole are not named in a sync', async () => {
    const { service } = serve(() => json(item(true, { itemSize: 3 })));
    expect((await rejection(service.uploadEdits(changes, [TREES], call))).code).to.equal('bad-reply');
  });
});
