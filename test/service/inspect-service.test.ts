/** The facts about a service, read from its own words; what is missing is no error here. */
import { expect } from '@open-wc/testing';
import { DEFAULT_TIMEOUTS, Requester } from '../../src/service/request.js';
import { inspectService } from '../../src/service/inspect-service.js';
import { TokenSource } from '../../src/service/token.js';
import { call, html, json, play, rejection, SERVICE } from './play-server.js';

const root = {
  currentVersion: 11.1,
  capabilities: 'Query,Sync,Create',
  syncCapabilities: { supportsASync: true },
  layers: [
    { id: 0, name: 'Trees' },
    { id: 7, name: 'Group', type: 'Group Layer' },
  ],
  tables: [{ id: 3, name: 'Notes' }],
};

function inspected(layers: Record<string, unknown>, body: unknown = root) {
  const played = play(({ url }) => {
    const id = /FeatureServer\/(\d+)$/.exec(url.pathname)?.[1];
    return json(id === undefined ? body : (layers[id] ?? { id: Number(id), name: `Layer ${id}` }));
  });
  const requester = new Requester({
    fetch: played.fetch,
    serviceUrl: SERVICE,
    tokens: new TokenSource(SERVICE, undefined),
    now: () => 0,
    timeouts: DEFAULT_TIMEOUTS,
  });
  return { ...played, facts: inspectService(requester, call) };
}

describe('inspectService', () => {
  it('reads every layer and table, and no group', async () => {
    const { facts, seen } = inspected({});
    expect((await facts).layers.map(({ layerId }) => layerId)).to.deep.equal([0, 3]);
    expect(seen.every(({ method, fields }) => method === 'GET' && fields['f'] === 'json')).to.equal(true);
  });

  it('finds a layer without GlobalIDs worth telling', async () => {
    const [trees] = (await inspected({}).facts).layers;
    expect(trees).to.deep.equal({
      layerId: 0,
      name: 'Layer 0',
      capabilities: ['QUERY', 'SYNC', 'CREATE'],
      hasGlobalIds: false,
      uniqueGlobalIds: false,
      hasAttachments: false,
      attachmentGlobalIds: null,
      datesInUnknownTimezone: false,
      versioning: 'none',
    });
  });

  it('reads what a layer says of itself', async () => {
    const body = {
      id: 0,
      name: 'Trees',
      capabilities: 'Query, Sync',
      globalIdField: 'GlobalID',
      indexes: [{ fields: 'GlobalID', isUnique: true }],
      hasAttachments: true,
      attachmentProperties: [{ name: 'globalId', isEnabled: false }],
      datesInUnknownTimezone: true,
      isDataVersioned: true,
      isDataBranchVersioned: true,
    };
    expect((await inspected({ 0: body }).facts).layers[0]).to.deep.equal({
      layerId: 0,
      name: 'Trees',
      capabilities: ['QUERY', 'SYNC'],
      hasGlobalIds: true,
      uniqueGlobalIds: true,
      hasAttachments: true,
      attachmentGlobalIds: false,
      datesInUnknownTimezone: true,
      versioning: 'branch',
    });
  });

  it('tells data that are versioned, with branches and without', async () => {
    const versioned = async (body: object) => (await inspected({ 0: { id: 0, ...body } }).facts).layers[0]?.versioning;
    expect(await versioned({ isDataVersioned: true, isDataBranchVersioned: false })).to.equal('traditional');
    expect(await versioned({ isDataBranchVersioned: true })).to.equal('branch');
    expect(await versioned({ isDataVersioned: false })).to.equal('none');
  });

  it('refuses what is no feature service', async () => {
    expect((await rejection(inspected({}, { name: 'A folder' }).facts)).code).to.equal('bad-reply');
    const played = play(() => html());
    const requester = new Requester({
      fetch: played.fetch,
      serviceUrl: SERVICE,
      tokens: new TokenSource(SERVICE, undefined),
      now: () => 0,
      timeouts: DEFAULT_TIMEOUTS,
    });
    expect((await rejection(inspectService(requester, call))).code).to.equal('not-json');
  });
});
