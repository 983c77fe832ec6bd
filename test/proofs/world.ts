/** The world of every proof: the emulator in a process of its own, the page from a static server, and real Chromium. Nothing of ours in between. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { serveDemo } from '../../scripts/demo.mjs';
import { startEmulatorProcess } from '../../scripts/emulator-process.mjs';
import { chromiumArgs, requireBrowser } from '../../scripts/find-browser.mjs';
import { buildPage, type Replacement } from './bundle.js';
import type { ClientOptions, Deed, Outcome, SentRequest, Work } from './page/client.js';
import type { Proofs, Verb } from './page/main.js';
import type { DeviceView } from './views.js';

export interface ProofWorld {
  /** Base address of the emulator. */
  readonly emulator: string;
  readonly pageUrl: string;
  readonly folder: string;
  newContext(): Promise<BrowserContext>;
  /** The page once more at the same origin, from sources that differ in this as well. @returns its address */
  addPage(name: string, replacements: readonly Replacement[]): Promise<string>;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** How many times as fast time passes in pages. */
  readonly speed?: number;
  readonly bug?: readonly Replacement[];
  /** What the page may reach besides the emulator. */
  readonly connect?: readonly string[];
  /** False where the proof brings its own browsers. */
  readonly browser?: boolean;
}

export async function createProofWorld(options: WorldOptions = {}): Promise<ProofWorld> {
  const { speed = 1, bug = [], connect = [] } = options;
  const folder = mkdtempSync(join(tmpdir(), 'gdb-proofs-'));
  const emulator = await startEmulatorProcess();
  if (emulator === undefined) throw new Error('There is no emulator.');
  await buildPage(join(folder, 'page'), bug);
  const page = await serveDemo({ port: 0, dir: join(folder, 'page'), connectSrc: [emulator.url, ...connect] });
  const launch = {
    executablePath: requireBrowser('chromium'),
    args: [...chromiumArgs(), '--disable-background-networking'],
  };
  const browser = options.browser === false ? null : await chromium.launch(launch);
  return {
    emulator: emulator.url,
    pageUrl: `${page.url}?speed=${String(speed)}`,
    folder,
    addPage: async (name, replacements) => {
      await buildPage(join(folder, 'page', name), [...bug, ...replacements]);
      return `${page.url}${name}/?speed=${String(speed)}`;
    },
    newContext: () => {
      if (browser === null) throw new Error('This world has no browser.');
      return browser.newContext();
    },
    close: async () => {
      await browser?.close();
      await page.close();
      await emulator.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The window of the proofs’ page. */
export interface ProofWindow {
  readonly proofs: Proofs;
}

/** A tab that a client works in. */
export class Tab {
  readonly page: Page;
  readonly #client: ClientOptions;

  private constructor(page: Page, client: ClientOptions) {
    this.page = page;
    this.#client = client;
  }

  /** A new tab, or the given page reused, with this client opened in it. */
  static async open(where: BrowserContext | Page, url: string, client: ClientOptions): Promise<Tab> {
    const page = 'newPage' in where ? await where.newPage() : where;
    if (page.url() !== url) await page.goto(url);
    const tab = new Tab(page, client);
    await tab.#open();
    return tab;
  }

  async #open(): Promise<void> {
    await this.page.waitForFunction(() => 'proofs' in window);
    await this.page.evaluate((options) => (window as unknown as ProofWindow).proofs.open(options), this.#client);
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.#open();
  }

  edit(deed: Deed): Promise<{ readonly globalId: string; readonly hash: string }> {
    return this.#ask('edit', deed) as Promise<{ globalId: string; hash: string }>;
  }

  edits(deeds: readonly Deed[]): Promise<readonly { readonly globalId: string; readonly hash: string }[]> {
    return this.#ask('edits', deeds) as Promise<readonly { globalId: string; hash: string }[]>;
  }

  work(what: Work): Promise<Outcome> {
    return this.#ask('work', what) as Promise<Outcome>;
  }

  insist(what: Work): Promise<Outcome | null> {
    return this.#ask('insist', what) as Promise<Outcome | null>;
  }

  look(layerIds: readonly number[]): Promise<DeviceView> {
    return this.#ask('look', layerIds) as Promise<DeviceView>;
  }

  state(): Promise<unknown> {
    return this.page.evaluate((name) => (window as unknown as ProofWindow).proofs.state(name), this.#client.name);
  }

  async begin(what: Work): Promise<void> {
    await this.page.evaluate(
      ([name, work]) => {
        (window as unknown as ProofWindow).proofs.begin(name, work);
      },
      [this.#client.name, what] as const,
    );
  }

  async cancel(): Promise<void> {
    await this.page.evaluate((name) => {
      (window as unknown as ProofWindow).proofs.cancel(name);
    }, this.#client.name);
  }

  leaks(): Promise<readonly string[]> {
    return this.#ask('leaks') as Promise<readonly string[]>;
  }

  /** What the clients of this page asked since this was asked last. */
  requests(): Promise<readonly SentRequest[]> {
    return this.page.evaluate(() => (window as unknown as ProofWindow).proofs.requests());
  }

  /** GlobalIDs of what was refused twice, and let go. */
  discarded(): Promise<readonly string[]> {
    return this.page.evaluate((name) => (window as unknown as ProofWindow).proofs.discarded(name), this.#client.name);
  }

  /** Sets the clock of the page forwards. Milliseconds. */
  async jumpClock(ms: number): Promise<void> {
    await this.page.evaluate((by) => {
      (window as unknown as ProofWindow).proofs.jumpClock(by);
    }, ms);
  }

  /** No timer fires in the page and no reply is heard until it is thawed; what it holds it goes on to hold. */
  async freeze(): Promise<void> {
    await this.page.evaluate(() => {
      (window as unknown as ProofWindow).proofs.freeze();
    });
  }

  async thaw(): Promise<void> {
    await this.page.evaluate(() => {
      (window as unknown as ProofWindow).proofs.thaw();
    });
  }

  async closeClient(): Promise<void> {
    await this.#ask('close');
  }

  /** Kills the process of this page, as the system does when memory is short. */
  async crash(): Promise<void> {
    const crashed = new Promise((resolve) => this.page.once('crash', resolve));
    const cdp = await this.page.context().newCDPSession(this.page);
    // Nobody is left to answer.
    void cdp.send('Page.crash').catch(() => undefined);
    await crashed;
    await this.page.close();
  }

  #ask(verb: Verb, ...args: unknown[]): Promise<unknown> {
    return this.page.evaluate(
      ([name, what, more]) => (window as unknown as ProofWindow).proofs.ask(name, what, ...more),
      [this.#client.name, verb, args] as const,
    );
  }
}
