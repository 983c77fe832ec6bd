/** Small helpers for scripts that start other programs. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs a program to its end, with this process's output.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} env added to this process's environment
 * @returns {Promise<number>} its exit code; 1 when a signal ended it
 */
export function run(command, args, env = {}) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs a program that a development dependency brings, without npx and its network.
 * @param {string} name
 * @param {string[]} args
 * @param {Record<string, string>} env
 */
export function runTool(name, args, env = {}) {
  const suffix = process.platform === 'win32' ? '.cmd' : '';
  return run(`${root}/node_modules/.bin/${name}${suffix}`, args, env);
}

/**
 * True when a script is the program itself, not imported.
 * @param {ImportMeta} meta
 */
export function isProgram(meta) {
  return process.argv[1] === fileURLToPath(meta.url);
}
