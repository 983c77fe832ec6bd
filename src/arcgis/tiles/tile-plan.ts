/** Which tiles an area has, how many there are, and about how much they weigh: to be shown to a person before anything is fetched. */
import { GdbError } from '../../shared/errors.js';
import type { Envelope } from '../../shared/esri.js';
import { asArray, asNumber, isObject, pick, type JsonObject } from '../../shared/json.js';
import { readSpatialReference } from '../../shared/layer-json.js';
import {
  findProjection,
  projectGeometry,
  type ProjectionFactory,
} from '../local-feature-service/spatial-references.js';
import { tileAddress, withoutQuery } from './tile-cache.js';

export interface TilePlanOptions {
  /** Tile services that the host may keep: `…/MapServer` with a cache, `…/VectorTileServer`, or a template `https://…/{z}/{x}/{y}.png`. */
  readonly services: readonly string[];
  readonly extent: Envelope;
  /** Zoom levels, both included. */
  readonly levels: { readonly from: number; readonly to: number };
  /** For tiles in other spatial references than longitude and latitude and Web Mercator. */
  readonly project?: ProjectionFactory;
  readonly signal?: AbortSignal;
}

export interface TilePlan {
  /** Tiles, of all services and levels. */
  readonly count: number;
  /** Estimated from a few of them. */
  readonly bytes: number;
  readonly services: readonly PlannedService[];
}

export interface PlannedService {
  readonly url: string;
  /** The service's description, style and symbols, which a map asks for besides tiles. */
  readonly resources: readonly string[];
  readonly ranges: readonly TileRange[];
}

/** Tiles of one level, rows and columns from–to, both included. */
export interface TileRange {
  readonly level: number;
  readonly rows: readonly [number, number];
  readonly columns: readonly [number, number];
}

/** More are more than any service allows to be fetched, and than an origin may keep. */
const MOST_TILES = 50_000;
/** Tiles that are fetched to learn what one weighs. */
const SAMPLES = 6;

/** Basemaps whose terms forbid to keep them. */
const NOT_TO_BE_KEPT = /(^|\.)(arcgisonline\.com|arcgis\.com|openstreetmap\.org)$/i;

/** Rejects `invalid-argument` for a service that is none, `not-supported` for basemaps that must not be kept and for too many tiles, `network`. */
export async function planTiles(options: TilePlanOptions): Promise<TilePlan> {
  const services: PlannedService[] = [];
  for (const url of options.services) services.push(await planService(url.replace(/\/+$/, ''), options));
  const count = services.reduce((sum, one) => sum + countOf(one), 0);
  if (count > MOST_TILES)
    throw new GdbError(
      'not-supported',
      `These are ${String(count)} tiles; ${String(MOST_TILES)} can be kept. Take a smaller area, or fewer levels.`,
    );
  return { count, bytes: await estimate(services, count, options.signal), services };
}

async function planService(url: string, options: TilePlanOptions): Promise<PlannedService> {
  const { hostname } = new URL(url.replace(/[{}]/g, ''));
  if (NOT_TO_BE_KEPT.test(hostname))
    throw new GdbError('not-supported', `The basemaps of ${hostname} may not be kept on a device.`);
  if (url.includes('{')) return { url, resources: [], ranges: rangesOf(webMercator(), options) };
  const description = `${url}?f=json`;
  const body = await readJson(description, options.signal);
  const isVector = /\/VectorTileServer$/i.test(url);
  const style = `${url}/resources/styles/root.json`;
  const sprites = ['sprite.json', 'sprite.png', 'sprite@2x.json', 'sprite@2x.png'];
  return {
    url,
    resources: isVector
      ? [description, style, ...sprites.map((name) => `${url}/resources/sprites/${name}`)]
      : [description],
    ranges: rangesOf(schemeOf(body, url), options),
  };
}

interface Scheme {
  readonly wkid: number;
  readonly origin: { readonly x: number; readonly y: number };
  /** Pixels. */
  readonly rows: number;
  readonly columns: number;
  readonly levels: readonly { readonly level: number; readonly resolution: number }[];
}

