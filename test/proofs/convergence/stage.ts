/** A page in which stories are played, one after the other, each with fresh databases. */
import type { BrowserContext, Page } from 'playwright-core';
import type { Finding } from '../checker.js';
import { within } from '../within.js';
import type { ProofWindow, ProofWorld } from '../world.js';
import type { Story } from './story.js';

/** After so many stories the context, and all that it stores, is thrown away. */
const STORIES_PER_CONTEXT = 40;
const HUNG_MS = 60_000;

export class Stage {
  readonly #world: ProofWorld;
  readonly #onRequests: ((line: string) => void) | null;
  #context: BrowserContext | null = null;
  #page: Page | null = null;
  #count = 0;

  /** `onRequests`: hears each request of a story that failed. */
  constructor(world: ProofWorld, onRequests: ((line: string) => void) | null = null) {
    this.#world = world;
    this.#onRequests = onRequests;
  }

  async play(story: Story): Promise<readonly Finding[]> {
    this.#count += 1;
    if (this.#count % STORIES_PER_CONTEXT === 0) await this.close();
    const page = (this.#page ??= await this.#open());
    const findings = await within(
      HUNG_MS,
      page.evaluate(([one, emulator]) => (window as unknown as ProofWindow).proofs.playStory(one, emulator), [
        story,
        this.#world.emulator,
      ] as const),
    );
    // Whatever still runs in the page of a failure goes with it.
    if (findings.length > 0) await this.close();
    return findings;
  }

  async #open(): Promise<Page> {
    this.#context = await this.#world.newContext();
    const page = await this.#context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'debug') this.#onRequests?.(message.text());
    });
    await page.goto(this.#world.pageUrl);
    await page.waitForFunction(() => 'proofs' in window);
    return page;
  }

  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = null;
    this.#page = null;
  }
}
