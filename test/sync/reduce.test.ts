import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { reduce } from '../../src/sync/reduce.js';
import { NO_TOTALS, isActive } from '../../src/sync/state.js';
import type { RunTotals, SyncEvent, SyncState } from '../../src/sync/state.js';
import { START, generate, syncOf, unregister } from './support/samples.js';
import { both, down, error, events, run, states, sync, table, up, variants } from './transition-table.js';

/** What an answer of the table says of a transition that happened. */
function outcome(state: SyncState, event: SyncEvent): string {
  const next = reduce(state, event);
  return next === state ? 'ignored' : next.kind;
}

describe('the sync machine, cell by cell', () => {
  for (const state of Object.values(states)) {
    it(`${state.kind}: every event has its answer`, () => {
      const found = Object.fromEntries(Object.values(events).map((event) => [event.type, outcome(state, event)]));
      expect(found).to.deep.equal(table[state.kind]);
    });
  }

  for (const { name, state, event, expected } of variants) {
    it(`${state.kind} + ${event.type}, ${name}: ${expected}`, () => {
      expect(outcome(state, event)).to.equal(expected);
    });
  }
});

describe('what a transition carries on', () => {
  const after = (state: SyncState, ...given: readonly SyncEvent[]): SyncState => given.reduce(reduce, state);

  it('a start begins with nothing planned', () => {
    const fresh = { operation: sync, legs: [], throughSeq: null, retries: 0, resumed: false, totals: NO_TOTALS };
    expect(after(states.failed, events.start)).to.deep.equal({ kind: 'preparing', run: fresh });
  });

  it('a plan freezes the legs and the batch', () => {
    const state = after(states.preparing, events.prepared);
    expect(state).to.have.deep.nested.property('run.legs', [both]);
    expect(state).to.have.nested.property('run.throughSeq', 7);
  });

  it('the second look says when, for how much, and counts what the first one settled', () => {
    const state = after(states.reconciling, events['look-again'], events['look-again']);
    expect(state).to.include({ kind: 'reconciling', notBefore: START + 120_000, unknown: 3 });
    expect(state).to.have.nested.property('run.totals.sentFeatures', 4);
  });

  it('a job found goes on with the leg and the batch of its own attempt', () => {
    const state = after(states.reconciling, { ...events['job-found'], leg: up });
    expect(state).to.have.deep.property('run', { ...states.reconciling.run, legs: [up], throughSeq: 5, resumed: true });
  });

  it('a leg that is applied is done; the next has the same frozen batch', () => {
    const state = after({ ...states.applying, run: { ...run, legs: [down, both] } }, events.applied);
    expect(state).to.have.deep.nested.property('run.legs', [both]);
    expect(state).to.have.nested.property('run.throughSeq', 7);
  });

  it('a retry keeps totals and count of tries, and plans everything anew', () => {
    const totals = { ...NO_TOTALS, sentFeatures: 3 };
    const state = after(
      { ...states.submitting, run: { ...run, retries: 2, totals, resumed: true } },
      events.failed,
      events.retry,
    );
    const expected = { operation: sync, legs: [], throughSeq: null, retries: 3, resumed: false, totals };
    expect(state).to.deep.equal({ kind: 'preparing', run: expected });
  });

  it('an end says what was done, when, and why it ended', () => {
    const totals = { ...NO_TOTALS, sentFeatures: 3 };
    const state = after({ ...states.submitting, run: { ...run, totals } }, { ...events.failed, nextAt: null });
    expect(state).to.deep.equal({ kind: 'failed', operation: sync, totals, at: START, error });
  });
});

