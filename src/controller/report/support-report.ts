/** Gathers a report. Loaded when one is asked for; it never fails, since it is asked for when something else did. */
import { VERSION } from '../../shared/version.js';
import { now } from '../../shared/clock.js';
import { ANONYMOUS } from '../../shared/users.js';
import type { GeodatabaseRecord, SyncReceipt } from '../../shared/records.js';
import { isActive, type SyncState } from '../../sync/state.js';
import type { ControllerState, FeatureEditError, SyncController } from '../types.js';
import { capabilities, code, geometryType, numbers, reportedError, syncCapabilities, time, word } from './allowed.js';
import { pageFacts } from './page-facts.js';
import type { ReportedLayer, ReportedRefusal, ReportedRun, ReportedSync, SupportReport } from './types.js';

type Asked = Pick<
  SyncController,
  'state' | 'status' | 'syncError' | 'syncErrors' | 'conflicts' | 'receipts' | 'readDefinition' | 'canSignOut'
>;

const RUNS = 20;
/** A store that hangs must not keep a person from telling that it does. */
const PATIENCE_MS = 3000;

/** The present of a controller, and its last runs. */
export async function supportReport(controller: Asked): Promise<SupportReport> {
  const { state, status, syncError, syncErrors, conflicts } = controller;
  const [receipts, definition, leaving] = state.opened
    ? await Promise.all([
        answerOr([], () => controller.receipts(RUNS)),
        answerOr(null, () => controller.readDefinition(null)),
        answerOr(null, () => controller.canSignOut()),
      ])
    : [[], null, null];
  const at = now();
  return {
    format: 'gdb-sync-report/1',
    at: time(at) ?? '',
    version: VERSION,
    browser: pageFacts(),
    status: word(status),
    opened: state.opened,
    paused: state.paused.map(word),
    elsewhere: state.elsewhere,
    signedIn: state.user !== null && state.user !== ANONYMOUS,
    sync: syncFacts(state.sync, at),
    pending: pendingFacts(state),
    unknown: leaving?.unknown ?? null,
    conflicts: conflicts.length,
    readiness: readinessFacts(state),
    geodatabase: state.geodatabase === null ? null : geodatabaseFacts(state.geodatabase),
    service:
      definition === null
        ? null
        : {
            version: numbers({ version: definition['currentVersion'] }).version ?? null,
            capabilities: capabilities(String(definition['capabilities']).split(',')),
            sync: syncCapabilities(definition['syncCapabilities']),
          },
    error: reportedError(syncError ?? state.unavailable),
    refused: refusals(syncErrors),
    runs: receipts.map(runFacts),
  };
}

async function answerOr<T>(otherwise: T, ask: () => Promise<T>): Promise<T> {
  const late = new Promise<T>((resolve) => {
    setTimeout(() => {
      resolve(otherwise);
    }, PATIENCE_MS);
  });
  try {
    return await Promise.race([ask(), late]);
  } catch {
    return otherwise;
  }
}

function syncFacts(sync: SyncState, at: number): ReportedSync {
  if (!isActive(sync)) {
    if (!('operation' in sync)) return { kind: word(sync.kind) };
    const { kind, startedAt } = sync.operation;
    return { kind: word(sync.kind), operation: word(kind), milliseconds: sync.at - startedAt };
  }
  const { operation, retries, resumed, legs } = sync.run;
  const waits =
    sync.kind === 'waiting-retry'
      ? sync.nextAt - at
      : sync.kind === 'reconciling' && sync.notBefore !== null
        ? sync.notBefore - at
        : undefined;
  return {
    kind: word(sync.kind),
    operation: word(operation.kind),
    milliseconds: at - operation.startedAt,
    ...{ retries, resumed, legs: legs.map(({ direction }) => word(direction)) },
    ...('bytesDone' in sync ? progressFacts(sync) : {}),
    ...(waits === undefined ? {} : { waitsMs: waits }),
  };
}

function progressFacts({
  done,
  total,
  bytesDone,
  bytesTotal,
}: Extract<SyncState, { readonly bytesDone: number }>): Partial<ReportedSync> {
  return { done, total, bytesDone, bytesTotal };
}

/** Named one by one: what a later version adds may be anything. */
function pendingFacts({ pending }: ControllerState): SupportReport['pending'] {
  const { features, attachments, attachmentBytes, refused, conflicts, handedOver = 0 } = pending;
  return { features, attachments, attachmentBytes, refused, conflicts, handedOver };
}

function readinessFacts({ readiness }: ControllerState): SupportReport['readiness'] {
  const { offlineReady, attachmentsMissing, storagePersisted, bytesUsed, bytesFree } = readiness;
  const { lastVisitAt, installed, maybePrivate, opensOffline, clockAheadMs } = readiness;
  return {
    ...{ offlineReady, attachmentsMissing, storagePersisted, bytesUsed, bytesFree },
    ...{ lastVisitAt, installed, maybePrivate, opensOffline, clockAheadMs },
  };
}

function geodatabaseFacts(record: GeodatabaseRecord): SupportReport['geodatabase'] {
  const { syncModel, syncDirection, attachments, attachmentDownload, registration, createdAt, lastSyncAt } = record;
  return {
    syncModel: word(syncModel),
    syncDirection: word(syncDirection),
    attachments: word(attachments),
    attachmentDownload: attachmentDownload === undefined ? null : word(attachmentDownload),
    registration: registration === undefined ? null : word(registration.kind),
    createdAt: time(createdAt) ?? '',
    lastSyncAt: time(lastSyncAt),
    layers: record.layers.map((layer): ReportedLayer => ({
      layerId: layer.layerId,
      geometryType: geometryType(layer.geometryType),
      fields: layer.fields.length,
      hasAttachments: layer.hasAttachments,
      capabilities: capabilities(layer.capabilities),
    })),
  };
}

function refusals(errors: readonly FeatureEditError[]): readonly ReportedRefusal[] {
  const kinds = new Map<string, ReportedRefusal>();
  for (const { layerId, editOperation, error } of errors) {
    const { code: refusal, extendedCode } = error;
    const operation = word(editOperation);
    const key = [layerId, operation, refusal, extendedCode].join();
    const count = (kinds.get(key)?.count ?? 0) + 1;
    kinds.set(key, { layerId, operation, code: refusal, ...numbers({ extendedCode }), count });
  }
  return [...kinds.values()];
}

function runFacts(receipt: SyncReceipt): ReportedRun {
  const { operation, startedAt, endedAt, sent, received, refused, conflicts = 0, error, notes = [] } = receipt;
  return {
    operation: word(operation),
    startedAt: time(startedAt) ?? '',
    milliseconds: endedAt - startedAt,
    sent: { features: sent.features, attachments: sent.attachments },
    received: { features: received.features, attachments: received.attachments },
    refused,
    conflicts,
    error: reportedError(error),
    notes: notes.map(({ kind }) => code(kind)),
  };
}
