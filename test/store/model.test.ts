/** The store against a plain model: whatever happens in whatever order, both show the same rows, log and issues. */
import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { GdbError } from '../../src/shared/errors.js';
import { toWireId } from '../../src/shared/ids.js';
import type { EditOutcome } from '../../src/sync/ports.js';
import { ada, changes, Device, id, NOTES, POINTS, row } from './fixture.js';
import { Model, operationOf, type ModelEdit, type ModelRow } from './model.js';
import { keysRaw, putRaw } from './raw.js';

const RUNS = 60;
/** What a failure printed, to see it again: `{ seed, path }`. */
const REPLAY: { readonly seed?: number; readonly path?: string } = {};
const ROWS = 6;
/** Deletes of rows that never were make a delta large enough for a run. */
const PADDING = Array.from({ length: 501 }, (_, i) => id(1_000_000 + i));

const n = fc.integer({ min: 1, max: ROWS });
const modelRow = fc.record({
  name: fc.constantFrom('a', 'b', 'c'),
  count: fc.integer({ min: 0, max: 3 }),
  x: fc.integer({ min: 0, max: 3 }),
});
const change = fc.record(
  { name: fc.constantFrom('m', 'n', 'o'), count: fc.integer({ min: 5, max: 7 }), x: fc.nat(3) },
  { requiredKeys: [] },
);
const rows = fc.dictionary(n.map(String), modelRow, { maxKeys: 4 });

type Step =
  | { readonly kind: 'edit'; readonly edits: readonly ModelEdit[] }
  | {
      readonly kind: 'delta';
      readonly rows: Record<string, ModelRow>;
      readonly deletes: readonly number[];
      readonly large: boolean;
      readonly times: number;
    }
  | { readonly kind: 'replace'; readonly rows: Record<string, ModelRow> }
  | { readonly kind: 'freeze' }
  | { readonly kind: 'settle'; readonly refused: readonly number[] }
  | { readonly kind: 'retry' | 'discard'; readonly pick: number }
  | { readonly kind: 'undo'; readonly n: number }
  /** `edits` are made while it is under way. */
  | { readonly kind: 'compact'; readonly runs: number; readonly edits: readonly ModelEdit[] }
  /** A chunk goes bad, is met, and the layer is fetched again. */
  | { readonly kind: 'damage'; readonly pick: number }
  | { readonly kind: 'reload' | 'other' | 'takeHold' };

const edit: fc.Arbitrary<ModelEdit> = fc.oneof(
  fc.record({ n, operation: fc.constant('add' as const), change: modelRow }),
  fc.record({ n, operation: fc.constant('update' as const), change }),
  fc.record({ n, operation: fc.constant('update' as const), change }),
  fc.record({ n, operation: fc.constant('delete' as const), change: fc.constant({}) }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('edit' as const), edits: fc.array(edit, { minLength: 1, maxLength: 4 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('delta' as const),
      rows,
      deletes: fc.uniqueArray(n, { maxLength: 2 }),
      large: fc.boolean(),
      times: fc.integer({ min: 1, max: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('replace' as const), rows }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'freeze' as const }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('settle' as const), refused: fc.uniqueArray(n) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('retry' as const, 'discard' as const), pick: fc.nat(5) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('reload' as const, 'takeHold' as const) }),
  },
  { weight: 4, arbitrary: fc.constant({ kind: 'other' as const }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('undo' as const), n }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('compact' as const),
      runs: fc.nat(3),
      edits: fc.array(edit, { maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('damage' as const), pick: fc.nat(9) }) },
);

function serverRow(number: number, { name, count, x }: ModelRow) {
  return row(number, { name, count, x, y: x });
}

function toLocal({ n: number, change: { name, count, x } }: ModelEdit) {
  return {
    attributes: {
      GlobalID: toWireId(id(number)),
      ...(name !== undefined && { NAME: name }),
      ...(count !== undefined && { COUNT_: count }),
    },
    ...(x !== undefined && { geometry: { x, y: x } }),
  };
}

class Run {
  readonly device: Device;
  readonly model = new Model();
  #attempt: number | null = null;

  /** A second connection, as another tab has: they take turns. */
  #other: Device['store'];

  private constructor(device: Device, other: Device['store']) {
    this.device = device;
    this.#other = other;
  }

  static async start(device: Device): Promise<Run> {
    return new Run(device, await device.tab());
  }

