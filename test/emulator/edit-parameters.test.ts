/** Parameters and reply keys of applyEdits and query (protocol 8), each for itself. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { LayerResults, QueryJson } from './support/replies.js';
import { newGlobalId, point } from './support/service.js';

const { fresh } = useEmulator();

describe('applyEdits of a layer', () => {
  it('replaces and removes attachments by GlobalID', async () => {
    const service = await fresh();
    const [parent, kept, gone] = [newGlobalId(), newGlobalId(), newGlobalId()];
    const file = { contentType: 'image/jpeg', name: 'a.jpg', data: '/9j/' };
    const adds = [kept, gone].map((globalId) => ({ ...file, globalId, parentGlobalId: parent }));
    const ids = { useGlobalIds: true };
    await service.post('0/applyEdits', { ...ids, adds: [point(parent)], attachments: { adds } });
    const updates = [{ globalId: kept, parentGlobalId: parent, contentType: 'image/png', name: 'b.png', data: 'AAAA' }];
    await service.post('0/applyEdits', { ...ids, attachments: { updates, deletes: [gone] } });
    const objectId = String((await service.row(0, parent))?.attributes['OBJECTID']);
    const { attachmentInfos } = await service.get<{ attachmentInfos: { name: string }[] }>(`0/${objectId}/attachments`);
    assert.deepEqual(
      attachmentInfos.map(({ name }) => name),
      ['b.png'],
    );
  });
});

describe('applyEdits', () => {
  for (const path of ['0/applyEdits', 'applyEdits']) {
    it(`of ${path === 'applyEdits' ? 'the service' : 'a layer'} works by a job, where it is asked to`, async () => {
      const service = await fresh();
      const adds = [point(newGlobalId())];
      const edits = path === 'applyEdits' ? { edits: [{ id: 0, adds }] } : { adds };
      const { statusUrl } = await service.post<{ statusUrl: string }>(path, { ...edits, async: true });
      assert.match(statusUrl, /^http/);
    });
  }

  it('answers one word where no results are wanted', async () => {
    const service = await fresh();
    const adds = [point(newGlobalId())];
    const asked = { adds, returnEditResults: false, rollbackOnFailure: true };
    assert.deepEqual(await service.post('0/applyEdits', asked), { success: true });
  });
});

describe('applyEdits of the service', () => {
  it('tells the results of each layer: adds, updates, deletes and attachments', async () => {
    const service = await fresh();
    const [changed, gone] = (await service.query(0)).map(({ attributes }) => String(attributes['GlobalID']));
    const [parent, globalId] = [newGlobalId(), newGlobalId()];
    const adds = [{ globalId, parentGlobalId: parent, contentType: 'image/jpeg', name: 'a.jpg', data: '/9j/' }];
    const updates = [{ attributes: { GlobalID: changed, name: 'Changed' } }];
    const edits = [{ id: 0, adds: [point(parent)], updates, deletes: [gone], attachments: { adds } }];
    const [result] = await service.post<LayerResults[]>('applyEdits', { edits, useGlobalIds: true });
    assert.equal(result?.addResults[0]?.globalId, parent);
    assert.equal(result.updateResults[0]?.globalId, changed);
    assert.equal(result.deleteResults[0]?.globalId, gone);
    assert.equal(result.attachments.addResults[0]?.globalId, globalId);
  });

  it('keeps what went well when rollbackOnFailure is off', async () => {
    const service = await fresh();
    const globalId = newGlobalId();
    const updates = [{ attributes: { GlobalID: newGlobalId(), name: 'Nobody' } }];
    const edits = [{ id: 0, adds: [point(globalId)], updates }];
    await service.post('applyEdits', { edits, useGlobalIds: true, rollbackOnFailure: false });
    assert.ok(await service.row(0, globalId));
  });

  it('tells the moment of the edit, where it is asked for', async () => {
    const edits = [{ id: 0, adds: [point(newGlobalId())] }];
    const reply = await (await fresh()).post<{ editMoment: number }>('applyEdits', { edits, returnEditMoment: true });
    assert.equal(typeof reply.editMoment, 'number');
  });
});

describe('query', () => {
  it('leaves geometry out, keeps to a number of rows, and describes the fields', async () => {
    const service = await fresh();
    const asked = { where: '1=1', outFields: '*', returnGeometry: false, resultRecordCount: 2 };
    const reply = await service.post<QueryJson>('0/query', asked);
    assert.equal(reply.features.length, 2);
    assert.ok(reply.features.every((feature) => !('geometry' in feature)));
    assert.ok(reply.fields.some(({ name }) => name === 'GlobalID'));
  });
});

describe('addFeatures, updateFeatures and deleteFeatures', () => {
  const lost = { attributes: { OBJECTID: 9999, notes: 'x' } };

  it('undo all where one is refused, unless rollbackOnFailure is off', async () => {
    const service = await fresh({ sample: 4 });
    const before = (await service.query(0)).length;
    const adds = [point(newGlobalId()), { attributes: {} }];
    await service.post('0/addFeatures', { features: adds });
    assert.equal((await service.query(0)).length, before);
    await service.post('0/addFeatures', { features: adds, rollbackOnFailure: false });
    assert.equal((await service.query(0)).length, before + 1);
    const features = [{ attributes: { OBJECTID: 1, notes: 'Changed' } }, lost];
    const reply = await service.post<LayerResults>('0/updateFeatures', { features, rollbackOnFailure: false });
    assert.deepEqual(
      reply.updateResults.map(({ success }) => success),
      [true, false],
    );
    const gone = await service.post<LayerResults>('0/deleteFeatures', {
      objectIds: '1,9999',
      rollbackOnFailure: false,
    });
    assert.deepEqual(
      gone.deleteResults.map(({ success }) => success),
      [true, false],
    );
  });

  it('delete what a clause or a geometry means', async () => {
    const service = await fresh({ sample: 4 });
    await service.post('0/addFeatures', { features: [point(newGlobalId(), {}, { x: -120, y: -50 })] });
    const before = (await service.query(0)).length;
    await service.post('0/deleteFeatures', { geometry: '-121,-51,-119,-49' });
    assert.equal((await service.query(0)).length, before - 1);
    await service.post('0/deleteFeatures', { where: 'OBJECTID = 1' });
    assert.equal((await service.query(0)).length, before - 2);
  });
});

describe('what is passed on', () => {
  it('a datum transformation has to be one, and a client of unknown time zones has to say that it knows', async () => {
    const service = await fresh({ sample: 1 });
    const adds = [point(newGlobalId())];
    assert.ok('error' in (await service.post<object>('0/applyEdits', { adds, datumTransformation: 'none' })));
    await service.configure({ datesInUnknownTimezone: true });
    assert.ok('error' in (await service.post<object>('0/applyEdits', { adds })));
    const known = { adds, timeReferenceUnknownClient: true, datumTransformation: 1188 };
    assert.ok('addResults' in (await service.post<object>('0/applyEdits', known)));
  });

  it('the edits of a layer can be an upload item', async () => {
    const service = await fresh({ sample: 1 });
    const bytes = new TextEncoder().encode(JSON.stringify({ adds: [point(newGlobalId())] }));
    const editsUploadId = await service.upload('edits.json', bytes);
    const reply = await service.post<LayerResults>('0/applyEdits', { editsUploadId });
    assert.equal(reply.addResults[0]?.success, true);
  });
});

describe('queryRelatedRecords', () => {
  interface Groups {
    relatedRecordGroups: { objectId: number; relatedRecords: { attributes: object; geometry?: { x: number } }[] }[];
  }

  it('takes a clause, an order, fields, and a spatial reference or no geometry', async () => {
    const service = await fresh({ sample: 4 });
    const ask = async (layer: number, params: object): Promise<Groups['relatedRecordGroups']> =>
      (await service.post<Groups>(`${layer}/queryRelatedRecords`, { relationshipId: 0, ...params }))
        .relatedRecordGroups;
    const visits = (
      await ask(0, { objectIds: '1', outFields: 'OBJECTID,GlobalID', orderByFields: 'OBJECTID DESC' })
    )[0];
    const ids = (visits?.relatedRecords ?? []).map(({ attributes }) => (attributes as { OBJECTID: number }).OBJECTID);
    assert.deepEqual(
      ids,
      ids.toSorted((a, b) => b - a),
    );
    assert.ok(ids.length > 1);
    assert.deepEqual(Object.keys(visits?.relatedRecords[0]?.attributes ?? {}), ['OBJECTID', 'GlobalID']);
    const definitionExpression = `OBJECTID = ${ids[0] ?? 0}`;
    assert.equal((await ask(0, { objectIds: '1', definitionExpression }))[0]?.relatedRecords.length, 1);
    const child = { objectIds: String(ids[0]) };
    assert.equal(
      'geometry' in ((await ask(2, { ...child, returnGeometry: false }))[0]?.relatedRecords[0] ?? {}),
      false,
    );
    const [metres, degrees] = [await ask(2, { ...child, outSR: 102100 }), await ask(2, child)];
    assert.notEqual(metres[0]?.relatedRecords[0]?.geometry?.x, degrees[0]?.relatedRecords[0]?.geometry?.x);
  });
});
