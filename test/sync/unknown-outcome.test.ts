import { expect } from '@open-wc/testing';
import { toWireId } from '../../src/shared/ids.js';
import { PART_SIZE } from '../../src/shared/parts.js';
import {
  START,
  TREES,
  add,
  attach,
  description,
  failure,
  id,
  remove,
  reply,
  result,
  row,
  trees,
  update,
  withoutUniqueIds,
} from './support/samples.js';
import { SETTLE_MS, World } from './support/world.js';
import type { Running } from './support/world.js';
import type { PendingEdit } from '../../src/shared/records.js';

/** A sync whose reply is lost after its edits have left, up to its second try. */
async function lostReply(
  edits: readonly PendingEdit[],
  world: World = new World(),
): Promise<{ world: World; running: Running }> {
  world.store.edit(...edits);
  const running = world.sync();
  let request = await world.service.next('synchronizeReplica');
  if (request.args[0].leg.direction === 'download') {
    request.respond({ kind: 'reply', reply: reply() });
    request = await world.service.next('synchronizeReplica');
  }
  request.loseReply();
  await running.until('waiting-retry');
  return { world, running };
}

/** A service that promises nothing about repeated GlobalIDs. */
function mayDouble(world: World = new World()): World {
  world.service.automatic.describe = () => ({ ...description, layers: description.layers.map(withoutUniqueIds) });
  return world;
}

const elapse = async (world: World): Promise<number> => {
  const wait = await world.clock.wait();
  wait.elapse();
  return wait.ms;
};

