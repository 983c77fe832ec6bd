/** What a run leaves behind: everything measured, and on what. */
import type { Machine } from './machine.js';
import type { Measurement } from './measurements.js';

export interface Result {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly minutes: number;
  readonly n: number;
  readonly shapes: number;
  readonly rounds: number;
  readonly machine: Machine;
  /** The load average before each task. */
  readonly loads: readonly number[];
  readonly measurements: readonly Measurement[];
  /** Tasks that ended with an error or wrong data. */
  readonly failures: readonly { readonly task: string; readonly round: number; readonly error: string }[];
  /** Peers that were not measured in every round. */
  readonly leftOut: readonly string[];
}
