/**
 * `npm run rescue:memory -- --mb 1024`: photos of so many MB are exported and imported in a real Chromium under the strict header, sealed and not,
 * while the memory of its renderers is watched; `--kinds sealed` for one of the two. Prints what each step took, and its peak over the page at rest. Fails where a peak is above `--limit`
 * MB (default 256): that would be memory that grows with the photos.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    mb: { type: 'string', default: '1024' },
    limit: { type: 'string', default: '256' },
    kinds: { type: 'string', default: 'plain,sealed' },
  },
});
const megabytes = Number(values.mb);
const photo = 64;

const { createWorld, goTo } = await import('../test/journeys/world.js');
const world = await createWorld();
const context = await world.profile().open();
const page = await goTo(context, `${world.pageUrl}?watch=0`);
let worst = 0;
try {
  await page.evaluate(async () => {
    const { controller } = /** @type {any} */ (window).gdbDemo;
    await controller.ready;
    await controller.generateGeodatabase(await controller.createDefaultGenerateGeodatabaseParameters());
  });
  for (let at = 0; at < megabytes; at += photo) {
    const size = Math.min(photo, megabytes - at);
    await page.evaluate(addPhoto, size);
  }
  for (const kind of values.kinds.split(',')) {
    const passphrase = kind === 'sealed' ? 'four words of mine' : undefined;
    await measured(`export, ${kind}`, () => page.evaluate(exportFile, passphrase));
    await measured(`import, ${kind}`, () => page.evaluate(importFile, passphrase));
  }
} finally {
  await context.close();
  await world.close();
}
console.log(`worst peak ${Math.round(worst)} MB over rest, for ${megabytes} MB of photos`);
if (worst > Number(values.limit)) process.exitCode = 1;

/** @param {number} size MB */
async function addPhoto(size) {
  const { controller } = /** @type {any} */ (window).gdbDemo;
  const [row] = (await controller.queryFeatures(0, { resultRecordCount: 1 })).features;
  const pieces = [];
  for (let i = 0; i < size * 16; i += 1) pieces.push(new Blob([crypto.getRandomValues(new Uint8Array(65_536))]));
  await controller.addAttachment(0, row.globalId, new File(pieces, 'video.mp4', { type: 'video/mp4' }));
}

/** @param {string | undefined} passphrase */
async function exportFile(passphrase) {
  const { controller } = /** @type {any} */ (window).gdbDemo;
  const folder = await navigator.storage.getDirectory();
  const to = await (await folder.getFileHandle('rescue', { create: true })).createWritable();
  const { size } = await controller.exportPendingEdits({ to, passphrase });
  return `${Math.round(size / 1e6)} MB file`;
}

/** Every photo is read, proved and staged before it turns out to be known here. @param {string | undefined} passphrase */
async function importFile(passphrase) {
  const { controller } = /** @type {any} */ (window).gdbDemo;
  const folder = await navigator.storage.getDirectory();
  const file = await (await folder.getFileHandle('rescue')).getFile();
  return JSON.stringify(await controller.importPendingEdits(file, { passphrase }));
}

/**
 * @param {string} what
 * @param {() => Promise<string>} work
 */
async function measured(what, work) {
  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const rest = renderersMb();
  let peak = rest;
  const timer = setInterval(() => {
    peak = Math.max(peak, renderersMb());
  }, 100);
  const start = performance.now();
  const told = await work();
  clearInterval(timer);
  worst = Math.max(worst, peak - rest);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    `${what}: ${told}, ${seconds} s, renderers ${Math.round(rest)} MB at rest, ${Math.round(peak)} MB at peak`,
  );
}

/** Resident memory of the renderers of the browser that this process started. */
function renderersMb() {
  /** @type {Map<number, { parent: number, command: string, kb: number }>} */
  const processes = new Map();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      const number = (/** @type {RegExp} */ pattern) => Number(pattern.exec(status)?.[1] ?? 0);
      processes.set(Number(name), { parent: number(/^PPid:\s+(\d+)/m), command, kb: number(/^VmRSS:\s+(\d+)/m) });
    } catch {
      // Ended while it was read.
    }
  }
  const isOurs = (/** @type {number} */ pid) => {
    for (let at = pid; at > 1; at = processes.get(at)?.parent ?? 0) if (at === process.pid) return true;
    return false;
  };
  const renderers = [...processes].filter(([pid, { command }]) => command.includes('--type=renderer') && isOurs(pid));
  return renderers.reduce((sum, [, { kb }]) => sum + kb, 0) / 1024;
}
