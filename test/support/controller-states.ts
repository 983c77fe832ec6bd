/** States of a controller, by name, for stories and element tests. */
import type { ControllerState, FeatureEditError, PauseReason, Status, SyncState } from '../../src/controller/types.js';
import type { ErrorSummary, GdbErrorCode } from '../../src/shared/errors.js';
import type { ServiceGap } from '../../src/shared/check-service.js';
import type {
  GeodatabaseRecord,
  Operation,
  PendingCounts,
  SyncDirection,
  SyncLeg,
  SyncNote,
} from '../../src/shared/records.js';

/** All a scripted controller shows at one moment. */
export interface Scene {
  readonly status: Status;
  readonly state: ControllerState;
  readonly syncErrors: readonly FeatureEditError[];
  readonly syncError: ErrorSummary | null;
}

type Running = Extract<SyncState, { readonly run: object }>;
type Ended = Exclude<SyncState, Running | { kind: 'idle' }>;

const MINUTE = 60_000;

export function geodatabase(more: Partial<GeodatabaseRecord> = {}): GeodatabaseRecord {
  return {
    replicaId: '7f2c1c36-5a0e-4b38-9d27-1c8d1a7d0b11',
    replicaName: 'trees',
    serviceUrl: 'https://example.com/arcgis/rest/services/Trees/FeatureServer',
    syncModel: 'perReplica',
    syncDirection: 'bidirectional',
    attachments: 'bidirectional',
    generations: { kind: 'perReplica', serverGen: 12 },
    layers: [layer(0, 'Trees'), layer(1, 'Benches')],
    queries: [],
    extent: null,
    spatialReference: { wkid: 3857 },
    createdAt: Date.now() - 3 * 24 * 60 * MINUTE,
    lastSyncAt: Date.now() - 5 * MINUTE,
    ...more,
  };
}

export function layer(layerId: number, name: string): GeodatabaseRecord['layers'][number] {
  return {
    layerId,
    name,
    type: 'Feature Layer',
    geometryType: 'esriGeometryPoint',
    hasZ: false,
    hasM: false,
    objectIdField: 'OBJECTID',
    globalIdField: 'GlobalID',
    displayField: 'NAME',
    fields: [],
    relationships: [],
    hasAttachments: true,
    capabilities: ['CREATE', 'UPDATE', 'DELETE', 'QUERY', 'SYNC', 'UPLOADS'],
    uniqueGlobalIds: true,
    editorTracking: [],
  };
}

export function pending(features = 0, attachments = 0, more: Partial<PendingCounts> = {}): PendingCounts {
  return { features, attachments, attachmentBytes: attachments * 3_200_000, refused: 0, conflicts: 0, ...more };
}

export function state(more: Partial<ControllerState> = {}): ControllerState {
  return {
    sync: { kind: 'idle' },
    elsewhere: false,
    geodatabase: geodatabase(),
    pending: pending(),
    readiness: {
      offlineReady: true,
      attachmentsMissing: 0,
      storagePersisted: true,
      bytesUsed: 2e8,
      bytesFree: 4e9,
      lastVisitAt: Date.now() - 60 * MINUTE,
      installed: false,
      maybePrivate: false,
      opensOffline: true,
      clockAheadMs: 0,
    },
    missingCopy: null,
    photoQuestion: 'none',
    paused: [],
    user: 'maria',
    unavailable: null,
    opened: true,
    ...more,
  };
}

export function scene(status: Status, more: Partial<ControllerState> = {}, rest: Partial<Scene> = {}): Scene {
  return { status, state: state(more), syncErrors: [], syncError: null, ...rest };
}

export function error(code: GdbErrorCode, message: string, details: ErrorSummary['details'] = {}): ErrorSummary {
  return { code, message, retryable: code === 'network', details };
}

export function syncOperation(direction: SyncDirection = 'bidirectional', uid = 'sync-1'): Operation {
  const parameters = { syncDirection: direction, layerIds: null, rollbackOnFailure: false };
  return { kind: 'sync', uid, startedAt: Date.now(), parameters };
}

export function generateOperation(uid = 'generate-1'): Operation {
  return {
    kind: 'generate',
    uid,
    startedAt: Date.now(),
    parameters: {
      layers: [],
      extent: null,
      outSpatialReference: null,
      attachments: 'bidirectional',
      syncModel: 'perReplica',
      syncDirection: 'bidirectional',
    },
  };
}

const totals = {
  sentFeatures: 0,
  sentAttachments: 0,
  receivedFeatures: 0,
  receivedAttachments: 0,
  refused: 0,
  conflicts: 0,
};

