/**
 * Journey: the pre-planned workflow. An office takes one geodatabase with attachments out of the service; three people, each with a browser profile of
 * their own, open a copy of that file from disk, work, and sync. Then the forbidden orders, each with its error.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import type { SyncController } from '../../src/controller/types.js';
import { toGlobalId } from '../../src/shared/ids.js';
import { makeOfficeFile } from '../support/mobile-file.js';
import { Person } from './person.js';
import { createWorld, goTo } from './world.js';
import type { Profile, World } from './world.js';

/** What a script of the page can reach. */
interface Scripted {
  readonly gdbDemo: { readonly controller: SyncController };
}

let world: World;
let folder: string;
let path: string;
let originalId: string;
before(async () => {
  world = await createWorld();
  folder = mkdtempSync(join(tmpdir(), 'gdb-office-'));
  path = join(folder, 'office.geodatabase');
  const office = await makeOfficeFile(world.service);
  originalId = toGlobalId(office.replicaId);
  writeFileSync(path, Buffer.from(await office.file.arrayBuffer()));
});
after(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Device {
  readonly profile: Profile;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly person: Person;
}

async function device(): Promise<Device> {
  const profile = world.profile();
  const context = await profile.open();
  const page = await goTo(context, world.pageUrl);
  return { profile, context, page, person: new Person(page) };
}

/** A file from disk, handed to the page as a person's choice; the code of the error, empty without one. */
async function register(page: Page, file = path): Promise<string> {
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'office-file';
    document.querySelector('#office-file')?.remove();
    document.body.append(input);
  });
  await page.locator('#office-file').setInputFiles(file);
  return page.evaluate(async () => {
    const input = document.querySelector<HTMLInputElement>('#office-file');
    const chosen = input?.files?.[0];
    if (!chosen) return 'no file';
    const { controller } = (window as unknown as Scripted).gdbDemo;
    return controller.registerGeodatabase(chosen).then(
      () => '',
      (error: unknown) => (error as { code: string }).code,
    );
  });
}

/** "Load from a file" in the menu of the sync button, a look at what is inside, and "Load". */
async function loadByButton(person: Person): Promise<void> {
  const { page } = person;
  const button = person.by('sync-button');
  await button.locator('[data-action=menu]').click();
  await button.locator('[data-item=fileMenu]').click();
  await button.locator('.file-actions input').setInputFiles(path);
  const load = button.locator('[data-action=load]');
  await load.waitFor();
  assert.match(await button.locator('.file-panel').innerText(), /Inspection_Points\s+[\d,]+ rows/);
  await load.click();
  await page.waitForFunction(
    () => (window as unknown as Scripted).gdbDemo.controller.state.geodatabase?.registration?.kind === 'done',
  );
}

const replicaOf = (page: Page): Promise<string> =>
  page.evaluate(() => (window as unknown as Scripted).gdbDemo.controller.state.geodatabase?.replicaId ?? '');

/** All rows without what rounding and editor tracking may change, and the bytes of every photo, as one text. */
function contentOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const { controller } = (window as unknown as Scripted).gdbDemo;
    const out: unknown[] = [];
    for (const layerId of [0, 1, 2]) {
      const { features } = await controller.queryFeatures(layerId, { orderByFields: ['GlobalID'] });
      for (const { globalId, attributes, geometry } of features) {
        const rounded = JSON.stringify(geometry ?? null, (_key, value: unknown) =>
          typeof value === 'number' ? Math.round(value * 1e7) / 1e7 : value,
        );
        out.push([layerId, globalId, { ...attributes, OBJECTID: 0 }, rounded]);
      }
      const ids = features.map(({ globalId }) => globalId);
      for (const photo of await controller.queryAttachments(layerId, ids)) {
        const bytes = await (await controller.readAttachment(photo)).arrayBuffer();
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        out.push([layerId, photo.globalId, photo.name, [...hash].join()]);
      }
    }
    return JSON.stringify(out.map((one) => JSON.stringify(one)).sort());
  });
}

test('one file, three devices: each registers, works and syncs, and all end equal', async () => {
  const { service } = world;
  const devices = [await device(), await device(), await device()];
  for (const [i, { page, person }] of devices.entries()) {
    // The first uses the page as a person does; the others' pages call it by its script.
    if (i === 0) await loadByButton(person);
    else assert.equal(await register(page), '');
    await person.by('feature-row').first().waitFor();
    await person.rest();
  }
  const ids = await Promise.all(devices.map(({ page }) => replicaOf(page)));
  assert.equal(new Set([...ids.map(toGlobalId), originalId]).size, 4, 'four replicas, and none is shared');

  const rows = await service.features(0);
  const globalIds = rows.map((row) => toGlobalId(String(row.attributes['GlobalID'])));
  for (const [i, { person }] of devices.entries()) {
    await person.add(0, { name: `Found by ${String(i)}` });
    await person.edit(0, globalIds[i] ?? '', { notes: `Seen by ${String(i)}` });
    await person.choose(0, globalIds[10 + i] ?? '');
    const buffer = Buffer.from(createHash('sha512').update(String(i)).digest());
    await person.attach({ name: `${String(i)}.jpg`, mimeType: 'image/jpeg', buffer });
  }
  await service.clearLog();
  // Twice, so that the first hears of what the last has sent.
  for (const { person } of [...devices, ...devices]) await person.sync();
  const synced = (await service.log()).filter(({ operation }) => operation === 'synchronizeReplica');
  assert.ok(synced.length >= 6);
  assert.ok(
    synced.every(({ params }) => ids.map(toGlobalId).includes(toGlobalId(String(params['replicaid'])))),
    'each sync names a replica of its own',
  );
  const [first, ...others] = await Promise.all(devices.map(({ page }) => contentOf(page)));
  for (const other of others) assert.equal(other, first);
  assert.equal((await service.features(0, "name LIKE 'Found by %'")).length, 3);
  assert.equal(
    await Promise.all(devices.map(({ person }) => person.pending('features'))).then((all) => all.join()),
    '0,0,0',
  );

  const [one] = devices;
  assert.ok(one);
  assert.equal(await register(one.page), 'already-registered');
  await one.page.evaluate(() => (window as unknown as Scripted).gdbDemo.controller.unregisterGeodatabase());
  await one.page.reload();
  // While the page is being drawn there is none yet.
  await one.page.waitForFunction(
    () => (window as unknown as Partial<Scripted>).gdbDemo?.controller.state.opened === true,
  );
  assert.equal(await register(one.page), 'geodatabase-unregistered', 'after a reload, with no data left');

  const late = await device();
  await service.post('unRegisterReplica', { replicaID: originalId });
  assert.equal(await register(late.page), 'original-unregistered');
  // Who registered before goes on.
  await devices[1]?.person.sync();
  assert.equal(await devices[1]?.person.stateKind(), 'completed');
  await Promise.all([...devices, late].map(({ context }) => context.close()));
});
