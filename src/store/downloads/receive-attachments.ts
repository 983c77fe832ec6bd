/** Attachments of a download against what is here: theirs, unless a person has unsettled edits of one. Bytes that are the same are kept. */
import type { GlobalId } from '../../shared/ids.js';
import { partCount } from '../../shared/parts.js';
import { getAttachment, hasBytes, putAttachment } from '../attachments/settle.js';
import { attachmentsOf, removeAttachment, removeContent } from '../edits/forget.js';
import { layerRange } from '../rows/layer-rows.js';
import type { StoredAttachment } from '../schema.js';
import { begunKey } from '../state.js';
import type { Work } from '../work.js';
import type { StagedAttachment } from './stage-attachments.js';
import type { StagedLayer } from './staged-layer.js';

/** `isWhole`: what is not among the staged ones is not on the service any more. */
export async function receiveAttachments(work: Work, layer: StagedLayer, isWhole: boolean): Promise<void> {
  const { layerId } = layer.schema;
  const deleted = new Set(layer.attachmentDeleteIds);
  const staged = new Set(layer.attachments.map(({ change }) => change.globalId));
  if (deleted.size > 0 || isWhole) {
    for (const key of await work.tx.objectStore('attach').getAllKeys(layerRange(layerId))) {
      const isGone = deleted.has(key[2]) || (isWhole && !staged.has(key[2]));
      const record = isGone ? await work.tx.objectStore('attach').get(key) : undefined;
      if (record?.state.kind === 'received') await removeAttachment(work, record);
    }
  }
  for (const attachment of layer.attachments) {
    const { change, content } = attachment;
    if (content) await work.tx.objectStore('meta').delete(begunKey(change.globalId, content.contentVersion));
    await receiveAttachment(work, layerId, attachment);
  }
}

/** Removes the received attachments of a row that is gone. Those with edits stay, for their owner to settle: true when there are such. */
export async function removeReceivedOf(work: Work, layerId: number, parentGlobalId: GlobalId): Promise<boolean> {
  const attachments = await attachmentsOf(work, layerId, parentGlobalId);
  const received = attachments.filter((attachment) => attachment.state.kind === 'received');
  for (const attachment of received) await removeAttachment(work, attachment);
  return received.length < attachments.length;
}

async function receiveAttachment(work: Work, layerId: number, { change, content }: StagedAttachment): Promise<void> {
  const known = await getAttachment(work, { layerId, ...change });
  const dropContent = async (): Promise<void> => {
    if (content) await removeContent(work, change.globalId, content.contentVersion);
  };
  if (known && known.state.kind !== 'received') {
    await putAttachment(work, { ...known, attachmentId: change.attachmentId ?? known.attachmentId });
    return dropContent();
  }
  if (known && isSameContent(known, { change, content })) {
    // An echo comes once: the next replacement is somebody else's.
    const echo = known.echo && change.replaced !== true;
    await putAttachment(work, { ...known, ...metadataOf(layerId, change), echo });
    return dropContent();
  }
  if (known) await removeContent(work, known.globalId, known.contentVersion);
  await putAttachment(work, {
    ...metadataOf(layerId, change),
    contentVersion: content?.contentVersion ?? work.take('nextContentVersion'),
    partCount: partCount(change.size),
    partHashes: content?.partHashes ?? [],
    state: { kind: 'received', bytesHere: content !== null },
    upload: { kind: 'none' },
    echo: false,
  });
}

/**
 * Equal bytes where both are known; else, of what this device sent, equal size; else nothing told apart by size, name, id and address, and
 * not among those that the service says were replaced.
 */
function isSameContent(known: StoredAttachment, { change, content }: StagedAttachment): boolean {
  if (content && hasBytes(known)) return content.partHashes.join() === known.partHashes.join();
  if (content || change.size !== known.size) return false;
  if (known.echo) return true;
  const isSame = change.name === known.name && change.attachmentId === known.attachmentId && change.url === known.url;
  return isSame && change.replaced !== true;
}

function metadataOf(
  layerId: number,
  change: StagedAttachment['change'],
): Pick<
  StoredAttachment,
  'layerId' | 'parentGlobalId' | 'globalId' | 'attachmentId' | 'name' | 'contentType' | 'size' | 'keywords' | 'url'
> {
  const { parentGlobalId, globalId, attachmentId, name, contentType, size, keywords, url } = change;
  return { layerId, parentGlobalId, globalId, attachmentId, name, contentType, size, keywords, url };
}
