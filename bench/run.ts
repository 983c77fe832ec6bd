/** Performs the tasks, one fresh profile each, and says how long the rest will take. */
import { fileURLToPath } from 'node:url';
import { Profile } from './browser/profile.js';
import { describeMachine, load } from './machine.js';
import { median, type Measurement } from './measurements.js';
import type { Options } from './options.js';
import { planTasks, type Task } from './plan.js';
import { number } from './report/table.js';
import type { Result } from './result.js';
import { Library } from './scenarios/scene.js';
import { bundlePage } from './server/bundle.js';
import { serve, type BenchServer } from './server/serve.js';
import { TimeLeft } from './time-left.js';

const bodies = fileURLToPath(new URL('../.cache/bench', import.meta.url));

export async function run(options: Options, say: (line: string) => void): Promise<Result> {
  const startedAt = new Date();
  const time = new TimeLeft(options.minutes);
  const tasks = planTasks(options);
  const leftOut = new Set<string>();
  const loads: number[] = [];
  const measurements: Measurement[] = [];
  const failures: Result['failures'][number][] = [];
  const server = await serve(await bundlePage(), bodies);
  const library = new Library(server);
  try {
    for (const [at, task] of tasks.entries()) {
      // Decided when its turn comes: what looked too long may fit by then.
      if (!time.fit(tasks.slice(at)).includes(task)) {
        leftOut.add(task.name);
        continue;
      }
      loads.push(load());
      const start = Date.now();
      const { measured, error } = await perform(task, { library, server, wants: options.wants });
      measurements.push(...measured);
      if (error !== null) failures.push({ task: task.name, round: task.round, error });
      time.note(task, Date.now() - start);
      const left = Math.ceil(time.of(time.fit(tasks.slice(at + 1))) / 60_000);
      const told = error === null ? inBrief(measured) : `FAILED: ${error}`;
      say(`${String(at + 1)}/${String(tasks.length)} (${String(left)} min left) ${task.name}: ${told}`);
    }
  } finally {
    await server.close();
  }
  return {
    startedAt: startedAt.toISOString(),
    minutes: Math.round((Date.now() - startedAt.getTime()) / 6_000) / 10,
    n: options.n,
    shapes: options.shapes,
    rounds: options.rounds,
    machine: describeMachine(),
    loads,
    measurements,
    failures,
    leftOut: [...leftOut],
  };
}

interface Stage {
  readonly library: Library;
  readonly server: BenchServer;
  readonly wants: Options['wants'];
}

/** One task in a profile of its own. An error is a value: the others are measured all the same. */
async function perform(
  task: Task,
  { library, server, wants }: Stage,
): Promise<{ readonly measured: readonly Measurement[]; readonly error: string | null }> {
  const profile = new Profile(server.url);
  try {
    return { measured: (await task.run({ library, profile, wants })).map(rounded), error: null };
  } catch (error) {
    return { measured: [], error: error instanceof Error ? error.message : String(error) };
  } finally {
    await profile.remove();
  }
}

/** To the microsecond: more digits say nothing and fill the reference. */
function rounded({ values, ...rest }: Measurement): Measurement {
  return { ...rest, values: values.map((value) => Math.round(value * 1_000) / 1_000) };
}

function inBrief(measured: readonly Measurement[]): string {
  return measured
    .filter(({ what }) => what.endsWith('.ms'))
    .map(({ what, values }) => `${what.slice(0, -'.ms'.length)} ${number(median(values))} ms`)
    .join(', ');
}
