/** One bad edit never blocks the others, also where the service does not say which it is (14). */
import { expect } from '@open-wc/testing';
import { OWN_CODES } from '../../src/shared/records.js';
import { afterRefusal, isRefusalOfAll, MOST_REFUSALS, NO_SEARCH } from '../../src/sync/bisect.js';
import type { Search } from '../../src/sync/bisect.js';
import type { EndState } from '../../src/sync/state.js';
import type { SynchronizeRequest } from '../../src/sync/ports.js';
import { add, attach, failure, id, inspection, reply, result, row } from './support/samples.js';
import { settled } from './support/soon.js';
import { World } from './support/world.js';

const no = failure('service', { answered: true, serviceCode: 500 });

/** Photos take two looks: their time passes here. */
async function finished(world: World): Promise<EndState> {
  const ends: EndState[] = [];
  const { end } = world.sync();
  void end.then((one) => ends.push(one));
  const hasEnded = (): boolean => ends.length > 0;
  while (!hasEnded()) {
    await settled();
    if (!hasEnded() && world.clock.isAwaited) (await world.clock.wait()).elapse();
  }
  return end;
}

describe('looking for the edit that a request is refused for', () => {
  const refused = (search: Search, carried: number, othersWait = false) =>
    afterRefusal(search, { error: no, carried: Array.from({ length: carried }, (_, n) => [n + 1]), othersWait });

  it('halves the request', () => {
    expect(refused(NO_SEARCH, 9)).to.deep.include({ kind: 'again', limit: 5 });
  });

  it('leaves out what was refused alone, and sends the rest as usual', () => {
    const next = refused(NO_SEARCH, 1, true);
    expect(next).to.include({ kind: 'again', limit: null });
    expect(next.kind === 'again' && next.search.suspects.map(({ seqs }) => seqs)).to.deep.equal([[1]]);
  });

  it('gives up where nothing was ever taken: then the service is at fault, not an edit', () => {
    expect(refused(NO_SEARCH, 1).kind).to.equal('give-up');
    const one: Search = { ...NO_SEARCH, suspects: [{ seqs: [7], error: no }] };
    expect(refused(one, 1, true).kind).to.equal('give-up');
    expect(refused({ ...one, accepted: true }, 1).kind).to.equal('again');
  });

  it('asks a service only so often', () => {
    expect(refused({ ...NO_SEARCH, refusals: MOST_REFUSALS }, 9).kind).to.equal('give-up');
  });

  it('is begun by an answer to the whole request; what may pass is tried again first', () => {
    expect(isRefusalOfAll(no, 0)).to.equal(true);
    expect(isRefusalOfAll(failure('job-failed', { answered: true }), 0)).to.equal(true);
    const passing = failure('http', { status: 500, retryable: true });
    expect([0, 1, 2].map((retries) => isRefusalOfAll(passing, retries))).to.deep.equal([false, false, true]);
    expect(isRefusalOfAll(failure('http', { status: 503, retryable: true }), 9)).to.equal(false);
    for (const code of ['network', 'timeout', 'rate-limited', 'forbidden'] as const)
      expect(isRefusalOfAll(failure(code), 9), code).to.equal(false);
  });
});

