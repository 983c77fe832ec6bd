/** One cell of the fault matrix, played from an empty service to the checker's word. */
import type { BrowserContext, Page } from 'playwright-core';
import { photoBytes, sha256, type TestService } from '../../support/service.js';
import { check, type Finding } from '../checker.js';
import { Ledger } from '../ledger.js';
import type { ClientOptions, Deed, Outcome, Work } from '../page/client.js';
import { lookAtService } from '../server-view.js';
import { LAYER_IDS, smallService } from '../small-service.js';
import type { ServiceView } from '../views.js';
import { within } from '../within.js';
import { Tab, type ProofWorld } from '../world.js';
import { optionsOf, type Cell, type Scene } from './matrix.js';

export interface CellResult {
  readonly findings: readonly Finding[];
  readonly ms: number;
}

/** Real milliseconds that a held request, and one that is performed late, go on: shorter than the wait before a second look. */
const HELD_MS = 300;
/** In the page's time, which passes ten times as fast. */
const SETTLE_MS = 10_000;
/** After so long nothing will come any more. */
const HUNG_MS = 150_000;
/** Real milliseconds in which a thawed tab comes to the end of what it was at. Its state says nothing of that: it shows the work of the other tab. */
const THAWED_MS = 3_000;
const USER = 'inspector';

/** Plays a cell in this context, in its first page. */
export async function runCell(cell: Cell, world: ProofWorld, context: BrowserContext): Promise<CellResult> {
  const begun = performance.now();
  const service = await smallService(world.emulator, { options: optionsOf(cell) });
  const findings = await within(HUNG_MS, new Play(cell, service, { world, context }).run());
  await service.clearFaults();
  await service.remove();
  return { findings, ms: performance.now() - begun };
}

const workOf: Readonly<Record<Scene, Work>> = {
  'take-offline': 'generate',
  sync: 'sync',
  'bad-edit': 'sync',
  conflict: 'sync',
  'large-photo': 'sync',
  'many-edits': 'sync',
  receive: 'sync',
  remove: 'unregister',
  'sign-in': 'sync',
};

class Play {
  readonly #cell: Cell;
  readonly #service: TestService;
  readonly #world: ProofWorld;
  readonly #context: BrowserContext;
  readonly #client: ClientOptions;
  #token: string | undefined;
  #released: Promise<void> = Promise.resolve();
  /** An edit that the service will never take. */
  #badId: string | null = null;
  readonly #shortLived = crypto.randomUUID();
  /** A feature that another client changed as well. */
  #disputed: string | null = null;
  #frozen: Tab | null = null;
  readonly #early: Finding[] = [];

  constructor(cell: Cell, service: TestService, where: { world: ProofWorld; context: BrowserContext }) {
    this.#cell = cell;
    this.#service = service;
    this.#world = where.world;
    this.#context = where.context;
    const secured = cell.row.scene === 'sign-in';
    const signIn = { username: USER, tokenUrl: `${service.site}/tokens/generateToken` };
    this.#client = { serviceUrl: service.url, name: 'me', settleMs: SETTLE_MS, ...(secured ? { signIn } : {}) };
  }

