/** Journey: the device has no room left, at each kind of write, by a quota that the browser really enforces. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CDPSession, Page } from 'playwright-core';
import { Person } from './person.js';
import { createWorld, goTo } from './world.js';
import type { World } from './world.js';

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

/** For so long Chromium lets a database write into the room that it found there last. */
const QUOTA_REMEMBERED_MS = 31_000;

/** What the page tells of one try. */
interface Tried {
  readonly code: string;
  readonly message: string;
}

/** What must be as before. */
interface Kept {
  readonly rows: string;
  readonly pending: unknown;
  readonly generations: unknown;
  readonly attachments: number;
}

type Kind = 'edit' | 'photo' | 'video' | 'sync' | 'load';

interface Controller {
  readonly state: {
    readonly pending: unknown;
    readonly geodatabase: { readonly generations: unknown } | null;
  };
  applyEdits(layerId: number, edits: unknown): Promise<unknown>;
  queryFeatures(layerId: number): Promise<{ features: { attributes: Record<string, unknown> }[] }>;
  queryGlobalIds(layerId: number): Promise<readonly string[]>;
  queryAttachments(layerId: number, globalIds: readonly string[]): Promise<readonly unknown[]>;
  addAttachment(layerId: number, globalId: string, file: Blob): Promise<unknown>;
  syncGeodatabase(): Promise<unknown>;
  createDefaultGenerateGeodatabaseParameters(): Promise<unknown>;
  generateGeodatabase(parameters: unknown): Promise<unknown>;
  resume(reason: string): void;
}

interface Window {
  readonly gdbDemo: { readonly controller: Controller };
}

/** Tries one write; null when it worked. */
async function attempt(page: Page, kind: Kind): Promise<Tried | null> {
  await page.waitForFunction(() => 'gdbDemo' in window);
  return page.evaluate(async (what) => {
    const { controller } = (window as unknown as Window).gdbDemo;
    const [first = ''] = what === 'load' ? [] : await controller.queryGlobalIds(0);
    // What failed for lack of room pauses the work until a person says that there is room.
    controller.resume('storage');
    try {
      switch (what) {
        case 'edit':
          await controller.applyEdits(0, { adds: [{ attributes: { name: 'One more' }, geometry: { x: 1, y: 1 } }] });
          break;
        case 'photo':
          await controller.addAttachment(0, first, new File([new Uint8Array(3_000_000)], 'photo.jpg'));
          break;
        case 'video':
          await controller.addAttachment(0, first, new File([new Uint8Array(30_000_000)], 'video.mp4'));
          break;
        case 'sync':
          await controller.syncGeodatabase();
          break;
        case 'load':
          await controller.generateGeodatabase(await controller.createDefaultGenerateGeodatabaseParameters());
      }
      return null;
    } catch (error) {
      const { code, message } = error as { readonly code: string; readonly message: string };
      return { code, message };
    }
  }, kind);
}

function kept(page: Page): Promise<Kept> {
  return page.evaluate(async () => {
    const { controller } = (window as unknown as Window).gdbDemo;
    const { features } = await controller.queryFeatures(0);
    return {
      rows: JSON.stringify(features.map((feature) => feature.attributes)),
      pending: controller.state.pending,
      generations: controller.state.geodatabase?.generations ?? null,
      attachments: (await controller.queryAttachments(0, await controller.queryGlobalIds(0))).length,
    };
  });
}

async function limit(cdp: CDPSession, page: Page, free: number | null): Promise<void> {
  const { origin } = new URL(page.url());
  // Of a quota below what is used, nothing is free; of none at all, browsers make their own.
  const usage = free === 0 ? 1 : await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
  await cdp.send('Storage.overrideQuotaForOrigin', free === null ? { origin } : { origin, quotaSize: usage + free });
}

function assertFull(tried: Tried | null, kind: Kind): void {
  assert.ok(tried !== null, `${kind} should not have fitted`);
  assert.equal(tried.code, 'storage-full', `${kind}: ${tried.message}`);
  assert.match(tried.message, /\d+ MB/, `${kind} names megabytes`);
}

test('a full device refuses each kind of write in megabytes, keeps what it has, and goes on when there is room', async () => {
  const { service } = world;
  const context = await world.profile().open();
  const page = await goTo(context, `${world.pageUrl}?watch=0`);
  const cdp = await context.newCDPSession(page);
  const person = new Person(page);

  await limit(cdp, page, 0);
  assertFull(await attempt(page, 'load'), 'load');
  assert.equal(await page.evaluate(() => (window as unknown as Window).gdbDemo.controller.state.geodatabase), null);
  await limit(cdp, page, null);
  assert.equal(await attempt(page, 'load'), null);
  await person.by('feature-row').first().waitFor();
  assert.equal(await attempt(page, 'edit'), null);
  assert.equal(await attempt(page, 'photo'), null);

  const before = await kept(page);
  const onService = (await service.features(0)).length;
  await limit(cdp, page, 0);
  await new Promise((resolve) => setTimeout(resolve, QUOTA_REMEMBERED_MS));
  for (const kind of ['edit', 'photo', 'sync', 'video'] as const) {
    // It is announced, and its first part does not fit.
    if (kind === 'video') await limit(cdp, page, 1_000_000);
    assertFull(await attempt(page, kind), kind);
    assert.deepEqual(await kept(page), before, kind);
  }
  assert.equal(
    (await service.features(0)).length,
    onService,
    'nothing was sent of which the outcome could not be kept',
  );

  await limit(cdp, page, null);
  assert.equal(await attempt(page, 'video'), null);
  assert.equal(await attempt(page, 'sync'), null);
  assert.deepEqual(await page.evaluate(() => (window as unknown as Window).gdbDemo.controller.state.pending), {
    features: 0,
    attachments: 0,
    attachmentBytes: 0,
    refused: 0,
    conflicts: 0,
  });
  await context.close();
});
