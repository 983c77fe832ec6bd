import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Recorder } from '../../bin/check/exchanges.js';
import { readPass } from '../../bin/check/read-pass.js';
import { questions, sightings } from '../../bin/check/sightings.js';
import { writePass } from '../../bin/check/write-pass.js';
import { variants } from '../../emulator/variants/table.js';
import { DEFAULT_TIMEOUTS, Requester } from '../../src/service/request.js';
import { TokenSource } from '../../src/service/token.js';
import { useEmulator } from '../emulator/support/emulator.js';
import type { QueryJson } from '../emulator/support/replies.js';
import type { Service } from '../emulator/support/service.js';

const { fresh } = useEmulator();
const folder = mkdtempSync(join(tmpdir(), 'gdb-check-'));
after(() => rmSync(folder, { recursive: true }));

/** What a check sees of a service that it may write to, and what it leaves behind. */
async function checked(service: Service): Promise<{ seen: Map<string, string | null>; left: readonly string[] }> {
  const recorder = new Recorder();
  const { signal } = new AbortController();
  const tokens = new TokenSource(service.url, undefined);
  const more = { now: Date.now, timeouts: DEFAULT_TIMEOUTS };
  const requester = new Requester({ fetch: recorder.fetch, serviceUrl: service.url, tokens, ...more });
  const inspection = await readPass(requester, recorder, signal);
  const left = await writePass(requester, recorder, { inspection, layerId: 0, signal, pollMs: 5 });
  return { seen: new Map(sightings(recorder.exchanges).map(({ name, seen }) => [name, seen])), left };
}

/** What only chance or another operation shows: a check says "not seen". */
const unseen = new Set([
  'tableQueryOption',
  'failedJob',
  'leavingRows',
  'staleGeneration',
  'replicaLock',
  'deltas',
  'versionPer',
  'rollbackReply',
  'rollbackCode',
  'editMomentKey',
  'attachmentReply',
  'fileRanges',
  'retryAfter',
]);

/** Where one look cannot tell two variants apart, what it says of each. */
const told: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
  echoOwnEdits: { tracked: 'tracked or always', always: 'tracked or always' },
  jobStates: { few: null },
  uploadReference: { either: 'uploadId', url: null },
};

describe('gdb-check --write', () => {
  it('asks each question whose answer is unsure, and no other', () => {
    assert.deepEqual(questions.map(({ name }) => name).sort(), Object.keys(variants).sort());
  });

  for (const [name, { values }] of Object.entries(variants)) {
    for (const value of values) {
      const expected = unseen.has(name)
        ? null
        : (told[name]?.[value] ?? (told[name] && value in told[name] ? null : value));
      it(`sees ${name}=${value} as ${expected ?? 'not seen'}, and leaves nothing behind`, async () => {
        const service = await fresh({
          sample: 3,
          options: { [name]: value, jobDelayMs: /^(jobStates|statusSpelling)$/.test(name) ? 200 : 5 },
        });
        if (name === 'replicaGenerations') await service.createReplica({ syncModel: 'perLayer' });
        const had = (await service.get<unknown[]>('replicas')).length;
        const rows = await service.post<QueryJson>('0/query', { where: '1=1', outFields: '*' });
        const { seen, left } = await checked(service);
        assert.equal(seen.get(name), expected);
        assert.deepEqual(left, []);
        assert.equal((await service.get<unknown[]>('replicas')).length, had);
        assert.deepEqual((await service.query(0)).length, rows.features.length);
      });
    }
  }
});

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(...args: string[]): Promise<Run> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/gdb-check.ts', ...args]);
  let [out, err] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (err += data.toString()));
  return new Promise((resolve) => child.on('exit', (code) => resolve({ code, out, err })));
}

const writing = [
  'createReplica',
  'synchronizeReplica',
  'applyEdits',
  'register',
  'upload',
  'uploadPart',
  'unRegisterReplica',
];

describe('gdb-check', () => {
  it('writes nothing unless it is told, and says so where that hides something', async () => {
    const service = await fresh();
    const { code, out } = await run(service.url);
    assert.equal(code, 0, out);
    assert.match(out, /Can go offline: layers 0, 1, 2/);
    assert.match(out, /duplicateAdd +not seen/);
    const log = await service.log();
    assert.deepEqual(
      log.filter(({ operation }) => writing.includes(operation)),
      [],
    );
  });

  it('says what is missing and what to switch on, and ends with 3', async () => {
    const service = await fresh({ options: { capabilities: 'Query,Create' } });
    const { code, out } = await run(service.url, '--write', '0');
    assert.equal(code, 3);
    assert.match(out, /Cannot go offline\n✖ Sync is off.*\n.*Enable sync/);
  });

  it('writes a report without token, host, names or attributes', async () => {
    const service = await fresh({ options: { secured: true } });
    const asked = { username: 'admin', password: 'admin' };
    const { token } = await service.post<{ token: string }>('/tokens/generateToken', asked);
    const [tokenFile, report] = [join(folder, 'token'), join(folder, 'report.json')];
    writeFileSync(tokenFile, `${token}\n`);
    const { code, out, err } = await run(service.url, '--token-file', tokenFile, '--write', '0', '--report', report);
    assert.equal(code, 0, err);
    const text = readFileSync(report, 'utf8');
    const { layers } = await service.get<{ layers: { name: string }[] }>('', { token });
    const secrets = [token, new URL(service.url).host, 'Inspections', 'admin', ...layers.map(({ name }) => name)];
    for (const secret of secrets) assert.ok(!text.includes(secret), secret);
    assert.ok(!out.includes(token) && !err.includes(token));
    assert.equal((JSON.parse(text) as { variants: Record<string, string> }).variants['duplicateAdd'], 'error');
    const rows = text.match(/"not seen"/g) ?? [];
    assert.ok(rows.length >= 5 && rows.length < 20);
  });

  it('explains itself, and refuses wrong use with 2', async () => {
    const help = await run('--help');
    assert.deepEqual([help.code, /--write LAYER/.test(help.out)], [0, true]);
    for (const args of [
      [],
      ['ftp://x/FeatureServer'],
      ['https://x.org/FeatureServer', '--write', 'all'],
      ['--nonsense'],
    ])
      assert.equal((await run(...args)).code, 2, args.join(' '));
  });

  it('ends with 1 where a token is needed, and says how to give one', async () => {
    const { code, err } = await run((await fresh({ options: { secured: true } })).url);
    assert.equal(code, 1);
    assert.match(err, /--token-file/);
  });
});