describe('tries in a row', () => {
  const tried = { ...run, retries: 5 };
  const retriesOf = (state: SyncState): number | null => (isActive(state) ? state.run.retries : null);

  it('begin anew when edits have got through', () => {
    const state = { ...states.applying, run: { ...tried, legs: [both, down] } };
    expect(retriesOf(reduce(state, events.applied))).to.equal(0);
  });

  it('go on when a leg brought nothing off this device: a photo that always breaks must not be tried for ever', () => {
    const state = { ...states.applying, run: tried };
    const applied = { ...events.applied, totals: { receivedFeatures: 4 }, attachmentsToFetch: 1 };
    expect(retriesOf(reduce(state, applied))).to.equal(5);
  });

  it('begin anew with each photo that is done', () => {
    const state: SyncState = { ...states.downloading, what: 'attachments', run: tried };
    expect(retriesOf(reduce(state, { ...events['fetch-progress'], done: 0 }))).to.equal(5);
    expect(retriesOf(reduce(state, { ...events['fetch-progress'], done: 1 }))).to.equal(0);
  });
});

// ---------------------------------------------------------------- whatever comes, in whatever order

const count = fc.nat({ max: 50 });
const partialTotals = fc.record(
  {
    sentFeatures: count,
    sentAttachments: count,
    receivedFeatures: count,
    receivedAttachments: count,
    refused: count,
    conflicts: count,
  },
  { requiredKeys: [] },
);
const legs = fc.array(fc.constantFrom(both, down, up), { maxLength: 3 });
const plans = fc.record({ legs, throughSeq: count, attachmentsToFetch: fc.nat({ max: 2 }) });
const operation = fc.constantFrom(syncOf(), syncOf({ syncDirection: 'upload' }), generate, unregister);
const at = fc.nat({ max: 1000 });

const generators: { readonly [T in SyncEvent['type']]: fc.Arbitrary<Extract<SyncEvent, { type: T }>> } = {
  start: fc.record({ type: fc.constant('start'), operation }),
  prepared: fc.record({ type: fc.constant('prepared'), plan: fc.option(plans), at }),
  reconciled: fc.record({ type: fc.constant('reconciled'), plan: plans, settled: partialTotals, at }),
  'look-again': fc.record({ type: fc.constant('look-again'), notBefore: at, unknown: count, settled: partialTotals }),
  'job-found': fc.record({
    type: fc.constant('job-found'),
    leg: fc.constantFrom(both, down, up),
    throughSeq: count,
    statusUrl: fc.constant('https://gis.example.com/jobs/1'),
  }),
  'upload-progress': fc.record({
    type: fc.constant('upload-progress'),
    done: count,
    total: count,
    bytesDone: count,
    bytesTotal: count,
  }),
  uploaded: fc.record({ type: fc.constant('uploaded'), refused: count }),
  'job-accepted': fc.record({ type: fc.constant('job-accepted'), statusUrl: fc.constant('https://gis.example.com/j') }),
  'file-offered': fc.constant(events['file-offered']),
  'reply-begun': fc.constant(events['reply-begun']),
  'reply-read': fc.constant(events['reply-read']),
  'refused-whole': fc.constant(events['refused-whole']),
  'job-progress': fc.record({ type: fc.constant('job-progress'), status: fc.constantFrom('Pending', 'InProgress') }),
  'read-progress': fc.record({ type: fc.constant('read-progress'), bytesDone: count, bytesTotal: fc.option(count) }),
  applied: fc.record({
    type: fc.constant('applied'),
    totals: partialTotals,
    unknown: fc.nat({ max: 2 }),
    again: fc.boolean(),
    attachmentsToFetch: fc.nat({ max: 2 }),
    at,
  }),
  'fetch-progress': fc.record({
    type: fc.constant('fetch-progress'),
    done: count,
    total: count,
    bytesDone: count,
    received: count,
  }),
  fetched: fc.record({ type: fc.constant('fetched'), at }),
  failed: fc.record({ type: fc.constant('failed'), error: fc.constant(error), nextAt: fc.option(at), at }),
  retry: fc.constant(events.retry),
  'connection-back': fc.record({ type: fc.constant('connection-back'), nextAt: at }),
  cancelled: fc.record({ type: fc.constant('cancelled'), at }),
};
const anyEvent: fc.Arbitrary<SyncEvent> = fc.oneof(...Object.values(generators));

