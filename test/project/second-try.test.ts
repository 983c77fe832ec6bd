import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withSecondTry } from '../../scripts/second-try.mjs';
import { counted, noCounts, recordCounts, summary } from '../../scripts/test-counts.mjs';

/** One test of each of these files fails, beside ten that pass. */
function run(...failing: string[]): Promise<number> {
  const failures = failing.map((file) => ({ file, name: 'a test', reason: 'expected 1 to be 2\n  at somewhere' }));
  recordCounts({ ...noCounts(), passed: 10, failed: failures.length, failures });
  return Promise.resolve(failing.length > 0 ? 1 : 0);
}

const never = (): Promise<number> => assert.fail('nothing failed that could be chance');

describe('what fails among the other tests', () => {
  it('is not tried again when nothing failed', async () => {
    const { result, counts } = await counted(() => withSecondTry(() => run(), never));
    assert.equal(result, 0);
    assert.equal(summary(counts), '10 passed, 0 failed');
  });

  it('passes when it passes alone, and is named as unsteady with its reason', async () => {
    const tried: string[] = [];
    const { result, counts } = await counted(() =>
      withSecondTry(
        () => run('a.test.ts'),
        (files) => {
          tried.push(...files);
          return run();
        },
      ),
    );
    assert.deepEqual(tried, ['a.test.ts']);
    assert.equal(result, 0);
    assert.equal(
      summary(counts),
      'UNSTEADY passed alone, but not among the others: a.test.ts > a test: expected 1 to be 2\n11 passed, 0 failed',
    );
  });

  it('fails when it fails again, and is named', async () => {
    const { result, counts } = await counted(() =>
      withSecondTry(
        () => run('a.test.ts', 'a.test.ts'),
        () => run('a.test.ts'),
      ),
    );
    assert.equal(result, 1);
    assert.equal(counts.failed, 2);
    assert.match(summary(counts), /^FAILED {3}a\.test\.ts > a test: expected 1 to be 2$/m);
  });

  it('fails at once when it is more than chance brings', async () => {
    const { result, counts } = await counted(() => withSecondTry(() => run('a', 'b', 'c', 'd'), never));
    assert.equal(result, 1);
    assert.equal(counts.failed, 4);
  });

  it('fails where a runner failed and no test did', async () => {
    const { result } = await counted(() => withSecondTry(() => Promise.resolve(3), never));
    assert.equal(result, 3);
  });
});
