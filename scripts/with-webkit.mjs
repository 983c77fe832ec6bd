/**
 * Runs a command beside a WebKitWebDriver on a display of its own: `node scripts/with-webkit.mjs wtr ...`.
 * The command finds the driver's port in WEBKIT_DRIVER_PORT. Both helpers end with the command.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { findBrowser, requireBrowser } from './find-browser.mjs';

/**
 * @param {(port: number) => Promise<number>} use what to do while the driver runs; answers an exit code
 * @returns {Promise<number>}
 */
export async function withWebKit(use) {
  const driver = requireBrowser('webkitDriver');
  const display = await startDisplay();
  const port = await freePort();
  const env = { ...process.env, DISPLAY: display.name, LIBGL_ALWAYS_SOFTWARE: '1' };
  const child = spawn(driver, ['--host=127.0.0.1', `--port=${port}`], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  try {
    await answering(port, child);
    return await use(port);
  } finally {
    child.kill('SIGTERM');
    display.stop();
  }
}

/** A display of our own: WebKit without one fails after 30 s without naming the cause. */
async function startDisplay() {
  const xvfb = findBrowser('xvfb');
  if (!xvfb) {
    const name = process.env['DISPLAY'];
    if (name) return { name, stop: () => undefined };
    requireBrowser('xvfb');
  }
  const child = spawn(
    /** @type {string} */ (xvfb),
    ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const pipe = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
  const [number] = await Promise.race([once(pipe, 'data'), failure(child, 'Xvfb')]);
  return { name: `:${String(number).trim()}`, stop: () => child.kill('SIGTERM') };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} name
 * @returns {Promise<never>}
 */
async function failure(child, name) {
  const [code] = await once(child, 'exit');
  throw new Error(`${name} ended at its start with code ${code}`);
}

/** @returns {Promise<number>} */
export async function freePort() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return address.port;
}

/**
 * @param {number} port
 * @param {import('node:child_process').ChildProcess} child
 */
async function answering(port, child) {
  for (let tries = 0; tries < 100 && child.exitCode === null; tries++) {
    const isUp = await fetch(`http://127.0.0.1:${port}/status`).then(
      (reply) => reply.ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('WebKitWebDriver does not answer');
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const [command, ...args] = process.argv.slice(2);
  if (!command) throw new Error('usage: with-webkit.mjs <command> [argument...]');
  process.exitCode = await withWebKit(async (port) => {
    const env = { ...process.env, WEBKIT_DRIVER_PORT: String(port) };
    const child = spawn(command, args, { env, stdio: 'inherit' });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
    const [code] = await once(child, 'exit');
    return code ?? 1;
  });
}
