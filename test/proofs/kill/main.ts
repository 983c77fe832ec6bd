/**
 * `npm run kill -- --rounds 50`: kill -9 of Chromium and Firefox, in turn, at a random moment of loading, editing, attaching, uploading and syncing;
 * the same profile is reopened, and what was told is held against device and service. `--seed 3` plays the same moments again, `--engine Firefox` one.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findBrowser } from '../../../scripts/find-browser.mjs';
import { TestService } from '../../support/service.js';
import { check, type Finding } from '../checker.js';
import { Ledger } from '../ledger.js';
import type { Phase } from '../page/busy.js';
import { lookAtService } from '../server-view.js';
import { LAYER_IDS, smallLayers } from '../small-service.js';
import type { DeviceView } from '../views.js';
import { createProofWorld } from '../world.js';
import { engines, killAll, type Engine, type Window } from './engines.js';
import { startListener } from './told.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    engine: { type: 'string' },
  },
});

/** The longest wait before the kill in each phase, in milliseconds. */
const phases: readonly (readonly [Phase, number])[] = [
  ['loading', 500],
  ['editing', 1200],
  ['attaching', 1500],
  ['uploading', 1500],
  ['syncing', 2500],
];
const WAIT_MS = 60_000;

let state = Number(values.seed) >>> 0;
function random(): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
}

const chosen = engines.filter(({ name }) => values.engine === undefined || name === values.engine);
for (const { name } of chosen)
  if (findBrowser(name === 'Chromium' ? 'chromium' : 'firefox') === undefined) throw new Error(`There is no ${name}.`);
const told = await startListener();
const world = await createProofWorld({ speed: 10, connect: [told.url], browser: false });
const counts = new Map<string, number>();
let failures = 0;
let edits = 0;
let untold = 0;

async function ask(window: Window, call: string, ...args: readonly unknown[]): Promise<unknown> {
  const text = args.map((arg) => JSON.stringify(arg)).join(', ');
  return window
    .run(`(async () => JSON.stringify((await window.proofs.${call}(${text})) ?? null))()`)
    .then((reply) => JSON.parse(String(reply)));
}

async function round(engine: Engine, number: number): Promise<readonly Finding[]> {
  const profile = join(world.folder, `profile-${engine.name}`);
  mkdirSync(profile, { recursive: true });
  const [phase, longest] = phases[number % phases.length] as readonly [Phase, number];
  const service = await TestService.create({ jobDelayMs: 200 }, smallLayers(40), world.emulator);
  const ledger = new Ledger(await lookAtService(service, LAYER_IDS));
  told.listen(ledger);
  const client = { serviceUrl: service.url, name: 'me', settleMs: 5_000 };
  const open = async (): Promise<Window> => {
    const window = await engine.open(profile, world.pageUrl);
    await ask(window, 'open', client);
    return window;
  };
  const first = await open();
  if (phase !== 'loading') await ask(first, 'ask', 'me', 'insist', 'generate');
  const rows = ledger.seed.rows.map(({ globalId }) => globalId);
  const where = JSON.stringify({ told: told.url, rows, seed: number + 1 });
  await first.run(`void window.proofs.beBusy('me', '${phase}', ${where}), null`);
  await new Promise((resolve) => setTimeout(resolve, random() * longest));
  await killAll(profile);
  counts.set(`${engine.name}, ${phase}`, (counts.get(`${engine.name}, ${phase}`) ?? 0) + 1);

  const again = await open();
  if ((await ask(again, 'ask', 'me', 'insist', 'generate')) === null) return [{ kind: 'hung', words: 'never at rest' }];
  const device = (await ask(again, 'ask', 'me', 'look', LAYER_IDS)) as DeviceView;
  const view = await lookAtService(service, LAYER_IDS);
  edits += ledger.entries.filter(({ isTold }) => isTold).length;
  untold += ledger.entries.filter(({ isTold }) => !isTold).length;
  await killAll(profile);
  await service.remove();
  return check({ ledger, devices: [device], service: view, replicas: 1 });
}

const begun = performance.now();
try {
  for (let number = 0; number < Number(values.rounds); number += 1) {
    const engine = chosen[number % chosen.length] as Engine;
    let timer: NodeJS.Timeout | undefined;
    const hung = new Promise<readonly Finding[]>((resolve) => {
      timer = setTimeout(() => {
        resolve([{ kind: 'hung', words: `nothing after ${String(WAIT_MS / 1000)} s` }]);
      }, WAIT_MS);
    });
    const findings = await Promise.race([round(engine, number), hung]).catch((error: unknown): readonly Finding[] => [
      { kind: 'hung', words: String(error).split('\n')[0] ?? '' },
    ]);
    clearTimeout(timer);
    await killAll(join(world.folder, `profile-${engine.name}`));
    const what = `round ${String(number + 1)}, ${engine.name}, ${phases[number % phases.length]?.[0] ?? ''}`;
    for (const { kind, words } of findings) console.log(`FAILED ${what}: ${kind}: ${words}`);
    if (findings.length > 0) failures += 1;
  }
} finally {
  await world.close();
  await told.close();
}
for (const [what, count] of counts) console.log(`${what}: ${String(count)}`);
const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
console.log(
  `${values.rounds} kills in ${minutes} min: ${String(edits)} acknowledged edits and photos, ${String(untold)} cut off before; ${String(failures)} failures`,
);
process.exitCode = failures > 0 ? 1 : 0;
