import { existsSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';

const heldHere = new Set<string>();

/**
 * SQLite's WebAssembly build locks a database by a directory beside it, which a killed process leaves behind, and then
 * every later open says "database is locked". Who holds the database is written into a file, so that a stale lock is
 * told from a live one.
 * @throws {Error} when another process has the database open
 */
export function takeDatabase(path: string): { release: () => void } {
  const pidFile = `${path}.pid`;
  const holder = readHolder(pidFile);
  if (heldHere.has(path) || (holder !== undefined && isAlive(holder)))
    throw new Error(`${path} is in use by process ${holder?.pid ?? process.pid}`);
  if (existsSync(`${path}.lock`)) rmdirSync(`${path}.lock`);
  writeFileSync(pidFile, JSON.stringify({ pid: process.pid, started: startOf(process.pid) }));
  heldHere.add(path);
  return {
    release: () => {
      heldHere.delete(path);
      rmSync(pidFile, { force: true });
    },
  };
}

interface Holder {
  readonly pid: number;
  readonly started: string | null;
}

function readHolder(pidFile: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(pidFile, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, started }: Holder): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  // Process numbers are used again, soon so in containers: the start time tells one from the other.
  return started === null || startOf(pid) === started;
}

function startOf(pid: number): string | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ');
    return fields?.[19] ?? null;
  } catch {
    return null;
  }
}
