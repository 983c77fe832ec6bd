import { expect } from '@open-wc/testing';
import { PART_SIZE } from '../../src/shared/parts.js';
import { failure, html, rejection } from '../service/play-server.js';
import { Photo, UploadServer } from './upload-server.js';

const MB = 1024 * 1024;
const SMALL = 300 * 1024;
const LARGE = 4 * PART_SIZE + 12345;

const cutReply = (): Response => new Response('{"succ');

describe('a small file', () => {
  it('goes in one request, and its receipt is noted', async () => {
    const [server, photo] = [new UploadServer(), new Photo(SMALL)];
    const receipt = await photo.send(server);
    expect(receipt).to.deep.equal({ kind: 'item', itemId: 'i1', contentVersion: 1, at: 1234 });
    expect(photo.saved).to.deep.equal([receipt]);
    expect(server.log).to.deep.equal(['info', 'upload']);
    expect(await server.bytes('i1')).to.deep.equal(photo.bytes);
    expect(photo.progress.at(-1)).to.equal(SMALL);
  });

  it('asks for the limits once an hour', async () => {
    let time = 0;
    const server = new UploadServer({}, { now: () => time });
    await new Photo(SMALL).send(server);
    await new Photo(SMALL).send(server);
    expect(server.log).to.deep.equal(['info', 'upload', 'upload']);
    time += 2 * 3_600_000;
    await new Photo(SMALL).send(server);
    expect(server.log).to.deep.equal(['info', 'upload', 'upload', 'info', 'upload']);
  });

  it('that is too large for its way is known before: by the limits of uploads, or the room inside the edits', async () => {
    const server = new UploadServer({ info: { maxUploadFileSize: 7 } });
    const limit = async (uploadsSupported: boolean): Promise<number | null> =>
      (await server.uploads.limits({ uploadsSupported }, { signal: new AbortController().signal })).maxBytes;
    expect([await limit(true), await limit(false)]).to.deep.equal([7 * MB, 5 * MB]);
  });

  it('of exactly one part is small', async () => {
    const server = new UploadServer();
    await new Photo(PART_SIZE).send(server);
    expect(server.log).to.deep.equal(['info', 'upload']);
  });

  it('without any bytes goes too', async () => {
    const server = new UploadServer();
    await new Photo(0).send(server);
    expect((await server.bytes('i1')).length).to.equal(0);
  });

  it('is committed where the service asks for it', async () => {
    const server = new UploadServer({
      after: (_, operation, reply) =>
        operation === 'upload' ? new Response('{"success":true,"item":{"itemID":"i1","committed":false}}') : reply,
    });
    expect((await new Photo(SMALL).send(server)).kind).to.equal('item');
    expect(server.log).to.deep.equal(['info', 'upload', 'commit']);
  });

  it('that did not arrive whole is sent again', async () => {
    let lose = true;
    const server = new UploadServer({
      tellsSize: true,
      after: (_, operation, reply) => {
        if (operation !== 'upload' || !lose) return reply;
        lose = false;
        return new Response('{"success":true,"item":{"itemID":"i1","committed":true,"itemSize":7}}');
      },
    });
    const photo = new Photo(SMALL);
    const error = await rejection(photo.send(server));
    expect([error.code, error.retryable]).to.deep.equal(['bad-reply', true]);
    expect((await photo.send(server)).kind).to.equal('item');
  });

  it('damaged on this device is not sent', async () => {
    const server = new UploadServer();
    const error = await rejection(new Photo(SMALL).send(server, { readPart: async () => new ArrayBuffer(SMALL - 1) }));
    expect(error.code).to.equal('attachment-refused');
    expect(server.log).to.deep.equal(['info']);
  });
});

