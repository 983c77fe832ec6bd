/**
 * `npm run convergence -- --seeds 1000`: random stories of several clients; in the end all are equal, and the checker finds nothing. The seeds are
 * spread over what services do with a repeated add. `--seed 17` plays one again; a failure is shrunk to a small story. `--workers 4`: so many at once.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { ensureBrowsers } from '../../../scripts/ensure-browser.mjs';
import type { Finding } from '../checker.js';
import { createProofWorld } from '../world.js';
import { storyOf, duplicateAdds, type DuplicateAdd, type Story } from './story.js';
import { Stage } from './stage.js';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    workers: { type: 'string', default: '4' },
    minutes: { type: 'string', default: '30' },
  },
});
const from = Number(values.from);
const seeds =
  values.seed === undefined
    ? Array.from({ length: Number(values.seeds) }, (_, at) => from + at)
    : [Number(values.seed)];

/** Real time in which a failing story is made smaller. */
const SHRINK_MS = 90_000;

ensureBrowsers(['chromium']);
const begun = performance.now();
const world = await createProofWorld({ speed: 20 });
const played = new Map<DuplicateAdd, number>();
let failures = 0;

async function playSeed(seed: number, stage: Stage): Promise<void> {
  const duplicateAdd = duplicateAdds[seed % duplicateAdds.length] ?? 'error';
  const play = async (story: Story): Promise<void> => {
    const findings = await stage.play(story);
    if (findings.length > 0)
      throw new Error(findings.map(({ kind, words }: Finding) => `${kind}: ${words}`).join('\n'));
  };
  const result = await fc.check(fc.asyncProperty(storyOf(duplicateAdd), play), {
    seed,
    numRuns: 1,
    interruptAfterTimeLimit: SHRINK_MS,
    markInterruptAsFailure: true,
  });
  played.set(duplicateAdd, (played.get(duplicateAdd) ?? 0) + 1);
  if (!result.failed) return;
  failures += 1;
  const why = result.errorInstance instanceof Error ? result.errorInstance.message : 'out of time';
  console.log(`FAILED seed ${String(seed)} (${duplicateAdd}): ${why}\n${JSON.stringify(result.counterexample?.[0])}`);
}

try {
  const waiting = [...seeds];
  const isTime = (): boolean => performance.now() - begun < Number(values.minutes) * 60_000;
  const worker = async (): Promise<void> => {
    const stage = new Stage(world);
    for (let seed = waiting.shift(); seed !== undefined && isTime(); seed = waiting.shift()) {
      await playSeed(seed, stage);
      const count = [...played.values()].reduce((sum, one) => sum + one, 0);
      if (count % 50 === 0) console.log(`${String(count)} of ${String(seeds.length)} seeds`);
    }
    await stage.close();
  };
  await Promise.all(Array.from({ length: Math.min(seeds.length, Number(values.workers)) }, worker));
  const spread = [...played].map(([variant, count]) => `${variant} ${String(count)}`).join(', ');
  const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
  console.log(
    `${String([...played.values()].reduce((sum, one) => sum + one, 0))} seeds (${spread}) in ${minutes} min: ${String(failures)} failures`,
  );
  process.exitCode = failures > 0 || played.size === 0 ? 1 : 0;
} finally {
  await world.close();
}
