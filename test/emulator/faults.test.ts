import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { Failure, FaultJson, SyncJson } from './support/replies.js';
import { edits, embedded, form, newGlobalId, point, type Service } from './support/service.js';

const { fresh } = useEmulator();

/** A replica, an add not yet sent, and the request that sends it. */
async function pendingAdd(): Promise<{
  service: Service;
  globalId: string;
  send: (signal?: AbortSignal) => Promise<Response>;
}> {
  const service = await fresh();
  const { replicaID, replicaServerGen } = await service.createReplica({ layers: '0' });
  const globalId = newGlobalId();
  const body = form({
    ...embedded,
    replicaID,
    replicaServerGen,
    returnIdsForAdds: true,
    edits: [edits(0, { adds: [point(globalId)] })],
  });
  const send = (signal?: AbortSignal): Promise<Response> =>
    fetch(`${service.url}/synchronizeReplica`, {
      method: 'POST',
      body: body.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      ...(signal ? { signal } : {}),
    });
  return { service, globalId, send };
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

const isHeld = async (service: Service): Promise<boolean> =>
  (await service.ask<FaultJson[]>('GET', 'faults')).some(({ holding }) => holding > 0);
const committed = async (service: Service, globalId: string): Promise<boolean> =>
  (await service.row(0, globalId)) !== undefined;
const sync = (kind: string, more: object = {}): object => ({ operation: 'synchronizeReplica', kind, ...more });

describe('a fault', () => {
  it('dropReplyAfterCommit: the edits are there, the client gets a network error', async () => {
    const { service, globalId, send } = await pendingAdd();
    await service.fault(sync('dropReplyAfterCommit'));
    await assert.rejects(send());
    assert.equal(await committed(service, globalId), true);
    const [entry] = await service.log('synchronizeReplica');
    assert.deepEqual([entry?.outcome, entry?.status, entry?.performed], ['dropped', null, 1]);
  });

  it('dropBeforeCommit: nothing is there', async () => {
    const { service, globalId, send } = await pendingAdd();
    await service.fault(sync('dropBeforeCommit'));
    await assert.rejects(send());
    assert.equal(await committed(service, globalId), false);
    assert.equal((await service.log('synchronizeReplica'))[0]?.performed, 0);
  });

  it('holdRequest: nothing happens until it is released', async () => {
    const { service, globalId, send } = await pendingAdd();
    const [fault] = await service.fault(sync('holdRequest'));
    const reply = send();
    await until(() => isHeld(service));
    assert.equal(await committed(service, globalId), false);
    await service.release(fault?.id);
    assert.equal((await reply).status, 200);
    assert.equal(await committed(service, globalId), true);
  });

  it('holdRequest: goes on when released even if the client has left', async () => {
    const { service, globalId, send } = await pendingAdd();
    await service.fault(sync('holdRequest'));
    const leaving = new AbortController();
    const reply = send(leaving.signal);
    await until(() => isHeld(service));
    leaving.abort();
    await assert.rejects(reply);
    await service.release();
    await until(() => committed(service, globalId));
  });

  it('holdReply: the edits are there while the reply waits', async () => {
    const { service, globalId, send } = await pendingAdd();
    await service.fault(sync('holdReply'));
    const reply = send();
    await until(() => isHeld(service));
    assert.equal(await committed(service, globalId), true);
    await service.release();
    assert.equal(((await (await reply).json()) as SyncJson).editResults?.[0]?.addResults[0]?.success, true);
  });

  it('commitAfterClientGaveUp: the edits arrive some time after the client closed the connection', async () => {
    const { service, globalId, send } = await pendingAdd();
    await service.fault(sync('commitAfterClientGaveUp', { delayMs: 150 }));
    const leaving = new AbortController();
    const reply = send(leaving.signal);
    await until(() => isHeld(service));
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(await committed(service, globalId), false, 'not while the client waits');
    leaving.abort();
    await assert.rejects(reply);
    assert.equal(await committed(service, globalId), false, 'not at once');
    await until(() => committed(service, globalId));
  });

  it('cutBody: the reply breaks off after some bytes, or before the first', async () => {
    for (const atByte of [40, 0]) {
      const { service, globalId, send } = await pendingAdd();
      await service.fault(sync('cutBody', { atByte }));
      const reply = await send();
      assert.equal(reply.status, 200);
      await assert.rejects(reply.text());
      assert.equal(await committed(service, globalId), true);
    }
  });

  it('httpStatus: with Retry-After, before or after the commit', async () => {
    for (const when of ['before', 'after'] as const) {
      const { service, globalId, send } = await pendingAdd();
      await service.fault(sync('httpStatus', { status: 503, retryAfter: 7, when }));
      const reply = await send();
      assert.deepEqual([reply.status, reply.headers.get('retry-after')], [503, '7']);
      assert.equal(await committed(service, globalId), when === 'after');
      assert.equal((await send()).status, 200, 'only the first is struck');
    }
  });

  it('jsonError, token498, token499: an error inside HTTP 200', async () => {
    for (const [kind, more, code] of [
      ['jsonError', { code: 504 }, 504],
      ['token498', {}, 498],
      ['token499', {}, 499],
    ] as const) {
      const { service, globalId, send } = await pendingAdd();
      await service.fault(sync(kind, more));
      const reply = await send();
      assert.deepEqual([reply.status, ((await reply.json()) as Failure).error.code], [200, code]);
      assert.equal(await committed(service, globalId), false);
    }
  });

  it('captivePortal: a page of somebody else with status 200', async () => {
    const { service, send } = await pendingAdd();
    await service.fault({ operation: '*', kind: 'captivePortal', occurrence: 'every' });
    const reply = await send();
    assert.equal(reply.status, 200);
    assert.match(reply.headers.get('content-type') ?? '', /html/);
    assert.match(await (await fetch(`${service.url}?f=json`)).text(), /free WiFi/);
  });

  it('deliverTwice: the service takes the request twice, the client sees the second reply', async () => {
    for (const concurrently of [false, true]) {
      const { service, globalId, send } = await pendingAdd();
      await service.fault(sync('deliverTwice', { concurrently }));
      const reply = (await (await send()).json()) as SyncJson;
      assert.equal(reply.editResults?.[0]?.addResults[0]?.error?.code, 1022);
      assert.equal((await service.query(0, { where: `GlobalID='${globalId}'` })).length, 1);
      assert.equal((await service.log('synchronizeReplica'))[0]?.performed, 2);
    }
  });

  it('slow: takes its time', async () => {
    const { service, send } = await pendingAdd();
    await service.fault(sync('slow', { delayMs: 200 }));
    const began = performance.now();
    await send();
    assert.ok(performance.now() - began >= 190);
  });

  it('strikes the occurrence it is set for, once, or every one', async () => {
    const { service, send } = await pendingAdd();
    await service.fault(sync('httpStatus', { status: 500, occurrence: 2 }));
    const statuses = [];
    for (let n = 0; n < 3; n++) statuses.push((await send()).status);
    assert.deepEqual(statuses, [200, 500, 200]);
    await service.fault(sync('httpStatus', { status: 429, occurrence: 'every' }));
    assert.deepEqual([(await send()).status, (await send()).status], [429, 429]);
    await service.ask('DELETE', 'faults');
    assert.equal((await send()).status, 200);
  });

  it('strikes other operations too, such as the part of an upload', async () => {
    const service = await fresh();
    await service.fault({ operation: 'uploadPart', kind: 'dropReplyAfterCommit' });
    const { item } = await service.post<{ item: { itemID: string } }>('uploads/register', { itemName: 'a.jpg' });
    const file = { field: 'file', name: 'p', bytes: Uint8Array.of(1) };
    await assert.rejects(service.multipart(`uploads/${item.itemID}/uploadPart`, { partId: 1 }, file));
    assert.deepEqual(await service.get(`uploads/${item.itemID}/parts`), { parts: ['1'] });
  });

  it('that does not exist is refused', async () => {
    const service = await fresh();
    const reply = (await service.fault({ operation: 'query', kind: 'explode' })) as unknown as Failure;
    assert.equal(reply.error.code, 400);
  });

  it('resultFileGone: the file that a reply names is not there, and stays away', async () => {
    const service = await fresh({ sample: 1 });
    await service.fault({ operation: 'resultFile', kind: 'resultFileGone', occurrence: 2 });
    const { URL: url } = (await service.createReplica({ transportType: 'esriTransportTypeUrl' })) as unknown as {
      URL: string;
    };
    const statuses: number[] = [];
    for (let n = 0; n < 3; n++) statuses.push((await fetch(url)).status);
    assert.deepEqual(statuses, [200, 404, 404]);
  });
});
