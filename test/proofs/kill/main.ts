/**
 * `npm run kill -- --rounds 50`: kill -9 of Chromium and Firefox, in turn, at a random moment of loading, editing, attaching, uploading, syncing, and of
 * the first start of a newer version; the same profile is reopened, and what was told is held against device and service. `--seed 3` plays the same moments again, `--engine Firefox`
 * and `--phase editing` some of them.
 */
import { parseArgs } from 'node:util';
import { ensureBrowsers } from '../../../scripts/ensure-browser.mjs';
import type { Phase } from '../page/busy.js';
import { engines } from './engines.js';
import { killRounds, phases } from './rounds.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    engine: { type: 'string' },
    phase: { type: 'string' },
  },
});
const chosen = engines.filter(({ name }) => values.engine === undefined || name === values.engine);
const moments = (Object.keys(phases) as Phase[]).filter((one) => values.phase === undefined || one === values.phase);
if (chosen.length === 0 || moments.length === 0) throw new Error('There is no such engine or phase.');
ensureBrowsers(chosen.map(({ name }) => (name === 'Chromium' ? 'chromium' : 'firefox')));

const begun = performance.now();
const counts = new Map<string, number>();
let [rounds, failures, told, untold] = [0, 0, 0, 0];
const options = { rounds: Number(values.rounds), seed: Number(values.seed), engines: chosen, phases: moments };
for await (const round of killRounds(options)) {
  rounds += 1;
  told += round.told;
  untold += round.untold;
  const what = `${round.engine.name}, ${round.phase}`;
  counts.set(what, (counts.get(what) ?? 0) + 1);
  for (const { kind, words } of round.findings)
    console.log(`FAILED round ${String(rounds)}, ${what}: ${kind}: ${words}`);
  if (round.findings.length > 0) failures += 1;
}
for (const [what, count] of counts) console.log(`${what}: ${String(count)}`);
const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
const edits = `${String(told)} acknowledged edits and photos, ${String(untold)} cut off before they were`;
console.log(`${String(rounds)} kills in ${minutes} min: ${edits}; ${String(failures)} failures`);
process.exitCode = failures > 0 || rounds === 0 ? 1 : 0;
