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

/**
 * What selects rows, named as in the REST API. What is not named is not filtered.
 * https://developers.arcgis.com/rest/services-reference/enterprise/query-feature-service-layer/
 */
export interface RowFilter {
  /**
   * Standardized SQL: `STATUS = 'open' AND VISITED >= DATE '2024-05-01'`. Comparison, AND, OR, NOT, IN, BETWEEN, LIKE with ESCAPE, IS NULL,
   * arithmetic, dates, timestamps, CURRENT_DATE, CURRENT_TIMESTAMP, INTERVAL, CAST, EXTRACT and the usual functions. Texts compare with case;
   * dates are UTC. What is not understood rejects `unsupported-query` and says where.
   */
  readonly where?: string;
  /** Rows that relate to this geometry as `spatialRel` says. In the geodatabase's spatial reference; another one rejects `unsupported-query`. */
  readonly geometry?: Geometry;
  /** Default `esriSpatialRelIntersects`. Exact, in the plane of the coordinates, without tolerance. */
  readonly spatialRel?: SpatialRel;
  readonly objectIds?: readonly number[];
  readonly globalIds?: readonly GlobalId[];
  /** What CURRENT_DATE and CURRENT_TIMESTAMP mean. Epoch ms. Default: the time of the call. */
  readonly currentTime?: number;
}

interface Paging {
  /** `['NAME', 'POP DESC']`. */
  readonly orderByFields?: readonly string[];
  readonly resultOffset?: number;
  readonly resultRecordCount?: number;
}

/** Parameters of `queryFeatures`. */
export interface FeatureQuery extends RowFilter, Paging {
  /** Field names in any case; `['*']` or nothing for all. GlobalID and ObjectID always come along. */
  readonly outFields?: readonly string[];
  readonly returnGeometry?: boolean;
}

/** Parameters of `queryDistinctValues`: the different combinations of values of `outFields`, and nothing besides. */
export interface DistinctQuery extends RowFilter, Paging {
  /** Field names in any case. */
  readonly outFields: readonly string[];
}

/** NULL counts in none of them. `var` and `stddev` are those of a sample (divided by n - 1). */
export type StatisticType = 'count' | 'sum' | 'min' | 'max' | 'avg' | 'stddev' | 'var';

export interface StatisticDefinition {
  readonly statisticType: StatisticType;
  /** A field, or an expression such as `POP_2020 - POP_2010`. */
  readonly onStatisticField: string;
  readonly outStatisticFieldName: string;
}

/** Parameters of `queryStatistics`: one record for each combination of the group fields, or one for all rows. */
export interface StatisticsQuery extends RowFilter, Paging {
  readonly outStatistics: readonly StatisticDefinition[];
  /** Fields, or expressions such as `EXTRACT(YEAR FROM VISITED)`. */
  readonly groupByFieldsForStatistics?: readonly string[];
}

/** Records that are no rows: values, statistics. Shaped like a feature set. */
export interface LocalRecordSet {
  readonly fields: readonly Field[];
  readonly features: readonly { readonly attributes: Attributes }[];
  readonly exceededTransferLimit: boolean;
}

/** The envelope of the rows that a query finds. */
export interface LocalExtent {
  readonly count: number;
  /** Null when no row has a geometry. */
  readonly extent: Envelope | null;
}

/** The ids of the rows that a query finds, one of each kind a row, in the query's order. ObjectIDs are negative while not sent. */
export interface LocalIds {
  readonly objectIds: readonly number[];
  readonly globalIds: readonly GlobalId[];
}

/** A piece of a query's answer. */
export interface LocalFeatureBatch {
  readonly features: readonly LocalFeature[];
  /** True when no other batch follows. */
  readonly isLast: boolean;
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

/** A feature that has changes, or attachments, that are not sent. */
export interface UnsentFeature {
  readonly layerId: number;
  readonly globalId: GlobalId;
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
  /** The content that is replaced, and no other; left out, whichever is there. */
  readonly ifContentVersion?: number | undefined;
}

/** How safe an edit is when its promise resolves. */
export interface EditOptions {
  /**
   * `strict` (default): on disk, it survives a power cut. `relaxed`: with the system, it survives a crash of the browser: for GPS streams, where
   * a write to the disk for each point would empty the battery.
   */
  readonly durability?: 'strict' | 'relaxed';
}

/** Which of a feature's unsent edits: the last one, unless one is named. */
export interface EditChoice {
  /** `seq` of an edit of `pendingEdits`. */
  readonly editId?: number;
  /** The last edit of this attachment. */
  readonly attachmentGlobalId?: GlobalId;
}

/** Who edits, and when. */
export interface EditStamp {
  readonly user: string;
  /** Epoch ms. */
  readonly time: number;
}

export type { JsonValue };
