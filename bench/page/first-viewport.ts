/** A page that was just opened: how soon after the database is open are count and first map there? */
import type { Viewport } from '../data/model.js';
import type { Published } from '../server/serve.js';
import { wrongRows } from './judge.js';
import { openOwnStore } from './own-store.js';

export async function firstViewport(
  source: Published,
  count: number,
  viewport: Viewport,
): Promise<{ readonly ms: number; readonly wrong: string | null }> {
  const port = await openOwnStore(source);
  const start = performance.now();
  await port.info();
  const found = await port.queryCount(0, {});
  const { features } = await port.queryFeatures(0, { geometry: viewport.envelope });
  const ms = performance.now() - start;
  port.close();
  return { ms, wrong: found === count ? wrongRows(viewport, features) : `${String(found)} rows of ${String(count)}` };
}
