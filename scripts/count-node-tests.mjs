import { relative } from 'node:path';
import { root } from './run.mjs';
import { noCounts, recordCounts } from './test-counts.mjs';

/**
 * A reporter for node:test that counts single tests, not suites and not files, and records the numbers.
 * @typedef {{ type?: string, error?: { message?: string, cause?: unknown } }} Details
 * @typedef {{ name: string, nesting: number, file?: string, skip?: string | boolean, todo?: string | boolean, details?: Details }} Outcome
 * @param {AsyncIterable<{ type: 'test:pass' | 'test:fail', data: Outcome } | { type: 'other' }>} events
 */
export default async function* countNodeTests(events) {
  const counts = noCounts();
  for await (const event of events) {
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    const { type, data } = event;
    if (data.details?.type === 'suite') continue;
    // node:test reports a file that holds no test as a test of its own that passes.
    const isFile = data.nesting === 0 && data.name.endsWith('.ts');
    if (isFile && type === 'test:pass') continue;
    if (data.skip !== undefined || data.todo !== undefined) counts.skipped++;
    else if (type === 'test:pass') counts.passed++;
    else {
      counts.failed++;
      counts.failures.push({ file: relative(root, data.file ?? ''), name: data.name, reason: reasonOf(data.details) });
    }
  }
  recordCounts(counts);
  yield '';
}

/** @param {Details | undefined} details */
function reasonOf(details) {
  const { error } = details ?? {};
  // node:test wraps what a test threw.
  return error?.cause instanceof Error ? error.cause.message : (error?.message ?? '');
}
