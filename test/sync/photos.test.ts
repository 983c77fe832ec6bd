import { expect } from '@open-wc/testing';
import { PART_SIZE } from '../../src/shared/parts.js';
import {
  START,
  add,
  attach,
  description,
  failure,
  geodatabase,
  id,
  refusal,
  reply,
  result,
} from './support/samples.js';
import { settled } from './support/soon.js';
import { World } from './support/world.js';
import type { AttachmentRecord } from '../../src/shared/records.js';

const answer = (world: World, ...results: ReturnType<typeof result>[]) =>
  world.service.next('synchronizeReplica').then((request) => {
    request.respond({ kind: 'reply', reply: reply({ results }) });
    return request;
  });

/** A tree with photographs of it: numbers from 50. */
function withPhotos(count: number, more: Partial<AttachmentRecord> = {}): World {
  const world = new World();
  world.store.edit(add(1, 1));
  for (let n = 0; n < count; n += 1) {
    world.store.photo(50 + n, 1, { contentVersion: 2 + n, ...more });
    world.store.edit(attach(2 + n, 50 + n, { n: 1 }));
  }
  return world;
}

describe('photos to send', () => {
  it('get to the service before the edits that name them, and their receipts are kept', async () => {
    const world = withPhotos(2);
    const running = world.sync();
    const request = await answer(world, result(1), result(50, 'attachAdd'), result(51, 'attachAdd'));
    expect(world.order('saveUpload', 'beginAttempt')).to.deep.equal(['saveUpload', 'saveUpload', 'beginAttempt']);
    expect(request.args[0].edits[0]?.attachments.adds).to.deep.equal(
      [50, 51].map((n) => ({
        globalId: id(n),
        parentGlobalId: id(1),
        contentType: 'image/jpeg',
        name: `photo-${n}.jpg`,
        keywords: '',
        content: { kind: 'item', uploadId: `item-${id(n)}-${n - 48}` },
      })),
    );
    expect((await running.end).totals).to.include({ sentFeatures: 1, sentAttachments: 2 });
  });

  it('a photo without a receipt of its own stays, however long its feature is sent (7)', async () => {
    const world = withPhotos(1);
    const running = world.sync();
    await answer(world, result(1));
    world.service.hold({});
    (await world.clock.wait()).elapse();
    const again = await world.service.next('synchronizeReplica');
    expect(again.args[0].edits[0]).to.deep.include({ features: { adds: [], updates: [], deleteIds: [] } });
    expect(again.args[0].edits[0]?.attachments.adds).to.have.length(1);
    expect(world.store.parts.size).to.equal(1);
    running.cancel();
  });

  it('that the service will not take are reported, and stop nothing but themselves (14)', async () => {
    const world = withPhotos(2);
    const upload = world.ensureUploaded;
    world.ensureUploaded = (request, hooks) =>
      request.attachment.globalId === id(50)
        ? Promise.reject(failure('attachment-refused', { answered: true, serviceCode: 413 }))
        : upload(request, hooks);
    const running = world.sync();
    await answer(world, result(1), result(51, 'attachAdd'));
    const end = await running.end;
    expect(end.kind).to.equal('completed-with-errors');
    expect(end.totals).to.include({ sentFeatures: 1, sentAttachments: 1, refused: 1 });
    expect(world.store.issues.map(({ attachmentGlobalId, error }) => [attachmentGlobalId, error.code])).to.deep.equal([
      [id(50), 413],
    ]);
    expect(world.store.parts.has(`${id(50)}/2/0`)).to.equal(true);
  });

  it('whose bytes are lost on this device are reported, and stop nothing but themselves (14)', async () => {
    const world = withPhotos(2);
    const upload = world.ensureUploaded;
    world.ensureUploaded = async (request, hooks) => {
      await hooks.readPart(0);
      return upload(request, hooks);
    };
    world.store.parts.delete(`${id(50)}/2/0`);
    const running = world.sync();
    await answer(world, result(1), result(51, 'attachAdd'));
    expect((await running.end).totals).to.include({ sentAttachments: 1, refused: 1 });
  });

  it('and so are those that would travel inside the edits', async () => {
    const world = withPhotos(1);
    world.ensureUploaded = async ({ attachment }) => ({ kind: 'inline', contentVersion: attachment.contentVersion });
    world.store.parts.clear();
    const running = world.sync();
    await answer(world, result(1));
    expect((await running.end).totals).to.include({ sentFeatures: 1, refused: 1 });
  });

  it('one that a person removes while it is on its way is no error', async () => {
    const world = withPhotos(1);
    world.ensureUploaded = async (_request, hooks) => {
      world.store.attachments.delete(id(50));
      world.store.log = world.store.log.filter((edit) => edit.seq !== 2);
      await hooks.save({ kind: 'parts', itemId: 'i', contentVersion: 2, partsDone: [1] });
      throw new Error('not reached');
    };
    const running = world.sync();
    await answer(world, result(1));
    const end = await running.end;
    expect(end.kind).to.equal('completed');
    expect(world.store.issues).to.deep.equal([]);
  });

  it('travel inside the edits where they must, whole', async () => {
    const world = withPhotos(1, { size: 2, partCount: 2 });
    world.ensureUploaded = async ({ attachment }) => ({ kind: 'inline', contentVersion: attachment.contentVersion });
    const running = world.sync();
    const request = await answer(world, result(1), result(50, 'attachAdd'));
    expect(request.args[0].edits[0]?.attachments.adds[0]?.content).to.deep.equal({
      kind: 'inline',
      base64: btoa('\u0000\u0001'),
    });
    await running.end;
  });

  it('inside the edits are spread over as many requests as they need, in one run', async () => {
    const world = withPhotos(3, { size: 5 * 1024 * 1024 });
    world.ensureUploaded = async ({ attachment }) => ({ kind: 'inline', contentVersion: attachment.contentVersion });
    const running = world.sync();
    const namesOf = (request: Awaited<ReturnType<typeof answer>>): readonly string[] =>
      request.args[0].edits[0]?.attachments.adds.map(({ globalId }) => globalId) ?? [];
    expect(namesOf(await answer(world, result(1), result(50, 'attachAdd')))).to.deep.equal([id(50)]);
    expect(namesOf(await answer(world, result(51, 'attachAdd')))).to.deep.equal([id(51)]);
    expect(namesOf(await answer(world, result(52, 'attachAdd')))).to.deep.equal([id(52)]);
    expect((await running.end).totals).to.include({ sentFeatures: 1, sentAttachments: 3 });
    expect(world.store.seqs).to.deep.equal([]);
  });

  it('that are rolled back each time are not sent for ever', async () => {
    const world = withPhotos(2, { size: 5 * 1024 * 1024 });
    world.store.log = world.store.log.filter(({ operation }) => operation === 'attachAdd');
    world.ensureUploaded = async ({ attachment }) => ({ kind: 'inline', contentVersion: attachment.contentVersion });
    const running = world.sync();
    await answer(world, refusal(50, 'attachAdd', 1003));
    expect((await running.end).kind).to.equal('completed-with-errors');
    expect(world.store.seqs).to.deep.equal([2, 3]);
  });

  it('that are here already are not sent again after a reload: the receipt of their content counts', async () => {
    const upload = { kind: 'item', itemId: 'kept', contentVersion: 2, at: START } as const;
    const world = withPhotos(1, { upload });
    world.ensureUploaded = async ({ attachment }) => {
      expect(attachment.upload).to.deep.equal(upload);
      return upload;
    };
    const running = world.sync();
    const request = await answer(world, result(1), result(50, 'attachAdd'));
    expect(request.args[0].edits[0]?.attachments.adds[0]?.content).to.deep.equal({ kind: 'item', uploadId: 'kept' });
    await running.end;
  });

  it('tell their progress in bytes and files', async () => {
    const world = withPhotos(2, { size: 10 });
    const upload = world.ensureUploaded;
    world.ensureUploaded = async (request, hooks) => {
      hooks.onProgress(5);
      return upload(request, hooks);
    };
    const running = world.sync();
    await answer(world, result(1), result(50, 'attachAdd'), result(51, 'attachAdd'));
    await running.end;
    const progress = running.events.flatMap((event) =>
      event.type === 'upload-progress' ? [[event.done, event.bytesDone]] : [],
    );
    expect(progress).to.deep.equal([
      [0, 0],
      [0, 5],
      [1, 10],
      [1, 10],
      [1, 15],
      [2, 20],
    ]);
  });

  it('learn their ids from the service where their results do not tell them', async () => {
    const world = withPhotos(1);
    const there = { globalId: id(50), parentGlobalId: id(1), attachmentId: 77, name: 'a', size: 1 };
    world.service.hold({ attachments: [there] });
    const running = world.sync();
    await answer(world, result(1), result(50, 'attachAdd', { objectId: null }));
    expect((await running.end).kind).to.equal('completed');
    expect(world.store.attachments.get(id(50))).to.deep.include({ attachmentId: 77 });
  });

  it('are sent all the same where nobody tells their ids', async () => {
    const world = withPhotos(1);
    world.service.automatic.queryAttachments = () => {
      throw failure('network');
    };
    const running = world.sync();
    await answer(world, result(1), result(50, 'attachAdd', { objectId: null }));
    expect((await running.end).totals).to.include({ sentAttachments: 1 });
  });

  it('know whether the service has Uploads', async () => {
    const world = withPhotos(1);
    const capabilities = { ...description.capabilities, uploads: false };
    world.service.automatic.describe = () => ({ ...description, capabilities });
    const upload = world.ensureUploaded;
    let supported: boolean | null = null;
    world.ensureUploaded = (request, hooks) => {
      supported = request.uploadsSupported;
      return upload(request, hooks);
    };
    world.sync();
    await world.service.next('synchronizeReplica');
    expect(supported).to.equal(false);
  });
});

