/** Journey d: two tabs, sync pressed in both. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { toGlobalId } from '../../src/shared/ids.js';
import { Person } from './person.js';
import type { Demo } from './person.js';
import { createWorld, goTo } from './world.js';
import type { World } from './world.js';

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

test('one tab syncs, both show it, each request goes out once', async () => {
  const { service } = world;
  const context = await world.profile().open();
  const left = new Person(await goTo(context, `${world.pageUrl}?watch=0`));
  await left.takeOffline();
  const right = new Person(await context.newPage());
  await right.page.goto(`${world.pageUrl}?watch=0`);
  await right.by('feature-row').first().waitFor();

  const [row] = await service.features(0);
  const globalId = toGlobalId(String(row?.attributes['GlobalID']));
  await left.add(0, { name: 'Once from two tabs' });
  await right.choose(0, globalId);
  await right.attach({
    name: 'once.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from('not really a picture, but bytes all the same'),
  });
  await left.page.waitForFunction(() => (window as unknown as Demo).gdbDemo.controller.state.pending.attachments === 1);

  await service.clearLog();
  // The reply waits until both tabs show it: one as its own work, one as the other's.
  await service.fault({ operation: 'synchronizeReplica', kind: 'holdReply' });
  const press = (person: Person): Promise<void> =>
    person.syncButton.evaluate((button) => (button as HTMLElement).click());
  await Promise.all([press(left), press(right)]);
  const submitting = (person: Person): Promise<unknown> =>
    person.page.waitForFunction(
      () => (window as unknown as Demo).gdbDemo.controller.state.sync.kind === 'submitting',
      undefined,
      { polling: 50 },
    );
  await Promise.all([submitting(left), submitting(right)]);
  const elsewhere = await Promise.all(
    [left, right].map((person) =>
      person.page.evaluate(() => (window as unknown as Demo).gdbDemo.controller.state.elsewhere),
    ),
  );
  assert.equal(elsewhere.filter(Boolean).length, 1, 'exactly one tab shows the work of the other');
  await service.held();
  await service.release();
  await Promise.all([left.rest(), right.rest()]);

  for (const person of [left, right]) {
    assert.equal(await person.stateKind(), 'completed');
    assert.equal(await person.pending('features'), 0);
    assert.equal(await person.pending('attachments'), 0);
  }
  const log = await service.log();
  const carriers = log.filter((entry) => entry.operation === 'synchronizeReplica' && (entry.edits ?? []).length > 0);
  assert.equal(carriers.length, 1, 'the edits travel in exactly one synchronizeReplica');
  const writing = log.filter((entry) =>
    ['upload', 'register', 'uploadPart', 'commit', 'synchronizeReplica'].includes(entry.operation),
  );
  for (const [operation, count] of counted(writing.map((entry) => entry.operation)))
    assert.equal(count, 1, `${operation} once`);
  assert.equal((await service.features(0, "name = 'Once from two tabs'")).length, 1);
  await context.close();
});

function counted(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
