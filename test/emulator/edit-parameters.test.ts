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
