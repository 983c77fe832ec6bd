/**
 * A rescue file under the strict header, with the service on another origin and a sign-in: out of one browser profile, into another, sent once. Whatever
 * the first profile keeps, prints and exports is searched for the tokens it used.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import type { SyncController } from '../../src/controller/types.js';
import { photoBytes } from '../support/service.js';
import { Person } from './person.js';
import { everythingKept } from './kept.js';
import { createWorld, goTo } from './world.js';
import type { World } from './world.js';

interface DemoWindow {
  readonly gdbDemo: { readonly controller: SyncController };
}

let world: World;
before(async () => {
  world = await createWorld({ secured: true, duplicateAdd: 'duplicate' });
});
after(() => world.close());

/** What a page says, asks for with a token, and is refused by its header. */
interface Watch {
  readonly said: string[];
  readonly tokens: Set<string>;
  readonly origins: Set<string>;
}

function watch(context: BrowserContext): Watch {
  const seen: Watch = { said: [], tokens: new Set(), origins: new Set() };
  context.on('console', (message) => void seen.said.push(message.text()));
  context.on('weberror', (error) => void seen.said.push(String(error.error())));
  context.on('request', (request) => {
    const found = /(?:^|[?&])token=([^&]+)/.exec(`${new URL(request.url()).search}&${request.postData() ?? ''}`)?.[1];
    const header = request.headers()['x-esri-authorization']?.replace(/^Bearer /, '');
    for (const token of [found, header]) {
      if (token === undefined || token === '') continue;
      seen.tokens.add(decodeURIComponent(token));
      seen.origins.add(new URL(request.url()).origin);
    }
  });
  return seen;
}

async function open(context: BrowserContext): Promise<{ readonly page: Page; readonly person: Person }> {
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`header: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  const page = await goTo(context, `${world.pageUrl}?watch=0&settle=300`);
  const person = new Person(page);
  await person.syncButton.filter({ hasText: 'Take offline' }).click();
  const dialog = person.by('sign-in-dialog');
  await dialog.waitFor({ state: 'visible' });
  await dialog.locator('[name=username]').fill('inspector');
  await dialog.locator('[name=password]').fill('inspector');
  await person.by('sign-in-submit').click();
  await person.by('feature-row').first().waitFor({ timeout: 30_000 });
  await person.rest();
  return { page, person };
}

test('work goes from one profile to another by a sealed file, under the strict header, and no token with it', async () => {
  const { service } = world;
  const first = await world.profile().open();
  const seen = watch(first);
  const { page, person } = await open(first);
  await person.add(0, { name: 'Handed over', notes: 'by a file' });
  const photo = Buffer.from(photoBytes(3_000_000));
  await page.evaluate(async (base64) => {
    const { controller } = (window as unknown as DemoWindow).gdbDemo;
    const [row] = (await controller.queryFeatures(0, { where: "name = 'Handed over'" })).features;
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    await controller.addAttachment(0, row?.globalId ?? '', new File([bytes], 'photo.jpg', { type: 'image/jpeg' }));
  }, photo.toString('base64'));

  const file = async (passphrase: string | null): Promise<Buffer> => {
    const download = page.waitForEvent('download');
    await page.evaluate(async (given) => {
      const { controller } = (window as unknown as DemoWindow).gdbDemo;
      const options = given === null ? {} : { passphrase: given, mode: 'hand-over' as const };
      const { file: made, name } = await controller.exportPendingEdits(options);
      const link = document.createElement('a');
      link.href = URL.createObjectURL(made as File);
      link.download = name;
      link.click();
    }, passphrase);
    return readFileSync(await (await download).path());
  };
  const plain = await file(null);
  const sealed = await file('four words of mine');

  const second = await world.profile().open();
  const seenToo = watch(second);
  const other = await open(second);
  const imported = await other.page.evaluate(async (base64) => {
    const { controller } = (window as unknown as DemoWindow).gdbDemo;
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    return controller.importPendingEdits(new Blob([bytes]), { passphrase: 'four words of mine' });
  }, sealed.toString('base64'));
  assert.deepEqual(imported, { features: 1, attachments: 1, known: 0 });
  for (const each of [other.page, page])
    await each.evaluate(() => (window as unknown as DemoWindow).gdbDemo.controller.syncGeodatabase());
  const token = await service.token('admin');
  assert.equal((await service.features(0, "name = 'Handed over'", token)).length, 1);

  assert.ok(seen.tokens.size > 0, 'tokens were used');
  assert.deepEqual(
    [...seen.origins, ...seenToo.origins],
    Array(2).fill(new URL(service.url).origin),
    'one origin each',
  );
  const kept = { page: await everythingKept(page), other: await everythingKept(other.page) };
  assert.ok(kept.page.includes('Handed over'), 'the search finds what is there');
  assert.ok(plain.includes('Handed over'), 'the zip is not compressed');
  const places = {
    kept: kept.page + kept.other,
    zip: plain.toString('latin1'),
    said: [...seen.said, ...seenToo.said].join('\n'),
  };
  for (const secret of [...seen.tokens, ...seenToo.tokens])
    for (const [place, text] of Object.entries(places)) assert.ok(!text.includes(secret), `a token in ${place}`);
  assert.deepEqual(
    [...seen.said, ...seenToo.said].filter((text) => text.startsWith('header:')),
    [],
  );
  await first.close();
  await second.close();
});
