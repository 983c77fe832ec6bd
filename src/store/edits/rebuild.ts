/** Overlay and base of a row, made anew from what is known of it: the server's row and the edits that nobody has settled. */
import { isGdbError } from '../../shared/errors.js';
import type { LayerSchema } from '../../shared/esri.js';
import type { GlobalId } from '../../shared/ids.js';
import type { EditEntry } from '../../shared/records.js';
import { boxOf } from '../rows/box.js';
import { foldRow, isFeatureEdit, withObjectId } from '../rows/fold.js';
import { objectIdOf, type LayerRows } from '../rows/layer-rows.js';
import type { BaseRecord, OverlayRecord, OverlayRow } from '../schema.js';
import type { Work } from '../work.js';
import { entriesOf, issuesOf } from './log.js';

/** A feature's own edits that nobody has settled, attachments left out: those in the log and those refused. */
export interface Unsettled {
  readonly log: readonly EditEntry[];
  readonly refused: readonly EditEntry[];
}

export async function unsettledOf(work: Work, layerId: number, globalId: GlobalId): Promise<Unsettled> {
  const [entries, issues] = await Promise.all([
    entriesOf(work.tx, layerId, globalId),
    issuesOf(work.tx, layerId, globalId),
  ]);
  const refused = issues.flatMap((issue) => issue.edits);
  return { log: entries.filter(isFeatureEdit), refused: refused.filter(isFeatureEdit) };
}

/**
 * Puts the row as `base` with its unsettled edits applied, or as `base` alone when there are none. A row with neither base nor edits was only
 * ever here, and goes. `echo`: the row is as this device sent it.
 */
export async function rebuild(work: Work, rows: LayerRows, globalId: GlobalId, base: BaseRecord | null): Promise<void> {
  const { layer } = rows;
  const { layerId } = layer;
  const overlay = work.tx.objectStore('overlay');
  const unsettled = await unsettledOf(work, layerId, globalId);
  const edits = [...unsettled.log, ...unsettled.refused].sort((a, b) => a.seq - b.seq);
  if (edits.length === 0) {
    await work.tx.objectStore('base').delete([layerId, globalId]);
    if (base && !base.deletedOnServer) {
      await overlay.put(overlayRow(layer, globalId, base.row, 'none'), [layerId, globalId]);
    } else await hideRow(work, rows, globalId);
    return;
  }
  if (base) await work.tx.objectStore('base').put(base, [layerId, globalId]);
  else await work.tx.objectStore('base').delete([layerId, globalId]);
  const objectId = await objectIdFor(work, layer, globalId, base);
  const feature = foldRow(base?.row ?? null, edits);
  const identity = { layerId, globalId, objectId };
  const isRefused = unsettled.log.length === 0;
  const record: OverlayRecord = feature
    ? overlayRow(
        layer,
        globalId,
        withObjectId(feature, layer, objectId),
        isRefused ? 'refused' : base ? 'update' : 'add',
      )
    : { kind: 'tombstone', ...identity, pending: isRefused ? 'refused' : 'delete' };
  await overlay.put(record, [layerId, globalId]);
}

/** An overlay record of a row that is there. */
export function overlayRow(
  layer: LayerSchema,
  globalId: GlobalId,
  feature: OverlayRow['feature'],
  pending: OverlayRow['pending'],
): OverlayRow {
  const objectId = objectIdOf(feature, layer);
  return { kind: 'row', layerId: layer.layerId, globalId, objectId, feature, box: boxOf(feature.geometry), pending };
}

/** Leaves no row, and no edits of one, to be seen: a tombstone where a packed run would show through, nothing where none would. */
export async function hideRow(work: Work, rows: LayerRows, globalId: GlobalId): Promise<void> {
  const { layerId } = rows.layer;
  const overlay = work.tx.objectStore('overlay');
  const packed = await rows.packed.find(globalId).catch(unreadable);
  if (!packed) {
    await overlay.delete([layerId, globalId]);
    return;
  }
  const objectId = packed === 'damaged' ? NaN : objectIdOf(packed, rows.layer);
  await overlay.put({ kind: 'tombstone', layerId, globalId, objectId, pending: 'none' }, [layerId, globalId]);
}

/** Nobody can tell whether a row shows through there: a tombstone is right either way. */
function unreadable(error: unknown): 'damaged' {
  if (isGdbError(error) && error.code === 'storage-damaged') return 'damaged';
  throw error;
}

async function objectIdFor(
  work: Work,
  layer: LayerSchema,
  globalId: GlobalId,
  base: BaseRecord | null,
): Promise<number> {
  const known = base ? objectIdOf(base.row, layer) : NaN;
  if (!Number.isNaN(known)) return known;
  const record = await work.tx.objectStore('overlay').get([layer.layerId, globalId]);
  return record && !Number.isNaN(record.objectId) ? record.objectId : work.take('nextObjectId');
}
