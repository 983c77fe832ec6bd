/**
 * Feature sets as protocol buffers: what a hosted layer's tiles come in. A layer that was loaded online keeps asking for them, and never stops
 * updating when it is answered in JSON. The message is Esri's public FeatureCollection (https://github.com/Esri/arcgis-pbf). Pure.
 */
import { PbfWriter } from 'pbf';
import type { Feature, Field, Geometry, Position, SpatialReference } from '../../shared/esri.js';
import type { JsonValue } from '../../shared/json.js';
import { partsOf, toGrid, type Grid } from './quantize.js';
import type { FeatureSet } from './query.js';
import { isGeographic } from './spatial-references.js';

const FIELD_TYPES = [
  'SmallInteger',
  'Integer',
  'Single',
  'Double',
  'String',
  'Date',
  'OID',
  'Geometry',
  'Blob',
  'Raster',
  'GUID',
  'GlobalID',
  'XML',
  'BigInteger',
  'DateOnly',
  'TimeOnly',
  'TimestampOffset',
].map((name) => `esriFieldType${name}`);
const TEXT = FIELD_TYPES.indexOf('esriFieldTypeString');

const GEOMETRY_TYPES: Readonly<Record<string, number>> = {
  esriGeometryPoint: 0,
  esriGeometryMultipoint: 1,
  esriGeometryPolyline: 2,
  esriGeometryPolygon: 3,
  esriGeometryMultiPatch: 4,
  esriGeometryEnvelope: 5,
};
const NO_GEOMETRY = 127;

/** `sqlTypeOther`: this device does not know what the database has. */
const SQL_TYPE_OTHER = 16;
/** Steps of Z and M: a tenth of a millimetre, where the unit is a metre. */
const STEP = 1e-4;
/** Steps of degrees: a tenth of a millimetre too. */
const STEP_OF_DEGREES = 1e-9;

/** How coordinates become whole numbers. */
interface Coding {
  readonly grid: Grid;
  /** Asked for by the map: small geometries vanish, and there are no Z and M. */
  readonly isView: boolean;
  readonly hasZ: boolean;
  readonly hasM: boolean;
}

interface Message {
  readonly set: FeatureSet;
  readonly coding: Coding;
}

export function featureSetPbf(set: FeatureSet): Uint8Array<ArrayBuffer> {
  const writer = new PbfWriter();
  writer.writeStringField(1, '1.0');
  writer.writeMessage(2, writeQueryResult, { set, coding: codingOf(set) });
  return writer.finish().slice();
}

function codingOf({ layer, wish, features, spatialReference }: FeatureSet): Coding {
  if (wish.grid !== null) return { grid: wish.grid, isView: true, hasZ: false, hasM: false };
  // Whole numbers about a corner nearby stay small and exact; about the origin of the world the map draws some of them wrong.
  const first = features.map(({ geometry }) => firstPosition(geometry)).find((position) => position !== null);
  const tolerance = spatialReference !== null && isGeographic(spatialReference) ? STEP_OF_DEGREES : STEP;
  return {
    grid: { tolerance, x: first?.[0] ?? 0, y: first?.[1] ?? 0 },
    isView: false,
    hasZ: wish.returnZ && layer.hasZ,
    hasM: wish.returnM && layer.hasM,
  };
}

function firstPosition(geometry: Geometry | null | undefined): Position | null {
  if (!geometry || 'xmin' in geometry) return null;
  if ('x' in geometry)
    return typeof geometry.x === 'number' && typeof geometry.y === 'number' ? [geometry.x, geometry.y] : null;
  return partsOf(geometry)[0]?.[0] ?? null;
}

function writeQueryResult(message: Message, writer: PbfWriter): void {
  writer.writeMessage(1, writeFeatureResult, message);
}

function writeFeatureResult({ set, coding }: Message, writer: PbfWriter): void {
  const { layer, fields, features, exceededTransferLimit, spatialReference, wish } = set;
  const geometryType = wish.returnGeometry ? (GEOMETRY_TYPES[layer.geometryType ?? ''] ?? NO_GEOMETRY) : NO_GEOMETRY;
  writer.writeStringField(1, layer.objectIdField);
  writer.writeMessage(2, writeUniqueId, layer.objectIdField);
  writer.writeStringField(3, layer.globalIdField);
  writer.writeVarintField(7, geometryType);
  if (spatialReference !== null && wish.returnGeometry) writer.writeMessage(8, writeReference, spatialReference);
  if (exceededTransferLimit) writer.writeBooleanField(9, true);
  if (coding.hasZ) writer.writeBooleanField(10, true);
  if (coding.hasM) writer.writeBooleanField(11, true);
  if (wish.returnGeometry) writer.writeMessage(12, writeTransform, coding);
  for (const field of fields) writer.writeMessage(13, writeField, field);
  for (const feature of features) {
    writer.writeMessage(15, writeFeature, { feature, fields, coding, returnGeometry: wish.returnGeometry });
  }
}

function writeUniqueId(name: string, writer: PbfWriter): void {
  writer.writeStringField(1, name);
  writer.writeBooleanField(2, true);
}

