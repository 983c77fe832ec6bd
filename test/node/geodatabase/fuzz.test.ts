import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fuzzDeltas, fuzzGeodatabases } from './fuzz.js';

describe('damaged files', () => {
  it('read, or fail with an error of ours, and never take long', async () => {
    const { outcomes, failures } = await fuzzGeodatabases({ seed: 1, count: 400 });
    assert.deepEqual(failures, []);
    assert.ok((outcomes['bad-file'] ?? 0) > 50 && (outcomes['read'] ?? 0) > 20, JSON.stringify(outcomes));
  });

  it('of changes do so too', async () => {
    const { outcomes, failures } = await fuzzDeltas({ seed: 1, count: 400 });
    assert.deepEqual(failures, []);
    assert.ok((outcomes['bad-file'] ?? 0) > 50 && (outcomes['read'] ?? 0) > 20, JSON.stringify(outcomes));
  });
});
