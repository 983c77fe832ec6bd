import { expect } from '@open-wc/testing';
import { call, failure, json, rejection, serve, SERVICE, type Script } from './play-server.js';

const root = {
  currentVersion: 11.1,
  capabilities: 'Query, Sync,Create , Update,Delete,Uploads',
  syncEnabled: true,
  syncCapabilities: {},
  layers: [{ id: 0, name: 'Trees' }],
  tables: [{ id: 2, name: 'Visits' }],
  spatialReference: { wkid: 102100, latestWkid: 3857 },
  fullExtent: { xmin: 0, ymin: 1, xmax: 2, ymax: 3, spatialReference: { wkid: 102100 } },
};

const trees = {
  id: 0,
  name: 'Trees',
  type: 'Feature Layer',
  geometryType: 'esriGeometryPoint',
  objectIdField: 'OBJECTID',
  globalIdField: 'GlobalID',
  displayField: 'SPECIES',
  hasAttachments: true,
  capabilities: 'Query,Update',
  fields: [
    { name: 'OBJECTID', type: 'esriFieldTypeOID', nullable: false, editable: false },
    { name: 'GlobalID', type: 'esriFieldTypeGlobalID' },
    {
      name: 'species',
      type: 'esriFieldTypeString',
      alias: 'Species',
      length: 40,
      defaultValue: 'oak',
      domain: { type: 'codedValue', name: 'kinds', codedValues: [{ name: 'Oak', code: 'oak' }, 7] },
    },
    { name: 'height', type: 'esriFieldTypeDouble', domain: { type: 'range', name: 'm', range: [0, 100] } },
  ],
};

const answers =
  (layer: unknown, service: unknown = root): Script =>
  ({ url }) =>
    json(
      url.pathname.endsWith('/FeatureServer')
        ? service
        : url.pathname.endsWith('/2')
          ? { ...trees, id: 2, name: 'Visits', type: 'Table' }
          : layer,
    );

const described = async (layer: unknown = trees, service: unknown = root) =>
  serve(answers(layer, service)).service.describe([0], call);

describe('describing a service', () => {
  it('reads all layers in one request where the service has such a resource, one by one where it has none', async () => {
    const visits = { ...trees, id: 2, name: 'Visits', type: 'Table' };
    const all = serve(({ url }) =>
      json(url.pathname.endsWith('/layers') ? { layers: [trees], tables: [visits] } : root),
    );
    const paths = (requests: readonly { readonly url: URL }[]): readonly string[] =>
      requests.map(({ url }) => url.pathname.replace(/.*\/FeatureServer/, ''));
    expect((await all.service.describe(null, call)).layers.map(({ name }) => name)).to.deep.equal(['Trees', 'Visits']);
    expect(paths(all.seen)).to.deep.equal(['', '/layers']);
    for (const answer of [
      () => json({}),
      () => json({ layers: [trees] }),
      () => failure(400, 'no'),
      () => failure(404, 'no'),
    ]) {
      const none = serve((request, index) =>
        request.url.pathname.endsWith('/layers') ? answer() : answers(trees)(request, index),
      );
      await none.service.describe(null, call);
      expect(paths(none.seen)).to.have.members(['', '/layers', '/0', '/2']);
    }
  });

  it('reads root and layers, tables too, when no layer is named', async () => {
    const { service, seen } = serve(answers(trees));
    const { layers, spatialReference, fullExtent } = await service.describe(null, call);
    expect(layers.map(({ layerId, name, type }) => [layerId, name, type])).to.deep.equal([
      [0, 'Trees', 'Feature Layer'],
      [2, 'Visits', 'Table'],
    ]);
    expect(spatialReference).to.deep.equal({ wkid: 102100, latestWkid: 3857 });
    expect(fullExtent).to.deep.equal({ xmin: 0, ymin: 1, xmax: 2, ymax: 3, spatialReference: { wkid: 102100 } });
    expect(seen.map(({ url }) => url.href)).to.deep.equal([
      `${SERVICE}?f=json`,
      `${SERVICE}/layers?f=json`,
      `${SERVICE}/0?f=json`,
      `${SERVICE}/2?f=json`,
    ]);
  });

  it('reads only the layers that are named', async () => {
    const { service, seen } = serve(answers(trees));
    await service.describe([0], call);
    expect(seen).to.have.length(2);
  });

  it('rejects a layer that the service does not list', async () => {
    const error = await rejection(serve(answers(trees)).service.describe([0, 9], call));
    expect(error.code).to.equal('layer-not-found');
    expect(error.message).to.contain('no layer 9').and.contain('0, 2');
  });

  it('leaves group layers out', async () => {
    const service = { ...root, layers: [{ id: 0 }, { id: 5, subLayerIds: [6] }, { id: 7, type: 'Group Layer' }] };
    const { layers } = await serve(answers(trees, service)).service.describe(null, call);
    expect(layers.map(({ layerId }) => layerId)).to.deep.equal([0, 2]);
  });

  it('rejects what is no feature service', async () => {
    const error = await rejection(serve(() => json({ currentVersion: 11, folders: [] })).service.describe(null, call));
    expect(error.code).to.equal('bad-reply');
    expect(error.message).to.contain('no feature service');
  });

  it('passes the error of a layer on', async () => {
    const { service } = serve(({ url }) => (url.pathname.endsWith('/0') ? failure(403, 'no') : json(root)));
    expect((await rejection(service.describe([0], call))).code).to.equal('forbidden');
  });
});

