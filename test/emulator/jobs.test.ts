import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { Failure, JobJson, ReplicaJson, SyncJson } from './support/replies.js';
import { edits, newGlobalId, point, type Params, type Service } from './support/service.js';

const { fresh } = useEmulator();

interface Submitted {
  statusUrl: string;
  replicaID: string;
  targetType: string;
}

async function submitSync(service: Service, params: Params): Promise<Submitted> {
  const replica = await service.createReplica();
  return (await service.sync(replica, { async: true, ...params })) as unknown as Submitted;
}

async function finished(service: Service, statusUrl: string): Promise<JobJson> {
  for (;;) {
    const job = await service.get<JobJson>(statusUrl);
    if (['Completed', 'CompletedWithErrors', 'Failed'].includes(job.status) || 'error' in job) return job;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('an asynchronous job', () => {
  it('creates a replica whose data are fetched by URL', async () => {
    const service = await fresh({ options: { jobDelayMs: 80 } });
    const submitted = (await service.createReplica({ async: true, replicaName: 'Async' })) as unknown as Submitted;
    assert.match(submitted.statusUrl, /\/FeatureServer\/jobs\/j[0-9a-f]{32}$/);
    const early = await service.get<JobJson>(submitted.statusUrl);
    assert.ok(['Pending', 'ExportChanges'].includes(early.status), early.status);
    const job = await finished(service, submitted.statusUrl);
    assert.equal(job.status, 'Completed');
    assert.equal(job.replicaID, submitted.replicaID);
    const data = await service.get<ReplicaJson>(job.resultUrl);
    assert.equal(data.replicaID, submitted.replicaID);
    assert.equal(data.replicaName, 'Async');
    assert.equal((await service.sync(data)).responseType, 'esriReplicaResponseTypeNoEdits');
  });

  it('synchronizes', async () => {
    const service = await fresh();
    const globalId = newGlobalId();
    const { statusUrl } = await submitSync(service, { edits: [edits(0, { adds: [point(globalId)] })] });
    const job = await finished(service, `${statusUrl}/status`);
    assert.equal(job.status, 'Completed');
    const result = await service.get<SyncJson>(job.resultUrl);
    assert.equal(result.editResults?.[0]?.addResults[0]?.globalId, globalId);
    assert.ok(await service.row(0, globalId));
  });

  it('that refuses single edits is CompletedWithErrors and still has its results', async () => {
    const service = await fresh();
    const { statusUrl } = await submitSync(service, {
      edits: [edits(0, { adds: [{ attributes: { GlobalID: newGlobalId() } }] })],
    });
    const job = await finished(service, statusUrl);
    assert.equal(job.status, 'CompletedWithErrors');
    const result = await service.get<SyncJson>(job.resultUrl);
    assert.equal(result.editResults?.[0]?.addResults[0]?.error?.code, 1001);
  });

  it('that cannot be done fails with the reason', async () => {
    const service = await fresh();
    const bad = edits(0, { adds: [{ attributes: { GlobalID: newGlobalId() } }] });
    const { statusUrl } = await submitSync(service, { edits: [bad], rollbackOnFailure: true });
    const job = await finished(service, statusUrl);
    assert.equal(job.status, 'Failed');
    assert.match(job.error?.details.join(' ') ?? '', /rolled back/);
  });

  it('names its status URL as the service is set', async () => {
    const service = await fresh({ options: { statusUrlKey: 'statusURL' } });
    assert.ok('statusURL' in (await service.createReplica({ async: true })));
  });

  it('is not known by another id', async () => {
    const service = await fresh();
    assert.equal((await service.get<Failure>('jobs/j0')).error.code, 404);
  });

  describe('made to fail', () => {
    it('before the commit leaves nothing', async () => {
      const service = await fresh();
      await service.fault({ operation: 'synchronizeReplica', kind: 'jobFails', message: 'No disk' });
      const globalId = newGlobalId();
      const { statusUrl } = await submitSync(service, { edits: [edits(0, { adds: [point(globalId)] })] });
      const job = await finished(service, statusUrl);
      assert.deepEqual([job.status, job.error?.message], ['Failed', 'No disk']);
      assert.equal(await service.row(0, globalId), undefined);
    });

    it('after the commit leaves the edits', async () => {
      const service = await fresh();
      await service.fault({ operation: 'synchronizeReplica', kind: 'jobFails', when: 'after' });
      const globalId = newGlobalId();
      const { statusUrl } = await submitSync(service, { edits: [edits(0, { adds: [point(globalId)] })] });
      assert.equal((await finished(service, statusUrl)).status, 'Failed');
      assert.ok(await service.row(0, globalId));
    });

    it('is forgotten though its work is done', async () => {
      const service = await fresh();
      await service.fault({ operation: 'synchronizeReplica', kind: 'jobForgotten' });
      const globalId = newGlobalId();
      const { statusUrl } = await submitSync(service, { edits: [edits(0, { adds: [point(globalId)] })] });
      const job = await finished(service, statusUrl);
      assert.equal(job.error?.code, 404);
      assert.ok(await service.row(0, globalId));
    });

    it('completes with a result file that holds nothing but an error', async () => {
      const service = await fresh();
      await service.fault({ operation: 'synchronizeReplica', kind: 'resultError' });
      const { statusUrl } = await submitSync(service, {});
      const job = await finished(service, statusUrl);
      assert.equal(job.status, 'Completed');
      assert.deepEqual(Object.keys(await service.get(job.resultUrl)), ['error']);
    });
  });
});
