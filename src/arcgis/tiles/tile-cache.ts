/** Where tiles are kept: one cache of the origin for each tile service. A token or another parameter of an address is not part of a tile's name. */

const PREFIX = 'gdb-tiles ';

export interface TileKey {
  readonly level: number;
  readonly row: number;
  readonly column: number;
}

/** `{service}/tile/{level}/{row}/{column}`, with `.pbf` for vector tiles; or the template filled in. */
export function tileAddress(service: string, { level, row, column }: TileKey): string {
  if (service.includes('{'))
    return service
      .replace(/\{(z|level)\}/i, String(level))
      .replace(/\{(x|col)\}/i, String(column))
      .replace(/\{(y|row)\}/i, String(row));
  const end = /\/VectorTileServer$/i.test(service) ? '.pbf' : '';
  return `${service}/tile/${String(level)}/${String(row)}/${String(column)}${end}`;
}

export function withoutQuery(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? url;
}

/** What every address of this service begins with. */
export function startOf(service: string): string {
  return service.split('{', 1)[0] ?? service;
}

export function tileCache(service: string): Promise<Cache> {
  return caches.open(`${PREFIX}${service}`);
}

/** The tile services of which something is kept. */
export async function keptTileServices(): Promise<readonly string[]> {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length));
}

/** Forgets what is kept of a tile service. */
export async function removeTiles(service: string): Promise<void> {
  await caches.delete(`${PREFIX}${service}`);
}
