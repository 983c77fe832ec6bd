/** Edits go now, photos later. */
import { expect } from '@open-wc/testing';
import { add, attach, reply, result } from './support/samples.js';
import { World } from './support/world.js';

describe('photos that are left to another sync', () => {
  it('stay with their bytes while their features go, and the end says how many and why', async () => {
    const world = new World();
    world.store.edit(add(1, 1), attach(2, 50, { n: 1 }), attach(3, 51, { n: 1, operation: 'attachDelete' }));
    world.store.photo(50, 1, { contentVersion: 2 });
    const info = world.store.info.bind(world.store);
    world.store.info = async () => {
      const now = await info();
      return { ...now, pending: { ...now.pending, attachments: 1 } };
    };
    const running = world.sync({ photos: 'later', photosWait: 'unknown' });
    const request = await world.service.next('synchronizeReplica');
    const [trees] = request.args[0].edits;
    expect(trees?.features.adds).to.have.length(1);
    expect(trees?.attachments.adds).to.be.empty;
    expect(trees?.attachments.deleteIds, 'what has no bytes goes').to.have.length(1);
    request.respond({ kind: 'reply', reply: reply({ results: [result(1), result(51, 'attachDelete')] }) });
    expect((await running.end).kind).to.equal('completed');
    expect(world.store.seqs).to.deep.equal([2]);
    expect(world.notes).to.deep.equal([{ kind: 'photos-waiting', count: 1, why: 'unknown' }]);
  });

  it('go with the next sync that takes them', async () => {
    const world = new World();
    world.store.edit(attach(2, 50, { n: 1 }));
    world.store.photo(50, 1, { contentVersion: 2 });
    const first = world.sync({ photos: 'later' });
    const only = await world.service.next('synchronizeReplica');
    expect(only.args[0].leg.direction, 'nothing to send').to.equal('download');
    only.respond({ kind: 'reply', reply: reply() });
    await first.end;
    const second = world.sync();
    (await world.service.next('synchronizeReplica')).respond({
      kind: 'reply',
      reply: reply({ results: [result(50, 'attachAdd')] }),
    });
    await second.end;
    expect(world.store.seqs).to.be.empty;
  });
});
