/** Two devices on one service: two databases, two controllers. */
import { expect } from '@open-wc/testing';
import type { GdbErrorCode } from '../../src/shared/errors.js';
import { isGdbError } from '../../src/shared/errors.js';
import type { SyncController } from '../../src/controller/types.js';
import { photoBytes, type TestService } from '../support/service.js';

/** A device with the area on it. */
export async function device(service: TestService, geodatabase: string, settleMs = 200): Promise<SyncController> {
  const sync = service.controller({ geodatabase, settleMs });
  await sync.ready;
  await sync.generateGeodatabase(await sync.createDefaultGenerateGeodatabaseParameters());
  return sync;
}

/** What `day` made on a device. */
export interface Day {
  readonly added: string;
  readonly changed: string;
  readonly deleted: string;
  readonly photo: ArrayBuffer;
}

/** A day in the field: one feature added with a photo, one changed, one deleted. */
export async function day(sync: SyncController, photoSize = 300_000): Promise<Day> {
  const [first, second] = (await sync.queryFeatures(0)).features;
  const changed = first?.globalId ?? '';
  const deleted = second?.globalId ?? '';
  const { addResults } = await sync.applyEdits(0, {
    adds: [{ attributes: { name: 'From the field', notes: '=HYPERLINK("http://x")' }, geometry: { x: 8.5, y: 47.4 } }],
    updates: [{ attributes: { GlobalID: changed, notes: 'changed offline' } }],
    deletes: [deleted],
  });
  const added = addResults[0]?.globalId ?? '';
  const photo = photoBytes(photoSize);
  await sync.addAttachment(0, added, new File([photo], 'hydrant.jpg', { type: 'image/jpeg' }));
  return { added, changed, deleted, photo };
}

/** The file of an export. */
export async function exported(
  sync: SyncController,
  options: Parameters<SyncController['exportPendingEdits']>[0] = {},
): Promise<File> {
  const { file } = await sync.exportPendingEdits(options);
  if (file === null) throw new Error('There is no file.');
  return file;
}

/** Everything of a device that an import could change. */
export async function contentOf(sync: SyncController): Promise<unknown> {
  const { pending } = sync.state;
  const layers = await Promise.all([0, 1, 2].map(async (layer) => (await sync.queryFeatures(layer)).features));
  return JSON.parse(JSON.stringify({ pending, layers })) as unknown;
}

/** Rejects with this code, and changes nothing of the device. */
export async function isRefused(
  sync: SyncController,
  file: Blob,
  code: GdbErrorCode,
  passphrase?: string,
): Promise<void> {
  const before = await contentOf(sync);
  const result = await sync
    .importPendingEdits(file, passphrase === undefined ? {} : { passphrase })
    .catch((error: unknown) => error);
  if (!isGdbError(result)) throw new Error(`It was taken in: ${JSON.stringify(result)}`);
  expect(`${result.code}: ${result.message}`).to.match(new RegExp(`^${code}:`));
  expect(await contentOf(sync)).to.deep.equal(before);
}
