import { recordCounts } from './test-counts.mjs';

/**
 * A reporter for node:test that counts single tests, not suites and not files, and records the numbers.
 * @typedef {{ name: string, nesting: number, skip?: string | boolean, todo?: string | boolean, details?: { type?: string } }} Outcome
 * @param {AsyncIterable<{ type: 'test:pass' | 'test:fail', data: Outcome } | { type: 'other' }>} events
 */
export default async function* countNodeTests(events) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for await (const event of events) {
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    const { type, data } = event;
    if (data.details?.type === 'suite') continue;
    // node:test reports a file that holds no test as a test of its own that passes.
    const isFile = data.nesting === 0 && data.name.endsWith('.ts');
    if (isFile && type === 'test:pass') continue;
    if (data.skip !== undefined || data.todo !== undefined) counts.skipped++;
    else if (type === 'test:pass') counts.passed++;
    else counts.failed++;
  }
  recordCounts(counts);
  yield '';
}
