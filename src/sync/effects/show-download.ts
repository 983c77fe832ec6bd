import { slices } from '../../shared/collections.js';
import type { KeyedFeature } from '../../shared/esri.js';
import { geodatabaseOf } from '../context.js';
import type { RunContext } from '../context.js';
import type { DownloadCommit, DownloadSummary, StagedLayer } from '../ports.js';
import type { RunTotals } from '../state.js';

/** Rows staged with one message: large enough to pack well, small enough not to hold a layer twice. */
const SLICE = 2_000;

/** What a download adds to the totals of a run. */
export function received(summary: DownloadSummary): Partial<RunTotals> {
  return {
    receivedFeatures: summary.features + summary.deletes,
    receivedAttachments: 0,
    conflicts: summary.conflicts.length,
  };
}

/** Stages in slices what is not staged yet, and commits once. What fails before the commit leaves everything as it was. */
export async function showDownload(
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
  const { conflictPolicy } = session;
  const at = context.clock.now();
  const definitions = commit.geodatabase && session.description?.definitions;
  const summary = await store.commitDownload(epoch, session.staged, {
    conflictPolicy,
    at,
    ...commit,
    ...(definitions && { definitions }),
    take,
  });
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
