import { ServiceError } from '../errors.js';
import { isRecord } from '../json.js';
import { mapPositions, type Geometry } from './esri.js';

/** The two spatial references that the emulator speaks: WGS 84 and Web Mercator. */
export type Wkid = 4326 | 102100;

const earthRadius = 6378137;
const mercators = new Set([102100, 3857, 102113, 900913]);

/**
 * @param value a wkid, a spatial reference as JSON (text or object), or nothing
 * @returns the spatial reference, or undefined when none is named
 * @throws {ServiceError} when it is one that we cannot convert to
 */
export function readSpatialReference(value: unknown): Wkid | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const parsed = typeof value === 'string' && value.trim().startsWith('{') ? safeJson(value) : value;
  const wkid = Number(isRecord(parsed) ? (parsed['latestWkid'] ?? parsed['wkid']) : parsed);
  if (wkid === 4326) return 4326;
  if (mercators.has(wkid)) return 102100;
  throw new ServiceError(400, `Unsupported spatial reference: ${String(wkid)}`, {
    details: ['Supported: 4326, 3857, 102100'],
  });
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @returns the spatial reference as metadata and results show it */
export function spatialReference(wkid: Wkid): { wkid: number; latestWkid: number } {
  return { wkid, latestWkid: wkid === 4326 ? 4326 : 3857 };
}

/** @returns the geometry in another spatial reference */
export function project(geometry: Geometry, from: Wkid, to: Wkid): Geometry {
  if (from === to) return geometry;
  return mapPositions(geometry, to === 4326 ? toGeographic : toMercator);
}

function toMercator([x = 0, y = 0]: readonly number[]): number[] {
  // The poles lie at infinity; real services cut them off as well.
  const latitude = Math.max(-89.99, Math.min(89.99, y)) * (Math.PI / 180);
  return [x * (Math.PI / 180) * earthRadius, Math.log(Math.tan(Math.PI / 4 + latitude / 2)) * earthRadius];
}

function toGeographic([x = 0, y = 0]: readonly number[]): number[] {
  const latitude = 2 * Math.atan(Math.exp(y / earthRadius)) - Math.PI / 2;
  return [(x / earthRadius) * (180 / Math.PI), latitude * (180 / Math.PI)];
}
