import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { useEmulator } from '../emulator/support/emulator.js';

const { fresh } = useEmulator();
const folder = mkdtempSync(join(tmpdir(), 'gdb-replicas-'));
after(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(...args: string[]): Promise<Run> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/gdb-replicas.ts', ...args]);
  let [out, err] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (err += data.toString()));
  return new Promise((resolve) => child.on('exit', (code) => resolve({ code, out, err })));
}

describe('gdb-replicas', () => {
  it('lists the replicas of all to an admin: name, owner, when made and last synced', async () => {
    const service = await fresh({ options: { secured: true } });
    const tokenOf = async (name: string): Promise<string> =>
      (await service.post<{ token: string }>('/tokens/generateToken', { username: name, password: name })).token;
    await service.createReplica({ replicaName: 'Field day', token: await tokenOf('inspector') });
    const file = join(folder, 'token');
    writeFileSync(file, await tokenOf('admin'));
    const { code, out } = await run(service.url, '--token-file', file);
    assert.equal(code, 0);
    assert.match(out, /Field day {2}owner inspector {2}created 20\d\d-.* last sync 20\d\d-/);
    assert.match(out, /1 replica$/m);
  });

  it('leaves out what was synced of late, when asked for the old ones', async () => {
    const service = await fresh();
    await service.createReplica();
    assert.match((await run(service.url, '--older-than', '30d')).out, /^0 replicas$/m);
    assert.equal((await run(service.url, '--older-than', 'long')).code, 2);
  });

  it('shows what would be unregistered, and does it only after an explicit word', async () => {
    const service = await fresh();
    const { replicaID } = await service.createReplica();
    const kept = await service.createReplica();
    const dry = await run(service.url, '--unregister', replicaID);
    assert.match(dry.out, /Would unregister .*\nNothing was changed\. A phone may hold unsent work/);
    assert.equal((await service.get<unknown[]>('replicas')).length, 2);
    const { code, out } = await run(service.url, '--unregister', replicaID, '--yes');
    assert.deepEqual([code, out.startsWith('Unregistered ')], [0, true]);
    const left = await service.get<{ replicaID: string }[]>('replicas');
    assert.deepEqual(
      left.map((one) => one.replicaID),
      [kept.replicaID],
    );
  });

  it('never sends *, and asks for nothing when told to', async () => {
    const service = await fresh();
    await service.createReplica();
    for (const id of ['*', '', 'a*']) assert.equal((await run(service.url, '--unregister', id, '--yes')).code, 2, id);
    assert.deepEqual(await service.log('unRegisterReplica'), []);
  });

  it('says so when there is no such replica, and ends with 1', async () => {
    const { code, err } = await run((await fresh()).url, '--unregister', crypto.randomUUID(), '--yes');
    assert.equal(code, 1);
    assert.match(err, /There is no replica/);
  });

  it('explains itself', async () => {
    const { code, out } = await run('--help');
    assert.deepEqual([code, /--older-than/.test(out)], [0, true]);
  });
});
