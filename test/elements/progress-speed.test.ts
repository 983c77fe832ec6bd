import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { SyncState } from '../../src/controller/types.js';
import { nextSpeed, speedToShow, timeToShow, type Speed } from '../../src/elements/sync-progress/speed.js';
import { running, syncOperation } from '../support/controller-states.js';

const TOTAL = 60e6;
const sent = (bytesDone: number, uid = 'sync-1'): SyncState =>
  running(
    { kind: 'uploading-attachments', done: 0, total: 4, bytesDone, bytesTotal: TOTAL },
    syncOperation('bidirectional', uid),
  );

/** The memory after looks, each `[seconds, bytes]`. */
function after(...looks: readonly (readonly [seconds: number, bytes: number])[]): Speed | null {
  return looks.reduce<Speed | null>((memory, [seconds, bytes]) => nextSpeed(memory, sent(bytes), seconds * 1000), null);
}

/** One look each second, as many bytes each time. */
const steady = (seconds: number, perSecond: number): (readonly [number, number])[] =>
  Array.from({ length: seconds + 1 }, (_, second) => [second, second * perSecond] as const);

describe('the speed of a transfer', () => {
  it('is not said in the first seconds, when it would be a guess', () => {
    expect(speedToShow(after(...steady(2, 1e6)), 2000)).to.equal(null);
    expect(speedToShow(after(...steady(3, 1e6)), 3000)).to.be.closeTo(1e6, 1);
  });

  it('is smooth: one slow second changes it little', () => {
    const slow = after(...steady(10, 1e6), [11, 10.1e6]);
    expect(speedToShow(slow, 11_000)).to.be.within(0.8e6, 0.95e6);
  });

  it('is gone when nothing has moved for a while, and measured anew afterwards', () => {
    const memory = after(...steady(10, 1e6));
    expect(speedToShow(memory, 14_900)).to.not.equal(null);
    expect(speedToShow(memory, 15_000)).to.equal(null);
    const again = nextSpeed(memory, sent(11e6), 60_000);
    expect(speedToShow(again, 60_000)).to.equal(null);
    expect(again?.rate).to.equal(null);
  });

  it('is known too where bytes come in large pieces, at long intervals', () => {
    const pieces = after([0, 0], [20, 2e6], [40, 4e6], [60, 6e6]);
    expect(speedToShow(pieces, 75_000)).to.be.closeTo(1e5, 1);
    expect(speedToShow(pieces, 111_000)).to.equal(null);
  });

  it('starts over with another run, and when a try starts over', () => {
    const memory = after(...steady(10, 1e6));
    expect(nextSpeed(memory, sent(11e6, 'sync-2'), 11_000)?.rate).to.equal(null);
    expect(nextSpeed(memory, sent(0), 11_000)?.rate).to.equal(null);
  });

  it('is none where no bytes move', () => {
    expect(nextSpeed(after(...steady(10, 1e6)), running({ kind: 'submitting' }), 11_000)).to.equal(null);
  });
});

describe('the time left', () => {
  it('is said later than the speed, and in steps that do not flicker', () => {
    expect(timeToShow(after(...steady(4, 1e6)), TOTAL, 4000)).to.equal(null);
    expect(timeToShow(after(...steady(5, 1e6)), TOTAL, 5000)).to.equal(60_000);
    expect(timeToShow(after(...steady(12, 1e6)), TOTAL, 12_000)).to.equal(50_000);
    expect(timeToShow(after(...steady(10, 1e5)), TOTAL, 10_000)).to.equal(600_000);
  });

  it('is not said where the total is unknown, nothing moves, or it would be longer than anyone waits', () => {
    expect(timeToShow(after(...steady(10, 1e6)), null, 10_000)).to.equal(null);
    expect(timeToShow(after(...steady(10, 1e6)), TOTAL, 16_000)).to.equal(null);
    expect(timeToShow(after(...steady(10, 100)), TOTAL, 10_000)).to.equal(null);
  });

  it('is finite and above nothing, whatever was measured', () => {
    const look = fc.tuple(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 9e7 }));
    fc.assert(
      fc.property(fc.array(look, { maxLength: 40 }), (looks) => {
        let memory: Speed | null = null;
        for (const [now, bytes] of looks) {
          memory = nextSpeed(memory, sent(bytes), now);
          const rate = speedToShow(memory, now);
          const left = timeToShow(memory, TOTAL, now);
          if (rate !== null) expect(rate).to.be.above(0).and.satisfy(Number.isFinite);
          if (left !== null) expect(left).to.be.within(10_000, 12 * 3600_000 + 60_000);
          if (left !== null) expect(rate).to.not.equal(null);
        }
      }),
    );
  });
});
