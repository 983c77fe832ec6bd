/**
 * The one transaction in which a download becomes visible, and with it the generations that it leads to (invariant 6). Rows with unsettled
 * edits keep mine over theirs; everything else becomes what the service has. Doing it twice changes nothing (invariant 10).
 */
import { policyOf } from '../../shared/conflicts.js';
import type { GlobalId } from '../../shared/ids.js';
import type { Generations, GeodatabaseRecord } from '../../shared/records.js';
import type { DownloadCommit, DownloadSummary } from '../../sync/ports.js';
import type { ChunkCache } from '../rows/chunk-cache.js';
import { forgetDamage } from '../damage.js';
import { KEY_BYTES } from '../chunks/row-key.js';
import { LayerRows, layerRange } from '../rows/layer-rows.js';
import { PackedRows } from '../rows/packed-rows.js';
import type { MappedRun } from '../schema.js';
import { getRuns, NO_RUNS, putRuns } from '../run-list.js';
import { getMeta, putMeta, requireGeodatabase } from '../state.js';
import { EDIT_STORES, write, type Session, type Work } from '../work.js';
import { receiveAttachments, removeReceivedOf } from './receive-attachments.js';
import { receiveDelete, receiveRow, type Received } from './receive-row.js';
import type { StagedLayer } from './staged-layer.js';

export interface FinishedLayer {
  readonly layer: StagedLayer;
  /** True when the staged rows are the whole content of the layer. */
  readonly replaces: boolean;
  /** Null: its changes go into the overlay, or there are none. */
  readonly run: MappedRun | null;
}

export interface FinishedDownload {
  readonly epoch: number;
  readonly layers: readonly FinishedLayer[];
  readonly commit: DownloadCommit;
}

export async function makeVisible(
  session: Session,
  cache: ChunkCache,
  download: FinishedDownload,
): Promise<DownloadSummary> {
  const { epoch, layers, commit } = download;
  return write(session, { stores: EDIT_STORES, epoch }, async (work) => {
    const record = await moveRecord(work, commit);
    const conflicts: { layerId: number; globalId: GlobalId }[] = [];
    for (const { layer, replaces, run } of layers) {
      const { layerId } = layer.schema;
      if (replaces) await putRuns(work.tx, layerId, run ? { runs: [run], nRows: run.nRows } : NO_RUNS);
      else if (run)
        await putOnTop(
          work,
          new PackedRows(work.tx, layer.schema, { ...(await getRuns(work.tx, layerId)), cache }),
          run,
        );
      const rows = await LayerRows.open(work.tx, layer.schema, cache);
      const received: Received = {
        work,
        rows,
        policy: policyOf(commit.conflictPolicy, layerId),
        at: commit.at ?? 0,
        conflict: (globalId) => conflicts.push({ layerId, globalId }),
      };
      if (replaces) await forgetDamage(work, layerId);
      if (replaces) await replaceLayer(received);
      else if (run) await layRun(received, new PackedRows(work.tx, layer.schema, { runs: [run], cache }));
      else await overlayChanges(received, layer);
      const isWhole = replaces && record.attachments === 'bidirectional';
      await receiveAttachments(work, layer, isWhole);
    }
    if (commit.settleAttempt !== null) await work.tx.objectStore('attempts').delete(commit.settleAttempt);
    work.touch();
    const sum = (count: (layer: StagedLayer) => number): number =>
      layers.reduce((total, { layer }) => total + count(layer), 0);
    return {
      features: sum((layer) => layer.rowCount),
      deletes: sum((layer) => layer.deleteCount),
      attachments: sum((layer) => layer.attachments.length + layer.attachmentDeleteIds.length),
      conflicts,
    };
  });
}

/** A run over those that are there. What it hides of them is counted once, now, so that no query has to. */
async function putOnTop(work: Work, older: PackedRows, run: MappedRun): Promise<void> {
  const { layerId } = older.layer;
  let nRows = older.nRows;
  if (nRows !== null) {
    nRows += run.nRows;
    for (let no = 0; no < run.gidStarts.length / KEY_BYTES; no++) {
      const bucket = await work.tx.objectStore('gid').get([layerId, run.n, no]);
      if (bucket) nRows -= await older.countShown(bucket.keys);
    }
  }
  await putRuns(work.tx, layerId, { runs: [run, ...older.runs], nRows });
}

async function moveRecord(work: Work, commit: DownloadCommit): Promise<GeodatabaseRecord> {
  const before = await getMeta(work.tx, 'geodatabase');
  const record: GeodatabaseRecord = commit.geodatabase
    ? { ...commit.geodatabase, lastSyncAt: before?.lastSyncAt ?? null }
    : await requireGeodatabase(work.tx);
  const moved = {
    ...record,
    generations: commit.generations ? moveGenerations(record.generations, commit.generations) : record.generations,
    lastSyncAt: commit.lastSyncAt ?? record.lastSyncAt,
  };
  await putMeta(work.tx, 'geodatabase', moved);
  if (commit.definitions) await putMeta(work.tx, 'definitions', commit.definitions);
  return moved;
}

function moveGenerations(from: Generations, to: Generations): Generations {
  if (from.kind !== 'perLayer' || to.kind !== 'perLayer') return to;
  return { kind: 'perLayer', byLayer: { ...from.byLayer, ...to.byLayer } };
}

/** A small delta: row by row. */
async function overlayChanges(received: Received, staged: StagedLayer): Promise<void> {
  for (const [globalId, row] of staged.changes()) {
    if (row) await receiveRow(received, globalId, row);
    else await receiveDelete(received, globalId);
  }
}

/** A large delta: its run lies on top, and the overlay gives up what the run says anew. */
async function layRun(received: Received, run: PackedRows): Promise<void> {
  const overlay = received.work.tx.objectStore('overlay');
  const { layerId } = received.rows.layer;
  for (const { globalId, pending } of await overlay.getAll(layerRange(layerId))) {
    const theirs = await run.find(globalId);
    if (!theirs && !(await run.deletes(globalId))) continue;
    if (pending === 'none') await overlay.delete([layerId, globalId]);
    else if (theirs) await receiveRow(received, globalId, theirs);
    else await receiveDelete(received, globalId);
  }
  await removeAttachmentsOfLostRows(received);
}

/** The whole content of the layer is in one run: received overlay rows end here, older runs have. */
async function replaceLayer(received: Received): Promise<void> {
  const { rows } = received;
  const overlay = received.work.tx.objectStore('overlay');
  const { layerId } = rows.layer;
  for (const { globalId, pending } of await overlay.getAll(layerRange(layerId))) {
    const theirs = pending === 'none' ? null : await rows.packed.find(globalId);
    if (pending === 'none') await overlay.delete([layerId, globalId]);
    else if (theirs) await receiveRow(received, globalId, theirs);
    else await receiveDelete(received, globalId);
  }
  await removeAttachmentsOfLostRows(received);
}

async function removeAttachmentsOfLostRows({ work, rows }: Received): Promise<void> {
  const { layerId } = rows.layer;
  const keys = await work.tx.objectStore('attach').getAllKeys(layerRange(layerId));
  for (const parent of new Set(keys.map(([, parentGlobalId]) => parentGlobalId))) {
    const overlay = await rows.overlay(parent);
    if ((overlay && overlay.pending !== 'none') || (await rows.visible(parent))) continue;
    await removeReceivedOf(work, layerId, parent);
  }
}