describe('a large file', () => {
  it('is registered, sent in parts, seen there and committed', async () => {
    const [server, photo] = [new UploadServer(), new Photo(LARGE)];
    const receipt = await photo.send(server);
    expect(receipt).to.deep.equal({ kind: 'item', itemId: 'i1', contentVersion: 1, at: 1234 });
    expect(server.items.get('i1')?.committed).to.equal(true);
    expect(await server.bytes('i1')).to.deep.equal(photo.bytes);
    expect(server.log.at(-1)).to.equal('commit');
    expect(server.log.at(-2)).to.equal('parts');
  });

  it('has two parts under way at a time', async () => {
    const server = new UploadServer();
    await new Photo(LARGE).send(server);
    expect(server.mostAtOnce).to.equal(2);
  });

  it('notes the item before its first part, and each part before the next step', async () => {
    const [server, photo] = [new UploadServer(), new Photo(LARGE)];
    await photo.send(server);
    expect(photo.saved[0]).to.deep.equal({ kind: 'parts', itemId: 'i1', contentVersion: 1, partsDone: [] });
    const counts = photo.saved.map((saved) => (saved.kind === 'parts' ? saved.partsDone.length : saved.kind));
    expect(counts).to.deep.equal([0, 1, 2, 3, 4, 5, 'item']);
  });

  it('reports the bytes that the service has', async () => {
    const photo = new Photo(LARGE);
    await photo.send(new UploadServer());
    expect(photo.progress[0]).to.equal(0);
    expect(photo.progress.at(-1)).to.equal(LARGE);
    expect([...photo.progress].sort((a, b) => a - b)).to.deep.equal(photo.progress);
  });

  it('interrupted goes on after a reload: parts that are there are not sent again', async () => {
    let parts = 0;
    const server = new UploadServer({
      before: (_, operation) =>
        operation === 'uploadPart' && ++parts > 2 ? Promise.reject(new TypeError('Failed to fetch')) : null,
    });
    const photo = new Photo(LARGE);
    const error = await rejection(photo.send(server));
    expect([error.code, error.retryable]).to.deep.equal(['network', true]);
    expect(photo.record.upload).to.deep.equal({ kind: 'parts', itemId: 'i1', contentVersion: 1, partsDone: [1, 2] });

    server.switches.before = () => null;
    server.reload();
    await photo.send(server);
    expect(server.log).to.deep.equal([
      'info',
      'item',
      'parts',
      'uploadPart 3',
      'uploadPart 4',
      'uploadPart 5',
      'parts',
      'commit',
    ]);
    expect(await server.bytes('i1')).to.deep.equal(photo.bytes);
  });

  it("believes the service's list of parts, not its own memory: neither one too many nor one too few", async () => {
    const photo = new Photo(LARGE, { upload: { kind: 'parts', itemId: 'i9', contentVersion: 1, partsDone: [1, 2] } });
    const server = new UploadServer();
    server.put('i9', [], false);
    for (const partNo of [2, 3]) server.items.get('i9')!.parts.set(partNo, photo.part(partNo));
    await photo.send(server);
    expect(server.log.filter((line) => line.startsWith('uploadPart'))).to.deep.equal([
      'uploadPart 1',
      'uploadPart 4',
      'uploadPart 5',
    ]);
    expect(await server.bytes('i9')).to.deep.equal(photo.bytes);
  });

  it('whose commit was done but not heard is not sent again', async () => {
    const server = new UploadServer({ after: (_, operation, reply) => (operation === 'commit' ? cutReply() : reply) });
    const photo = new Photo(LARGE);
    expect((await rejection(photo.send(server))).code).to.equal('network');
    server.reload();
    expect(await photo.send(server)).to.deep.include({ kind: 'item', itemId: 'i1' });
    expect(server.log).to.deep.equal(['info', 'item']);
  });

  it('whose item the service forgot begins anew', async () => {
    const photo = new Photo(LARGE, {
      upload: { kind: 'parts', itemId: 'gone', contentVersion: 1, partsDone: [1, 2, 3] },
    });
    const server = new UploadServer();
    expect(await photo.send(server)).to.deep.include({ kind: 'item', itemId: 'i1' });
    expect(await server.bytes('i1')).to.deep.equal(photo.bytes);
  });

  it('whose item the service forgets in the middle begins anew', async () => {
    let forget = true;
    const server = new UploadServer({
      before: (request, operation) => {
        if (operation === 'uploadPart' && request.fields['partId'] === '3' && forget) {
          forget = false;
          server.items.delete('i1');
          server.put('i2', [], false);
        }
        return null;
      },
    });
    const photo = new Photo(LARGE);
    const receipt = await photo.send(server);
    expect(receipt.kind === 'item' && (await server.bytes(receipt.itemId))).to.deep.equal(photo.bytes);
  });

  it('is not taken up with the parts of older content', async () => {
    const photo = new Photo(LARGE, {
      contentVersion: 2,
      upload: { kind: 'parts', itemId: 'i9', contentVersion: 1, partsDone: [1, 2, 3, 4, 5] },
    });
    const server = new UploadServer();
    server.put(
      'i9',
      [1, 2, 3, 4, 5].map(() => new Blob(['old'])),
      false,
    );
    const receipt = await photo.send(server);
    expect(receipt).to.deep.include({ kind: 'item', contentVersion: 2 });
    expect(receipt.kind === 'item' && receipt.itemId).not.to.equal('i9');
  });

  it('has a part sent again that the service confirmed and lost', async () => {
    const [server, photo] = [new UploadServer({ losePart: 2, loseTimes: 1 }), new Photo(LARGE)];
    await photo.send(server);
    expect(server.log.filter((line) => line === 'uploadPart 2')).to.have.length(2);
    expect(await server.bytes('i1')).to.deep.equal(photo.bytes);
  });

  it('is never committed while a part is missing', async () => {
    const [server, photo] = [new UploadServer({ losePart: 2 }), new Photo(LARGE)];
    const error = await rejection(photo.send(server));
    expect([error.code, error.retryable]).to.deep.equal(['bad-reply', true]);
    expect(server.log).not.to.contain('commit');
  });

  it('committed with another size than it has is no receipt, and begins anew', async () => {
    const server = new UploadServer({ tellsSize: true, listsParts: false, losePart: 2, loseTimes: 1 });
    const photo = new Photo(LARGE);
    const error = await rejection(photo.send(server));
    expect([error.code, error.retryable]).to.deep.equal(['bad-reply', true]);
    expect(photo.record.upload).to.deep.equal({ kind: 'none' });
    expect((await photo.send(server)).kind).to.equal('item');
  });

  it('goes where the service cannot list parts: its confirmations have to do', async () => {
    const [server, photo] = [new UploadServer({ listsParts: false }), new Photo(LARGE)];
    await photo.send(server);
    expect(await server.bytes('i1')).to.deep.equal(photo.bytes);
  });

  it('stops when the caller gives up, and keeps what was confirmed', async () => {
    const stop = new AbortController();
    const server = new UploadServer({
      before: (request, operation) => {
        if (operation === 'uploadPart' && request.fields['partId'] === '3') stop.abort();
        request.init.signal?.throwIfAborted();
        return null;
      },
    });
    const photo = new Photo(LARGE);
    expect((await rejection(photo.send(server, { signal: stop.signal }))).code).to.equal('aborted');
    expect(photo.record.upload).to.deep.include({ kind: 'parts', itemId: 'i1' });
    expect(server.log).not.to.contain('commit');
  });
});

