/** Local queries and edits: the vocabulary of the FeatureServer's query and applyEdits, answered from this device. */
import type { Attributes, Envelope, Feature, Field, Geometry, SpatialReference } from './esri.js';
import type { GlobalId } from './ids.js';
import type { JsonValue } from './json.js';
import type { EditError } from './records.js';

/**
 * How rows relate to the query's geometry, named as in the REST API: rows that it shares a point with, rows that it contains, rows that it lies
 * within; and rows whose envelope meets its envelope, which needs no look at the rows' own geometries.
 */
export type SpatialRel =
  'esriSpatialRelIntersects' | 'esriSpatialRelContains' | 'esriSpatialRelWithin' | 'esriSpatialRelEnvelopeIntersects';

/** Parameters of `queryFeatures`, named as in the REST API. What is not named is not filtered. */
export interface FeatureQuery {
  /** Only `1=1` for now; anything else rejects `unsupported-query`. */
  readonly where?: string;
  /** Rows whose envelope intersects this one, in the geodatabase's spatial reference. */
  readonly geometry?: Envelope;
  readonly objectIds?: readonly number[];
  readonly globalIds?: readonly GlobalId[];
  /** Field names in any case; `['*']` or nothing for all. GlobalID and ObjectID always come along. */
  readonly outFields?: readonly string[];
  /** `['NAME', 'POP DESC']`. */
  readonly orderByFields?: readonly string[];
  readonly resultOffset?: number;
  readonly resultRecordCount?: number;
  readonly returnGeometry?: boolean;
}

/** A row with what this device knows beyond the service: is anything of it not sent? */
export interface LocalFeature extends Feature {
  readonly globalId: GlobalId;
  /** Negative while the service has not given one. */
  readonly objectId: number;
  /** `none`: as on the server when last seen. */
  readonly pending: 'none' | 'add' | 'update' | 'refused';
  /** Attachments of it not sent. */
  readonly pendingAttachments: number;
}

export interface LocalFeatureSet {
  readonly layerId: number;
  readonly objectIdFieldName: string;
  readonly globalIdFieldName: string;
  readonly geometryType?: string;
  readonly spatialReference: SpatialReference | null;
  readonly fields: readonly Field[];
  readonly features: readonly LocalFeature[];
  readonly exceededTransferLimit: boolean;
}

/** Edits to make on this device. Rows are found by GlobalID, else by ObjectID, in their attributes. */
export interface LocalEdits {
  /** A GlobalID is made where none is given. */
  readonly adds?: readonly Feature[];
  /** Named fields change, others stay. Geometry changes where given; null empties it. */
  readonly updates?: readonly { readonly attributes: Attributes; readonly geometry?: Geometry | null }[];
  /** GlobalIDs or ObjectIDs. */
  readonly deletes?: readonly (GlobalId | number)[];
}

export interface LocalEditResult {
  readonly objectId: number | null;
  readonly globalId: GlobalId | null;
  readonly success: boolean;
  readonly error?: EditError;
}

/** The shape of applyEdits results. Success means: committed on this device. */
export interface LocalEditResults {
  readonly addResults: readonly LocalEditResult[];
  readonly updateResults: readonly LocalEditResult[];
  readonly deleteResults: readonly LocalEditResult[];
}

/** What a new or replacing attachment is, before its bytes follow. */
export interface NewAttachment {
  readonly layerId: number;
  readonly parentGlobalId: GlobalId;
  /** Key form; made by the caller, so that a draft keeps its name. */
  readonly globalId: GlobalId;
  readonly name: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  readonly keywords: string;
  readonly operation: 'attachAdd' | 'attachUpdate';
}

/** Who edits, and when. */
export interface EditStamp {
  readonly user: string;
  /** Epoch ms. */
  readonly time: number;
}

export type { JsonValue };