describe('the capabilities of a service', () => {
  it('are trimmed tokens, in any case', async () => {
    const { capabilities } = await described(trees, { ...root, capabilities: ' query , SYNC,create' });
    expect(capabilities).to.include({
      canSync: true,
      canCreate: true,
      canUpdate: false,
      canDelete: false,
      uploads: false,
    });
  });

  it('have the documented defaults where nothing is said: per replica yes, everything else no', async () => {
    for (const syncCapabilities of [{}, undefined, null, 'yes']) {
      const { capabilities } = await described(trees, { ...root, syncCapabilities });
      expect(capabilities).to.deep.equal({
        currentVersion: 11.1,
        canSync: true,
        canCreate: true,
        canUpdate: true,
        canDelete: true,
        uploads: true,
        async: false,
        directionControl: false,
        perLayer: false,
        perReplica: true,
        rollbackOnFailure: false,
        attachmentsDirection: false,
        registerExistingData: false,
        syncModelNone: false,
        reconcileBranchVersion: false,
        replicaLists: { version: false, lastSyncDate: false },
      });
    }
  });

  for (const [spelled, means] of [
    ['supportsAsync', 'async'],
    ['supportsASync', 'async'],
    ['supportsRegisteringExistingData', 'registerExistingData'],
    ['supportsRegisterExistingData', 'registerExistingData'],
    ['supportsSyncDirectionControl', 'directionControl'],
    ['supportsPerLayerSync', 'perLayer'],
    ['supportsRollbackOnFailure', 'rollbackOnFailure'],
    ['supportsAttachmentsSyncDirection', 'attachmentsDirection'],
    ['supportsSyncModelNone', 'syncModelNone'],
    ['supportsBranchVersionReconcile', 'reconcileBranchVersion'],
  ] as const) {
    it(`read ${spelled}`, async () => {
      const { capabilities } = await described(trees, { ...root, syncCapabilities: { [spelled]: true } });
      expect(capabilities[means]).to.equal(true);
    });
  }

  for (const spelled of ['advancedReplicasResourceCapabilities', 'advancedReplicaResourcesCapabilities']) {
    it(`read what the list of replicas can tell, under ${spelled}`, async () => {
      const syncCapabilities = { [spelled]: { supportsReturnVersion: true, supportsReturnLastSyncDate: 'true' } };
      const { capabilities } = await described(trees, { ...root, syncCapabilities });
      expect(capabilities.replicaLists).to.deep.equal({ version: true, lastSyncDate: true });
    });
  }

  it('can take per-replica sync away', async () => {
    const { capabilities } = await described(trees, { ...root, syncCapabilities: { supportsPerReplicaSync: 'false' } });
    expect(capabilities.perReplica).to.equal(false);
  });

  it('mean adding, changing and deleting where an old service lists Editing alone', async () => {
    const { capabilities } = await described(trees, { ...root, capabilities: 'Query,Editing,Sync' });
    expect(capabilities).to.include({ canCreate: true, canUpdate: true, canDelete: true });
  });
});

