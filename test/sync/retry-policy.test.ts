import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { summarize } from '../../src/shared/errors.js';
import { DEFAULT_RETRY, nextDelay, nextTryOnceBack } from '../../src/sync/retry-policy.js';
import { failure } from './support/samples.js';

const broken = summarize(failure('network'));
const busy = (retryAfterMs: number) => summarize(failure('rate-limited', { retryAfterMs }));

describe('when to try again', () => {
  it('after growing waits; the last one repeats', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6, 7].map((retries) => nextDelay(broken, { retries, fraction: 0 }));
    expect(waits).to.deep.equal([2000, 5000, 15_000, 30_000, 60_000, 60_000, 60_000, 60_000]);
  });

  it('never, once it was tried often enough', () => {
    expect(nextDelay(broken, { retries: DEFAULT_RETRY.maxRetries, fraction: 0 })).to.equal(null);
  });

  it('never, when it would be the same again', () => {
    expect(nextDelay(summarize(failure('forbidden')), { retries: 0, fraction: 0 })).to.equal(null);
  });

  it('stretched by chance, so that not everybody comes back at once', () => {
    expect(nextDelay(broken, { retries: 0, fraction: 0.5 })).to.equal(2300);
  });

  it('not before the service wants it, and not sooner than otherwise', () => {
    expect(nextDelay(busy(45_000), { retries: 0, fraction: 0 })).to.equal(45_000);
    expect(nextDelay(busy(1), { retries: 0, fraction: 0 })).to.equal(2000);
  });

  it('never, when the service wants to be left alone for longer than a person would wait', () => {
    expect(nextDelay(busy(600_000), { retries: 0, fraction: 0 })).to.equal(600_000);
    expect(nextDelay(busy(600_001), { retries: 0, fraction: 0 })).to.equal(null);
  });

  it('as the policy says, where another is given', () => {
    const policy = { delays: [], maxRetries: 1, jitter: 0, spreadMs: 0, longestRetryAfterMs: 0 };
    expect(nextDelay(broken, { retries: 0, fraction: 0 }, policy)).to.equal(0);
    expect(nextDelay(broken, { retries: 1, fraction: 0 }, policy)).to.equal(null);
  });

  it('always within bounds', () => {
    fc.assert(
      fc.property(
        fc.nat(20),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.nat(2_000_000),
        (retries, fraction, asked) => {
          const delay = nextDelay(busy(asked), { retries, fraction });
          if (delay !== null) expect(delay).to.be.within(2000, 600_000);
          if (retries < 8 && asked <= 600_000) expect(delay).to.be.at.least(asked);
        },
      ),
    );
  });
});

describe('when to try once the connection is back', () => {
  const NOW = 1_700_000_000_000;
  const after = (awayMs: number, fraction: number, error = broken): number =>
    nextTryOnceBack({ error, nextAt: NOW + 45_000 }, { now: NOW, awayMs, fraction }) - NOW;

  it('spread over a minute, so that thirty devices that come back do not ask at once', () => {
    expect([0, 0.5, 0.999].map((fraction) => after(3_600_000, fraction))).to.deep.equal([0, 30_000, 59_940]);
    expect(after(Infinity, 0.5), 'gone before the page came').to.equal(30_000);
  });

  it('no longer than it was away: a tunnel of seconds costs seconds', () => {
    expect(after(4_000, 0.5)).to.equal(2_000);
    expect(after(-1, 0.5), 'the clock was set back meanwhile').to.equal(0);
  });

  it('not before the service wants it', () => {
    expect(after(3_600_000, 0.5, busy(45_000))).to.equal(45_000);
    expect(after(3_600_000, 0.9, busy(45_000))).to.equal(54_000);
  });
});
