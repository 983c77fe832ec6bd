import { expect } from '@open-wc/testing';
import { DEFAULT_AUTO_SYNC, startAfter } from '../../src/sync/triggers.js';
import type { Trigger, TriggerFacts } from '../../src/sync/triggers.js';

const NOW = 1_700_000_000_000;

describe('when a sync starts by itself', () => {
  const after = (trigger: Trigger, facts: Partial<TriggerFacts> = {}): number | null =>
    startAfter(
      trigger,
      { unsent: 1, lastStartAt: null, now: NOW, saveData: false, fraction: 0, ...facts },
      DEFAULT_AUTO_SYNC,
    );

  it('is spread over a minute, so that thirty devices that come back do not ask at once', () => {
    expect([0, 0.5, 0.999].map((fraction) => after('online', { fraction }))).to.deep.equal([0, 30_000, 59_940]);
    expect(after('visible', { fraction: 0.5 })).to.equal(30_000);
  });

  it('is a moment after the last edit, and a while after the last sync', () => {
    expect(after('edits')).to.equal(30_000);
    expect(after('timer')).to.equal(15 * 60_000);
  });

  it('is never so soon after the last one, unless something was edited since', () => {
    expect(after('online', { lastStartAt: NOW - 20_000 })).to.equal(40_000);
    expect(after('edits', { lastStartAt: NOW - 1_000 })).to.equal(30_000);
    expect(after('online', { lastStartAt: NOW + 1 }), 'a clock that was set back says nothing').to.equal(0);
  });

  it('is not after edits that were taken back, nor for news alone while data are to be saved', () => {
    expect(after('edits', { unsent: 0 })).to.equal(null);
    expect(after('timer', { unsent: 0, saveData: true })).to.equal(null);
    expect(after('timer', { unsent: 1, saveData: true })).not.to.equal(null);
  });

  it('is as the page wants it', () => {
    const facts = { unsent: 1, lastStartAt: null, now: NOW, saveData: false, fraction: 0 };
    expect(startAfter('timer', facts, { ...DEFAULT_AUTO_SYNC, on: ['edits'] })).to.equal(null);
  });
});