  async run(): Promise<readonly Finding[]> {
    const { row } = this.#cell;
    const work = workOf[row.scene];
    if (row.scene === 'sign-in') this.#token = await this.#service.token(USER);
    const ledger = new Ledger(await this.#look());
    const first = await this.#open(this.#context.pages()[0]);
    if (work !== 'generate') require(await first.insist('generate'), 'taken offline');
    await this.#prepare(first, ledger);
    if (this.#early.length > 0) return this.#early;
    const other = ['other tab', 'frozen tab', 'both tabs'].includes(this.#cell.aftermath) ? await this.#open() : null;
    const { fault } = this.#cell.column;
    await this.#service.fault({ operation: row.operation, occurrence: row.occurrence ?? 1, ...fault });
    await first.begin(work);
    await this.#struck();
    if (row.scene === 'sync') await this.#meanwhile(first, ledger);
    const tab = await this.#disturb(first, other, work);
    return [...this.#early, ...(await this.#judge(tab, ledger, work))];
  }

  #open(page?: Page): Promise<Tab> {
    return Tab.open(page ?? this.#context, this.#world.pageUrl, this.#client);
  }

  #look(): Promise<ServiceView> {
    return lookAtService(this.#service, LAYER_IDS, this.#token);
  }

  /** What is there to be sent or received. */
  async #prepare(tab: Tab, ledger: Ledger): Promise<void> {
    const { scene } = this.#cell.row;
    const [one, two] = ledger.seed.rows.map(({ globalId }) => globalId) as [string, string];
    const id = (): string => crypto.randomUUID();
    const photo = (size: number): Deed => ({ kind: 'photo', layerId: 0, parent: one, seed: 7, size });
    const add = (layerId: number, fields: Record<string, unknown>): Deed => ({
      kind: 'add',
      layerId,
      globalId: id(),
      fields,
    });
    const deeds: Readonly<Record<Scene, () => readonly Deed[]>> = {
      'take-offline': () => [],
      remove: () => [add(0, { NAME: 'New' })],
      conflict: () => [{ kind: 'update', layerId: 0, globalId: one, fields: { NAME: 'mine' } }],
      'bad-edit': () => [
        add(0, { NAME: 'Good' }),
        { kind: 'add', layerId: 0, globalId: (this.#badId = id()), fields: { NAME: 'Bad <script>' } },
        add(1, { NAME: 'Good as well' }),
      ],
      receive: () => [],
      sync: () => [
        add(0, { NAME: 'New' }),
        { kind: 'add', layerId: 0, globalId: this.#shortLived, fields: { NAME: 'Short-lived' } },
        { kind: 'update', layerId: 0, globalId: one, fields: { NOTES: 'mine' } },
        { kind: 'delete', layerId: 0, globalId: two },
        add(1, { NAME: 'Inspected', tree: `{${one.toUpperCase()}}` }),
        photo(60_000),
      ],
      'large-photo': () => [photo(5_000_000)],
      'many-edits': () => Array.from({ length: 501 }, (_, n) => add(0, { NAME: `New ${String(n)}` })),
      'sign-in': () => [add(0, { NAME: 'New' }), { kind: 'update', layerId: 0, globalId: one, fields: { NOTES: 'm' } }],
    };
    await editAll(tab, ledger, deeds[scene]());
    if (scene === 'receive') await this.#receive(ledger, one);
    if (scene === 'conflict') {
      const fields = { NAME: 'theirs' };
      await this.#service.applyEdits(0, { updates: [{ attributes: { OBJECTID: 1, ...fields } }] });
      ledger.write({ kind: 'update', client: 'another', layerId: 0, globalId: one, fields, isTold: true });
      this.#disputed = one;
    }
    if (scene === 'remove') {
      const { said } = await tab.work('unregister');
      if (said !== 'pending-edits') this.#early.push({ kind: 'lost', words: `removed with an edit not sent: ${said}` });
      else require(await tab.insist('sync'), 'a sync before it is removed');
    }
    if (scene !== 'sign-in') return;
    await this.#service.revokeTokens();
    this.#token = await this.#service.token(USER);
  }

  /** While the first of it is under way more is edited. */
  async #meanwhile(tab: Tab, ledger: Ledger): Promise<void> {
    const one = ledger.seed.rows[0]?.globalId ?? '';
    await editAll(tab, ledger, [
      { kind: 'delete', layerId: 0, globalId: this.#shortLived },
      { kind: 'update', layerId: 0, globalId: one, fields: { NOTES: 'mine, later' } },
      { kind: 'photo', layerId: 0, parent: one, seed: 8, size: 30_000 },
    ]);
  }

  /** Another client attaches a photo. */
  async #receive(ledger: Ledger, globalId: string): Promise<void> {
    const bytes = photoBytes(120_000, 11);
    const where = `GlobalID = '{${globalId.toUpperCase()}}'`;
    const [row] = await this.#service.features(0, where);
    const form = new FormData();
    form.set('f', 'json');
    form.set('attachment', new File([bytes], 'theirs.jpg', { type: 'image/jpeg' }));
    const path = `0/${String(row?.attributes['OBJECTID'])}/addAttachment`;
    const reply = await fetch(`${this.#service.url}/${path}`, { method: 'POST', body: form });
    const { addAttachmentResult } = (await reply.json()) as { addAttachmentResult: { globalId: string } };
    const attachment = addAttachmentResult.globalId.replace(/[{}]/g, '').toLowerCase();
    const hash = await sha256(bytes);
    const fixed = { client: 'another', layerId: 0, parent: globalId, isTold: true } as const;
    ledger.write({ kind: 'photo', globalId: attachment, hash, ...fixed });
  }

  /** Until the fault has struck. */
  async #struck(): Promise<void> {
    for (let waited = 0; waited < 20_000; waited += 60) {
      if ((await this.#service.struck()).some((times) => times > 0)) return;
      await pause(60);
    }
    throw new Error('the fault never struck');
  }

  /** What happens to the page. @returns the tab in which the person goes on */
  async #disturb(first: Tab, other: Tab | null, work: Work): Promise<Tab> {
    const { aftermath, column } = this.#cell;
    switch (aftermath) {
      case 'retry':
        if (column.holds === true) {
          await pause(HELD_MS / 2);
          await first.cancel();
        }
        this.#released = this.#letGo();
        return first;
      case 'reload':
        this.#released = this.#letGo();
        await first.reload();
        return first;
      case 'kill':
        this.#released = this.#letGo();
        await first.crash();
        return this.#open();
      case 'other tab': {
        const tab = other as Tab;
        await tab.begin(work);
        await pause(HELD_MS / 2);
        await first.page.close();
        this.#released = this.#letGo();
        return tab;
      }
      case 'both tabs':
        await other?.begin(work);
        return first;
      case 'frozen tab':
        this.#frozen = first;
        await first.freeze();
        this.#released = this.#letGo();
        return other as Tab;
    }
  }

  /** What is held goes on, later than the page gave up. */
  async #letGo(): Promise<void> {
    await pause(HELD_MS);
    await this.#service.release();
  }

  async #judge(tab: Tab, ledger: Ledger, work: Work): Promise<readonly Finding[]> {
    const end = await tab.insist(work);
    await this.#released;
    // What a frozen tab still does when it wakes up comes too late.
    await this.#frozen?.thaw();
    if (this.#frozen !== null) await pause(THAWED_MS);
    if (end === null)
      return [{ kind: 'hung', words: 'it never came to its end, however often the button was pressed' }];
    if (work === 'unregister') {
      const device = await tab.look(LAYER_IDS);
      const left =
        device.rows.length === 0 ? [] : [{ kind: 'misreported', words: 'removed, and still there' } as const];
      return [...left, ...check({ ledger, devices: [], service: await this.#look(), replicas: 0 })];
    }
    // What is taken offline is of use.
    if (work === 'generate')
      await editAll(tab, ledger, [
        { kind: 'add', layerId: 0, globalId: crypto.randomUUID(), fields: { NAME: 'After' } },
      ]);
    require(await tab.insist('sync'), 'a quiet sync');
    const refusals = this.#refusals(await tab.discarded(), ledger);
    const leaks = (await tab.leaks()).map((words) => ({ kind: 'leaked', words }) as const);
    const device = await tab.look(LAYER_IDS);
    const disputed = this.#disputed === null ? [] : [this.#disputed];
    if (device.conflicts.join() !== disputed.join())
      refusals.push({ kind: 'misreported', words: `conflicts: ${device.conflicts.join()}, not ${disputed.join()}` });
    const findings = check({ ledger, devices: [device], service: await this.#look(), replicas: 1 });
    await tab.closeClient();
    return [...refusals, ...leaks, ...findings];
  }

  /** Only the bad edit may have been refused for good, and it must have been: the person let it go then. */
  #refusals(discarded: readonly string[], ledger: Ledger): Finding[] {
    const others = discarded.filter((id) => id !== this.#badId);
    const found: Finding[] = others.map((id) => ({ kind: 'lost', words: `${id} was refused, again and again` }));
    const id = this.#badId;
    if (id === null) return found;
    if (!discarded.includes(id)) found.push({ kind: 'misreported', words: 'nobody said that an edit was refused' });
    ledger.write({ kind: 'delete', client: 'me', layerId: 0, globalId: id, isTold: true });
    return found;
  }
}

/** Makes edits and notes what was told of them. */
export async function editAll(tab: Tab, ledger: Ledger, deeds: readonly Deed[]): Promise<void> {
  const made = await tab.edits(deeds);
  for (const [at, deed] of deeds.entries()) {
    const { globalId = '', hash = '' } = made[at] ?? {};
    const common = { client: 'me', layerId: deed.layerId, globalId, isTold: true };
    if (deed.kind === 'photo') ledger.write({ ...common, kind: 'photo', parent: deed.parent, hash });
    else if (deed.kind === 'delete') ledger.write({ ...common, kind: 'delete' });
    else ledger.write({ ...common, kind: deed.kind, fields: deed.fields });
  }
}

function require(outcome: Outcome | null, what: string): void {
  if (outcome === null) throw new Error(`never ${what}`);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
