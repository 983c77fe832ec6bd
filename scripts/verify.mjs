/**
 * `npm run verify`: everything that continuous integration runs, in the order in which it tells most soonest.
 * `--only=lint,build` runs some of the steps, `--skip=test` all but some. Ends with "N passed, N failed".
 */
import { performance } from 'node:perf_hooks';
import { run } from './run.mjs';
import { reportTests } from './test-counts.mjs';

/** Each step is an npm script. Those on one line run side by side: either alone leaves a core without work. */
const groups = [
  ['lint', 'typecheck'],
  ['analyze:check'],
  ['test'],
  ['conformance'],
  ['build'],
  ['examples'],
  ['size'],
  ['package:check'],
  ['journeys'],
  ['proofs'],
  ['storybook:build'],
  // Plays every story, as `storybook:test` does.
  ['a11y'],
  ['visual'],
];
const steps = groups.flat();

const only = listed('only');
const skip = listed('skip') ?? [];
/** @param {string} step */
const isChosen = (step) => (only ? only.includes(step) : !skip.includes(step));
const chosen = groups.map((group) => group.filter(isChosen)).filter((group) => group.length > 0);
const unknown = [...(only ?? []), ...skip].filter((step) => !steps.includes(step));
if (unknown.length > 0) throw new Error(`No step ${unknown.join(', ')}. There are ${steps.join(', ')}.`);

/** @type {string[]} */
const summary = [];
await reportTests(
  async () => {
    const codes = [];
    for (const group of chosen) {
      console.log(`\n--- ${group.join(', ')}`);
      codes.push(...(await Promise.all(group.map(timed))));
    }
    console.log(`\n${summary.join('\n')}`);
    return codes;
  },
  { mayBeEmpty: !isChosen('test') && !isChosen('journeys') },
);

/**
 * @param {string} step
 * @returns {Promise<number>} its exit code
 */
async function timed(step) {
  const start = performance.now();
  const code = await run('npm', ['run', '--silent', step]);
  summary.push(`${code === 0 ? 'ok    ' : 'FAILED'} ${step} ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return code;
}

/** @param {string} name */
function listed(name) {
  const argument = process.argv.find((one) => one.startsWith(`--${name}=`));
  return argument
    ?.slice(name.length + 3)
    .split(',')
    .filter(Boolean);
}
