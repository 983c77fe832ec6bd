/** Journey c: the browser process is killed in the middle of a photo, and between the server's commit and the reply. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { toGlobalId } from '../../src/shared/ids.js';
import { photoBytes } from '../support/service.js';
import { Person } from './person.js';
import { createWorld, goTo } from './world.js';
import type { Profile, World } from './world.js';

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

async function until(what: () => Promise<boolean>, words: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await what()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Waited in vain: ${words}`);
}

async function reopen(profile: Profile): Promise<Person> {
  const context = await profile.open();
  const person = new Person(await goTo(context, world.pageUrl));
  await person.by('feature-row').first().waitFor();
  return person;
}

test('killed in the middle of the photo and again between commit and reply: nothing lost, nothing doubled', async () => {
  const { service } = world;
  const profile = world.profile();
  let person = new Person(await goTo(await profile.open(), world.pageUrl));
  await person.takeOffline();
  const photo = Buffer.from(photoBytes(12 * 1024 * 1024, 9));
  const [row] = await service.features(0);
  const globalId = toGlobalId(String(row?.attributes['GlobalID']));
  await person.add(0, { name: 'Added before the crash' });
  await person.choose(0, globalId);
  await person.attach({ name: 'crash.jpg', mimeType: 'image/jpeg', buffer: photo });

  // First: after some parts of the photo.
  await service.clearLog();
  await service.fault({ operation: 'uploadPart', kind: 'holdRequest', occurrence: 4 });
  await person.syncButton.click();
  await until(
    async () => (await service.log()).filter((entry) => entry.operation === 'uploadPart').length >= 4,
    'the fourth part',
  );
  await profile.kill();
  await service.clearFaults();

  // The page goes on by itself; its second request for the edits is committed, and its reply never read.
  await service.fault({ operation: 'synchronizeReplica', kind: 'holdReply', occurrence: 1 });
  await reopen(profile);
  await until(async () => (await service.features(0, "name = 'Added before the crash'")).length === 1, 'the commit');
  await profile.kill();
  await service.clearFaults();

  person = await reopen(profile);
  await person.rest();
  await person.sync();
  assert.equal(await person.pending('features'), 0);
  assert.equal(await person.pending('attachments'), 0);
  assert.equal((await service.features(0, "name = 'Added before the crash'")).length, 1);
  const objectId = Number(row?.attributes['OBJECTID']);
  const found = (await service.attachmentInfos(0, objectId)).filter((info) => info.name === 'crash.jpg');
  assert.equal(found.length, 1);
  const reply = await fetch(`${service.url}/0/${String(objectId)}/attachments/${String(found[0]?.id)}`);
  const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  assert.equal(hash(new Uint8Array(await reply.arrayBuffer())), hash(photo));
  const parts = (await service.log()).filter((entry) => entry.operation === 'uploadPart' && entry.performed > 0);
  assert.ok(parts.length <= 8, `parts already there are not sent again (${String(parts.length)} sent of 6)`);
  await profile.kill();
});
