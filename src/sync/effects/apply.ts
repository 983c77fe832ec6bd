import { slices } from '../../shared/collections.js';
import { GdbError } from '../../shared/errors.js';
import type { KeyedFeature, LayerSchema } from '../../shared/esri.js';
import type { Generations, GeodatabaseRecord, Operation, SyncAttempt, SyncLeg } from '../../shared/records.js';
import { readAttemptBatch } from '../batch.js';
import { descriptionOf, geodatabaseOf, giveUpJob } from '../context.js';
import type { RunContext } from '../context.js';
import { foldEdits } from '../fold.js';
import type { DownloadCommit, DownloadSummary, EditOutcome, ReplicaReply, StagedLayer } from '../ports.js';
import type { ApplyingState, RunTotals, SyncEvent } from '../state.js';
import { countToFetch } from './fetch-attachments.js';
import { dropStaged } from './receive.js';
import { settleResults } from './settle-results.js';

/** Rows staged with one message: large enough to pack well, small enough not to hold a layer twice. */
const SLICE = 2_000;
/** A service that answers so often without a word about the edits will not do better the next time. */
const MAX_SILENT_REPLIES = 2;

/** First the results are recorded, then the download is applied; the generation moves in the transaction that shows it (invariant 6). */
export async function applyReply(state: ApplyingState, context: RunContext): Promise<SyncEvent> {
  const reply = context.session.reply;
  if (reply === null) throw new GdbError('internal', 'There is no reply to apply.');
  try {
    return await apply(state, reply, context);
  } finally {
    await dropStaged(context);
  }
}

async function apply(state: ApplyingState, reply: ReplicaReply, context: RunContext): Promise<SyncEvent> {
  const { operation } = state.run;
  if (operation.kind === 'unregister') {
    // Without the caller's word the store looks for unsent edits in the transaction that removes everything: some may just have been made.
    await context.store.clear(context.epoch, { force: operation.discardPendingEdits });
    return { type: 'applied', totals: {}, unknown: 0, again: false, attachmentsToFetch: 0, at: context.clock.now() };
  }
  if (operation.kind === 'generate') return applyReplica(operation, reply, context);
  return applySync(state.run.legs[0] as SyncLeg, reply, context);
}

async function applySync(leg: SyncLeg, reply: ReplicaReply, context: RunContext): Promise<SyncEvent> {
  const { attempt } = context.session;
  const results = attempt?.kind === 'sync' ? await recordResults(attempt, reply, context) : NO_RESULTS;
  const now = context.clock.now();
  // An upload-only reply moves nothing, whatever generation it names (invariant 6).
  const receives = leg.direction !== 'upload';
  const mine = receives ? reply.changes.filter((change) => leg.layerIds.includes(change.layerId)) : [];
  const lastSyncAt = results.unknown === 0 ? now : null;
  const summary = await download(
    mine,
    { generations: receives ? ofLayers(reply.generations, leg.layerIds) : null, lastSyncAt, settleAttempt: null },
    context,
  );
  const totals = { ...results.totals, ...received(summary) };
  return {
    type: 'applied',
    totals,
    unknown: results.unknown,
    again: results.settled > 0 && context.session.moreToSend,
    attachmentsToFetch: await countToFetch(context),
    at: now,
  };
}

/** The generations of these layers alone: moving that of a layer whose changes were not asked for would skip them for good. */
function ofLayers(generations: Generations | null, layerIds: readonly number[]): Generations | null {
  if (generations?.kind !== 'perLayer') return generations;
  const own = Object.entries(generations.byLayer).filter(([layerId]) => layerIds.includes(Number(layerId)));
  return { kind: 'perLayer', byLayer: Object.fromEntries(own) };
}

interface RecordedResults {
  readonly totals: Partial<RunTotals>;
  readonly unknown: number;
  /** Edits that left the log. */
  readonly settled: number;
}

const NO_RESULTS: RecordedResults = { totals: {}, unknown: 0, settled: 0 };

async function recordResults(attempt: SyncAttempt, reply: ReplicaReply, context: RunContext): Promise<RecordedResults> {
  const edits = foldEdits(await readAttemptBatch(context.store, attempt));
  const { outcomes, unknown, rolledBack } = await settleResults(edits, reply.results, context);
  await context.store.recordOutcomes(context.epoch, {
    attemptId: attempt.id,
    outcomes,
    settle: unknown === 0,
    now: context.clock.now(),
  });
  context.session.silentReplies = unknown === 0 ? 0 : context.session.silentReplies + 1;
  // This reply was read to its end: its job would only repeat it.
  if (unknown > 0) await giveUpJob(context);
  if (context.session.silentReplies > MAX_SILENT_REPLIES) {
    throw new GdbError(
      'bad-reply',
      `The service answered, but said nothing of ${String(unknown)} edits, again and again. They are kept here.`,
      { answered: true },
    );
  }
  return {
    totals: { ...sentAndRefused(outcomes), refused: refusedCount(outcomes) + rolledBack },
    unknown,
    settled: outcomes.length,
  };
}