/** An event that this state waits for, more often than any other: random events alone seldom get far. */
function likely(state: SyncState): fc.Arbitrary<SyncEvent> {
  const wanted = Object.values(events).filter((event) => table[state.kind][event.type] !== 'ignored');
  const fitting = fc
    .constantFrom(...wanted.map((event) => event.type))
    .chain((type): fc.Arbitrary<SyncEvent> => generators[type]);
  return fc.oneof({ weight: 3, arbitrary: fitting }, { weight: 1, arbitrary: anyEvent });
}

interface Step {
  readonly before: SyncState;
  readonly event: SyncEvent;
  readonly after: SyncState;
}

/** Drives the machine through a random walk and hands every step to `check`. */
function walk(check: (step: Step) => void, options: fc.Parameters<unknown> = { numRuns: 60 }): void {
  fc.assert(
    fc.property(fc.gen(), fc.integer({ min: 1, max: 80 }), (gen, length) => {
      let state: SyncState = states.idle;
      for (let index = 0; index < length; index += 1) {
        const event = gen(likely, state);
        const before = state;
        state = reduce(before, event);
        check({ before, event, after: state });
      }
    }),
    options as fc.Parameters<[fc.GeneratorValue, number]>,
  );
}

function operationOf(state: SyncState): unknown {
  return isActive(state) ? state.run.operation : 'operation' in state ? state.operation : null;
}

function totalsOf(state: SyncState): RunTotals | null {
  return isActive(state) ? state.run.totals : 'totals' in state ? state.totals : null;
}

describe('whatever comes, in whatever order', () => {
  it('the walk reaches every state', () => {
    const seen = new Set<string>();
    walk(({ after }) => seen.add(after.kind), { numRuns: 150, seed: 1 });
    expect([...seen].sort()).to.deep.equal(Object.keys(states).sort());
  });

  it('a run keeps its operation from start to end', () => {
    walk(({ before, event, after }) => {
      if (event.type === 'start' && !isActive(before)) expect(operationOf(after)).to.equal(event.operation);
      else expect(operationOf(after)).to.equal(operationOf(before));
    });
  });

  it('an end has no run, and hears nothing but a start', () => {
    walk(({ before, event, after }) => {
      if (!isActive(after)) expect(after).not.to.have.property('run');
      if (!isActive(before) && event.type !== 'start') expect(after).to.equal(before);
    });
  });

  it('progress never changes the kind of a state', () => {
    walk(({ before, event, after }) => {
      if (event.type.endsWith('-progress')) expect(after.kind).to.equal(before.kind);
    });
  });

  it('totals never decrease within a run', () => {
    walk(({ before, event, after }) => {
      const was = totalsOf(before);
      const is = totalsOf(after);
      if (was === null || is === null || (event.type === 'start' && !isActive(before))) return;
      const fell = (Object.keys(was) as (keyof RunTotals)[]).filter((key) => is[key] < was[key]);
      expect(fell).to.deep.equal([]);
    });
  });

  it('a sync submits only what was planned: no request without a leg and a frozen batch', () => {
    walk(({ after }) => {
      if (
        !isActive(after) ||
        !['uploading-attachments', 'submitting', 'waiting-server', 'applying'].includes(after.kind)
      )
        return;
      expect(after.run.legs).not.to.deep.equal([]);
      expect(after.run.throughSeq).not.to.equal(null);
    });
  });

  it('refusals are never called a success', () => {
    walk(({ after }) => {
      if (after.kind === 'completed') expect(after.totals.refused).to.equal(0);
    });
  });

  it('the same state and event give the same answer, and neither is changed', () => {
    walk(({ before, event, after }) => {
      const copies = structuredClone({ before, event });
      expect(reduce(before, event)).to.deep.equal(after);
      expect({ before, event }).to.deep.equal(copies);
    });
  });
});
