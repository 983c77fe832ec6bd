/** A token-secured service on a page whose only script answers `gdb-auth-required`: sign in once, work, lose the token, sign in again. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Person } from './person.js';
import { createWorld, goTo } from './world.js';
import type { World } from './world.js';

let world: World;
before(async () => {
  world = await createWorld({ secured: true });
});
after(() => world.close());

async function signIn(person: Person): Promise<void> {
  const dialog = person.by('sign-in-dialog');
  await dialog.waitFor({ state: 'visible' });
  await dialog.locator('[name=username]').fill('inspector');
  await dialog.locator('[name=password]').fill('inspector');
  await person.by('sign-in-submit').click();
  await dialog.waitFor({ state: 'hidden' });
}

test('asks for sign-in when the service does, and goes on where it stood', async () => {
  const { service } = world;
  const context = await world.profile().open();
  const person = new Person(await goTo(context, `${world.pageUrl}?watch=0`));
  await person.syncButton.filter({ hasText: 'Take offline' }).click();
  await signIn(person);
  await person.by('feature-row').first().waitFor({ timeout: 30_000 });
  await person.rest();

  await person.add(0, { name: 'Behind the counter' });
  await service.revokeTokens();
  await person.syncButton.click();
  await signIn(person);
  await person.rest();
  assert.equal(await person.pending('features'), 0);
  const token = await service.token('admin');
  assert.equal((await service.features(0, "name = 'Behind the counter'", token)).length, 1);
  await context.close();
});
