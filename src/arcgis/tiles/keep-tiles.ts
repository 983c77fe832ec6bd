/** Fetches the tiles of a plan and keeps them. What is kept already is not fetched again, so an interrupted run goes on where it stood. */
import { tileCache, withoutQuery } from './tile-cache.js';
import { tilesOf, type TilePlan } from './tile-plan.js';

export interface TileProgress {
  readonly kept: number;
  /** Tiles that the service does not have, or did not give. Empty places of a map are among them. */
  readonly missing: number;
  readonly bytes: number;
}

export interface KeepTilesOptions {
  readonly onProgress?: (progress: TileProgress) => void;
  readonly signal?: AbortSignal;
}

/** Requests at a time: as many as a browser allows for one server. */
const AT_ONCE = 6;

/** Rejects with the signal's reason when cancelled, and with what the browser says when this origin has no room: what is kept until then stays. */
export async function keepTiles(plan: TilePlan, options: KeepTilesOptions = {}): Promise<TileProgress> {
  const { signal, onProgress } = options;
  let progress: TileProgress = { kept: 0, missing: 0, bytes: 0 };
  const add = (size: number | null): void => {
    const { kept, missing, bytes } = progress;
    progress = size === null ? { kept, missing: missing + 1, bytes } : { kept: kept + 1, missing, bytes: bytes + size };
    onProgress?.(progress);
  };
  for (const service of plan.services) {
    const cache = await tileCache(service.url);
    for (const url of service.resources) await keep(cache, url, signal);
    const tiles = tilesOf(service);
    const work = async (): Promise<void> => {
      for (const url of tiles) add(await keep(cache, url, signal));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }
  return progress;
}

/** Bytes; 0 for what was kept before; null for what did not come. */
async function keep(cache: Cache, url: string, signal: AbortSignal | undefined): Promise<number | null> {
  signal?.throwIfAborted();
  const key = withoutQuery(url);
  if ((await cache.match(key)) !== undefined) return 0;
  const response = await fetch(url, signal ? { signal } : {}).catch(() => null);
  signal?.throwIfAborted();
  if (response?.ok !== true) return null;
  const body = await response.blob();
  await cache.put(key, new Response(body, { headers: { 'content-type': body.type } }));
  return body.size;
}
