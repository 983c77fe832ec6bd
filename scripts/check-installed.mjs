/**
 * The emulator of the built package where none of its optional peers is installed, as after `npm i gdb-sync`: its help is shown, and to start it says what to
 * install. Part of `npm run package:check`.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isProgram, root } from './run.mjs';

const start = promisify(execFile);

/** What the emulator needs is all that neither a page nor a map is. */
function peers() {
  const { peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return Object.keys(peerDependencies).filter((name) => name !== '@arcgis/core' && name !== 'react');
}

/** @returns {Promise<number>} an exit code; says what is wrong, or what was right */
export async function checkInstalled() {
  const folder = mkdtempSync(join(tmpdir(), 'gdb-sync-installed-'));
  try {
    cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
    cpSync(join(root, 'package.json'), join(folder, 'package.json'));
    /** @param {string[]} options */
    const emulator = (...options) =>
      start(process.execPath, [join(folder, 'dist/bin/gdb-emulator.js'), ...options], { cwd: folder }).catch(
        (/** @type {unknown} */ error) => /** @type {{ stdout: string, stderr: string }} */ (error),
      );
    const help = await emulator('--help');
    const started = await emulator('--port', '0');
    const untold = peers().filter((name) => !started.stderr.includes(` ${name}`));
    const wrong = [
      ...(help.stdout.includes('--port N') ? [] : [`Its help needs more than is installed: ${help.stderr}`]),
      ...(untold.length === 0 ? [] : [`It does not say to install ${untold.join(', ')}: ${started.stderr}`]),
    ];
    for (const line of wrong) console.error(`The emulator, alone. ${line}`);
    if (wrong.length === 0)
      console.log('The emulator without its optional peers shows its help, and says what to install.');
    return wrong.length > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (isProgram(import.meta)) process.exitCode = await checkInstalled();
