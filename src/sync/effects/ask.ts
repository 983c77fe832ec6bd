import { groupBy } from '../../shared/collections.js';
import { GdbError } from '../../shared/errors.js';
import type { KeyedFeature, LayerSchema } from '../../shared/esri.js';
import { geodatabaseOf, versionOf } from '../context.js';
import type { RunContext } from '../context.js';
import type { FoldedAttachment, FoldedEdit } from '../fold.js';
import type { ServerAttachment } from '../ports.js';
import { judge } from '../reconcile.js';
import type { Look, Verdict } from '../reconcile.js';

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
  const sizes = await contentSizes(edits, call.context);
  return judge(edits, seen, { layers, attachmentSize: (edit) => sizes.get(edit.attachmentGlobalId) ?? null });
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

/** Bytes of the contents that were sent. One that was replaced since is not known any more. */
async function contentSizes(edits: readonly FoldedEdit[], context: RunContext): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  const files = edits.filter((edit): edit is FoldedAttachment => edit.kind === 'attachment');
  const versions = new Map(files.map((edit) => [edit.attachmentGlobalId, edit.contentVersion]));
  for (const [layerId, own] of groupBy(files, (edit) => edit.layerId)) {
    const keys = own.map((edit) => ({ parentGlobalId: edit.globalId, globalId: edit.attachmentGlobalId }));
    for (const { globalId, contentVersion, size } of await context.store.attachmentsByGlobalId(layerId, keys))
      if (versions.get(globalId) === contentVersion) sizes.set(globalId, size);
  }
  return sizes;
}