describe('a receipt of an earlier page', () => {
  const receipt = { kind: 'item', itemId: 'i9', contentVersion: 1, at: 5 } as const;

  it('is used again when the service still has the item', async () => {
    const server = new UploadServer();
    server.put('i9', [new Blob(['x'])], true);
    const photo = new Photo(SMALL, { upload: receipt });
    expect(await photo.send(server)).to.deep.equal(receipt);
    expect(server.log).to.deep.equal(['item']);
  });

  for (const [what, prepare] of [
    ['has expired', () => undefined],
    ['was never committed', (server: UploadServer) => server.put('i9', [], false)],
    ['has another size', (server: UploadServer) => server.put('i9', [new Blob(['x'])], true)],
  ] as const) {
    it(`whose item ${what} is not used: the file is sent anew`, async () => {
      const server = new UploadServer({ tellsSize: true });
      prepare(server);
      const photo = new Photo(SMALL, { upload: receipt });
      const fresh = await photo.send(server);
      expect(fresh.kind === 'item' && fresh.itemId).not.to.equal('i9');
      expect(server.log).to.contain('upload');
    });
  }

  it('of older content is not used', async () => {
    const server = new UploadServer();
    server.put('i9', [new Blob(['x'])], true);
    expect(await new Photo(SMALL, { contentVersion: 2, upload: receipt }).send(server)).to.deep.include({
      kind: 'item',
      contentVersion: 2,
    });
    expect(server.log).to.deep.equal(['info', 'upload']);
  });

  it('is not thrown away because the service was not reached', async () => {
    const server = new UploadServer({ before: () => html() });
    const photo = new Photo(SMALL, { upload: receipt });
    expect((await rejection(photo.send(server))).code).to.equal('not-json');
    expect(photo.saved).to.deep.equal([]);
  });

  it('to go inside the edits stays so', async () => {
    const server = new UploadServer();
    expect(await new Photo(SMALL, { upload: { kind: 'inline', contentVersion: 1 } }).send(server)).to.deep.equal({
      kind: 'inline',
      contentVersion: 1,
    });
    expect(server.log).to.deep.equal([]);
  });
});

