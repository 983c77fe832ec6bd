import { expect } from '@open-wc/testing';
import { call, failure, json, rejection, serve, SERVICE } from './play-server.js';

const MB = 1024 * 1024;
const file = { name: 'a.jpg', bytes: new Blob(['xyz']) };
const itemReply = { success: true, item: { itemID: 'ib740c7bb', itemName: 'a.jpg', committed: true } };
const expected = { itemId: 'ib740c7bb', committed: true, size: null };

describe('the uploads of a service', () => {
  for (const [what, body, maxBytes] of [
    ['MB where no unit is told', { maxUploadFileSize: 10 }, 10 * MB],
    ['MB', { maxUploadFileSize: '10', maxUploadFileSizeUnit: 'MB' }, 10 * MB],
    ['bytes', { maxUploadFileSize: 5000, maxUploadFileSizeUnit: 'BYTES' }, 5000],
    ['KB', { maxUploadFileSize: 5, maxUploadFileSizeUnit: 'kb' }, 5120],
    ['nothing', {}, null],
    ['zero', { maxUploadFileSize: 0 }, null],
    ['no object', [], null],
  ] as const) {
    it(`have a limit in ${what}`, async () => {
      expect((await serve(() => json(body)).service.uploadLimits(call)).maxBytes).to.equal(maxBytes);
    });
  }

  it('may tell the types they take', async () => {
    for (const allowedUploadFileTypes of ['.jpg, PNG', ['jpg', '*.png']]) {
      expect((await serve(() => json({ allowedUploadFileTypes })).service.uploadLimits(call)).fileTypes).to.deep.equal([
        'jpg',
        'png',
      ]);
    }
  });

  it('have no known limit where the service has no such resource', async () => {
    expect((await serve(() => failure(404, 'no')).service.uploadLimits(call)).maxBytes).to.equal(null);
    expect((await rejection(serve(() => failure(499, 'no')).service.uploadLimits(call))).code).to.equal(
      'token-required',
    );
  });

  it('take a whole file as multipart', async () => {
    const { service, seen } = serve(() => json(itemReply));
    expect(await service.upload(file, call)).to.deep.equal(expected);
    expect([seen[0]?.url.href, seen[0]?.file?.name, await seen[0]?.file?.text()]).to.deep.equal([
      `${SERVICE}/uploads/upload`,
      'a.jpg',
      'xyz',
    ]);
    expect(seen[0]?.fields).to.deep.equal({ f: 'json' });
  });

  it('register an item by name', async () => {
    const { service, seen } = serve(() => json({ success: true, item: { itemID: 'i1', committed: false } }));
    expect(await service.registerItem({ name: 'a.jpg' }, call)).to.deep.equal({
      itemId: 'i1',
      committed: false,
      size: null,
    });
    expect(seen[0]?.fields['itemName']).to.equal('a.jpg');
  });

  it('take a part under every name that versions have for its number', async () => {
    const { service, seen } = serve(() => json({ success: true, partID: '2' }));
    await service.uploadPart('i1', { partNo: 2, bytes: new Blob(['p']) }, call);
    expect(seen[0]?.url.href).to.equal(`${SERVICE}/uploads/i1/uploadPart`);
    expect(seen[0]?.fields).to.deep.equal({ f: 'json', partId: '2', partNum: '2' });
  });

  it('list parts as text, as numbers and as objects', async () => {
    for (const parts of [
      ['1', '2', '10'],
      [10, 2, 1],
      [{ partId: 1 }, { partNum: '2' }, { partID: 10 }],
    ]) {
      expect(await serve(() => json({ parts })).service.listParts('i1', call)).to.deep.equal([1, 2, 10]);
    }
  });

  it('commit the parts in order', async () => {
    const { service, seen } = serve(() => json(itemReply));
    expect(await service.commitItem('i1', [1, 2, 3], call)).to.deep.equal(expected);
    expect(seen[0]?.fields['parts']).to.equal('1,2,3');
  });

  it('tell an item with and without a wrapper, and its size where they know it', async () => {
    expect(await serve(() => json(itemReply)).service.item('i1', call)).to.deep.equal(expected);
    expect(await serve(() => json({ ...itemReply.item, itemSize: 12 })).service.item('i1', call)).to.deep.equal({
      ...expected,
      size: 12,
    });
  });

  it('tell null for an item they do not know', async () => {
    for (const answer of [
      () => failure(400, 'Item not found'),
      () => failure(500, 'x'),
      () => new Response('', { status: 404 }),
      () => json({ success: false }),
    ]) {
      expect(await serve(answer).service.item('i1', call)).to.equal(null);
    }
  });

  it('do not tell null when they were not reached', async () => {
    expect((await rejection(serve(() => new Response('', { status: 502 })).service.item('i1', call))).code).to.equal(
      'http',
    );
  });

  it('that bring no item back are a bad reply', async () => {
    for (const body of [
      {},
      [],
      { success: true },
      { success: true, item: {} },
      { success: false, item: itemReply.item },
    ]) {
      expect((await rejection(serve(() => json(body)).service.upload(file, call))).code).to.equal('bad-reply');
    }
    expect(
      (
        await rejection(
          serve(() => json({ success: false })).service.uploadPart('i1', { partNo: 1, bytes: new Blob() }, call),
        )
      ).code,
    ).to.equal('bad-reply');
    expect((await rejection(serve(() => json({})).service.listParts('i1', call))).code).to.equal('bad-reply');
  });

  it('never climb out of their path by an item id', async () => {
    const { service, seen } = serve(() => json(itemReply));
    for (const id of ['..', '../x', 'a/b', '', 'a?b'])
      expect((await rejection(service.commitItem(id, [1], call))).code).to.equal('bad-reply');
    expect(seen).to.have.length(0);
  });
});
