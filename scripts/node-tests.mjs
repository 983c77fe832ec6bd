/**
 * Runs Node tests: `node scripts/node-tests.mjs test/emulator test/project` for every test file below those folders,
 * or `node scripts/node-tests.mjs test/bin/gdb-emulator.test.ts` for one. Fails when no file is found.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { keepSeed } from './seed.mjs';
import { withSecondTry } from './second-try.mjs';
import { reportTests } from './test-counts.mjs';

/** Folders whose tests run in Node; all others run in browsers. */
export const nodeTestFolders = ['test/project', 'test/bin', 'test/emulator', 'test/node'];

/**
 * @param {string[]} paths files and folders
 * @param {string} suffix
 * @returns {string[]}
 */
export function testFiles(paths, suffix = '.test.ts') {
  return paths.flatMap((path) => {
    if (!existsSync(path)) return [];
    if (statSync(path).isFile()) return [path];
    const names = /** @type {string[]} */ (readdirSync(path, { recursive: true }));
    return names
      .filter((name) => name.endsWith(suffix))
      .map((name) => join(path, name))
      .sort();
  });
}

/**
 * @param {string[]} files
 * @param {string[]} [options] for `node --test`
 * @returns {Promise<number>} the exit code
 */
export function runNodeTests(files, options) {
  return withSecondTry(
    () => runOnce(files, options),
    (failed) => runOnce(failed, options),
  );
}

/**
 * @param {string[]} files
 * @param {string[]} [options]
 * @returns {Promise<number>}
 */
function runOnce(files, options = ['--test-timeout=120000']) {
  if (files.length === 0) {
    console.error('No test file found.');
    return Promise.resolve(1);
  }
  const reporters = ['spec', './scripts/count-node-tests.mjs'];
  const args = reporters.flatMap((reporter) => ['--test-reporter', reporter, '--test-reporter-destination', 'stdout']);
  keepSeed();
  const imports = ['--import', 'tsx', '--import', './test/support/fixed-seed.ts'];
  const child = spawn(process.execPath, [...imports, '--test', ...args, ...options, ...files], { stdio: 'inherit' });
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const paths = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  const options = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
  const files = testFiles(paths.length > 0 ? paths : nodeTestFolders);
  await reportTests(async () => [await runNodeTests(files, options.length > 0 ? options : undefined)]);
}
