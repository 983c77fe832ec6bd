/**
 * `npm run verify`: everything that continuous integration runs, in the order in which it tells most soonest.
 * `--only=lint,build` runs some of the steps, `--skip=test` all but some. Ends with "N passed, N failed".
 */
import { performance } from 'node:perf_hooks';
import { run } from './run.mjs';
import { reportTests } from './test-counts.mjs';

/** Each step is an npm script. */
const steps = [
  'lint',
  'typecheck',
  'analyze:check',
  'test',
  'conformance',
  'build',
  'examples',
  'size',
  'package:check',
  'journeys',
  'proofs',
  'storybook:build',
  'storybook:test',
  'a11y',
  'visual',
];

const only = listed('only');
const skip = listed('skip') ?? [];
const chosen = steps.filter((step) => (only ? only.includes(step) : !skip.includes(step)));
const unknown = [...(only ?? []), ...skip].filter((step) => !steps.includes(step));
if (unknown.length > 0) throw new Error(`No step ${unknown.join(', ')}. There are ${steps.join(', ')}.`);

/** @type {string[]} */
const summary = [];
await reportTests(
  async () => {
    const codes = [];
    for (const step of chosen) {
      console.log(`\n--- ${step}`);
      const start = performance.now();
      const code = await run('npm', ['run', '--silent', step]);
      codes.push(code);
      summary.push(`${code === 0 ? 'ok    ' : 'FAILED'} ${step} ${((performance.now() - start) / 1000).toFixed(1)} s`);
    }
    console.log(`\n${summary.join('\n')}`);
    return codes;
  },
  { mayBeEmpty: !chosen.includes('test') && !chosen.includes('journeys') },
);

/** @param {string} name */
function listed(name) {
  const argument = process.argv.find((one) => one.startsWith(`--${name}=`));
  return argument
    ?.slice(name.length + 3)
    .split(',')
    .filter(Boolean);
}