describe('a file that cannot be uploaded', () => {
  const onlyJpeg = (name: string): string | null => (name.endsWith('.jpg') ? null : 'The service allows jpg, png.');

  it('travels inside the edits where the service has no Uploads', async () => {
    const [server, photo] = [new UploadServer(), new Photo(SMALL)];
    expect(await photo.send(server, { uploadsSupported: false })).to.deep.equal({ kind: 'inline', contentVersion: 1 });
    expect(photo.saved).to.deep.equal([{ kind: 'inline', contentVersion: 1 }]);
    expect(server.log).to.deep.equal([]);
  });

  it('travels inside the edits where its type is refused', async () => {
    const server = new UploadServer({ refuse: onlyJpeg });
    expect((await new Photo(SMALL).send(server)).kind).to.equal('inline');
    expect((await new Photo(3 * MB).send(server)).kind).to.equal('inline');
  });

  it('travels inside the edits where it is larger than uploads may be, without being sent first', async () => {
    const server = new UploadServer({ info: { maxUploadFileSize: 1 } });
    expect((await new Photo(3 * MB).send(server)).kind).to.equal('inline');
    expect(server.log).to.deep.equal(['info']);
  });

  it('travels inside the edits where a part is refused by the total size', async () => {
    const server = new UploadServer({ refuse: (_, size) => (size > PART_SIZE ? 'Limit 2 MB.' : null) });
    expect((await new Photo(2 * PART_SIZE).send(server)).kind).to.equal('inline');
  });

  it('travels inside the edits where a web server says 413', async () => {
    const server = new UploadServer({ before: (_, operation) => (operation === 'upload' ? html(413) : null) });
    expect((await new Photo(SMALL).send(server)).kind).to.equal('inline');
  });

  it('and is too large for the edits is refused with what the service allows', async () => {
    const server = new UploadServer({ refuse: onlyJpeg, info: { maxUploadFileSize: 10 } });
    const photo = new Photo(8 * MB);
    const error = await rejection(photo.send(server));
    expect([error.code, error.retryable]).to.deep.equal(['attachment-refused', false]);
    expect(error.message).to.equal(
      "photo.heic (8 MB) was refused: Unable to upload the item. The service allows jpg, png. The service: limit 10 MB. Ask the service's admin to allow it. The file stays on this device.",
    );
    expect(error.details).to.deep.include({
      serviceCode: 400,
      serviceMessage: 'Unable to upload the item.',
      serviceDetails: ['The service allows jpg, png.'],
      answered: true,
    });
    expect(photo.saved.filter(({ kind }) => kind === 'item' || kind === 'inline')).to.deep.equal([]);
  });

  it('and is larger than any limit is refused before a byte is sent', async () => {
    const server = new UploadServer({ info: { maxUploadFileSize: 10, allowedUploadFileTypes: 'jpg,png,heic' } });
    const error = await rejection(new Photo(12 * MB).send(server));
    expect(error.code).to.equal('attachment-refused');
    expect(error.message).to.contain('it has 12 MB').and.contain('allows jpg, png, heic; limit 10 MB');
    expect(server.log).to.deep.equal(['info']);
  });

  it('to a service without Uploads names what is missing', async () => {
    const error = await rejection(new Photo(6 * MB).send(new UploadServer(), { uploadsSupported: false }));
    expect(error.code).to.equal('attachment-refused');
    expect(error.message).to.contain('the service has no Uploads').and.contain('5 MB');
  });

  it('has a limit for the edits that the page can set', async () => {
    const server = new UploadServer({}, { inlineLimit: 100 * 1024 });
    expect((await rejection(new Photo(SMALL).send(server, { uploadsSupported: false }))).code).to.equal(
      'attachment-refused',
    );
  });

  for (const [what, answer, code] of [
    ['a token is asked for', () => failure(499, 'no'), 'token-required'],
    ['it is not permitted', () => failure(403, 'no'), 'forbidden'],
    ['the service is busy', () => failure(429, 'slow down'), 'rate-limited'],
    ['the gateway fails', () => html(502), 'http'],
    ['a captive portal answers', () => html(), 'not-json'],
  ] as const) {
    it(`because ${what} is neither refused nor put inside the edits`, async () => {
      const server = new UploadServer({ before: (_, operation) => (operation === 'upload' ? answer() : null) });
      const photo = new Photo(SMALL);
      expect((await rejection(photo.send(server))).code).to.equal(code);
      expect(photo.saved).to.deep.equal([]);
    });
  }
});
