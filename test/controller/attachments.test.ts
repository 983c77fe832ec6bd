/** Files of a person on this device: thumbnails are made once and kept, videos go in and out part by part. Real pictures, a real database. */
import { expect } from '@open-wc/testing';
import { PageController } from '../../src/controller/page-controller.js';
import type { AttachmentRecord } from '../../src/shared/records.js';
import { picture } from '../support/pictures.js';
import { TestService } from '../support/service.js';

describe('thumbnails', () => {
  let controller: PageController;
  let feature: string;
  let decoded = 0;
  const decode = globalThis.createImageBitmap;

  beforeEach(async () => {
    const service = await TestService.create();
    controller = new PageController({ serviceUrl: service.url, geodatabase: 'default' }, { onClosed: () => undefined });
    await controller.ready;
    await controller.generateGeodatabase(await controller.createDefaultGenerateGeodatabaseParameters());
    [feature = ''] = await controller.queryGlobalIds(0);
    decoded = 0;
    globalThis.createImageBitmap = ((...args: Parameters<typeof decode>) => {
      decoded += 1;
      return decode(...args);
    }) as typeof decode;
  });
  afterEach(() => {
    globalThis.createImageBitmap = decode;
    controller.close();
  });

  const add = (bytes: Blob, name = 'tree.jpg'): Promise<AttachmentRecord> =>
    controller.addAttachment(0, feature, new File([bytes], name, { type: name.endsWith('.txt') ? '' : 'image/jpeg' }));
  const sizeOf = async (image: Blob): Promise<readonly [number, number]> => {
    const { width, height } = await decode(image);
    return [width, height];
  };

  it('are small, keep the shape of the picture, and are made once however often and by however many they are asked for', async () => {
    const record = await add(await picture(1, 1600, 1200));
    const thumbnails = await Promise.all([controller.readThumbnail(record), controller.readThumbnail(record)]);
    for (const thumbnail of thumbnails) {
      if (thumbnail.kind !== 'picture') throw new Error(thumbnail.reason);
      expect(await sizeOf(thumbnail.image)).to.deep.equal([320, 240]);
      expect(thumbnail.image.size).to.be.lessThan(120_000);
    }
    expect((await controller.readThumbnail(record)).kind).to.equal('picture');
    expect(decoded).to.equal(1);
  });

  it('of a small picture are no larger than it', async () => {
    const thumbnail = await controller.readThumbnail(await add(await picture(2, 90, 60)));
    if (thumbnail.kind !== 'picture') throw new Error(thumbnail.reason);
    expect(await sizeOf(thumbnail.image)).to.deep.equal([90, 60]);
  });

  it('of a replaced picture are those of the new one', async () => {
    const record = await add(await picture(3, 400, 300));
    await controller.readThumbnail(record);
    const replaced = await controller.updateAttachment(record, new File([await picture(4, 300, 400)], 'tree.jpg'));
    const thumbnail = await controller.readThumbnail(replaced);
    if (thumbnail.kind !== 'picture') throw new Error(thumbnail.reason);
    expect(await sizeOf(thumbnail.image)).to.deep.equal([240, 320]);
  });

  it('of a damaged picture are absent, and nobody tries again', async () => {
    const record = await add(new Blob(['not a picture at all']));
    for (let n = 0; n < 3; n += 1)
      expect(await controller.readThumbnail(record)).to.deep.equal({ kind: 'none', reason: 'unreadable' });
    expect(decoded).to.equal(1);
  });

  it('of other files are absent without a look at them', async () => {
    const record = await add(new Blob(['words']), 'words.txt');
    expect(await controller.readThumbnail(record)).to.deep.equal({ kind: 'none', reason: 'not-a-picture' });
    expect(decoded).to.equal(0);
  });

  it('go with their attachment', async () => {
    const record = await add(await picture(5, 400, 300));
    await controller.readThumbnail(record);
    await controller.deleteAttachments(0, feature, [record.globalId]);
    const failure = await controller.readThumbnail(record).catch((error: unknown) => error);
    expect(failure).to.include({ code: 'attachment-not-found' });
  });
});

describe('the bytes of a file', () => {
  const read = Blob.prototype.arrayBuffer;
  afterEach(() => {
    Blob.prototype.arrayBuffer = read;
  });

  it('leave the memory of the page as soon as they are stored, and are stored whole', async () => {
    const service = await TestService.create();
    const controller = new PageController(
      { serviceUrl: service.url, geodatabase: 'default' },
      { onClosed: () => undefined },
    );
    await controller.ready;
    await controller.generateGeodatabase(await controller.createDefaultGenerateGeodatabaseParameters());
    const [feature = ''] = await controller.queryGlobalIds(0);
    const inMemory: ArrayBuffer[] = [];
    Blob.prototype.arrayBuffer = async function (this: Blob) {
      const buffer = await read.call(this);
      inMemory.push(buffer);
      return buffer;
    };
    for (const size of [3_000_000, 9_000_000]) {
      const bytes = new Uint8Array(size).map((_, at) => at >> 12);
      const record = await controller.addAttachment(0, feature, new File([bytes], 'tree.jpg'));
      expect(inMemory.map(({ byteLength }) => byteLength)).to.deep.equal(new Array(record.partCount).fill(0));
      inMemory.length = 0;
      const stored = new Uint8Array(await read.call(await controller.readAttachment(record)));
      expect(stored.every((byte, at) => byte === bytes[at]) && stored.length === size).to.equal(true);
    }
    controller.close();
  }).timeout(30_000);
});

describe('a large attachment', () => {
  it('goes in and comes out part by part, as it was', async () => {
    const service = await TestService.create();
    const controller = new PageController(
      { serviceUrl: service.url, geodatabase: 'default' },
      { onClosed: () => undefined },
    );
    await controller.ready;
    await controller.generateGeodatabase(await controller.createDefaultGenerateGeodatabaseParameters());
    const [feature = ''] = await controller.queryGlobalIds(0);
    const bytes = new Uint8Array(21_000_001).map((_, at) => at >> 12);
    const written: number[] = [];
    const record = await controller.addAttachment(0, feature, new File([bytes], 'video.mp4'), {
      onProgress: (count) => written.push(count),
    });
    expect(written.length).to.equal(record.partCount);
    const sizes: number[] = [];
    const reader = (await controller.streamAttachment(record)).getReader();
    let isSame = true;
    for (let at = 0; ;) {
      const { value, done } = await reader.read();
      if (done) break;
      for (const [index, byte] of value.entries()) isSame &&= byte === bytes[at + index];
      at += value.length;
      sizes.push(value.length);
    }
    expect(isSame).to.equal(true);
    expect(sizes.reduce((sum, size) => sum + size, 0)).to.equal(bytes.length);
    expect(Math.max(...sizes)).to.be.lessThan(4_000_000);
    expect((await controller.readAttachment(record)).size).to.equal(bytes.length);
    controller.close();
  }).timeout(30_000);
});
