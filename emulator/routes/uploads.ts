import { refusedByLimits, shownName } from '../data/attachment-edits.js';
import type { UploadItem } from '../data/upload-store.js';
import { ServiceError, invalidParameter } from '../errors.js';
import type { FileLimits } from '../options.js';
import { json, type Reply } from '../reply.js';
import type { Call } from '../site.js';
import { needCapability } from './common.js';

const megabyte = 1024 * 1024;

/** `uploads`: a page for people. */
export function uploadsRoot(call: Call): Reply {
  limits(call);
  return json({ operations: ['info', 'upload', 'register'] });
}

/** `uploads/info`: the limit on the size, in MB unless the unit says otherwise; some services tell the types too. */
export function uploadsInfo(call: Call): Reply {
  const { maxSizeMB, allowedTypes } = limits(call);
  const types =
    call.service.options.uploadsInfoTypes === 'told' ? { allowedUploadFileTypes: allowedTypes.join(',') } : {};
  switch (call.service.options.uploadsInfoUnit) {
    case 'none':
      return json({ maxUploadFileSize: maxSizeMB, ...types });
    case 'MB':
      return json({ maxUploadFileSize: maxSizeMB, maxUploadFileSizeUnit: 'MB', ...types });
    case 'BYTES':
      return json({ maxUploadFileSize: maxSizeMB * megabyte, maxUploadFileSizeUnit: 'BYTES', ...types });
  }
}

/** `uploads/upload`: a whole file in one request. */
export function upload(call: Call): Reply {
  const file = call.params.file('file');
  if (file === undefined) throw invalidParameter('file', 'a file is required');
  accept(call, call.params.text('itemName') ?? file.name, file.bytes.length);
  const item = register(call, call.params.text('itemName') ?? file.name);
  call.service.uploads.putPart(item.id, 1, file.bytes);
  call.service.uploads.commit(item.id, [1]);
  return json({ success: true, item: itemJson({ ...item, committed: true }) });
}

/** `uploads/register`: an item that will arrive in parts. */
export function registerUpload(call: Call): Reply {
  const name = call.params.required('itemName');
  accept(call, name, 0);
  return json({ success: true, item: itemJson(register(call, name)) });
}

/** `uploads/{id}/uploadPart`: one part; documents and clients call its number by three names. */
export function uploadPart(call: Call): Reply {
  const item = itemOf(call);
  const { params, service } = call;
  const part = params.integer('partId') ?? params.integer('partNum') ?? params.integer('partNumber');
  if (part === undefined || part < 1) throw invalidParameter('partId', 'a number from 1 on is required');
  if (item.committed) throw new ServiceError(400, 'The item is committed already.');
  const file = params.file('file') ?? params.file('partFile');
  if (file === undefined) throw invalidParameter('file', 'a file is required');
  const others = service.uploads.parts(item.id).filter((one) => one.part !== part);
  accept(
    call,
    item.name,
    others.reduce((sum, { size }) => sum + size, file.bytes.length),
  );
  if (!call.isStruck('partLost')) service.uploads.putPart(item.id, part, file.bytes);
  return json({ success: true, partId: part, item: itemJson(item) });
}

/** `uploads/{id}/parts`: the numbers of the parts that have arrived. */
export function uploadParts(call: Call): Reply {
  const parts = call.service.uploads.parts(itemOf(call).id).map(({ part }) => part);
  return json({ parts: call.service.options.uploadPartsAs === 'strings' ? parts.map(String) : parts });
}

/** `uploads/{id}/commit`: makes a file of the parts. */
export function commitUpload(call: Call): Reply {
  const { params, service } = call;
  const item = itemOf(call);
  const there = service.uploads.parts(item.id).map(({ part }) => part);
  const named = params.list('parts')?.map(Number) ?? there;
  const missing = named.filter((part) => !there.includes(part));
  const accepted = service.options.lostParts === 'committed';
  const order = accepted ? named.filter((part) => there.includes(part)) : named;
  if ((missing.length > 0 && !accepted) || order.length === 0) {
    throw new ServiceError(400, 'Unable to commit the item.', {
      details: [`Missing parts: ${missing.join(', ') || 'all'}`],
    });
  }
  if (!item.committed) service.uploads.commit(item.id, order);
  return json({ success: true, item: itemJson({ ...item, committed: true }) });
}

/** `uploads/{id}`: what is known about an item. */
export function uploadItem(call: Call): Reply {
  return json(itemJson(itemOf(call)));
}

/** `uploads/{id}/delete`. */
export function deleteUpload(call: Call): Reply {
  call.service.uploads.delete(itemOf(call).id);
  return json({ success: true });
}

function limits(call: Call): FileLimits {
  needCapability(call, 'Uploads');
  const { uploads } = call.service.options;
  if (uploads === false) throw new ServiceError(400, 'Uploads are not supported.');
  return uploads;
}

function accept(call: Call, name: string, size: number): void {
  const refused = refusedByLimits(name, size, limits(call));
  if (refused !== undefined) throw new ServiceError(400, 'Unable to upload the item.', { details: [refused] });
}

function register(call: Call, name: string): UploadItem {
  const description = call.params.text('description') ?? '';
  return call.service.uploads.register({
    name: shownName(name),
    description,
    owner: call.user?.username ?? null,
    now: call.now,
    braced: call.service.options.uploadIds === 'braced',
  });
}

function itemOf(call: Call): UploadItem {
  limits(call);
  const id = call.path['item'] ?? '';
  const item = call.service.uploads.find(id);
  if (item === undefined) throw new ServiceError(404, `Upload item ${id.slice(0, 60)} was not found`);
  return item;
}

function itemJson({ id, name, description, date, committed }: UploadItem): Record<string, unknown> {
  return { itemID: id, itemName: name, description, date, committed };
}
