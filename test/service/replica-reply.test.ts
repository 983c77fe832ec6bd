import { expect } from '@open-wc/testing';
import type { ReplicaReply } from '../../src/sync/ports.js';
import { call, ELM, json, NOTES, OAK, PHOTO, readOf, rejection, serve, SERVICE, TREES, wire } from './play-server.js';

const FILE = `${SERVICE}/replicafiles/a.json`;
const options = { ...call, layers: [TREES, NOTES], onProgress: () => undefined };
const read = async (body: unknown): Promise<ReplicaReply> =>
  readOf(await serve(() => json(body)).service.readResult(FILE, options));

const oak = { attributes: { OBJECTID: 1, GlobalID: wire(OAK), species: 'oak' }, geometry: { x: 1, y: 2 } };
const elm = { attributes: { OBJECTID: 2, GlobalID: ELM, species: 'elm' }, geometry: { x: 3, y: 4 } };
const changesOf = async (body: unknown) => (await read(body)).changes;
const only = async (body: unknown) => {
  const changes = await changesOf(body);
  expect(changes).to.have.length(1);
  return changes[0]!;
};

describe('the features of a reply', () => {
  it('come as changes in edits[].features', async () => {
    const change = await only({
      edits: [{ id: 0, features: { adds: [oak], updates: [elm], deleteIds: [wire(PHOTO)] } }],
    });
    expect([change.mode, change.rows.map((row) => row.globalId), change.deleteIds]).to.deep.equal([
      'delta',
      [OAK, ELM],
      [PHOTO],
    ]);
  });

  it('come as whole layers in layers[].features', async () => {
    const change = await only({ responseType: 'esriReplicaResponseTypeData', layers: [{ id: 0, features: [oak] }] });
    expect([change.mode, change.rows.length]).to.deep.equal(['replace', 1]);
  });

  it('come as whole layers in layers[].features.adds, as some servers write', async () => {
    const change = await only({ layers: [{ id: 0, features: { adds: [oak] } }] });
    expect([change.mode, change.rows.length]).to.deep.equal(['replace', 1]);
  });

  it('come as lists beside each other, as some servers write', async () => {
    const change = await only({ edits: [{ id: 0, adds: [oak], updates: [], deletes: [wire(ELM)] }] });
    expect([change.rows.length, change.deleteIds]).to.deep.equal([1, [ELM]]);
  });

  it('come as a snapshot with ReplacementData', async () => {
    const changes = await changesOf({
      responseType: 'esriReplicaResponseTypeReplacementData',
      layers: [
        { id: 0, features: [oak] },
        { id: 1, features: [] },
      ],
    });
    expect(changes.map(({ layerId, mode, rows }) => [layerId, mode, rows.length])).to.deep.equal([
      [0, 'replace', 1],
      [1, 'replace', 0],
    ]);
  });

  it('come mixed with EditsAndData', async () => {
    const changes = await changesOf({
      responseType: 'esriReplicaResponseTypeEditsAndData',
      edits: [{ id: 0, features: { adds: [oak] } }],
      layers: [{ id: 1, features: [elm] }],
    });
    expect(new Map(changes.map(({ layerId, mode }) => [layerId, mode]))).to.deep.equal(
      new Map([
        [0, 'delta'],
        [1, 'replace'],
      ]),
    );
  });

  it('are none with NoEdits', async () => {
    expect(
      await read({ responseType: 'esriReplicaResponseTypeNoEdits', transportType: 'esriTransportTypeUrl' }),
    ).to.deep.equal({
      replicaId: null,
      replicaName: null,
      generations: null,
      results: [],
      changes: [],
    });
  });

  it('never replace a layer where the reply calls itself edits', async () => {
    for (const body of [
      { responseType: 'esriReplicaResponseTypeEdits', layers: [{ id: 0, features: [oak] }] },
      { layers: [{ id: 0, features: { adds: [oak], updates: [], deleteIds: [ELM] } }] },
    ]) {
      expect((await only(body)).mode).to.equal('delta');
    }
  });

  it('never empty a layer whose features a snapshot forgot', async () => {
    const error = await rejection(
      read({ responseType: 'esriReplicaResponseTypeReplacementData', layers: [{ id: 0 }] }),
    );
    expect(error.code).to.equal('bad-reply');
    expect(error.message).to.contain('its features are missing');
  });

  for (const features of [undefined, null]) {
    it(`that are ${String(features)} mean an empty layer at a first load alone`, async () => {
      const first = await read({ responseType: 'esriReplicaResponseTypeData', layers: [{ id: 0, features }] });
      expect(first.changes.map(({ mode, rows }) => [mode, rows.length])).to.deep.equal([['replace', 0]]);
      const snapshot = read({ responseType: 'esriReplicaResponseTypeReplacementData', layers: [{ id: 0, features }] });
      expect((await rejection(snapshot)).code).to.equal('bad-reply');
    });
  }

  for (const [what, body] of [
    ['edits that are no list', { edits: { 0: {} } }],
    ['layers that are no list', { layers: 'zip' }],
    ['an entry that is no object', { edits: ['x'] }],
    ['an entry without layer', { edits: [{ features: { adds: [oak] } }] }],
    ['features that are no list', { edits: [{ id: 0, features: 'zip' }] }],
    ['attachments that are no list', { edits: [{ id: 0, attachments: 'zip' }] }],
  ] as const) {
    it(`make the reply bad with ${what}: their rows would be lost while the generation moves`, async () => {
      expect((await rejection(read({ replicaServerGen: 9, ...body }))).code).to.equal('bad-reply');
    });
  }

  it('of one layer in several entries are one change', async () => {
    const change = await only({
      edits: [
        { id: 0, features: { adds: [oak] } },
        { id: '0', features: { deleteIds: [ELM] } },
      ],
    });
    expect([change.rows.length, change.deleteIds]).to.deep.equal([1, [ELM]]);
  });

  it('of a layer that was not asked for are left aside', async () => {
    expect(await changesOf({ edits: [{ id: 9, features: { adds: [{}] } }] })).to.deep.equal([]);
  });

  it('have their field names as the layer spells them', async () => {
    const change = await only({
      edits: [
        { id: 0, features: { adds: [{ attributes: { objectid: 1, GLOBALID: OAK, Species: 'oak', extra: 1 } }] } },
      ],
    });
    expect(change.rows[0]).to.deep.equal({
      globalId: OAK,
      attributes: { OBJECTID: 1, GlobalID: OAK, species: 'oak', extra: 1 },
    });
  });

  for (const [what, id] of [
    ['braces and upper case', wire(OAK)],
    ['braces', `{${OAK}}`],
    ['upper case', OAK.toUpperCase()],
    ['nothing', OAK],
  ] as const) {
    it(`have GlobalIDs in key form, whether they come with ${what}`, async () => {
      const change = await only({
        edits: [{ id: 0, features: { adds: [{ attributes: { GlobalID: id } }], deleteIds: [id] } }],
      });
      expect([change.rows[0]?.globalId, change.deleteIds]).to.deep.equal([OAK, [OAK]]);
    });
  }

  it('have deletes as objects with a globalId too', async () => {
    expect(
      (await only({ edits: [{ id: 0, features: { deleteIds: [{ globalId: wire(OAK) }] } }] })).deleteIds,
    ).to.deep.equal([OAK]);
  });

  for (const [what, features] of [
    ['a row without GlobalID', { adds: [{ attributes: { OBJECTID: 1 } }] }],
    ['a row with an empty GlobalID', { adds: [{ attributes: { GlobalID: ' ' } }] }],
    ['a row without attributes', { adds: [{ geometry: null }] }],
    ['a row that is null', { adds: [null] }],
    ['a delete by ObjectID', { deleteIds: [17] }],
    ['a list that is none', { adds: { 0: oak } }],
  ] as const) {
    it(`with ${what} make the whole reply bad: no generation may move past it`, async () => {
      const error = await rejection(read({ replicaServerGen: 9, edits: [{ id: 0, features }] }));
      expect([error.code, error.details.answered]).to.deep.equal(['bad-reply', true]);
    });
  }

  it('cannot poison a prototype', async () => {
    const body =
      '{"edits":[{"id":0,"features":{"adds":[{"attributes":{"GlobalID":"' +
      OAK +
      '","__proto__":{"polluted":1},"constructor":"x"}}]}}]}';
    const { service } = serve(() => new Response(body));
    const { changes } = readOf(await service.readResult(FILE, options));
    const attributes = changes[0]!.rows[0]!.attributes;
    expect(Object.getPrototypeOf(attributes)).to.equal(Object.prototype);
    expect(Object.keys(attributes)).to.deep.equal(['GlobalID', 'constructor']);
    expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
  });
});

