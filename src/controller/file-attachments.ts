import type { LayerSchema } from '../shared/esri.js';
import type { FileAttachment } from '../shared/replica-file.js';
import type { AttachmentRecord } from '../shared/records.js';
import type { GeodatabasePort } from '../sync/ports.js';
import type { LocalQueries } from './local-queries.js';

/** The attachments on this device as those of a file, one after the other; of their bytes one part at a time. */
export async function* fileAttachments(
  store: Pick<GeodatabasePort, 'queryAttachments' | 'readPart'>,
  queries: LocalQueries,
  layers: readonly LayerSchema[],
): AsyncGenerator<FileAttachment> {
  for (const { layerId, hasAttachments } of layers) {
    if (!hasAttachments) continue;
    for await (const batch of queries.stream(layerId, { returnGeometry: false }, {})) {
      const parents = batch.map(({ globalId }) => globalId);
      for (const record of await store.queryAttachments(layerId, parents)) yield attachmentOf(store, record);
    }
  }
}

function attachmentOf(store: Pick<GeodatabasePort, 'readPart'>, record: AttachmentRecord): FileAttachment {
  const { layerId, globalId, parentGlobalId, attachmentId, name, contentType, size, keywords, state } = record;
  const isHere = state.kind === 'received' && state.bytesHere;
  return {
    layerId,
    change: { globalId, parentGlobalId, attachmentId, name, contentType, size, keywords, url: null },
    content: isHere ? { size, read: () => partsOf(store, record) } : null,
  };
}

async function* partsOf(
  store: Pick<GeodatabasePort, 'readPart'>,
  { globalId, contentVersion, partCount }: AttachmentRecord,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let partNo = 0; partNo < partCount; partNo += 1)
    yield new Uint8Array(await store.readPart(globalId, contentVersion, partNo));
}
