import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, describe, it } from 'node:test';
import { startEmulator } from '../../emulator/node/serve.js';
import type { JobJson, SyncJson } from './support/replies.js';
import { edits, newGlobalId, point, Service } from './support/service.js';

/** maxRecordCount of the service */
const pageSize = 2000;
const folder = mkdtempSync(join(tmpdir(), 'emulator-restart-'));
const children: ChildProcess[] = [];
after(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const exited = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.once('exit', resolve));

/** Starts the command as a process of its own, on the same port again after a restart: clients keep its addresses. */
async function start(db: string, port = 0): Promise<{ child: ChildProcess; service: Service; port: number }> {
  const args = ['--import', 'tsx', 'bin/gdb-emulator.ts', '--port', String(port), '--db', db, '--quiet'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let errors = '';
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const line = new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve));
  const url = await Promise.race([
    line,
    exited(child).then((code) => Promise.reject(new Error(`ended with ${code}: ${errors}`))),
  ]);
  const { origin } = new URL(url);
  const service = new Service({ url, site: `${origin}/arcgis`, control: `${origin}/control/services/arcgis` });
  return { child, service, port: Number(new URL(url).port) };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await exited(child);
}

describe('an emulator with a database file', () => {
  it('has its edits, replicas, uploads and tokens after a restart', async () => {
    const db = join(folder, 'restart.sqlite');
    const emulator = await startEmulator({ db, sample: 10 });
    const service = new Service({ url: emulator.featureServerUrl, site: `${emulator.url}/arcgis`, control: '' });
    const replica = await service.createReplica();
    const globalId = newGlobalId();
    await service.sync(replica, { edits: [edits(0, { adds: [point(globalId)] })] });
    const uploadId = await service.upload('a.jpg', Uint8Array.of(1, 2));
    await emulator.close();

    const again = await startEmulator({ db, sample: 10 });
    try {
      const later = new Service({ url: again.featureServerUrl, site: `${again.url}/arcgis`, control: '' });
      assert.ok(await later.row(0, globalId));
      assert.equal((await later.query(0)).length, 11, 'the demo data are not published a second time');
      assert.ok((await later.sync(replica)).edits[0]?.features.adds.length);
      assert.equal((await later.get<{ committed: boolean }>(`uploads/${uploadId}`)).committed, true);
    } finally {
      await again.close();
    }
  });

  it('starts again after a kill -9 in mid-write, with all that was acknowledged and each edit once', async () => {
    const db = join(folder, 'killed.sqlite');
    let { child, service, port } = await start(db);
    const acknowledged: string[] = [];
    const sent: string[] = [];
    for (let round = 0; round < 3; round++) {
      const victim = child;
      setTimeout(() => victim.kill('SIGKILL'), 400);
      while (!victim.killed) {
        const batch = Array.from({ length: 50 }, newGlobalId);
        sent.push(...batch);
        const reply = await service
          .post<{ addResults?: unknown[] }>('0/applyEdits', {
            useGlobalIds: true,
            adds: batch.map((globalId) => point(globalId)),
          })
          .catch(() => undefined);
        if (reply?.addResults?.length === 50) acknowledged.push(...batch);
      }
      await exited(victim);
      // What a kill in the middle of a write leaves; made sure of, because the moment cannot be chosen.
      if (!existsSync(`${db}.lock`)) mkdirSync(`${db}.lock`);
      ({ child, service, port } = await start(db, port));
      const there = new Map<string, number>();
      for (let offset = 0; ; offset += pageSize) {
        const page = await service.query(0, { where: "name = 'New point'", resultOffset: offset });
        for (const { attributes } of page) {
          const globalId = String(attributes['GlobalID']);
          there.set(globalId, (there.get(globalId) ?? 0) + 1);
        }
        if (page.length < pageSize) break;
      }
      assert.ok(acknowledged.length > 0);
      assert.deepEqual(
        acknowledged.filter((globalId) => !there.has(globalId)),
        [],
        'nothing acknowledged is lost',
      );
      assert.ok(
        [...there.values()].every((count) => count === 1),
        'nothing is doubled',
      );
      const lastBatch = sent.slice(-50).filter((globalId) => there.has(globalId)).length;
      assert.ok(lastBatch === 0 || lastBatch === 50, `a batch is there whole or not at all, not ${lastBatch} of 50`);
    }
    await kill(child);
  });

  it('finishes after a restart the jobs that were cut short, each once', async () => {
    const db = join(folder, 'jobs.sqlite');
    let { child, service } = await start(db);
    const port = Number(new URL(service.url).port);
    await service.configure({ jobDelayMs: 2000 });
    const replica = await service.createReplica({ layers: '0' });
    const globalId = newGlobalId();
    const submitted = (await service.sync(replica, {
      async: true,
      edits: [edits(0, { adds: [point(globalId)] })],
    })) as unknown as { statusUrl: string };
    await kill(child);
    ({ child, service } = await start(db, port));
    await service.configure({ jobDelayMs: 10 });
    let job: JobJson;
    do {
      await new Promise((resolve) => setTimeout(resolve, 100));
      job = await service.get<JobJson>(submitted.statusUrl);
    } while (!['Completed', 'CompletedWithErrors', 'Failed'].includes(job.status));
    assert.equal(job.status, 'Completed');
    const result = await service.get<SyncJson>(job.resultUrl);
    assert.equal(result.editResults?.[0]?.addResults[0]?.globalId, globalId);
    assert.equal((await service.query(0, { where: `GlobalID='${globalId}'` })).length, 1);
    await kill(child);
  });

  it('refuses a database that another one has open', async () => {
    const db = join(folder, 'shared.sqlite');
    const { child } = await start(db);
    await assert.rejects(start(db), new RegExp(`in use by process ${child.pid}`));
    await assert.rejects(startEmulator({ db }), /in use by process/);
    await kill(child);
  });

  it('ends cleanly on Ctrl-C, leaving nothing but the database', async () => {
    const db = join(folder, 'ended.sqlite');
    const { child, service } = await start(db);
    await service.get('');
    child.kill('SIGINT');
    assert.equal(await exited(child), 0);
    assert.deepEqual([existsSync(db), existsSync(`${db}.pid`), existsSync(`${db}.lock`)], [true, false, false]);
  });
});
