/** What panning over the local feature service costs, in itself and beside the store. */
import { quantile, type Measurement } from '../measurements.js';

/** The 95th percentile of each round. */
export function p95Of(measurements: readonly Measurement[]): readonly Measurement[] {
  return measurements.map(({ values, ...rest }) => ({ ...rest, values: [quantile(values, 0.95)] }));
}
