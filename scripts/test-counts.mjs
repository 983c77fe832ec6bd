/**
 * How many tests passed, failed and were skipped, and which failed. The runners append their results to the file named
 * by TEST_COUNTS_FILE, one JSON object a line, so that commands run one after another can be summed up.
 */
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * @typedef {{ file: string, name: string, reason: string }} Failure
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {Failure[]} failures as many as `failed`
 * @property {Failure[]} unsteady what failed among the others and passed alone; counted as passed
 */

/** @returns {Counts} */
export function noCounts() {
  return { passed: 0, failed: 0, skipped: 0, failures: [], unsteady: [] };
}

/** @param {Counts} counts */
export function recordCounts(counts) {
  const file = process.env['TEST_COUNTS_FILE'];
  if (file) appendFileSync(file, JSON.stringify(counts) + '\n');
}

/**
 * @param {string} file
 * @returns {Counts}
 */
export function totalCounts(file) {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  const total = noCounts();
  for (const line of lines) {
    /** @type {Counts} */
    const counts = JSON.parse(line);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    total.failures.push(...counts.failures);
    total.unsteady.push(...counts.unsteady);
  }
  return total;
}

/**
 * Runs tests with a count of their own, which nobody else has seen yet.
 * @template T
 * @param {() => Promise<T>} run
 * @returns {Promise<{ result: T, counts: Counts }>}
 */
export async function counted(run) {
  const outer = process.env['TEST_COUNTS_FILE'];
  const folder = mkdtempSync(join(tmpdir(), 'gdb-sync-'));
  const file = join(folder, 'counts');
  process.env['TEST_COUNTS_FILE'] = file;
  try {
    const result = await run();
    return { result, counts: totalCounts(file) };
  } finally {
    if (outer === undefined) delete process.env['TEST_COUNTS_FILE'];
    else process.env['TEST_COUNTS_FILE'] = outer;
    rmSync(folder, { recursive: true });
  }
}

/**
 * Which tests failed, which passed only when they ran alone, and "12 passed, 0 failed", with the skipped if there are any.
 * @param {Counts} counts
 */
export function summary({ passed, failed, skipped, failures, unsteady }) {
  return [
    ...failures.map((failure) => `FAILED   ${inWords(failure)}`),
    ...unsteady.map((failure) => `UNSTEADY passed alone, but not among the others: ${inWords(failure)}`),
    `${passed} passed, ${failed} failed` + (skipped > 0 ? `, ${skipped} skipped` : ''),
  ].join('\n');
}

/** @param {Failure} failure */
function inWords({ file, name, reason }) {
  const [firstLine = ''] = reason.trim().split('\n');
  return `${file} > ${name}${firstLine && `: ${firstLine.slice(0, 300)}`}`;
}

/**
 * Runs test commands and ends with their sum as the last line of output. Fails when one fails or no test passed.
 * @param {() => Promise<number[]>} commands answers their exit codes
 * @param {{ mayBeEmpty?: boolean }} options mayBeEmpty: no test at all is fine, and then no line is printed
 */
export async function reportTests(commands, { mayBeEmpty = false } = {}) {
  const { result: codes, counts } = await counted(() =>
    commands().catch((error) => {
      console.error(error instanceof Error ? error.message : error);
      return [1];
    }),
  );
  recordCounts(counts);
  const isEmpty = counts.passed + counts.failed === 0;
  if (codes.some((code) => code !== 0) || counts.failed > 0 || (isEmpty && !mayBeEmpty)) process.exitCode = 1;
  if (!isEmpty || !mayBeEmpty) console.log(summary(counts));
}
