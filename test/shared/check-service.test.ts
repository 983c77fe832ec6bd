/** What a service lacks for work offline, in words. */
import { expect } from '@open-wc/testing';
import { checkService, type LayerFacts, type ServiceFacts } from '../../src/shared/check-service.js';

const layer: LayerFacts = {
  layerId: 0,
  name: 'Trees',
  capabilities: ['CREATE', 'UPDATE', 'DELETE', 'QUERY', 'SYNC'],
  hasGlobalIds: true,
  uniqueGlobalIds: true,
  hasAttachments: true,
  attachmentGlobalIds: true,
  datesInUnknownTimezone: false,
  versioning: 'none',
};

const all: ServiceFacts = {
  capabilities: {
    currentVersion: 11.1,
    canSync: true,
    canCreate: true,
    canUpdate: true,
    canDelete: true,
    uploads: true,
    async: true,
    directionControl: true,
    perLayer: true,
    perReplica: true,
    rollbackOnFailure: true,
    attachmentsDirection: true,
    registerExistingData: true,
    syncModelNone: true,
    reconcileBranchVersion: false,
    replicaLists: { version: true, lastSyncDate: true },
  },
  layers: [layer, { ...layer, layerId: 1, name: 'Notes' }],
};

const without = (changes: Partial<ServiceFacts['capabilities']>): ServiceFacts => ({
  ...all,
  capabilities: { ...all.capabilities, ...changes },
});
const withLayer = (changes: Partial<LayerFacts>): ServiceFacts => ({
  ...all,
  layers: [
    { ...layer, ...changes },
    { ...layer, layerId: 1, name: 'Notes' },
  ],
});

describe('a service that has everything', () => {
  it('has no gap', () => {
    expect(checkService(all)).to.deep.equal({ canSync: true, layerIds: [0, 1], gaps: [] });
  });
});

describe('a service that cannot go offline', () => {
  for (const [code, facts] of [
    ['sync-off', without({ canSync: false })],
    ['no-sync-model', without({ perLayer: false, perReplica: false })],
    ['no-layers', { ...all, layers: [] }],
    ['query-off', { ...all, layers: [{ ...layer, capabilities: ['SYNC', 'CREATE'] }] }],
  ] as const) {
    it(`because of ${code}, says so and what to switch on`, () => {
      const { canSync, layerIds, gaps } = checkService(facts);
      expect([canSync, layerIds]).to.deep.equal([false, []]);
      expect([gaps[0]?.code, gaps[0]?.kind, gaps[0]?.layerId]).to.deep.equal([code, 'blocks', null]);
      expect(gaps[0]?.remedy).to.be.a('string');
    });
  }

  it('is told about that alone, not about limits that would follow', () => {
    const { gaps } = checkService(without({ canSync: false, async: false, uploads: false }));
    expect(gaps.map(({ code }) => code)).to.deep.equal(['sync-off']);
  });
});

describe('a service that can, with limits', () => {
  for (const [code, facts] of [
    ['read-only', without({ canCreate: false, canUpdate: false, canDelete: false })],
    ['create-off', without({ canCreate: false })],
    ['update-off', without({ canUpdate: false })],
    ['delete-off', without({ canDelete: false })],
    ['uploads-off', without({ uploads: false })],
    ['no-async', without({ async: false })],
    ['no-direction-control', without({ directionControl: false })],
    ['no-attachments-direction', without({ attachmentsDirection: false })],
    ['no-rollback', without({ rollbackOnFailure: false })],
    ['attachments-without-global-ids', withLayer({ attachmentGlobalIds: false })],
    ['global-ids-not-unique', withLayer({ uniqueGlobalIds: false })],
    ['dates-in-unknown-timezone', withLayer({ datesInUnknownTimezone: true })],
    ['versioned', withLayer({ versioning: 'branch' })],
  ] as const) {
    it(`names ${code}`, () => {
      const { canSync, gaps } = checkService(facts);
      expect([canSync, gaps.map((gap) => [gap.code, gap.kind])]).to.deep.equal([true, [[code, 'limits']]]);
    });
  }
});

describe('a layer that cannot', () => {
  for (const [code, facts] of [
    ['no-global-ids', withLayer({ hasGlobalIds: false, uniqueGlobalIds: false })],
    ['layer-sync-off', withLayer({ capabilities: ['QUERY', 'CREATE'] })],
  ] as const) {
    it(`because of ${code} stays behind, and the others go`, () => {
      const { canSync, layerIds, gaps } = checkService(facts);
      expect([canSync, layerIds]).to.deep.equal([true, [1]]);
      expect(gaps[0]).to.include({ code, kind: 'blocks', layerId: 0 });
      expect(gaps[0]?.message).to.contain('Trees');
    });
  }

  it('leaves nothing when it is the only one', () => {
    expect(checkService({ ...all, layers: [{ ...layer, hasGlobalIds: false }] }).canSync).to.equal(false);
  });
});
