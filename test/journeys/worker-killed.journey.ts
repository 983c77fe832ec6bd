/** Journey: the worker that takes in a large reply is killed alone, at several moments. The load begins again, and all of it arrives. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { smallService } from '../proofs/small-service.js';
import { createProofWorld, Tab, type ProofWorld } from '../proofs/world.js';

/** In the page: every worker that the library starts can be ended as a browser ends one, without a word to anybody. */
const WATCH = `
  window.workers = [];
  window.Worker = class extends Worker {
    constructor(...args) {
      super(...args);
      window.workers.push(this);
    }
  };
`;
const ROWS = 4000;

let world: ProofWorld;
before(async () => {
  world = await createProofWorld({ speed: 10 });
});
after(() => world.close());

for (const waitMs of [0, 60, 150, 300])
  test(`a worker killed ${String(waitMs)} ms after it began costs a try, not a row`, async () => {
    const service = await smallService(world.emulator, { rows: ROWS });
    const context = await world.newContext();
    await context.addInitScript(WATCH);
    const tab = await Tab.open(context, world.pageUrl, { serviceUrl: service.url, name: 'me', settleMs: 1_000 });
    await tab.begin('generate');
    await tab.page.waitForFunction(() => (window as unknown as { workers: readonly Worker[] }).workers.length > 0);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    await tab.page.evaluate('window.workers[0].terminate()');
    assert.equal((await tab.insist('generate'))?.said, 'completed');
    assert.equal((await tab.look([0])).rows.length, ROWS);
    await context.close();
  });
