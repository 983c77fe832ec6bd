/**
 * `npm run convergence -- --seeds 1000`: random stories of several clients; in the end all are equal, and the checker finds nothing. The seeds are
 * spread over what services do with a repeated add. `--seed 17` plays one again; a failure is shrunk to a small story, and `--log` tells what the
 * service was asked. `--from 200` begins there,
 * `--workers 4`: so many at once, `--minutes 30`: what is not played by then is left.
 */
import { parseArgs } from 'node:util';
import { ensureBrowsers } from '../../../scripts/ensure-browser.mjs';
import { createProofWorld } from '../world.js';
import { playSeed } from './play-seed.js';
import { Stage } from './stage.js';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    workers: { type: 'string', default: '4' },
    minutes: { type: 'string', default: '30' },
    log: { type: 'boolean', default: false },
  },
});
const from = Number(values.from);
const seeds =
  values.seed === undefined
    ? Array.from({ length: Number(values.seeds) }, (_, at) => from + at)
    : [Number(values.seed)];

ensureBrowsers(['chromium']);
const begun = performance.now();
const world = await createProofWorld({ speed: 20 });
const played = new Map<string, number>();
let [count, failures] = [0, 0];
try {
  const waiting = [...seeds];
  const isTime = (): boolean => performance.now() - begun < Number(values.minutes) * 60_000;
  const worker = async (): Promise<void> => {
    const stage = new Stage(world, values.log ? console.log : null);
    for (let seed = waiting.shift(); seed !== undefined && isTime(); seed = waiting.shift()) {
      const { duplicateAdd, failure } = await playSeed(seed, stage);
      played.set(duplicateAdd, (played.get(duplicateAdd) ?? 0) + 1);
      count += 1;
      if (failure !== null) failures += 1;
      if (failure !== null) console.log(`FAILED seed ${String(seed)} (duplicateAdd: ${duplicateAdd}): ${failure}`);
      if (count % 50 === 0) console.log(`${String(count)} of ${String(seeds.length)} seeds`);
    }
    await stage.close();
  };
  await Promise.all(Array.from({ length: Math.min(seeds.length, Number(values.workers)) }, worker));
} finally {
  await world.close();
}
const spread = [...played].map(([variant, times]) => `${variant} ${String(times)}`).join(', ');
const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
console.log(`${String(count)} seeds (duplicateAdd: ${spread}) in ${minutes} min: ${String(failures)} failures`);
process.exitCode = failures > 0 || count < seeds.length ? 1 : 0;
