/** `npm run typecheck`: every tsconfig of the project, two at a time. What was found last time is kept in .cache, so that a second run looks only at what changed. */
import { execFile } from 'node:child_process';
import { root } from './run.mjs';

const waiting = [
  ...['', '.node', '.test', '.worker'].map((name) => `tsconfig${name}.json`),
  'integrations/experience-builder/tsconfig.json',
];

const results = await Promise.all([drain(), drain()]);
if (results.includes(false)) process.exitCode = 1;

/** @returns {Promise<boolean>} whether all that it took was clean */
async function drain() {
  let isClean = true;
  for (let config = waiting.shift(); config; config = waiting.shift()) isClean = (await check(config)) && isClean;
  return isClean;
}

/**
 * @param {string} config
 * @returns {Promise<boolean>}
 */
function check(config) {
  const tsc = `${root}node_modules/typescript/bin/tsc`;
  const kept = ['--incremental', '--tsBuildInfoFile', `.cache/tsc/${config}.tsbuildinfo`];
  return new Promise((resolve) => {
    execFile(process.execPath, [tsc, '-p', config, ...kept], { cwd: root, maxBuffer: 1e8 }, (error, stdout) => {
      // TS18003: the config's folders hold no file yet. An error to tsc, but nothing to check.
      const isClean = !error || stdout.includes('TS18003');
      console.log(`${isClean ? 'ok    ' : 'FAILED'} ${config}`);
      if (!isClean) console.log(stdout);
      resolve(isClean);
    });
  });
}
