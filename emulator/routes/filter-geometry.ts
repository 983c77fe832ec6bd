import { invalidParameter } from '../errors.js';
import { envelopeRing, geometryType, readGeometry, type Geometry } from '../geometry/esri.js';
import { readSpatialReference, type Wkid } from '../geometry/project.js';
import { isRecord } from '../json.js';
import type { Params } from '../params.js';

/** A geometry that rows have to meet. */
export interface FilterGeometry {
  readonly geometry: Geometry;
  readonly wkid: Wkid;
  /** its type as the client named it, or as it is */
  readonly type: string;
}

/**
 * Reads `geometry`, `geometryType` and `inSR`: Esri JSON, or `xmin,ymin,xmax,ymax`, or `x,y`.
 * @param wkid spatial reference of a geometry for which none is named: that of the service
 * @returns undefined when no geometry was sent
 */
export function readFilterGeometry(params: Params, wkid: Wkid): FilterGeometry | undefined {
  const text = params.text('geometry')?.trim();
  if (text === undefined) return undefined;
  const value = text.startsWith('{') ? params.json('geometry') : fromCorners(text);
  if (!isRecord(value)) throw invalidParameter('geometry');
  const named = readSpatialReference(value['spatialReference']) ?? readSpatialReference(params.text('inSR')) ?? wkid;
  if ('xmin' in value) {
    const [xmin, ymin, xmax, ymax] = ['xmin', 'ymin', 'xmax', 'ymax'].map((key) => Number(value[key]));
    if (![xmin, ymin, xmax, ymax].every(Number.isFinite)) throw invalidParameter('geometry');
    return {
      geometry: envelopeRing({ xmin, ymin, xmax, ymax } as { xmin: number; ymin: number; xmax: number; ymax: number }),
      wkid: named,
      type: 'esriGeometryEnvelope',
    };
  }
  const geometry = readGeometry(value);
  if (geometry === undefined) throw invalidParameter('geometry');
  return { geometry, wkid: named, type: geometryType(geometry) };
}

function fromCorners(text: string): Record<string, number> | undefined {
  const numbers = text.split(',').map((part) => Number(part.trim()));
  const [a = NaN, b = NaN, c = NaN, d = NaN] = numbers;
  if (numbers.length === 4) return { xmin: a, ymin: b, xmax: c, ymax: d };
  return numbers.length === 2 ? { x: a, y: b } : undefined;
}
