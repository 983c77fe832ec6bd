/** How long the rest takes, and what is left out so that it ends in time. */
import type { Task } from './plan.js';

export class TimeLeft {
  readonly #deadline: number;
  readonly #took = new Map<string, number>();
  /** How much slower this machine is than the guesses. */
  #slowness = 1;

  /** `minutes` from now. */
  constructor(minutes: number) {
    this.#deadline = Date.now() + minutes * 60_000;
  }

  note(task: Task, ms: number): void {
    this.#took.set(task.name, ms);
    this.#slowness = this.#slowness * 0.8 + (ms / task.guess) * 0.2;
  }

  /** Milliseconds these tasks will take. */
  of(tasks: readonly Task[]): number {
    return tasks.reduce((sum, task) => sum + this.#estimate(task), 0);
  }

  /** The tasks to go on with: when they would end too late, the slowest peers that were measured before are not measured again. */
  fit(tasks: readonly Task[]): readonly Task[] {
    let over = Date.now() + this.of(tasks) - this.#deadline;
    const again = tasks
      .filter((task) => task.isPeer && this.#took.has(task.name))
      .sort((a, b) => this.#estimate(b) - this.#estimate(a));
    const dropped = new Set<Task>();
    for (const task of again) {
      if (over <= 0) break;
      dropped.add(task);
      over -= this.#estimate(task);
    }
    return tasks.filter((task) => !dropped.has(task));
  }

  #estimate(task: Task): number {
    return this.#took.get(task.name) ?? task.guess * this.#slowness;
  }
}
