import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { Failure, FeatureJson, JobJson, LayerResults, ResultLists } from './support/replies.js';
import { newGlobalId, point, type Params, type Service } from './support/service.js';

const { fresh } = useEmulator();

async function first(service: Service): Promise<{ id: number; globalId: string; row: FeatureJson }> {
  const [row] = await service.query(0);
  assert.ok(row);
  return { id: Number(row.attributes['OBJECTID']), globalId: String(row.attributes['GlobalID']), row };
}

describe('applyEdits of a layer', () => {
  it('adds, updates and deletes by ObjectID, making the GlobalIDs itself', async () => {
    const service = await fresh();
    const { id } = await first(service);
    const sent = newGlobalId();
    const reply = await service.post<ResultLists>('0/applyEdits', {
      adds: [point(sent)],
      updates: [{ attributes: { OBJECTID: id, notes: 'new' } }],
      deletes: `${id + 1}, ${id + 2}`,
    });
    assert.equal(reply.addResults[0]?.success, true);
    assert.notEqual(reply.addResults[0].globalId, sent);
    assert.equal(reply.updateResults[0]?.objectId, id);
    assert.deepEqual(
      reply.deleteResults.map(({ objectId, success }) => [objectId, success]),
      [
        [id + 1, true],
        [id + 2, true],
      ],
    );
    assert.equal((await service.query(0, { objectIds: String(id) }))[0]?.attributes['notes'], 'new');
  });

  it('keeps the client’s GlobalIDs with useGlobalIds, and a clash makes that add fail', async () => {
    const service = await fresh();
    const globalId = newGlobalId();
    const send = (): Promise<ResultLists> =>
      service.post('0/applyEdits', { useGlobalIds: true, adds: [point(globalId)], rollbackOnFailure: false });
    assert.equal((await send()).addResults[0]?.globalId, globalId);
    assert.equal((await send()).addResults[0]?.error?.code, 1022);
    const deleted = await service.post<ResultLists>('0/applyEdits', {
      useGlobalIds: true,
      deletes: [globalId.toLowerCase()],
    });
    assert.equal(deleted.deleteResults[0]?.success, true);
  });

  it('takes a geometry in the spatial reference that it names', async () => {
    const service = await fresh();
    const globalId = newGlobalId();
    const geometry = { x: 1113194.9079327357, y: 6446275.841017161, spatialReference: { wkid: 102100 } };
    await service.post('0/applyEdits', { useGlobalIds: true, adds: [{ ...point(globalId), geometry }] });
    assert.ok(Math.abs(((await service.row(0, globalId))?.geometry?.x ?? 0) - 10) < 1e-9);
  });

  it('rolls back by default when an edit fails, with an error that names the cause', async () => {
    const service = await fresh();
    const { id } = await first(service);
    const updates = [{ attributes: { OBJECTID: id, notes: 'x' } }, { attributes: { OBJECTID: 999999, notes: 'x' } }];
    const reply = await service.post<Failure>('0/applyEdits', { updates });
    assert.match(reply.error.details.join(' '), /1011.*Operation rolled back/);
    assert.equal((await service.query(0, { objectIds: String(id) }))[0]?.attributes['notes'], null);
    await service.configure({ rollbackReply: 'results' });
    const results = (await service.post<ResultLists>('0/applyEdits', { updates })).updateResults;
    assert.deepEqual(
      results.map(({ error }) => error?.code),
      [1003, 1011],
    );
  });

  it('keeps what went well with rollbackOnFailure=false', async () => {
    const service = await fresh();
    const { id } = await first(service);
    const reply = await service.post<ResultLists>('0/applyEdits', {
      rollbackOnFailure: false,
      updates: [{ attributes: { OBJECTID: id, notes: 'kept' } }, { attributes: { OBJECTID: 999999 } }],
    });
    assert.deepEqual(
      reply.updateResults.map(({ success }) => success),
      [true, false],
    );
    assert.equal((await service.query(0, { objectIds: String(id) }))[0]?.attributes['notes'], 'kept');
  });

  it('adds attachments with useGlobalIds, from base64 and from upload items', async () => {
    const service = await fresh();
    const { globalId: parentGlobalId, id } = await first(service);
    const uploadId = await service.upload('b.png', Uint8Array.of(4, 5));
    const described = (name: string): object => ({
      globalId: newGlobalId(),
      parentGlobalId,
      name,
      contentType: 'image/png',
    });
    const reply = await service.post<{ attachments: ResultLists }>('0/applyEdits', {
      useGlobalIds: true,
      attachments: {
        adds: [
          { ...described('a.png'), data: 'AQID' },
          { ...described('b.png'), uploadId },
        ],
        updates: [],
        deletes: [],
      },
    });
    assert.deepEqual(
      reply.attachments.addResults.map(({ success }) => success),
      [true, true],
    );
    const { attachmentInfos } = await service.get<{ attachmentInfos: { name: string; size: number }[] }>(
      `0/${id}/attachments`,
    );
    assert.deepEqual(
      attachmentInfos.filter(({ name }) => name.endsWith('png')).map(({ size }) => size),
      [3, 2],
    );
  });

  it('returns the moment of the edit when asked to', async () => {
    const service = await fresh();
    const reply = await service.post<{ editMoment: number }>('0/applyEdits', {
      adds: [point(newGlobalId())],
      returnEditMoment: true,
    });
    assert.ok(Math.abs(reply.editMoment - Date.now()) < 60000);
  });

  it('is split into addFeatures, updateFeatures and deleteFeatures', async () => {
    const service = await fresh();
    const { addResults } = await service.post<ResultLists>('0/addFeatures', {
      features: [{ attributes: { name: 'a' } }],
    });
    const id = addResults[0]?.objectId;
    const updated = await service.post<ResultLists>('0/updateFeatures', {
      features: [{ attributes: { objectid: id, name: 'b' } }],
    });
    assert.equal(updated.updateResults[0]?.success, true);
    const deleted = await service.post<ResultLists>('0/deleteFeatures', { where: "name = 'b'" });
    assert.deepEqual(
      deleted.deleteResults.map(({ objectId }) => objectId),
      [id],
    );
  });

  it('ignores empty parameters, as the Python API sends them', async () => {
    const service = await fresh();
    const reply = await service.post<ResultLists>('0/applyEdits', {
      adds: '',
      updates: '',
      deletes: '',
      attachments: '',
    });
    assert.deepEqual(reply, { addResults: [], updateResults: [], deleteResults: [] });
  });
});

