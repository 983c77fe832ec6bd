/** The Esri JSON this library reads and writes: https://developers.arcgis.com/rest/services-reference/enterprise/geometry-objects/ */
import type { GlobalId } from './ids.js';
import type { JsonValue } from './json.js';
import type { Subtypes } from './subtypes.js';

export interface SpatialReference {
  readonly wkid?: number;
  readonly latestWkid?: number;
  readonly wkt?: string;
}

export interface Envelope {
  readonly xmin: number;
  readonly ymin: number;
  readonly xmax: number;
  readonly ymax: number;
  readonly spatialReference?: SpatialReference;
}

export type Position = readonly number[];

export interface Point {
  readonly x: number | null | 'NaN';
  readonly y?: number | null | 'NaN';
  readonly z?: number | null;
  readonly m?: number | null;
  readonly spatialReference?: SpatialReference;
}

export interface Multipoint {
  readonly hasZ?: boolean;
  readonly hasM?: boolean;
  readonly points: readonly Position[];
  readonly spatialReference?: SpatialReference;
}

/** `curvePaths` and `curveRings` (true curves) are passed through untouched. */
export interface Polyline {
  readonly hasZ?: boolean;
  readonly hasM?: boolean;
  readonly paths?: readonly (readonly Position[])[];
  readonly curvePaths?: readonly JsonValue[];
  readonly spatialReference?: SpatialReference;
}

export interface Polygon {
  readonly hasZ?: boolean;
  readonly hasM?: boolean;
  readonly rings?: readonly (readonly Position[])[];
  readonly curveRings?: readonly JsonValue[];
  readonly spatialReference?: SpatialReference;
}

export type Geometry = Point | Multipoint | Polyline | Polygon | Envelope;

export type Attributes = Readonly<Record<string, JsonValue>>;

/** A feature or table row as ArcGIS writes it. */
export interface Feature {
  readonly attributes: Attributes;
  readonly geometry?: Geometry | null;
}

export type FieldType =
  | 'esriFieldTypeOID'
  | 'esriFieldTypeGlobalID'
  | 'esriFieldTypeGUID'
  | 'esriFieldTypeString'
  | 'esriFieldTypeInteger'
  | 'esriFieldTypeSmallInteger'
  | 'esriFieldTypeBigInteger'
  | 'esriFieldTypeDouble'
  | 'esriFieldTypeSingle'
  | 'esriFieldTypeDate'
  | 'esriFieldTypeDateOnly'
  | 'esriFieldTypeTimeOnly'
  | 'esriFieldTypeTimestampOffset'
  | 'esriFieldTypeBlob'
  | 'esriFieldTypeXML'
  | (string & {});

export interface CodedValue {
  readonly name: string;
  readonly code: string | number;
}

export type Domain =
  | { readonly type: 'codedValue'; readonly name: string; readonly codedValues: readonly CodedValue[] }
  | { readonly type: 'range'; readonly name: string; readonly range: readonly [number, number] }
  | { readonly type: 'inherited' };

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly alias: string;
  readonly nullable: boolean;
  readonly editable: boolean;
  /** Characters, for text fields. */
  readonly length?: number;
  readonly domain?: Domain | null;
  readonly defaultValue?: JsonValue;
}

export interface Relationship {
  readonly id: number;
  readonly name: string;
  readonly relatedTableId: number;
  readonly role: 'esriRelRoleOrigin' | 'esriRelRoleDestination' | (string & {});
  readonly cardinality: string;
  readonly keyField: string;
  readonly composite: boolean;
}

/** What this library keeps of a layer or table: `{FeatureServer}/{layerId}?f=json`, read once, with the defaults filled in. */
export interface LayerSchema {
  readonly layerId: number;
  readonly name: string;
  readonly type: 'Feature Layer' | 'Table';
  /** Undefined for tables. */
  readonly geometryType?: string;
  readonly hasZ: boolean;
  readonly hasM: boolean;
  readonly objectIdField: string;
  readonly globalIdField: string;
  readonly displayField: string;
  readonly fields: readonly Field[];
  readonly relationships: readonly Relationship[];
  readonly hasAttachments: boolean;
  /** Keywords of attachments are switched off in `attachmentProperties`: none are sent (protocol 7). */
  readonly attachmentKeywords?: false;
  /** Upper-case tokens as the layer lists them: `CREATE`, `UPDATE`, `DELETE`, `QUERY`, `EDITING`, `SYNC`, `UPLOADS`. */
  readonly capabilities: readonly string[];
  /** True when the layer's `indexes` list its GlobalID field as unique: a repeated add cannot make a second row (protocol 1.3). */
  readonly uniqueGlobalIds: boolean;
  /** `editFieldsInfo`: fields the service fills in by itself. Absent entries are undefined. */
  readonly editorTracking: readonly string[];
  readonly extent?: Envelope;
  /** xy tolerance in units of the layer's spatial reference, where the layer tells. */
  readonly xyTolerance?: number;
  /** True when dates are in a time zone the service does not know: requests then carry `timeReferenceUnknownClient` (protocol 1.3). */
  readonly datesInUnknownTimezone?: boolean;
  /** Everybody sees their own rows only: `ownershipBasedAccessControlForFeatures.allowOthersToQuery` is false. */
  readonly ownRowsOnly?: true;
  /** Kinds of rows with domains of their own; absent where the layer has none. */
  readonly subtypes?: Subtypes;
  /** Edits of versioned data land in a version of the replica or user, and are seen by others once it was posted. */
  readonly versioning?: 'branch' | 'traditional';
}

/** A row with its key, as it travels between the rooms. */
export interface KeyedFeature extends Feature {
  readonly globalId: GlobalId;
}
