/** Memory and processor time of a browser's processes, from /proc. Elsewhere nothing is told. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 20;
/** At rest: in so long, no more than two ticks of the processor's clock, seen twice in a row. */
const REST_MS = 250;
const REST_CPU_MS = 20;
const LONGEST_WAIT_MS = 8_000;

export interface Spent {
  /** MB at the peak over what was there before: processes of pages, and the browser's own. Null where it cannot be read. */
  readonly renderer: number | null;
  readonly browser: number | null;
  /** Milliseconds of processor time of all its processes: less moved by what else the machine does than time on the clock. */
  readonly cpu: number | null;
}

interface Resident {
  readonly renderer: number;
  readonly browser: number;
}

/** Watches a browser from now to `end()`. */
export class ProcessWatch {
  readonly #profile: string;
  readonly #cpuBefore: number;
  readonly #processes: readonly Process[];
  readonly #before: Resident;
  #peak: Resident;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(profile: string) {
    this.#profile = profile;
    this.#processes = processesOf(profile);
    this.#cpuBefore = cpuMs(this.#processes);
    this.#before = this.#peak = this.#read();
    this.#timer = setInterval(() => {
      const now = this.#read();
      this.#peak = {
        renderer: Math.max(this.#peak.renderer, now.renderer),
        browser: Math.max(this.#peak.browser, now.browser),
      };
    }, EVERY_MS);
  }

  end(): Spent {
    clearInterval(this.#timer);
    if (this.#processes.length === 0) return { renderer: null, browser: null, cpu: null };
    return {
      renderer: this.#peak.renderer - this.#before.renderer,
      browser: this.#peak.browser - this.#before.browser,
      cpu: cpuMs(processesOf(this.#profile)) - this.#cpuBefore,
    };
  }

  #read(): Resident {
    const sum = (type: Process['type']): number =>
      this.#processes.filter((one) => one.type === type).reduce((total, { pid }) => total + residentMb(pid), 0);
    return { renderer: sum('renderer'), browser: sum('browser') };
  }
}

/** Resolves when the browser has nothing more to do, or after eight seconds. Where processes cannot be read, after one. */
export async function untilAtRest(profile: string): Promise<void> {
  const end = Date.now() + LONGEST_WAIT_MS;
  const processes = processesOf(profile);
  if (processes.length === 0) return pause(1_000);
  let restful = 0;
  for (let before = cpuMs(processes); restful < 2 && Date.now() < end;) {
    await pause(REST_MS);
    const now = cpuMs(processesOf(profile));
    restful = now - before <= REST_CPU_MS ? restful + 1 : 0;
    before = now;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

interface Process {
  readonly pid: number;
  readonly type: 'browser' | 'renderer' | 'other';
}

/** The process that this profile was given to, and those below it. */
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
  const below = all.filter(({ pid }) => pid !== browser.pid && isBelow(pid));
  return [
    { pid: browser.pid, type: 'browser' },
    ...below.map(({ pid, command }): Process => {
      return { pid, type: command.includes('--type=renderer') ? 'renderer' : 'other' };
    }),
  ];
}

function parentOf(pid: string): number {
  return Number(/^PPid:\s*(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

function residentMb(pid: number): number {
  return Number(/^VmRSS:\s*(\d+)/m.exec(read(`/proc/${String(pid)}/status`))?.[1] ?? 0) / 1024;
}

/** In user and kernel mode, by the clock of 100 ticks a second that Linux shows everywhere. */
function cpuMs(processes: readonly Process[]): number {
  return processes.reduce((total, { pid }) => {
    // The command's own name, in brackets, may hold spaces.
    const fields = read(`/proc/${String(pid)}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ');
    return total + 10 * (Number(fields[11] ?? 0) + Number(fields[12] ?? 0));
  }, 0);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process ended meanwhile.
    return '';
  }
}