describe('applyEdits of the service', () => {
  it('edits several layers and tells the rows before and after', async () => {
    const service = await fresh();
    const { id, globalId, row } = await first(service);
    const added = newGlobalId();
    const reply = await service.post<
      (LayerResults & { editedFeatures: { adds: FeatureJson[]; updates: FeatureJson[][]; deletes: FeatureJson[] } })[]
    >('applyEdits', {
      edits: [
        { id: 0, adds: [point(added)], updates: [{ attributes: { GlobalID: globalId, notes: 'after' } }], deletes: [] },
        { id: 2, adds: [{ attributes: { GlobalID: newGlobalId(), point_guid: added } }] },
      ],
      useGlobalIds: true,
      rollbackOnFailure: true,
      returnServiceEditsOption: 'originalAndCurrentFeatures',
    });
    assert.deepEqual(
      reply.map((one) => one.id),
      [0, 2],
    );
    const edited = reply[0]?.editedFeatures;
    assert.equal(edited?.adds[0]?.attributes['GlobalID'], added);
    assert.deepEqual(
      edited.updates.map(([before, now]) => [before?.attributes['notes'], now?.attributes['notes']]),
      [[row.attributes['notes'], 'after']],
    );
    assert.equal(edited.updates[0]?.[1]?.attributes['OBJECTID'], id);
    assert.equal((await service.query(2, { where: `point_guid = '${added}'` })).length, 1);
  });

  it('rolls all layers back together', async () => {
    const service = await fresh();
    const added = newGlobalId();
    const reply = await service.post<Failure>('applyEdits', {
      edits: [
        { id: 0, adds: [point(added)] },
        { id: 2, updates: [{ attributes: { GlobalID: newGlobalId() } }] },
      ],
      useGlobalIds: true,
    });
    assert.equal(reply.error.code, 400);
    assert.equal(await service.row(0, added), undefined);
  });
});