type WithoutRun<State> = State extends Running ? Omit<State, 'run'> : never;
type WithoutEnd<State> = State extends Ended ? Omit<State, 'operation' | 'totals' | 'at'> : never;

function leg(direction: SyncLeg['direction']): SyncLeg {
  return { direction, layerIds: [0, 1] };
}

/** An active state of a run, with one leg unless told otherwise. */
export function running(
  what: WithoutRun<Running>,
  operation: Operation = syncOperation(),
  more: Partial<Running['run']> = {},
): SyncState {
  const direction = operation.kind === 'sync' ? operation.parameters.syncDirection : 'download';
  const run = {
    operation,
    legs: [leg(direction)],
    throughSeq: 12,
    retries: 0,
    resumed: false,
    totals,
    ...more,
  };
  return { ...what, run };
}

/** A run's end, just now. */
export function ended(
  what: WithoutEnd<Ended>,
  more: Partial<typeof totals> = {},
  operation: Operation = syncOperation(),
): SyncState {
  return { ...what, operation, totals: { ...totals, ...more }, at: Date.now() };
}

export function editError(more: Partial<FeatureEditError> = {}): FeatureEditError {
  return {
    id: 1,
    layerId: 0,
    layerName: 'Trees',
    objectId: 4711,
    globalId: 'a5f1f2f2-6a1c-4b7c-9a5e-2f7cf4a1b001',
    editOperation: 'update',
    editOperationString: 'update',
    title: 'Lime tree at the well',
    error: { code: 1001, description: "Field 'SPECIES' is not nullable." },
    at: Date.now() - 5 * MINUTE,
    ...more,
  };
}

/** Refused edits of two layers, one of each kind. */
export function editErrors(): FeatureEditError[] {
  return [
    editError(),
    editError({
      id: 2,
      title: 'Oak 17',
      globalId: 'a5f1f2f2-6a1c-4b7c-9a5e-2f7cf4a1b002',
      objectId: -3,
      editOperation: 'add',
      editOperationString: 'add',
      error: { code: 1015, description: 'Geometry could not be set.' },
    }),
    editError({
      id: 3,
      title: 'Plane tree, Mill Street 4',
      globalId: 'a5f1f2f2-6a1c-4b7c-9a5e-2f7cf4a1b003',
      editOperation: 'attachAdd',
      editOperationString: 'addAttachment',
      attachmentGlobalId: 'c0ffee00-6a1c-4b7c-9a5e-2f7cf4a1b0aa',
      attachmentName: 'crown-from-the-south.jpg',
      error: { code: 1008, description: 'Unable to add attachment: file type not allowed.' },
    }),
    editError({
      id: 4,
      layerId: 1,
      layerName: 'Benches',
      title: 'Bench 204',
      globalId: 'a5f1f2f2-6a1c-4b7c-9a5e-2f7cf4a1b004',
      editOperation: 'delete',
      editOperationString: 'delete',
      error: { code: 1007, description: 'User does not own the feature.' },
      at: Date.now() - 90 * MINUTE,
    }),
  ];
}

/** What a service lacks: Sync altogether, and GlobalIDs of a layer. */
export const gaps: readonly ServiceGap[] = [
  {
    code: 'sync-off',
    kind: 'blocks',
    layerId: null,
    message: 'Sync is off, so nothing can be taken offline.',
    remedy: 'In ArcGIS Online or on a hosted layer: item page, Settings, "Enable sync".',
  },
  {
    code: 'no-global-ids',
    kind: 'blocks',
    layerId: 1,
    layerName: 'Benches',
    message: 'Layer 1 (Benches) has no GlobalIDs, and cannot be taken offline.',
    remedy: null,
  },
];

/** Every note that a sync can leave, with every kind of change of a layer. */
export function notes(): readonly SyncNote[] {
  const trees = { layerId: 0, layerName: 'Trees' };
  return [
    { kind: 'sent-to-version', version: 'OFFICE.field_maria' },
    { kind: 'sent-to-version', version: null },
    { kind: 'received-anew' },
    { kind: 'replica-replaced', replicaName: 'trees' },
    { kind: 'both-directions' },
    {
      kind: 'schema-changed',
      changes: [
        { ...trees, field: 'HEIGHT', change: 'added', was: '', is: 'esriFieldTypeDouble' },
        { ...trees, field: 'AGE', change: 'removed', was: 'esriFieldTypeInteger', is: '' },
        { ...trees, field: 'CODE', change: 'type', was: 'esriFieldTypeInteger', is: 'esriFieldTypeString' },
        { ...trees, field: 'NAME', change: 'length', was: '50', is: '2000' },
        { ...trees, field: 'PLACE', change: 'length', was: '', is: '20' },
        { ...trees, field: 'SPECIES', change: 'nullable', was: 'true', is: 'false' },
        { ...trees, field: 'REMARK', change: 'nullable', was: 'false', is: 'true' },
        { ...trees, field: 'STATE', change: 'editable', was: 'true', is: 'false' },
        { ...trees, field: 'OWNER', change: 'editable', was: 'false', is: 'true' },
        { ...trees, field: null, change: 'geometry-type', was: 'esriGeometryPoint', is: '' },
      ],
    },
  ];
}

