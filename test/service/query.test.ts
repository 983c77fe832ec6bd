import { expect } from '@open-wc/testing';
import { call, ELM, failure, json, NOTES, OAK, PHOTO, rejection, serve, SERVICE, TREES, wire } from './play-server.js';

const options = { ...call, outSpatialReference: { wkid: 4326 } };
const row = (id: string, objectId = 1) => ({
  attributes: { OBJECTID: objectId, GlobalID: id },
  geometry: { x: 1, y: 2 },
});
const many = (count: number) =>
  Array.from({ length: count }, (_, n) => `33333333-0000-4000-8000-${String(n).padStart(12, '0')}`);
const askedIds = (where: string) =>
  new Set([...where.matchAll(/[0-9a-f]{8}-[0-9a-f-]{27}/gi)].map(([id]) => id.toLowerCase()));

describe('asking a layer for rows by GlobalID', () => {
  it("is a POST with all fields, geometry in the replica's spatial reference, and both spellings of each id", async () => {
    const { service, seen } = serve(() => json({ features: [row(wire(OAK))] }));
    const rows = await service.queryByGlobalIds(TREES, [OAK], options);
    expect([seen[0]?.method, seen[0]?.url.href]).to.deep.equal(['POST', `${SERVICE}/0/query`]);
    expect(seen[0]?.fields).to.deep.equal({
      f: 'json',
      where: `GlobalID IN ('${wire(OAK)}','${OAK}')`,
      outFields: '*',
      returnGeometry: 'true',
      outSR: '{"wkid":4326}',
    });
    expect(rows.map(({ globalId }) => globalId)).to.deep.equal([OAK]);
  });

  it('reads a BigInteger with all its digits, and other numbers as numbers', async () => {
    const field = (name: string, type: string) => ({ name, type, alias: name, nullable: true, editable: true });
    const layer = {
      ...TREES,
      fields: [...TREES.fields, field('serial', 'esriFieldTypeBigInteger'), field('area', 'esriFieldTypeDouble')],
    };
    const attributes = (serial: string, area: string) =>
      `{"OBJECTID":1,"GlobalID":"${wire(OAK)}","serial":${serial},"area":${area},"species":"a: 9007199254740993"}`;
    const bodies = [
      attributes('9007199254740993', '9007199254740993'),
      attributes(' -9223372036854775808', '1234567890123456.5'),
      attributes('12', '100000000000000000000'),
    ];
    const { service } = serve(
      (_request, index) =>
        new Response(`{"features":[{"attributes":${bodies[index]!},"geometry":{"x":0.1234567890123456,"y":2}}]}`),
    );
    const read = async () => (await service.queryByGlobalIds(layer, [OAK], options))[0]?.attributes;
    expect(await read()).to.include({
      serial: '9007199254740993',
      area: 9007199254740992,
      species: 'a: 9007199254740993',
    });
    expect(await read()).to.include({ serial: '-9223372036854775808', area: 1234567890123456.5 });
    expect(await read()).to.include({ serial: 12, area: 1e20 });
  });

  it('asks for z and m where the layer has them, and for no geometry of a table', async () => {
    const { service, seen } = serve(() => json({ features: [] }));
    await service.queryByGlobalIds({ ...TREES, hasZ: true, hasM: true }, [OAK], options);
    await service.queryByGlobalIds(NOTES, [OAK], options);
    expect(seen[0]?.fields).to.include({ returnZ: 'true', returnM: 'true' });
    expect(seen[1]?.fields).to.include({ returnGeometry: 'false' }).and.not.have.property('outSR');
  });

  it('names the version of versioned data', async () => {
    const { service, seen } = serve(() => json({ features: [] }));
    await service.queryByGlobalIds(TREES, [OAK], { ...options, gdbVersion: 'ADA.field' });
    expect(seen[0]?.fields).to.include({ gdbVersion: 'ADA.field' });
  });

  it('goes in batches', async () => {
    const { service, seen } = serve(({ fields }) =>
      json({ features: [...askedIds(fields['where']!)].map((id) => row(id)) }),
    );
    expect(await service.queryByGlobalIds(TREES, many(450), options)).to.have.length(450);
    expect(seen).to.have.length(5);
  });

  it('asks nothing when there is nothing to ask', async () => {
    const { service, seen } = serve(() => json({}));
    expect(await service.queryByGlobalIds(TREES, [], options)).to.deep.equal([]);
    expect(seen).to.have.length(0);
  });

  it('splits a batch that exceeds the transfer limit, so that no row passes for absent', async () => {
    const { service } = serve(({ fields }) => {
      const ids = [...askedIds(fields['where']!)];
      return json({ features: ids.slice(0, 7).map((id) => row(id)), exceededTransferLimit: ids.length > 7 });
    });
    const rows = await service.queryByGlobalIds(TREES, many(50), options);
    expect(new Set(rows.map(({ globalId }) => globalId)).size).to.equal(50);
    expect(rows).to.have.length(50);
  });

  it('tells two rows of one GlobalID', async () => {
    const { service } = serve(() => json({ features: [row(OAK, 1), row(wire(OAK), 2)] }));
    expect(await service.queryByGlobalIds(TREES, [OAK], options)).to.have.length(2);
  });

  it('ignores rows that nobody asked for', async () => {
    const { service } = serve(() => json({ features: [row(ELM)] }));
    expect(await service.queryByGlobalIds(TREES, [OAK], options)).to.deep.equal([]);
  });

  it('takes an answer without features for a bad reply, not for "none of them is there"', async () => {
    for (const body of [{}, [], { features: null }, { count: 0 }]) {
      expect((await rejection(serve(() => json(body)).service.queryByGlobalIds(TREES, [OAK], options))).code).to.equal(
        'bad-reply',
      );
    }
  });

  it('puts no text into the where clause that could end the literal', async () => {
    const { service, seen } = serve(() => json({ features: [] }));
    expect((await rejection(service.queryByGlobalIds(TREES, ["x') OR 1=1 --"], options))).code).to.equal(
      'invalid-argument',
    );
    expect(seen).to.have.length(0);
  });
});

