/** What a run measures: numbers with a name, of one store and one layer, in one round. */
import type { StoreName } from './stores.js';

export type What =
  | 'load.ms'
  | 'load.renderer.mb'
  | 'load.browser.mb'
  | 'load.longest-task.ms'
  | 'load.cpu.ms'
  | 'viewport-loaded.ms'
  | 'pack.ms'
  | 'viewport.ms'
  | 'viewport-rested.ms'
  | 'viewport-changed.ms'
  | 'viewport-changed-rested.ms'
  | 'pan.ms'
  | 'pan-changed.ms'
  | 'receive.ms'
  | 'open.ms'
  | 'edits-single.ms'
  | 'edits-together.ms'
  | 'edits-controller.ms'
  | 'sync.ms'
  | 'compact.ms'
  | 'compact.longest-task.ms'
  | 'compact-edit.ms'
  | 'handle.ms'
  | 'handle-store.ms'
  | 'handle.late'
  | 'photos.ms'
  | 'photos-plain.ms'
  | 'photos.renderer.mb'
  | 'photos-plain.renderer.mb'
  | 'video-in.ms'
  | 'video-in.renderer.mb'
  | 'video-out.ms'
  | 'video-out.renderer.mb';

export interface Measurement {
  readonly what: What;
  readonly store: StoreName;
  /** `points-100000` */
  readonly layer: string;
  /** From 0. */
  readonly round: number;
  readonly values: readonly number[];
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** NaN of no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low = NaN, high = NaN] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}
