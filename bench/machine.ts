/** What a run was made on, for people who compare. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { requireBrowser } from '../scripts/find-browser.mjs';
import { STORES } from './stores.js';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  readonly browser: string;
  /** Versions of the packages compared. */
  readonly packages: Readonly<Record<string, string>>;
}

export function describeMachine(): Machine {
  const names = new Set(Object.values(STORES).flatMap((store) => store.package ?? []));
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release().split('-')[0] ?? ''}`,
    node: process.versions.node,
    browser: browserVersion(),
    packages: Object.fromEntries([...names].map((name) => [name, versionOf(name)])),
  };
}

/** Processes that wanted a core in the last minute, this run's own included. */
export function load(): number {
  return Math.round((loadavg()[0] ?? 0) * 10) / 10;
}

function versionOf(name: string): string {
  const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}

function browserVersion(): string {
  try {
    // Debian's launcher warns on its way; only the answer matters.
    const told = execFileSync(requireBrowser('chromium'), ['--version'], { encoding: 'utf8', stdio: 'pipe' });
    return /\S+ [\d.]+/.exec(told)?.[0] ?? told.trim();
  } catch {
    return 'unknown';
  }
}
