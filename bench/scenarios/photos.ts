/** 100 photos of 3 MB, through the controller or as plainly as IndexedDB can. */
import { randomFillSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { nameOf, type DataSet } from '../data/model.js';
import type { Measurement } from '../measurements.js';
import { spread } from './edits.js';
import type { Published } from '../server/serve.js';
import type { Scene } from './scene.js';

const PHOTOS = 100;
const SIZE = 3_000_000;

export async function takePhotos(scene: Scene, data: DataSet, round: number): Promise<readonly Measurement[]> {
  const source = await scene.library.source(data, false);
  const page = await scene.profile.page('gdb-sync');
  await page.evaluate((from) => window.bench.load(from), source);
  await page.evaluate(() => window.bench.photos());
  const ids = spread(data, 0, 1, PHOTOS);
  const album = makeAlbum();
  try {
    await page.evaluate(async () => {
      (await window.bench.photos()).offerInput();
    });
    await page.locator('input').setInputFiles([...album.files]);
    return await measure(page, { source, ids, scene, data, round });
  } finally {
    album.remove();
  }
}

interface Shooting {
  readonly source: Published;
  readonly ids: readonly string[];
  readonly scene: Scene;
  readonly data: DataSet;
  readonly round: number;
}

async function measure(page: Page, { source, ids, scene, data, round }: Shooting): Promise<readonly Measurement[]> {
  const watch = scene.profile.watch();
  const ms = await page.evaluate(
    async ([from, globalIds]) => (await window.bench.photos()).viaController(from, globalIds),
    [source, ids] as const,
  );
  const spent = watch.end();
  const wrong = await page.evaluate(async ([from, globalIds]) => (await window.bench.photos()).check(from, globalIds), [
    source,
    ids,
  ] as const);
  if (wrong !== null) throw new Error(wrong);
  return told(data, round, { ms: ['photos.ms', ms], mb: ['photos.renderer.mb', spent.renderer] });
}

export async function takePlainPhotos(scene: Scene, data: DataSet, round: number): Promise<readonly Measurement[]> {
  const page = await scene.profile.page('gdb-sync');
  await page.evaluate(() => window.bench.photos());
  const watch = scene.profile.watch();
  const ms = await page.evaluate(async (count) => (await window.bench.photos()).viaTransactions(count), PHOTOS);
  return told(data, round, { ms: ['photos-plain.ms', ms], mb: ['photos-plain.renderer.mb', watch.end().renderer] });
}

interface Album {
  readonly files: readonly string[];
  readonly remove: () => void;
}

/** Photos that no other is like. */
function makeAlbum(): Album {
  const folder = mkdtempSync(join(tmpdir(), 'gdb-photos-'));
  const bytes = randomFillSync(new Uint8Array(SIZE));
  const files = Array.from({ length: PHOTOS }, (_, no) => {
    const path = join(folder, `photo-${String(no)}.jpg`);
    bytes[0] = no;
    writeFileSync(path, bytes);
    return path;
  });
  return {
    files,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Told = Readonly<Record<'ms' | 'mb', readonly [Measurement['what'], number | null]>>;

function told(data: DataSet, round: number, values: Told): readonly Measurement[] {
  return [values.ms, values.mb].flatMap(([what, value]) =>
    value === null ? [] : [{ what, store: 'gdb-sync', layer: nameOf(data), round, values: [value] }],
  );
}
