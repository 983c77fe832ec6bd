/**
 * The one transaction in which a download becomes visible, and with it the generations that it leads to (invariant 6). Rows with unsettled
 * edits keep mine over theirs; everything else becomes what the service has. Doing it twice changes nothing (invariant 10).
 */
import type { GlobalId } from '../../shared/ids.js';
import type { Generations, GeodatabaseRecord } from '../../shared/records.js';
import type { DownloadCommit, DownloadSummary } from '../../sync/ports.js';
import type { ChunkCache } from '../rows/chunk-cache.js';
import { LayerRows, layerRange } from '../rows/layer-rows.js';
import { PackedRows } from '../rows/packed-rows.js';
import type { Run } from '../schema.js';
import { getMeta, getRuns, putMeta, putRuns, requireGeodatabase } from '../state.js';
import { EDIT_STORES, write, type Session, type Work } from '../work.js';
import { receiveAttachments, removeReceivedOf } from './receive-attachments.js';
import { receiveDelete, receiveRow, type Received } from './receive-row.js';
import type { StagedLayer } from './staged-layer.js';

export interface FinishedLayer {
  readonly layer: StagedLayer;
  /** Null: its changes go into the overlay, or there are none. */
  readonly run: Run | null;
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
    for (const { layer, run } of layers) {
      const { layerId } = layer.schema;
      const received: Received = {
        work,
        layer: layer.schema,
        conflict: (globalId) => conflicts.push({ layerId, globalId }),
      };
      if (layer.replaces) await replaceLayer(received, cache, run);
      else if (run) await layRun(received, cache, run);
      else await overlayChanges(received, cache, layer);
      const isWhole = layer.replaces && record.attachments === 'bidirectional';
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
  return moved;
}

function moveGenerations(from: Generations, to: Generations): Generations {
  if (from.kind !== 'perLayer' || to.kind !== 'perLayer') return to;
  return { kind: 'perLayer', byLayer: { ...from.byLayer, ...to.byLayer } };
}

/** A small delta: row by row. */
async function overlayChanges(received: Received, cache: ChunkCache, staged: StagedLayer): Promise<void> {
  const rows = await LayerRows.open(received.work.tx, received.layer, cache);
  for (const { globalId, row } of staged.changes()) {
    if (row)
      await receiveRow(received, globalId, {
        attributes: row.attributes,
        ...(row.geometry !== undefined && { geometry: row.geometry }),
      });
    else await receiveDelete(received, rows, globalId);
  }
}

/** A large delta: the run goes on top, and the overlay gives up what the run says anew. */
async function layRun(received: Received, cache: ChunkCache, run: Run): Promise<void> {
  const { tx } = received.work;
  const { layer } = received;
  await putRuns(tx, layer.layerId, [run, ...(await getRuns(tx, layer.layerId))]);
  const rows = await LayerRows.open(tx, layer, cache);
  const own = new PackedRows(tx, layer, { runs: [run], cache });
  for (const record of await tx.objectStore('overlay').getAll(layerRange(layer.layerId))) {
    const theirs = await own.find(record.globalId);
    const isNamed = theirs !== null || (await own.deletes(record.globalId));
    if (!isNamed) continue;
    if (record.pending === 'none') await tx.objectStore('overlay').delete([layer.layerId, record.globalId]);
    else if (theirs) await receiveRow(received, record.globalId, theirs);
    else await receiveDelete(received, rows, record.globalId);
  }
  await removeAttachmentsOfLostRows(received.work, rows);
}

/** The whole content of the layer: older runs and received overlay rows end here. */
async function replaceLayer(received: Received, cache: ChunkCache, run: Run | null): Promise<void> {
  const { tx } = received.work;
  const { layer } = received;
  await putRuns(tx, layer.layerId, run ? [run] : []);
  const rows = await LayerRows.open(tx, layer, cache);
  for (const record of await tx.objectStore('overlay').getAll(layerRange(layer.layerId))) {
    if (record.pending === 'none') {
      await tx.objectStore('overlay').delete([layer.layerId, record.globalId]);
      continue;
    }
    const theirs = await rows.packed.find(record.globalId);
    if (theirs) await receiveRow(received, record.globalId, theirs);
    else await receiveDelete(received, rows, record.globalId);
  }
  await removeAttachmentsOfLostRows(received.work, rows);
}

async function removeAttachmentsOfLostRows(work: Work, rows: LayerRows): Promise<void> {
  const { layerId } = rows.layer;
  const keys = await work.tx.objectStore('attach').getAllKeys(layerRange(layerId));
  for (const parent of new Set(keys.map(([, parentGlobalId]) => parentGlobalId))) {
    const overlay = await rows.overlay(parent);
    if ((overlay && overlay.pending !== 'none') || (await rows.visible(parent))) continue;
    await removeReceivedOf(work, layerId, parent);
  }
}
