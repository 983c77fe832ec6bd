/** The library as the page uses it, in one place: with the published package this is `gdb-sync` and `gdb-sync/all.js`. */
import '../src/elements/all.js';

export { getSyncController, toGlobalId, toWireId } from '../src/index.js';
export type {
  Attributes,
  AuthRequired,
  ControllerState,
  Envelope,
  Feature,
  Field,
  Geometry,
  GlobalId,
  JsonValue,
  LayerSchema,
  LocalEditResult,
  LocalEditResults,
  LocalFeature,
  Relationship,
  SyncController,
} from '../src/index.js';
