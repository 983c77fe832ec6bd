import { recordCounts } from './test-counts.mjs';

/**
 * A reporter for Web Test Runner that records how many tests passed, failed and were skipped, over all engines.
 * A file that fails to load counts as one failure. A run without a single test fails.
 * @returns {import('@web/test-runner').Reporter}
 */
export function countBrowserTests() {
  return {
    onTestRunFinished({ sessions }) {
      const counts = { passed: 0, failed: 0, skipped: 0 };
      for (const session of sessions) {
        const tests = session.testResults ? [...testsOf(session.testResults)] : [];
        for (const test of tests) counts[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++;
        if (!session.passed && !tests.some((test) => !test.passed && !test.skipped)) counts.failed++;
        else if (tests.length === 0) {
          console.error(`${session.testFile} holds no test.`);
          counts.failed++;
        }
      }
      recordCounts(counts);
      if (counts.passed + counts.failed === 0) console.error('No browser test ran.');
      // Web Test Runner exits with a code of its own choosing, which a handler of 'exit' can still correct.
      if (counts.failed > 0 || counts.passed === 0) process.on('exit', () => (process.exitCode = 1));
    },
  };
}

/**
 * @param {import('@web/test-runner').TestSuiteResult} suite
 * @returns {Generator<import('@web/test-runner').TestResult>}
 */
function* testsOf(suite) {
  yield* suite.tests;
  for (const child of suite.suites) yield* testsOf(child);
}
