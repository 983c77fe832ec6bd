/** Parameters and reply keys of uploads and attachments (protocol 6 and 7), each for itself. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { useEmulator } from './support/emulator.js';
import type { ItemJson } from './support/replies.js';
import type { Params, Service } from './support/service.js';

const { fresh } = useEmulator();

type Json = Record<string, unknown>;
type Item = { success: boolean; item: Json };
const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => at % 251);

describe('an upload item', () => {
  it('keeps the description it was sent with', async () => {
    const service = await fresh();
    const sent = await service.multipart<Item>(
      'uploads/upload',
      { description: 'of a lid' },
      { field: 'file', name: 'a.jpg', bytes: bytes(9) },
    );
    assert.equal(sent.item['description'], 'of a lid');
  });

  it('is told whole when it is registered', async () => {
    const service = await fresh();
    const { success, item } = await service.post<Item>('uploads/register', { itemName: 'a.jpg', description: 'lid' });
    assert.equal(success, true);
    assert.deepEqual([item['itemName'], item['description'], item['committed']], ['a.jpg', 'lid', false]);
    assert.ok(Number(item['date']) > 1_600_000_000_000);
  });

  it('takes a part by any of three names for its number, and says which it took', async () => {
    const service = await fresh();
    const { item } = await service.post<ItemJson>('uploads/register', { itemName: 'a.jpg' });
    for (const [at, name] of ['partId', 'partNum', 'partNumber'].entries()) {
      const reply = await service.multipart<Json>(
        `uploads/${item.itemID}/uploadPart`,
        { [name]: at + 1 },
        { field: 'file', name: 'part', bytes: bytes(4) },
      );
      assert.equal(reply['partId'], at + 1);
      assert.equal((reply['item'] as Json)['itemID'], item.itemID);
    }
  });

  it('is made of its parts in the order asked for, and told whole', async () => {
    const service = await fresh();
    const { item } = await service.post<ItemJson>('uploads/register', { itemName: 'a.txt', description: 'two parts' });
    for (const [part, text] of [
      [1, 'world'],
      [2, 'hello '],
    ] as const) {
      const file = { field: 'file', name: 'part', bytes: new TextEncoder().encode(text) };
      await service.multipart(`uploads/${item.itemID}/uploadPart`, { partId: part }, file);
    }
    const done = await service.post<Item>(`uploads/${item.itemID}/commit`, { parts: '2,1' });
    assert.deepEqual(
      [done.item['itemID'], done.item['itemName'], done.item['description'], typeof done.item['date']],
      [item.itemID, 'a.txt', 'two parts', 'number'],
    );
    const [row] = await service.query(0);
    const objectId = String(row?.attributes['OBJECTID']);
    const added = await service.post<{ addAttachmentResult: { objectId: number } }>(`0/${objectId}/addAttachment`, {
      uploadId: item.itemID,
    });
    const at = `${service.url}/0/${objectId}/attachments/${String(added.addAttachmentResult.objectId)}`;
    assert.equal(await (await fetch(at)).text(), 'hello world');
  });
});

describe('attachments of a feature', () => {
  async function feature(service: Service): Promise<string> {
    const [row] = await service.query(0, { resultRecordCount: 1 });
    return String(row?.attributes['OBJECTID']);
  }

  it('are added with the moment of the edit, where it is asked for', async () => {
    const service = await fresh();
    const file = { field: 'attachment', name: 'a.jpg', bytes: bytes(5) };
    const path = `0/${await feature(service)}/addAttachment`;
    assert.equal(
      typeof (await service.multipart<Json>(path, { returnEditMoment: true }, file))['editMoment'],
      'number',
    );
  });

  it('are replaced by an upload item, with other keywords', async () => {
    const service = await fresh();
    const objectId = await feature(service);
    const file = { field: 'attachment', name: 'a.jpg', bytes: bytes(5) };
    const added = await service.multipart<{ addAttachmentResult: { objectId: number } }>(
      `0/${objectId}/addAttachment`,
      {},
      file,
    );
    const attachmentId = added.addAttachmentResult.objectId;
    const uploadId = await service.upload('b.jpg', bytes(7));
    await service.post(`0/${objectId}/updateAttachment`, { attachmentId, uploadId, keywords: 'lid' });
    const { attachmentInfos } = await service.get<{ attachmentInfos: Json[] }>(`0/${objectId}/attachments`);
    const found = attachmentInfos.find(({ id }) => id === attachmentId);
    assert.deepEqual([found?.['size'], found?.['keywords']], [7, 'lid']);
    assert.match(String(found?.['globalId']), /^\{[0-9A-F-]{36}\}$/);
  });
});

describe('queryAttachments', () => {
  /** Two attachments on the first feature, one on the second. */
  async function made(): Promise<{ service: Service; globalIds: string[] }> {
    const service = await fresh({ sample: 3 });
    const rows = await service.query(0, { orderByFields: 'OBJECTID' });
    for (const [at, size, keywords] of [
      [0, 1000, 'lid'],
      [0, 2000, 'pipe'],
      [1, 3000, ''],
    ] as const) {
      const file = { field: 'attachment', name: `${String(size)}.jpg`, bytes: bytes(size) };
      await service.multipart(`0/${String(rows[at]?.attributes['OBJECTID'])}/addAttachment`, { keywords }, file);
    }
    return { service, globalIds: rows.map(({ attributes }) => String(attributes['GlobalID'])) };
  }

  interface Groups {
    attachmentGroups: { parentGlobalId: string; attachmentInfos: Json[] }[];
    exceededTransferLimit?: boolean;
  }

  async function names(service: Service, params: Params): Promise<unknown[]> {
    const { attachmentGroups } = await service.post<Groups>('0/queryAttachments', params);
    const infos = attachmentGroups.flatMap(({ attachmentInfos }) => attachmentInfos);
    return infos.map(({ name }) => name).filter((name) => /^\d000\.jpg$/.test(String(name)));
  }

  it('takes features by GlobalID', async () => {
    const { service, globalIds } = await made();
    assert.deepEqual(await names(service, { globalIds: globalIds[1] ?? '' }), ['3000.jpg']);
  });

  it('takes features by an expression', async () => {
    const { service, globalIds } = await made();
    const definitionExpression = `GlobalID = '${globalIds[1] ?? ''}'`;
    assert.deepEqual(await names(service, { definitionExpression }), ['3000.jpg']);
  });

  it('takes attachments by size and by keyword', async () => {
    const { service, globalIds } = await made();
    const all = { globalIds: globalIds.join(',') };
    assert.deepEqual(await names(service, { ...all, size: '1500,2500' }), ['2000.jpg']);
    assert.deepEqual(await names(service, { ...all, keywords: 'lid' }), ['1000.jpg']);
  });

  it('gives pages', async () => {
    const { service, globalIds } = await made();
    const all = { globalIds: globalIds.join(',') };
    const whole = (await service.post<Groups>('0/queryAttachments', all)).attachmentGroups;
    const count = whole.flatMap(({ attachmentInfos }) => attachmentInfos).length;
    const page = await service.post<Groups>('0/queryAttachments', { ...all, resultRecordCount: 1 });
    assert.equal(page.attachmentGroups.flatMap(({ attachmentInfos }) => attachmentInfos).length, 1);
    assert.equal(page.exceededTransferLimit, true);
    const rest = await service.post<Groups>('0/queryAttachments', { ...all, resultOffset: count - 1 });
    assert.equal(rest.attachmentGroups.flatMap(({ attachmentInfos }) => attachmentInfos).length, 1);
  });

  it('tells each by id, GlobalID and name', async () => {
    const { service, globalIds } = await made();
    const { attachmentGroups } = await service.post<Groups>('0/queryAttachments', { globalIds: globalIds[1] ?? '' });
    for (const info of attachmentGroups.flatMap(({ attachmentInfos }) => attachmentInfos)) {
      assert.equal(typeof info['id'], 'number');
      assert.match(String(info['globalId']), /^\{[0-9A-F-]{36}\}$/);
      assert.match(String(info['name']), /\./);
    }
  });
});
