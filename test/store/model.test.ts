/** The store against a plain model: whatever happens in whatever order, both show the same rows, log and issues. */
import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { toWireId } from '../../src/shared/ids.js';
import type { EditOutcome } from '../../src/sync/ports.js';
import { ada, changes, Device, id, NOTES, POINTS, row } from './fixture.js';
import { Model, operationOf, type ModelEdit, type ModelRow } from './model.js';

const RUNS = 60;
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
  | { readonly kind: 'reload' | 'tab' | 'takeHold' };

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
    arbitrary: fc.record({ kind: fc.constantFrom('reload' as const, 'tab' as const, 'takeHold' as const) }),
  },
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

  constructor(device: Device) {
    this.device = device;
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
      case 'reload':
        return device.reload();
      case 'tab':
        device.store = await device.tab();
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
    await (verb === 'retry' ? this.device.store.retryIssue(issue.id) : this.device.store.discardIssue(issue.id));
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
    const { model } = this;
    const { store } = this.device;
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
    });
  }
}

describe('the store against a plain model', function () {
  this.timeout(120_000);

  it('shows the same rows, log and issues after any loads, edits, outcomes, received changes, discards and reopenings', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const device = await Device.start();
        try {
          const run = new Run(device);
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
      { numRuns: RUNS, interruptAfterTimeLimit: 100_000, includeErrorInReport: true },
    );
  });
});