describe('the generations of a reply', () => {
  const generations = async (body: object) => (await read({ edits: [], ...body })).generations;

  it('are one number for a replica, also as text', async () => {
    expect(await generations({ replicaServerGen: 80056353 })).to.deep.equal({
      kind: 'perReplica',
      serverGen: 80056353,
    });
    expect(await generations({ replicaServerGen: '1526605677436' })).to.deep.equal({
      kind: 'perReplica',
      serverGen: 1526605677436,
    });
  });

  it('are a list of layers in any order, also as text, also a list inside text', async () => {
    const expected = { kind: 'perLayer', byLayer: { 0: 7, 2: 9 } };
    expect(
      await generations({
        layerServerGens: [
          { id: 2, serverGen: 9, serverSibGen: -1 },
          { id: 0, serverGen: 7 },
        ],
      }),
    ).to.deep.equal(expected);
    expect(
      await generations({
        layerServerGens: [
          { id: '2', serverGen: '9' },
          { id: '0', serverGen: '7' },
        ],
      }),
    ).to.deep.equal(expected);
    expect(await generations({ layerServerGens: '[{"id":2,"serverGen":9},{"id":0,"serverGen":7}]' })).to.deep.equal(
      expected,
    );
  });

  it('follow the sync model where both are told', async () => {
    const both = { replicaServerGen: 5, layerServerGens: [{ id: 0, serverGen: 7 }] };
    expect((await generations({ ...both, syncModel: 'perReplica' }))?.kind).to.equal('perReplica');
    expect((await generations({ ...both, syncModel: 'perLayer' }))?.kind).to.equal('perLayer');
  });

  it('are null where the reply has none', async () => {
    expect(await generations({})).to.equal(null);
    expect(await generations({ layerServerGens: [] })).to.equal(null);
  });

  for (const [what, value] of [
    ['too large to be kept exactly', '9223372036854775807'],
    ['a fraction', 1.5],
    ['no number', 'later'],
  ] as const) {
    it(`that are ${what} make the reply bad`, async () => {
      expect((await rejection(generations({ replicaServerGen: value }))).code).to.equal('bad-reply');
      expect((await rejection(generations({ layerServerGens: [{ id: 0, serverGen: value }] }))).code).to.equal(
        'bad-reply',
      );
    });
  }

  it('do not move for a layer whose part of the reply is an error', async () => {
    const edits = [
      { id: 0, error: { code: 2001, description: 'Layer not found' } },
      { id: 1, features: { adds: [oak] } },
    ];
    const reply = await read({
      edits,
      layerServerGens: [
        { id: 0, serverGen: 7 },
        { id: 1, serverGen: 8 },
      ],
    });
    expect(reply.generations).to.deep.equal({ kind: 'perLayer', byLayer: { 1: 8 } });
    expect(reply.changes.map(({ layerId }) => layerId)).to.deep.equal([1]);
    expect((await read({ edits, replicaServerGen: 7 })).generations).to.equal(null);
  });
});

