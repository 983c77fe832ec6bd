/** A person's word on a conflict, before or after it was sent: the other side can always be brought back while it is kept here. */
import { chosenChanges } from '../../shared/conflicts.js';
import type { ConflictChoice, EditConflict } from '../../shared/conflicts.js';
import { GdbError } from '../../shared/errors.js';
import type { Feature, LayerSchema } from '../../shared/esri.js';
import { toGlobalId, toWireId, type GlobalId } from '../../shared/ids.js';
import type { EditStamp, LocalEdits } from '../../shared/queries.js';
import type { ChunkCache } from '../rows/chunk-cache.js';
import { isFeatureEdit } from '../rows/fold.js';
import { LayerRows } from '../rows/layer-rows.js';
import { requireGeodatabase, requireLayer } from '../state.js';
import type { Work } from '../work.js';
import { applyEdits } from './apply-edits.js';
import { dropRowEdits } from './conflicts.js';
import { removeFeature } from './forget.js';
import { entriesOf, isCovered, issuesOf, openAttempts } from './log.js';
import { hideRow, rebuild } from './rebuild.js';

export interface Decision {
  readonly layerId: number;
  readonly globalId: GlobalId;
  readonly choice: ConflictChoice;
  readonly stamp: EditStamp;
}

/** Rejects `busy` while the edits may be under way. A conflict that is not kept (any more) is settled: nothing is done. */
export async function resolveConflict(work: Work, cache: ChunkCache, decision: Decision): Promise<void> {
  const { layerId, choice } = decision;
  const globalId = toGlobalId(decision.globalId);
  const layer = requireLayer(await requireGeodatabase(work.tx), layerId);
  const store = work.tx.objectStore('conflicts');
  const conflict = await store.get([layerId, globalId]);
  if (!conflict) return;
  const rows = await LayerRows.open(work.tx, layer, cache);
  const unsent = (await entriesOf(work.tx, layerId, globalId)).filter(isFeatureEdit);
  const attempts = await openAttempts(work.tx);
  if (unsent.some((entry) => isCovered(attempts, entry)))
    throw new GdbError('busy', 'This change is being sent, or may have arrived: sync first, then decide.');
  const mine = (await rows.visible(globalId))?.feature ?? null;
  const now: EditConflict = unsent.length > 0 ? { ...conflict, mine } : conflict;
  const place = { work, cache, rows, globalId, stamp: decision.stamp };
  const state = choice === 'theirs' ? 'theirs' : 'mine';
  if (unsent.length === 0) await bringBack(place, now, choice);
  else if (choice === 'theirs') await takeTheirs(place, now);
  else await keepMine(place, now, choice);
  await store.put({ ...now, state }, [layerId, globalId]);
  work.touch();
}

interface Place {
  readonly work: Work;
  readonly cache: ChunkCache;
  readonly rows: LayerRows;
  readonly globalId: GlobalId;
  readonly stamp: EditStamp;
}

async function takeTheirs({ work, rows, globalId }: Place, { theirs }: EditConflict): Promise<void> {
  const { layerId } = rows.layer;
  await dropRowEdits(work, await entriesOf(work.tx, layerId, globalId));
  if (theirs === null) return removeFeature(work, rows, globalId);
  const base = await work.tx.objectStore('base').get([layerId, globalId]);
  await rebuild(work, rows, globalId, base ?? null);
}

/** What was made here goes as it is, but for what is taken from theirs. A row that the service has no more is added anew. */
async function keepMine(place: Place, conflict: EditConflict, choice: ConflictChoice): Promise<void> {
  if (conflict.mine !== null && (await isGone(place))) return addAnew(place, conflict.mine);
  if (typeof choice !== 'string') await write(place, conflict, choice);
}

async function isGone({ work, rows, globalId }: Place): Promise<boolean> {
  return (await work.tx.objectStore('base').get([rows.layer.layerId, globalId]))?.deletedOnServer === true;
}

/** Its edits, waiting or refused, become one new row under the same GlobalID: an update of it could never arrive. */
async function addAnew(place: Place, mine: Feature): Promise<void> {
  const { work, rows, globalId } = place;
  const { layerId } = rows.layer;
  await dropRowEdits(work, await entriesOf(work.tx, layerId, globalId));
  for (const issue of await issuesOf(work.tx, layerId, globalId))
    if (issue.attachmentGlobalId === undefined) await work.tx.objectStore('issues').delete(issue.id);
  await hideRow(work, rows, globalId);
  await work.tx.objectStore('base').delete([layerId, globalId]);
  await edit(place, { adds: [wholeRow(mine, rows.layer, globalId)] });
}

/** One side was sent or given up: the other goes as a change of its own. */
async function bringBack(place: Place, conflict: EditConflict, choice: ConflictChoice): Promise<void> {
  const { rows, globalId } = place;
  const wanted = choice === 'theirs' ? conflict.theirs : conflict.mine;
  const isThere = (await rows.visible(globalId)) !== null;
  if (choice !== 'theirs' && conflict.mine !== null && isThere && (await isGone(place)))
    return addAnew(place, conflict.mine);
  if (wanted === null) return isThere ? edit(place, { deletes: [globalId] }) : undefined;
  if (!isThere) return edit(place, { adds: [wholeRow(wanted, rows.layer, globalId)] });
  await write(place, conflict, choice);
}

function write(place: Place, conflict: EditConflict, choice: ConflictChoice): Promise<void> {
  const { layer } = place.rows;
  const { attributes, ...shape } = chosenChanges(conflict, choice, layer);
  return edit(place, {
    updates: [{ attributes: { ...attributes, [layer.globalIdField]: toWireId(place.globalId) }, ...shape }],
  });
}

async function edit({ work, cache, rows, stamp }: Place, edits: LocalEdits): Promise<void> {
  const results = await applyEdits(work, cache, { layerId: rows.layer.layerId, edits, stamp });
  const all = [...results.addResults, ...results.updateResults, ...results.deleteResults];
  const failed = all.find(({ success }) => !success);
  if (failed)
    throw new GdbError('invalid-argument', `That value can’t be taken over: ${failed.error?.description ?? ''}`);
}

/** The row to be added anew under its GlobalID. */
function wholeRow(row: Feature, layer: LayerSchema, globalId: GlobalId): Feature {
  const own = layer.fields.filter(({ editable, name }) => editable && name !== layer.objectIdField);
  const attributes = Object.fromEntries(own.map(({ name }) => [name, row.attributes[name] ?? null] as const));
  return {
    attributes: { ...attributes, [layer.globalIdField]: toWireId(globalId) },
    ...(row.geometry === undefined ? {} : { geometry: row.geometry }),
  };
}

/** Forgets a conflict that was decided. One that waits stays: its edit would never be sent, and nobody would know. */
export async function dismissConflict(
  work: Work,
  { layerId, globalId }: { readonly layerId: number; readonly globalId: GlobalId },
): Promise<void> {
  const key: [number, GlobalId] = [layerId, toGlobalId(globalId)];
  const store = work.tx.objectStore('conflicts');
  if ((await store.get(key))?.state === 'waiting')
    throw new GdbError('busy', 'This conflict waits for a decision: keep yours, or take theirs.');
  await store.delete(key);
  work.touch();
}
