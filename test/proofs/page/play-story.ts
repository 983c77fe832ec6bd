/** Plays a story of several clients in this page, each with a geodatabase of its own, to the checker's word. */
import { toWireId } from '../../../src/shared/ids.js';
import type { TestService } from '../../support/service.js';
import { check, type Finding } from '../checker.js';
import type { Step, Story } from '../convergence/story.js';
import { keyOf, Ledger } from '../ledger.js';
import { lookAtService } from '../server-view.js';
import { LAYER_IDS, smallService } from '../small-service.js';
import { Client, type Deed } from './client.js';
import { jumpClock, pause } from './fast-time.js';

/** In the page's time; real time is a twentieth. Longer than any request of a story is late. */
const SETTLE_MS = 6_000;
const MINUTE_MS = 60_000;
/** Rounds in which everybody syncs until nothing is left, and all have received what the others sent. */
const ROUNDS = 20;

export async function playStory(story: Story, emulator: string): Promise<readonly Finding[]> {
  const service = await smallService(emulator, { options: { duplicateAdd: story.duplicateAdd } });
  const play = new StoryPlay(story, service);
  try {
    const findings = await play.run();
    // For whoever looks into a failure: what the service was asked.
    if (findings.length > 0) for (const line of await requestLines(service)) console.debug(line);
    return findings;
  } finally {
    play.close();
    await service.remove();
  }
}

/** The requests of a story, oldest first. `time` in real milliseconds since the first. */
async function requestLines(service: TestService): Promise<readonly string[]> {
  const entries = await service.log();
  return entries.map(({ time, operation, path, params, status, outcome, error, edits, performed, faults }) => {
    const { replicaID = '', ...others } = params;
    const said = { path, replicaID, status, outcome, error, edits, performed, faults, ...others };
    return `${String(time - (entries[0]?.time ?? time)).padStart(6)} ${operation} ${JSON.stringify(said)}`;
  });
}

class StoryPlay {
  readonly #story: Story;
  readonly #service: TestService;
  readonly #clients: readonly Client[];
  /** Rows that a client knows of: those it had, made and did not delete. */
  readonly #known: Set<string>[] = [];
  #ledger = new Ledger({ rows: [], photos: [] });
  #count = 0;
  #jumped = 0;

  constructor(story: Story, service: TestService) {
    this.#story = story;
    this.#service = service;
    this.#clients = Array.from(
      { length: story.clients },
      (_, at) => new Client({ serviceUrl: service.url, name: `client-${String(at)}`, settleMs: SETTLE_MS }),
    );
  }

  close(): void {
    for (const client of this.#clients) client.close();
    jumpClock(-this.#jumped);
  }

  async run(): Promise<readonly Finding[]> {
    this.#ledger = new Ledger(await lookAtService(this.#service, LAYER_IDS));
    for (const client of this.#clients) {
      this.#known.push(new Set(this.#ledger.seed.rows.map(({ globalId }) => globalId)));
      await client.controller.ready;
      if ((await client.insist('generate')) === null)
        return [{ kind: 'hung', words: `${client.name} never got offline` }];
    }
    for (const step of this.#story.steps) await this.#do(step);
    await this.#service.clearFaults();
    const hung = await this.#settle();
    if (hung !== null) return [hung];
    const devices = [];
    for (const client of this.#clients) devices.push(await client.look(LAYER_IDS));
    const held = { ledger: this.#ledger, devices, replicas: this.#clients.length };
    return check({ ...held, service: await lookAtService(this.#service, LAYER_IDS) });
  }

  async #do(step: Step): Promise<void> {
    if (step.do === 'fault') {
      await this.#service.fault(step.fault);
      return;
    }
    if (step.do === 'clock') {
      this.#jumped += step.minutes * MINUTE_MS;
      jumpClock(step.minutes * MINUTE_MS);
      return;
    }
    const at = step.client % this.#clients.length;
    const client = this.#clients[at] as Client;
    switch (step.do) {
      case 'sync':
      case 'send':
        await Promise.race([client.work(step.do), pause(step.wait)]);
        break;
      case 'reload':
        await client.reload();
        break;
      case 'cancel':
        client.controller.cancel();
        break;
      default:
        await this.#edit(client, at, step);
    }
  }

  async #edit(client: Client, at: number, step: Extract<Step, { n: number }>): Promise<void> {
    const known = this.#known[at] as Set<string>;
    const row = [...known][step.n % Math.max(1, known.size)];
    const value = `${client.name}, ${String((this.#count += 1))}`;
    const fresh = crypto.randomUUID();
    if (row === undefined && step.do !== 'add') return;
    const id = row ?? '';
    const deeds: Readonly<Record<typeof step.do, Deed>> = {
      add: { kind: 'add', layerId: 0, globalId: fresh, fields: { NAME: value } },
      update: { kind: 'update', layerId: 0, globalId: id, fields: { [step.n % 2 === 0 ? 'NAME' : 'NOTES']: value } },
      delete: { kind: 'delete', layerId: 0, globalId: id },
      photo: { kind: 'photo', layerId: 0, parent: id, seed: this.#count, size: 3_000 },
      inspect: { kind: 'add', layerId: 1, globalId: fresh, fields: { NAME: value, tree: toWireId(id) } },
    };
    const deed = deeds[step.do];
    try {
      const { globalId, hash } = await client.edit(deed);
      this.#note(client, deed, { globalId, hash });
    } catch {
      // Another client deleted the row, and this device has learnt it: the person was told.
      return;
    }
    if (step.do === 'add') known.add(fresh);
    if (step.do === 'delete') known.delete(id);
  }

  #note(client: Client, deed: Deed, told: { readonly globalId: string; readonly hash: string }): void {
    const common = { client: client.name, layerId: deed.layerId, globalId: told.globalId, isTold: true };
    if (deed.kind === 'delete') this.#ledger.write({ ...common, kind: 'delete' });
    else if (deed.kind === 'photo')
      this.#ledger.write({ ...common, kind: 'photo', parent: deed.parent, hash: told.hash });
    else {
      // Whom an inspection belongs to the service itself forgets when that is deleted.
      const { tree: _forgotten, ...fields } = deed.fields;
      this.#ledger.write({ ...common, kind: deed.kind, fields });
    }
  }

  /** Everybody syncs until all have the same; what is refused because another deleted the row is let go, all else is sent again. */
  async #settle(): Promise<Finding | null> {
    const gone = this.#ledger.rows();
    let quiet = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      let isQuiet = true;
      for (const client of this.#clients) {
        await client.idle();
        const { controller } = client;
        for (const reason of controller.state.paused) controller.resume(reason);
        for (const { id, layerId, globalId } of [...controller.syncErrors]) {
          if (gone.get(keyOf(layerId, globalId)) === 'there') await controller.retryEdit(id);
          else await controller.discardEdit(id);
        }
        const outcome = await client.work('sync');
        if (outcome.said !== 'completed' || outcome.waiting > 0) isQuiet = false;
      }
      quiet = isQuiet ? quiet + 1 : 0;
      // The second time all receive what the last of them sent the first time.
      if (quiet === 2) return null;
    }
    const stuck = this.#clients.flatMap(({ name, controller }) => [
      ...controller.syncErrors.map(({ error }) => `${name}: ${String(error.code)} ${error.description}`),
      ...(controller.syncError === null ? [] : [`${name}: ${controller.syncError.message}`]),
    ]);
    return { kind: 'hung', words: `they never come to rest: ${stuck.join('; ')}` };
  }
}
