/** Journey b: the service refuses an edit; a person sees which, why and what to do, puts it right, and sends it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { toGlobalId, toWireId } from '../../src/shared/ids.js';
import { Person } from './person.js';
import type { Demo } from './person.js';
import { createWorld, goTo } from './world.js';
import type { World } from './world.js';

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

test('a refused edit is shown with layer, feature, operation, reason and code; the others are through; the correction is sent', async () => {
  const { service } = world;
  const context = await world.profile().open();
  const person = new Person(await goTo(context, world.pageUrl));
  await person.takeOffline();
  const [first, second] = (await service.features(0)).map((row) => ({
    globalId: toGlobalId(String(row.attributes['GlobalID'])),
    name: String(row.attributes['name']),
  }));
  assert.ok(first && second);

  await person.edit(0, second.globalId, { notes: 'Fine' });
  // The form keeps to the layer's rules; a script of the host page, or a rule that came later, does not.
  await person.page.evaluate(
    (globalId) =>
      (window as unknown as Demo).gdbDemo.controller.applyEdits(0, {
        updates: [{ attributes: { GlobalID: globalId, condition: 42 } }],
      }),
    first.globalId,
  );
  await person.sync();
  assert.equal(await person.stateKind(), 'completed-with-errors');
  assert.equal(
    (await service.features(0, `GlobalID = '${toWireId(second.globalId)}'`))[0]?.attributes['notes'],
    'Fine',
  );

  const errors = person.by('edit-errors');
  await errors.getByText(first.name).first().waitFor();
  const text = (await errors.locator('[part~="base"], .base').first().innerText()).replaceAll(/\s+/g, ' ');
  for (const part of [/Inspection.Points/i, new RegExp(first.name.slice(0, 12)), /change/i, /code 1016/i])
    assert.match(text, part);

  await person.edit(0, first.globalId, { condition: '4' });
  await person.sync();
  assert.equal(await person.stateKind(), 'completed');
  assert.equal((await service.features(0, `GlobalID = '${toWireId(first.globalId)}'`))[0]?.attributes['condition'], 4);
  assert.equal(await person.pending('refused'), 0);
  await context.close();
});