describe('the attachments of a reply', () => {
  const photo = {
    attachmentId: 5,
    globalId: wire(PHOTO),
    parentGlobalId: wire(OAK),
    contentType: 'image/jpeg',
    name: 'a.jpg',
    size: 3,
    keywords: 'front',
  };
  const first = async (attachment: object) =>
    (await only({ edits: [{ id: 0, attachments: { adds: [attachment] } }] })).attachments[0]!;

  it('come with the address of their bytes', async () => {
    expect(await first({ ...photo, url: `${SERVICE}/0/1/attachments/5?token=abc` })).to.deep.equal({
      globalId: PHOTO,
      parentGlobalId: OAK,
      attachmentId: 5,
      name: 'a.jpg',
      contentType: 'image/jpeg',
      size: 3,
      keywords: 'front',
      url: `${SERVICE}/0/1/attachments/5`,
      data: null,
    });
  });

  it('come with their bytes as base64, also in lines', async () => {
    for (const data of ['AAEC', 'AA\r\nEC\n']) {
      const { data: bytes, size, url } = await first({ ...photo, size: 999, data });
      expect([...new Uint8Array(bytes!)]).to.deep.equal([0, 1, 2]);
      expect([size, url]).to.deep.equal([3, null]);
    }
  });

  it('come as a plain list in whole layers', async () => {
    const change = await only({ layers: [{ id: 0, features: [], attachments: [photo] }] });
    expect(change.attachments).to.have.length(1);
  });

  it('come as adds, updates and deletes in changes', async () => {
    const change = await only({
      edits: [{ id: 0, attachments: { adds: [], updates: [photo], deleteIds: [wire(ELM)] } }],
    });
    expect([change.attachments.length, change.attachmentDeleteIds]).to.deep.equal([1, [ELM]]);
  });

  for (const [given, type] of [
    ['image/pjpeg', 'image/jpeg'],
    ['IMAGE/JPG', 'image/jpeg'],
    ['image/x-png', 'image/png'],
    ['application/pdf', 'application/pdf'],
    ['', 'application/octet-stream'],
  ] as const) {
    it(`of type "${given}" are ${type}`, async () => {
      expect((await first({ ...photo, contentType: given })).contentType).to.equal(type);
    });
  }

  it('have a relative address made absolute', async () => {
    expect((await first({ ...photo, url: '0/1/attachments/5' })).url).to.equal(`${SERVICE}/0/1/attachments/5`);
  });

  for (const url of [
    'javascript:alert(1)',
    'data:image/png;base64,AA',
    'blob:https://x/1',
    'https://store.example.net/a.jpg?X-Amz-Signature=ab',
    '',
    7,
  ]) {
    it(`keep no address like ${String(url) || '""'}`, async () => {
      expect((await first({ ...photo, url })).url).to.equal(null);
    });
  }

  for (const [what, attachment] of [
    ['no GlobalID', { ...photo, globalId: undefined }],
    ['no feature', { ...photo, parentGlobalId: null }],
    ['bytes that are not base64', { ...photo, data: '***' }],
  ] as const) {
    it(`with ${what} make the whole reply bad`, async () => {
      expect((await rejection(first(attachment))).code).to.equal('bad-reply');
    });
  }
});

describe('a result file', () => {
  it('reports the bytes as they arrive', async () => {
    const body = JSON.stringify({ edits: [] });
    const { service } = serve(() => new Response(body, { headers: { 'content-length': String(body.length) } }));
    const progress: unknown[] = [];
    await service.readResult(FILE, {
      ...call,
      layers: [],
      onProgress: (bytes, total) => progress.push([bytes, total]),
    });
    expect(progress.at(-1)).to.deep.equal([body.length, body.length]);
  });

  it('that holds nothing but an error is an error, although the job said Completed', async () => {
    const error = await rejection(read({ error: { code: 500, message: 'Failed to import edits' } }));
    expect([error.code, error.details.answered]).to.deep.equal(['service', true]);
  });

  it('may name itself', async () => {
    expect((await read({ replicaServerGen: 4, edits: [], URL: FILE })).generations).to.deep.equal({
      kind: 'perReplica',
      serverGen: 4,
    });
  });

  it('that points to another file is a bad reply', async () => {
    expect((await rejection(read({ URL: 'https://gis.example.com/b.json' }))).code).to.equal('bad-reply');
  });
});
