/** What a page gives a controller. */
import type { ConflictPolicies } from '../shared/conflicts.js';
import type { SpatialReference } from '../shared/esri.js';
import type { RetryPolicy } from '../sync/retry-policy.js';
import type { AutoSyncPolicy } from '../sync/triggers.js';
import type { PhotoPolicy } from './photo-policy.js';

/** Where tokens come from; the managers of arcgis-rest-js fit as they are. Called as methods. */
export interface ControllerAuth {
  getToken(url: string, options?: { readonly signal?: AbortSignal; readonly rejected?: string }): Promise<string>;
  refreshCredentials?(): Promise<unknown>;
  readonly username?: string;
}

export interface ControllerOptions {
  /** A FeatureServer URL; a layer URL names its service. */
  readonly serviceUrl: string;
  /** Name of the local copy, for pages that keep several areas of one service. Default `default`. */
  readonly geodatabase?: string;
  readonly auth?: ControllerAuth;
  /** The signed-in user, where the page knows it: then the right store opens without network. */
  readonly userId?: string;
  /** The network. Default: the page's fetch. */
  readonly fetch?: typeof fetch;
  /** Milliseconds to wait before the second look after an unknown outcome, where a repeat could double (invariant 4). Default 120000. */
  readonly settleMs?: number;
  /**
   * What becomes of a value that was changed here and on the service: `mine` (default) is sent, as the service does by itself; `theirs` stays; `ask`
   * waits for a person's decision while the rest goes. One for all, or by layer id. The other side is kept and can be brought back.
   */
  readonly conflictPolicy?: ConflictPolicies;
  /**
   * When the bytes of photos travel; edits always go at once. `wifi`: on Wi-Fi or cable alone; where the browser cannot tell, photos wait, and a
   * person is asked (`state.photoQuestion`, `answerPhotoQuestion`). `manual`: with `sendPhotos()` alone. Default `always`.
   */
  readonly photos?: PhotoPolicy;
  /** Syncs that start by themselves: true, or what differs from the usual. Default false: only when asked for. */
  readonly autoSync?: boolean | Partial<AutoSyncPolicy>;
  /** The spatial reference that copies are taken in; null is the service's own. Default: that of the page's map where there is one, else the service's. */
  readonly outSpatialReference?: SpatialReference | null;
  /** That of the page's map, at the time when a copy is taken; null while it has none. `connectArcGIS` and `connection.watchView` tell it. */
  readonly mapReference?: () => SpatialReference | null;
  /** Days for which what was sent (`sentEdits`) and what a conflict overwrote are kept on this device: a whole number from 1 to 3650. Default 30. */
  readonly keptDays?: number;
  /** What differs from the usual waits and limits of trying again. */
  readonly retry?: Partial<RetryPolicy>;
}