describe('photos to fetch', () => {
  const toFetch = (count: number): World => {
    const world = new World();
    world.service.hold({});
    const received = { state: { kind: 'received', bytesHere: false }, partCount: 0, partHashes: [] } as const;
    for (let n = 0; n < count; n += 1)
      world.store.photo(50 + n, 1, { ...received, url: `https://gis.example.com/attachments/${50 + n}` });
    return world;
  };
  const bytesHere = (world: World): number =>
    [...world.store.attachments.values()].filter(({ state }) => state.kind === 'received' && state.bytesHere).length;
  const gone = (): never => {
    throw failure('http', { status: 404 });
  };

  it('come after the rows, part by part, and count as received', async () => {
    const world = toFetch(1);
    const running = world.sync();
    await answer(world);
    const request = await world.service.next('readAttachment');
    request.respond([new Uint8Array(PART_SIZE - 1), new Uint8Array([1, 2, 3])]);
    expect((await running.end).totals).to.include({ receivedAttachments: 1 });
    expect(world.store.attachments.get(id(50))).to.deep.include({ size: PART_SIZE + 2, partCount: 2 });
    expect([0, 1].map((no) => world.store.parts.get(`${id(50)}/1/${no}`)?.byteLength)).to.deep.equal([PART_SIZE, 2]);
  });

  describe('half fetched', () => {
    const whole = (): Uint8Array => Uint8Array.from({ length: 2 * PART_SIZE + 5 }, (_, at) => (at * 7919) >> 5);
    const half = (bytes: Uint8Array, parts: number): World => {
      const world = toFetch(1);
      const record = world.store.attachments.get(id(50));
      if (record === undefined) throw new Error('no photo');
      world.store.attachments.set(id(50), { ...record, size: bytes.length });
      for (let no = 0; no < parts; no += 1)
        world.store.parts.set(`${id(50)}/1/${no}`, bytes.slice(no * PART_SIZE, (no + 1) * PART_SIZE).buffer);
      world.service.automatic.synchronizeReplica = () => ({ kind: 'reply', reply: reply() });
      return world;
    };
    const kept = (world: World): Uint8Array =>
      new Uint8Array([0, 1, 2].flatMap((no) => [...new Uint8Array(world.store.parts.get(`${id(50)}/1/${no}`) ?? [])]));
    const from = (request: { readonly args: readonly unknown[] }): unknown =>
      (request.args[1] as { readonly from?: number }).from;

    it('go on after the last whole part, whose end is compared', async () => {
      const bytes = whole();
      const world = half(bytes, 2);
      const running = world.sync();
      const request = await world.service.next('readAttachment');
      expect(from(request)).to.equal(2 * PART_SIZE - 65_536);
      request.respond([bytes.slice(2 * PART_SIZE - 65_536, 2 * PART_SIZE - 9), bytes.slice(2 * PART_SIZE - 9)]);
      expect((await running.end).totals).to.include({ receivedAttachments: 1 });
      expect(world.store.attachments.get(id(50))).to.deep.include({ size: bytes.length, partCount: 3 });
      expect(kept(world)).to.deep.equal(bytes);
    });

    it('are fetched anew where the address serves another content of the same size', async () => {
      const world = half(whole(), 2);
      const other = whole().map((byte) => byte ^ 1);
      const running = world.sync();
      (await world.service.next('readAttachment')).respond([other.slice(2 * PART_SIZE - 65_536)]);
      const request = await world.service.next('readAttachment');
      expect(from(request)).to.equal(undefined);
      request.respond([other]);
      expect((await running.end).totals).to.include({ receivedAttachments: 1 });
      expect(kept(world)).to.deep.equal(other);
    });

    it('are fetched anew where the service refuses ranges', async () => {
      const bytes = whole();
      const world = half(bytes, 1);
      const running = world.sync();
      (await world.service.next('readAttachment')).reject(failure('http', { status: 416 }));
      (await world.service.next('readAttachment')).respond([bytes]);
      expect((await running.end).totals).to.include({ receivedAttachments: 1 });
      expect(kept(world)).to.deep.equal(bytes);
    });

    it('keep what they have while the connection breaks, and start over only at the last try of a run', async () => {
      const bytes = whole();
      const world = half(bytes, 2);
      const running = world.sync();
      for (let n = 0; n < 2; n += 1) {
        const request = await world.service.next('readAttachment');
        expect(from(request)).to.equal(2 * PART_SIZE - 65_536);
        request.reject(failure('network'));
        (await world.clock.wait()).elapse();
      }
      (await world.service.next('readAttachment')).reject(failure('network'));
      const request = await world.service.next('readAttachment');
      expect(from(request)).to.equal(undefined);
      request.respond([bytes]);
      expect((await running.end).totals).to.include({ receivedAttachments: 1 });
    });
  });

  it('without an address are asked for one, and fetched from there', async () => {
    const world = toFetch(0);
    world.store.photo(50, 1, {
      state: { kind: 'received', bytesHere: false },
      partCount: 0,
      partHashes: [],
      url: null,
    });
    const there = { globalId: id(50), parentGlobalId: id(1), attachmentId: 7, name: 'a', size: 1 };
    world.service.hold({ attachments: [{ ...there, url: 'https://gis.example.com/0/1/attachments/7' }] });
    const running = world.sync();
    await answer(world);
    const request = await world.service.next('readAttachment');
    expect(request.args[0]).to.equal('https://gis.example.com/0/1/attachments/7');
    request.respond([new Uint8Array([1])]);
    expect((await running.end).totals).to.include({ receivedAttachments: 1 });
  });

  it('that are not what was announced are taken only if the service has them so now', async () => {
    const world = toFetch(1);
    const there = { globalId: id(50), parentGlobalId: id(1), attachmentId: 7, name: 'a' };
    world.service.hold({ attachments: [{ ...there, size: 3 }] });
    world.service.automatic.synchronizeReplica = () => ({ kind: 'reply', reply: reply() });
    const running = world.sync();
    (await world.service.next('readAttachment')).respond([new Uint8Array(2)]);
    (await world.clock.wait()).elapse();
    (await world.service.next('readAttachment')).respond([new Uint8Array(3)]);
    expect((await running.end).kind).to.equal('completed');
    expect(world.store.attachments.get(id(50))).to.deep.include({ size: 3 });
  });

  it('are left on the service where they are wanted only when a person opens one', async () => {
    const world = toFetch(2);
    world.store.geodatabase = { ...geodatabase, attachmentDownload: 'lazy' };
    const running = world.sync();
    await answer(world);
    expect((await running.end).kind).to.equal('completed');
    expect(world.service.count('readAttachment')).to.equal(0);
  });

  it('an empty one is here once it was asked for', async () => {
    const world = toFetch(1);
    const running = world.sync();
    await answer(world);
    (await world.service.next('readAttachment')).respond([]);
    await running.end;
    expect(world.store.attachments.get(id(50))).to.deep.include({ size: 0, partCount: 0 });
  });

  it('at most three are on their way at once', async () => {
    const world = toFetch(5);
    const running = world.sync();
    await answer(world);
    await settled();
    expect(world.service.unanswered).to.have.length(3);
    running.cancel();
  });

  it('that are gone, told in whatever way, are skipped: the run completes', async () => {
    const world = toFetch(2);
    world.service.automatic.readAttachment = (url) => (url.endsWith('50') ? gone() : [new Uint8Array([1])]);
    const running = world.sync();
    await answer(world);
    expect((await running.end).kind).to.equal('completed');
    expect(bytesHere(world)).to.equal(1);
  });

  it('those that are gone do not hide the ones behind them, however many they are', async () => {
    const world = toFetch(130);
    world.service.automatic.readAttachment = (url) => (url.endsWith('/179') ? [new Uint8Array([1])] : gone());
    const running = world.sync();
    await answer(world);
    await running.end;
    expect(bytesHere(world)).to.equal(1);
  });

  it('one that always breaks the connection ends neither the run nor its tries: it waits for the next sync', async () => {
    const world = toFetch(2);
    world.service.automatic.synchronizeReplica = () => ({ kind: 'reply', reply: reply() });
    world.service.automatic.readAttachment = (url) => {
      if (url.endsWith('50')) throw failure('network');
      return [new Uint8Array([1])];
    };
    const running = world.sync();
    for (let retry = 0; retry < 2; retry += 1) (await world.clock.wait()).elapse();
    const end = await running.end;
    expect(end.kind).to.equal('completed');
    expect(bytesHere(world)).to.equal(1);
    expect(end.totals, 'what came before the connection broke counts').to.include({ receivedAttachments: 1 });
    expect(world.service.count('readAttachment')).to.be.at.most(5);
  });

  it('a full disk ends the run, and everything that came is kept', async () => {
    const world = toFetch(1);
    world.store.failNext('writeFetchedPart', failure('storage-full'));
    world.service.automatic.readAttachment = () => [new Uint8Array([1])];
    const running = world.sync();
    await answer(world);
    expect(await running.end).to.have.nested.property('error.code', 'storage-full');
    expect(world.store.geodatabase?.generations).to.deep.equal({ kind: 'perReplica', serverGen: 11 });
  });
});
