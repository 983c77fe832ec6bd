/** The main job, short, against each way a service may work: `npm run journeys -- variants`. What is checked is what plain REST says. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { toGlobalId } from '../../src/shared/ids.js';
import { photoBytes, TestService } from '../support/service.js';
import { Person } from './person.js';
import type { Demo } from './person.js';
import { createWorld, goTo } from './world.js';
import type { World } from './world.js';

interface Variant {
  readonly name: string;
  /** The emulator's switches. */
  readonly options: Record<string, unknown>;
  readonly photoSize?: number;
  /** The first reply to the edits never comes. */
  readonly losesReply?: true;
  /** Operations that the service must have seen, or must not. */
  readonly seen?: readonly string[];
  readonly unseen?: readonly string[];
}

const MB = 1024 * 1024;
const without = (...names: readonly string[]): object => ({
  syncCapabilities: Object.fromEntries(names.map((name) => [name, false])),
});

const variants: readonly Variant[] = [
  { name: 'perLayer', options: { ...without('supportsPerReplicaSync') } },
  { name: 'perReplica', options: { ...without('supportsPerLayerSync') } },
  { name: 'embedded, synchronous', options: { ...without('supportsAsync') }, unseen: ['job', 'resultFile'] },
  { name: 'by URL, asynchronous', options: {}, seen: ['job', 'resultFile'] },
  {
    name: 'by URL as hosted services name things',
    options: { profile: 'online' },
    seen: ['synchronizeReplica'],
  },
  { name: 'photos as base64', options: { uploads: false }, unseen: ['upload', 'register'] },
  { name: 'photos by upload', options: {}, photoSize: 60_000, seen: ['upload'] },
  { name: 'photos in parts', options: {}, photoSize: 5 * MB, seen: ['register', 'uploadPart', 'commit'] },
  ...(['error', 'update', 'duplicate'] as const).map((duplicateAdd): Variant => ({
    name: `a lost reply, where a repeated add leads to ${duplicateAdd}`,
    options: { duplicateAdd },
    losesReply: true,
  })),
  {
    name: 'tokens that live ten seconds',
    options: { secured: true, tokenLifetimeMs: 10_000 },
    seen: ['generateToken'],
  },
];

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const globalIdOf = (row: { attributes: Record<string, unknown> }): string =>
  toGlobalId(String(row.attributes['GlobalID']));

/** Signs in whenever the page asks, for as long as the page is open. */
async function keepSigningIn(page: Page): Promise<void> {
  const person = new Person(page);
  const dialog = person.by('sign-in-dialog');
  while (!page.isClosed()) {
    try {
      await dialog.waitFor({ state: 'visible', timeout: 1000 });
      await dialog.locator('[name=username]').fill('inspector');
      await dialog.locator('[name=password]').fill('inspector');
      await person.by('sign-in-submit').click();
      await dialog.waitFor({ state: 'hidden' });
    } catch {
      // Nobody asked, or the page is gone.
    }
  }
}

describe('the main job', () => {
  let world: World;
  before(async () => {
    world = await createWorld();
  });
  after(() => world.close());

  for (const variant of variants) {
    test(variant.name, async () => {
      const base = new URL(world.service.url).origin;
      const service = await TestService.create({ jobDelayMs: 20, ...variant.options }, 12, base);
      const isSecured = variant.options['secured'] === true;
      const token = async (): Promise<string | undefined> => (isSecured ? service.token('admin') : undefined);
      const context = await world.profile().open();
      const page = await goTo(context, `${world.pageUrl}?watch=0&service=${encodeURIComponent(service.url)}`);
      const signingIn = isSecured ? keepSigningIn(page) : Promise.resolve();
      const person = new Person(page);
      await person.takeOffline();

      await context.setOffline(true);
      const rows = await service.features(0, '1=1', await token());
      const [edited, removed, photographed] = rows.map(globalIdOf);
      assert.ok(edited && removed && photographed);
      await person.add(0, { name: 'Made offline' });
      await person.edit(0, edited, { notes: 'Lid is loose' });
      await person.delete(0, removed);
      const photo = Buffer.from(photoBytes(variant.photoSize ?? 60_000, 5));
      await person.choose(0, photographed);
      await person.attach({ name: 'variant.jpg', mimeType: 'image/jpeg', buffer: photo });

      const before = await service.operations();
      await service.clearLog();
      // With its head, or the browser itself would send the request again: a doubling that no page can see or prevent.
      if (variant.losesReply)
        await service.fault({ operation: 'synchronizeReplica', kind: 'cutBody', atByte: 0, occurrence: 2 });
      // Long enough for a short-lived token to be worth nothing.
      if (isSecured) await new Promise((resolve) => setTimeout(resolve, 10_500));
      await context.setOffline(false);
      await person.sync();
      await page.waitForFunction(
        () => {
          const { pending } = (window as unknown as Demo).gdbDemo.controller.state;
          return pending.features + pending.attachments === 0;
        },
        undefined,
        { timeout: 60_000 },
      );

      const found = await service.features(0, '1=1', await token());
      assert.equal(found.filter((row) => row.attributes['name'] === 'Made offline').length, 1);
      const byId = new Map(found.map((row) => [globalIdOf(row), row]));
      assert.equal(byId.get(edited)?.attributes['notes'], 'Lid is loose');
      assert.equal(byId.has(removed), false);
      const at = `${service.url}/0/${String(byId.get(photographed)?.attributes['OBJECTID'])}/attachments`;
      const ask = async (url: string): Promise<Response> =>
        fetch(`${url}?${new URLSearchParams({ f: 'json', token: (await token()) ?? '' }).toString()}`);
      const { attachmentInfos } = (await (await ask(at)).json()) as { attachmentInfos: { id: number; name: string }[] };
      const photos = attachmentInfos.filter(({ name }) => name === 'variant.jpg');
      assert.equal(photos.length, 1);
      const bytes = new Uint8Array(await (await ask(`${at}/${String(photos[0]?.id)}`)).arrayBuffer());
      assert.equal(hash(bytes), hash(photo));

      const operations = [...before, ...(await service.operations())];
      for (const operation of variant.seen ?? []) assert.ok(operations.includes(operation), `${operation} was asked`);
      for (const operation of variant.unseen ?? []) assert.ok(!operations.includes(operation), `no ${operation}`);
      await context.close();
      await signingIn;
    });
  }
});
