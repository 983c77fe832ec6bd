/** How much one request carries: what the service takes, in as many requests as that needs. */
import { expect } from '@open-wc/testing';
import { OWN_CODES } from '../../src/shared/records.js';
import {
  add,
  attach,
  capabilities,
  description,
  failure,
  id,
  inspection,
  reply,
  result,
  INSPECTIONS,
} from './support/samples.js';
import { World } from './support/world.js';

const tooLarge = failure('http', { status: 413 });
const small = { ...description, capabilities: { ...capabilities, uploads: false } };
const many = (count: number, text = 'x') => Array.from({ length: count }, (_, n) => add(n + 1, n + 1, { NAME: text }));
const addsOf = (request: { readonly args: readonly unknown[] }): number =>
  (request.args[0] as { edits: { features: { adds: unknown[] } }[] }).edits[0]?.features.adds.length ?? 0;
const all = (from: number, count: number) => ({
  kind: 'reply' as const,
  reply: reply({ results: Array.from({ length: count }, (_, n) => result(from + n)) }),
});

describe('many edits', () => {
  it('go in several requests, the oldest first, in one run', async () => {
    const world = new World();
    world.store.edit(...many(2500));
    const running = world.sync();
    const first = await world.service.next('synchronizeReplica');
    expect(addsOf(first)).to.equal(2000);
    first.respond(all(1, 2000));
    const second = await world.service.next('synchronizeReplica');
    expect(addsOf(second)).to.equal(500);
    second.respond(all(2001, 500));
    expect((await running.end).kind).to.equal('completed');
    expect(world.store.seqs).to.deep.equal([]);
  });
});

describe('a request that is too large for the server (413)', () => {
  const refused = async (world: World) => {
    world.service.automatic.describe = () => small;
    const running = world.sync();
    (await world.service.next('synchronizeReplica')).reject(tooLarge);
    return running;
  };

  it('is made again at once with half the edits: nothing of it was done', async () => {
    const world = new World();
    world.store.edit(...many(5));
    const running = await refused(world);
    const halves: number[] = [];
    for (let from = 1; from <= 5; from += halves.at(-1) ?? 5) {
      const request = await world.service.next('synchronizeReplica');
      halves.push(addsOf(request));
      request.respond(all(from, addsOf(request)));
    }
    expect(halves).to.deep.equal([3, 2]);
    expect((await running.end).kind).to.equal('completed');
    expect(world.service.count('queryByGlobalIds')).to.equal(0);
  });

  it('never puts a child before its parent', async () => {
    const world = new World();
    world.store.edit(inspection(1, 10, 2), add(2, 1), add(3, 2));
    const running = await refused(world);
    const first = await world.service.next('synchronizeReplica');
    expect(first.args[0].edits.map(({ layerId }) => layerId)).to.deep.equal([0]);
    first.respond(all(1, 1));
    const second = await world.service.next('synchronizeReplica');
    expect(second.args[0].edits.map(({ layerId }) => layerId)).to.deep.equal([0, 1]);
    const child = { ...result(10), layerId: INSPECTIONS };
    second.respond({ kind: 'reply', reply: reply({ results: [result(2), child] }) });
    expect((await running.end).kind).to.equal('completed');
  });

  it('with one edit alone sets it aside, and the others go (14)', async () => {
    const world = new World();
    world.store.edit(...many(2));
    const running = await refused(world);
    (await world.service.next('synchronizeReplica')).reject(tooLarge);
    const second = await world.service.next('synchronizeReplica');
    expect(addsOf(second)).to.equal(1);
    second.respond(all(2, 1));
    const end = await running.end;
    expect(end).to.deep.include({ kind: 'completed-with-errors' }).and.have.nested.property('totals.refused', 1);
    expect(world.store.issues[0]?.globalId).to.equal(id(1));
    expect(world.store.issues[0]?.error.description).to.include('larger than the server takes');
    expect(world.store.issues[0]?.error.code).to.equal(OWN_CODES.tooLarge);
  });

  it('is told by the service in its own words too', async () => {
    const world = new World();
    world.service.automatic.describe = () => small;
    world.store.edit(...many(2));
    world.sync();
    (await world.service.next('synchronizeReplica')).reject(failure('service', { answered: true, serviceCode: 413 }));
    expect(addsOf(await world.service.next('synchronizeReplica'))).to.equal(1);
  });

  it('goes as a file where the service takes files', async () => {
    const world = new World();
    world.store.edit(...many(2));
    const running = world.sync();
    (await world.service.next('synchronizeReplica')).reject(tooLarge);
    const file = await world.service.next('uploadEdits');
    expect(file.args[0][0]?.features.adds).to.have.length(2);
    file.respond('i-1');
    const request = await world.service.next('synchronizeReplica');
    expect(request.args[0]).to.deep.include({ editsUploadId: 'i-1', edits: [], async: true });
    request.respond(all(1, 2));
    expect((await running.end).kind).to.equal('completed');
  });
});