describe('after a reply that was not read to its end (4)', () => {
  it('the attempt stays open, with the moment at which the connection ended', async () => {
    const { world, running } = await lostReply([add(1, 1)]);
    expect(world.store.openAttempt).to.deep.include({ connectionEndedAt: START, throughSeq: 1 });
    expect(world.store.seqs).to.deep.equal([1]);
    running.cancel();
  });

  it('the service is asked what it has before anything is sent again', async () => {
    const { world, running } = await lostReply([add(1, 1)]);
    await elapse(world);
    const question = await world.service.next('queryByGlobalIds');
    expect(question.args[1]).to.deep.equal([id(1)]);
    expect(running.kinds.slice(-3)).to.deep.equal(['waiting-retry', 'preparing', 'reconciling']);
    expect(world.service.count('synchronizeReplica')).to.equal(1);
    running.cancel();
  });

  it('also where the service itself answered, but with an error for the whole', async () => {
    const world = new World();
    world.store.edit(add(1, 1));
    const first = world.sync();
    (await world.service.next('synchronizeReplica')).reject(failure('service', { answered: true, serviceCode: 500 }));
    expect((await first.end).kind).to.equal('failed');
    const second = world.sync();
    await world.service.next('queryByGlobalIds');
    expect(world.service.count('synchronizeReplica')).to.equal(1);
    second.cancel();
  });

  it('an add that is there is settled, and the row there becomes the base', async () => {
    const { world, running } = await lostReply([add(1, 1, { NAME: 'oak' })]);
    const there = row(1, { NAME: 'oak', HEIGHT: 7 });
    world.service.hold({ rows: [there] });
    await elapse(world);
    const download = await world.service.next('synchronizeReplica');
    expect(download.args[0].edits).to.deep.equal([]);
    download.respond({ kind: 'reply', reply: reply() });
    const end = await running.end;
    expect(end).to.include({ kind: 'completed' }).and.to.have.nested.property('totals.sentFeatures', 1);
    expect(world.store.attempts).to.deep.equal([]);
    expect(world.store.rows.get(`${TREES}/${id(1)}`)).to.deep.equal({ attributes: there.attributes, geometry: null });
  });

  it('an add that is not there is sent again after one look, where its GlobalID is unique', async () => {
    const { world, running } = await lostReply([add(1, 1)]);
    world.service.hold({});
    await elapse(world);
    const again = await world.service.next('synchronizeReplica');
    expect(again.args[0].edits[0]?.features.adds).to.have.length(1);
    again.respond({ kind: 'reply', reply: reply({ results: [result(1)] }) });
    expect((await running.end).kind).to.equal('completed');
    expect(world.service.count('queryByGlobalIds')).to.equal(1);
  });

  it('and otherwise after two looks, the second settleMs after the connection ended', async () => {
    const { world, running } = await lostReply([add(1, 1)], mayDouble());
    world.service.hold({});
    const untilRetry = await elapse(world);
    const wait = await world.clock.wait();
    expect(running.state).to.include({ kind: 'reconciling', unknown: 1, notBefore: START + SETTLE_MS });
    expect(untilRetry + wait.ms).to.equal(SETTLE_MS);
    expect(world.store.openAttempt)
      .to.have.property('firstLook')
      .that.deep.includes({ absent: [1] });
    expect(world.service.count('synchronizeReplica')).to.equal(1);
    wait.elapse();
    const again = await world.service.next('synchronizeReplica');
    expect(again.args[0].edits[0]?.features.adds).to.have.length(1);
    expect(world.service.count('queryByGlobalIds')).to.equal(2);
    running.cancel();
  });

  it('an add that turns up at the second look is settled', async () => {
    const { world, running } = await lostReply([add(1, 1), add(2, 2)], mayDouble());
    world.service.hold({ rows: [row(2)] });
    await elapse(world);
    const wait = await world.clock.wait();
    world.service.hold({ rows: [row(1), row(2)] });
    wait.elapse();
    const download = await world.service.next('synchronizeReplica');
    expect(download.args[0].edits).to.deep.equal([]);
    download.respond({ kind: 'reply', reply: reply() });
    expect((await running.end).totals).to.include({ sentFeatures: 2 });
  });

  it('the looks start over when the replica moved between them', async () => {
    const { world, running } = await lostReply([add(1, 1)], mayDouble());
    world.service.hold({});
    world.service.automatic.replicaMark = () => 'before';
    await elapse(world);
    await elapse(await seenBy(world, running));
    world.service.automatic.replicaMark = () => 'after';
    const wait = await world.clock.wait();
    expect(wait.ms).to.equal(SETTLE_MS);
    wait.elapse();
    await world.service.next('synchronizeReplica');
    expect(world.service.count('queryByGlobalIds')).to.equal(3);
    running.cancel();

    // The mark changes after the first look and before the second, whatever the order in which the two lines above are read.
    async function seenBy(seen: World, at: Running): Promise<World> {
      await seen.clock.wait();
      expect(at.state.kind).to.equal('reconciling');
      seen.service.automatic.replicaMark = () => 'after';
      return seen;
    }
  });

  it('after a reload the moment is not known: the first look starts the clock', async () => {
    const world = mayDouble();
    world.store.edit(add(1, 1));
    world.sync();
    await world.service.next('synchronizeReplica');
    world.clock.advance(10 * SETTLE_MS);
    world.service.hold({});
    const reloaded = world.sync();
    const wait = await world.clock.wait();
    expect(wait.ms).to.equal(SETTLE_MS);
    wait.elapse();
    await world.service.next('synchronizeReplica');
    expect(world.service.count('synchronizeReplica')).to.equal(2);
    reloaded.cancel();
  });

  it('a clock that was set back does not make the second look wait for a year', async () => {
    const world = mayDouble();
    const { running } = await lostReply([add(1, 1)], world);
    running.cancel();
    await running.end;
    world.service.hold({});
    const first = world.sync();
    await first.until('reconciling');
    await world.clock.wait();
    first.cancel();
    await first.end;
    world.clock.advance(-365 * 24 * 3_600_000);
    const second = world.sync();
    expect(await elapse(world)).to.equal(SETTLE_MS);
    await world.service.next('synchronizeReplica');
    second.cancel();
  });

  it('an update that is there is settled; one that is not goes again at once', async () => {
    const { world, running } = await lostReply(
      [update(1, 1, { NAME: 'oak' }), update(2, 2, { NAME: 'elm' })],
      mayDouble(),
    );
    world.service.hold({ rows: [row(1, { NAME: 'oak' }), row(2, { NAME: 'ash' })] });
    await elapse(world);
    (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
    const again = await world.service.next('synchronizeReplica');
    expect(again.args[0].edits[0]?.features.updates.map(({ attributes }) => attributes['GlobalID'])).to.deep.equal([
      toWireId(id(2)),
    ]);
    expect(world.clock.isAwaited).to.equal(false);
    running.cancel();
  });

  it('a delete is settled when the row is gone', async () => {
    const { world, running } = await lostReply([remove(1, 1), remove(2, 2)]);
    world.service.hold({ rows: [row(2)] });
    await elapse(world);
    (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
    const again = await world.service.next('synchronizeReplica');
    expect(again.args[0].edits[0]?.features.deleteIds).to.deep.equal([id(2)]);
    running.cancel();
  });

  it('edits folded into an add that an earlier request had made are not lost: they go as an update', async () => {
    const { world, running } = await lostReply([add(1, 1, { NAME: 'oak' }), update(2, 1, { NAME: 'elm' })]);
    world.service.hold({ rows: [row(1, { NAME: 'oak' })] });
    await elapse(world);
    (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
    const again = await world.service.next('synchronizeReplica');
    expect(world.store.seqs).to.deep.equal([2]);
    expect(again.args[0].edits[0]?.features.updates.map(({ attributes }) => attributes['NAME'])).to.deep.equal(['elm']);
    running.cancel();
  });

  it('edits that this request did not carry are neither asked about nor settled', async () => {
    const world = new World();
    const { running } = await lostReply([add(1, 1)], world);
    world.store.edit(add(9, 9));
    world.service.hold({ rows: [row(1), row(9)] });
    await elapse(world);
    const next = await world.service.next('synchronizeReplica');
    expect(next.args[0].edits[0]?.features.adds.map(({ attributes }) => attributes['GlobalID'])).to.deep.equal([
      toWireId(id(9)),
    ]);
    running.cancel();
  });

  it('where the layers cannot be asked nothing is sent, and the attempt stays open', async () => {
    const { world, running } = await lostReply([add(1, 1)]);
    world.service.automatic.queryByGlobalIds = () => {
      throw failure('forbidden', { answered: true });
    };
    await elapse(world);
    expect(await running.end).to.have.nested.property('error.code', 'forbidden');
    expect(world.store.attempts).to.have.length(1);
    expect(world.store.seqs).to.deep.equal([1]);
  });

  it('a download whose reply is lost leaves nothing unknown', async () => {
    const world = new World();
    const running = world.sync();
    (await world.service.next('synchronizeReplica')).loseReply();
    await running.until('waiting-retry');
    expect(world.store.attempts).to.deep.equal([]);
    running.cancel();
  });
});

describe('photos after a reply that was not read to its end (4)', () => {
  const there = (more: { readonly size?: number } = {}) => ({
    globalId: id(50),
    parentGlobalId: id(1),
    attachmentId: 7,
    name: 'photo-50.jpg',
    size: 1,
    ...more,
  });
  const withPhoto = (): World => {
    const world = new World();
    world.store.photo(50, 1, { contentVersion: 2 });
    return world;
  };
  const photoLost = () => lostReply([attach(2, 50, { n: 1 })], withPhoto());

  it('one that is there with its size is settled', async () => {
    const { world, running } = await photoLost();
    world.service.hold({ attachments: [there()] });
    await elapse(world);
    (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
    expect((await running.end).totals).to.include({ sentAttachments: 1, sentFeatures: 0 });
    expect(world.store.attachments.get(id(50))).to.deep.include({ attachmentId: 7 });
  });

  it('one that is not there takes two looks, although the layer has unique GlobalIDs: its attachments are another table', async () => {
    const { world, running } = await photoLost();
    expect(trees.uniqueGlobalIds).to.equal(true);
    world.service.hold({});
    const untilRetry = await elapse(world);
    const wait = await world.clock.wait();
    expect(untilRetry + wait.ms).to.equal(SETTLE_MS);
    wait.elapse();
    const again = await world.service.next('synchronizeReplica');
    expect(again.args[0].edits[0]?.attachments.adds).to.have.length(1);
    running.cancel();
  });

  it('one that arrived and was replaced here since goes as a replacement, not as a second add', async () => {
    const { world, running } = await photoLost();
    world.store.photo(50, 1, { contentVersion: 3, size: 99, upload: { kind: 'none' } });
    world.store.edit(attach(3, 50, { n: 1, operation: 'attachUpdate' }));
    world.service.hold({ attachments: [there()] });
    await elapse(world);
    const again = await world.service.next('synchronizeReplica');
    const sent = again.args[0].edits[0]?.attachments;
    expect([sent?.adds.length, sent?.updates.length]).to.deep.equal([0, 1]);
    running.cancel();
  });

  it('a replacement is sent again, for the size proves nothing and a repeat does no harm', async () => {
    const world = withPhoto();
    const { running } = await lostReply([attach(2, 50, { n: 1, operation: 'attachUpdate' })], world);
    world.service.hold({ attachments: [there()] });
    await elapse(world);
    const again = await world.service.next('synchronizeReplica');
    expect(again.args[0].edits[0]?.attachments.updates).to.have.length(1);
    expect(world.clock.isAwaited).to.equal(false);
    running.cancel();
  });

  describe('one that is there with another size than was sent', () => {
    const url = 'https://gis.example.com/0/1/attachments/7';
    const bytes = Uint8Array.from({ length: PART_SIZE + 1000 }, (_, at) => (at * 7919) >> 3);
    const lost = async (
      there: Uint8Array,
      size = there.length,
      read = (): Uint8Array[] => [there.slice(0, 700), there.slice(700)],
    ): Promise<{ world: World; running: Running }> => {
      const world = new World();
      world.store.photo(50, 1, { contentVersion: 2, size: bytes.length, partCount: 2 });
      world.store.parts.set(`${id(50)}/2/0`, bytes.slice(0, PART_SIZE).buffer);
      world.store.parts.set(`${id(50)}/2/1`, bytes.slice(PART_SIZE).buffer);
      const { running } = await lostReply([attach(2, 50, { n: 1 })], world);
      const photo = { globalId: id(50), parentGlobalId: id(1), attachmentId: 7, name: 'photo-50.jpg', size, url };
      world.service.hold({ attachments: [photo] });
      world.service.automatic.readAttachment = read;
      await elapse(world);
      return { world, running };
    };
    const sentAttachments = async (world: World): Promise<readonly (number | undefined)[]> => {
      const sent = (await world.service.next('synchronizeReplica')).args[0].edits[0]?.attachments;
      return [sent?.adds.length, sent?.updates.length];
    };
    const isSettled = async ({ world, running }: Awaited<ReturnType<typeof lost>>): Promise<void> => {
      (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
      expect((await running.end).totals).to.include({ sentAttachments: 1 });
      expect(world.store.seqs).to.deep.equal([]);
    };

    for (const [words, there] of [
      ['half-written', bytes.slice(0, PART_SIZE + 3)],
      ['without a byte', new Uint8Array(0)],
    ] as const)
      it(`${words} goes again at once as its replacement, never as a second add`, async () => {
        const { world, running } = await lost(there);
        expect(await sentAttachments(world)).to.deep.equal([0, 1]);
        expect(world.store.log.map(({ operation }) => operation)).to.deep.equal(['attachUpdate']);
        expect(world.clock.isAwaited).to.equal(false);
        running.cancel();
      });

    it('is settled where its bytes are those that were sent: sizes can be wrong', async () => {
      await isSettled(await lost(bytes, 12));
    });

    it('is settled where it arrived and somebody changed it since: theirs is not overwritten', async () => {
      await isSettled(await lost(new Uint8Array(900).fill(7)));
      await isSettled(await lost(new Uint8Array(bytes.length + 1)));
    });

    it('is not given up for what is no content at all, a sign-in page in its place', async () => {
      const { world, running } = await lost(new Uint8Array(900).fill(60), 500);
      expect(await sentAttachments(world)).to.deep.equal([0, 1]);
      running.cancel();
    });

    it('waits for the connection, and goes as its replacement where its bytes cannot be read', async () => {
      let tries = 0;
      const { world, running } = await lost(new Uint8Array(1), 1, () => {
        throw failure((tries += 1) === 1 ? 'network' : 'http', { status: 404 });
      });
      await running.until('waiting-retry');
      expect(world.store.seqs).to.deep.equal([2]);
      await elapse(world);
      expect(await sentAttachments(world)).to.deep.equal([0, 1]);
      running.cancel();
    });
  });

  it('a removal is settled when it is gone', async () => {
    const { world, running } = await lostReply([attach(2, 50, { n: 1, operation: 'attachDelete' })]);
    world.service.hold({});
    await elapse(world);
    (await world.service.next('synchronizeReplica')).respond({ kind: 'reply', reply: reply() });
    expect((await running.end).totals).to.include({ sentAttachments: 1 });
  });
});
