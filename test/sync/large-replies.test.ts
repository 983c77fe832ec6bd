/** Replies that come as a body: rows go to the store as they come, and show only after the results were recorded (invariant 6). */
import { expect } from '@open-wc/testing';
import { GdbError } from '../../src/shared/errors.js';
import type { ReplyBody } from '../../src/sync/ports.js';
import { add, id, reply, result, row } from './support/samples.js';
import { settled } from './support/soon.js';
import { World } from './support/world.js';

const JOB_FILE = 'https://gis.example.com/arcgis/rest/directories/out/1.json';

/** One row of layer 0, in pieces; `fault` ends it early. */
function body(more: { readonly fault?: Error } = {}): ReplyBody {
  const text = JSON.stringify({ edits: [{ id: 0, features: { adds: [row(7)] } }] });
  return {
    total: text.length,
    bytes: (async function* () {
      yield new TextEncoder().encode(text.slice(0, 20));
      if (more.fault) throw more.fault;
      yield new TextEncoder().encode(text.slice(20));
    })(),
    read: () => {
      const changes = { layerId: 0, rows: [], deleteIds: [], attachments: [], attachmentDeleteIds: [] };
      const generations = { kind: 'perReplica', serverGen: 11 } as const;
      return reply({ results: [result(1)], generations, changes: [{ ...changes, mode: 'delta' }] });
    },
  };
}

describe('a reply that comes as a body', () => {
  it('waits in the store until the results are recorded, then shows', async () => {
    const world = new World();
    world.store.edit(add(1, 1));
    const running = world.sync();
    (await world.service.next('synchronizeReplica')).respond({ kind: 'body', body: body() });
    expect((await running.end).kind).to.equal('completed');
    const order = world.order('beginDownload', 'feed', 'endOfBody', 'recordOutcomes', 'commitDownload');
    expect(order).to.deep.equal(['beginDownload', 'feed', 'feed', 'endOfBody', 'recordOutcomes', 'commitDownload']);
    expect([...world.store.rows.keys()].some((key) => key.includes(id(7)))).to.equal(true);
  });

  it('tells how much of it has come', async () => {
    const world = new World();
    const running = world.sync();
    const piece = new Uint8Array(700_000);
    const long: ReplyBody = {
      ...body(),
      total: 2_000_000,
      bytes: (async function* () {
        yield piece.slice();
        yield piece.slice();
        await new Promise(() => undefined);
      })(),
    };
    (await world.service.next('synchronizeReplica')).respond({ kind: 'body', body: long });
    await running.until('downloading');
    while (running.state.kind === 'downloading' && running.state.bytesDone < 1_400_000) await settled();
    expect(running.state).to.include({ kind: 'downloading', what: 'changes', bytesTotal: 2_000_000 });
    running.cancel();
  });

  it('that breaks off leaves nothing, and the edits unknown', async () => {
    const world = new World();
    world.store.edit(add(1, 1));
    const running = world.sync();
    const fault = new GdbError('network', 'It broke.', { answered: false });
    (await world.service.next('synchronizeReplica')).respond({ kind: 'body', body: body({ fault }) });
    await running.until('waiting-retry');
    expect(world.order('dropDownload', 'commitDownload', 'recordOutcomes')).to.deep.equal(['dropDownload']);
    expect(world.store.seqs).to.deep.equal([1]);
    expect(await world.store.openAttempts()).to.have.length(1);
  });

  it('of a file is read again from its start', async () => {
    const world = new World();
    const running = world.sync();
    (await world.service.next('synchronizeReplica')).respond({ kind: 'file', url: JOB_FILE });
    (await world.service.next('readResult')).respond({ kind: 'body', body: body() });
    expect((await running.end).kind).to.equal('completed');
    expect(world.order('feed', 'commitDownload')).to.deep.equal(['feed', 'feed', 'commitDownload']);
  });
});
