/** Performs the tasks, one fresh profile each, and says how long the rest will take. */
import { fileURLToPath } from 'node:url';
import { Profile } from './browser/profile.js';
import { describeMachine, load } from './machine.js';
import { median, type Measurement } from './measurements.js';
import type { Options } from './options.js';
import { planTasks, type Task } from './plan.js';
import type { Result } from './result.js';
import { Library } from './scenarios/scene.js';
import { bundlePage } from './server/bundle.js';
import { serve } from './server/serve.js';
import { TimeLeft } from './time-left.js';

const bodies = fileURLToPath(new URL('../.cache/bench', import.meta.url));

export async function run(options: Options, say: (line: string) => void): Promise<Result> {
  const startedAt = new Date();
  const time = new TimeLeft(options.minutes);
  const all = planTasks(options);
  let tasks = all;
  const done: Task[] = [];
  const loads: number[] = [];
  const measurements: Measurement[] = [];
  const failures: Result['failures'][number][] = [];
  const server = await serve(await bundlePage(), bodies);
  const library = new Library(server);
  try {
    for (let task = tasks[0]; task !== undefined; task = tasks[0]) {
      loads.push(load());
      const start = Date.now();
      const profile = new Profile(server.url);
      const scene = {
        profile,
        wants: options.wants,
        model: library.model.bind(library),
        changedModel: library.changedModel.bind(library),
        source: library.source.bind(library),
      };
      let told: string;
      try {
        const measured = await task.run(scene);
        measurements.push(...measured);
        told = measured
          .filter(({ what }) => what.endsWith('ms'))
          .map(inBrief)
          .join(', ');
      } catch (error) {
        told = `FAILED: ${error instanceof Error ? error.message : String(error)}`;
        failures.push({ task: task.name, round: task.round, error: told });
      } finally {
        await profile.remove();
      }
      time.note(task, Date.now() - start);
      done.push(task);
      tasks = time.fit(tasks.slice(1));
      const left = Math.ceil(time.of(tasks) / 60_000);
      say(
        `${String(done.length)}/${String(done.length + tasks.length)} (${String(left)} min left) ${task.name}: ${told}`,
      );
    }
  } finally {
    await server.close();
  }
  const leftOut = new Set(all.filter((task) => !done.includes(task)).map(({ name }) => name));
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

function inBrief({ what, values }: Measurement): string {
  return `${what.replace('.ms', '')} ${median(values).toPrecision(3)} ms`;
}