describe('the schema of a layer', () => {
  it('has the names of its fields as the layer spells them, whatever the case of their mention', async () => {
    const { layers } = await described({ ...trees, objectIdField: 'objectid', globalIdField: 'GLOBALID' });
    expect(layers[0]).to.include({ objectIdField: 'OBJECTID', globalIdField: 'GlobalID', displayField: 'species' });
  });

  it('has fields with defaults, domains and lengths', async () => {
    const { layers } = await described();
    expect(layers[0]?.fields[2]).to.deep.equal({
      name: 'species',
      type: 'esriFieldTypeString',
      alias: 'Species',
      nullable: true,
      editable: true,
      length: 40,
      defaultValue: 'oak',
      domain: { type: 'codedValue', name: 'kinds', codedValues: [{ name: 'Oak', code: 'oak' }] },
    });
    expect(layers[0]?.fields[3]?.domain).to.deep.equal({ type: 'range', name: 'm', range: [0, 100] });
  });

  it('takes its capabilities from the layer, else from the service', async () => {
    expect((await described()).layers[0]?.capabilities).to.deep.equal(['QUERY', 'UPDATE']);
    const silent = await described({ ...trees, capabilities: undefined });
    expect(silent.layers[0]?.capabilities).to.deep.equal(['QUERY', 'SYNC', 'CREATE', 'UPDATE', 'DELETE', 'UPLOADS']);
  });

  it('finds the GlobalID field by its type where it is not named', async () => {
    expect((await described({ ...trees, globalIdField: '' })).layers[0]?.globalIdField).to.equal('GlobalID');
  });

  it('is refused without GlobalIDs, naming the layer and what to switch on', async () => {
    const fields = trees.fields.filter(({ type }) => type !== 'esriFieldTypeGlobalID');
    const error = await rejection(described({ ...trees, globalIdField: '', fields }));
    expect(error.code).to.equal('not-supported');
    expect(error.message).to.contain('Layer 0 (Trees)').and.contain('Add Global IDs');
  });

  it('knows that GlobalIDs are unique only from an index on them alone', async () => {
    const unique = async (index: object) =>
      (await described({ ...trees, indexes: [index] })).layers[0]?.uniqueGlobalIds;
    expect(await unique({ fields: 'globalid', isUnique: true })).to.equal(true);
    expect(await unique({ fields: 'GlobalID', isUnique: false })).to.equal(false);
    expect(await unique({ fields: 'GlobalID,species', isUnique: true })).to.equal(false);
    expect(await unique({ fields: 'OBJECTID', isUnique: true })).to.equal(false);
  });

  it('knows that keywords of attachments are off only where the layer says so', async () => {
    const told = async (...attachmentProperties: readonly unknown[]): Promise<unknown> =>
      (await described({ ...trees, attachmentProperties })).layers[0]?.attachmentKeywords;
    expect(await told({ name: 'Keywords', fieldName: 'KEYWORDS', isEnabled: false })).to.equal(false);
    expect(await told({ name: 'keywords', fieldName: 'KEYWORDS', isEnabled: true })).to.equal(undefined);
    expect(await told({ name: 'exifInfo', isEnabled: false }, 'keywords', null)).to.equal(undefined);
    expect((await described()).layers[0]).not.to.have.property('attachmentKeywords');
  });

  it('lists the fields that the service fills in by itself', async () => {
    const { layers } = await described({
      ...trees,
      editFieldsInfo: { creatorField: 'who', editDateField: 'when', editorField: null },
    });
    expect(layers[0]?.editorTracking).to.deep.equal(['who', 'when']);
    expect((await described({ ...trees, editFieldsInfo: null })).layers[0]?.editorTracking).to.deep.equal([]);
  });

  it('knows a tolerance wherever it is told', async () => {
    for (const place of [
      { xyTolerance: 0.001 },
      { sourceSpatialReference: { wkid: 1, xyTolerance: 0.001 } },
      { extent: { xmin: 0, ymin: 0, xmax: 1, ymax: 1, spatialReference: { wkid: 1, xyTolerance: '0.001' } } },
    ]) {
      expect((await described({ ...trees, ...place })).layers[0]?.xyTolerance).to.equal(0.001);
    }
  });

  it('has no extent where an empty layer writes "NaN"', async () => {
    const { layers } = await described({ ...trees, extent: { xmin: 'NaN', ymin: 'NaN', xmax: 'NaN', ymax: 'NaN' } });
    expect(layers[0]?.extent).to.equal(undefined);
  });

  it('remembers dates in an unknown time zone', async () => {
    expect((await described({ ...trees, datesInUnknownTimezone: true })).layers[0]?.datesInUnknownTimezone).to.equal(
      true,
    );
  });

  for (const [what, layer] of [
    ['nothing', null],
    ['a list', []],
    ['no id', { ...trees, id: undefined }],
    ['the id of another layer', { ...trees, id: 4 }],
    ['no ObjectID field', { ...trees, objectIdField: '', fields: [] }],
  ] as const) {
    it(`is a bad reply when it is or has ${what}`, async () => {
      expect((await rejection(described(layer))).code).to.equal('bad-reply');
    });
  }
});
