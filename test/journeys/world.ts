/**
 * The world of a journey: the emulator over HTTP, the demo page from a static server, and real Chromium with a profile on disk. Nothing of ours stands
 * in between.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';
import { buildDemo, serveDemo } from '../../scripts/demo.mjs';
import { chromiumArgs, requireBrowser } from '../../scripts/find-browser.mjs';
import { startEmulator } from '../../emulator/node/serve.js';
import { TestService } from '../support/service.js';

export interface World {
  readonly service: TestService;
  /** The demo page on the service. */
  readonly pageUrl: string;
  /** A new, empty browser profile. */
  profile(): Profile;
  close(): Promise<void>;
}

export interface Profile {
  /** Chromium on this profile. */
  open(): Promise<BrowserContext>;
  /** kill -9 of every process of this browser; resolves when none is left. */
  kill(): Promise<void>;
}

/** Emulator, page and browser for one file of journeys. `options` are the emulator's switches. */
export async function createWorld(options: Record<string, unknown> = {}, sample = 60): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'gdb-journey-'));
  const emulator = await startEmulator({ port: 0, db: join(folder, 'service.sqlite') });
  const service = await TestService.create(options, sample, emulator.url.replace(/\/$/, ''));
  await buildDemo({ outDir: join(folder, 'demo'), serviceUrl: service.url });
  const demo = await serveDemo({
    port: 0,
    dir: join(folder, 'demo'),
    connectSrc: [new URL(service.url).origin],
  });
  const profiles: Profile[] = [];
  return {
    service,
    pageUrl: demo.url,
    profile: () => {
      const made = createProfile(mkdtempSync(join(folder, 'profile-')));
      profiles.push(made);
      return made;
    },
    close: async () => {
      await Promise.all(profiles.map((profile) => profile.kill()));
      await demo.close();
      await emulator.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function createProfile(dir: string): Profile {
  return {
    open: () =>
      chromium.launchPersistentContext(dir, {
        executablePath: requireBrowser('chromium'),
        args: [...chromiumArgs(), '--disable-background-networking', '--disable-quic', '--no-first-run'],
        viewport: { width: 1280, height: 900 },
        chromiumSandbox: false,
      }),
    kill: async () => {
      for (const pid of processesOf(dir)) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // Gone already.
        }
      }
      while (processesOf(dir).length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
    },
  };
}

/** Every process whose command line names this profile. */
function processesOf(dir: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(dir) &&
          !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** The first page of a context, or a new one, at this address. */
export async function goTo(context: BrowserContext, url: string): Promise<Page> {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(url);
  return page;
}