describe('large edits', () => {
  const large = () => many(3, 'x'.repeat(400_000));

  it('go as a file, brought before the attempt is committed', async () => {
    const world = new World();
    world.store.edit(...large());
    world.sync();
    (await world.service.next('uploadEdits')).respond('i-1');
    await world.service.next('synchronizeReplica');
    expect(world.order('uploadEdits', 'beginAttempt', 'synchronizeReplica')).to.deep.equal([
      'uploadEdits',
      'beginAttempt',
      'synchronizeReplica',
    ]);
  });

  it('go inside the request where the service takes no such file', async () => {
    const world = new World();
    world.store.edit(...large());
    world.sync();
    (await world.service.next('uploadEdits')).reject(failure('service', { answered: true, serviceCode: 400 }));
    const { args } = await world.service.next('synchronizeReplica');
    expect(args[0].edits[0]?.features.adds).to.have.length(3);
    expect(args[0]).not.to.have.property('editsUploadId');
  });

  it('whose file the service took and then would not read go inside the next request, after the layers were asked', async () => {
    const world = new World();
    world.store.edit(...large());
    world.service.hold({});
    const running = world.sync();
    (await world.service.next('uploadEdits')).respond('i-1');
    (await world.service.next('synchronizeReplica')).reject(failure('service', { answered: true, serviceCode: 400 }));
    (await world.clock.wait()).elapse();
    const { args } = await world.service.next('synchronizeReplica');
    expect(world.service.count('queryByGlobalIds')).to.equal(1);
    expect(args[0].edits[0]?.features.adds).to.have.length(3);
    running.cancel();
  });

  it('of photos inside them stay there: such are there because the service took no file', async () => {
    const world = new World();
    world.ensureUploaded = async ({ attachment }) => ({ kind: 'inline', contentVersion: attachment.contentVersion });
    world.store.photo(50, 1, { size: 2_000_000, contentVersion: 1 });
    world.store.edit(attach(1, 50, { n: 1 }));
    world.sync();
    expect((await world.service.next('synchronizeReplica')).args[0].edits).to.have.length(1);
  });
});

describe('a download that breaks off on its way', () => {
  const broken = async () => {
    const world = new World();
    const running = world.sync();
    const first = await world.service.next('synchronizeReplica');
    expect(first.args[0].async).to.equal(false);
    first.loseReply();
    (await world.clock.wait()).elapse();
    const request = await world.service.next('synchronizeReplica');
    return { world, running, request };
  };

  it('is asked for as a job, which keeps it until it is fetched', async () => {
    const { world, running, request } = await broken();
    expect(request.args[0].async).to.equal(true);
    request.respond({ kind: 'job', statusUrl: 'https://gis.example.com/jobs/1' });
    const done = {
      kind: 'done',
      status: 'Completed',
      resultUrl: 'https://gis.example.com/1.json',
      withErrors: false,
    } as const;
    (await world.service.next('jobStatus')).respond(done);
    (await world.service.next('readResult')).respond({ kind: 'reply', reply: reply() });
    expect((await running.end).kind).to.equal('completed');
    expect(world.store.geodatabase?.generations).to.deep.equal({ kind: 'perReplica', serverGen: 11 });
    expect(world.store.attempts).to.deep.equal([]);
  });

  it('has its job committed before it is polled, so that a reload finds it (3)', async () => {
    const { world, running, request } = await broken();
    request.respond({ kind: 'job', statusUrl: 'https://gis.example.com/jobs/1' });
    await running.until('waiting-server');
    expect(world.store.openAttempt).to.deep.include({
      kind: 'sync',
      throughSeq: 0,
      statusUrl: 'https://gis.example.com/jobs/1',
    });
    await world.service.next('jobStatus');
    world.store.edit(add(1, 1));
    const next = world.sync();
    expect((await world.service.next('jobStatus')).args[0]).to.equal('https://gis.example.com/jobs/1');
    next.cancel();
  });

  it('leaves nothing unknown where the job cannot even be ordered', async () => {
    const { world, request } = await broken();
    request.loseReply();
    await world.clock.wait();
    expect(world.store.attempts).to.deep.equal([]);
  });
});