describe('a service that only says 500', () => {
  const bad = (request: SynchronizeRequest, culprits: readonly number[]): boolean =>
    request.edits.some(({ features }) =>
      features.adds.some(({ attributes }) =>
        culprits.some((n) => String(attributes['GlobalID']).includes(id(n).slice(-12).toUpperCase())),
      ),
    );

  /** Takes every request without these features, and says 500 to the others. */
  function world(
    culprits: readonly number[],
    options: { readonly takesAll?: boolean } = {},
  ): { readonly world: World; readonly there: Set<string> } {
    const made = new World();
    const there = new Set<string>();
    const { automatic } = made.service;
    automatic.queryByGlobalIds = (_layer, ids) =>
      ids.filter((one) => there.has(one)).map((one) => row(Number.parseInt(one.slice(-12), 16)));
    automatic.queryAttachments = () => [];
    automatic.synchronizeReplica = (request) => {
      const ids = request.edits.flatMap(({ layerId, features }) =>
        features.adds.map(({ attributes }) => ({
          layerId,
          n: Number.parseInt(String(attributes['GlobalID']).replace(/.*-/, '').replace('}', ''), 16),
        })),
      );
      if (bad(request, culprits)) {
        // It can have taken them all the same.
        if (options.takesAll === true) for (const { n } of ids) there.add(id(n));
        throw no;
      }
      for (const { n } of ids) there.add(id(n));
      const photos = request.edits.flatMap(({ attachments }) =>
        attachments.adds.map(({ globalId }) => result(0, 'attachAdd', { globalId })),
      );
      return {
        kind: 'reply',
        reply: reply({ results: [...ids.map(({ layerId, n }) => result(n, 'add', { layerId })), ...photos] }),
      };
    };
    return { world: made, there };
  }
  const trees = (count: number) => Array.from({ length: count }, (_, n) => add(n + 1, n + 1));

  it('finds the culprit, sends the rest, and sets it aside with the service’s words', async () => {
    const { world: w, there } = world([13]);
    w.store.edit(...trees(20));
    const end = await finished(w);
    expect(end.kind).to.equal('completed-with-errors');
    expect(there.size).to.equal(19);
    expect(w.store.seqs).to.be.empty;
    const [issue] = w.store.issues;
    expect(issue).to.include({ globalId: id(13), operation: 'add' });
    expect(issue?.error.description).to.contain(no.message);
    expect(issue?.error.code).to.equal(OWN_CODES.blamed);
    expect(w.service.count('synchronizeReplica')).to.be.at.most(14);
  });

  it('finds several', async () => {
    const { world: w, there } = world([3, 18]);
    w.store.edit(...trees(20));
    await finished(w);
    expect(there.size).to.equal(18);
    expect(w.store.issues.map(({ globalId }) => globalId)).to.have.members([id(3), id(18)]);
  });

  it('asks what became of each refused request before its halves are sent', async () => {
    const { world: w } = world([2], { takesAll: true });
    w.store.edit(...trees(4));
    const end = await finished(w);
    expect(end.kind, 'all of it had arrived').to.equal('completed');
    const carriers = w.service.seen.filter(
      ({ operation, args }) => operation === 'synchronizeReplica' && (args[0] as SynchronizeRequest).edits.length > 0,
    );
    expect(carriers, 'nothing is sent twice').to.have.length(1);
    expect(w.store.issues).to.be.empty;
    const first = w.journal.indexOf('synchronizeReplica');
    expect(w.journal.slice(first).includes('queryByGlobalIds')).to.equal(true);
  });

  it('sets aside what hangs on the culprit with it: its photos and related rows wait', async () => {
    const { world: w, there } = world([1]);
    w.store.edit(add(1, 1), inspection(2, 2, 1), attach(3, 50, { n: 1 }), add(4, 4), add(5, 5));
    w.store.photo(50, 1, { contentVersion: 3 });
    await finished(w);
    expect([...there]).to.have.members([id(4), id(5)]);
    expect(w.store.issues.map(({ globalId }) => globalId)).to.deep.equal([id(1)]);
    expect(w.store.seqs).to.deep.equal([2, 3]);
  });

  it('that takes nothing at all keeps everything in the log, and ends soon', async () => {
    const { world: w } = world(Array.from({ length: 20 }, (_, n) => n + 1));
    w.store.edit(...trees(20));
    const end = await finished(w);
    expect(end.kind).to.equal('failed');
    expect(w.store.issues).to.be.empty;
    expect(w.store.seqs).to.have.length(20);
    expect(w.service.count('synchronizeReplica')).to.be.at.most(14);
  });

  it('one edit alone proves nothing against itself: it stays, and the sync fails with the service’s words', async () => {
    const { world: w } = world([1]);
    w.store.edit(add(1, 1));
    const end = await finished(w);
    expect(end).to.have.nested.property('error.message', no.message);
    expect(w.store.seqs).to.deep.equal([1]);
  });
});
