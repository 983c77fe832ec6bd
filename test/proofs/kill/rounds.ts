/** Rounds of: a person at work, kill -9 of the browser, the same profile again, and the checker's word. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { check, type Finding } from '../checker.js';
import { Ledger } from '../ledger.js';
import { newerPage } from '../newer-page.js';
import type { Phase } from '../page/busy.js';
import { lookAtService } from '../server-view.js';
import { LAYER_IDS, smallService } from '../small-service.js';
import type { DeviceView } from '../views.js';
import { within } from '../within.js';
import { createProofWorld, type ProofWorld, type WorldOptions } from '../world.js';
import { killAll, type Engine, type Window } from './engines.js';
import { startListener, type Listener } from './told.js';

/** The longest wait before the kill in each phase, in milliseconds. */
export const phases: Readonly<Record<Phase, number>> = {
  loading: 500,
  editing: 1200,
  attaching: 1500,
  uploading: 1500,
  syncing: 2500,
  upgrading: 1200,
};
const HUNG_MS = 120_000;

export interface Round {
  readonly engine: Engine;
  readonly phase: Phase;
  readonly findings: readonly Finding[];
  /** Edits that were acknowledged, and such as the kill came before. */
  readonly told: number;
  readonly untold: number;
}

export interface KillOptions extends WorldOptions {
  readonly rounds: number;
  readonly seed: number;
  readonly engines: readonly Engine[];
  readonly phases: readonly Phase[];
}

/** Plays rounds, engines and phases in turn. */
export async function* killRounds(options: KillOptions): AsyncGenerator<Round> {
  const listener = await startListener();
  const world = await createProofWorld({ ...options, speed: 10, connect: [listener.url], browser: false });
  const newerUrl = await world.addPage('newer', newerPage);
  let state = options.seed >>> 0;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  try {
    for (let number = 0; number < options.rounds; number += 1) {
      const engine = options.engines[number % options.engines.length] as Engine;
      const phase = options.phases[Math.floor(number / options.engines.length) % options.phases.length] as Phase;
      const profile = join(world.folder, `profile-${engine.name}`);
      mkdirSync(profile, { recursive: true });
      const play = new RoundPlay(world, listener, { engine, phase, profile, number, newerUrl });
      const findings = await within(HUNG_MS, play.run(random() * phases[phase]));
      await killAll(profile);
      yield { engine, phase, findings, ...play.counts };
    }
  } finally {
    await world.close();
    await listener.close();
  }
}

interface Where {
  readonly engine: Engine;
  readonly phase: Phase;
  readonly profile: string;
  readonly number: number;
  /** Where the page of a later version is. */
  readonly newerUrl: string;
}

class RoundPlay {
  readonly #world: ProofWorld;
  readonly #listener: Listener;
  readonly #where: Where;
  #ledger = new Ledger({ rows: [], photos: [] });

  constructor(world: ProofWorld, listener: Listener, where: Where) {
    this.#world = world;
    this.#listener = listener;
    this.#where = where;
  }

  get counts(): Pick<Round, 'told' | 'untold'> {
    const told = this.#ledger.entries.filter(({ isTold }) => isTold).length;
    return { told, untold: this.#ledger.entries.length - told };
  }

  async run(waitMs: number): Promise<readonly Finding[]> {
    const { engine, phase, profile, number, newerUrl } = this.#where;
    const service = await smallService(this.#world.emulator, { options: { jobDelayMs: 200 }, rows: 40 });
    this.#ledger = new Ledger(await lookAtService(service, LAYER_IDS));
    this.#listener.listen(this.#ledger);
    const client = { serviceUrl: service.url, name: 'me', settleMs: 5_000 };
    const open = async (url: string): Promise<Window> => {
      const window = await engine.open(profile, url);
      await ask(window, 'open', client);
      return window;
    };
    const first = await open(this.#world.pageUrl);
    if (phase !== 'loading') await ask(first, 'ask', 'me', 'insist', 'generate');
    const rows = this.#ledger.seed.rows.map(({ globalId }) => globalId);
    const where = JSON.stringify({ told: this.#listener.url, rows, seed: number + 1 });
    await first.run(`void window.proofs.beBusy('me', '${phase}', ${where}), null`);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    await killAll(profile);

    const refusal = phase === 'upgrading' ? await this.#upgrade(client, waitMs) : null;
    const again = await open(phase === 'upgrading' ? newerUrl : this.#world.pageUrl);
    for (const what of ['generate', 'sync'])
      if ((await ask(again, 'ask', 'me', 'insist', what)) === null) return [{ kind: 'hung', words: 'never at rest' }];
    const device = (await ask(again, 'ask', 'me', 'look', LAYER_IDS)) as DeviceView;
    const view = await lookAtService(service, LAYER_IDS);
    await service.remove();
    const findings = check({ ledger: this.#ledger, devices: [device], service: view, replicas: 1 });
    return refusal === null ? findings : [refusal, ...findings];
  }

  /** A newer version begins and is killed; then the older one comes back, and must not touch what the newer one has made of the store. */
  async #upgrade(client: object, waitMs: number): Promise<Finding | null> {
    const { engine, profile, newerUrl } = this.#where;
    const newer = await engine.open(profile, newerUrl);
    await newer.run(`void window.proofs.open(${JSON.stringify(client)}).catch(() => null), null`);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    await killAll(profile);
    const older = await engine.open(profile, this.#world.pageUrl);
    const said = await older.run(
      `window.proofs.open(${JSON.stringify(client)}).then(() => 'opened', ({ code }) => String(code))`,
    );
    await killAll(profile);
    const isRight = said === 'opened' || said === 'schema-newer';
    return isRight ? null : { kind: 'misreported', words: `older code says of a newer store: ${String(said)}` };
  }
}

async function ask(window: Window, call: string, ...args: readonly unknown[]): Promise<unknown> {
  const text = args.map((arg) => JSON.stringify(arg)).join(', ');
  const reply = await window.run(`(async () => JSON.stringify((await window.proofs.${call}(${text})) ?? null))()`);
  return JSON.parse(String(reply)) as unknown;
}
