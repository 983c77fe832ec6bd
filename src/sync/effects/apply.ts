import { GdbError } from '../../shared/errors.js';
import type { Generations, SyncAttempt, SyncGeodatabaseParameters, SyncLeg } from '../../shared/records.js';
import { readAttemptBatch } from '../batch.js';
import { geodatabaseOf, giveUpJob, isVersioned, presentLayers } from '../context.js';
import type { RunContext } from '../context.js';
import { foldEdits } from '../fold.js';
import type { DownloadCommit, EditOutcome, ReplicaReply } from '../ports.js';
import { schemaChanges } from '../schema-changes.js';
import type { ApplyingState, RunTotals, SyncEvent } from '../state.js';
import { applyReplica, replaceReplica } from './apply-replica.js';
import { countRows } from './count-rows.js';
import { countToFetch } from './fetch-attachments.js';
import { newLimits } from './file-limits.js';
import { loadFileEffects } from './load-file-effects.js';
import { dropStaged } from './receive.js';
import { settleResults } from './settle-results.js';
import { received, showDownload } from './show-download.js';

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
  const leg = state.run.legs[0] as SyncLeg;
  if (operation.kind === 'generate') return applyReplica(operation.parameters, reply, context);
  // Fetched already: by the load itself, or when the registration was prepared.
  if (operation.kind === 'load') return (await loadFileEffects()).applyLoad(reply, context);
  if (leg.newReplica === true) return replaceReplica(operation, reply, context);
  if (operation.kind === 'register') return (await loadFileEffects()).applyRegistration(reply, context);
  return applySync({ leg, operation: operation.parameters }, reply, context);
}

async function applySync(
  { leg, operation }: { readonly leg: SyncLeg; readonly operation: SyncGeodatabaseParameters },
  reply: ReplicaReply,
  context: RunContext,
): Promise<SyncEvent> {
  const { attempt } = context.session;
  const results = attempt?.kind === 'sync' ? await recordResults(attempt, reply, context) : NO_RESULTS;
  const now = context.clock.now();
  // An upload-only reply moves nothing, whatever generation it names (invariant 6).
  const receives = leg.direction !== 'upload';
  const mine = receives ? reply.changes.filter((change) => leg.layerIds.includes(change.layerId)) : [];
  const lastSyncAt = results.unknown === 0 ? now : null;
  const generations = receives ? ofLayers(reply.generations, leg.layerIds) : null;
  if (leg.direction === 'snapshot') requireWhole(leg, reply);
  const schema = receives ? await changedSchema(context) : {};
  const summary = await showDownload(mine, { generations, lastSyncAt, settleAttempt: null, ...schema }, context);
  if (leg.direction === 'snapshot' && context.session.remedy === 'snapshot') {
    context.session.remedy = 'none';
    context.session.notes.set('received-anew', { kind: 'received-anew' });
  }
  const setAside = takeSetAside(context);
  const refused = (results.totals.refused ?? 0) + setAside;
  const seen = received(summary);
  const totals = { ...results.totals, ...seen, conflicts: (seen.conflicts ?? 0) + takeSeen(context), refused };
  await noteWaiting(context);
  if (operation.photos === 'later') await notePhotos(operation, context);
  noteVersion(results.totals, context);
  return {
    type: 'applied',
    totals,
    unknown: results.unknown,
    again: results.settled + setAside > 0 && context.session.moreToSend,
    attachmentsToFetch: await countToFetch(context),
    at: now,
  };
}

/** Where a layer is missing its rows would stay as they are, and its changes be skipped for good. */
function requireWhole(leg: SyncLeg, reply: ReplicaReply): void {
  const missing = leg.layerIds.find(
    (id) => !reply.changes.some(({ layerId, mode }) => layerId === id && mode === 'replace'),
  );
  if (missing === undefined) return;
  throw new GdbError('bad-reply', `The service sent everything anew, but nothing of layer ${String(missing)}.`, {
    answered: true,
  });
}

/** The layers as the service has them now, to be kept with what was received by them, and what files it takes. Nothing where they are as they were. */
async function changedSchema(context: RunContext): Promise<Pick<DownloadCommit, 'geodatabase'>> {
  const geodatabase = geodatabaseOf(await context.store.info());
  const layers = presentLayers(geodatabase, context);
  const uploadLimits = newLimits(geodatabase, context);
  if (uploadLimits === null && schemaChanges(geodatabase.layers, layers).length === 0) return {};
  return { geodatabase: { ...geodatabase, layers, ...(uploadLimits && { uploadLimits }) } };
}

/** Conflicts that were met before anything was sent. */
function takeSeen({ session }: RunContext): number {
  const { seenConflicts } = session;
  session.seenConflicts = 0;
  return seenConflicts;
}

/** Whoever is asked should know that something was not sent. */
async function noteWaiting({ store, session }: RunContext): Promise<void> {
  const count = (await store.info()).waiting.length;
  if (count > 0) session.notes.set('conflicts-waiting', { kind: 'conflicts-waiting', count });
  else session.notes.delete('conflicts-waiting');
}

/** "Sent, 2 photos waiting", and why. */
async function notePhotos({ photosWait }: SyncGeodatabaseParameters, { store, session }: RunContext): Promise<void> {
  const count = (await store.info()).pending.attachments;
  if (count > 0) session.notes.set('photos-waiting', { kind: 'photos-waiting', count, why: photosWait ?? 'manual' });
  else session.notes.delete('photos-waiting');
}

/** Edits refused on this device since totals were last added up. */
function takeSetAside({ session }: RunContext): number {
  const { setAside } = session;
  session.setAside = 0;
  return setAside;
}

/** Whoever sent to a versioned service should know that others do not see it yet. */
function noteVersion({ sentFeatures = 0, sentAttachments = 0 }: Partial<RunTotals>, context: RunContext): void {
  const { session } = context;
  if (isVersioned(context) && sentFeatures + sentAttachments > 0)
    session.notes.set('sent-to-version', { kind: 'sent-to-version', version: session.version });
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
  const { session } = context;
  session.carried = [];
  if (outcomes.some(({ kind }) => kind === 'sent')) session.search = { ...session.search, accepted: true };
  if (rolledBack > 0) session.notes.set('rolled-back', { kind: 'rolled-back', count: rolledBack });
  await context.store.recordOutcomes(context.epoch, {
    attemptId: attempt.id,
    outcomes,
    settle: unknown === 0 && attempt.counted === undefined,
    now: context.clock.now(),
  });
  if (unknown === 0 && attempt.counted !== undefined && (await countRows(attempt, context)))
    await context.store.settleAttempt(context.epoch, attempt.id);
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
