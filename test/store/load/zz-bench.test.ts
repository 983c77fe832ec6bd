import { Device, notes, points, record } from '../fixture.js';
const url = '/bench-body.json';
async function load(device: Device): Promise<{ total: number; fed: number; stall: number }> {
  let stall = 0;
  let last = performance.now();
  let on = true;
  const tick = () => {
    const t = performance.now();
    stall = Math.max(stall, t - last);
    last = t;
    if (on) setTimeout(tick, 0);
  };
  tick();
  const t0 = performance.now();
  const response = await fetch(url, { cache: 'no-store' });
  const total = Number(response.headers.get('content-length'));
  const id = await device.store.beginDownload(device.epoch, { layers: [points, notes], bodyBytes: total });
  const reader = response.body!.getReader();
  const fed = new Set<Promise<void>>();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    while (fed.size >= 4) await Promise.race(fed);
    const f: Promise<void> = device.store
      .feed(device.epoch, id, value.buffer as ArrayBuffer)
      .finally(() => fed.delete(f));
    fed.add(f);
  }
  await Promise.all(fed);
  const t1 = performance.now();
  await device.store.endOfBody(device.epoch, id);
  await device.store.commitDownload(device.epoch, id, {
    geodatabase: record,
    generations: null,
    lastSyncAt: 1,
    settleAttempt: null,
    take: [
      { layerId: 0, mode: 'replace' },
      { layerId: 1, mode: 'replace' },
    ],
  });
  on = false;
  return { total: performance.now() - t0, fed: t1 - t0, stall };
}
it('bench', async function () {
  this.timeout(200_000);
  const lines: string[] = [];
  for (let round = 0; round < 4; round++) {
    const t0 = performance.now();
    const text = await (await fetch(url, { cache: 'no-store' })).text();
    const rows = JSON.parse(text).layers[0].features.length;
    const floor = performance.now() - t0;
    const device = await Device.start();
    const r = await load(device);
    lines.push(
      `rows ${rows} floor ${floor.toFixed(0)} load ${r.total.toFixed(0)} (fed ${r.fed.toFixed(0)}) stall ${r.stall.toFixed(0)} ratio ${(r.total / floor).toFixed(2)}`,
    );
    await device.stop();
  }
  console.log(lines.join('\n'));
});