  async take(action: Step): Promise<void> {
    const { device, model } = this;
    switch (action.kind) {
      case 'edit':
        return this.#edit(action.edits);
      case 'delta': {
        const received = new Map(Object.entries(action.rows).map(([key, value]) => [Number(key), value]));
        const deletes = action.deletes.filter((number) => !received.has(number));
        model.receive(received, deletes);
        const deleteIds = [...deletes.map(id), ...(action.large ? PADDING : [])];
        const staged = changes(POINTS, { rows: [...received].map(([key, value]) => serverRow(key, value)), deleteIds });
        for (let i = 0; i < action.times; i++) await device.receive(staged);
        return;
      }
      case 'replace': {
        const received = new Map(Object.entries(action.rows).map(([key, value]) => [Number(key), value]));
        model.replace(received);
        await device.load([...received].map(([key, value]) => serverRow(key, value)));
        return;
      }
      case 'freeze':
        if (this.#attempt !== null) return;
        model.freeze();
        this.#attempt = await device.attempt();
        return;
      case 'settle':
        return this.#settle(action.refused);
      case 'retry':
      case 'discard':
        return this.#settleIssue(action.kind, action.pick);
      case 'undo':
        return this.#undo(action.n);
      case 'compact': {
        const compaction = device.store.compact(device.epoch, POINTS, action.runs);
        await this.#edit(action.edits);
        return compaction;
      }
      case 'damage':
        return this.#damage(action.pick);
      case 'reload':
        return device.reload();
      case 'other':
        [device.store, this.#other] = [this.#other, device.store];
        return;
      case 'takeHold':
        device.epoch = await device.store.takeHold(1);
    }
  }

  /** One call for all of them; what the model finds impossible must fail by value. */
  async #edit(edits: readonly ModelEdit[]): Promise<void> {
    const order = ['add', 'update', 'delete'] as const;
    const of = (operation: ModelEdit['operation']) => edits.filter((one) => one.operation === operation);
    const expected: boolean[] = [];
    for (const one of order.flatMap(of)) {
      expected.push((one.operation === 'add') === (this.model.visible(one.n) === null));
      this.model.edit(one);
    }
    const result = await this.device.store.applyEdits(
      POINTS,
      {
        adds: of('add').map(toLocal),
        updates: of('update').map(toLocal),
        deletes: of('delete').map((one) => id(one.n)),
      },
      ada,
    );
    const results = [...result.addResults, ...result.updateResults, ...result.deleteResults];
    expect(results.map((one) => one.success)).to.deep.equal(expected);
  }

  async #settle(refused: readonly number[]): Promise<void> {
    if (this.#attempt === null) return;
    const { device, model } = this;
    const through = (await device.store.openAttempts())[0] as { throughSeq: number };
    const log = await device.store.readBatch({ layerIds: [POINTS, NOTES], throughSeq: through.throughSeq });
    const outcomes: EditOutcome[] = [];
    for (let number = 1; number <= ROWS; number++) {
      const entries = log.filter((entry) => entry.globalId === id(number));
      expect(entries.map((entry) => entry.operation)).to.deep.equal(model.carried(number).map((one) => one.operation));
      if (entries.length === 0) continue;
      const operation = operationOf(model.carried(number));
      const verdict = refused.includes(number) ? 'refused' : 'sent';
      model.settle(number, verdict);
      const common = { seqs: entries.map((entry) => entry.seq), layerId: POINTS, globalId: id(number) };
      if (operation === 'void') outcomes.push({ kind: 'void', ...common });
      else if (verdict === 'sent') outcomes.push({ kind: 'sent', ...common, operation, objectId: number, row: null });
      else
        outcomes.push({ kind: 'refused', ...common, operation, objectId: null, error: { code: 1, description: 'no' } });
    }
    model.frozen = null;
    await device.store.recordOutcomes(device.epoch, { attemptId: this.#attempt, outcomes, settle: true, now: 1 });
    this.#attempt = null;
  }

  async #settleIssue(verb: 'retry' | 'discard', pick: number): Promise<void> {
    const { issues } = await this.device.store.info();
    const issue = issues[pick % Math.max(issues.length, 1)];
    if (!issue) return;
    // Both name issues their own way: the edits tell which is which.
    const twin = this.model.issues().find((candidate) => {
      const edits = this.model.unsettled.filter((one) => one.issue === candidate);
      const isSame = id(edits[0]!.n) === issue.globalId && edits.length === issue.edits.length;
      return (
        isSame &&
        this.#rank(
          edits.map((one) => one.seq),
          edits[0]!.n,
        ) === this.#rankIssue(issue.globalId, issue.id, issues)
      );
    });
    this.model[verb](twin!);
    await (verb === 'retry' ? this.device.store.retryIssues([issue.id]) : this.device.store.discardIssues([issue.id]));
  }

  async #undo(number: number): Promise<void> {
    const expected = this.model.undo(number);
    const outcome = await this.device.store.undoEdit(POINTS, id(number)).then(
      () => 'done',
      (error: unknown) => (error as GdbError).code,
    );
    expect(outcome).to.equal(expected);
  }

