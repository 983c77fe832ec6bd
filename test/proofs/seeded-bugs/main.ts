/**
 * `npm run seeded-bugs`: puts one bug after the other into a copy of the sources, and hunts for it with the smallest part of faults, convergence or
 * kill that fits. Prints bug by command; fails when a bug was not caught, or its text is not in the sources exactly once. `-- --only photos`: some.
 */
import { parseArgs } from 'node:util';
import { ensureBrowsers } from '../../../scripts/ensure-browser.mjs';
import { Stage } from '../convergence/stage.js';
import { playSeed } from '../convergence/play-seed.js';
import { allCells, nameOf } from '../faults/matrix.js';
import { playCells, wordsOf } from '../faults/play-cells.js';
import { engines } from '../kill/engines.js';
import { killRounds } from '../kill/rounds.js';
import { createProofWorld } from '../world.js';
import { bugs, type Bug } from './bugs.js';

const { values } = parseArgs({
  options: { only: { type: 'string' }, workers: { type: 'string', default: '6' } },
});
const workers = Number(values.workers);

/** What the first catch said, or null. */
async function hunt({ hunt: how, replacements: bug }: Bug): Promise<string | null> {
  if (how.command === 'kill') {
    const chromium = engines.filter(({ name }) => name === 'Chromium');
    const rounds = killRounds({ rounds: how.rounds, seed: 1, engines: chromium, phases: [how.phase], bug });
    for await (const { findings } of rounds) if (findings[0]) return `${findings[0].kind}: ${findings[0].words}`;
    return null;
  }
  const world = await createProofWorld({ speed: how.command === 'faults' ? 10 : 20, bug });
  try {
    if (how.command === 'faults') {
      const cells = allCells().filter((cell) => how.cells.test(nameOf(cell)));
      if (cells.length === 0) throw new Error(`${String(how.cells)} names no cell.`);
      let caught: string | null = null;
      await playCells(cells, world, {
        workers,
        onCell: (cell, result) => {
          if (result.findings.length > 0) caught ??= wordsOf(cell, result);
          return caught === null;
        },
      });
      return caught;
    }
    const stage = new Stage(world);
    for (let seed = 1; seed <= how.seeds; seed += 1) {
      const { failure } = await playSeed(seed, stage, 0);
      if (failure !== null) return `seed ${String(seed)}: ${failure.split('\n')[0] ?? ''}`;
    }
    return null;
  } finally {
    await world.close();
  }
}

ensureBrowsers(['chromium']);
const commands = ['faults', 'convergence', 'kill'] as const;
const lines: string[] = [];
let escaped = 0;
for (const bug of bugs.filter(({ name }) => values.only === undefined || name.includes(values.only))) {
  const caught = await hunt(bug);
  if (caught === null) escaped += 1;
  const signs = commands.map((command) =>
    (command === bug.hunt.command ? (caught === null ? 'MISSED' : 'caught') : '').padEnd(12),
  );
  lines.push(`${String(bug.invariant).padStart(3)}  ${bug.name.padEnd(76)}${signs.join('')}`);
  console.log(
    `${caught === null ? 'MISSED' : 'caught'} ${bug.name}${caught === null ? '' : `: ${caught.slice(0, 160)}`}`,
  );
}
console.log(`\n${' '.repeat(81)}${commands.map((command) => command.padEnd(12)).join('')}`);
for (const line of lines) console.log(line);
console.log(`${String(lines.length - escaped)} of ${String(lines.length)} bugs caught`);
process.exitCode = escaped > 0 || lines.length === 0 ? 1 : 0;
