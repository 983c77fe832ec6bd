/**
 * `npm run fuzz -- geodatabase --count 50000 --seed 1`: damaged files, read to their end, in a process that is watched: a file that takes more
 * than 30 seconds is named, and ends the run. The same seed makes the same files.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const patience = 30_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string', default: '50000' }, seed: { type: 'string', default: '1' } },
});
const options = { count: Number(values.count), seed: Number(values.seed) };
if (positionals.join() !== 'geodatabase') throw new Error('Only `geodatabase` can be fuzzed.');
if (process.send) await work();
else watch();

function watch() {
  const child = fork(fileURLToPath(import.meta.url), process.argv.slice(2));
  let [file, at] = [0, performance.now()];
  const clock = setInterval(() => {
    if (performance.now() - at < patience) return;
    console.error(`One of the files ${file} to ${file + 19} of seed ${options.seed} does not end.`);
    child.kill('SIGKILL');
  }, 1000);
  child.on('exit', (code) => {
    clearInterval(clock);
    process.exitCode = code ?? 1;
  });
  child.on('message', (message) => {
    [file, at] = [Number(message), performance.now()];
    if (file > 0 && file % 5000 === 0) console.log(`${file} files`);
  });
}

async function work() {
  const { fuzzGeodatabases } = await import('../test/node/geodatabase/fuzz.js');
  const onFile = (/** @type {number} */ n) => void (n % 20 === 0 && process.send?.(n));
  const { outcomes, failures, slowestMs } = await fuzzGeodatabases({ ...options, onFile });
  for (const failure of failures.slice(0, 20)) console.error(failure);
  console.log(JSON.stringify(outcomes), `slowest ${Math.round(slowestMs)} ms`, `${failures.length} failures`);
  process.exitCode = failures.length > 0 ? 1 : 0;
  process.disconnect();
}
