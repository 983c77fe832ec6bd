/**
 * Journey: a tab is frozen by the system in the middle of a sync, and nobody presses anything. Time passes ten times as fast in both tabs, and a
 * frozen one fires no timer and hears no reply: the browser's own command (`Page.setWebLifecycleState`) does nothing to a page that is seen, and
 * without a screen every page is.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Person } from './person.js';
import type { Demo } from './person.js';
import { createWorld, goTo } from './world.js';
import type { World } from './world.js';

const SPEED = 10;

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

interface Tab extends Demo {
  /** Every state that was shown. */
  kinds: string[];
  freeze(): void;
  thaw(): void;
}

/** Runs in the page before anything of ours. As text: what compiles this file puts names of its own into functions. */
const bendTime = (begun: number): string => `{
  let frozen = null, wake;
  const realNow = Date.now.bind(Date), realTimeout = setTimeout.bind(window), realFetch = fetch.bind(window);
  Date.now = () => Math.round(${String(begun)} + (realNow() - ${String(begun)}) * ${String(SPEED)});
  window.setTimeout = (handler, ms = 0) => realTimeout(() => Promise.resolve(frozen).then(handler), ms / ${String(SPEED)});
  window.fetch = async (...args) => {
    const response = await realFetch(...args);
    await frozen;
    return response;
  };
  window.freeze = () => { frozen = new Promise((resolve) => (wake = resolve)); };
  window.thaw = () => { frozen = null; wake(); };
}`;

async function watch({ page }: Person): Promise<void> {
  await page.evaluate(() => {
    const { gdbDemo } = window as unknown as Tab;
    const kinds: string[] = [];
    (window as unknown as Tab).kinds = kinds;
    (gdbDemo.controller as unknown as EventTarget).addEventListener('gdb-sync-status-change', () => {
      kinds.push(gdbDemo.controller.state.sync.kind);
    });
  });
}

test('another tab that shows its sync takes over by itself; what thaws tells nobody that it was cancelled', async () => {
  const { service } = world;
  const context = await world.profile().open();
  await context.addInitScript(bendTime(Date.now()));
  const left = new Person(await goTo(context, `${world.pageUrl}?watch=0`));
  await left.takeOffline();
  const right = new Person(await context.newPage());
  await right.page.goto(`${world.pageUrl}?watch=0`);
  await right.by('feature-row').first().waitFor();
  await left.add(0, { name: 'From a frozen tab' });
  await watch(left);
  await watch(right);

  await service.clearLog();
  await service.fault({ operation: 'synchronizeReplica', kind: 'holdReply' });
  await left.syncButton.evaluate((button) => (button as HTMLElement).click());
  await service.held();
  await right.page.waitForFunction(() => (window as unknown as Demo).gdbDemo.controller.state.elsewhere);
  await left.page.evaluate(() => {
    (window as unknown as Tab).freeze();
  });
  await service.release();

  await right.page.waitForFunction(
    () => {
      const { sync, elsewhere } = (window as unknown as Demo).gdbDemo.controller.state;
      return sync.kind === 'completed' && !elsewhere;
    },
    undefined,
    { timeout: 60_000, polling: 100 },
  );
  const taken = await kindsOf(right);
  assert.ok(taken.includes('reconciling'), `it asked what had arrived, not only heard of the end: ${taken.join()}`);
  assert.equal(await right.pending('features'), 0);

  await left.page.evaluate(() => {
    (window as unknown as Tab).thaw();
  });
  await left.rest();
  assert.equal(await left.stateKind(), 'completed');
  assert.equal(await left.pending('features'), 0);
  for (const person of [left, right]) {
    const kinds = await kindsOf(person);
    assert.ok(!kinds.includes('cancelled') && !kinds.includes('failed'), kinds.join());
  }
  const carriers = (await service.log()).filter(
    (entry) => entry.operation === 'synchronizeReplica' && (entry.edits ?? []).length > 0,
  );
  assert.equal(carriers.length, 1, 'the edits were sent once');
  assert.equal((await service.features(0, "name = 'From a frozen tab'")).length, 1);
  await context.close();
});

function kindsOf({ page }: Person): Promise<readonly string[]> {
  return page.evaluate(() => (window as unknown as Tab).kinds);
}
