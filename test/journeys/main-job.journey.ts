/** Journey a: a day in the field. Real Chromium, the demo page, the emulator over HTTP; what is checked is what plain REST says. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { toGlobalId, toWireId } from '../../src/shared/ids.js';
import { photoBytes } from '../support/service.js';
import { Person } from './person.js';
import type { Demo } from './person.js';
import { createWorld, goTo } from './world.js';
import type { World } from './world.js';

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

const MB = 1024 * 1024;
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const globalIdOf = (row: { attributes: Record<string, unknown> }): string =>
  toGlobalId(String(row.attributes['GlobalID']));

test('take offline, work without network over reloads, sync: everything arrives once, and others’ work comes', async () => {
  const { service } = world;
  const context = await world.profile().open();
  const page = await goTo(context, world.pageUrl);
  let person = new Person(page);

  await person.takeOffline();
  await person.by('opens-offline', '[data-value="yes"]').waitFor();
  const points = await service.features(0);
  const areas = await service.features(1);
  const [edited, removed, photographed] = points.map(globalIdOf);
  const [area, removedArea] = areas.map(globalIdOf);
  assert.ok(edited && removed && photographed && area && removedArea);

  await context.setOffline(true);
  await page.reload();
  person = new Person(page);
  await person.by('feature-row').first().waitFor();

  await person.add(0, { name: 'Well in the woods' });
  await person.edit(0, edited, { notes: 'Lid is loose' });
  await person.delete(0, removed);
  await person.edit(1, area, { priority: 'High' });
  await person.delete(1, removedArea);
  // Polygons are drawn, not typed; the page has no drawing, so a script adds one, as a host page would.
  await page.evaluate(() =>
    (window as unknown as Demo).gdbDemo.controller.applyEdits(1, {
      adds: [
        {
          attributes: { name: 'A new area' },
          geometry: {
            rings: [
              [
                [8, 47],
                [8, 47.1],
                [8.1, 47.1],
                [8, 47],
              ],
            ],
          },
        },
      ],
    }),
  );
  const large = Buffer.from(photoBytes(12 * MB, 3));
  const small = Buffer.from(photoBytes(80_000, 4));
  await person.choose(0, photographed);
  await person.attach(
    { name: 'panorama.jpg', mimeType: 'image/jpeg', buffer: large },
    { name: 'detail.jpg', mimeType: 'image/jpeg', buffer: small },
  );
  const before = { features: await person.pending('features'), attachments: await person.pending('attachments') };
  assert.deepEqual(before, { features: 6, attachments: 2 });

  await page.reload();
  person = new Person(page);
  await person.by('feature-row').first().waitFor();
  assert.deepEqual(
    { features: await person.pending('features'), attachments: await person.pending('attachments') },
    before,
  );

  await service.applyEdits(0, { adds: [{ attributes: { name: 'By another client' }, geometry: { x: 7.4, y: 46.9 } }] });
  await service.clearLog();
  await context.setOffline(false);
  await person.sync();
  assert.equal(await person.stateKind(), 'completed');
  assert.equal(await person.pending('features'), 0);
  assert.equal(await person.pending('attachments'), 0);

  const rows = new Map((await service.features(0)).map((row) => [globalIdOf(row), row]));
  assert.equal([...rows.values()].filter((row) => row.attributes['name'] === 'Well in the woods').length, 1);
  assert.equal(rows.get(edited)?.attributes['notes'], 'Lid is loose');
  assert.equal(rows.has(removed), false);
  assert.equal((await service.features(1, `GlobalID = '${toWireId(area)}'`))[0]?.attributes['priority'], 3);
  assert.equal((await service.features(1, "name = 'A new area'")).length, 1);
  assert.equal((await service.features(1, `GlobalID = '${toWireId(removedArea)}'`)).length, 0);

  const objectId = Number(rows.get(photographed)?.attributes['OBJECTID']);
  const infos = await service.attachmentInfos(0, objectId);
  for (const [name, bytes] of [
    ['panorama.jpg', large],
    ['detail.jpg', small],
  ] as const) {
    const found = infos.filter((info) => info.name === name);
    assert.equal(found.length, 1, `${name} is there once`);
    const reply = await fetch(`${service.url}/0/${String(objectId)}/attachments/${String(found[0]?.id)}`);
    assert.equal(sha(new Uint8Array(await reply.arrayBuffer())), sha(bytes), `${name} arrived byte for byte`);
  }
  const theirs = await page.evaluate(async () => {
    const { controller } = (window as unknown as Demo).gdbDemo;
    return (await controller.queryFeatures(0)).features.filter(
      (feature) => feature.attributes['name'] === 'By another client',
    ).length;
  });
  assert.equal(theirs, 1);

  await service.clearLog();
  await person.sync();
  const again = (await service.log()).filter((entry) => entry.operation === 'synchronizeReplica');
  assert.equal(again.length, 1);
  assert.deepEqual(again[0]?.edits ?? [], []);
  assert.equal(
    (await service.operations()).some((operation) => operation === 'upload' || operation === 'uploadPart'),
    false,
  );
  await context.close();
});
