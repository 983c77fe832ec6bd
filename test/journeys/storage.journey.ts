/** Journey: the storage goes away under a running page, is denied to it, or is upgraded by newer code: each is said, and nothing is half done. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../../scripts/find-browser.mjs';
import { LAYER_IDS, smallService } from '../proofs/small-service.js';
import { newerPage } from '../proofs/newer-page.js';
import { createProofWorld, Tab, type ProofWorld } from '../proofs/world.js';
import type { TestService } from '../support/service.js';

let world: ProofWorld;
before(async () => {
  world = await createProofWorld();
});
after(() => world.close());

interface Shown {
  readonly missingCopy: { readonly kind: string } | null;
  readonly readiness: { readonly maybePrivate: boolean };
}

async function offline(service: TestService): Promise<Tab> {
  const client = { serviceUrl: service.url, name: 'me', settleMs: 200 };
  const tab = await Tab.open(await world.newContext(), world.pageUrl, client);
  assert.equal((await tab.work('generate')).said, 'completed');
  return tab;
}

const create = (): Promise<TestService> => smallService(world.emulator);
const added = (name: string) =>
  ({ kind: 'add', layerId: 0, globalId: crypto.randomUUID(), fields: { NAME: name } }) as const;

/** What "clear site data" does to the databases of an origin, whatever is open. */
async function clear(tab: Tab): Promise<void> {
  const cdp = await tab.page.context().newCDPSession(tab.page);
  const { origin } = new URL(world.pageUrl);
  await cdp.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
}

/** A page of another site: localhost is none of 127.0.0.1. */
function otherSite(): { start(html: string): Promise<string>; stop(): void } {
  const server = createServer();
  return {
    start: async (html) => {
      server.on('request', (_request, response) => response.setHeader('content-type', 'text/html').end(html));
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      return `http://localhost:${String((server.address() as AddressInfo).port)}/`;
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

test('storage cleared under a running page: edits and syncs say so, nothing is sent, and the area can be taken again', async () => {
  const service = await create();
  const tab = await offline(service);
  await tab.edit(added('Gone with the storage'));
  await service.clearLog();
  await clear(tab);
  await assert.rejects(tab.edit(added('Too late')), /closed or removed by the browser|it is empty|another one/);
  assert.equal((await tab.work('sync')).said, 'storage-lost');
  assert.deepEqual(
    (await service.operations()).filter((operation) => operation === 'synchronizeReplica'),
    [],
  );
  await tab.reload();
  assert.equal(((await tab.state()) as Shown).missingCopy?.kind, 'here');
  assert.equal((await tab.work('generate')).said, 'completed');
  await tab.edit(added('After'));
  assert.equal((await tab.insist('sync'))?.said, 'completed');
  assert.equal((await service.features(0, "NAME = 'After'")).length, 1);
});

test('storage cleared while the reply is on its way: the run ends in words, and what was committed is there once', async () => {
  const service = await create();
  const tab = await offline(service);
  await tab.edit(added('On its way'));
  await service.fault({ operation: 'synchronizeReplica', kind: 'holdReply' });
  const working = tab.work('sync');
  await service.held();
  await clear(tab);
  await service.clearFaults();
  assert.equal((await working).said, 'storage-lost');
  await tab.reload();
  assert.equal((await tab.work('generate')).said, 'completed');
  assert.equal((await tab.insist('sync'))?.said, 'completed');
  assert.equal((await service.features(0, "NAME = 'On its way'")).length, 1);
  const here = (await tab.look(LAYER_IDS)).rows.filter(({ fields }) => fields['NAME'] === 'On its way');
  assert.equal(here.length, 1);
});

test('a private window works as any other; whether it is one the page can only guess', async (t) => {
  const service = await create();
  // A context of its own is what Chromium calls incognito.
  const tab = await offline(service);
  const { maybePrivate } = ((await tab.state()) as Shown).readiness;
  t.diagnostic(`its guess here: ${maybePrivate ? 'private' : 'not private'}`);
  assert.equal(typeof maybePrivate, 'boolean');
  await tab.edit(added('In private'));
  assert.equal((await tab.insist('sync'))?.said, 'completed');
  assert.equal((await service.features(0, "NAME = 'In private'")).length, 1);
});

test('storage denied to a page inside another one: `storage-unavailable` in words, and the service is asked for nothing', async () => {
  const service = await create();
  const host = otherSite();
  const profile = join(world.folder, 'blocked');
  mkdirSync(join(profile, 'Default'), { recursive: true });
  const blocked = { profile: { block_third_party_cookies: true, cookie_controls_mode: 1 } };
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(blocked));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: requireBrowser('chromium'),
    args: [...chromiumArgs(), '--no-first-run'],
    chromiumSandbox: false,
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(await host.start(`<!doctype html><iframe src="${world.pageUrl}"></iframe>`));
    const frame = page.frames().find((one) => one !== page.mainFrame());
    assert.ok(frame);
    await frame.waitForFunction(() => 'proofs' in window);
    await service.clearLog();
    const options = { serviceUrl: service.url, name: 'me', settleMs: 200 };
    const said: string = await frame.evaluate(
      `window.proofs.open(${JSON.stringify(options)}).then(() => 'opened', (error) => error.code + ': ' + error.message)`,
    );
    assert.match(said, /^storage-unavailable: The browser denies its storage to this page: .*tab of its own/);
    assert.deepEqual(await service.operations(), []);
  } finally {
    await context.close();
    host.stop();
  }
});

test('newer code upgrades the store under an old tab: the old one says what to do, the new one has every edit and sends it', async () => {
  const service = await create();
  const old = await offline(service);
  await old.edit(added('From the old tab'));
  const newer = await world.addPage('newer', newerPage);
  const client = { serviceUrl: service.url, name: 'me', settleMs: 200 };
  const tab = await Tab.open(old.page.context(), newer, client);
  await assert.rejects(old.edit(added('Too late')), /newer version/i);
  assert.equal((await old.work('sync')).said, 'schema-newer');
  await tab.edit(added('From the new tab'));
  assert.equal((await tab.insist('sync'))?.said, 'completed');
  for (const name of ['From the old tab', 'From the new tab'])
    assert.equal((await service.features(0, `NAME = '${name}'`)).length, 1, name);
  assert.equal((await service.features(0, "NAME = 'Too late'")).length, 0);
});
