/** Browsers on a profile of their own that can be killed outright: every process of them, at once, with no last word. */
import { readdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { chromiumArgs, requireBrowser } from '../../../scripts/find-browser.mjs';

/** A page of the browser; what it runs is text, and what comes back is JSON. */
export interface Window {
  run(script: string): Promise<unknown>;
}

export interface Engine {
  readonly name: 'Chromium' | 'Firefox';
  open(profile: string, url: string): Promise<Window>;
}

export const engines: readonly Engine[] = [
  {
    name: 'Chromium',
    open: async (profile, url) => {
      const context = await chromium.launchPersistentContext(profile, {
        executablePath: requireBrowser('chromium'),
        args: [...chromiumArgs(), '--disable-background-networking', '--no-first-run'],
        chromiumSandbox: false,
      });
      const page = context.pages()[0] ?? (await context.newPage());
      await page.goto(url);
      await page.waitForFunction(() => 'proofs' in window);
      return { run: (script) => page.evaluate(script) };
    },
  },
  {
    name: 'Firefox',
    open: async (profile, url) => {
      const browser = await puppeteer.launch({
        browser: 'firefox',
        headless: true,
        executablePath: requireBrowser('firefox'),
        userDataDir: profile,
        protocolTimeout: 120_000,
      });
      const page = (await browser.pages())[0] ?? (await browser.newPage());
      await page.goto(url);
      await page.waitForFunction(() => 'proofs' in window);
      return { run: (script) => page.evaluate(script) };
    },
  },
];

/** kill -9 of every process whose command line names this profile, and of their children; resolves when none is left. */
export async function killAll(profile: string): Promise<void> {
  const family = processes();
  const own = new Set(family.filter(({ command }) => command.includes(profile)).map(({ pid }) => pid));
  for (let size = -1; size !== own.size;) {
    size = own.size;
    for (const { pid, parent } of family) if (own.has(parent)) own.add(pid);
  }
  for (const pid of own) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone already.
    }
  }
  while (processes().some(({ pid }) => own.has(pid))) await new Promise((resolve) => setTimeout(resolve, 30));
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** All that run, without those that are dead and not yet buried. */
function processes(): readonly Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const [state = '', parent = '0'] = (readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1] ?? '').split(' ');
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
        return state === 'Z' ? [] : [{ pid: Number(name), parent: Number(parent), command }];
      } catch {
        return [];
      }
    });
}
