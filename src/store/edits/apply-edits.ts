/** applyEdits on this device: rows change in the overlay, the log says how, all of a call in one transaction (invariant 1). */
import type { Feature, LayerSchema } from '../../shared/esri.js';
import { newGlobalId, toWireId, type GlobalId } from '../../shared/ids.js';
import type { EditStamp, LocalEditResult, LocalEditResults, LocalEdits } from '../../shared/queries.js';
import type { EditEntry, EditError } from '../../shared/records.js';
import { changesOf, EDIT_CODES, refuse, rowNamedBy, sameJson } from '../rows/attributes.js';
import type { ChunkCache } from '../rows/chunk-cache.js';
import { applyEdit, withObjectId } from '../rows/fold.js';
import { LayerRows, type VisibleRow } from '../rows/layer-rows.js';
import { requireGeodatabase, requireLayer } from '../state.js';
import type { Work } from '../work.js';
import { giveUp } from './given-up.js';
import { reopen } from './issues.js';
import { append, entriesOf, issuesOf, mayBeSent, openAttempts } from './log.js';
import { overlayRow, rebuild } from './rebuild.js';

export interface EditJob {
  readonly layerId: number;
  readonly edits: LocalEdits;
  readonly stamp: EditStamp;
}

/** One call within a transaction, maybe among others. Rejects `no-geodatabase`, `layer-not-found`; single rows fail by value. */
export async function applyEdits(work: Work, cache: ChunkCache, job: EditJob): Promise<LocalEditResults> {
  const layer = requireLayer(await requireGeodatabase(work.tx), job.layerId);
  const editor = new LayerEditor(work, await LayerRows.open(work.tx, layer, cache), job.stamp);
  const addResults: LocalEditResult[] = [];
  const updateResults: LocalEditResult[] = [];
  const deleteResults: LocalEditResult[] = [];
  for (const feature of job.edits.adds ?? []) addResults.push(await editor.add(feature));
  for (const change of job.edits.updates ?? []) updateResults.push(await editor.update(change));
  for (const id of job.edits.deletes ?? []) deleteResults.push(await editor.delete(id));
  const results = [...addResults, ...updateResults, ...deleteResults];
  work.touchRows(
    job.layerId,
    results.flatMap(({ globalId }) => globalId ?? []),
  );
  return { addResults, updateResults, deleteResults };
}

class LayerEditor {
  readonly #work: Work;
  readonly #rows: LayerRows;
  readonly #layer: LayerSchema;
  readonly #stamp: EditStamp;

  constructor(work: Work, rows: LayerRows, stamp: EditStamp) {
    this.#work = work;
    this.#rows = rows;
    this.#layer = rows.layer;
    this.#stamp = stamp;
  }

