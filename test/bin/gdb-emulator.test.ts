import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { describe, it } from 'node:test';

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command; when it prints an address, `visit` gets it and the command is interrupted afterwards. */
function run(args: readonly string[], visit?: (url: string) => Promise<void>): Promise<Run> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/gdb-emulator.ts', ...args]);
  let [out, err] = ['', ''];
  let visiting: Promise<void> | undefined;
  child.stdout.on('data', (data: Buffer) => {
    out += data.toString();
    const url = /^(http\S+)\n/.exec(out)?.[1];
    if (url === undefined || visiting !== undefined) return;
    visiting = Promise.resolve(visit?.(url)).finally(() => child.kill('SIGINT'));
  });
  child.stderr.on('data', (data: Buffer) => (err += data.toString()));
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => {
      Promise.resolve(visiting).then(() => resolve({ code, out, err }), reject);
    });
  });
}

const getJson = async (url: string): Promise<unknown> => (await fetch(url)).json();

describe('gdb-emulator', () => {
  it('prints the address of its feature service, which answers, and ends with 0 on Ctrl-C', async () => {
    let root: unknown;
    const { code, out } = await run(['--port', '0'], async (url) => {
      root = await getJson(`${url}?f=json`);
    });
    assert.equal(code, 0);
    assert.match(out, /^http:\/\/127\.0\.0\.1:\d+\/arcgis\/rest\/services\/Inspections\/FeatureServer\n/);
    assert.ok((root as { syncEnabled: boolean }).syncEnabled);
    assert.match(out, /GET \S+FeatureServer 200/, 'a line per request');
  });

  it('is quiet, secured and faulty when told to', async () => {
    const asJson = JSON.stringify({ operation: 'restInfo', kind: 'jsonError', code: 77, occurrence: 2 });
    const args = ['--port', '0', '--quiet', '--secured', '--fault', 'service:token498:2', '--fault', asJson];
    const replies: unknown[] = [];
    const { out } = await run(args, async (url) => {
      for (let n = 0; n < 2; n++) replies.push(await getJson(`${url}?f=json`));
      for (let n = 0; n < 2; n++) replies.push(await getJson(new URL('/arcgis/rest/info?f=json', url).href));
    });
    const codes = (replies as { error?: { code: number } }[]).map(({ error }) => error?.code);
    assert.deepEqual(codes, [499, 498, undefined, 77]);
    assert.equal(out.trim().split('\n').length, 1);
  });

  it('behaves as its profile, its variants and its options say', async () => {
    const args = ['--profile', 'online', '--variant', 'guidFormat=braced', '--option', 'maxRecordCount=7'];
    let options: Record<string, unknown> = {};
    await run(['--port', '0', '--quiet', ...args], async (url) => {
      options = (await getJson(new URL('/control/services/arcgis/options', url).href)) as typeof options;
    });
    assert.deepEqual(
      [options['currentVersion'], options['guidFormat'], options['statusUrlForm'], options['maxRecordCount']],
      [12, 'braced', 'statusId', 7],
    );
    const { code, err } = await run(['--port', '0', '--variant', 'nothing=1']);
    assert.deepEqual([code, /there is no variant nothing/.test(err)], [1, true]);
  });

  it('lists profiles and variants in its help', async () => {
    const { out } = await run(['--help']);
    assert.match(out, /enterprise-10\.9 +ArcGIS Enterprise 10\.9/);
    assert.match(out, /duplicateAdd=error\|update\|duplicate\n +What becomes of an add/);
  });

  it('explains itself', async () => {
    const { code, out } = await run(['--help']);
    assert.equal(code, 0);
    for (const option of ['--port', '--db', '--data', '--fault', '--secured', '--quiet'])
      assert.ok(out.includes(option), option);
  });

  it('says what is wrong with its arguments', async () => {
    const wrong: [string[], RegExp][] = [
      [['--prot', '1'], /--prot/],
      [['--port', 'x'], /--port x is no port/],
      [['--port', '0', '--fault', 'query:explode'], /No such fault.*explode/s],
      [['--port', '0', '--data', 'nowhere.geojson'], /nowhere\.geojson/],
    ];
    for (const [args, message] of wrong) {
      const { code, err } = await run(args);
      assert.deepEqual([code, message.test(err)], [1, true], `${args.join(' ')}: ${err}`);
    }
  });

  it('says so when its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { code, err } = await run(['--port', String((other.address() as AddressInfo).port)]);
    other.close();
    assert.equal(code, 1);
    assert.match(err, /port is in use/);
  });
});
