/**
 * How many tests passed, failed and were skipped. The runners append their numbers to the file named by
 * TEST_COUNTS_FILE, one JSON object a line, so that commands run one after another can be summed up.
 */
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

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
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const line of lines) {
    const counts = JSON.parse(line);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  return total;
}

/**
 * "12 passed, 0 failed", and the skipped if there are any.
 * @param {Counts} counts
 */
export function countsLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed` + (skipped > 0 ? `, ${skipped} skipped` : '');
}

/**
 * Runs test commands and ends with their sum as the last line of output. Fails when one fails or no test passed.
 * @param {() => Promise<number[]>} commands answers their exit codes
 * @param {{ mayBeEmpty?: boolean }} options mayBeEmpty: no test at all is fine, and then no line is printed
 */
export async function reportTests(commands, { mayBeEmpty = false } = {}) {
  const outer = process.env['TEST_COUNTS_FILE'];
  const folder = mkdtempSync(join(tmpdir(), 'gdb-sync-'));
  const file = join(folder, 'counts');
  process.env['TEST_COUNTS_FILE'] = file;
  let codes = [1];
  try {
    codes = await commands();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  const total = totalCounts(file);
  rmSync(folder, { recursive: true });
  if (outer) {
    process.env['TEST_COUNTS_FILE'] = outer;
    recordCounts(total);
  }
  const isEmpty = total.passed + total.failed === 0;
  if (codes.some((code) => code !== 0) || total.failed > 0 || (isEmpty && !mayBeEmpty)) process.exitCode = 1;
  if (!isEmpty || !mayBeEmpty) console.log(countsLine(total));
}