  async add(feature: Feature): Promise<LocalEditResult> {
    const layer = this.#layer;
    const globalId = rowNamedBy(layer, feature.attributes).globalId ?? newGlobalId();
    const checked = changesOf(layer, feature.attributes, null);
    if (!checked.ok) return failed({ globalId, objectId: null }, checked.error);
    const before = await this.#rows.overlay(globalId);
    if (before?.kind === 'row' || (!before && (await this.#rows.packed.find(globalId)))) {
      return failed(
        { globalId, objectId: null },
        { code: EDIT_CODES.exists, description: 'This GlobalID exists already.' },
      );
    }
    const attributes = { ...checked.value, [layer.globalIdField]: toWireId(globalId) };
    const entry = this.#entry(globalId, { operation: 'add', attributes, geometry: feature.geometry ?? null });
    await append(this.#work.tx, entry);
    const base = before && (await this.#work.tx.objectStore('base').get([layer.layerId, globalId]));
    if (base) {
      // Deleted here, which the service does not know yet: the row comes back over what the service has.
      await rebuild(this.#work, this.#rows, globalId, base);
      const row = await this.#rows.visible(globalId);
      return { globalId, objectId: row?.objectId ?? null, success: true };
    }
    const objectId = this.#work.take('nextObjectId');
    const row = withObjectId({ attributes, geometry: feature.geometry ?? null }, layer, objectId);
    await this.#put(globalId, row, 'add');
    return { globalId, objectId, success: true };
  }

  async update(change: NonNullable<LocalEdits['updates']>[number]): Promise<LocalEditResult> {
    const row = await this.#find(rowNamedBy(this.#layer, change.attributes));
    if (!row) return this.#missing(rowNamedBy(this.#layer, change.attributes));
    const checked = changesOf(this.#layer, change.attributes, row.feature);
    if (!checked.ok) return failed(row, checked.error);
    const moved = change.geometry !== undefined && !sameJson(change.geometry, row.feature.geometry ?? null);
    if (moved && this.#layer.geometryType === undefined) {
      return failed(row, refuse(EDIT_CODES.geometry, `${this.#layer.name} has no geometry.`).error);
    }
    const result = { globalId: row.globalId, objectId: row.objectId, success: true };
    if (!moved && Object.keys(checked.value).length === 0) return result;
    const edit = {
      operation: 'update',
      attributes: checked.value,
      ...(moved && { geometry: change.geometry }),
    } as const;
    await this.#edit(row, edit);
    return result;
  }

  async delete(id: GlobalId | number): Promise<LocalEditResult> {
    const named =
      typeof id === 'number'
        ? { globalId: null, objectId: id }
        : rowNamedBy(this.#layer, { [this.#layer.globalIdField]: id });
    const row = await this.#find(named);
    if (!row) return this.#missing(named);
    const result = { globalId: row.globalId, objectId: row.objectId, success: true };
    if (await this.#isOnlyHere(row)) await giveUp(this.#work, this.#rows, row.globalId);
    else await this.#edit(row, { operation: 'delete' });
    return result;
  }

  /** Appends the edit of an existing row; the first one keeps the row as its base, and what was refused goes along again. */
  async #edit(row: VisibleRow, edit: Pick<EditEntry, 'operation' | 'attributes' | 'geometry'>): Promise<void> {
    const { layerId } = this.#layer;
    const { globalId, objectId } = row;
    const pending = row.overlay?.pending ?? 'none';
    const issues = pending === 'none' ? [] : await issuesOf(this.#work.tx, layerId, globalId);
    const refused = issues.filter((issue) => issue.attachmentGlobalId === undefined);
    if (pending === 'none') {
      const base = { layerId, globalId, row: row.feature, deletedOnServer: false };
      await this.#work.tx.objectStore('base').put(base, [layerId, globalId]);
    }
    if (refused.length > 0) await reopen(this.#work, refused);
    await append(this.#work.tx, this.#entry(globalId, edit));
    const feature = applyEdit(row.feature, edit);
    if (refused.length > 0) {
      const base = await this.#work.tx.objectStore('base').get([layerId, globalId]);
      await rebuild(this.#work, this.#rows, globalId, base ?? null);
    } else if (feature) {
      await this.#put(globalId, feature, pending === 'add' ? 'add' : 'update');
    } else {
      const tombstone = { kind: 'tombstone', layerId, globalId, objectId, pending: 'delete' } as const;
      await this.#work.tx.objectStore('overlay').put(tombstone, [layerId, globalId]);
    }
  }

  /** True when nothing of the row can be on the service: its add was never sent, or was refused. */
  async #isOnlyHere(row: VisibleRow): Promise<boolean> {
    if (!row.overlay || row.overlay.pending === 'none') return false;
    const { tx } = this.#work;
    const key: [number, GlobalId] = [this.#layer.layerId, row.globalId];
    if (await tx.objectStore('base').get(key)) return false;
    const issues = await issuesOf(tx, ...key);
    if (issues.some((issue) => issue.edits.some((edit) => edit.operation === 'add'))) return true;
    const attempts = await openAttempts(tx);
    return !(await entriesOf(tx, ...key)).some((entry) => mayBeSent(attempts, entry));
  }

  async #find(named: ReturnType<typeof rowNamedBy>): Promise<VisibleRow | null> {
    if (named.globalId !== null) return this.#rows.visible(named.globalId);
    return named.objectId === null ? null : this.#rows.visibleByObjectId(named.objectId);
  }

  #missing(named: ReturnType<typeof rowNamedBy>): LocalEditResult {
    return failed(named, {
      code: EDIT_CODES.missing,
      description: `${this.#layer.name} has no such row on this device.`,
    });
  }

  async #put(globalId: GlobalId, feature: Feature, pending: 'add' | 'update'): Promise<void> {
    const record = overlayRow(this.#layer, globalId, feature, pending);
    await this.#work.tx.objectStore('overlay').put(record, [this.#layer.layerId, globalId]);
  }

  #entry(globalId: GlobalId, edit: Pick<EditEntry, 'operation' | 'attributes' | 'geometry'>): Omit<EditEntry, 'seq'> {
    const { user, time } = this.#stamp;
    const { storeInstance } = this.#work.state;
    return { layerId: this.#layer.layerId, globalId, ...edit, user, storeInstance, time };
  }
}

function failed(
  row: { readonly globalId: GlobalId | null; readonly objectId: number | null },
  error: EditError,
): LocalEditResult {
  return { globalId: row.globalId, objectId: row.objectId, success: false, error };
}
