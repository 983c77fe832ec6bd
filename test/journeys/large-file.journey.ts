/**
 * A mobile geodatabase of 1 GB, nearly all of it attachments, loaded in real Chromium: memory stays flat, and the speed is told beside that of reading
 * the same bytes and doing nothing with them. Runs only when it is named.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import sqlite from 'node-sqlite3-wasm';
import { chromium } from 'playwright-core';
import { ProcessWatch } from '../../bench/browser/processes.js';
import { chromiumArgs, requireBrowser } from '../../scripts/find-browser.mjs';
import type { SyncController } from '../../src/controller/types.js';
import { makeOfficeFile } from '../support/mobile-file.js';
import { createWorld, goTo } from './world.js';
import type { World } from './world.js';

interface Page {
  readonly gdbDemo: { readonly controller: SyncController };
}

const MB = 1024 * 1024;
const SIZE = 1024 * MB;
const VIDEO = 16 * MB;
/** Growth of the page's process that the load may cause, in MB. */
const MOST = 150;

let world: World;
let folder: string;
before(async () => {
  world = await createWorld();
  folder = mkdtempSync(join(tmpdir(), 'gdb-large-'));
});
after(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The office's file with videos of zeros added, until it is large enough. */
async function makeLargeFile(): Promise<{ path: string; videos: number }> {
  const path = join(folder, 'large.geodatabase');
  const office = await makeOfficeFile(world.service);
  writeFileSync(path, Buffer.from(await office.file.arrayBuffer()));
  const database = new sqlite.Database(path);
  const table = String(database.get(`SELECT name FROM sqlite_master WHERE name LIKE '%__ATTACH' LIMIT 1`)?.['name']);
  const layer = table.replace('__ATTACH', '');
  const parents = database
    .all(`SELECT GlobalID FROM "${layer}" WHERE SHAPE IS NOT NULL`)
    .map((row) => String(row['GlobalID']));
  const videos = Math.ceil(SIZE / VIDEO);
  for (let i = 0; i < videos; i++)
    database.run(
      `INSERT INTO "${table}" VALUES (?, ?, ?, 'video/mp4', ?, ${String(VIDEO)}, zeroblob(${String(VIDEO)}), '', ?, 2460000.5, 5373484.49998843)`,
      [
        100_000 + i,
        `{${crypto.randomUUID().toUpperCase()}}`,
        parents[i % parents.length] ?? '',
        `video-${String(i)}.mp4`,
        100_000 + i,
      ],
    );
  database.close();
  return { path, videos };
}

test('1 GB is loaded with memory that does not grow with the file', { timeout: 540_000 }, async () => {
  const { path, videos } = await makeLargeFile();
  const size = statSync(path).size;
  assert.ok(size >= SIZE);
  const profile = join(folder, 'profile');
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: requireBrowser('chromium'),
    args: [...chromiumArgs(), '--disable-background-networking', '--no-first-run'],
    chromiumSandbox: false,
  });
  const page = await goTo(context, world.pageUrl);
  await page.waitForFunction(() => (window as unknown as Page).gdbDemo.controller.state.opened);
  await page.evaluate(() => {
    const input = Object.assign(document.createElement('input'), { type: 'file', id: 'large' });
    document.body.append(input);
  });
  await page.locator('#large').setInputFiles(path);

  const readMs = await page.evaluate(async () => {
    const file = document.querySelector<HTMLInputElement>('#large')?.files?.[0] ?? new File([], '');
    const start = performance.now();
    for (let at = 0; at < file.size; at += 2 ** 18) await file.slice(at, at + 2 ** 18).arrayBuffer();
    return performance.now() - start;
  });
  const watch = new ProcessWatch(profile);
  const loadMs = await page.evaluate(async () => {
    const file = document.querySelector<HTMLInputElement>('#large')?.files?.[0];
    const start = performance.now();
    const { controller } = (window as unknown as Page).gdbDemo;
    await controller.registerGeodatabase(file);
    return performance.now() - start;
  });
  const spent = watch.end();
  const count = await page.evaluate(async () => {
    const { controller } = (window as unknown as Page).gdbDemo;
    const { features } = await controller.queryFeatures(0);
    const all = await controller.queryAttachments(
      0,
      features.map(({ globalId }) => globalId),
    );
    return all.filter((one) => one.name.startsWith('video-') && one.state.kind === 'received' && one.state.bytesHere)
      .length;
  });
  await context.close();
  const speed = (ms: number): string => `${(size / 1e6 / (ms / 1000)).toFixed(0)} MB/s`;
  const grown = (mb: number | null): string => (mb === null ? 'unknown' : `${mb.toFixed(0)} MB`);
  console.log(
    `${(size / 1e9).toFixed(2)} GB loaded at ${speed(loadMs)}; reading the same bytes: ${speed(readMs)} (${(loadMs / readMs).toFixed(1)} times as long). Growth of the page ${grown(spent.renderer)}, of the browser ${grown(spent.browser)}.`,
  );
  assert.equal(count, videos, 'every video is on this device');
  if (spent.renderer !== null) assert.ok(spent.renderer < MOST, `the page grew by ${grown(spent.renderer)}`);
});
