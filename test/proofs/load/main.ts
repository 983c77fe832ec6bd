/**
 * `npm run load -- --clients 30`: they work offline, and all come back in the same minute. Prints requests per client and operation, and fails when a
 * sync without changes takes more than three, a job is asked for faster than every two seconds, automatic starts come all at once, or 429 and 503
 * are not obeyed. All sync by themselves, and half of them had pressed the button while there was no connection. In real time: about four minutes.
 */
import { parseArgs } from 'node:util';
import { ensureBrowsers } from '../../../scripts/ensure-browser.mjs';
import { check } from '../checker.js';
import { Ledger } from '../ledger.js';
import type { Deed, SentRequest } from '../page/client.js';
import { lookAtService } from '../server-view.js';
import { LAYER_IDS, smallService } from '../small-service.js';
import { createProofWorld, Tab } from '../world.js';
import { fastestPoll, operationOf, perOperation, tooEarly } from './figures.js';

const { values } = parseArgs({ options: { clients: { type: 'string', default: '30' } } });
const count = Number(values.clients);
/** Clients that share a page, so that thirty need no thirty processes. */
const PER_PAGE = 6;
const START_WITHIN_MS = 60_000;
/** Who was away for less waits for less. */
const AWAY_MS = 65_000;

ensureBrowsers(['chromium']);
const world = await createProofWorld();
const failures: string[] = [];
const expect = (isSo: boolean, words: string): void => {
  console.log(`${isSo ? 'ok    ' : 'FAILED'} ${words}`);
  if (!isSo) failures.push(words);
};
try {
  const service = await smallService(world.emulator, { options: { jobDelayMs: 1500, retryAfter: 'exposed' } });
  const ledger = new Ledger(await lookAtService(service, LAYER_IDS));
  const rows = ledger.seed.rows.map(({ globalId }) => globalId);
  const names = Array.from({ length: count }, (_, at) => `client-${String(at)}`);
  const contexts = await Promise.all(Array.from({ length: Math.ceil(count / PER_PAGE) }, () => world.newContext()));
  const tabs: Tab[] = [];
  for (const [at, name] of names.entries()) {
    const context = contexts[Math.floor(at / PER_PAGE)];
    if (context === undefined) continue;
    const page = context.pages()[0];
    const client = { serviceUrl: service.url, name, settleMs: 5_000, autoSync: true };
    tabs.push(await Tab.open(page ?? context, world.pageUrl, client));
  }
  const all = <T>(work: (tab: Tab, at: number) => Promise<T>): Promise<T[]> => Promise.all(tabs.map(work));
  const requests = async (): Promise<readonly SentRequest[]> =>
    (await Promise.all(tabs.filter((_, at) => at % PER_PAGE === 0).map((tab) => tab.requests()))).flat();

  await all((tab) => tab.insist('generate'));
  const taking = await requests();
  console.log(`\nTaking the area offline, ${String(count)} clients at once:`);
  for (const line of perOperation(taking, names)) console.log(line);

  await all((tab) => tab.insist('sync'));
  await requests();
  await all((tab) => tab.insist('sync'));
  const quiet = await requests();
  console.log('\nA sync without changes:');
  for (const line of perOperation(quiet, names)) console.log(line);

  for (const context of contexts) await context.setOffline(true);
  const offline = Date.now();
  await all(async (tab, at) => {
    const client = names[at] ?? '';
    const row = rows[at % rows.length] ?? '';
    const deeds: readonly Deed[] = [
      { kind: 'add', layerId: 0, globalId: crypto.randomUUID(), fields: { NAME: client } },
      { kind: 'update', layerId: 0, globalId: row, fields: { NOTES: client } },
      { kind: 'photo', layerId: 0, parent: row, seed: at + 1, size: 200_000 },
    ];
    for (const deed of deeds) {
      const { globalId, hash } = await tab.edit(deed);
      const common = { client, layerId: 0, globalId, isTold: true };
      if (deed.kind === 'photo') ledger.write({ ...common, kind: 'photo', parent: row, hash });
      else if (deed.kind !== 'delete') ledger.write({ ...common, kind: deed.kind, fields: deed.fields });
    }
    if (at % 2 === 0) await tab.begin('sync');
  });
  await pause(offline + AWAY_MS - Date.now());
  // A service that is asked by thirty at once says so now and then.
  for (const occurrence of [2, 5, 9])
    await service.fault({ operation: 'service', kind: 'httpStatus', status: 429, retryAfter: 6, occurrence });
  for (const occurrence of [3, 7])
    await service.fault({
      operation: 'synchronizeReplica',
      kind: 'httpStatus',
      status: 503,
      retryAfter: 5,
      occurrence,
    });
  await requests();
  const online = Date.now();
  for (const context of contexts) await context.setOffline(false);
  await pause(START_WITHIN_MS + 10_000);
  await all((tab) => tab.insist('sync'));
  const returning = await requests();
  console.log(`\nAll return online at once, each with an add, an update and a photo:`);
  for (const line of perOperation(returning, names)) console.log(line);
  const starts = names.map(
    (name) => returning.find(({ client, at }) => client === name && at >= online)?.at ?? Infinity,
  );
  const after = starts.map((at) => Math.round((at - online) / 1000)).sort((a, b) => a - b);
  console.log(`first requests after s: ${after.join(' ')}\n`);

  await all((tab) => tab.insist('sync'));
  const most = Math.max(...names.map((name) => quiet.filter(({ client }) => client === name).length));
  expect(most <= 3, `a sync without changes takes ${String(most)} requests, 3 at most`);
  const fastest = fastestPoll([...taking, ...returning]);
  expect(fastest === null || fastest >= 1_950, `jobs are asked for every ${String(fastest)} ms at the fastest`);
  const spread = (after.at(-1) ?? 0) - (after[0] ?? 0);
  const busiest = Math.max(...after.map((second) => after.filter((one) => one >= second && one < second + 5).length));
  expect(spread >= 30, `automatic starts are spread over ${String(spread)} s`);
  expect(busiest <= count / 2, `at most ${String(busiest)} of ${String(count)} start within 5 s`);
  const refused = returning.filter(({ status }) => status === 429 || status === 503).length;
  expect(refused > 0, `${String(refused)} requests were answered 429 or 503`);
  const early = tooEarly(returning);
  expect(
    early.length === 0,
    `${String(early.length)} requests came before their Retry-After: ${early.map(({ url }) => operationOf(url)).join()}`,
  );
  const devices = await all((tab) => tab.look(LAYER_IDS));
  const findings = check({ ledger, devices, service: await lookAtService(service, LAYER_IDS), replicas: count });
  expect(
    findings.length === 0,
    `the checker finds ${String(findings.length)}: ${findings
      .slice(0, 5)
      .map(({ words }) => words)
      .join('; ')}`,
  );
} finally {
  await world.close();
}
process.exitCode = failures.length > 0 ? 1 : 0;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
