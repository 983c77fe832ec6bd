/**
 * The emulator as a process of its own, for as long as its parent lives: prints its base URL as the first line,
 * ends when its input ends. Started by {@link startEmulatorProcess}; run it under tsx.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const serve = new URL('../emulator/node/serve.ts', import.meta.url);

/**
 * @returns {Promise<{ url: string, close: () => Promise<void> } | undefined>} undefined while there is no emulator
 */
export async function startEmulatorProcess() {
  if (!existsSync(serve)) return undefined;
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const firstLine = new Promise((resolve) => createInterface(child.stdout).once('line', resolve));
  const line = await Promise.race([
    firstLine,
    ended.then((code) => Promise.reject(new Error(`The emulator ended with code ${code}`))),
  ]);
  return {
    url: JSON.parse(String(line)).url,
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { startEmulator } = await import(serve.href);
  const { url, close } = await startEmulator({ port: 0 });
  console.log(JSON.stringify({ url: String(url).replace(/\/$/, '') }));
  process.stdin.resume();
  process.stdin.on('end', async () => {
    await close();
    process.exit(0);
  });
}
