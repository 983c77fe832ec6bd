/** Planning and keeping tiles, by code that comes with the first plan: both need the network anyway, and most pages never do either. */
import type { KeepTilesOptions, TileProgress } from './keep-tiles.js';
import type { TilePlan, TilePlanOptions } from './tile-plan.js';

/**
 * Which tiles an area has, how many there are, and about how much they weigh: to be shown to a person before anything is fetched. Rejects
 * `invalid-argument` for a service that is none, `not-supported` for basemaps that must not be kept and for too many tiles, `network`.
 */
export async function planTiles(options: TilePlanOptions): Promise<TilePlan> {
  return (await import('./tile-plan.js')).planTiles(options);
}

/**
 * Fetches the tiles of a plan and keeps them; what is kept already is not fetched again. Rejects with the signal's reason when cancelled, and with what the
 * browser says when this origin has no room: what is kept until then stays.
 */
export async function keepTiles(plan: TilePlan, options?: KeepTilesOptions): Promise<TileProgress> {
  return (await import('./keep-tiles.js')).keepTiles(plan, options);
}
