import { relative } from 'node:path';
import { noCounts, recordCounts } from './test-counts.mjs';
import { root } from './run.mjs';

/**
 * A reporter for Web Test Runner that records how many tests passed, failed and were skipped, over all engines.
 * A file that fails to load counts as one failure. A run without a single test fails.
 * @returns {import('@web/test-runner').Reporter}
 */
export function countBrowserTests() {
  return {
    onTestRunFinished({ sessions }) {
      const counts = noCounts();
      for (const session of sessions) {
        const file = relative(root, session.testFile);
        /** @param {string} name @param {string | undefined} reason */
        const fail = (name, reason) => {
          counts.failed++;
          counts.failures.push({ file, name: `${name} (${session.browser.name})`, reason: reason ?? '' });
        };
        const tests = session.testResults ? [...testsOf(session.testResults)] : [];
        for (const { test, name } of tests) {
          if (test.skipped) counts.skipped++;
          else if (test.passed) counts.passed++;
          else fail(name, test.error?.message);
        }
        if (!session.passed && !tests.some(({ test }) => !test.passed && !test.skipped)) {
          fail('the file itself', session.errors[0]?.message);
        } else if (tests.length === 0) fail('the file itself', 'It holds no test.');
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
 * @param {string} path the names of the suites around it
 * @returns {Generator<{ test: import('@web/test-runner').TestResult, name: string }>}
 */
function* testsOf(suite, path = '') {
  for (const test of suite.tests) yield { test, name: path + test.name };
  for (const child of suite.suites) yield* testsOf(child, child.name ? `${path}${child.name} > ` : path);
}