/** What every template of the web means: level 0 is the world in a tile of 256 pixels. */
function webMercator(): Scheme {
  const half = 20_037_508.342_787;
  const levels = Array.from({ length: 24 }, (_, level) => ({ level, resolution: (2 * half) / 256 / 2 ** level }));
  return { wkid: 3857, origin: { x: -half, y: half }, rows: 256, columns: 256, levels };
}

function schemeOf(body: JsonObject, url: string): Scheme {
  const info = pick(body, 'tileInfo');
  const origin = isObject(info) ? pick(info, 'origin') : undefined;
  const reference = isObject(info) ? readSpatialReference(pick(info, 'spatialReference')) : undefined;
  if (!isObject(info) || !isObject(origin) || reference === undefined)
    throw new GdbError('invalid-argument', `${url} is no tile service.`);
  const number = (object: JsonObject, name: string): number => asNumber(pick(object, name)) ?? NaN;
  return {
    wkid: reference.latestWkid ?? reference.wkid ?? 3857,
    origin: { x: number(origin, 'x'), y: number(origin, 'y') },
    rows: number(info, 'rows'),
    columns: number(info, 'cols'),
    levels: asArray(pick(info, 'lods'))
      .filter(isObject)
      .map((lod) => ({ level: number(lod, 'level'), resolution: number(lod, 'resolution') })),
  };
}

function rangesOf(scheme: Scheme, { extent, levels, project }: TilePlanOptions): readonly TileRange[] {
  const { spatialReference, ...box } = extent;
  const projection = findProjection(spatialReference ?? { wkid: 4326 }, { wkid: scheme.wkid }, project);
  const area = (projection === null ? box : projectGeometry(box, projection)) as Envelope;
  return scheme.levels
    .filter(({ level }) => level >= levels.from && level <= levels.to)
    .map(({ level, resolution }) => {
      const column = (x: number): number => Math.floor((x - scheme.origin.x) / (resolution * scheme.columns));
      const row = (y: number): number => Math.floor((scheme.origin.y - y) / (resolution * scheme.rows));
      return {
        level,
        rows: [Math.max(0, row(area.ymax)), Math.max(0, row(area.ymin))],
        columns: [Math.max(0, column(area.xmin)), Math.max(0, column(area.xmax))],
      };
    });
}

function countOf({ ranges }: PlannedService): number {
  return ranges.reduce((sum, { rows, columns }) => sum + (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1), 0);
}

/** Every tile's address, level by level. */
export function* tilesOf({ url, ranges }: PlannedService): Generator<string> {
  for (const { level, rows, columns } of ranges)
    for (let row = rows[0]; row <= rows[1]; row++)
      for (let column = columns[0]; column <= columns[1]; column++) yield tileAddress(url, { level, row, column });
}

/** Tiles from everywhere in the plan; most tiles are of the deepest level, and so are most samples. */
async function estimate(
  services: readonly PlannedService[],
  count: number,
  signal: AbortSignal | undefined,
): Promise<number> {
  const step = Math.max(1, Math.floor(count / SAMPLES));
  const sizes: number[] = [];
  let at = 0;
  for (const service of services)
    for (const tile of tilesOf(service)) {
      if (at++ % step !== 0 || sizes.length >= SAMPLES) continue;
      const response = await fetch(tile, signal ? { signal } : {}).catch(() => null);
      signal?.throwIfAborted();
      if (response?.ok === true) sizes.push((await response.arrayBuffer()).byteLength);
    }
  const mean = sizes.length === 0 ? 0 : sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  return Math.round(mean * count);
}

async function readJson(url: string, signal: AbortSignal | undefined): Promise<JsonObject> {
  const response = await fetch(url, signal ? { signal } : {}).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw new GdbError('network', `${withoutQuery(url)} did not answer.`, { cause });
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok || !isObject(body) || 'error' in body)
    throw new GdbError('invalid-argument', `${withoutQuery(url)} is no tile service.`);
  return body;
}
