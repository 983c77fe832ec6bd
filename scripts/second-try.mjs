import { counted, recordCounts } from './test-counts.mjs';

/** More files than these do not fail by chance. */
const most = 3;

/**
 * Runs test files, and once more, alone, the few that failed. What passes then met a busy machine or a race: it counts
 * as passed, and the summary names it as unsteady with why it failed, so that somebody looks for the race.
 * @param {() => Promise<number>} all runs all files, and answers the exit code
 * @param {(files: string[]) => Promise<number>} some runs these
 * @returns {Promise<number>} the exit code
 */
export async function withSecondTry(all, some) {
  const { result: code, counts: first } = await counted(all);
  const files = [...new Set(first.failures.map(({ file }) => file))];
  if (code === 0 || files.length === 0 || files.length > most) {
    recordCounts(first);
    return code;
  }
  console.log(`\nOnce more, alone: ${files.join(', ')}`);
  const { result: again, counts: second } = await counted(() => some(files));
  if (again !== 0 || second.failed > 0) {
    recordCounts(first);
    return code;
  }
  const passed = first.passed + first.failed;
  recordCounts({ ...first, passed, failed: 0, failures: [], unsteady: first.failures });
  return 0;
}
