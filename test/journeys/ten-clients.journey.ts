/**
 * Ten clients in three browser engines edit and sync at random; at the end all equal the service, row for row and byte for byte:
 * `npm run journeys -- ten-clients`. `CLIENT_SECONDS` sets how long (120).
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startEmulator } from '../../emulator/node/serve.js';
import { buildDemo, serveDemo } from '../../scripts/demo.mjs';
import { withWebKit } from '../../scripts/with-webkit.mjs';
import { toGlobalId } from '../../src/shared/ids.js';
import { TestService } from '../support/service.js';
import { chromiumClients, firefoxClients, webkitClients, type Client, type Engine } from './engines.js';
import { rowText, startRobot, type RobotReport } from './robot.js';

const seconds = Number(process.env['CLIENT_SECONDS'] ?? 120);

async function report(client: Client): Promise<RobotReport> {
  return JSON.parse(String(await client.run('JSON.stringify(window.robot)'))) as RobotReport;
}

async function allDone(clients: readonly Client[], withinMs: number): Promise<readonly RobotReport[]> {
  const end = Date.now() + withinMs;
  for (;;) {
    const reports = await Promise.all(clients.map(report));
    if (reports.every(({ isDone }) => isDone)) return reports;
    const late = clients.filter((_, at) => reports[at]?.isDone === false).map(({ name }) => name);
    assert.ok(Date.now() < end, `still at work: ${late.join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** What the service has, in the words of a robot's report. */
async function serverSays(service: TestService): Promise<Pick<RobotReport, 'rows' | 'photos'>> {
  const rows: Record<string, string> = {};
  const photos: Record<string, string> = {};
  for (const layerId of [0, 1, 2]) {
    for (const row of await service.features(layerId)) {
      const { attributes } = row;
      const key = `${String(layerId)} ${toGlobalId(String(attributes['GlobalID']))}`;
      assert.ok(!(key in rows), `${key} is there once`);
      rows[key] = rowText(row);
      if (layerId === 2) continue;
      const objectId = Number(attributes['OBJECTID']);
      for (const info of await service.attachmentInfos(layerId, objectId)) {
        const { id, globalId } = info as unknown as { id: number; globalId: string };
        const bytes = await (
          await fetch(`${service.url}/${String(layerId)}/${String(objectId)}/attachments/${String(id)}`)
        ).arrayBuffer();
        photos[toGlobalId(globalId)] = createHash('sha256').update(new Uint8Array(bytes)).digest('hex');
      }
    }
  }
  return { rows, photos };
}

type Texts = Readonly<Record<string, string>>;

/** Where a client and the service do not agree, in words. */
function differences(client: Texts, server: Texts): readonly string[] {
  const keys = [...new Set([...Object.keys(client), ...Object.keys(server)])].filter(
    (key) => client[key] !== server[key],
  );
  return keys.map((key) => `${key}: ${client[key] ?? 'not here'}, on the service ${server[key] ?? 'not there'}`);
}

test(`ten clients in three engines for ${String(seconds)} s`, { timeout: 1_200_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gdb-ten-clients-'));
  const emulator = await startEmulator({ port: 0, db: join(folder, 'service.sqlite') });
  const service = await TestService.create({}, 20, emulator.url.replace(/\/$/, ''));
  const dir = join(folder, 'demo');
  await buildDemo({ outDir: dir, serviceUrl: service.url });
  const demos = await Promise.all(
    [0, 1, 2].map(() => serveDemo({ port: 0, dir, connectSrc: [new URL(service.url).origin] })),
  );
  const urls = demos.map(({ url }) => `${url}?watch=0`);
  const engines: Engine[] = [];
  try {
    await withWebKit(async (port) => {
      engines.push(await chromiumClients(urls[0] ?? '', 4));
      engines.push(await firefoxClients(urls[0] ?? '', 3));
      engines.push(await webkitClients(urls, port));
      const clients = engines.flatMap((engine) => engine.clients);
      assert.equal(clients.length, 10);
      // What the test's compiler adds for names has no meaning in a page.
      const inPage = (part: () => unknown): string =>
        `(() => { const __name = (f) => f; return (${part.toString()}); })()`;
      const [robot, textOf] = [inPage(startRobot as () => unknown), inPage(rowText as () => unknown)];
      for (const [at, client] of clients.entries()) {
        while ((await client.run('Boolean(window.gdbDemo)')) !== true)
          await new Promise((resolve) => setTimeout(resolve, 200));
        await client.run(`(${robot})(${String(at + 1)}, ${String(seconds * 1000)}, ${textOf}) ?? null`);
      }
      const worked = await allDone(clients, seconds * 1000 + 240_000);
      for (const client of clients) await client.run('window.settleRobot() ?? null');
      const settled = await allDone(clients, 180_000);
      for (const [at, { syncs, edits, refused, problems }] of settled.entries())
        console.log(
          `${clients[at]?.name ?? ''}: ${String(edits)} edits, ${String(syncs)} syncs, ${String(refused)} refused${problems.length > 0 ? `, ${problems.join('; ').slice(0, 400)}` : ''}`,
        );
      assert.ok(worked.every(({ edits }) => edits > 0));
      const server = await serverSays(service);
      console.log(
        `the service: ${String(Object.keys(server.rows).length)} rows, ${String(Object.keys(server.photos).length)} attachments`,
      );
      for (const [at, { rows, photos }] of settled.entries()) {
        assert.deepEqual(differences(rows, server.rows), [], `${clients[at]?.name ?? ''} has the rows of the service`);
        assert.deepEqual(
          differences(photos, server.photos),
          [],
          `${clients[at]?.name ?? ''} has the bytes of the service`,
        );
      }
      for (const engine of engines.splice(0).reverse()) await engine.close();
      return 0;
    });
  } finally {
    for (const engine of engines) await engine.close().catch(() => undefined);
    for (const demo of demos) await demo.close();
    await emulator.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