/** Every scene that the elements can meet, by name. */
export const scenes = {
  opening: () => scene('opening', { opened: false, geodatabase: null }),
  notOffline: () => scene('not-offline', { geodatabase: null }),
  copyMissing: () =>
    scene('not-offline', {
      geodatabase: null,
      missingCopy: { kind: 'here', madeAt: Date.UTC(2026, 10, 12, 12) },
    }),
  ready: () => scene('ready'),
  takenNeverSynced: () => scene('ready', { geodatabase: geodatabase({ lastSyncAt: null }) }),
  changesNotSent: () => scene('changes-not-sent', { pending: pending(2, 1) }),
  manyChanges: () => scene('changes-not-sent', { pending: pending(1200, 34) }),
  preparing: () => scene('working', { sync: running({ kind: 'preparing' }), pending: pending(2, 1) }),
  reconciling: () =>
    scene('working', { sync: running({ kind: 'reconciling', unknown: 3, notBefore: null }), pending: pending(3) }),
  secondLook: () =>
    scene('working', {
      sync: running({ kind: 'reconciling', unknown: 3, notBefore: Date.now() + 75_000 }),
      pending: pending(3),
    }),
  uploading: () =>
    scene('working', {
      sync: running({ kind: 'uploading-attachments', done: 2, total: 8, bytesDone: 14.2e6, bytesTotal: 36e6 }),
      pending: pending(5, 8),
    }),
  /** What others changed is received before it would be overwritten. */
  looking: () =>
    scene('working', {
      sync: running(
        { kind: 'downloading', what: 'changes', done: 0, total: null, bytesDone: 0.4e6, bytesTotal: 1.2e6 },
        syncOperation(),
        { legs: [leg('download'), leg('bidirectional')] },
      ),
      pending: pending(5, 8),
    }),
  submitting: () => scene('working', { sync: running({ kind: 'submitting' }), pending: pending(5) }),
  waitingServer: () =>
    scene('working', {
      sync: running({ kind: 'waiting-server', statusUrl: '', jobStatus: 'ImportChanges' }),
      pending: pending(5),
    }),
  downloading: () =>
    scene('working', {
      sync: running({
        kind: 'downloading',
        what: 'changes',
        done: 0,
        total: null,
        bytesDone: 1.2e6,
        bytesTotal: 4.8e6,
      }),
    }),
  downloadingUnknown: () =>
    scene('working', {
      sync: running({ kind: 'downloading', what: 'changes', done: 0, total: null, bytesDone: 1.2e6, bytesTotal: null }),
    }),
  applying: () => scene('working', { sync: running({ kind: 'applying' }) }),
  takingOffline: () =>
    scene('working', {
      geodatabase: null,
      sync: running(
        { kind: 'downloading', what: 'changes', done: 0, total: null, bytesDone: 21e6, bytesTotal: 48e6 },
        generateOperation(),
      ),
    }),
  serverPreparesArea: () =>
    scene('working', {
      geodatabase: null,
      sync: running({ kind: 'waiting-server', statusUrl: '', jobStatus: 'ExportingData' }, generateOperation()),
    }),
  takingAttachments: () =>
    scene('working', {
      sync: running(
        { kind: 'downloading', what: 'attachments', done: 41, total: 120, bytesDone: 90e6, bytesTotal: null },
        generateOperation(),
      ),
    }),
  waitingRetry: () =>
    scene('waiting-retry', {
      sync: running({
        kind: 'waiting-retry',
        error: error('network', 'The connection broke.'),
        nextAt: Date.now() + 25_000,
      }),
      pending: pending(2, 1),
    }),
  offline: () => scene('paused', { paused: ['offline'], pending: pending(2, 1) }),
  offlineInTheMiddle: () =>
    scene('paused', {
      paused: ['offline'],
      sync: running({ kind: 'uploading-attachments', done: 2, total: 8, bytesDone: 14.2e6, bytesTotal: 36e6 }),
      pending: pending(5, 8),
    }),
  offlineNotTaken: () => scene('not-offline', { paused: ['offline'], geodatabase: null }),
  signInNeeded: () => scene('sign-in-needed', { paused: ['needs-auth'], pending: pending(2, 1) }),
  paused: () =>
    scene('paused', {
      paused: ['user'],
      sync: running({ kind: 'uploading-attachments', done: 2, total: 8, bytesDone: 14.2e6, bytesTotal: 36e6 }),
      pending: pending(5, 8),
    }),
  metered: () => scene('changes-not-sent', { paused: ['metered'], pending: pending(2, 4) }),
  /** The browser cannot tell Wi-Fi from mobile data: a person is asked. */
  photosAsked: () =>
    scene('changes-not-sent', {
      sync: ended(
        { kind: 'completed', notes: [{ kind: 'photos-waiting', count: 4, why: 'unknown' }] },
        { sentFeatures: 3 },
      ),
      pending: pending(0, 4),
      photoQuestion: 'open',
    }),
  storageFull: () => scene('storage', { paused: ['storage'], pending: pending(2, 1) }),
  otherTab: () =>
    scene('other-tab', {
      elsewhere: true,
      sync: running({ kind: 'uploading-attachments', done: 5, total: 8, bytesDone: 24e6, bytesTotal: 36e6 }),
      pending: pending(5, 8),
    }),
  completed: () =>
    scene('ready', {
      geodatabase: geodatabase({ lastSyncAt: Date.now() }),
      sync: ended(
        { kind: 'completed' },
        { sentFeatures: 3, sentAttachments: 2, receivedFeatures: 14, receivedAttachments: 1 },
      ),
    }),
  completedWithNotes: () =>
    scene('ready', {
      geodatabase: geodatabase({ lastSyncAt: Date.now() }),
      sync: ended({ kind: 'completed', notes: notes() }, { sentFeatures: 3, receivedFeatures: 14 }),
    }),
  nothingNew: () =>
    scene('ready', { geodatabase: geodatabase({ lastSyncAt: Date.now() }), sync: ended({ kind: 'completed' }) }),
  taken: () =>
    scene('ready', {
      geodatabase: geodatabase({ lastSyncAt: null, createdAt: Date.now() }),
      sync: ended({ kind: 'completed' }, { receivedFeatures: 4120, receivedAttachments: 120 }, generateOperation()),
    }),
  completedWithErrors: () =>
    scene(
      'attention',
      {
        geodatabase: geodatabase({ lastSyncAt: Date.now() }),
        pending: pending(0, 0, { refused: 4 }),
        sync: ended(
          { kind: 'completed-with-errors' },
          { sentFeatures: 9, sentAttachments: 2, receivedFeatures: 3, refused: 4 },
        ),
      },
      { syncErrors: editErrors() },
    ),
  /** A page that was opened after a sync with refusals. */
  refusedBefore: () => scene('attention', { pending: pending(0, 0, { refused: 4 }) }, { syncErrors: editErrors() }),
  conflictsWait: () => scene('attention', { pending: pending(0, 0, { conflicts: 2 }) }),
  failed: () => {
    const failure = error('service', 'The service answered with an error.', {
      serviceCode: 400,
      serviceMessage: 'Unable to complete operation. Replica is locked by another sync.',
    });
    return scene(
      'attention',
      { sync: ended({ kind: 'failed', error: failure }), pending: pending(2, 1) },
      { syncError: failure },
    );
  },
  notSupported: () => {
    const failure = error('not-supported', gaps.map(({ message }) => message).join(' '), { gaps });
    return scene(
      'attention',
      { geodatabase: null, sync: ended({ kind: 'failed', error: failure }, {}, generateOperation()) },
      { syncError: failure },
    );
  },
  cancelled: () =>
    scene('changes-not-sent', { sync: ended({ kind: 'cancelled' }, { sentAttachments: 2 }), pending: pending(2, 1) }),
  unavailable: () => {
    const failure = error('insecure-context', 'Needs https.');
    return scene('unavailable', { geodatabase: null, unavailable: failure }, { syncError: null });
  },
} satisfies Record<string, () => Scene>;

export type SceneName = keyof typeof scenes;

/** The engine of the controller could not be fetched: nobody knows what is on this device. */
export function notLoaded(): Scene {
  const failure = { ...error('not-loaded', 'A part of this page could not be loaded.'), retryable: true };
  return scene('unavailable', { geodatabase: null, unavailable: failure }, { syncError: null });
}
export type { PauseReason };
