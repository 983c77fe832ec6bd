/**
 * gdb-sync without elements: the controller, its types, its errors. Importing this registers nothing.
 *
 * ```js
 * import { getSyncController } from 'gdb-sync';
 * const sync = getSyncController({ serviceUrl: 'https://example.com/arcgis/rest/services/Hydrants/FeatureServer' });
 * await sync.ready;
 * ```
 *
 * @module gdb-sync
 */
export { getSyncController } from './controller/registry.js';
export {
  GdbAuthRequiredEvent,
  GdbConflictEvent,
  GdbPhotoQuestionEvent,
  GdbEditErrorEvent,
  GdbEditsChangeEvent,
  GdbSyncProgressEvent,
  GdbSyncStatusChangeEvent,
} from './controller/events.js';
export type * from './controller/events.js';
export type * from './controller/types.js';
export type { Differences } from './shared/conflicts.js';
export { GdbError, isGdbError } from './shared/errors.js';
export type { ErrorSummary, GdbErrorCode, GdbErrorDetails } from './shared/errors.js';
export type * from './shared/esri.js';
export type * from './shared/queries.js';
export type * from './shared/records.js';
export { toGlobalId, toWireId } from './shared/ids.js';
export type { GlobalId } from './shared/ids.js';
export type { ByteSource } from './shared/byte-source.js';
export type { FileLayer } from './shared/replica-file.js';