describe('asking a layer for attachments of features', () => {
  const info = { id: 5, globalId: wire(PHOTO), name: 'a.jpg', contentType: 'image/jpeg', size: 9 };
  const found = (objectId: number) => [
    {
      globalId: PHOTO,
      parentGlobalId: OAK,
      attachmentId: 5,
      name: 'a.jpg',
      size: 9,
      url: `${SERVICE}/0/${objectId}/attachments/5`,
    },
  ];

  it('reads the groups of queryAttachments', async () => {
    const { service, seen } = serve(() =>
      json({ attachmentGroups: [{ parentObjectId: 1, parentGlobalId: wire(OAK), attachmentInfos: [info] }] }),
    );
    expect(await service.queryAttachments(TREES, [OAK], call)).to.deep.equal(found(1));
    expect([seen[0]?.method, seen[0]?.url.pathname.split('/').pop(), seen[0]?.fields['globalIds']]).to.deep.equal([
      'POST',
      'queryAttachments',
      wire(OAK),
    ]);
  });

  it('knows no address where the feature is named by its GlobalID alone', async () => {
    const { service } = serve(() =>
      json({ attachmentGroups: [{ parentGlobalId: wire(OAK), attachmentInfos: [info] }] }),
    );
    expect((await service.queryAttachments(TREES, [OAK], call))[0]).not.to.have.property('url');
  });

  it('finds none where there is none', async () => {
    const { service } = serve(() => json({ attachmentGroups: [] }));
    expect(await service.queryAttachments(TREES, [OAK], call)).to.deep.equal([]);
  });

  it('goes in batches, and splits one that exceeds the limit', async () => {
    const { service } = serve(({ fields }) => {
      const ids = fields['globalIds']!.split(',');
      const groups = ids
        .slice(0, 40)
        .map((id) => ({ parentGlobalId: id, attachmentInfos: [{ ...info, globalId: id }] }));
      return json({ attachmentGroups: groups, exceededTransferLimit: ids.length > 40 });
    });
    expect(await service.queryAttachments(TREES, many(250), call)).to.have.length(250);
  });

  const olderService = (answer: Response) =>
    serve(({ url }) => {
      if (url.pathname.endsWith('/queryAttachments')) return answer;
      if (url.pathname.endsWith('/query')) return json({ features: [row(OAK, 31)] });
      return url.pathname.endsWith('/0/31/attachments') ? json({ attachmentInfos: [info] }) : failure(404, 'no');
    });

  for (const [what, answer] of [
    ['an error', () => failure(400, 'Invalid URL')],
    ['HTTP 404', () => new Response('', { status: 404 })],
    [
      'groups that name no GlobalID',
      () => json({ attachmentGroups: [{ parentObjectId: 31, attachmentInfos: [info] }] }),
    ],
  ] as const) {
    it(`asks feature by feature where queryAttachments answers ${what}`, async () => {
      expect(await olderService(answer()).service.queryAttachments(TREES, [OAK], call)).to.deep.equal(found(31));
    });
  }

  it('names the version of versioned data, in each request and in the addresses of the bytes', async () => {
    const version = { ...call, gdbVersion: 'ADA.field 1' };
    const { service, seen } = serve(() =>
      json({ attachmentGroups: [{ parentObjectId: 1, parentGlobalId: wire(OAK), attachmentInfos: [info] }] }),
    );
    const [told] = await service.queryAttachments(TREES, [OAK], version);
    expect(seen[0]?.fields).to.include({ gdbVersion: 'ADA.field 1' });
    expect(told?.url).to.equal(`${SERVICE}/0/1/attachments/5?gdbVersion=ADA.field+1`);
    const older = olderService(failure(400, 'Invalid URL'));
    const [found] = await older.service.queryAttachments(TREES, [OAK], version);
    expect(found?.url).to.equal(`${SERVICE}/0/31/attachments/5?gdbVersion=ADA.field+1`);
    expect(
      older.seen.slice(1).map(({ fields, url }) => fields['gdbVersion'] ?? url.searchParams.get('gdbVersion')),
    ).to.deep.equal(['ADA.field 1', 'ADA.field 1']);
  });

  it('does not take a missing permission for a missing operation', async () => {
    expect(
      (await rejection(olderService(failure(403, 'no')).service.queryAttachments(TREES, [OAK], call))).code,
    ).to.equal('forbidden');
  });

  it('says so when the service hides the GlobalIDs of attachments', async () => {
    const { service } = serve(() =>
      json({ attachmentGroups: [{ parentGlobalId: OAK, attachmentInfos: [{ id: 5, name: 'a.jpg' }] }] }),
    );
    expect((await rejection(service.queryAttachments(TREES, [OAK], call))).code).to.equal('not-supported');
  });

  it('takes an answer without groups for a bad reply', async () => {
    expect((await rejection(serve(() => json({})).service.queryAttachments(TREES, [OAK], call))).code).to.equal(
      'bad-reply',
    );
  });
});
