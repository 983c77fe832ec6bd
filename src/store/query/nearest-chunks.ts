/** Which chunks a map will want next: those that lie nearest to what it showed last. */
import type { LayerSchema } from '../../shared/esri.js';
import type { Extent } from '../rows/box.js';
import type { MappedRun } from '../schema.js';

/** A layer that a map drew: where, and the runs that hold its rows. */
export interface DrawnLayer {
  readonly layer: LayerSchema;
  readonly runs: readonly MappedRun[];
  readonly extent: Extent;
}

/** A chunk and its distance from the extent, in units of the map; 0 where they touch. */
export interface NearbyChunk {
  readonly layer: LayerSchema;
  readonly run: number;
  readonly chunkNo: number;
  readonly far: number;
}

/** All chunks of these layers, the nearest first. Those without any geometry are left out. */
export function nearestChunks(layers: readonly DrawnLayer[]): readonly NearbyChunk[] {
  return layers
    .flatMap(({ layer, runs, extent }) =>
      runs.flatMap(({ n: run, nChunks, boxes }) =>
        Array.from({ length: nChunks }, (_, chunkNo) => ({
          layer,
          run,
          chunkNo,
          far: distance(boxes.subarray(4 * chunkNo, 4 * chunkNo + 4), extent),
        })),
      ),
    )
    .filter(({ far }) => !Number.isNaN(far))
    .sort((a, b) => a.far - b.far);
}

function distance(box: Float32Array, { xmin, ymin, xmax, ymax }: Extent): number {
  const [left = NaN, bottom = NaN, right = NaN, top = NaN] = box;
  return Math.hypot(Math.max(0, left - xmax, xmin - right), Math.max(0, bottom - ymax, ymin - top));
}
