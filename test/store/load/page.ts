/** A page of its own, in a frame: takes in a large reply and tells the test what became of it. */
import { startWorker, workerUrl } from '../../../src/store/worker/start-worker.js';
import { Device, notes, points, POINTS, record, row, take, NOTES } from '../fixture.js';

/** What the frame tells. */
export interface PageReport {
  readonly worker: boolean;
  readonly count: number;
  /** Milliseconds between two turns of the page meanwhile, on average: how many turns there are depends on the machine. */
  readonly wait: number;
  readonly error: string | null;
  /** Where this script came from. */
  readonly bundle: string;
}

const ROWS = 40_000;

async function run(): Promise<PageReport> {
  const named = document.body.dataset['worker'];
  const worker = named === undefined || named === '' ? workerUrl() : new URL(named);
  const probe = await startWorker(worker);
  probe?.terminate();
  const device = await Device.start(worker);
  const rows = Array.from({ length: ROWS }, (_, n) => {
    const { attributes, geometry } = row(n + 1, { x: (n * 7919) % 2000, y: (n * 104_729) % 2000 });
    return JSON.stringify({ attributes, geometry });
  });
  const body = new TextEncoder().encode(`{"layers":[{"id":${POINTS},"features":[${rows.join(',')}]}]}`);
  let turns = 0;
  const timer = setInterval(() => turns++, 5);
  const begun = performance.now();
  const { store, epoch } = device;
  const download = await store.beginDownload(epoch, { layers: [points, notes], bodyBytes: body.length });
  for (let start = 0; start < body.length; start += 65_536) {
    await store.feed(epoch, download, body.slice(start, start + 65_536).buffer);
  }
  await store.endOfBody(epoch, download);
  const commit = { geodatabase: record, generations: null, lastSyncAt: 1, settleAttempt: null };
  await store.commitDownload(epoch, download, { ...commit, take: take([POINTS, NOTES]) });
  clearInterval(timer);
  const wait = (performance.now() - begun) / turns;
  const count = await store.queryCount(POINTS, {});
  await device.stop();
  return { worker: probe !== null, count, wait, error: null, bundle: import.meta.url };
}

void run()
  .catch((error: unknown): PageReport => ({
    worker: false,
    count: 0,
    wait: 0,
    error: String(error),
    bundle: import.meta.url,
  }))
  .then((report) => {
    parent.postMessage(report, '*');
  });
