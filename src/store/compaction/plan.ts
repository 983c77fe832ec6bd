/** When is a layer packed anew, and how much of it? Pure; the triggers are data. */

export const TRIGGERS = {
  /** Runs that lie over each other at most: a row of the oldest is looked for in all others. */
  runs: 4,
  /** Share of the packed rows that newer runs hide, from which on everything is packed anew. */
  hiddenShare: 0.25,
  /** Received rows in the overlay: each open reads them all. */
  overlayRows: 2_000,
  /** Windows of a run, of which a load of more than 50,000 rows leaves several: a map reads chunks of each. */
  windows: 1,
  /** An older run is packed along while it has at most so many times the rows of what is newer: so a row is moved only so often. */
  growth: 3,
} as const;

export type Triggers = { readonly [Name in keyof typeof TRIGGERS]: number };

/** A layer in numbers. */
export interface LayerLoad {
  /** Rows of each run, newest first. */
  readonly runs: readonly number[];
  /** Rows that the runs show together; null when that is not known. */
  readonly shown: number | null;
  /** Received rows and tombstones in the overlay. */
  readonly overlay: number;
  /** Windows of each run, newest first. */
  readonly windows: readonly number[];
}

/** How many of the newest runs become one, with the overlay's received rows; null: nothing is due. */
export function planCompaction(
  { runs, shown, overlay, windows }: LayerLoad,
  triggers: Triggers = TRIGGERS,
): number | null {
  const packed = runs.reduce((sum, rows) => sum + rows, 0);
  if (runs.length > 1 && shown !== null && packed - shown > triggers.hiddenShare * packed) return runs.length;
  const clustered = windows.map((count) => count > triggers.windows).lastIndexOf(true) + 1;
  if (clustered > 0) return clustered;
  if (overlay < triggers.overlayRows && runs.length <= triggers.runs) return null;
  let taken = 0;
  let rows = overlay;
  for (const older of runs) {
    const isTooMany = runs.length - taken >= triggers.runs;
    if (!isTooMany && older > triggers.growth * rows) break;
    rows += older;
    taken++;
  }
  return taken;
}
