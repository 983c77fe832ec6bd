/** What an engine is made of; assemble.ts puts it together. */
import type { ServiceFacts } from '../shared/check-service.js';
import type { HostPort } from '../sync/context.js';
import type { CallOptions, CataloguePort, ChancePort, ClockPort, ServicePort, UploadsPort } from '../sync/ports.js';
import type { RetryPolicy } from '../sync/retry-policy.js';
import type { Face } from './face.js';
import type { Identity, WhoAmI } from './identity.js';
import type { MeasureLayer } from './measure-area.js';
import type { Pauses } from './pauses.js';
import type { PhotoQuestion } from './photo-question.js';
import type { Wishes } from './sync-wish.js';
import type { ControllerOptions } from './types.js';

export interface EngineDeps extends Pick<HostPort, 'openFile' | 'openChanges'> {
  readonly serviceUrl: string;
  readonly geodatabaseName: string;
  readonly settleMs: number;
  readonly keptDays: number;
  readonly retry: RetryPolicy;
  /** What the page wants of syncs, and of copies that are taken, now. */
  readonly wishes: () => Wishes & Pick<ControllerOptions, 'outSpatialReference' | 'mapReference'>;
  readonly photoQuestion: PhotoQuestion;
  readonly face: Face;
  readonly identity: Identity;
  readonly pauses: Pauses;
  readonly openCatalogue: () => Promise<CataloguePort>;
  readonly service: ServicePort;
  readonly inspect: (options: CallOptions) => Promise<ServiceFacts>;
  readonly measureLayer: MeasureLayer;
  readonly whoAmI: WhoAmI;
  readonly uploads: UploadsPort;
  /** Milliseconds that this device is ahead of the service; null while not known. */
  readonly clockAheadMs: () => number | null;
  readonly clock: ClockPort;
  readonly chance: ChancePort;
}
