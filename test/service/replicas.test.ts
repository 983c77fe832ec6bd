import { expect } from '@open-wc/testing';
import { call, failure, json, rejection, serve, SERVICE } from './play-server.js';

describe('unregistering a replica', () => {
  it('names it by its id', async () => {
    const { service, seen } = serve(() => json({ success: true }));
    await service.unregisterReplica('58808194', call);
    expect([seen[0]?.method, seen[0]?.url.href, seen[0]?.fields]).to.deep.equal([
      'POST',
      `${SERVICE}/unRegisterReplica`,
      { f: 'json', replicaID: '58808194' },
    ]);
  });

  it('never names all of them: other devices may hold unsent work', async () => {
    const { service, seen } = serve(() => json({ success: true }));
    for (const id of ['*', '', ' '])
      expect((await rejection(service.unregisterReplica(id, call))).code).to.equal('invalid-argument');
    expect(seen).to.have.length(0);
  });

  it('that the service does not know any more is replica-not-found', async () => {
    const body = { success: false, error: { code: 400, message: 'Replica not found', details: [] } };
    expect((await rejection(serve(() => json(body)).service.unregisterReplica('r1', call))).code).to.equal(
      'replica-not-found',
    );
  });

  it('that is not confirmed is not taken for done', async () => {
    for (const body of [{ success: false }, {}, []])
      expect((await rejection(serve(() => json(body)).service.unregisterReplica('r1', call))).code).to.equal(
        'bad-reply',
      );
  });
});

describe('the list of replicas', () => {
  it('is read as a list, and inside an object', async () => {
    const entry = {
      replicaName: 'a',
      replicaID: 'r1',
      lastSyncDate: '1587781611254',
      replicaOwner: 'ina',
      creationDate: 5,
    };
    const expected = [
      { replicaId: 'r1', replicaName: 'a', owner: 'ina', createdAt: 5, lastSyncAt: 1587781611254, version: null },
    ];
    expect(await serve(() => json([entry])).service.listReplicas(call)).to.deep.equal(expected);
    expect(await serve(() => json({ replicas: [entry] })).service.listReplicas(call)).to.deep.equal(expected);
  });

  it('leaves open what it does not tell', async () => {
    const [replica] = await serve(() => json([{ replicaName: 'a', replicaID: 'r1' }])).service.listReplicas(call);
    expect(replica).to.deep.equal({
      replicaId: 'r1',
      replicaName: 'a',
      owner: null,
      createdAt: null,
      lastSyncAt: null,
      version: null,
    });
  });

  it('is asked for dates and versions only where the service says that it can tell them', async () => {
    const entry = { replicaName: 'a', replicaID: 'r1', replicaVersion: 'ADA.field_1', lastSyncDate: 7 };
    const { service, seen } = serve(() => json([entry]));
    const [replica] = await service.listReplicas({ ...call, lists: { version: true, lastSyncDate: true } });
    await service.listReplicas(call);
    expect(seen.map(({ fields }) => fields)).to.deep.equal([
      { f: 'json', returnVersion: 'true', returnLastSyncDate: 'true' },
      { f: 'json' },
    ]);
    expect(replica).to.include({ version: 'ADA.field_1', lastSyncAt: 7 });
  });

  it('that cannot be read is a bad reply, not an empty list: a lost createReplica is searched in it', async () => {
    for (const body of [{}, { replicas: null }, 'none'])
      expect((await rejection(serve(() => json(body)).service.listReplicas(call))).code).to.equal('bad-reply');
  });
});

describe('the description of a replica', () => {
  const info = (body: unknown) => serve(() => json(body)).service.replicaInfo('r1', call);

  it('is read, generations in text too', async () => {
    const body = {
      replicaName: 'MyReplica_1',
      replicaID: 'r1',
      replicaOwner: 'ina',
      syncModel: 'perLayer',
      layerServerGens: '[{"id":0,"serverGen":5,"serverSibGen":-1}]',
      creationDate: 1,
      lastSyncDate: 2,
      returnAttachments: true,
      attachmentsSyncDirection: 'bidirectional',
      targetType: 'client',
      syncDirection: 'bidirectional',
      layers: [{ id: 0, queryOption: 'useFilter' }, { id: '2' }],
    };
    expect(await info(body)).to.deep.equal({
      replicaId: 'r1',
      replicaName: 'MyReplica_1',
      owner: 'ina',
      createdAt: 1,
      lastSyncAt: 2,
      version: null,
      syncModel: 'perLayer',
      syncDirection: 'bidirectional',
      targetType: 'client',
      generations: { kind: 'perLayer', byLayer: { 0: 5 } },
      returnAttachments: true,
      attachmentsSyncDirection: 'bidirectional',
      layerIds: [0, 2],
    });
  });

  it('leaves open what is not told', async () => {
    expect(await info({})).to.deep.include({ replicaId: 'r1', owner: null, generations: null, layerIds: [] });
  });

  it('that is none is a bad reply', async () => {
    expect((await rejection(info([]))).code).to.equal('bad-reply');
  });
});

describe('the mark of a replica', () => {
  const mark = (body: unknown) => serve(() => json(body)).service.replicaMark('r1', call);

  it('is the same for the same generations and last sync, whatever their order and spelling', async () => {
    const listed = await mark({
      layerServerGens: [
        { id: 0, serverGen: 1 },
        { id: 2, serverGen: 3 },
      ],
      lastSyncDate: 5,
    });
    const inText = await mark({
      layerServerGens: '[{"id":2,"serverGen":"3"},{"id":0,"serverGen":1}]',
      lastSyncDate: '5',
      replicaName: 'x',
    });
    expect(listed).to.be.a('string').and.equal(inText);
  });

  it('changes with a generation and with the last sync', async () => {
    const marks = await Promise.all([
      mark({ replicaServerGen: 1, lastSyncDate: 5 }),
      mark({ replicaServerGen: 2, lastSyncDate: 5 }),
      mark({ replicaServerGen: 1, lastSyncDate: 6 }),
      mark({ replicaServerGen: 1 }),
    ]);
    expect(new Set(marks).size).to.equal(4);
  });

  it('is null where the service does not tell', async () => {
    expect(await mark({ replicaName: 'a' })).to.equal(null);
    expect(await serve(() => failure(400, 'Invalid URL')).service.replicaMark('r1', call)).to.equal(null);
    expect(await serve(() => failure(403, 'admins only')).service.replicaMark('r1', call)).to.equal(null);
    expect(await serve(() => new Response('', { status: 404 })).service.replicaMark('r1', call)).to.equal(null);
  });

  it('is no null when the service was not reached: that says nothing', async () => {
    const { service } = serve(() => {
      throw new TypeError('Failed to fetch');
    });
    expect((await rejection(service.replicaMark('r1', call))).code).to.equal('network');
    expect((await rejection(serve(() => failure(499, 'no')).service.replicaMark('r1', call))).code).to.equal(
      'token-required',
    );
  });

  it('is asked with the id as one segment of the path', async () => {
    const { service, seen } = serve(() => json({}));
    await service.replicaMark('{58808194-AB}', call);
    expect(seen[0]?.url.pathname).to.match(/\/replicas\/%7B58808194-AB%7D$/);
    expect((await rejection(service.replicaMark('../../admin', call))).code).to.equal('bad-reply');
    expect((await rejection(service.replicaMark('..', call))).code).to.equal('bad-reply');
  });
});