function sentAndRefused(outcomes: readonly EditOutcome[]): Partial<RunTotals> {
  const sent = outcomes.filter((outcome) => outcome.kind === 'sent');
  const attachments = sent.filter((outcome) => outcome.attachmentGlobalId !== undefined).length;
  return { sentFeatures: sent.length - attachments, sentAttachments: attachments };
}

function refusedCount(outcomes: readonly EditOutcome[]): number {
  return outcomes.filter((outcome) => outcome.kind === 'refused').length;
}

/** A new replica: its rows become the geodatabase, with the record that names it, in one transaction. */
async function applyReplica(
  operation: Extract<Operation, { kind: 'generate' }>,
  reply: ReplicaReply,
  context: RunContext,
): Promise<SyncEvent> {
  const { attempt } = context.session;
  if (reply.replicaId === null || reply.generations === null) {
    throw new GdbError(
      'bad-reply',
      'The service made a replica, but did not say its id and generation: it could never be synced.',
      { answered: true },
    );
  }
  const description = descriptionOf(context);
  const now = context.clock.now();
  const geodatabase: Omit<GeodatabaseRecord, 'lastSyncAt'> = {
    replicaId: reply.replicaId,
    replicaName: reply.replicaName ?? (attempt?.kind === 'create' ? attempt.replicaName : ''),
    serviceUrl: context.host.serviceUrl,
    syncModel: operation.parameters.syncModel,
    syncDirection: operation.parameters.syncDirection,
    attachments: operation.parameters.attachments,
    generations: reply.generations,
    layers: description.layers,
    queries: operation.parameters.layers,
    extent: operation.parameters.extent,
    spatialReference: operation.parameters.outSpatialReference ?? description.spatialReference,
    createdAt: now,
  };
  // A layer that came without a row is taken all the same: it is empty here as it is there.
  const changes = description.layers.map(
    (layer) => reply.changes.find((change) => change.layerId === layer.layerId) ?? emptyLayer(layer),
  );
  const commit = { geodatabase, generations: reply.generations, lastSyncAt: now, settleAttempt: attempt?.id ?? null };
  const summary = await download(
    changes.map((change) => ({ ...change, mode: 'replace' as const })),
    commit,
    context,
  );
  if (attempt?.kind === 'create') await context.host.forgetCreate(attempt.uid);
  return {
    type: 'applied',
    totals: received(summary),
    unknown: 0,
    again: false,
    attachmentsToFetch: await countToFetch(context),
    at: now,
  };
}

function emptyLayer(layer: LayerSchema): StagedLayer {
  return { layerId: layer.layerId, rows: [], deleteIds: [], attachments: [], attachmentDeleteIds: [] };
}

function received(summary: DownloadSummary): Partial<RunTotals> {
  return {
    receivedFeatures: summary.features + summary.deletes,
    receivedAttachments: 0,
    conflicts: summary.conflicts.length,
  };
}

/** Stages in slices what is not staged yet, and commits once. What fails before the commit leaves everything as it was. */
async function download(
  changes: readonly (StagedLayer & { readonly mode: 'replace' | 'delta' })[],
  commit: Omit<DownloadCommit, 'take'>,
  context: RunContext,
): Promise<DownloadSummary> {
  const { store, epoch, session } = context;
  const layers = commit.geodatabase?.layers ?? geodatabaseOf(await store.info()).layers;
  const take = changes.map(({ layerId, mode }) => ({ layerId, mode }));
  session.staged ??= await store.beginDownload(epoch, { layers });
  for (const change of changes) {
    for (const piece of pieces(change)) await store.stage(epoch, session.staged, [piece]);
  }
  const summary = await store.commitDownload(epoch, session.staged, { ...commit, take });
  session.staged = null;
  return summary;
}

function* pieces(change: StagedLayer): Generator<StagedLayer> {
  const rest = { ...change, rows: [] as readonly KeyedFeature[] };
  for (const rows of slices(change.rows, SLICE)) yield { ...emptyOf(change), rows };
  yield rest;
}

function emptyOf(change: StagedLayer): StagedLayer {
  return { layerId: change.layerId, rows: [], deleteIds: [], attachments: [], attachmentDeleteIds: [] };
}
