/** What a mobile geodatabase holds, as this library hands it out. */
import type { Envelope, Feature, Field, Relationship, SpatialReference } from '../shared/esri.js';
import type { GdbError } from '../shared/errors.js';
import type { GlobalId } from '../shared/ids.js';
import type { JsonObject } from '../shared/json.js';
import type { AttachmentMode, Generations, SyncModel } from '../shared/records.js';
import type { Subtypes } from '../shared/subtypes.js';
import type { Content } from './sqlite/rows.js';

export interface MobileGeodatabase {
  /** Null for a file that takes part in no sync, one made with ArcGIS Pro for instance. */
  readonly replica: MobileReplica | null;
  /** Layers and tables in the order of the file. */
  readonly layers: readonly MobileLayer[];
  /**
   * The current rows of a layer, one after the other. May be called as often as you like.
   * Throws `layer-not-found`, `bad-file`, `unsupported-file`, `aborted`; a shape that cannot be read is no error but in its feature.
   */
  readonly features: (layerId: number, options?: ReadOptions) => AsyncGenerator<MobileFeature>;
  /** The current attachments of a layer. Throws as `features` does. */
  readonly attachments: (layerId: number, options?: ReadOptions) => AsyncGenerator<MobileAttachment>;
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface MobileReplica {
  /** Without braces, in the case of the file. */
  readonly replicaId: string;
  readonly replicaName: string;
  /** Without token. Empty where the file does not tell. */
  readonly serviceUrl: string;
  /** Null for a model that this library does not know. */
  readonly syncModel: SyncModel | null;
  /** What to send back with the next sync; null where the file does not say it clearly. */
  readonly generations: Generations | null;
  readonly attachments: AttachmentMode;
}

export interface MobileLayer {
  /** The service's. In a file that names no service, the place in the file, from 0. */
  readonly layerId: number;
  readonly name: string;
  readonly type: 'Feature Layer' | 'Table';
  /** Its table in the file. */
  readonly table: string;
  /** Without the geometry. */
  readonly fields: readonly Field[];
  /** Null where the file does not tell. */
  readonly objectIdField: string | null;
  readonly globalIdField: string | null;
  /** Null for tables. */
  readonly geometryType: string | null;
  readonly hasZ: boolean;
  readonly hasM: boolean;
  readonly spatialReference: SpatialReference | null;
  /** As the file tells it; edits since may reach beyond. Null for tables and empty layers. */
  readonly extent: Envelope | null;
  readonly subtypes: Subtypes | null;
  readonly relationships: readonly Relationship[];
  readonly hasAttachments: boolean;
  /** Current rows. */
  readonly count: number;
  /** The service's own description (`{FeatureServer}/{layerId}?f=json`) at the time the file was made; null where the file has none. */
  readonly description: JsonObject | null;
}

export interface MobileFeature extends Feature {
  /** Why there is no geometry although the file has one. The attributes are sound. */
  readonly geometryError?: GdbError;
}

export interface MobileAttachment {
  readonly attachmentId: number | null;
  readonly globalId: GlobalId | null;
  /** The feature it belongs to. */
  readonly parentGlobalId: GlobalId | null;
  /** The same by ObjectID, in files whose attachments go by that. */
  readonly parentObjectId: number | null;
  readonly name: string;
  /** As the file says; it is not always right. */
  readonly contentType: string;
  readonly keywords: string;
  /** Null when the bytes are not in the file. */
  readonly content: Content | null;
}
