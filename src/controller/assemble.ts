/** The one place that knows all rooms: wires store, service and uploads to an engine. Loaded on first need. */
import { pageAuth } from '../arcgis/page-identity.js';
import { createService } from '../service/create-service.js';
import { keptDaysOf } from '../shared/kept-days.js';
import { loadPart } from '../shared/load-part.js';
import { DEFAULT_RETRY } from '../sync/retry-policy.js';
import { openCatalogue } from '../store/catalogue.js';
import { createUploads } from '../uploads/create-uploads.js';
import type { HostPort } from '../sync/context.js';
import { AutoSync } from './auto-sync.js';
import { systemChance, systemClock } from './clock.js';
import { Engine } from './engine.js';
import type { Face } from './face.js';
import { Identity } from './identity.js';
import { LocalData } from './local-data.js';
import { LocalQueries } from './local-queries.js';
import { PhotoQuestion } from './photo-question.js';
import type { PrePlanned } from './pre-planned.js';
import type { Pauses } from './pauses.js';
import { RefusedEdits } from './refused-edits.js';
import { RescueDesk } from './rescue-desk.js';
import { ServiceDesk } from './service-desk.js';
import type { ControllerOptions } from './types.js';

export interface Assembled {
  readonly engine: Engine;
  readonly autoSync: AutoSync;
  readonly local: LocalData;
  readonly refused: RefusedEdits;
  /** Over the store that is open now. */
  readonly queries: () => LocalQueries;
  readonly identity: Identity;
  readonly photoQuestion: PhotoQuestion;
  readonly desk: ServiceDesk;
  /** Fetched when the first file is opened. */
  readonly prePlanned: () => Promise<PrePlanned>;
  readonly rescue: RescueDesk;
}

/** The wait before a second look after an unknown outcome, where a repeat could double (invariant 4). */
const SETTLE_MS = 120_000;

export function assemble(
  options: Required<Pick<ControllerOptions, 'geodatabase'>> & ControllerOptions,
  face: Face,
  pauses: Pauses,
): Assembled {
  const { serviceUrl, geodatabase } = options;
  const identity = new Identity({ auth: options.auth, userId: options.userId, pageAuth: () => pageAuth(serviceUrl) });
  let clockAheadMs: number | null = null;
  const service = createService({
    serviceUrl,
    auth: identity.auth,
    now: () => systemClock.now(),
    onServerTime: (ms) => {
      clockAheadMs = systemClock.now() - ms;
    },
    onTokenUsed: (use) => {
      identity.tokenUsed(use.changed);
    },
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
  });
  // Few pages ever open a file: what reads and writes them is fetched when one is.
  const openFile: HostPort['openFile'] = async (source) => {
    const { openReplicaFile } = await loadPart(() => import('../geodatabase/load/open-replica-file.js'));
    return openReplicaFile(source);
  };
  const openChanges: HostPort['openChanges'] = async (source, wanted) => {
    const { openChangesFile } = await loadPart(() => import('../geodatabase/delta/changes-file.js'));
    return openChangesFile(source, wanted);
  };
  const photoQuestion = new PhotoQuestion(face);
  const engine = new Engine({
    serviceUrl,
    geodatabaseName: geodatabase,
    settleMs: options.settleMs ?? SETTLE_MS,
    keptDays: keptDaysOf(options.keptDays),
    retry: { ...DEFAULT_RETRY, ...options.retry },
    wishes: () => ({ ...options, photoAnswer: photoQuestion.answer }),
    photoQuestion,
    face,
    identity,
    pauses,
    openCatalogue: () =>
      openCatalogue({
        onBlocked: (isBlocked) => {
          if (isBlocked) pauses.add('upgrade');
          else pauses.delete('upgrade');
        },
      }),
    service,
    inspect: (call) => service.inspect(call),
    measureLayer: (layer, wish) => service.measureLayer(layer, wish),
    whoAmI: (call) => service.whoAmI(call),
    uploads: createUploads(service, { now: () => systemClock.now() }),
    clockAheadMs: () => clockAheadMs,
    clock: systemClock,
    chance: systemChance,
    openFile,
    openChanges,
  });
  const autoSync = new AutoSync(
    {
      clock: systemClock,
      chance: systemChance,
      state: () => face.state,
      start: () => engine.sync(undefined, undefined, true),
    },
    () => options.autoSync,
  );
  return {
    engine,
    autoSync,
    local: new LocalData(engine, systemClock),
    refused: new RefusedEdits(engine, systemClock),
    queries: () => new LocalQueries(engine.local, systemClock),
    identity,
    photoQuestion,
    desk: new ServiceDesk(engine, service),
    prePlanned: async () => {
      const { PrePlanned } = await loadPart(() => import('./pre-planned.js'));
      return new PrePlanned(engine, {
        serviceUrl,
        clock: systemClock,
        openFile,
        async *writeBundle(source) {
          const { writeBundle } = await loadPart(() => import('../geodatabase/bundle/write-bundle.js'));
          yield* writeBundle(source);
        },
      });
    },
    rescue: new RescueDesk(engine, {
      serviceUrl,
      geodatabaseName: geodatabase,
      clock: systemClock,
      chance: systemChance,
      load: () => loadPart(() => import('../rescue/index.js')),
    }),
  };
}
