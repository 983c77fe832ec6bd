/**
 * `npm run soak -- --minutes 10`: one page edits, attaches and syncs as fast as it can, and another client as well; what comes also goes, so that the
 * geodatabase stays as large as it is. Memory of page and worker (after a collection of garbage) and the store's size must level off.
 */
import { parseArgs } from 'node:util';
import { ensureBrowsers } from '../../../scripts/ensure-browser.mjs';
import { LAYER_IDS, smallService } from '../small-service.js';
import { createProofWorld, Tab } from '../world.js';
import { heapBytes, watchWorkers } from './heap.js';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const endsAt = performance.now() + Number(values.minutes) * 60_000;
/** Between two looks at memory and store. */
const SYNCS = 25;
/** So many days pass in between: what is kept for some days must go after them. */
const DAYS = 1;
/** A last third that holds so much more than the one before it goes on growing. */
const GROWTH = 1.1;
const SLACK_MB = 2;

interface Sample {
  readonly syncs: number;
  readonly heapMB: number;
  readonly storeMB: number;
}

ensureBrowsers(['chromium']);
const world = await createProofWorld({ speed: 20 });
const samples: Sample[] = [];
try {
  const service = await smallService(world.emulator, { rows: 200 });
  const context = await world.newContext();
  const tab = await Tab.open(context, world.pageUrl, { serviceUrl: service.url, name: 'me', settleMs: 2_000 });
  const cdp = await context.newCDPSession(tab.page);
  const workers = await watchWorkers(cdp);
  await tab.insist('generate');
  const rows = (await tab.look(LAYER_IDS)).rows.filter(({ layerId }) => layerId === 0).map(({ globalId }) => globalId);
  let before: string | null = null;
  for (let syncs = 1; performance.now() < endsAt; syncs += 1) {
    const row = rows[syncs % rows.length] ?? '';
    const added = crypto.randomUUID();
    await tab.edit({ kind: 'update', layerId: 0, globalId: row, fields: { NOTES: `sync ${String(syncs)}` } });
    await tab.edit({ kind: 'add', layerId: 0, globalId: added, fields: { NAME: `sync ${String(syncs)}` } });
    await tab.edit({ kind: 'photo', layerId: 0, parent: added, seed: syncs, size: 100_000 });
    // With its row the photo of the sync before goes.
    if (before !== null) await tab.edit({ kind: 'delete', layerId: 0, globalId: before });
    before = added;
    const objectId = (syncs % rows.length) + 1;
    await service.applyEdits(0, { updates: [{ attributes: { OBJECTID: objectId, COUNT: syncs } }] });
    if ((await tab.insist('sync')) === null) throw new Error(`sync ${String(syncs)} never ended`);
    if (syncs % SYNCS > 0) continue;
    await service.clearLog();
    await tab.jumpClock(DAYS * 24 * 3_600_000);
    // What this proof notes of the page itself is no growth of the page.
    await tab.requests();
    const heap = await heapBytes(cdp, workers);
    const usage = await tab.page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
    samples.push({ syncs, heapMB: heap / 1e6, storeMB: usage / 1e6 });
    if (syncs % (SYNCS * 4) === 0) print(samples.at(-1) as Sample);
  }
} finally {
  await world.close();
}
const third = Math.floor(samples.length / 3);
const median = (of: readonly Sample[], what: 'heapMB' | 'storeMB'): number =>
  of.map((sample) => sample[what]).sort((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0;
let failures = samples.length < 6 ? 1 : 0;
for (const what of ['heapMB', 'storeMB'] as const) {
  const [middle, last] = [median(samples.slice(third, 2 * third), what), median(samples.slice(2 * third), what)];
  const isLevel = last <= middle * GROWTH + SLACK_MB;
  if (!isLevel) failures += 1;
  console.log(
    `${isLevel ? 'ok    ' : 'FAILED'} ${what}: ${middle.toFixed(1)} in the second third, ${last.toFixed(1)} in the last`,
  );
}
console.log(`${String(samples.at(-1)?.syncs ?? 0)} syncs in ${values.minutes} min`);
process.exitCode = failures > 0 ? 1 : 0;

function print({ syncs, heapMB, storeMB }: Sample): void {
  console.log(`${String(syncs).padStart(5)} syncs: memory ${heapMB.toFixed(1)} MB, store ${storeMB.toFixed(1)} MB`);
}