describe('editor tracking', () => {
  it('writes who and when, whatever the client sends', async () => {
    const service = await fresh();
    const globalId = newGlobalId();
    const began = Date.now();
    await service.post('0/applyEdits', {
      useGlobalIds: true,
      adds: [point(globalId, { Creator: 'forged', EditDate: 5 })],
    });
    const added = (await service.row(0, globalId))?.attributes;
    assert.equal(added?.['Creator'], null);
    assert.ok(Number(added['EditDate']) >= began);
    assert.equal(added['CreationDate'], added['EditDate']);
  });
});

describe('a delete', () => {
  it('takes the attachments of the feature with it and releases what points at it', async () => {
    const service = await fresh();
    const { id, globalId } = await first(service);
    const visits = await service.query(2, { where: `point_guid = '${globalId}'` });
    await service.post('0/deleteFeatures', { objectIds: String(id) });
    const groups = await service.get<{ attachmentGroups: object[] }>('0/queryAttachments', { objectIds: id });
    assert.deepEqual(groups.attachmentGroups, []);
    assert.ok(visits.length > 0);
    const after = await service.row(2, String(visits[0]?.attributes['GlobalID']));
    assert.equal(after?.attributes['point_guid'], null);
  });

  it('takes what points at it with it where the relationship is composite', async () => {
    const side = { id: 0, name: 'r', cardinality: 'esriRelCardinalityOneToMany', composite: true };
    const service = await fresh({
      layers: [
        {
          name: 'Parents',
          geometryType: 'esriGeometryPoint',
          fields: [{ name: 'name' }],
          relationships: [{ ...side, role: 'esriRelRoleOrigin', relatedTableId: 1, keyField: 'GlobalID' }],
        },
        {
          name: 'Children',
          fields: [{ name: 'parent', type: 'esriFieldTypeGUID' }],
          relationships: [{ ...side, role: 'esriRelRoleDestination', relatedTableId: 0, keyField: 'parent' }],
        },
      ],
    });
    const [parent, child] = [newGlobalId(), newGlobalId()];
    await service.post('0/applyEdits', { useGlobalIds: true, adds: [point(parent)] });
    await service.post('1/applyEdits', { useGlobalIds: true, adds: [{ attributes: { GlobalID: child, parent } }] });
    const replica = await service.createReplica({ layers: '0,1' });
    const edits = [{ id: 0, features: { deleteIds: [parent] } }];
    const reply = await service.sync(replica, { edits });
    assert.deepEqual(await service.query(1), []);
    assert.deepEqual(reply.edits.find(({ id }) => id === 1)?.features.deleteIds, [child], 'the client learns of it');
  });
});

describe('applyEdits by a job, an upload item or without results', () => {
  it('runs as a job since 10.9.1; what it refuses hides in the result of a completed job', async () => {
    const service = await fresh({ sample: 1 });
    const finished = async (params: Params): Promise<Record<string, unknown>> => {
      const { statusUrl } = await service.post<{ statusUrl: string }>('0/applyEdits', { async: true, ...params });
      let job = await service.get<JobJson>(statusUrl);
      while (job.status !== 'Completed') job = await service.get<JobJson>(statusUrl);
      return service.get(job.resultUrl);
    };
    const done = (await finished({ adds: [point(newGlobalId())] })) as unknown as ResultLists;
    assert.equal(done.addResults[0]?.success, true);
    const refused = await finished({ adds: [{ attributes: {} }] });
    assert.ok('error' in refused, 'rolled back');
    const old = await fresh({ sample: 1, options: { profile: 'enterprise-10.9' } });
    assert.ok('error' in (await old.post<object>('0/applyEdits', { async: true })));
  });

  it('takes its edits from an upload item since 11.1, and answers one word where no results are wanted', async () => {
    const service = await fresh({ sample: 1 });
    const bytes = new TextEncoder().encode(JSON.stringify([{ id: 0, adds: [point(newGlobalId())] }]));
    const [layer] = await service.post<ResultLists[]>('applyEdits', {
      editsUploadId: await service.upload('edits.json', bytes),
    });
    assert.equal(layer?.addResults[0]?.success, true);
    const quiet = await service.post('0/applyEdits', { adds: [point(newGlobalId())], returnEditResults: false });
    assert.deepEqual(quiet, { success: true });
  });
});
