/** Edits as an upload item, for `editsUploadId`: https://developers.arcgis.com/rest/services-reference/enterprise/synchronize-replica/ */
import { GdbError } from '../shared/errors.js';
import type { LayerSchema } from '../shared/esri.js';
import type { CallOptions, LayerEdits } from '../sync/ports.js';
import { badReply } from './failures.js';
import type { Requester } from './request.js';
import { commitItem } from './uploads-commit.js';
import { upload } from './uploads-upload.js';
import { writeEdits } from './wire-edits.js';

/** Resolves with the id of the item, committed. Rejects `bad-reply` when not all of it arrived. */
export async function uploadEdits(
  requester: Requester,
  { edits, layers }: { readonly edits: readonly LayerEdits[]; readonly layers: readonly LayerSchema[] },
  { signal }: CallOptions,
): Promise<string> {
  const text = writeEdits(edits, layers);
  if (text === null) throw new GdbError('internal', 'There are no edits to be sent as a file.');
  const bytes = new Blob([text], { type: 'application/json' });
  const arrived = await upload(requester, { name: 'edits.json', bytes }, { signal });
  const item = arrived.committed
    ? arrived
    : await commitItem(requester, { itemId: arrived.itemId, parts: [] }, { signal });
  if (!item.committed || (item.size !== null && item.size !== bytes.size))
    throw badReply(
      { operation: 'uploads/upload', method: 'POST', url: `${requester.serviceUrl}/uploads/upload`, token: null },
      'the file with the edits did not arrive whole.',
    );
  return item.itemId;
}
