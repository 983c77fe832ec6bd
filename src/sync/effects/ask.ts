import { groupBy } from '../../shared/collections.js';
import { GdbError } from '../../shared/errors.js';
import type { KeyedFeature, LayerSchema } from '../../shared/esri.js';
import { geodatabaseOf, versionOf } from '../context.js';
import type { RunContext } from '../context.js';
import type { FoldedAttachment, FoldedEdit } from '../fold.js';
import type { ServerAttachment } from '../ports.js';
import { judge } from '../reconcile.js';
import type { ContentThere, Look, Verdict } from '../reconcile.js';
import { contentThere } from './compare-bytes.js';
import { filesToSend } from './upload.js';

interface Call {
  readonly context: RunContext;
  readonly signal: AbortSignal;
}

/** What the service has of these edits, judged. Rejects `layer-not-found`, and as the queries do. */
export async function askFor(
  edits: readonly FoldedEdit[],
  layers: ReadonlyMap<number, LayerSchema>,
  call: Call,
): Promise<Verdict> {
  const seen = await lookAt(edits, layers, call);
  const contents = await compareContents(edits, seen, call);
  return judge(edits, seen, { layers, contentThere: (edit) => contents.get(edit.attachmentGlobalId) ?? null });
}

/** Asks the layers for these features and attachments; work grows with the edits, not with the layer. */
async function lookAt(
  edits: readonly FoldedEdit[],
  layers: ReadonlyMap<number, LayerSchema>,
  { context, signal }: Call,
): Promise<Look> {
  const gdbVersion = versionOf(context);
  const outSpatialReference = geodatabaseOf(await context.store.info()).spatialReference;
  const rows = new Map<string, KeyedFeature>();
  const attachments = new Map<string, ServerAttachment>();
  for (const [layerId, own] of groupBy(edits, (edit) => edit.layerId)) {
    const layer = layers.get(layerId);
    if (layer === undefined)
      throw new GdbError(
        'layer-not-found',
        `The service no longer has layer ${String(layerId)}, which edits wait for.`,
      );
    const ids = own.filter((edit) => edit.kind === 'feature').map((edit) => edit.globalId);
    const parents = [...new Set(own.filter((edit) => edit.kind === 'attachment').map((edit) => edit.globalId))];
    if (ids.length > 0)
      for (const row of await context.service.queryByGlobalIds(layer, ids, { signal, gdbVersion, outSpatialReference }))
        rows.set(row.globalId, row);
    if (parents.length > 0)
      for (const one of await context.service.queryAttachments(layer, parents, { signal, gdbVersion }))
        attachments.set(one.globalId, one);
  }
  return { rows, attachments };
}

/** How new attachments that are there compare with the contents that were sent. One that was replaced here since is not known any more. */
async function compareContents(
  edits: readonly FoldedEdit[],
  { attachments }: Look,
  call: Call,
): Promise<ReadonlyMap<string, ContentThere>> {
  const contents = new Map<string, ContentThere>();
  const added = edits.filter(
    (edit): edit is FoldedAttachment => edit.kind === 'attachment' && edit.operation === 'attachAdd',
  );
  for (const { edit, record } of await filesToSend(added, call.context)) {
    const there = attachments.get(edit.attachmentGlobalId);
    if (there !== undefined) contents.set(edit.attachmentGlobalId, await contentThere(edit, { there, record }, call));
  }
  return contents;
}
