/** Edits of another device, into this log: all of them in one transaction, or none. What is known here already is left out. */
import { GdbError } from '../../shared/errors.js';
import { toWireId } from '../../shared/ids.js';
import type { EditEntry } from '../../shared/records.js';
import type { EditsToImport, ImportedEdits, RescueEdit } from '../../shared/rescue.js';
import { beginContent } from '../attachments/content.js';
import { append, entriesOf, issuesOf } from '../edits/log.js';
import { noteGivenUp } from '../edits/given-up.js';
import { rebuild } from '../edits/rebuild.js';
import type { ChunkCache } from '../rows/chunk-cache.js';
import { isFeatureEdit } from '../rows/fold.js';
import { LayerRows } from '../rows/layer-rows.js';
import { requireGeodatabase, requireLayer } from '../state.js';
import { EDIT_STORES, write, type Session, type Work } from '../work.js';
import { forgetStaged, importAttachment } from './import-attachment.js';
import { knownUids, noteKnown } from './known-edits.js';

/** Announces bytes of an attachment that an import will bring: they follow by `writePart`. Returns their contentVersion. */
export async function beginImport(session: Session, globalId: string): Promise<number> {
  return write(session, { stores: ['meta'] }, (work) => beginContent(work, globalId));
}

/** Rejects `layer-not-found`, `bad-file` where an edit has nothing to be made on; then nothing has changed. */
export async function importEdits(session: Session, cache: ChunkCache, given: EditsToImport): Promise<ImportedEdits> {
  return write(session, { stores: EDIT_STORES }, async (work) => {
    const geodatabase = await requireGeodatabase(work.tx);
    const known = new Set([...(await knownUids(work.tx)), ...(await uidsHere(work))]);
    const imported = { features: 0, attachments: 0, known: 0 };
    for (const edit of given.edits) {
      const layer = requireLayer(geodatabase, edit.layerId);
      const rows = await LayerRows.open(work.tx, layer, cache);
      const entry = entryOf(edit, given.storeInstance);
      if (known.has(edit.uid)) {
        imported.known += 1;
        await forgetStaged(work, edit, given.staged);
      } else if (edit.attachment) {
        const isNew = await importAttachment(work, rows, { edit, entry, staged: given.staged });
        imported[isNew ? 'attachments' : 'known'] += 1;
      } else imported[(await importRowEdit(work, rows, { edit, entry })) ? 'features' : 'known'] += 1;
      if (edit.givenUpParent !== undefined) await noteGivenUp(work.tx, edit.givenUpParent);
    }
    await noteKnown(
      work.tx,
      given.uid,
      given.edits.map(({ uid }) => uid),
    );
    work.touch();
    return imported;
  });
}

async function uidsHere(work: Work): Promise<readonly string[]> {
  const edits = (await work.tx.objectStore('edits').getAll()) as EditEntry[];
  const issues = await work.tx.objectStore('issues').getAll();
  return [...edits, ...issues.flatMap((issue) => issue.edits)].flatMap(({ uid }) => uid ?? []);
}

/** Its fate is unknown until the service was asked (invariant 13). */
function entryOf(edit: RescueEdit, storeInstance: string): Omit<EditEntry, 'seq'> {
  const { uid, layerId, globalId, operation, user, time } = edit;
  return { uid, layerId, globalId, operation, user, time, storeInstance, elsewhere: 'maybe' };
}

/** False when the service, as far as this device knows, has the row that this edit adds. */
async function importRowEdit(
  work: Work,
  rows: LayerRows,
  { edit, entry }: { readonly edit: RescueEdit; readonly entry: Omit<EditEntry, 'seq'> },
): Promise<boolean> {
  const { layer } = rows;
  const { globalId } = edit;
  const own = (await entriesOf(work.tx, layer.layerId, globalId)).filter(isFeatureEdit);
  const refused = await issuesOf(work.tx, layer.layerId, globalId);
  const isTouched = own.length + refused.length > 0;
  const visible = await rows.visible(globalId);
  if (edit.operation === 'add' && visible && (!isTouched || own.some(({ operation }) => operation === 'add')))
    return false;
  const here = await work.tx.objectStore('base').get([layer.layerId, globalId]);
  const row = isTouched || edit.operation === 'add' ? null : (visible?.feature ?? edit.base);
  if (!isTouched && !row && edit.operation !== 'add')
    throw new GdbError('bad-file', `The file changes a row of ${layer.name} that neither it nor this device has.`);
  const base = here ?? (row ? { layerId: layer.layerId, globalId, row, deletedOnServer: false } : null);
  const { [layer.objectIdField]: _objectId, ...attributes } = { ...edit.attributes };
  await append(work.tx, {
    ...entry,
    ...(edit.operation !== 'delete' && {
      attributes: edit.operation === 'add' ? { ...attributes, [layer.globalIdField]: toWireId(globalId) } : attributes,
    }),
    ...(edit.geometry !== undefined && { geometry: edit.geometry }),
  });
  await rebuild(work, rows, globalId, base);
  return true;
}
