/**
 * `npm run build`: dist anew, JavaScript by rollup, declarations by tsc, what editors and React want from custom-elements.json. Fails when package.json names a file that is
 * not there afterwards.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { run, runTool } from './run.mjs';

rmSync('dist', { recursive: true, force: true });
// The code and its declarations know nothing of each other.
const codes = await Promise.all([runTool('rollup', ['-c', '--silent']), declarations()]);
process.exitCode = Math.max(...codes) || (await run('node', ['scripts/generate-typings.mjs'])) || missingFiles();

/** @returns {Promise<number>} an exit code */
async function declarations() {
  return (
    (await runTool('tsc', ['-p', 'tsconfig.build.json'])) || (await runTool('tsc', ['-p', 'tsconfig.build.node.json']))
  );
}

function missingFiles() {
  const { bin, exports } = JSON.parse(readFileSync('package.json', 'utf8'));
  const missing = [...new Set(pathsIn({ bin, exports }))].filter((path) => !isThere(path));
  for (const path of missing) console.error(`package.json names ${path}, which the build did not make.`);
  return missing.length > 0 ? 1 : 0;
}

/**
 * A path with a star is there when any file of that form is.
 * @param {string} path
 */
function isThere(path) {
  const [start = '', end] = path.split('*');
  if (end === undefined) return existsSync(path);
  return existsSync(start) && readdirSync(start, { recursive: true }).some((name) => String(name).endsWith(end));
}

/**
 * @param {unknown} value
 * @returns {string[]}
 */
function pathsIn(value) {
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(pathsIn) : [];
}
