/**
 * Child processes that must not outlive the script that started them. Each leads a process group of its own, so that
 * its own children end with it.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { root } from './run.mjs';

/**
 * @typedef {object} Child
 * @property {() => string} output what it has said so far, both streams
 * @property {(pattern: RegExp) => Promise<string>} says the first match of a pattern in its output; rejects when it ends before
 * @property {Promise<number>} ended its exit code
 * @property {() => Promise<void>} stop
 */

/** @type {Set<Child>} */
const running = new Set();

/**
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @returns {Child}
 */
export function startChild(command, args, env = {}) {
  const hasGroups = process.platform !== 'win32';
  const child = spawn(command, args, {
    cwd: root,
    detached: hasGroups,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let output = '';
  const listeners = new Set();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
      for (const listener of listeners) listener();
    });
  }
  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => {
    child.once('error', (error) => {
      output += String(error);
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });

  /** @param {NodeJS.Signals} signal */
  function signalAll(signal) {
    try {
      if (child.pid) process.kill(hasGroups ? -child.pid : child.pid, signal);
    } catch {
      // It has ended.
    }
  }

  /** @type {Child} */
  const handle = {
    output: () => output,
    ended,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(output);
          if (!found) return;
          listeners.delete(look);
          resolve(found[1] ?? found[0]);
        };
        listeners.add(look);
        look();
        void ended.then((code) =>
          reject(new Error(`${command} ${args.join(' ')} ended with code ${code}:\n${output}`)),
        );
      }),
    async stop() {
      child.stdin.end();
      signalAll('SIGTERM');
      const late = setTimeout(signalAll, 5000, 'SIGKILL');
      await ended;
      clearTimeout(late);
      // The leader is gone; whoever of its group is not, goes now.
      signalAll('SIGKILL');
      running.delete(handle);
    },
  };
  running.add(handle);
  return handle;
}

/** Ends every child that is still running. */
export async function stopChildren() {
  await Promise.all([...running].map((child) => child.stop()));
}

/**
 * The first port from `first` on that nobody listens on, at 127.0.0.1 or at any address.
 * @param {number} first
 * @returns {Promise<number>}
 */
export async function nextFreePort(first) {
  for (let port = first; port < first + 100; port++) {
    if ((await isFree(port, '127.0.0.1')) && (await isFree(port, undefined))) return port;
  }
  throw new Error(`No free port from ${first} to ${first + 99}.`);
}

/**
 * @param {number} port
 * @param {string | undefined} host
 * @returns {Promise<boolean>}
 */
function isFree(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host }, () => server.close(() => resolve(true)));
  });
}
