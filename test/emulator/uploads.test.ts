import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { Failure, ItemJson, ResultJson } from './support/replies.js';
import type { Params, Service } from './support/service.js';

const { fresh } = useEmulator();

async function register(service: Service, itemName = 'large.jpg'): Promise<string> {
  return (await service.post<ItemJson>('uploads/register', { itemName })).item.itemID;
}

function part(service: Service, id: string, params: Params, bytes: Uint8Array): Promise<ItemJson & Failure> {
  return service.multipart(`uploads/${id}/uploadPart`, params, { field: 'file', name: 'part', bytes });
}

describe('uploads', () => {
  it('take a file in one request', async () => {
    const service = await fresh();
    const reply = await service.multipart<ItemJson>(
      'uploads/upload',
      { description: 'd' },
      { field: 'file', name: 'C:\\photos\\a.jpg', bytes: Uint8Array.of(1) },
    );
    assert.equal(reply.success, true);
    assert.match(reply.item.itemID, /^i[0-9a-f-]{36}$/);
    assert.equal(reply.item.itemName, 'a.jpg');
    assert.equal(reply.item.committed, true);
    assert.deepEqual(await service.get(`uploads/${reply.item.itemID}`), reply.item);
  });

  it('take a file in parts, in any order, and a part sent again replaces the first', async () => {
    const service = await fresh();
    const bytes = randomBytes(3000);
    const id = await register(service);
    await part(service, id, { partId: 3 }, bytes.subarray(2000));
    await part(service, id, { partNum: 1 }, bytes.subarray(0, 10));
    await part(service, id, { partNumber: 2 }, bytes.subarray(1000, 2000));
    await part(service, id, { partId: 1, partNum: 1 }, bytes.subarray(0, 1000));
    assert.deepEqual(await service.get(`uploads/${id}/parts`), { parts: ['1', '2', '3'] });
    const committed = await service.post<ItemJson>(`uploads/${id}/commit`, { parts: '1,2,3' });
    assert.equal(committed.item.committed, true);
    const { addAttachmentResult } = await service.post<{ addAttachmentResult: ResultJson }>('0/1/addAttachment', {
      uploadId: id,
    });
    const back = await (await fetch(`${service.url}/0/1/attachments/${addAttachmentResult.objectId}`)).arrayBuffer();
    assert.deepEqual(Buffer.from(back), bytes);
  });

  it('refuse to commit an item with missing parts, and do not mind a second commit', async () => {
    const service = await fresh();
    const id = await register(service);
    assert.match((await service.post<Failure>(`uploads/${id}/commit`)).error.details.join(), /Missing parts/);
    await part(service, id, { partId: 1 }, Uint8Array.of(1));
    assert.match(
      (await service.post<Failure>(`uploads/${id}/commit`, { parts: '1,2' })).error.details.join(),
      /Missing parts: 2/,
    );
    for (let n = 0; n < 2; n++) assert.equal((await service.post<ItemJson>(`uploads/${id}/commit`)).success, true);
    assert.equal((await part(service, id, { partId: 2 }, Uint8Array.of(1))).error.code, 400);
  });

  it('list their parts as numbers on a service set so', async () => {
    const service = await fresh({ options: { uploadPartsAs: 'numbers' } });
    const id = await register(service);
    await part(service, id, { partId: 1 }, Uint8Array.of(1));
    assert.deepEqual(await service.get(`uploads/${id}/parts`), { parts: [1] });
  });

  it('are deleted on request', async () => {
    const service = await fresh();
    const id = await service.upload('a.jpg', Uint8Array.of(1));
    assert.deepEqual(await service.post(`uploads/${id}/delete`), { success: true });
    assert.equal((await service.get<Failure>(`uploads/${id}`)).error.code, 404);
  });

  it('tell their limit in MB, or as the unit says', async () => {
    const sizes = {
      none: { maxUploadFileSize: 5 },
      MB: { maxUploadFileSize: 5, maxUploadFileSizeUnit: 'MB' },
      BYTES: { maxUploadFileSize: 5242880, maxUploadFileSizeUnit: 'BYTES' },
    };
    for (const [uploadsInfoUnit, expected] of Object.entries(sizes)) {
      const service = await fresh({ options: { uploadsInfoUnit, uploads: { maxSizeMB: 5 } } });
      assert.deepEqual(await service.get('uploads/info'), expected);
    }
  });

  it('may tell the types that they allow', async () => {
    const uploads = { maxSizeMB: 5, allowedTypes: ['jpg', 'png'] };
    const service = await fresh({ options: { uploadsInfoTypes: 'told', uploadsInfoUnit: 'none', uploads } });
    assert.deepEqual(await service.get('uploads/info'), { maxUploadFileSize: 5, allowedUploadFileTypes: 'jpg,png' });
  });

  it('refuse what is too large, whole or in parts, and what is of the wrong type', async () => {
    const service = await fresh({ options: { uploads: { maxSizeMB: 1, allowedTypes: ['jpg', 'png'] } } });
    const megabyte = 1024 * 1024;
    const whole = async (name: string, size: number): Promise<string> => {
      const reply = await service.multipart<Failure | ItemJson>(
        'uploads/upload',
        {},
        { field: 'file', name, bytes: new Uint8Array(size) },
      );
      return 'error' in reply ? [reply.error.code, ...reply.error.details].join(' ') : 'fine';
    };
    assert.equal(await whole('a.jpg', megabyte), 'fine');
    assert.match(await whole('a.jpg', megabyte + 1), /400 .*limit of 1 MB/);
    assert.match(await whole('a.tif', 1), /400 .*'tif' are not allowed. Allowed types: jpg, png/);
    assert.match(
      (await service.post<Failure>('uploads/register', { itemName: 'b.exe' })).error.details.join(),
      /not allowed/,
    );
    const id = await register(service);
    assert.equal((await part(service, id, { partId: 1 }, new Uint8Array(megabyte))).success, true);
    assert.match((await part(service, id, { partId: 2 }, new Uint8Array(1))).error.details.join(), /limit of 1 MB/);
  });

  it('do not exist where the service has none', async () => {
    const service = await fresh({ options: { uploads: false } });
    assert.match((await service.get<Failure>('uploads/info')).error.message, /Uploads/);
    assert.match((await service.post<Failure>('uploads/register', { itemName: 'a.jpg' })).error.message, /Uploads/);
  });
});
