import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { SyncState } from '../../src/controller/types.js';
import { nextPercent, type Percent } from '../../src/elements/sync-progress/percent.js';
import { ended, error, generateOperation, running, syncOperation } from '../support/controller-states.js';

const bytes = fc.integer({ min: 0, max: 5e7 });
const count = fc.integer({ min: 0, max: 500 });

/** States of one run in any order, also orders that no machine would take: what is shown must stand them all. */
const states: fc.Arbitrary<SyncState> = fc
  .constantFrom(syncOperation(), generateOperation('sync-1'), syncOperation('upload'))
  .chain((operation) =>
    fc
      .oneof(
        fc.constantFrom<SyncState>(
          running({ kind: 'preparing' }, operation),
          running({ kind: 'reconciling', unknown: 3, notBefore: null }, operation),
          running({ kind: 'submitting' }, operation),
          running({ kind: 'waiting-server', statusUrl: '', jobStatus: '' }, operation),
          running({ kind: 'applying' }, operation),
          running({ kind: 'waiting-retry', error: error('network', 'x'), nextAt: 0 }, operation),
        ),
        fc
          .tuple(count, count, bytes, bytes)
          .map(([done, total, bytesDone, bytesTotal]) =>
            running({ kind: 'uploading-attachments', done, total, bytesDone, bytesTotal }, operation),
          ),
        fc
          .tuple(
            fc.constantFrom<'changes' | 'attachments'>('changes', 'attachments'),
            count,
            fc.option(count),
            bytes,
            fc.option(bytes),
          )
          .map(([what, done, total, bytesDone, bytesTotal]) =>
            running({ kind: 'downloading', what, done, total, bytesDone, bytesTotal }, operation),
          ),
      )
      .chain((state) =>
        fc.integer({ min: 0, max: 4 }).map((legs) => {
          if (!('run' in state)) return state;
          const leg = { direction: 'bidirectional' as const, layerIds: [0] };
          return { ...state, run: { ...state.run, legs: Array.from({ length: legs }, () => leg) } };
        }),
      ),
  );

/** The values shown one after the other. */
function shown(sequence: readonly SyncState[]): (number | null)[] {
  let percent: Percent | null = null;
  return sequence.map((state) => {
    percent = nextPercent(percent, state);
    return percent?.value ?? null;
  });
}

describe('the percent of a run', () => {
  it('never runs backwards, never forgets what it knew, and stays below 100 until the end', () => {
    fc.assert(
      fc.property(fc.array(states, { maxLength: 30 }), (sequence) => {
        const values = shown(sequence);
        values.forEach((value, index) => {
          const before = values[index - 1] ?? null;
          if (before !== null) expect(value).to.be.at.least(before);
          if (value !== null) expect(value).to.be.within(0, 99).and.satisfy(Number.isInteger);
        });
      }),
    );
  });

  it('is 100 when completed, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(states, { maxLength: 10 }), (sequence) => {
        expect(shown([...sequence, ended({ kind: 'completed' })]).at(-1)).to.equal(100);
      }),
    );
  });

  it('stays where it was when the run fails or is cancelled', () => {
    const sending = running({ kind: 'uploading-attachments', done: 1, total: 2, bytesDone: 5e6, bytesTotal: 1e7 });
    expect(shown([sending, ended({ kind: 'cancelled' })])).to.deep.equal([28, 28]);
    expect(shown([sending, ended({ kind: 'failed', error: error('network', 'x') })])).to.deep.equal([28, 28]);
  });

  it('starts over with another run', () => {
    const first = running({ kind: 'applying' });
    const second = running({ kind: 'preparing' }, syncOperation('bidirectional', 'sync-2'));
    expect(shown([first, second])).to.deep.equal([85, null]);
  });

  it('is unknown until something can be measured', () => {
    expect(
      shown([
        { kind: 'idle' },
        running({ kind: 'preparing' }),
        running({ kind: 'waiting-server', statusUrl: '', jobStatus: '' }),
      ]),
    ).to.deep.equal([null, null, null]);
  });

  it('goes by bytes where their total is known, since a photo is no unit', () => {
    const half = { done: 9, total: 10, bytesDone: 5e6, bytesTotal: 1e7 };
    expect(shown([running({ kind: 'uploading-attachments', ...half })])).to.deep.equal([28]);
    expect(shown([running({ kind: 'uploading-attachments', ...half, bytesTotal: 0 })])).to.deep.equal([51]);
  });

  it('shares the way between the legs of a run', () => {
    const legs = [0, 1].map(() => ({ direction: 'upload' as const, layerIds: [0] }));
    const first = running({ kind: 'applying' });
    if (!('run' in first)) throw new Error('not running');
    const twoLegs: SyncState = { ...first, run: { ...first.run, legs } };
    expect(shown([twoLegs, first])).to.deep.equal([42, 90]);
  });
});