  async #damage(pick: number): Promise<void> {
    const { device, model } = this;
    const name = device.entry.name;
    const keys = (await keysRaw(name, 'chunk')).filter((key) => (key as number[])[0] === POINTS);
    const key = keys[pick % Math.max(keys.length, 1)];
    if (key === undefined) return;
    await putRaw(name, 'chunk', { value: { v: 1, n: 1 }, key });
    // What is still in memory is not read again.
    await device.reload();
    const met = await device.store.queryFeatures(POINTS, {}).then(
      () => null,
      (error: unknown) => (error as GdbError).code,
    );
    expect(met).to.be.oneOf([null, 'storage-damaged']);
    const { damagedLayerIds } = await device.store.info();
    expect(damagedLayerIds).to.deep.equal(met === null ? [] : [POINTS]);
    const whole = new Map([...model.known].filter(([number]) => !model.deleted.has(number)));
    await this.take({ kind: 'replace', rows: Object.fromEntries(whole) });
    expect((await device.store.info()).damagedLayerIds).to.be.empty;
  }

  /** Which of the row's issues it is, by the age of its first edit. */
  #rank(seqs: readonly number[], number: number): number {
    const firsts = this.model.issues().flatMap((candidate) => {
      const own = this.model.unsettled.filter((one) => one.issue === candidate && one.n === number);
      return own.length > 0 ? [Math.min(...own.map((one) => one.seq))] : [];
    });
    return firsts.sort((a, b) => a - b).indexOf(Math.min(...seqs));
  }

  #rankIssue(
    globalId: string,
    issueId: number,
    issues: Awaited<ReturnType<Device['store']['info']>>['issues'],
  ): number {
    const own = issues.filter((issue) => issue.globalId === globalId);
    return own.sort((a, b) => a.edits[0]!.seq - b.edits[0]!.seq).findIndex((issue) => issue.id === issueId);
  }

  async check(): Promise<void> {
    for (const store of [this.device.store, this.#other]) await this.#checkStore(store);
  }

  async #checkStore(store: Device['store']): Promise<void> {
    const { model } = this;
    const numbers = Array.from({ length: ROWS }, (_, i) => i + 1);
    const shown = numbers.flatMap((number) => {
      const visible = model.visible(number);
      return visible ? [{ globalId: id(number), ...visible }] : [];
    });
    const { features } = await store.queryFeatures(POINTS, { orderByFields: ['GlobalID'] });
    const found = features.map(({ globalId, attributes, geometry }) => ({
      globalId,
      name: attributes['NAME'],
      count: attributes['COUNT_'],
      x: (geometry as { x: number }).x,
    }));
    expect(found).to.deep.equal(shown);
    expect(await store.queryCount(POINTS, {})).to.equal(shown.length);
    const geometry = { xmin: 1, ymin: 1, xmax: 2, ymax: 2 };
    expect(await store.queryCount(POINTS, { geometry })).to.equal(shown.filter(({ x }) => x >= 1 && x <= 2).length);
    const byObjectId = await store.queryFeatures(POINTS, { objectIds: features.map((feature) => feature.objectId) });
    expect(byObjectId.features.map((feature) => feature.globalId)).to.deep.equal(
      features.map((feature) => feature.globalId),
    );
    for (const { globalId, objectId } of features) {
      const number = numbers.find((candidate) => id(candidate) === globalId)!;
      expect(objectId, globalId).to.satisfy((value: number) =>
        model.known.has(number) ? value === number : value < 0,
      );
    }
    const log = await this.device.log();
    const logged = log.map(({ globalId, operation, attributes }) => ({
      globalId,
      operation,
      name: attributes?.['NAME'],
      count: attributes?.['COUNT_'],
    }));
    expect(logged).to.deep.equal(
      model.log().map((one) => ({
        globalId: id(one.n),
        operation: one.operation,
        name: one.change.name,
        count: one.change.count,
      })),
    );
    const { pending, issues } = await store.info();
    expect(issues).to.have.length(model.issues().length);
    expect(pending).to.deep.equal({
      features: new Set(model.log().map((one) => one.n)).size,
      attachments: 0,
      attachmentBytes: 0,
      refused: model.issues().length,
      conflicts: 0,
    });
  }
}

describe('the store against a plain model', function () {
  this.timeout(120_000);

  it('shows the same rows, log and issues after any loads, edits, undos, outcomes, received changes, discards, compactions, damage and reopenings, on two connections', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const device = await Device.start();
        try {
          const run = await Run.start(device);
          await run.take({
            kind: 'replace',
            rows: { 1: { name: 'a', count: 1, x: 1 }, 2: { name: 'b', count: 2, x: 2 } },
          });
          for (const action of steps) {
            await run.take(action);
            await run.check();
          }
          await device.reload();
          await run.check();
        } finally {
          await device.stop();
        }
      }),
      { ...REPLAY, numRuns: RUNS, interruptAfterTimeLimit: 100_000, includeErrorInReport: true },
    );
  });
});
