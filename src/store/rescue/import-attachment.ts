/** An attachment of another device: its record, its staged bytes, its edit. */
import { GdbError } from '../../shared/errors.js';
import type { EditEntry } from '../../shared/records.js';
import type { EditsToImport, RescueAttachment, RescueEdit } from '../../shared/rescue.js';
import { expectedContent, takeHashes } from '../attachments/content.js';
import { toRecord } from '../attachments/records.js';
import { getAttachment, putAttachment, rebuildAttachment } from '../attachments/settle.js';
import { removeContent } from '../edits/forget.js';
import { append } from '../edits/log.js';
import { overlayRow } from '../edits/rebuild.js';
import type { LayerRows } from '../rows/layer-rows.js';
import type { StoredAttachment } from '../schema.js';
import { begunKey } from '../state.js';
import type { Work } from '../work.js';

interface Imported {
  readonly edit: RescueEdit;
  readonly entry: Omit<EditEntry, 'seq'>;
  readonly staged: EditsToImport['staged'];
}

/** False when it is here, or on the service, as the file has it. */
export async function importAttachment(work: Work, rows: LayerRows, imported: Imported): Promise<boolean> {
  const { edit, entry, staged } = imported;
  const attachment = edit.attachment as RescueAttachment;
  const { layer } = rows;
  if (!layer.hasAttachments) throw new GdbError('bad-file', `${layer.name} takes no attachments.`);
  await requireParent(work, rows, edit);
  const key = { layerId: layer.layerId, parentGlobalId: edit.globalId, globalId: attachment.globalId };
  const known = await getAttachment(work, key);
  const isGoing = edit.operation === 'attachDelete';
  if (known && !isGoing && isSame(known, attachment)) {
    await forgetStaged(work, edit, staged);
    return false;
  }
  const before = known ?? strangerOf(edit, attachment);
  const contentVersion = staged.get(attachment.globalId);
  if (isGoing || contentVersion === undefined) {
    if (!isGoing) throw new GdbError('bad-file', `The file lacks the bytes of ${attachment.name}.`);
    await putAttachment(work, before);
    await append(work.tx, { ...entry, attachmentGlobalId: attachment.globalId });
  } else {
    const content = expectedContent(attachment.size);
    const partHashes = await takeHashes(work, { globalId: attachment.globalId, contentVersion }, content);
    const operation = known || edit.operation === 'attachUpdate' ? 'attachUpdate' : 'attachAdd';
    const { name, contentType, size, keywords } = attachment;
    const { partCount } = content;
    const upload = known?.upload ?? ({ kind: 'none' } as const);
    await putAttachment(work, {
      ...before,
      ...{ name, contentType, size, keywords, partHashes, contentVersion, partCount, upload, echo: false },
      state: { kind: 'pending', operation },
    });
    const replaced = operation === 'attachUpdate' ? { replaced: toRecord(before) } : {};
    await append(work.tx, {
      ...entry,
      ...replaced,
      operation,
      attachmentGlobalId: attachment.globalId,
      contentVersion,
    });
  }
  await rebuildAttachment(work, key);
  return true;
}

/** Bytes that were staged for an edit which is known already. */
export async function forgetStaged(work: Work, edit: RescueEdit, staged: EditsToImport['staged']): Promise<void> {
  const globalId = edit.attachment?.globalId;
  const contentVersion = globalId === undefined ? undefined : staged.get(globalId);
  if (globalId === undefined || contentVersion === undefined) return;
  await work.tx.objectStore('meta').delete(begunKey(globalId, contentVersion));
  await removeContent(work, globalId, contentVersion);
}

/** A row outside this device's area comes along with its photo. */
async function requireParent(work: Work, rows: LayerRows, { globalId, base }: RescueEdit): Promise<void> {
  if (await rows.visible(globalId)) return;
  const { layer } = rows;
  if (!base) throw new GdbError('bad-file', `The file has a photo of a row of ${layer.name} that is nowhere.`);
  await work.tx.objectStore('overlay').put(overlayRow(layer, globalId, base, 'none'), [layer.layerId, globalId]);
}

/** Where the bytes are not here, the size must do. */
function isSame(known: StoredAttachment, { partHashes, size }: RescueAttachment): boolean {
  if (known.partHashes.length === 0) return known.size === size;
  return known.partHashes.length === partHashes.length && known.partHashes.every((hash, i) => hash === partHashes[i]);
}

/** An attachment of the service that this device never met. */
function strangerOf(edit: RescueEdit, attachment: RescueAttachment): StoredAttachment {
  const { globalId, attachmentId, name, contentType, size, keywords } = attachment;
  return {
    layerId: edit.layerId,
    parentGlobalId: edit.globalId,
    ...{ globalId, attachmentId, name, contentType, size, keywords },
    partHashes: [],
    contentVersion: 0,
    partCount: expectedContent(size).partCount,
    state: { kind: 'received', bytesHere: false },
    upload: { kind: 'none' },
    url: null,
    echo: false,
  };
}
