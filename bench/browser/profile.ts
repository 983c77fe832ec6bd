/** Chromium on a profile of its own, empty at first, gone at the end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../../scripts/find-browser.mjs';
import type { StoreName } from '../stores.js';
import { ProcessWatch, untilAtRest } from './processes.js';

export class Profile {
  readonly #url: string;
  readonly #dir: string;
  #context: BrowserContext | null = null;
  readonly #clean = (): void => {
    rmSync(this.#dir, { recursive: true, force: true, maxRetries: 5 });
  };

  constructor(url: string) {
    this.#url = url;
    this.#dir = mkdtempSync(join(tmpdir(), 'gdb-bench-'));
    // Ctrl-C ends the browser by itself, but not what it wrote.
    process.once('exit', this.#clean);
  }

  /** A fresh page in which this store's code is loaded; the browser is started where it is not. */
  async page(store: StoreName): Promise<Page> {
    this.#context ??= await chromium.launchPersistentContext(this.#dir, {
      executablePath: requireBrowser('chromium'),
      args: [
        ...chromiumArgs(),
        '--disable-background-networking',
        '--no-first-run',
        // A page in reserve would count as memory of the one that is measured.
        '--disable-features=SpareRendererForSitePerProcess',
      ],
      timeout: 120_000,
    });
    this.#context.setDefaultTimeout(0);
    const page = this.#context.pages()[0] ?? (await this.#context.newPage());
    // By way of an empty page: nothing of the one before stays in memory.
    await page.goto('about:blank');
    await page.goto(this.#url);
    await page.waitForFunction(() => 'bench' in window);
    await page.evaluate((name) => window.bench.choose(name), store);
    return page;
  }

  /** A browser that was just started works on for a while, which a load of half a second would feel and one of twenty would not. */
  atRest(): Promise<void> {
    return untilAtRest(this.#dir);
  }

  watch(): ProcessWatch {
    return new ProcessWatch(this.#dir);
  }

  /** Ends the browser; the next page starts another on the same data. */
  async quit(): Promise<void> {
    const context = this.#context;
    this.#context = null;
    await context?.close();
  }

  async remove(): Promise<void> {
    await this.quit();
    process.off('exit', this.#clean);
    this.#clean();
  }
}
