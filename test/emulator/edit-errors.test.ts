import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { ResultJson } from './support/replies.js';
import { edits, newGlobalId, point, type Service } from './support/service.js';

const { fresh } = useEmulator();

/** Syncs one add and one good neighbour. @returns the result of the first */
async function add(service: Service, feature: object): Promise<ResultJson | undefined> {
  const neighbour = newGlobalId();
  const replica = await service.createReplica({ layers: '0' });
  const reply = await service.sync(replica, { edits: [edits(0, { adds: [feature, point(neighbour)] })] });
  const results = reply.editResults?.[0]?.addResults ?? [];
  assert.equal(results[1]?.success, true, 'one bad edit does not block another');
  assert.ok(await service.row(0, neighbour));
  return results[0];
}

async function update(service: Service, feature: object, layer = 0): Promise<ResultJson | undefined> {
  const replica = await service.createReplica({ layers: String(layer) });
  return (await service.sync(replica, { edits: [edits(layer, { updates: [feature] })] })).editResults?.[0]
    ?.updateResults[0];
}

async function firstGlobalId(service: Service, layer = 0): Promise<string> {
  return String((await service.query(layer))[0]?.attributes['GlobalID']);
}

describe('an edit that the service refuses', () => {
  it('names the row by GlobalID, with a code and a reason', async () => {
    const globalId = newGlobalId();
    const result = await add(await fresh(), { attributes: { GlobalID: globalId } });
    assert.deepEqual(result, {
      objectId: -1,
      globalId,
      success: false,
      error: { code: 1001, description: 'Field name is not nullable.' },
    });
  });

  it('is 1001 for a required field that is missing or made empty', async () => {
    const service = await fresh();
    assert.equal((await add(service, point(newGlobalId(), { name: null })))?.error?.code, 1001);
    const cleared = await update(service, { attributes: { GlobalID: await firstGlobalId(service), name: null } });
    assert.equal(cleared?.error?.code, 1001);
  });

  it('is 1006 for untrusted HTML, unless the service takes it', async () => {
    const hostile = point(newGlobalId(), { notes: '<script>alert(1)</script>' });
    assert.equal((await add(await fresh(), hostile))?.error?.code, 1006);
    assert.equal((await add(await fresh(), point(newGlobalId(), { notes: '<b>bold</b> 3 < 4' })))?.success, true);
    assert.equal((await add(await fresh({ options: { rejectHtml: false } }), hostile))?.success, true);
  });

  it('is 1011 for an update or delete of a row that is gone', async () => {
    const service = await fresh();
    assert.equal((await update(service, { attributes: { GlobalID: newGlobalId(), name: 'x' } }))?.error?.code, 1011);
    const replica = await service.createReplica({ layers: '0' });
    const reply = await service.sync(replica, { edits: [edits(0, { deleteIds: [newGlobalId()] })] });
    assert.equal(reply.editResults?.[0]?.deleteResults[0]?.error?.code, 1011);
  });

  it('is 1015 for a geometry that the layer cannot hold', async () => {
    const service = await fresh();
    for (const geometry of [
      {
        rings: [
          [
            [0, 0],
            [1, 1],
            [1, 0],
            [0, 0],
          ],
        ],
      },
      { x: 'abc', y: 1 },
      { points: [[1]] },
    ]) {
      assert.equal(
        (await add(service, { ...point(newGlobalId()), geometry }))?.error?.code,
        1015,
        JSON.stringify(geometry),
      );
    }
  });

  it('is 1016 for a value that its field cannot hold', async () => {
    const service = await fresh();
    const values = [
      { name: 'x'.repeat(121) },
      { condition: 2.5 },
      { condition: 'three' },
      { elevation_m: 'high' },
      { inspected: 'yesterday' },
      { code: 'TOO LONG A CODE' },
    ];
    for (const value of values)
      assert.equal((await add(service, point(newGlobalId(), value)))?.error?.code, 1016, JSON.stringify(value));
  });

  it('is 1016 for a value outside of its domain, unless domains are not checked', async () => {
    const service = await fresh();
    const result = await add(service, point(newGlobalId(), { status: 'unheard of' }));
    assert.equal(result?.error?.code, 1016);
    assert.match(result.error.description, /status.*InspectionStatus/);
    assert.equal((await add(service, point(newGlobalId(), { condition: 6 })))?.error?.code, 1016);
    const lenient = await fresh({ options: { validateDomains: false } });
    assert.equal((await add(lenient, point(newGlobalId(), { condition: 6 })))?.success, true);
  });

  it('is 1020 without a GlobalID and 1021 with an empty one', async () => {
    const service = await fresh();
    assert.equal((await add(service, { attributes: { name: 'x' } }))?.error?.code, 1020);
    assert.equal((await add(service, { attributes: { name: 'x', GlobalID: '' } }))?.error?.code, 1021);
    assert.equal((await add(service, { attributes: { name: 'x', GlobalID: 'no guid' } }))?.error?.code, 1016);
  });

  it('is 1023 for a change of a field that is not editable; sending its present value is none', async () => {
    const service = await fresh();
    const [row] = await service.query(1);
    const globalId = String(row?.attributes['GlobalID']);
    assert.equal((await update(service, { attributes: { GlobalID: globalId, code: 'XXX' } }, 1))?.error?.code, 1023);
    assert.equal((await update(service, { attributes: { ...row?.attributes, notes: 'full row' } }, 1))?.success, true);
  });

  it('is 1004 where geometries cannot be updated', async () => {
    const service = await fresh({ options: { allowGeometryUpdates: false } });
    const moved = { attributes: { GlobalID: await firstGlobalId(service) }, geometry: { x: 1, y: 1 } };
    assert.equal((await update(service, moved))?.error?.code, 1004);
  });

  it('is 2001 for a layer that is not in the replica', async () => {
    const service = await fresh();
    const replica = await service.createReplica({ layers: '0' });
    const globalId = newGlobalId();
    const reply = await service.sync(replica, {
      edits: [edits(7, { adds: [point(globalId)] }), edits(0, { adds: [point(newGlobalId())] })],
    });
    assert.deepEqual(
      reply.editResults?.map(({ id, addResults }) => [id, addResults[0]?.error?.code]),
      [
        [7, 2001],
        [0, undefined],
      ],
    );
    assert.equal(reply.editResults[0]?.addResults[0]?.globalId, globalId);
  });

  it('is 1000 for what the capabilities leave out', async () => {
    const service = await fresh({ options: { capabilities: 'Query,Sync,Update' } });
    assert.equal(
      (await update(service, { attributes: { GlobalID: await firstGlobalId(service), notes: 'x' } }))?.success,
      true,
    );
    const replica = await service.createReplica({ layers: '0' });
    const reply = await service.sync(replica, {
      edits: [edits(0, { adds: [point(newGlobalId())], deleteIds: [await firstGlobalId(service)] })],
    });
    assert.equal(reply.editResults?.[0]?.addResults[0]?.error?.code, 1000);
    assert.equal(reply.editResults[0].deleteResults[0]?.error?.code, 1000);
  });

  it('does not stop a sync whose edits are no edits at all', async () => {
    const service = await fresh();
    const replica = await service.createReplica({ layers: '0' });
    const reply = await service.sync(replica, {
      edits: [edits(0, { adds: [null, 5, 'x', {}] as unknown as object[] }), null] as object[],
    });
    assert.deepEqual(
      reply.editResults?.[0]?.addResults.map(({ error }) => error?.code),
      [1020, 1020, 1020, 1020],
    );
  });
});

