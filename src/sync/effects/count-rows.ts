import { groupBy } from '../../shared/collections.js';
import { isGdbError } from '../../shared/errors.js';
import type { LayerSchema } from '../../shared/esri.js';
import type { DoubledRow, SyncAttempt } from '../../shared/records.js';
import { geodatabaseOf, isFinalNo } from '../context.js';
import type { RunContext } from '../context.js';
import type { FoldedEdit } from '../fold.js';

/** Adds whose repeat could make a second row: those of layers that do not list their GlobalIDs as unique. */
export function toBeCounted(
  going: readonly FoldedEdit[],
  layers: readonly LayerSchema[],
): NonNullable<SyncAttempt['counted']> {
  const unique = new Set(layers.filter((layer) => layer.uniqueGlobalIds).map((layer) => layer.layerId));
  return going
    .filter((edit) => edit.kind === 'feature' && edit.operation === 'add' && !unique.has(edit.layerId))
    .map(({ layerId, globalId }) => ({ layerId, globalId }));
}

/**
 * Counts the rows of what an attempt added: a browser may send a POST twice by itself, and an old request may be performed late (invariant 4). Two rows
 * are told, with both ObjectIDs, and never deleted: which of them others have worked on since nobody here can know. False when the service could not
 * be asked now: the attempt stays open, and they are counted when it is looked at.
 */
export async function countRows({ counted = [] }: SyncAttempt, context: RunContext): Promise<boolean> {
  const { layers } = geodatabaseOf(await context.store.info());
  const signal = new AbortController().signal;
  const doubled: DoubledRow[] = [];
  try {
    for (const [layerId, own] of groupBy(counted, (one) => one.layerId)) {
      const layer = layers.find((candidate) => candidate.layerId === layerId);
      if (layer === undefined) continue;
      const ids = own.map(({ globalId }) => globalId);
      const rows = await context.service.queryByGlobalIds(layer, ids, { signal, outSpatialReference: null });
      for (const [globalId, copies] of groupBy(rows, (row) => row.globalId)) {
        const objectIds = copies.map(({ attributes }) => attributes[layer.objectIdField]).filter(isNumber);
        if (new Set(objectIds).size > 1) doubled.push({ layerId, layerName: layer.name, globalId, objectIds });
      }
    }
  } catch (error) {
    if (isFinalNo(error)) return true;
    if (!isGdbError(error)) throw error;
    return false;
  }
  noteDoubled(doubled, context);
  return true;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function noteDoubled(rows: readonly DoubledRow[], { session }: RunContext): void {
  if (rows.length === 0) return;
  const known = session.notes.get('doubled-rows');
  const before = known?.kind === 'doubled-rows' ? known.rows : [];
  const fresh = rows.filter((row) => !before.some((one) => one.globalId === row.globalId));
  session.notes.set('doubled-rows', { kind: 'doubled-rows', rows: [...before, ...fresh] });
}
