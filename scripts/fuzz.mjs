/**
 * `npm run fuzz`: damaged and forged inputs for every reader, in a process that is watched: an input that takes more than 30 seconds is named, and ends
 * the run. `npm run fuzz -- geodatabase --count 50000 --seed 1` for one of them. The same seed makes the same inputs.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const patience = 30_000;
/** Inputs of each reader, where no count is given. */
const counts = { service: 40_000, scanner: 40_000, rescue: 10_000, geodatabase: 50_000, delta: 10_000 };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const readers = /** @type {(keyof typeof counts)[]} */ (positionals.length > 0 ? positionals : Object.keys(counts));
for (const reader of readers)
  if (!(reader in counts))
    throw new Error(`There is no reader ${reader}; there are ${Object.keys(counts).join(', ')}.`);
if (process.send) await work();
else watch();

function watch() {
  const child = fork(fileURLToPath(import.meta.url), process.argv.slice(2));
  let [input, at] = ['', performance.now()];
  const clock = setInterval(() => {
    if (performance.now() - at < patience) return;
    console.error(`One of the inputs from ${input} on, with seed ${values.seed}, does not end.`);
    child.kill('SIGKILL');
  }, 1000);
  child.on('exit', (code) => {
    clearInterval(clock);
    process.exitCode = code ?? 1;
  });
  child.on('message', (message) => {
    [input, at] = [String(message), performance.now()];
  });
}

async function work() {
  const fuzzers = {
    service: async () => (await import('../test/node/fuzz/fuzz-service.js')).fuzzService,
    scanner: async () => (await import('../test/node/fuzz/fuzz-scanner.js')).fuzzScanner,
    rescue: async () => (await import('../test/node/fuzz/fuzz-rescue.js')).fuzzRescue,
    geodatabase: async () => (await import('../test/node/geodatabase/fuzz.js')).fuzzGeodatabases,
    delta: async () => (await import('../test/node/geodatabase/fuzz.js')).fuzzDeltas,
  };
  // Node does not wait for the bytes of a Blob.
  const alive = setInterval(() => undefined, 1000);
  let [tried, crashes] = [0, 0];
  for (const reader of readers) {
    const count = Number(values.count ?? counts[reader]);
    const onFile = (/** @type {number} */ n) => void (n % 20 === 0 && process.send?.(`${reader} ${n}`));
    const fuzz = await fuzzers[reader]();
    const { outcomes, failures, slowestMs } = await fuzz({ count, seed: Number(values.seed), onFile });
    for (const failure of failures.slice(0, 20)) console.error(failure);
    console.log(`${reader}: ${count} inputs, ${JSON.stringify(outcomes)}, slowest ${Math.round(slowestMs)} ms`);
    tried += count;
    crashes += failures.length;
  }
  console.log(`${tried} inputs tried, ${crashes} crashes`);
  process.exitCode = crashes > 0 ? 1 : 0;
  clearInterval(alive);
  process.disconnect();
}
