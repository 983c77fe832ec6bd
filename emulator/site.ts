import type { FeatureService } from './data/feature-service.js';
import { FaultBoard, type FaultSpec } from './faults.js';
import type { ScratchDatabase } from './mobile/write-geodatabase.js';
import type { User } from './options.js';
import type { Params } from './params.js';
import { RequestLog, type LogEntry } from './request-log.js';

/**
 * A feature service in its own little ArcGIS Server: `/{site}/rest/services/{service}/FeatureServer`, with its own
 * /{site}/rest/info, token service and portal, so that no two tests share anything.
 */
export class Site {
  readonly name: string;
  readonly service: FeatureService;
  readonly faults: FaultBoard = new FaultBoard();
  readonly log: RequestLog = new RequestLog();

  /** Makes a database for a file to be handed out; undefined where the host cannot. */
  readonly openScratch: (() => ScratchDatabase) | undefined;

  constructor(name: string, service: FeatureService, openScratch?: () => ScratchDatabase) {
    this.name = name;
    this.service = service;
    this.openScratch = openScratch;
  }

  close(): void {
    this.faults.close();
    this.service.db.close();
  }
}

/** One request to an operation, read to its end, with all that is needed to answer it. */
export interface Call {
  readonly site: Site;
  readonly service: FeatureService;
  readonly params: Params;
  /** the variable parts of the path */
  readonly path: Readonly<Record<string, string>>;
  /** scheme, host and port as the client sees them */
  readonly origin: string;
  readonly user: User | null;
  /** whether a token came with it */
  readonly isSigned: boolean;
  readonly now: number;
  readonly entry: LogEntry | null;
  /** @returns whether a fault of this kind strikes the request */
  readonly isStruck: (kind: FaultSpec['kind']) => boolean;
  /** starts a job that has been submitted, once its transaction is committed */
  readonly startJob: (id: string) => void;
}

/** @returns the address of the site */
export function siteUrl({ origin, site }: Pick<Call, 'origin' | 'site'>): string {
  return `${origin}/${site.name}`;
}

/** @returns the address of the feature service */
export function featureServerUrl(call: Pick<Call, 'origin' | 'site'>): string {
  return `${siteUrl(call)}/rest/services/${encodeURIComponent(call.site.service.name)}/FeatureServer`;
}
