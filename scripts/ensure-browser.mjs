/**
 * Makes sure that the browsers of a test run are there. On Debian, as root, installs what is missing by apt;
 * otherwise says how and stops. `--all` asks for the three engines, no argument for Chromium alone.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { debianPackages, findBrowser, requireBrowser } from './find-browser.mjs';

/** @typedef {import('./find-browser.mjs').Browser} Browser */

/**
 * @param {Browser[]} browsers
 * @throws {Error} when one is missing and cannot be installed here
 */
export function ensureBrowsers(browsers) {
  const missing = browsers.filter((browser) => !findBrowser(browser));
  if (missing.length === 0) return;
  if (canInstall()) install([...new Set(missing.flatMap((browser) => debianPackages[browser]))]);
  for (const browser of missing) requireBrowser(browser);
}

/** Every program that the three engines need. @type {Browser[]} */
export const everyBrowser = ['chromium', 'firefox', 'webkit', 'webkitDriver', 'xvfb'];

function canInstall() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** @param {string[]} packages */
function install(packages) {
  console.log(`Installing ${packages.join(' ')} by apt.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', ...packages],
  ]) {
    // apt's own chatter would bury the test report; it is shown only when it matters.
    const run = spawnSync('apt-get', args, { env, encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`apt-get ${args.join(' ')} failed:\n${run.stdout}${run.stderr}`);
  }
}

if (import.meta.url === `file://${process.argv[1]}`) {
  try {
    ensureBrowsers(process.argv.includes('--all') ? everyBrowser : ['chromium']);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
