/** Tiles that a page has kept (`keepTiles`), handed out with and without a network. */
import { startOf, tileCache, withoutQuery } from '../arcgis/tiles/tile-cache.js';
import type { WorkerPart } from './worker-part.js';

export interface KeptTilesOptions {
  /** As they were named to `planTiles`. */
  readonly services: readonly string[];
}

export function keptTiles(options: KeptTilesOptions): WorkerPart {
  const services = options.services.map((url) => url.replace(/\/+$/, ''));
  const serviceOf = (url: string): string | undefined =>
    services.find((service) => url.toLowerCase().startsWith(startOf(service).toLowerCase()));
  return {
    answers: ({ method, url }) => method === 'GET' && serviceOf(url) !== undefined,
    async answer(request) {
      const cache = await tileCache(serviceOf(request.url) ?? '');
      const key = withoutQuery(request.url);
      const kept = await cache.match(key);
      if (kept !== undefined) return kept;
      const response = await fetch(request);
      // Letters of vector tiles are asked for by name, as labels need them: kept from their first use on.
      if (response.status === 200 && /\/resources\//i.test(key)) await cache.put(key, response.clone());
      return response;
    },
  };
}
