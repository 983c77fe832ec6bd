/** Photos that a page adds all at once: real files, a real database. */
import { expect } from '@open-wc/testing';
import { PageController } from '../../src/controller/page-controller.js';
import { TestService } from '../support/service.js';

const SIZE = 3_000_000;
const read = Blob.prototype.arrayBuffer;

describe('photos that are added at once', () => {
  let controller: PageController;
  let feature: string;
  beforeEach(async () => {
    const service = await TestService.create();
    controller = new PageController({ serviceUrl: service.url, geodatabase: 'default' }, { onClosed: () => undefined });
    await controller.ready;
    await controller.generateGeodatabase(await controller.createDefaultGenerateGeodatabaseParameters());
    [feature = ''] = await controller.queryGlobalIds(0);
  });
  afterEach(() => {
    Blob.prototype.arrayBuffer = read;
    controller.close();
  });

  const photo = (n: number): File => new File([new Uint8Array(SIZE).fill(n)], `photo-${String(n)}.jpg`);

  it('are all stored, with no more than two in memory', async () => {
    const buffers: ArrayBuffer[] = [];
    let most = 0;
    Blob.prototype.arrayBuffer = async function (this: Blob) {
      const buffer = await read.call(this);
      buffers.push(buffer);
      most = Math.max(
        most,
        buffers.reduce((sum, { byteLength }) => sum + byteLength, 0),
      );
      return buffer;
    };
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
    const records = await Promise.all(numbers.map((n) => controller.addAttachment(0, feature, photo(n))));
    Blob.prototype.arrayBuffer = read;
    expect(most).to.be.within(SIZE, 2 * SIZE);
    expect(controller.state.pending).to.include({ attachments: 8, attachmentBytes: 8 * SIZE });
    const edits = await controller.pendingEdits(0, feature);
    expect(edits.map(({ attachmentGlobalId }) => attachmentGlobalId)).to.have.members(
      records.map(({ globalId }) => globalId),
    );
    for (const [at, record] of records.entries()) {
      const stored = new Uint8Array(await (await controller.readAttachment(record)).arrayBuffer());
      expect([stored.length, stored[0], stored.at(-1)]).to.deep.equal([SIZE, at + 1, at + 1]);
    }
  }).timeout(30_000);

  it('do not hold each other up: one that was taken away or cancelled fails alone', async () => {
    const gone = Object.assign(photo(1), { slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) });
    const cancelled = new AbortController();
    const adding = [
      controller.addAttachment(0, feature, gone),
      controller.addAttachment(0, feature, photo(2)),
      controller.addAttachment(0, feature, photo(3), { signal: cancelled.signal }),
      controller.addAttachment(0, feature, photo(4)),
    ];
    cancelled.abort();
    const ends = await Promise.allSettled(adding);
    expect(
      ends.map((end) => (end.status === 'rejected' ? (end.reason as { code: string }).code : 'stored')),
    ).to.deep.equal(['attachment-refused', 'stored', 'aborted', 'stored']);
    const records = await controller.queryAttachments(0, [feature]);
    expect(records.map(({ name }) => name).sort()).to.deep.equal(['photo-2.jpg', 'photo-4.jpg']);
    expect(controller.state.pending).to.include({ attachments: 2 });
  }).timeout(30_000);

  it('do not wait for files that never come, nor does one that is cancelled wait for its turn', async () => {
    const hanging = (): File =>
      Object.assign(photo(9), { slice: () => ({ arrayBuffer: () => new Promise(() => undefined) }) });
    for (const file of [hanging(), hanging()]) controller.addAttachment(0, feature, file).catch(() => undefined);
    const cancelled = new AbortController();
    const stopped = controller
      .addAttachment(0, feature, photo(1), { signal: cancelled.signal })
      .catch((error: unknown) => error);
    const started = performance.now();
    const stored = [photo(2), photo(3)].map((file) => controller.addAttachment(0, feature, file));
    cancelled.abort();
    expect(await stopped).to.include({ code: 'aborted' });
    expect(performance.now() - started, 'at once').to.be.lessThan(2_000);
    await Promise.all(stored);
    expect(controller.state.pending).to.include({ attachments: 2 });
  }).timeout(30_000);
});