describe('a field with a unique index', () => {
  it('refuses with 1022 a value that another row has, of adds and of updates', async () => {
    const service = await fresh({ sample: 1, options: { uniqueFields: ['notes'] } });
    const [one, other] = [newGlobalId(), newGlobalId()];
    assert.equal((await add(service, point(one, { notes: 'A' })))?.success, true);
    assert.equal((await add(service, point(other, { notes: 'A' })))?.error?.code, 1022);
    assert.equal((await add(service, point(other, { notes: 'B' })))?.success, true);
    assert.equal((await update(service, { attributes: { GlobalID: other, notes: 'A' } }))?.error?.code, 1022);
    assert.equal((await update(service, { attributes: { GlobalID: one, notes: 'A' } }))?.success, true);
    const layer = await service.get<{ indexes: { fields: string; isUnique: boolean }[] }>('0');
    assert.equal(layer.indexes.find(({ fields }) => fields === 'notes')?.isUnique, true);
  });
});

describe('an edit that is made to fail', () => {
  it('is refused with any code, and its neighbours are not', async () => {
    const service = await fresh();
    for (const code of [1000, 1012, 1015, 1017, 1018, 1019]) {
      await service.fault({
        operation: 'synchronizeReplica',
        kind: 'editFails',
        code,
        extendedCode: -2147207418,
        message: 'Why',
      });
      assert.deepEqual((await add(service, point(newGlobalId())))?.error, {
        code,
        extendedCode: -2147207418,
        description: 'Why',
      });
    }
  });

  it('is the nth of a kind or layer, in a sync, in applyEdits and with its attachments', async () => {
    const service = await fresh();
    const rows = (await service.query(0)).map(({ attributes }) => String(attributes['GlobalID']));
    const photo = {
      globalId: newGlobalId(),
      parentGlobalId: rows[0],
      contentType: 'image/jpeg',
      name: 'a.jpg',
      data: 'AQID',
    };
    await service.fault(
      { operation: 'synchronizeReplica', kind: 'editFails', code: 1018, edit: 'delete', occurrence: 2 },
      { operation: '*', kind: 'editFails', code: 1008, edit: 'attachAdd', layer: 0 },
      { operation: 'applyEdits', kind: 'editFails', code: 1019, edit: 'update' },
      { operation: '*', kind: 'editFails', code: 1017, layer: 7, occurrence: 'every' },
    );
    const replica = await service.createReplica({ layers: '0', attachmentsSyncDirection: 'upload' });
    const reply = await service.sync(replica, {
      edits: [edits(0, { deleteIds: [rows[1] ?? '', rows[2] ?? ''] }, { adds: [photo] })],
    });
    const results = reply.editResults?.[0];
    assert.deepEqual(
      results?.deleteResults.map(({ error }) => error?.code),
      [undefined, 1018],
    );
    assert.equal(results.attachments.addResults[0]?.error?.code, 1008);
    const changed = await service.post<{ updateResults: ResultJson[] }>('0/applyEdits', {
      rollbackOnFailure: false,
      useGlobalIds: true,
      updates: [{ attributes: { GlobalID: rows[0], notes: 'x' } }],
    });
    assert.equal(changed.updateResults[0]?.error?.code, 1019);
  });

  it('undoes its layer with 2000, and no other layer', async () => {
    const service = await fresh();
    const [one, two, area] = [
      newGlobalId(),
      newGlobalId(),
      String((await service.query(1))[0]?.attributes['GlobalID']),
    ];
    await service.fault({ operation: 'synchronizeReplica', kind: 'editFails', code: 2000, layer: 0, occurrence: 2 });
    const replica = await service.createReplica({ layers: '0,1' });
    const reply = await service.sync(replica, {
      edits: [
        edits(0, { adds: [point(one), point(two)] }),
        edits(1, { updates: [{ attributes: { GlobalID: area, priority: 3 } }] }),
      ],
    });
    assert.deepEqual(
      reply.editResults?.[0]?.addResults.map(({ error }) => error?.code),
      [2000, 2000],
    );
    assert.equal(reply.editResults[1]?.updateResults[0]?.success, true);
    assert.equal(await service.row(0, one), undefined);
    assert.equal((await service.row(1, area))?.attributes['priority'], 3);
  });

  it('needs a code', async () => {
    const reply = await (await fresh()).fault({ operation: '*', kind: 'editFails' });
    assert.ok('error' in reply);
  });
});
