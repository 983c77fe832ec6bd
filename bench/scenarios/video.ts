/** A video of 500 MB in and out: what it takes of the page's memory. */
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PART_SIZE } from '../../src/shared/parts.js';
import { nameOf, type DataSet } from '../data/model.js';
import type { Measurement, What } from '../measurements.js';
import { spread } from './edits.js';
import type { Scene } from './scene.js';

const SIZE = 500_000_000;

export async function takeVideo(scene: Scene, data: DataSet, round: number): Promise<readonly Measurement[]> {
  const source = await scene.library.source(data, false);
  const page = await scene.profile.page('gdb-sync');
  await page.evaluate((from) => window.bench.load(from), source);
  await page.evaluate(async () => {
    (await window.bench.photos()).offerInput();
  });
  const [id = ''] = spread(data, 0, 1, 1);
  const folder = mkdtempSync(join(tmpdir(), 'gdb-video-'));
  try {
    await page.locator('input').setInputFiles(makeFilm(join(folder, 'video.mp4')));
    const coming = scene.profile.watch();
    const inMs = await page.evaluate(async ([from, globalId]) => (await window.bench.photos()).film(from, globalId), [
      source,
      id,
    ] as const);
    const inMb = coming.end().renderer;
    const going = scene.profile.watch();
    const { ms, bytes, isWhole } = await page.evaluate(
      async ([from, globalId]) => (await window.bench.photos()).play(from, globalId),
      [source, id] as const,
    );
    const outMb = going.end().renderer;
    if (bytes !== SIZE || !isWhole) throw new Error(`${String(bytes)} bytes, ${isWhole ? 'in order' : 'not in order'}`);
    const told: readonly (readonly [What, number | null])[] = [
      ['video-in.ms', inMs],
      ['video-in.renderer.mb', inMb],
      ['video-out.ms', ms],
      ['video-out.renderer.mb', outMb],
    ];
    return told.flatMap(([what, value]) =>
      value === null ? [] : [{ what, store: 'gdb-sync', layer: nameOf(data), round, values: [value] }],
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each part begins with its number, so that none can stand in for another. */
function makeFilm(path: string): string {
  const file = openSync(path, 'w');
  ftruncateSync(file, SIZE);
  for (let no = 0; no * PART_SIZE < SIZE; no += 1) {
    const mark = Buffer.alloc(4);
    mark.writeUInt32BE(no);
    writeSync(file, mark, 0, 4, no * PART_SIZE);
  }
  closeSync(file);
  return path;
}
