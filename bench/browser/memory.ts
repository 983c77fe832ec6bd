/** Resident memory of a browser's processes, from /proc. Elsewhere nothing is told. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 20;

export interface Growth {
  /** MB at the peak over what was there before: processes of pages, and the browser's own. Null where it cannot be read. */
  readonly renderer: number | null;
  readonly browser: number | null;
}

interface Resident {
  readonly renderer: number;
  readonly browser: number;
}

/** Watches a browser from now to `end()`. */
export class MemoryWatch {
  readonly #processes: readonly Process[];
  readonly #before: Resident;
  #peak: Resident;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(profile: string) {
    this.#processes = processesOf(profile);
    this.#before = this.#peak = this.#read();
    this.#timer = setInterval(() => {
      const now = this.#read();
      this.#peak = {
        renderer: Math.max(this.#peak.renderer, now.renderer),
        browser: Math.max(this.#peak.browser, now.browser),
      };
    }, EVERY_MS);
  }

  end(): Growth {
    clearInterval(this.#timer);
    if (this.#processes.length === 0) return { renderer: null, browser: null };
    return {
      renderer: this.#peak.renderer - this.#before.renderer,
      browser: this.#peak.browser - this.#before.browser,
    };
  }

  #read(): Resident {
    const sum = (type: Process['type']): number =>
      this.#processes.filter((one) => one.type === type).reduce((total, { pid }) => total + residentMb(pid), 0);
    return { renderer: sum('renderer'), browser: sum('browser') };
  }
}

interface Process {
  readonly pid: number;
  readonly type: 'browser' | 'renderer';
}

/** The process that this profile was given to, and the renderers below it. */
function processesOf(profile: string): readonly Process[] {
  if (!existsSync('/proc/self/status')) return [];
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), command: read(`/proc/${name}/cmdline`), parent: parentOf(name) }));
  const browser = all.find(({ command }) => command.includes(profile) && !command.includes('--type='));
  if (!browser) return [];
  const isBelow = (pid: number): boolean => {
    const parent = all.find((one) => one.pid === pid)?.parent ?? 0;
    return parent === browser.pid || (parent > 1 && isBelow(parent));
  };
  const renderers = all.filter(({ pid, command }) => command.includes('--type=renderer') && isBelow(pid));
  return [{ pid: browser.pid, type: 'browser' }, ...renderers.map(({ pid }) => ({ pid, type: 'renderer' }) as const)];
}

function parentOf(pid: string): number {
  return Number(/^PPid:\s*(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

function residentMb(pid: number): number {
  return Number(/^VmRSS:\s*(\d+)/m.exec(read(`/proc/${String(pid)}/status`))?.[1] ?? 0) / 1024;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process ended meanwhile.
    return '';
  }
}