function writeReference({ wkid, latestWkid, wkt }: SpatialReference, writer: PbfWriter): void {
  if (wkid !== undefined) writer.writeVarintField(1, wkid);
  if (latestWkid !== undefined) writer.writeVarintField(2, latestWkid);
  if (wkid === undefined && wkt !== undefined) writer.writeStringField(5, wkt);
}

function writeTransform(coding: Coding, writer: PbfWriter): void {
  writer.writeVarintField(1, 0); // from the upper left
  writer.writeMessage(2, writeScale, coding);
  writer.writeMessage(3, writeTranslate, coding);
}

function writeScale({ grid: { tolerance }, hasZ, hasM }: Coding, writer: PbfWriter): void {
  writer.writeDoubleField(1, tolerance);
  writer.writeDoubleField(2, tolerance);
  if (hasM) writer.writeDoubleField(3, STEP);
  if (hasZ) writer.writeDoubleField(4, STEP);
}

function writeTranslate({ grid: { x, y }, hasZ, hasM }: Coding, writer: PbfWriter): void {
  writer.writeDoubleField(1, x);
  writer.writeDoubleField(2, y);
  if (hasM) writer.writeDoubleField(3, 0);
  if (hasZ) writer.writeDoubleField(4, 0);
}

function writeField({ name, type, alias }: Field, writer: PbfWriter): void {
  const index = FIELD_TYPES.indexOf(type);
  writer.writeStringField(1, name);
  writer.writeVarintField(2, index === -1 ? TEXT : index);
  writer.writeStringField(3, alias);
  writer.writeVarintField(4, SQL_TYPE_OTHER);
}

interface FeatureMessage {
  readonly feature: Feature;
  readonly fields: readonly Field[];
  readonly coding: Coding;
  readonly returnGeometry: boolean;
}

function writeFeature({ feature, fields, coding, returnGeometry }: FeatureMessage, writer: PbfWriter): void {
  for (const { name, type } of fields) {
    writer.writeMessage(1, writeValue, { value: feature.attributes[name] ?? null, type });
  }
  const parts = returnGeometry ? codedParts(feature.geometry, coding) : null;
  if (parts !== null) writer.writeMessage(2, writeGeometry, { parts, coding });
}

function writeValue({ value, type }: { readonly value: JsonValue; readonly type: string }, writer: PbfWriter): void {
  if (value === null) return; // a value without content is NULL
  if (typeof value === 'boolean') writer.writeBooleanField(9, value);
  else if (typeof value === 'number') writeNumber(value, type, writer);
  else if (typeof value !== 'string') writer.writeStringField(1, JSON.stringify(value));
  else if (type === 'esriFieldTypeBigInteger') writeNumber(Number(value), type, writer);
  else writer.writeStringField(1, value);
}

/** Whole numbers always signed and of 64 bits: negative ObjectIDs belong to rows that were not sent yet. */
function writeNumber(value: number, type: string, writer: PbfWriter): void {
  const isReal = type === 'esriFieldTypeDouble' || type === 'esriFieldTypeSingle' || !Number.isSafeInteger(value);
  if (isReal) writer.writeDoubleField(3, value);
  else writer.writeSVarintField(8, value);
}

interface GeometryMessage {
  readonly parts: readonly (readonly number[])[];
  readonly coding: Coding;
}

function writeGeometry({ parts, coding: { hasZ, hasM } }: GeometryMessage, writer: PbfWriter): void {
  const width = 2 + Number(hasZ) + Number(hasM);
  writer.writePackedVarint(
    2,
    parts.map((part) => part.length / width),
  );
  writer.writePackedSVarint(3, parts.flat());
}

function codedParts(geometry: Geometry | null | undefined, coding: Coding): readonly (readonly number[])[] | null {
  if (coding.isView) return toGrid(geometry, coding.grid)?.parts ?? null;
  if (!geometry || 'xmin' in geometry) return null;
  if ('x' in geometry) {
    if (typeof geometry.x !== 'number' || typeof geometry.y !== 'number') return null;
    const rest = [...(coding.hasZ ? [geometry.z ?? 0] : []), ...(coding.hasM ? [geometry.m ?? 0] : [])];
    return [codePart([[geometry.x, geometry.y, ...rest]], coding)];
  }
  const parts = partsOf(geometry).filter((part) => part.length > 0);
  return parts.length === 0 ? null : parts.map((part) => codePart(part, coding));
}

/** Every vertex, each as the difference from the one before; Z and M too. */
function codePart(positions: readonly Position[], { grid, hasZ, hasM }: Coding): number[] {
  const numbers: number[] = [];
  let last: readonly number[] = [];
  for (const position of positions) {
    const [x = 0, y = 0, third, fourth] = position;
    const m = hasM ? [(hasZ ? fourth : third) ?? 0] : [];
    const steps = [
      Math.round((x - grid.x) / grid.tolerance),
      Math.round((grid.y - y) / grid.tolerance),
      ...[...(hasZ ? [third ?? 0] : []), ...m].map((value) => Math.round(value / STEP)),
    ];
    numbers.push(...steps.map((step, i) => step - (last[i] ?? 0)));
    last = steps;
  }
  return numbers;
}
